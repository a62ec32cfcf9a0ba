import { setTimeout as pause } from 'node:timers/promises';
import { type EventLog, openEventLog, type RecordedEvent } from '#event-log';
import { SystemClock } from '#kernel';
import { ReadModels } from '#projections';
import type { Settings } from '../../apps/api/src/index.js';
import { cli, ServerProcess } from '../support/processes.js';
import { fullReport, PROGRAMME } from '../support/system.js';
import { Callers } from './callers.js';
import { type Caller, type Preparation, prepare } from './preparation.js';
import {
  countOf,
  differing,
  type WarningStreams,
  WholeLog,
  wantedWarnings,
  writtenWarnings,
} from './warnings-in-log.js';

// A package of the server's is CommonJS and requires Nest, which Jest allows only once Nest stands.
const { readModels } = await import('../../apps/api/src/index.js');

const CREATED = 201;
const PATIENCE_MS = 60_000;
const LOOK_MS = 50;
/** The second replica is killed when this share of the warnings that are due is written. */
const KILL_AT = 0.2;
/** How often each caller goes on when both replicas run again. */
const ROUNDS_AFTER = 4;
/** How long the log must stand still until nothing more is expected: a scheduler looks once a second. */
const QUIET_MS = 2_000;
/** Goes up from what was reported before. */
const LAST_PERCENT = 60;

export type Two<Value> = readonly [Value, Value];

/** Who keeps what where. */
export interface Layout {
  /** Settings of the process that prepares the log. */
  readonly preparation: Settings;
  readonly replicas: Two<Settings>;
  /** Called when the log has been prepared. */
  readonly prepared?: () => void;
}

/** What `nq57 verify --json` prints. */
export interface Verified {
  readonly whole: boolean;
  readonly events: number;
  readonly problems: readonly unknown[];
  readonly head: string;
  readonly tables: Readonly<Record<string, string>> | null;
}

/** What became of the log and of the replicas. */
export interface Outcome {
  readonly preparation: Preparation;
  readonly callers: Callers;
  /** Turns of warnings that stood, and that should have stood, when the second replica was killed. */
  readonly atKill: { readonly written: number; readonly wanted: number };
  readonly events: readonly RecordedEvent[];
  readonly written: WarningStreams;
  readonly wanted: WarningStreams;
  /** What `nq57 verify` says on each replica's folder, after its server has ended. */
  readonly verified: Two<Verified>;
  /** Hashes of the tables that are built from the log anew. */
  readonly rebuilt: Readonly<Record<string, string>>;
  /** How the servers ended that were told to end. */
  readonly ends: readonly (number | NodeJS.Signals | null)[];
}

/**
 * Lets two replicas run on one log: both start at once, callers call both, then months of warnings fall due for both
 * schedulers at the same moment; the second replica is killed in the midst of it and started again.
 * @param fresh a folder for read models that are built from the log anew
 */
export async function play(layout: Layout, fresh: string): Promise<Outcome> {
  const preparation = await prepare(layout.preparation);
  layout.prepared?.();
  const [first, second] = layout.replicas;
  const log = openEventLog({ ...first.eventLog, readOnly: true });
  const servers: Two<ServerProcess> = [
    await ServerProcess.with(environmentOf(first)),
    await ServerProcess.with(environmentOf(second)),
  ];
  try {
    return await new Scenario(layout, preparation, servers, log).play(fresh);
  } catch (cause) {
    const said = servers.map(({ output }) => output).join('\n');
    throw new Error(`${cause instanceof Error ? cause.message : cause}; the servers: ${said}`, { cause });
  } finally {
    await Promise.all(servers.map((server) => server.kill()));
    await log.close();
  }
}

class Scenario {
  readonly #now = new SystemClock();
  readonly #whole: WholeLog;

  constructor(
    private readonly layout: Layout,
    private readonly preparation: Preparation,
    private readonly servers: Two<ServerProcess>,
    private readonly log: EventLog,
  ) {
    this.#whole = new WholeLog(log);
  }

  async play(fresh: string): Promise<Outcome> {
    const { servers, preparation } = this;
    const [first, second] = servers;
    const [aside, ...others] = preparation.callers;
    if (!aside) throw new Error('nobody calls');
    await Promise.all(servers.map((server) => server.start()));
    await Promise.all(servers.map((server) => this.#knowsCallers(server)));
    const callers = new Callers([first.url, second.url], others, preparation.periods);
    await callers.goneOn(1);
    await this.#adoptOnBoth();
    const atKill = await until('warnings are written', async () => {
      const { written, wanted } = await this.#warnings();
      const counts = { written: countOf(written), wanted: countOf(wanted) };
      return counts.written > counts.wanted * KILL_AT ? counts : undefined;
    });
    await second.kill();
    await callers.goneOn(1);
    await second.start();
    await callers.goneOn(ROUNDS_AFTER);
    await callers.stop();
    // What is missing, or too much, for good is told by the comparison at the end.
    await this.#settled().catch(() => {});

    // By itself, each scheduler clears what the other, which does not run, can't have cleared.
    const ends = [await first.stop()];
    await this.#clears(second, aside, 0);
    ends.push(await second.stop());
    await first.start();
    await this.#clears(first, aside, 1);
    ends.push(await first.stop());

    const { events, written, wanted } = await this.#warnings();
    const [one, two] = this.layout.replicas;
    const verified = await Promise.all([verify(one), verify(two)] as const);
    const rebuilt = await rebuiltIn(fresh, this.log);
    return { preparation, callers, atKill, events, written, wanted, verified, rebuilt, ends };
  }

  async #warnings(): Promise<Pick<Outcome, 'events' | 'written' | 'wanted'>> {
    const events = await this.#whole.events();
    return { events, written: writtenWarnings(events), wanted: wantedWarnings(events, this.#now.now()) };
  }

  /** Waits until a replica's rows tell who the callers are. */
  #knowsCallers({ url }: ServerProcess): Promise<true> {
    const { office, head } = this.preparation;
    const headers = { authorization: `Bearer ${office.token}`, 'read-after': head };
    return until('the callers are known', async () => {
      const answer = await fetch(`${url}/assignments?limit=1`, { headers });
      await answer.arrayBuffer();
      return answer.ok || undefined;
    });
  }

  /** The office adopts the policy, by one command that is sent to both replicas at the same moment. */
  async #adoptOnBoth(): Promise<void> {
    const { office, from } = this.preparation;
    const body = { policy: 'city-monthly', from };
    const path = `/programmes/${PROGRAMME}/policies`;
    await Promise.all(
      this.servers.map((server) => post(server, path, office.token, body, { 'idempotency-key': 'policy' })),
    );
  }

  /** Waits until the log holds the warnings that it should, no others, and nothing more has come for a while. */
  #settled(): Promise<true> {
    return until('the log stands still', async () => {
      const { events, written, wanted } = await this.#warnings();
      if (differing(written, wanted).length > 0) return undefined;
      await pause(QUIET_MS);
      return (await this.log.head()) === events.at(-1)?.position || undefined;
    });
  }

  /** A report to the only replica that runs clears a warning that has stood since the policy was adopted. */
  async #clears(server: ServerProcess, { token, assignments }: Caller, nth: number): Promise<void> {
    const assignment = assignments[nth]?.id;
    const period = this.preparation.periods.at(-1) ?? '';
    await post(
      server,
      `/assignments/${assignment}/progress-reports`,
      token,
      fullReport(period, LAST_PERCENT),
    );
    await until(`the warning of ${assignment} is cleared`, async () => {
      const turns = await this.log.readStream(`warning-update-missing.${assignment}.${period}`);
      return turns.at(-1)?.type === 'WarningCleared' || undefined;
    });
  }
}

/** A command that must be carried out. */
async function post(
  { url }: ServerProcess,
  path: string,
  token: string,
  body: object,
  headers: Readonly<Record<string, string>> = {},
): Promise<void> {
  const answer = await fetch(`${url}${path}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });
  const text = await answer.text();
  if (answer.status !== CREATED) throw new Error(`POST ${path} was answered ${answer.status}: ${text}`);
}

/** Asks until there is an answer other than undefined. @throws {Error} none comes in time */
async function until<Result>(what: string, ask: () => Promise<Result | undefined>): Promise<Result> {
  const end = performance.now() + PATIENCE_MS;
  for (;;) {
    const answer = await ask();
    if (answer !== undefined) return answer;
    if (performance.now() > end) throw new Error(`in vain: ${what}`);
    await pause(LOOK_MS);
  }
}

/** What `nq57 verify` says with a replica's settings. */
async function verify(settings: Settings): Promise<Verified> {
  const { stdout, stderr, code } = await cli(['verify', '--json'], { env: environmentOf(settings) });
  if (stdout === '') throw new Error(`nq57 verify ended with ${code}: ${stderr}`);
  return JSON.parse(stdout) as Verified;
}

async function rebuiltIn(folder: string, log: EventLog): Promise<Record<string, string>> {
  const models = new ReadModels({ folder, log, models: readModels });
  models.open();
  try {
    await models.catchUp();
    return models.hashes();
  } finally {
    models.close();
  }
}

function environmentOf({ dataDir, sharedDir, eventLog, roles }: Settings): Record<string, string> {
  return {
    NQ57_DATA_DIR: dataDir,
    NQ57_SHARED_DIR: sharedDir,
    NQ57_ROLES: roles.join(','),
    NQ57_CLOCK: 'system',
    NQ57_LOG_LEVEL: 'warn',
    NQ57_EVENT_LOG: eventLog.engine,
    ...(eventLog.engine === 'eventstoredb'
      ? {
          NQ57_EVENTSTOREDB_URL: eventLog.connectionString,
          NQ57_EVENTSTOREDB_PREFIX: eventLog.streamPrefix ?? '',
        }
      : {}),
  };
}
