import type { NodeHook } from '../deployment.js';
import type { ServerNodes } from '../server-nodes.js';

/** One fault: what begins it, how long it is left, what ends it. */
export interface Fault {
  begin(): Promise<void>;
  readonly holdMs: number;
  end(): Promise<void>;
}

export interface Drill {
  readonly id: string;
  readonly title: string;
  readonly deployment: 'single' | 'cluster';
  readonly rounds: number;
  /** The fault of a round. @param round from 1 */
  fault(nodes: ServerNodes, round: number): Promise<Fault>;
}

/** Back at once, as a supervisor does it. */
const SHORT_OUTAGE_MS = 500;
/** Longer than a command waits: it is answered 503 meanwhile. */
const LONG_OUTAGE_MS = 12_000;
const LONG_EVERY = 4;
const HANG_MS = 10_000;
const RESTART_AFTER_MS = 5_000;

const killed = (nodes: ServerNodes, hooks: readonly NodeHook[], holdMs: number): Fault => ({
  begin: async () => {
    await Promise.all(hooks.map((hook) => nodes.act('kill', hook)));
  },
  holdMs,
  end: async () => {
    await Promise.all(hooks.map((hook) => nodes.start(hook)));
  },
});

export const DRILLS: readonly Drill[] = [
  {
    id: 'D1',
    title: 'the server killed and started again',
    deployment: 'single',
    rounds: 20,
    fault: async (nodes, round) =>
      killed(nodes, nodes.deployment.nodes, round % LONG_EVERY === 0 ? LONG_OUTAGE_MS : SHORT_OUTAGE_MS),
  },
  {
    id: 'D2',
    title: 'the leader of three killed',
    deployment: 'cluster',
    rounds: 10,
    fault: async (nodes) => killed(nodes, [await nodes.leader()], RESTART_AFTER_MS),
  },
  {
    id: 'D3',
    title: 'the leader of three hung for 10 s',
    deployment: 'cluster',
    rounds: 5,
    fault: async (nodes) => {
      const leader = await nodes.leader();
      return {
        begin: () => nodes.act('hang', leader),
        holdMs: HANG_MS,
        end: () => nodes.act('resume', leader),
      };
    },
  },
  {
    id: 'D4',
    title: 'two of three gone and back',
    deployment: 'cluster',
    rounds: 3,
    fault: async (nodes) => {
      const leader = await nodes.leader();
      const follower = nodes.deployment.nodes.find(({ name }) => name !== leader.name)!;
      return killed(nodes, [leader, follower], LONG_OUTAGE_MS);
    },
  },
];
