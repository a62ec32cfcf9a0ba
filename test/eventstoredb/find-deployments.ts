import { existsSync, readFileSync } from 'node:fs';
import { startServerContainer } from './container.js';
import { addressOf, type Deployments, InvalidDeploymentError, parseDeployments } from './deployment.js';

/** What there is to run against. */
export interface Found {
  /** The server of the contract suite and the demo. */
  readonly url: string;
  /** Where that server tells its version. */
  readonly address: string;
  /** What can be stopped and started. */
  readonly deployments: Deployments;
  /** Removes what was started for this run. */
  release(): Promise<void>;
}

/**
 * The servers that the environment names, else a container, else null.
 * @throws {InvalidDeploymentError} EVENTSTOREDB_NODES can't be used
 */
export async function findDeployments({
  EVENTSTOREDB_NODES: nodes = '',
  EVENTSTOREDB_URL: url = '',
}: NodeJS.ProcessEnv): Promise<Found | null> {
  const release = async () => {};
  if (nodes !== '') {
    const deployments = parseDeployments(textOf(nodes));
    const { single, cluster } = deployments;
    const first = (single ?? cluster)!;
    return url === ''
      ? { url: first.url, address: first.nodes[0]!.address, deployments, release }
      : { url, address: addressOf(url), deployments, release };
  }
  if (url !== '') return { url, address: addressOf(url), deployments: {}, release };
  const container = await startServerContainer();
  if (!container) return null;
  const { remove, ...single } = container;
  return { url: single.url, address: single.nodes[0]!.address, deployments: { single }, release: remove };
}

/** The JSON itself, or the file that it names. */
function textOf(value: string): string {
  if (value.trimStart().startsWith('{')) return value;
  if (!existsSync(value))
    throw new InvalidDeploymentError(JSON.stringify(value), 'JSON, nor a file that is there');
  return readFileSync(value, 'utf8');
}
