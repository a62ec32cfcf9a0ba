import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { SLOT_OUTCOMES } from '#reporting';
import type { UnitFacts } from './facts.js';
import { type Scorecard, scorecardOf } from './scorecard.js';
import type { Shortfall } from './shortfalls.js';
import { type Span, spanOf } from './span.js';
import { assignment, judged, local, setting, slot, unit, warning } from './testing/given.js';

const span = (id: string) => spanOf(id) as Span;
const ASOF = '2026-05-04 09:00';
const cardOf = (facts: Partial<UnitFacts>, id = '2026-03', asOf = ASOF): Scorecard =>
  scorecardOf(unit(facts), span(id), setting(asOf));

const MISSING = 'update-missing.mau-2026.4.so-a.2026-03';

/** One update of each outcome, the missing one explained by an objective cause. */
const MARCH: Partial<UnitFacts> = {
  slots: [
    slot('on-time', { task: '1', at: '2026-04-01 09:00' }),
    slot('nothing-to-report', { task: '2', at: '2026-04-01 09:00' }),
    slot('late', { task: '3', at: '2026-04-09 09:00' }),
    slot('missing', { task: '4' }),
    slot('insufficient', { task: '5', at: '2026-04-01 09:00' }),
    slot('exempt', { task: '6' }),
    slot('not-yet-due', { task: '1', period: '2026-04', cutOff: null }),
  ],
  warnings: [
    warning('update-missing', { task: '3', standing: false, clearedAt: '2026-04-09T02:00:00.000Z' }),
    warning('update-missing', { task: '4', highestLevel: 3 }),
    warning('update-insufficient', { task: '5', highestLevel: 2 }),
    warning('task-due-soon', { task: '1', period: '2026-03-20' }),
    warning('update-missing', { task: '1', period: '2026-02' }),
  ],
  explanations: [judged(MISSING, true)],
};

describe('The updates of a scorecard', () => {
  it('are counted by outcome, and add up to what was expected', () => {
    expect(cardOf(MARCH).updates).toStrictEqual({
      expected: 5,
      onTime: 2,
      nothingToReport: 1,
      late: 1,
      insufficient: 1,
      missing: 1,
      excused: 1,
      notYetDue: 0,
      exempt: 1,
      rate: 0.4,
      rateWithoutExcused: 0.5,
    });
  });

  it('of a period whose cut-off lies ahead stand apart, also those that have come', () => {
    const slots = [
      slot('on-time', { task: '1', cutOff: null, at: '2026-04-01 09:00' }),
      slot('not-yet-due', { task: '2', cutOff: null }),
    ];
    expect(cardOf({ slots }).updates).toMatchObject({ expected: 0, onTime: 0, notYetDue: 2, rate: null });
  });

  it('count in the month, the quarter and the year of their period, and in no other', () => {
    const counted = ['2026-02', '2026-03', '2026-04', '2026-Q1', '2026-Q2', '2026'].map(
      (id) => cardOf(MARCH, id).updates.expected,
    );
    expect(counted).toStrictEqual([0, 5, 0, 5, 0, 5]);
  });

  it('of which none was expected give no rate', () => {
    expect(cardOf({}).updates).toMatchObject({ expected: 0, rate: null, rateWithoutExcused: null });
  });

  it('with a confirmed cause of all leave no rate to rank by', () => {
    const facts = {
      slots: [slot('missing', { task: '4' })],
      warnings: [warning('update-missing', { task: '4' })],
      explanations: [judged(MISSING, true)],
    };
    expect(cardOf(facts).updates).toMatchObject({
      expected: 1,
      excused: 1,
      rate: 0,
      rateWithoutExcused: null,
    });
  });

  it('weigh as they are where the cause was found to be the unit’s own', () => {
    const facts = { ...MARCH, explanations: [judged(MISSING, false)] };
    expect(cardOf(facts).updates).toMatchObject({ excused: 0, rate: 0.4, rateWithoutExcused: 0.4 });
  });

  it('never exceed 100 %, add up, and are as many as their list, whatever happened', () => {
    const one = fc.record({
      outcome: fc.constantFrom(...SLOT_OUTCOMES),
      task: fc.nat({ max: 9 }).map(String),
      month: fc.constantFrom('2026-01', '2026-02', '2026-03'),
      objective: fc.option(fc.boolean()),
      passed: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.uniqueArray(one, { selector: ({ task, month }) => `${task} ${month}` }), (drawn) => {
        const facts = drawn.map(({ outcome, task, month, passed, objective }) => {
          const own = warning('update-missing', { task, period: month });
          return {
            slot: slot(outcome, {
              task,
              period: month,
              at: '2026-04-08 09:00',
              ...(passed ? {} : { cutOff: null }),
            }),
            warning: own,
            explanation: objective === null ? [] : [judged(own.id, objective)],
          };
        });
        const { updates, lists, delays } = cardOf(
          {
            slots: facts.map((fact) => fact.slot),
            warnings: facts.map((fact) => fact.warning),
            explanations: facts.flatMap(({ explanation }) => explanation),
          },
          '2026-Q1',
        );
        const { expected, onTime, late, insufficient, missing, excused, rate, rateWithoutExcused } = updates;
        expect(onTime + late + insufficient + missing).toBe(expected);
        expect(lists.shortfalls).toHaveLength(late + insufficient + missing);
        expect(delays.count).toBe(late + missing);
        expect(excused).toBeLessThanOrEqual(late + insufficient + missing);
        for (const share of [rate ?? 0, rateWithoutExcused ?? 0]) {
          expect(share).toBeGreaterThanOrEqual(0);
          expect(share).toBeLessThanOrEqual(1);
        }
        expect(rateWithoutExcused ?? 1).toBeGreaterThanOrEqual(rate ?? 0);
      }),
    );
  });
});

describe('The delays of a scorecard', () => {
  it('are summed in calendar and working days, those with an objective cause apart', () => {
    // Late: 7 to 9 April. Missing: 7 April to 4 May, with one holiday.
    expect(cardOf(MARCH).delays).toStrictEqual({
      count: 2,
      excused: 1,
      days: { calendar: 3 + 28, working: 3 + 19 },
      worst: { calendar: 28, working: 19 },
      unexcusedDays: { calendar: 3, working: 3 },
    });
  });

  it('of tasks belong to the span of the due date, and go on into later ones as still overdue', () => {
    const facts = { assignments: [assignment('2026-03-20', ['2026-02-02 09:00', 'in-progress'])] };
    expect(cardOf(facts, '2026-03').delays.days).toStrictEqual({ calendar: 45, working: 30 });
    expect(cardOf(facts, '2026-03').tasks).toMatchObject({ overdue: 1, overdueFromBefore: 0 });
    expect(cardOf(facts, '2026-04').delays.count).toBe(0);
    expect(cardOf(facts, '2026-04').tasks).toMatchObject({ overdue: 0, overdueFromBefore: 1 });
    expect(cardOf(facts, '2026').tasks).toMatchObject({ overdue: 1, overdueFromBefore: 0 });
  });

  it('are listed each with what was warned, asked and found, and the events behind it', () => {
    const [late, insufficient, missing] = ['late', 'insufficient', 'missing'].map((outcome) =>
      cardOf(MARCH).lists.shortfalls.find(({ kind }) => kind === `update-${outcome}`),
    );
    expect(missing).toStrictEqual({
      kind: 'update-missing',
      assignment: 'mau-2026.4.so-a',
      task: '4',
      period: '2026-03',
      dueOn: '2026-04-06',
      doneOn: null,
      endedBy: null,
      endedOn: null,
      days: { calendar: 28, working: 19 },
      warnings: [MISSING],
      warningLevel: 3,
      explanation: 'judged',
      cause: judged(MISSING, true).judged,
      excused: true,
      events: {
        report: null,
        due: null,
        end: null,
        warnings: [`raised ${MISSING}`],
        explanations: [`request ${MISSING}`, `submission ${MISSING}`],
        cause: `judgement ${MISSING}`,
      },
    } satisfies Shortfall);
    expect(late).toMatchObject({
      doneOn: '2026-04-09',
      endedBy: 'report',
      days: { calendar: 3, working: 3 },
      explanation: 'none',
      excused: false,
      events: { report: 'report-3', end: 'report-3' },
    });
    expect(insufficient).toMatchObject({ days: null, doneOn: null, warningLevel: 2 });
  });
});

describe('The other figures of a scorecard', () => {
  it('count warnings of the span by rule, what stands, and the highest level with and without an objective cause', () => {
    expect(cardOf(MARCH).warnings).toStrictEqual({
      raised: 4,
      byRule: {
        'update-missing': 2,
        'update-insufficient': 1,
        'task-overdue': 0,
        'task-due-soon': 1,
        'not-accepted': 0,
        contradiction: 0,
        'indicator-off-track': 0,
      },
      standing: 3,
      // Neither the explained one nor the notice of a due date to come.
      standingUnexcused: 1,
      highestLevel: 3,
      highestLevelUnexcused: 2,
    });
  });

  it.each([
    ['2026-06-10 09:00', '2026-06', true],
    ['2026-06-10 09:00', '2026-12', false],
    ['2026-06-10 09:00', '2026', true],
    ['2027-01-01 00:00', '2026-12', true],
    ['2027-01-01 00:00', '2027-01', false],
  ])('count a warning of an indicator of 2026, raised on %s, in %s: %s', (raisedAt, id, counts) => {
    const own = warning('indicator-off-track', {
      assignment: null,
      task: null,
      indicator: '1.(1)/1',
      period: '2026',
      raisedAt: local(raisedAt),
    });
    expect(cardOf({ warnings: [own] }, id, '2027-03-01 09:00').warnings.raised).toBe(counts ? 1 : 0);
  });

  it('count explanations of the warnings of the span', () => {
    expect(cardOf(MARCH).explanations).toStrictEqual({
      requested: 1,
      late: 0,
      accepted: 1,
      objectiveCauses: 1,
    });
    expect(cardOf(MARCH, '2026-02').explanations).toStrictEqual({
      requested: 0,
      late: 0,
      accepted: 0,
      objectiveCauses: 0,
    });
  });

  it('count requests for more time by the day of the request', () => {
    const request = {
      eventId: 'a',
      assignment: 'mau-2026.1.so-a',
      task: '1',
      from: '2026-03-31',
      to: '2026-06-30',
    };
    const extensions = [
      { ...request, requestedOn: '2026-03-02', decision: { granted: true, on: '2026-04-02', eventId: 'b' } },
      { ...request, requestedOn: '2026-03-10', decision: { granted: false, on: '2026-03-12', eventId: 'c' } },
      { ...request, requestedOn: '2026-03-31', decision: null },
      { ...request, requestedOn: '2026-04-01', decision: null },
    ];
    expect(cardOf({ extensions }).extensions).toStrictEqual({ requested: 3, granted: 1, refused: 1 });
  });

  it('count completions by their day, whenever they were due', () => {
    const done = (completedOn: string) =>
      assignment(
        '2026-03-10',
        ['2026-02-02 09:00', 'in-progress'],
        ['2026-04-01 09:00', 'completed', { completedOn }],
      );
    const facts = { assignments: [done('2026-03-10'), done('2026-03-12'), done('2026-02-27')] };
    expect(cardOf(facts).tasks).toStrictEqual({
      completedOnTime: 1,
      completedLate: 1,
      overdue: 0,
      overdueFromBefore: 0,
    });
    expect(cardOf(facts, '2026-02').tasks.completedOnTime).toBe(1);
  });
});
