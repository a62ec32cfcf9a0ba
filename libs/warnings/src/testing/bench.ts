import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach } from '@jest/globals';
import { catalogueReadModels } from '#catalogue';
import {
  type EventLog,
  type EventToAppend,
  openSqliteEventLog,
  type Position,
  type RecordedEvent,
} from '#event-log';
import { derivedId, localDate, SettableClock } from '#kernel';
import { type ReadModel, ReadModels } from '#projections';
import { type AdoptedPolicy, policiesReadModel, SlotService } from '#reporting';
import { assignmentStream, assignmentsReadModel } from '#tasks';
import { idOfHistory, PROGRAMME, type Step, toAppend } from '../domain/testing/history.js';
import type { NewWarningEvent } from '../domain/warning.events.js';
import { IndicatorCourses } from '../facts/indicator-courses.js';
import { warningsReadModel } from '../read-models/warnings/warnings.projection.js';
import { WarningsProcess } from '../warnings.process.js';

const PAGE = 10_000;

/** Courses of indicators where there are none. */
const NO_INDICATORS = (readModels: ReadModels) =>
  new IndicatorCourses(readModels, { overTime: async () => [] });

export const READ_MODELS: readonly ReadModel[] = [
  ...catalogueReadModels,
  assignmentsReadModel,
  policiesReadModel,
  warningsReadModel,
];

/** One process of the system: its own opening of the log, its own read models, its own clock. */
export interface Bench {
  readonly log: EventLog;
  readonly readModels: ReadModels;
  readonly clock: SettableClock;
  readonly slots: SlotService;
  readonly warnings: WarningsProcess;
  /** Sets the clock, applies what the log holds and ticks. @returns events written */
  tickAt(now: string): Promise<number>;
}

export interface BenchOptions {
  /** Beside which other processes of the folder; each has read models of its own. */
  readonly name?: string;
  readonly now?: string;
  readonly models?: readonly ReadModel[];
  /** The log as the warnings process sees it. */
  readonly seenThrough?: (log: EventLog) => EventLog;
}

/** @returns makers of folders and of processes in them; what they made is closed and gone after the test */
export function benches(): {
  folder: () => string;
  open: (folder: string, options?: BenchOptions) => Bench;
  clean: () => Promise<void>;
} {
  const opened: Bench[] = [];
  const folders: string[] = [];
  const clean = async () => {
    for (const { warnings, readModels, log } of opened.splice(0)) {
      await warnings.stop();
      readModels.close();
      await log.close();
    }
    for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
  };
  afterEach(clean);
  return {
    clean,
    folder: () => {
      const folder = mkdtempSync(join(tmpdir(), 'nq57-warnings-'));
      folders.push(folder);
      return folder;
    },
    open: (folder, options = {}) => {
      const { name = 'one', now = '2026-01-01T00:00:00.000Z', models = READ_MODELS } = options;
      const log = openSqliteEventLog(join(folder, 'events.db'));
      const readModels = new ReadModels({ folder: join(folder, name), log, models });
      readModels.open();
      const clock = new SettableClock(now);
      const slots = new SlotService(readModels);
      const seen = options.seenThrough?.(log) ?? log;
      const warnings = new WarningsProcess(seen, clock, readModels, slots, NO_INDICATORS(readModels));
      const bench: Bench = {
        log,
        readModels,
        clock,
        slots,
        warnings,
        tickAt: async (instant) => {
          clock.set(instant);
          await readModels.catchUp();
          return warnings.tick();
        },
      };
      opened.push(bench);
      return bench;
    },
  };
}

/** The same log, read through something else. */
export function readingThrough(log: EventLog, readStream: EventLog['readStream']): EventLog {
  return {
    append: (...append) => log.append(...append),
    readStream,
    readAll: (...page) => log.readAll(...page),
    head: () => log.head(),
    latest: () => log.latest(),
    onAppended: (listener) => log.onAppended(listener),
    pollMs: log.pollMs,
    close: () => log.close(),
  };
}

/** Appends a policy as the nth (0-based) of the programme. */
export async function adopt(
  log: EventLog,
  adopted: AdoptedPolicy,
  nth: number,
  at: string,
): Promise<Position> {
  const commandId = derivedId(`policy/${nth}`);
  const event: EventToAppend = {
    id: derivedId(`policy/${nth}/0`),
    type: 'ReportingPolicyAdopted',
    data: adopted,
    metadata: {
      actor: { id: 'tester', role: 'standing-office', unit: null },
      commandId,
      correlationId: commandId,
      recordedAt: at,
      effectiveOn: localDate(at),
      schemaVersion: 1,
    },
  };
  const { position } = await log.append(`programme-${PROGRAMME}`, nth === 0 ? 'no-stream' : nth - 1, [event]);
  return position;
}

/** Facts of one command, ready for their stream. */
export interface Fact {
  readonly at: string;
  readonly assignment: string;
  append(log: EventLog): Promise<unknown>;
}

/** The commands of some histories, in the order of their instants. */
export function factsOf(
  histories: readonly (readonly Step[])[],
  simulated?: { seed: number },
): readonly Fact[] {
  return histories
    .flatMap((steps) => {
      const events = toAppend(steps).map((event) =>
        simulated ? { ...event, metadata: { ...event.metadata, simulated } } : event,
      );
      const assignment = idOfHistory(steps);
      const commands = Map.groupBy(events.entries(), ([, { metadata }]) => metadata.recordedAt);
      return [...commands].map(([at, group]): Fact => {
        const before = (group[0]?.[0] ?? 0) - 1;
        const own = group.map(([, event]) => event);
        return {
          at,
          assignment,
          append: (log) => log.append(assignmentStream(assignment), before < 0 ? 'no-stream' : before, own),
        };
      });
    })
    .sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
}

/** Lets histories happen and the process tick at some instants; it hears of what changed, as a running one does. */
export async function live(
  { log, warnings, tickAt }: Bench,
  histories: readonly (readonly Step[])[],
  ticks: readonly string[],
  afterTick: (now: string) => Promise<void> = async () => {},
): Promise<void> {
  const facts = [...factsOf(histories)];
  for (const now of [...ticks].sort()) {
    const later = facts.findIndex(({ at }) => at > now);
    const happened = facts.splice(0, later < 0 ? facts.length : later);
    await Promise.all(happened.map((fact) => fact.append(log)));
    for (const { assignment } of happened) warnings.changed(assignment);
    await tickAt(now);
    await afterTick(now);
  }
}

/** Type and body of what stands in each warning's stream, by its id. */
export type WarningStreams = Readonly<Record<string, readonly (readonly [string, unknown])[]>>;

/** Every event of a warning, in the order of the log. */
export async function warningEvents(log: EventLog): Promise<readonly RecordedEvent[]> {
  return (await log.readAll(null, PAGE)).filter(({ stream }) => stream.startsWith('warning-'));
}

/** What the log says of warnings. */
export async function warningStreams(log: EventLog): Promise<WarningStreams> {
  const streams = Map.groupBy(await warningEvents(log), ({ stream }) => stream.slice('warning-'.length));
  return Object.fromEntries(
    [...streams]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([id, events]) => [id, events.map(({ type, data }) => [type, data] as const)]),
  );
}

/** The same of what an evaluation found. */
export function wantedStreams(
  timelines: readonly { readonly id: string; readonly events: readonly NewWarningEvent[] }[],
): WarningStreams {
  return Object.fromEntries(
    [...timelines]
      .sort((a, b) => (a.id < b.id ? -1 : 1))
      .map(({ id, events }) => [id, events.map(({ type, data }) => [type, data] as const)]),
  );
}
