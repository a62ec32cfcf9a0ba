import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { daysBetween, instantAt } from '#kernel';
import { evaluate } from './domain/evaluate.js';
import {
  accepted,
  assigned,
  assignmentOf,
  becomes,
  extended,
  idOfHistory,
  local,
  report,
  type Step,
  thinReport,
} from './domain/testing/history.js';
import { anyHistory, END, FULL_POLICIES } from './domain/testing/random-history.js';
import {
  adopt,
  type Bench,
  benches,
  factsOf,
  readingThrough,
  wantedStreams,
  warningStreams,
} from './testing/bench.js';

const { folder, open, clean } = benches();

const START = local('2026-01-05 08:00');

function begun(task: string, due: string | null): readonly Step[] {
  return [assigned(START, { task, due, budgetMillionVnd: 1_000 })];
}

/** Five assignments to which happens, between them, what every rule speaks of; Tết, a cut-off in it, is among the days. */
const HISTORIES: readonly (readonly Step[])[] = [
  begun('1', '2026-02-27'),
  [...begun('2', '2026-03-31'), accepted(local('2026-02-10 09:00'))],
  [
    ...begun('3', '2026-02-20'),
    accepted(local('2026-01-06 09:00')),
    report(local('2026-02-02 09:00'), '2026-01', { percent: 100, disbursedVnd: 100_000_000 }),
    thinReport(local('2026-03-20 09:00'), '2026-02'),
    extended(local('2026-03-24 09:00'), '2026-02-20', '2026-04-30'),
    report(local('2026-03-31 09:00'), '2026-02'),
    report(local('2026-04-03 09:00'), '2026-03'),
  ],
  [
    ...begun('4', '2026-03-15'),
    accepted(local('2026-01-06 09:00')),
    becomes(local('2026-03-20 09:00'), 'suspended', 'accepted'),
    becomes(local('2026-04-06 09:00'), 'in-progress', 'suspended'),
  ],
  [...begun('5', null), accepted(local('2026-03-02 09:00')), report(local('2026-05-20 09:00'), '2026-01')],
];
const AS_OF = local('2026-07-01 08:30');

const wanted = (histories: readonly (readonly Step[])[], asOf: string) =>
  wantedStreams(histories.flatMap((steps) => evaluate(assignmentOf(steps, asOf), FULL_POLICIES, asOf)));

async function opened(options?: Parameters<typeof open>[1], place = folder()): Promise<Bench> {
  return open(place, options);
}

async function adoptAll({ log }: Bench): Promise<void> {
  for (const [nth, adopted] of FULL_POLICIES.entries())
    await adopt(log, adopted, nth, local('2025-12-31 08:00'));
}

/** Looks at everything at these instants, with what has happened by then. */
async function live(bench: Bench, ticks: readonly string[]): Promise<void> {
  const facts = [...factsOf(HISTORIES)];
  for (const now of ticks) {
    while (facts[0] && facts[0].at <= now) await facts.shift()?.append(bench.log);
    for (const steps of HISTORIES) bench.warnings.changed(idOfHistory(steps));
    await bench.tickAt(now);
  }
}

/** 08:30 and 17:00 on each day that the scheduler was up. */
function ticks(away?: readonly [from: string, until: string]): string[] {
  return [...daysBetween('2026-01-06', '2026-06-30')]
    .filter((day) => !away || day < away[0] || day > away[1])
    .flatMap((day) => [instantAt(day, '08:30'), instantAt(day, '17:00')])
    .concat(AS_OF);
}

describe('Every rule and every step, with a scheduler that', () => {
  it.each<[string, readonly [string, string] | undefined]>([
    ['was always there', undefined],
    ['was away for a day', ['2026-03-12', '2026-03-12']],
    ['was away over a cut-off', ['2026-03-01', '2026-03-06']],
    ['was away over Tết', ['2026-02-13', '2026-02-23']],
    ['was away for 40 days', ['2026-02-20', '2026-03-31']],
    ['came for the first time on the last day', ['2026-01-06', '2026-06-30']],
  ])('%s, are the same, with the dates on which they fell due', async (_name, away) => {
    const bench = await opened();
    await adoptAll(bench);
    await live(bench, ticks(away));
    const streams = await warningStreams(bench.log);
    expect(streams).toStrictEqual(wanted(HISTORIES, AS_OF));
    const kinds = Object.entries(streams).flatMap(([id, events]) =>
      events.map(([type, data]) =>
        `${id.split('.')[0]} ${type} ${(data as { to?: number }).to ?? ''}`.trim(),
      ),
    );
    expect([...new Set(kinds)]).toEqual(
      expect.arrayContaining([
        'update-missing WarningEscalated 4',
        'update-insufficient WarningRaised',
        'task-overdue WarningEscalated 3',
        'task-due-soon WarningCleared',
        'not-accepted WarningEscalated 2',
        'contradiction WarningRaised',
        'contradiction WarningEscalated 2',
      ]),
    );
  });

  it.each([1, 4, 9])('is killed after %d appends, are completed by the next one', async (appends) => {
    const place = folder();
    let left = appends;
    const dying = await opened(
      {
        seenThrough: (log) => ({
          ...readingThrough(log, (...read) => log.readStream(...read)),
          append: (...append) => {
            left -= 1;
            return left < 0 ? Promise.reject(new Error('killed')) : log.append(...append);
          },
        }),
      },
      place,
    );
    await adoptAll(dying);
    for (const fact of factsOf(HISTORIES)) await fact.append(dying.log);
    await expect(dying.tickAt(AS_OF)).rejects.toThrow('could not be evaluated');
    await (await opened({ name: 'next' }, place)).tickAt(AS_OF);
    expect(await warningStreams(dying.log)).toStrictEqual(wanted(HISTORIES, AS_OF));
  });

  it('runs twice at once, are written once', async () => {
    const place = folder();
    const one = await opened({ now: AS_OF }, place);
    const other = await opened({ name: 'other', now: AS_OF }, place);
    await adoptAll(one);
    for (const fact of factsOf(HISTORIES)) await fact.append(one.log);
    await Promise.all([one.readModels.catchUp(), other.readModels.catchUp()]);
    await Promise.all([one.warnings.tick(), other.warnings.tick()]);
    expect(await warningStreams(one.log)).toStrictEqual(wanted(HISTORIES, AS_OF));
  });

  it('looks at any instants at all, are those of one look at the end', async () => {
    await fc.assert(
      fc.asyncProperty(
        anyHistory('1'),
        anyHistory('2'),
        fc.uniqueArray(fc.integer({ min: 0, max: 200 }), { maxLength: 6 }),
        async (first, second, days) => {
          const bench = await opened();
          await adoptAll(bench);
          const histories = [first, second];
          const facts = [...factsOf(histories)];
          const looks = days
            .sort((a, b) => a - b)
            .map((day) => [...daysBetween('2026-01-06', '2026-07-31')][day]);
          for (const now of [...looks.map((day) => instantAt(day ?? '2026-07-31', '17:00')), END]) {
            while (facts[0] && facts[0].at <= now) await facts.shift()?.append(bench.log);
            for (const steps of histories) bench.warnings.changed(idOfHistory(steps));
            await bench.tickAt(now);
          }
          expect(await warningStreams(bench.log)).toStrictEqual(wanted(histories, END));
          await clean();
        },
      ),
      { numRuns: 15 },
    );
  });
});
