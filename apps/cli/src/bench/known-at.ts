import { join } from 'node:path';
import { operatorPrincipal } from '#access';
import { asKnownAt } from '#projections';
import { OverviewQuery, readSettings, type Settings } from '../../../api/src/index.js';
import { type System, withSystem } from '../system.js';
import { type Measurement, median } from './measurement.js';

const GOAL = 3;
/** Instants at which the past is asked for, evenly over the log, the last one just before its end. */
const INSTANTS = 12;
const SECOND_MS = 1000;

const before = (instant: string, ms: number) => new Date(Date.parse(instant) - ms).toISOString();

/** Milliseconds of an overview of a programme, as of an instant. */
async function seconds({ queries }: System, programme: string, asOf: string): Promise<number> {
  const started = performance.now();
  await queries.execute(new OverviewQuery(operatorPrincipal('bench'), programme, asOf));
  return performance.now() - started;
}

/** Instants of recording spread over the log, oldest first. */
async function instantsOf({ log, readModels }: System, events: number): Promise<string[]> {
  const client = readModels.db.$client;
  const first = client
    .prepare<[], string>('SELECT min(from_at) FROM tasks_assignment_versions')
    .pluck()
    .get();
  const newest = (await log.latest())?.metadata.recordedAt;
  if (!first || !newest) throw new Error(`there are no assignments among ${events} events`);
  const [from, until] = [Date.parse(first), Date.parse(newest)];
  return Array.from({ length: INSTANTS }, (_, index) => {
    const part = (index + 1) / INSTANTS;
    return new Date(from + (until - from) * part - SECOND_MS).toISOString();
  });
}

/**
 * An overview as it was known at instants all over the log, against the one of now. Every one is worked out anew: no
 * question is asked twice.
 * @param folder data folder that holds the log
 */
export async function measureKnownAt(
  folder: string,
  programme: string,
  { rounds, events }: { readonly rounds: number; readonly events: number },
): Promise<Measurement> {
  const path = join(folder, 'events.db');
  const settings: Settings = {
    ...readSettings(),
    dataDir: folder,
    sharedDir: folder,
    eventLog: { engine: 'sqlite', path },
  };
  return withSystem(
    async (system) => {
      const instants = await instantsOf(system, events);
      const now = system.clock.now();
      const current: number[] = [];
      const past = instants.map((): number[] => []);
      // Once unmeasured: the first question pays for what is compiled.
      await seconds(system, programme, before(now, 0));
      for (let round = 0; round < rounds; round += 1) {
        for (const [index, instant] of instants.entries()) {
          const asked = round * instants.length + index + 1;
          current.push(await seconds(system, programme, before(now, asked)));
          // A millisecond's difference makes it a question that was not asked before.
          const knownAt = before(instant, round);
          past[index]?.push(await asKnownAt(knownAt, () => seconds(system, programme, knownAt)));
        }
      }
      const each = past.map(median);
      const [ours, baseline] = [Math.max(...each), median(current)];
      const ratio = ours / baseline;
      return {
        name: 'known-at',
        what: `Tổng quan theo những gì đã biết tại một thời điểm bất kỳ trong ${events.toLocaleString('vi-VN')} sự kiện (thời điểm chậm nhất)`,
        unit: 'ms',
        ours,
        against: 'tổng quan hiện tại',
        baseline,
        ratio,
        goal: { atMost: GOAL },
        met: ratio <= GOAL,
        details: { each, events },
      };
    },
    { settings },
  );
}
