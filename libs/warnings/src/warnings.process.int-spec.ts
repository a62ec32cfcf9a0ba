import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { EventLogUnavailableError } from '#event-log';
import { addDays, daysBetween, instantAt, localDate, periodOf } from '#kernel';
import { ENDED } from '#tasks';
import { evaluate } from './domain/evaluate.js';
import {
  ALL_RULES,
  accepted,
  assigned,
  assignmentOf,
  becomes,
  completionReturned,
  extended,
  fullPolicy,
  idOf,
  idOfHistory,
  local,
  PROGRAMME,
  policy,
  report,
  reportReturned,
  type Step,
  shifted,
  thinReport,
} from './domain/testing/history.js';
import { anyHistory, anyInstant, END, FULL_POLICIES, POLICIES } from './domain/testing/random-history.js';
import {
  adopt,
  benches,
  factsOf,
  live,
  READ_MODELS,
  readingThrough,
  wantedStreams,
  warningEvents,
  warningStreams,
} from './testing/bench.js';

const { folder, open, clean } = benches();

const START = local('2026-01-05 08:00');
const AS_OF = local('2026-08-01 08:30');

function begun(task: string, due: string | null): readonly Step[] {
  return [
    assigned(START, { task, due }),
    accepted(local('2026-01-06 09:00')),
    becomes(local('2026-01-07 09:00'), 'in-progress', 'accepted'),
  ];
}

/** Four assignments to which, between them, happens what the rules speak of. */
const SILENT = begun('1', '2026-03-31');
const LATE = [
  ...begun('2', null),
  report(local('2026-02-05 17:01'), '2026-01'),
  thinReport(local('2026-03-03 09:00'), '2026-02'),
  report(local('2026-03-20 09:00'), '2026-02'),
  report(local('2026-04-01 09:00'), '2026-03'),
  reportReturned(local('2026-04-20 09:00'), idOf(6, '2')),
];
const EXTENDED = [
  ...begun('3', '2026-03-31'),
  extended(local('2026-04-10 09:00'), '2026-03-31', '2026-05-31'),
  becomes(local('2026-05-20 09:00'), 'completion-proposed'),
  completionReturned(local('2026-06-08 09:00')),
  becomes(local('2026-07-01 09:00'), 'completed'),
];
const SUSPENDED = [
  ...begun('4', '2026-02-28'),
  becomes(local('2026-03-10 09:00'), 'suspended'),
  becomes(local('2026-04-15 09:00'), 'in-progress', 'suspended'),
  becomes(local('2026-06-15 09:00'), 'transferred'),
];
const HISTORIES = [SILENT, LATE, EXTENDED, SUSPENDED];

const wanted = (histories: readonly (readonly Step[])[], asOf: string, policies = [policy()]) =>
  wantedStreams(histories.flatMap((steps) => evaluate(assignmentOf(steps, asOf), policies, asOf)));

/** 08:30 on each day that the scheduler was up. */
function ticks(away?: readonly [from: string, until: string]): string[] {
  return [...daysBetween('2026-01-06', '2026-08-01')]
    .filter((day) => !away || day < away[0] || day > away[1])
    .map((day) => instantAt(day, '08:30'));
}

async function prepared(...histories: readonly (readonly Step[])[]) {
  const place = folder();
  const bench = open(place, { now: AS_OF });
  await adopt(bench.log, policy(), 0, START);
  await Promise.all(factsOf(histories).map((fact) => fact.append(bench.log)));
  return { place, bench };
}

describe('The warnings process', () => {
  it('writes, at its first tick, every turn since the beginning, under the rule that acted', async () => {
    const { bench } = await prepared(...HISTORIES);
    const written = await bench.tickAt(AS_OF);
    const events = await warningEvents(bench.log);
    expect(written).toBe(events.length);
    expect(await warningStreams(bench.log)).toStrictEqual(wanted(HISTORIES, AS_OF));
    for (const { metadata, data } of events) {
      expect(metadata).toMatchObject({
        actor: { id: 'warnings', role: 'rule', unit: null },
        rule: { id: data.rule, version: 1 },
        recordedAt: AS_OF,
        effectiveOn: localDate(String(data.at)),
      });
    }
  });

  it('writes nothing at a second tick', async () => {
    const { bench } = await prepared(...HISTORIES);
    await bench.tickAt(AS_OF);
    const head = await bench.log.head();
    expect(await bench.tickAt(AS_OF)).toBe(0);
    expect(await bench.tickAt(local('2026-08-02 08:30'))).toBe(0);
    expect(await bench.log.head()).toBe(head);
  });

  it('writes nothing when it starts again', async () => {
    const { place, bench } = await prepared(...HISTORIES);
    await bench.tickAt(AS_OF);
    const head = await bench.log.head();
    expect(await open(place, { name: 'again' }).tickAt(AS_OF)).toBe(0);
    expect(await bench.log.head()).toBe(head);
  });

  it('marks what follows from simulated facts as simulated, and nothing else', async () => {
    const place = folder();
    const { log, tickAt } = open(place);
    await adopt(log, policy(), 0, START);
    const facts = [...factsOf([SILENT], { seed: 7 }), ...factsOf([SUSPENDED])];
    for (const fact of facts.sort((a, b) => (a.at < b.at ? -1 : 1))) await fact.append(log);
    await tickAt(AS_OF);
    const marks = (await warningEvents(log)).map(({ data, metadata }) => [data.task, metadata.simulated]);
    expect(new Set(marks.map((mark) => JSON.stringify(mark)))).toStrictEqual(
      new Set(['["1",{"seed":7}]', '["4",null]']),
    );
  });
});

describe('Two warnings processes on one log', () => {
  it('that evaluate at once write nothing twice', async () => {
    const { place, bench } = await prepared(...HISTORIES);
    const other = open(place, { name: 'other', now: AS_OF });
    await Promise.all([bench.readModels.catchUp(), other.readModels.catchUp()]);
    await Promise.all([bench.warnings.tick(), other.warnings.tick()]);
    expect(await warningStreams(bench.log)).toStrictEqual(wanted(HISTORIES, AS_OF));
  });

  it('that tick day by day, now one first and now the other, write nothing twice', async () => {
    const place = folder();
    const [one, other] = [open(place), open(place, { name: 'other' })];
    await adopt(one.log, policy(), 0, START);
    const facts = [...factsOf(HISTORIES)];
    for (const now of ticks()) {
      const later = facts.findIndex(({ at }) => at > now);
      const happened = facts.splice(0, later < 0 ? facts.length : later);
      for (const fact of happened) {
        await fact.append(one.log);
        one.warnings.changed(fact.assignment);
        other.warnings.changed(fact.assignment);
      }
      await Promise.all([other.tickAt(now), one.tickAt(now)]);
    }
    expect(await warningStreams(one.log)).toStrictEqual(wanted(HISTORIES, AS_OF));
  });

  it('do not raise again what the slower one had read before it was cleared', async () => {
    let letThrough = () => {};
    let hasRead = () => {};
    const gate = new Promise<void>((resolve) => {
      letThrough = resolve;
    });
    const reading = new Promise<void>((resolve) => {
      hasRead = resolve;
    });
    const place = folder();
    const fast = open(place);
    await adopt(fast.log, policy(), 0, START);
    const assignment = begun('1', null);
    const asOf = local('2026-02-10 08:30');
    const late = local('2026-02-10 08:31');
    const steps = [...assignment, report(late, '2026-01')];
    const [last, ...before] = [...factsOf([steps])].reverse();
    for (const fact of before.reverse()) await fact.append(fast.log);
    const slow = open(place, {
      name: 'slow',
      now: asOf,
      seenThrough: (log) =>
        readingThrough(log, async (stream, options) => {
          const events = await log.readStream(stream, options);
          if (!stream.startsWith('warning-')) return events;
          hasRead();
          await gate;
          return events;
        }),
    });
    await slow.readModels.catchUp();
    const ticking = slow.warnings.tick();
    await reading;
    await last?.append(fast.log);
    await fast.tickAt(local('2026-02-10 08:32'));
    letThrough();
    expect(await ticking).toBe(0);
    slow.warnings.changed(idOfHistory(steps));
    expect(await slow.tickAt(local('2026-02-10 08:33'))).toBe(0);
    expect(await warningStreams(fast.log)).toStrictEqual(wanted([steps], local('2026-02-10 08:33')));
  });
});

describe('A warnings process that was away', () => {
  async function run(away?: readonly [string, string]) {
    const bench = open(folder());
    await adopt(bench.log, policy(), 0, START);
    await live(bench, HISTORIES, ticks(away));
    return { events: await warningEvents(bench.log), streams: await warningStreams(bench.log) };
  }

  let whole: ReturnType<typeof run> | undefined;
  /** What an uninterrupted one writes. */
  const uninterrupted = () => {
    whole ??= run();
    return whole;
  };

  it.each([
    ['for a day', '2026-04-10', '2026-04-10'],
    ['for the day of a cut-off', '2026-04-07', '2026-04-07'],
    ['from before a cut-off until after a due date', '2026-02-27', '2026-03-09'],
    ['for 40 days', '2026-03-25', '2026-05-03'],
    ['from the first day until the last but one', '2026-01-06', '2026-07-31'],
  ])('%s writes the same warnings, with the dates on which they fell due', async (_name, from, until) => {
    const broken = await run([from, until]);
    const { streams } = await uninterrupted();
    expect(broken.streams).toStrictEqual(streams);
    expect(streams).toStrictEqual(wanted(HISTORIES, AS_OF));

    const back = instantAt(addDays(until, 1), '08:30');
    const inBetween = broken.events.filter(
      ({ data }) => String(data.at) > instantAt(addDays(from, -1), '08:30') && String(data.at) <= back,
    );
    expect(inBetween.length).toBeGreaterThan(0);
    expect(new Set(inBetween.map(({ metadata }) => metadata.recordedAt))).toStrictEqual(new Set([back]));
  });

  it('says of each warning when it was written, which is never before it fell due', async () => {
    const { events } = await run(['2026-03-25', '2026-05-03']);
    expect(events.filter(({ data, metadata }) => metadata.recordedAt < String(data.at))).toStrictEqual([]);
  });

  it('and was killed in the midst of its work is completed by the next one', async () => {
    const { place, bench } = await prepared(...HISTORIES);
    await bench.readModels.catchUp();
    const half = HISTORIES.slice(0, 2).map(idOfHistory);
    const before = await bench.warnings.evaluate(half, AS_OF);
    expect(await warningStreams(bench.log)).toStrictEqual(wanted(HISTORIES.slice(0, 2), AS_OF));

    const after = await open(place, { name: 'next' }).tickAt(AS_OF);
    expect(await warningStreams(bench.log)).toStrictEqual(wanted(HISTORIES, AS_OF));
    expect([before > 0, after > 0]).toStrictEqual([true, true]);
  });

  it('and was killed between two warnings of one assignment is completed by the next one', async () => {
    const place = folder();
    let left = 3;
    const dying = open(place, {
      seenThrough: (log) => ({
        ...readingThrough(log, (...read) => log.readStream(...read)),
        append: (...append) => {
          left -= 1;
          return left < 0 ? Promise.reject(new Error('killed')) : log.append(...append);
        },
      }),
    });
    await adopt(dying.log, policy(), 0, START);
    await Promise.all(factsOf([SILENT]).map((fact) => fact.append(dying.log)));
    await expect(dying.tickAt(AS_OF)).rejects.toThrow('could not be evaluated');
    expect(await warningEvents(dying.log)).toHaveLength(3);

    await open(place, { name: 'next' }).tickAt(AS_OF);
    expect(await warningStreams(dying.log)).toStrictEqual(wanted([SILENT], AS_OF));
  });
});

describe('What a running warnings process looks at', () => {
  it('is everything once a policy is adopted', async () => {
    const { log, readModels, warnings, clock } = open(folder(), { now: AS_OF });
    for (const fact of factsOf([LATE])) await fact.append(log);
    readModels.start();
    warnings.start();
    await warnings.tick();
    expect(await warningStreams(log)).toStrictEqual({});

    const position = await adopt(log, policy(), 0, clock.now());
    expect(await readModels.waitFor(position, 10_000)).toBe(true);
    await warnings.tick();
    expect(await warningStreams(log)).toStrictEqual(wanted([LATE], AS_OF));
  });

  it('is everything, too, where the policy was adopted in the midst of a tick', async () => {
    let letThrough = () => {};
    let hasRead = () => {};
    const gate = new Promise<void>((resolve) => {
      letThrough = resolve;
    });
    const reading = new Promise<void>((resolve) => {
      hasRead = resolve;
    });
    const now = local('2026-07-10 08:30');
    const { log, readModels, warnings } = open(folder(), {
      now,
      seenThrough: (inner) =>
        readingThrough(inner, async (stream, options) => {
          // All assignments have been judged by then.
          hasRead();
          await gate;
          return inner.readStream(stream, options);
        }),
    });
    const histories = [LATE, SILENT];
    await Promise.all(factsOf(histories).map((fact) => fact.append(log)));
    await adopt(log, policy('2026-01-01', 28), 0, now);
    await readModels.catchUp();
    readModels.start();
    warnings.start();
    const ticking = warnings.tick();
    await reading;
    const position = await adopt(log, policy('2026-06-01', 3), 1, now);
    expect(await readModels.waitFor(position, 10_000)).toBe(true);
    letThrough();
    await ticking;
    await warnings.tick();
    const policies = [policy('2026-01-01', 28), policy('2026-06-01', 3)];
    const found = wanted(histories, now, policies);
    expect(await warningStreams(log)).toStrictEqual(found);
    expect(found).not.toStrictEqual(wanted(histories, now, policies.slice(0, 1)));
  });

  it('is what changed, as soon as the log tells of it', async () => {
    const { log, readModels, warnings, clock } = open(folder(), { now: local('2026-02-06 08:30') });
    await adopt(log, policy(), 0, START);
    const steps = begun('1', null);
    for (const fact of factsOf([steps])) await fact.append(log);
    readModels.start();
    warnings.start();
    const late = local('2026-02-06 09:00');
    const all = [...steps, report(late, '2026-01')];
    clock.set(late);
    await factsOf([all]).at(-1)?.append(log);
    const position = await log.head();
    expect(position && (await readModels.waitFor(position, 10_000))).toBe(true);
    await warnings.tick();
    expect(await warningStreams(log)).toStrictEqual(wanted([all], late));
  });

  it('includes a fact of another process whose clock is ahead', async () => {
    const { log, warnings, tickAt } = open(folder());
    await adopt(log, policy(), 0, START);
    const ahead = local('2026-02-10 08:30');
    const behind = shifted(ahead, -2_000);
    const steps = [...begun('1', null), report(ahead, '2026-01')];
    const [last, ...before] = [...factsOf([steps])].reverse();
    for (const fact of before.reverse()) await fact.append(log);
    await tickAt(shifted(behind, -1));
    await last?.append(log);
    warnings.changed(idOfHistory(steps));
    expect(await tickAt(behind)).toBe(1);
    expect(await warningStreams(log)).toStrictEqual(wanted([steps], ahead));
  });

  it('is the rest, where the warnings of one assignment cannot be written; that one is tried again', async () => {
    let broken = true;
    const bench = open(folder(), {
      seenThrough: (log) =>
        readingThrough(log, (stream, options) =>
          broken && stream.includes(idOfHistory(SILENT))
            ? Promise.reject(new Error('unreadable'))
            : log.readStream(stream, options),
        ),
    });
    await adopt(bench.log, policy(), 0, START);
    await Promise.all(factsOf(HISTORIES).map((fact) => fact.append(bench.log)));
    await expect(bench.tickAt(AS_OF)).rejects.toThrow('1 assignments could not be evaluated');
    expect(await warningStreams(bench.log)).toStrictEqual(wanted(HISTORIES.slice(1), AS_OF));
    broken = false;
    await bench.tickAt(AS_OF);
    expect(await warningStreams(bench.log)).toStrictEqual(wanted(HISTORIES, AS_OF));
  });

  it('waits for the log to come back: then what was left is looked at again', async () => {
    let away = true;
    const bench = open(folder(), {
      seenThrough: (log) =>
        readingThrough(log, (stream, options) =>
          away && stream.startsWith('warning-')
            ? Promise.reject(new EventLogUnavailableError('away'))
            : log.readStream(stream, options),
        ),
    });
    await adopt(bench.log, policy(), 0, START);
    await Promise.all(factsOf(HISTORIES).map((fact) => fact.append(bench.log)));
    await expect(bench.tickAt(AS_OF)).rejects.toThrow('could not be evaluated');
    expect(await warningStreams(bench.log)).toStrictEqual({});
    away = false;
    await bench.tickAt(AS_OF);
    expect(await warningStreams(bench.log)).toStrictEqual(wanted(HISTORIES, AS_OF));
  });

  it('is not judged before the tables hold what the log held: a report on its way is not missing', async () => {
    const now = local('2026-02-06 08:30');
    const { log, readModels, warnings } = open(folder(), { now });
    await adopt(log, policy(), 0, START);
    const steps = [...begun('1', null), report(local('2026-02-05 16:59'), '2026-01')];
    const [last, ...before] = [...factsOf([steps])].reverse();
    for (const fact of before.reverse()) await fact.append(log);
    await readModels.catchUp();
    await last?.append(log);
    expect(await warnings.tick()).toBe(0);
    expect(await warningStreams(log)).toStrictEqual(wanted([steps], now));
  });

  it('is nothing while the read models are of an older version, then everything', async () => {
    const { place, bench } = await prepared();
    await bench.readModels.catchUp();
    await Promise.all(factsOf(HISTORIES).map((fact) => fact.append(bench.log)));
    await bench.readModels.close();
    const models = READ_MODELS.map((model) => ({ ...model, version: model.version + 1 }));
    const newer = open(place, { models, now: AS_OF });
    expect(newer.readModels.outdated).toBe(true);
    expect(await newer.warnings.tick()).toBe(0);
    await newer.tickAt(AS_OF);
    expect(await warningStreams(newer.log)).toStrictEqual(wanted(HISTORIES, AS_OF));
  });

  it('survives a policy that looks back differently: what was written stands, the rest goes on', async () => {
    const { place, bench } = await prepared(...HISTORIES);
    await bench.tickAt(AS_OF);
    const before = await warningStreams(bench.log);
    await adopt(bench.log, policy('2026-02-01', 10), 1, AS_OF);
    await open(place, { name: 'again' }).tickAt(AS_OF);
    const after = await warningStreams(bench.log);
    for (const [id, turns] of Object.entries(before)) {
      expect(after[id]?.slice(0, turns.length)).toStrictEqual(turns);
    }
  });
});

describe('A warnings process that looks only at what changed or fell due', () => {
  const histories = fc.tuple(anyHistory('1'), anyHistory('2'), anyHistory('3'));
  const looks = fc.array(anyInstant, { minLength: 1, maxLength: 10 });

  async function prepare(policies = POLICIES) {
    const bench = open(folder());
    for (const [nth, one] of policies.entries()) await adopt(bench.log, one, nth, '2025-12-31T00:00:00.000Z');
    return bench;
  }

  it.each([
    ['the plain rules', POLICIES],
    ['all the rules, with ladders', FULL_POLICIES],
  ])('has written, after each look, what an evaluation of everything finds: %s', async (_name, policies) => {
    await fc.assert(
      fc.asyncProperty(histories, looks, async (steps, instants) => {
        const bench = await prepare(policies);
        await live(bench, steps, [...instants, END], async (now) => {
          const assigned = steps.filter(([first]) => first && first.at <= now);
          expect(await warningStreams(bench.log)).toStrictEqual(wanted(assigned, now, [...policies]));
        });
        await clean();
      }),
      { numRuns: 30 },
    );
  });

  it('writes every turn at the first look after it fell due, with nothing recorded in between', async () => {
    const bench = open(folder());
    const later = { ...ALL_RULES, warnings: { ...ALL_RULES.warnings, dueSoonWorkingDays: 30 } };
    const policies = [fullPolicy(), fullPolicy(later, '2026-05-01')];
    for (const [nth, one] of policies.entries()) await adopt(bench.log, one, nth, START);
    const untouched = [assigned(START, { task: '1', due: '2026-03-31' })];
    const laterDue = begun('2', '2026-06-05');
    const steps = [untouched, laterDue, begun('3', '2026-09-30')];
    const looks = [...daysBetween('2026-01-06', '2026-08-01')].flatMap((day) =>
      ['00:30', '08:30', '17:30'].map((time) => instantAt(day, time)),
    );
    await live(bench, steps, looks);
    const events = await warningEvents(bench.log);
    expect(await warningStreams(bench.log)).toStrictEqual(wanted(steps, looks.at(-1) ?? '', policies));
    expect(new Set(events.map(({ data }) => data.rule))).toContain('task-due-soon');
    for (const { data, metadata } of events) {
      expect([data, metadata.recordedAt]).toStrictEqual([data, looks.find((look) => look > String(data.at))]);
    }
  });

  it('agrees with the slots: what they call missing or insufficient past the cut-off stands open', async () => {
    await fc.assert(
      fc.asyncProperty(histories, looks, async (steps, instants) => {
        const { slots, readModels, ...bench } = await prepare();
        await live({ slots, readModels, ...bench }, steps, [...instants, END]);
        await readModels.catchUp();
        const ended = new Set(
          steps.filter((one) => ENDED.has(assignmentOf(one).status)).map((one) => idOfHistory(one)),
        );
        const owed = slots
          .slots({ programme: PROGRAMME, asOf: END })
          .filter(({ assignment, period }) => !ended.has(assignment) && period < periodOf(localDate(END)))
          .flatMap(({ outcome, assignment, period }) =>
            outcome === 'missing' || outcome === 'insufficient'
              ? [`update-${outcome}.${assignment}.${period}`]
              : [],
          );
        const standing = readModels.db.$client
          .prepare<[], string>(
            `SELECT id FROM warnings_warnings WHERE cleared_at IS NULL AND rule <> 'task-overdue'`,
          )
          .pluck()
          .all();
        expect(standing.sort()).toStrictEqual(owed.sort());
        await clean();
      }),
      { numRuns: 15 },
    );
  });
});
