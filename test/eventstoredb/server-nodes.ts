import { exec } from 'node:child_process';
import { setTimeout as pause } from 'node:timers/promises';
import type { Deployment, NodeHook } from './deployment.js';
import { say } from './project.js';

/** What a node tells of itself. */
export interface NodeInfo {
  readonly version: string;
  /** `leader`, `follower`, or what it is on its way to be. */
  readonly state: string;
}

const ANSWER_MS = 2_000;
const COMMAND_MS = 120_000;
const LOOK_MS = 250;
const USABLE_MS = 180_000;
/** A node that refuses connections for so long has ended, and is started again. */
const GONE_MS = 5_000;

/** The login of a connection string, as HTTP has it; empty where it names none. */
function authorization(url: string): Readonly<Record<string, string>> {
  const [, login] = /:\/\/([^@/?]+)@/.exec(url) ?? [];
  if (login === undefined) return {};
  const text = login.split(':').map(decodeURIComponent).join(':');
  return { authorization: `Basic ${Buffer.from(text).toString('base64')}` };
}

/** What the node at an address tells of itself; null where it does not answer. */
export async function nodeInfo(address: string, url: string): Promise<NodeInfo | null> {
  try {
    const answer = await fetch(`${address}/info`, {
      headers: authorization(url),
      signal: AbortSignal.timeout(ANSWER_MS),
    });
    const { esVersion, dbVersion, state } = (await answer.json()) as Record<string, unknown>;
    const version = esVersion ?? dbVersion;
    if (typeof version !== 'string' || typeof state !== 'string') return null;
    return { version, state: state.toLowerCase() };
  } catch {
    return null;
  }
}

function run(command: string): Promise<{ readonly failed: boolean; readonly output: string }> {
  return new Promise((resolve) => {
    exec(command, { timeout: COMMAND_MS }, (error, stdout, stderr) =>
      resolve({ failed: error !== null, output: `${stdout}${stderr}`.trim() }),
    );
  });
}

/** The nodes of one deployment, and what is done to them. */
export class ServerNodes {
  readonly #startedAt = new Map<string, number>();

  constructor(readonly deployment: Deployment) {}

  /** @throws {Error} the command failed */
  async act(action: 'kill' | 'hang' | 'resume', { name, ...commands }: NodeHook): Promise<void> {
    const { failed, output } = await run(commands[action]);
    if (failed) throw new Error(`the command that should ${action} ${name} failed: ${output}`);
  }

  /** A start that fails is told and tried again by {@link usable}: the node may run already. */
  async start({ name, start }: NodeHook): Promise<void> {
    this.#startedAt.set(name, Date.now());
    const { failed, output } = await run(start);
    if (failed) say(`  starting ${name}: ${output}`);
    this.#startedAt.set(name, Date.now());
  }

  /** The node that leads. @throws {Error} not exactly one does */
  async leader(): Promise<NodeHook> {
    const infos = await this.#infos();
    const leaders = infos.filter(({ info }) => info?.state === 'leader');
    if (leaders.length !== 1) throw new Error(`${leaders.length} nodes say that they lead`);
    return leaders[0]!.hook;
  }

  /**
   * Waits until one node leads and all others follow. A node that has ended, as a deposed leader does that must
   * truncate its log, is started again.
   * @throws {Error} they are not usable in time
   */
  async usable(): Promise<void> {
    const until = Date.now() + USABLE_MS;
    let refusing = new Map<string, number>();
    for (;;) {
      const infos = await this.#infos();
      const states = infos.map(({ info }) => info?.state);
      const leaders = states.filter((state) => state === 'leader').length;
      const followers = states.filter((state) => state === 'follower').length;
      if (leaders === 1 && leaders + followers === infos.length) return;
      const now = Date.now();
      if (now > until)
        throw new Error(`the nodes are not usable: ${states.map((state) => state ?? 'away').join(', ')}`);
      const silent = infos.filter(({ info }) => info === null).map(({ hook }) => hook);
      refusing = new Map(silent.map(({ name }) => [name, refusing.get(name) ?? now]));
      for (const hook of silent) {
        const since = Math.max(refusing.get(hook.name) ?? now, this.#startedAt.get(hook.name) ?? 0);
        if (now - since < GONE_MS) continue;
        say(`  ${hook.name} does not answer: it is started again`);
        await this.start(hook);
      }
      await pause(LOOK_MS);
    }
  }

  #infos() {
    const { nodes, url } = this.deployment;
    return Promise.all(nodes.map(async (hook) => ({ hook, info: await nodeInfo(hook.address, url) })));
  }
}
