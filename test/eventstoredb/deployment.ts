/** How one node is reached and what is done to it: four shell commands. `start` may return before it is usable. */
export interface NodeHook {
  readonly name: string;
  /** Where its HTTP answers: `http://host:port` or `https://host:port`. */
  readonly address: string;
  readonly kill: string;
  readonly start: string;
  /** Has it stand still without ending, as SIGSTOP does. */
  readonly hang: string;
  readonly resume: string;
}

export interface Deployment {
  /** The connection string, as the setting has it. */
  readonly url: string;
  readonly nodes: readonly NodeHook[];
}

/** One node, three nodes; the drills of the one that is missing are not run. */
export interface Deployments {
  readonly single?: Deployment;
  readonly cluster?: Deployment;
}

/** The description of the nodes can't be used; the message names the place. */
export class InvalidDeploymentError extends Error {
  constructor(place: string, wanted: string) {
    super(`EVENTSTOREDB_NODES: ${place} is not ${wanted}`);
    this.name = 'InvalidDeploymentError';
  }
}

const SIZES = { single: 1, cluster: 3 } as const;
const NODE_KEYS = ['name', 'address', 'kill', 'start', 'hang', 'resume'] as const;
const ADDRESS = /^https?:\/\/[^/\s]+:\d+$/;
const SCHEME = /^esdb(\+discover)?:\/\//;

/** Reads the description of the nodes. @throws {InvalidDeploymentError} with the place that is wrong */
export function parseDeployments(json: string): Deployments {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch (error) {
    throw new InvalidDeploymentError('the text', `JSON (${(error as Error).message})`);
  }
  const top = objectAt(value, 'the whole', Object.keys(SIZES));
  if (Object.keys(top).length === 0)
    throw new InvalidDeploymentError('the whole', 'a "single" or a "cluster"');
  return Object.fromEntries(
    Object.entries(top).map(([key, each]) => [key, deploymentAt(each, key as keyof typeof SIZES)]),
  );
}

function deploymentAt(value: unknown, key: keyof typeof SIZES): Deployment {
  const { url, nodes } = objectAt(value, key, ['url', 'nodes']);
  const connectionString = textAt(url, `${key}.url`);
  // The string itself is not repeated: it may hold a password.
  if (!SCHEME.test(connectionString))
    throw new InvalidDeploymentError(`${key}.url`, 'an esdb:// connection string');
  if (!Array.isArray(nodes) || nodes.length !== SIZES[key]) {
    throw new InvalidDeploymentError(`${key}.nodes`, `a list of ${SIZES[key]}`);
  }
  const hooks = nodes.map((node, index) => nodeAt(node, `${key}.nodes[${index}]`));
  for (const unique of ['name', 'address'] as const) {
    if (new Set(hooks.map((hook) => hook[unique])).size < hooks.length) {
      throw new InvalidDeploymentError(`${key}.nodes`, `a list of nodes that differ in their ${unique}`);
    }
  }
  return { url: connectionString, nodes: hooks };
}

function nodeAt(value: unknown, place: string): NodeHook {
  const node = objectAt(value, place, NODE_KEYS);
  const texts = Object.fromEntries(NODE_KEYS.map((key) => [key, textAt(node[key], `${place}.${key}`)]));
  const hook = texts as unknown as NodeHook;
  if (!ADDRESS.test(hook.address))
    throw new InvalidDeploymentError(`${place}.address`, 'http(s)://host:port');
  return hook;
}

function objectAt(value: unknown, place: string, known: readonly string[]): Record<string, unknown> {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) {
    throw new InvalidDeploymentError(place, 'an object');
  }
  const unknown = Object.keys(value).find((key) => !known.includes(key));
  if (unknown !== undefined) {
    throw new InvalidDeploymentError(
      `${place}: the key ${JSON.stringify(unknown)}`,
      `one of ${known.join(', ')}`,
    );
  }
  return value as Record<string, unknown>;
}

function textAt(value: unknown, place: string): string {
  if (typeof value !== 'string' || value.trim() === '') throw new InvalidDeploymentError(place, 'a text');
  return value;
}

/** Where the first node of a connection string answers HTTP. */
export function addressOf(url: string): string {
  const [, rest = ''] = url.split('://');
  const [hosts = '', query = ''] = rest.split('?');
  const [host = ''] = hosts.slice(hosts.lastIndexOf('@') + 1).split(/[,/]/);
  return `${/(^|&)tls=false(&|$)/i.test(query) ? 'http' : 'https'}://${host}`;
}
