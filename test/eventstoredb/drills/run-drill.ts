import { setTimeout as pause } from 'node:timers/promises';
import { type EventLog, openEventLog } from '#event-log';
import { localDate, periodOf, SystemClock } from '#kernel';
import type { Deployment } from '../deployment.js';
import { newPrefix, say, within } from '../project.js';
import { ServerNodes } from '../server-nodes.js';
import { BareClientProcess } from './bare-client-process.js';
import { Callers } from './callers.js';
import { checkLog, compareRows } from './checks.js';
import { firstDifference } from './compare.js';
import type { Drill } from './drill.js';
import { prepare } from './preparation.js';
import type { DrillResult, Round } from './report.js';
import { SseReader } from './sse-reader.js';
import { Subject } from './subject.js';

const CALLERS = 64;
const FLOWING_MS = 60_000;
const LOAD_MS = 1_000;
const FIRST_MS = 90_000;
const LAST_ANSWERS_MS = 90_000;
const SETTLED_MS = 120_000;
const QUIET_MS = 2_000;
const LOOK_MS = 200;

/** Everything that a drill has under way. */
interface Scene {
  readonly nodes: ServerNodes;
  readonly subject: Subject;
  readonly bare: BareClientProcess;
  readonly callers: Callers;
  readonly sse: SseReader;
  /** Of who may read everything. */
  readonly token: string;
  /** Where the log stood before the load began; changes are told from there. */
  readonly start: string;
}

/** Runs one drill, its rounds one after the other on one server process, then looks at what is left. */
export async function runDrill(drill: Drill, deployment: Deployment, rounds: number): Promise<DrillResult> {
  say(`${drill.id}: ${drill.title}, ${rounds} rounds`);
  const nodes = new ServerNodes(deployment);
  await nodes.usable();
  const subject = await Subject.on(deployment.url);
  const bare = new BareClientProcess(deployment.url);
  try {
    const scene = { nodes, subject, bare, ...(await load(subject)) };
    const { done, flaws } = await runRounds(drill, scene, rounds);
    if (subject.ended !== null) {
      throw new Error(`the server's process ${subject.ended}: ${subject.lastWords}`);
    }
    const log = openEventLog(subject.settings.eventLog);
    try {
      const found = await look(scene, log);
      return { ...found, drill, rounds: done, bareEnded: bare.ended, flaws: [...flaws, ...found.flaws] };
    } finally {
      await log.close();
    }
  } finally {
    bare.stop();
    await subject.remove();
  }
}

/** Prepares a log, starts the server on it, has the callers begin and a reader follow all changes. */
async function load(subject: Subject): Promise<Pick<Scene, 'callers' | 'sse' | 'token' | 'start'>> {
  const { callers: prepared, office, head: start } = await prepare(subject.settings, CALLERS);
  await subject.start();
  const token = await subject.logIn(office);
  const sessions = await Promise.all(
    prepared.map(async ({ account, password, assignments }) => ({
      account,
      assignments,
      token: await subject.logIn({ account, password }),
    })),
  );
  const sse = new SseReader(subject.base, token, start);
  const period = periodOf(localDate(new SystemClock().now()));
  return { callers: new Callers(subject.base, newPrefix('key'), sessions, period), sse, token, start };
}

async function runRounds(
  drill: Drill,
  scene: Scene,
  rounds: number,
): Promise<{ readonly done: readonly Round[]; readonly flaws: readonly string[] }> {
  const { callers, subject, bare } = scene;
  const done: Round[] = [];
  const flaws: string[] = [];
  try {
    for (let number = 1; number <= rounds && subject.ended === null; number += 1) {
      if (!(await callers.allAcknowledgedAgain(FLOWING_MS))) {
        flaws.push(`before round ${number} not every caller was acknowledged within ${FLOWING_MS / 1_000} s`);
      }
      const round = await runRound(drill, scene, number);
      done.push(round);
      const { acknowledgements, tally } = callers;
      say(
        `  round ${number}: first acknowledgement after ${round.oursMs ?? '–'} ms, bare ${round.bareMs ?? '–'} ms; ` +
          `acknowledged ${acknowledgements.length}, 503 ${tally.unavailable}, longest answer ${tally.longestMs} ms`,
      );
    }
  } finally {
    bare.stop();
    // A server that has ended answers nobody any more.
    const patience = subject.ended === null ? LAST_ANSWERS_MS : 0;
    if (!(await callers.stop(patience))) flaws.push('not every caller was acknowledged in the end');
  }
  return { done, flaws };
}

async function runRound(drill: Drill, { nodes, callers, bare }: Scene, number: number): Promise<Round> {
  await pause(LOAD_MS);
  const fault = await drill.fault(nodes, number);
  await fault.begin();
  const faultAt = Date.now();
  const first = [callers.first.after(faultAt), bare.after(faultAt)].map((each) =>
    within(each, FIRST_MS, null),
  );
  await pause(fault.holdMs);
  await fault.end();
  await nodes.usable();
  const [oursMs = null, bareMs = null] = await Promise.all(first);
  return { oursMs, bareMs, holdMs: fault.holdMs };
}

/** Waits until nothing more comes, stops the server, and compares what was told, stored and kept. */
async function look(
  { subject, sse, callers, token, start }: Scene,
  log: EventLog,
): Promise<Omit<DrillResult, 'drill' | 'rounds' | 'bareEnded'>> {
  const flaws: string[] = [];
  const end = await settled(log);
  if (!(await subject.hasRowsOf(end, token))) flaws.push('the rows have not come to the end of the log');
  for (const until = Date.now() + SETTLED_MS; sse.last < end && Date.now() < until; ) await pause(LOOK_MS);
  const [{ ended }, { end: sseEnd }] = [subject, sse];
  const badEnd = await subject.stop();
  if (badEnd) flaws.push(badEnd);
  say(`  reading the log (${callers.acknowledgements.length} commands acknowledged)`);
  const findings = await checkLog(log, callers.acknowledgements, start);
  const differingRows = await compareRows(log, subject.settings.dataDir, subject.freshFolder);
  const difference = firstDifference(sse.told, findings.changes);
  return {
    acknowledged: callers.acknowledgements.length,
    tally: callers.tally,
    findings,
    sseDifference: difference === null ? null : `${difference} (its connection: ${sseEnd ?? 'stood'})`,
    differingRows,
    alive: ended === null,
    flaws,
  };
}

/** Position of the newest event once nothing more is added: the scheduler follows what the callers did. */
async function settled(log: EventLog): Promise<string> {
  for (let before: string | null = null; ; ) {
    const head = await log.head();
    if (head !== null && head === before) return head;
    before = head;
    await pause(QUIET_MS);
  }
}
