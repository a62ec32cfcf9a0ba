import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { openSqliteEventLog } from '#event-log';
import { SettableClock } from '#kernel';
import { type ReadModel, ReadModels } from '#projections';
import { policiesReadModel, SlotService } from '#reporting';
import { assignmentsReadModel } from '#tasks';
import { IndicatorCourses, WarningsProcess, warningsReadModel } from '#warnings';
import { alternate, type Measurement, median } from './measurement.js';
import { MB, peakRss } from './memory.js';
import { answerAsPart, Part } from './part.js';
import { AT_CLOSE, sampleOfRules } from './rules-sample.js';

/** Seconds for all the assignments. */
const GOAL_SECONDS = 10;
/** Cost of one among many, against one among few. */
const GOAL_GROWTH = 1.3;
const GOAL_MB = 400;
/** In a millisecond. */
const MICROSECONDS = 1_000;
/** Without a bound the collector takes its time, and memory, wherever the machine has plenty. */
const HEAP = ['--max-old-space-size=160', '--max-semi-space-size=32'];

/** The tables that the rules read, and no others. */
const MODELS: readonly ReadModel[] = [assignmentsReadModel, policiesReadModel, warningsReadModel];

interface Question {
  /** Assignments of a small programme, and of all. */
  readonly few: number;
  readonly many: number;
  readonly rounds: number;
  /** Looks at the few, for each round: one alone is over too soon to be timed. */
  readonly repeats: number;
}

interface Figures {
  /** Milliseconds of each round's look at all the assignments. */
  readonly ofMany: readonly number[];
  /** Milliseconds of one look at the few: the median of each round. */
  readonly ofFew: readonly number[];
  /** Warning events that one look at all wrote. */
  readonly written: number;
  /** Largest resident set of the process that looked, bytes. */
  readonly peakRss: number;
}

const folderOf = (dataDir: string, assignments: number) => join(dataDir, String(assignments));

/** Builds the tables as they stand before the close. */
async function build(dataDir: string, assignments: number): Promise<void> {
  const folder = folderOf(dataDir, assignments);
  mkdirSync(folder);
  const readModels = new ReadModels({ folder, log: sampleOfRules(assignments), models: MODELS });
  readModels.open();
  await readModels.rebuild();
  readModels.close();
}

/** One look at the month's close at everything, by a process that has just started. */
async function look(dataDir: string, assignments: number): Promise<{ ms: number; written: number }> {
  const folder = folderOf(dataDir, assignments);
  const path = join(folder, 'events.db');
  const log = openSqliteEventLog(path);
  const readModels = new ReadModels({ folder, log, models: MODELS });
  readModels.open();
  try {
    const slots = new SlotService(readModels);
    const warnings = new WarningsProcess(
      log,
      new SettableClock(AT_CLOSE),
      readModels,
      slots,
      new IndicatorCourses(readModels, { overTime: async () => [] }),
    );
    const started = performance.now();
    const written = await warnings.tick();
    return { ms: performance.now() - started, written };
  } finally {
    readModels.close();
    await log.close();
    // What was written is not in the tables: the next look finds the same.
    for (const suffix of ['', '-wal', '-shm']) rmSync(path + suffix, { force: true });
  }
}

async function measure(dataDir: string, { few, many, rounds, repeats }: Question): Promise<Figures> {
  let written = 0;
  const lookAtFew = async () => {
    const times: number[] = [];
    for (let repeat = 0; repeat < repeats; repeat += 1) times.push((await look(dataDir, few)).ms);
    return median(times);
  };
  // A server that meets a month's close has run for a while.
  await lookAtFew();
  const figures = await alternate(rounds, {
    ours: async () => {
      const { ms, written: events } = await look(dataDir, many);
      written = events;
      return ms;
    },
    baseline: lookAtFew,
  });
  return { ofMany: figures.ours, ofFew: figures.baseline, written, peakRss: peakRss() };
}

/** The processes of their own: one builds, another one looks. */
export function rulesPart(): void {
  const { NQ57_DATA_DIR: dataDir = '' } = process.env;
  answerAsPart({
    build: (assignments: number) => build(dataDir, assignments),
    measure: (question: Question) => measure(dataDir, question),
  });
}

/**
 * A month's close: everything is evaluated under all the rules, compared with what stands, and what is new is written
 * to a log, durably. In a process of its own with a bounded heap; how its tables come about is not measured.
 */
export async function measureRules(dataDir: string, question: Question): Promise<readonly Measurement[]> {
  const { few, many } = question;
  const builder = new Part('rules', dataDir);
  try {
    for (const assignments of [few, many]) await builder.ask('build', assignments);
  } finally {
    await builder.stop();
  }
  const looker = new Part('rules', dataDir, HEAP);
  try {
    const figures = await looker.ask<Figures>('measure', question);
    return rowsOf(question, figures);
  } finally {
    await looker.stop();
  }
}

function rowsOf({ few, many }: Question, { ofMany, ofFew, written, peakRss: bytes }: Figures): Measurement[] {
  const count = (assignments: number) => assignments.toLocaleString('vi-VN');
  const alone = { against: null, baseline: null, ratio: null };
  const seconds = median(ofMany) / 1000;
  const ours = (median(ofMany) * MICROSECONDS) / many;
  const baseline = (median(ofFew) * MICROSECONDS) / few;
  const ratio = ours / baseline;
  const megabytes = bytes / MB;
  const details = { assignments: many, rounds: ofMany, written };
  return [
    {
      name: 'rules',
      what: `Chốt tháng: xét mọi quy tắc cho ${count(many)} nhiệm vụ đã giao, ghi bền cảnh báo mới`,
      unit: 's',
      ours: seconds,
      ...alone,
      goal: { below: GOAL_SECONDS },
      met: seconds < GOAL_SECONDS,
      details,
    },
    {
      name: 'rules-each',
      what: `Như trên, tính cho mỗi nhiệm vụ trong ${count(many)}`,
      unit: 'µs',
      ours,
      against: `mỗi nhiệm vụ trong ${count(few)}`,
      baseline,
      ratio,
      goal: { atMost: GOAL_GROWTH },
      met: ratio <= GOAL_GROWTH,
      details: { rounds: ofMany, baselineRounds: ofFew },
    },
    {
      name: 'rules-memory',
      what: `Như trên: bộ nhớ của tiến trình (RSS cao nhất)`,
      unit: 'MB',
      ours: megabytes,
      ...alone,
      goal: { below: GOAL_MB },
      met: megabytes < GOAL_MB,
      details: { assignments: many },
    },
  ];
}
