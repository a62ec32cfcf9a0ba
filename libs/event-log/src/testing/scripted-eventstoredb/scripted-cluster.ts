import { type Membership, ScriptedEventStoreDb } from './scripted-eventstoredb.js';
import { ScriptedLog } from './scripted-log.js';

const NODES = 3;

/**
 * A test double of a cluster: three scripted nodes on one log in memory. Nothing is elected and nothing replicated:
 * the script says who leads, and the others answer what needs the leader with its address.
 */
export class ScriptedCluster implements Membership {
  readonly log = new ScriptedLog();
  readonly #nodes: ScriptedEventStoreDb[] = [];
  #leader = 0;

  private constructor() {}

  static async start(): Promise<ScriptedCluster> {
    const cluster = new ScriptedCluster();
    for (let node = 0; node < NODES; node += 1) {
      cluster.#nodes.push(await ScriptedEventStoreDb.start({ log: cluster.log, membership: () => cluster }));
    }
    return cluster;
  }

  get nodes(): readonly ScriptedEventStoreDb[] {
    return this.#nodes;
  }

  get leader(): ScriptedEventStoreDb {
    return this.#nodes[this.#leader]!;
  }

  /** The connection string of all nodes; a node that hangs holds a client's search for the leader up for a second. */
  get url(): string {
    const hosts = this.#nodes.map(({ endpoint }) => `${endpoint.host}:${endpoint.port}`);
    return `esdb://${hosts.join(',')}?tls=false&gossipTimeout=1`;
  }

  /** Lets the node after the leader lead from now on. */
  moveLeader(): void {
    this.#leader = (this.#leader + 1) % NODES;
  }

  async dispose(): Promise<void> {
    await Promise.all(this.#nodes.map((node) => node.dispose()));
  }
}
