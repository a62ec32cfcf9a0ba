import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type AssignmentStatus, RESTING } from '#tasks';
import { judgeSlot, SLOT_OUTCOMES, type SlotFacts, type SlotJudgement, type SlotReport } from './slot.js';

/** March 2026; 5 April is a Sunday, so its cut-off is Monday 6 April 2026, 17:00 local time. */
const PERIOD = '2026-03';
const CUT_OFF = '2026-04-06T10:00:00.000Z';
const JUST_BEFORE = '2026-04-06T09:59:59.999Z';
const JUST_AFTER = '2026-04-06T10:00:00.001Z';

const ASSIGNED = '2026-01-05T02:00:00.000Z';
const IN_TIME = '2026-03-30T03:00:00.000Z';
const IN_TIME_LATER = '2026-04-03T03:00:00.000Z';
const LATE = '2026-04-08T03:00:00.000Z';
const LATE_LATER = '2026-04-10T03:00:00.000Z';
const RETURNED = '2026-04-15T03:00:00.000Z';
const END = '2026-05-31T03:00:00.000Z';

function report(eventId: string, recordedAt: string, fields: Partial<SlotReport> = {}): SlotReport {
  return { eventId, kind: 'progress', recordedAt, sufficient: true, returnedAt: null, ...fields };
}

const thin = (eventId: string, recordedAt: string) => report(eventId, recordedAt, { sufficient: false });
const nothing = (eventId: string, recordedAt: string) =>
  report(eventId, recordedAt, { kind: 'nothing-to-report' });

function facts(
  reports: readonly SlotReport[],
  ...statuses: readonly [string, AssignmentStatus][]
): SlotFacts {
  return {
    assignedAt: ASSIGNED,
    statuses: [
      { at: ASSIGNED, status: 'assigned' },
      { at: ASSIGNED, status: 'in-progress' },
      ...statuses.map(([at, status]) => ({ at, status })),
    ],
    reports,
  };
}

const judge = (given: SlotFacts, asOf = END) => judgeSlot(given, PERIOD, CUT_OFF, asOf);

interface Row {
  readonly name: string;
  readonly given: SlotFacts;
  readonly asOf?: string;
  readonly expected: SlotJudgement | null;
}

const good = report('r1', IN_TIME);
const goodReturned = report('r1', IN_TIME, { returnedAt: RETURNED });

const ROWS: readonly Row[] = [
  {
    name: 'a sufficient report before the cut-off is on time',
    given: facts([good]),
    expected: { outcome: 'on-time', report: 'r1' },
  },
  {
    name: '“nothing to report” is an outcome of its own',
    given: facts([nothing('r1', IN_TIME)]),
    expected: { outcome: 'nothing-to-report', report: 'r1' },
  },
  {
    name: '“nothing to report” after the cut-off is late like any other',
    given: facts([nothing('r1', LATE)]),
    expected: { outcome: 'late', report: 'r1' },
  },
  {
    name: 'a sufficient report after the cut-off is late',
    given: facts([report('r1', LATE)]),
    expected: { outcome: 'late', report: 'r1' },
  },
  {
    name: 'a thin report is insufficient, neither on time nor missing',
    given: facts([thin('r1', IN_TIME)]),
    expected: { outcome: 'insufficient', report: 'r1' },
  },
  {
    name: 'a thin report after the cut-off is insufficient',
    given: facts([thin('r1', LATE)]),
    expected: { outcome: 'insufficient', report: 'r1' },
  },
  { name: 'no report is missing', given: facts([]), expected: { outcome: 'missing', report: null } },

  {
    name: 'a report at exactly 17:00:00.000 is on time',
    given: facts([report('r1', CUT_OFF)]),
    expected: { outcome: 'on-time', report: 'r1' },
  },
  {
    name: 'a report 1 ms after 17:00 is late',
    given: facts([report('r1', JUST_AFTER)]),
    expected: { outcome: 'late', report: 'r1' },
  },
  {
    name: 'without a report, at the cut-off itself the slot is not yet due',
    given: facts([]),
    asOf: CUT_OFF,
    expected: { outcome: 'not-yet-due', report: null },
  },
  {
    name: 'without a report, 1 ms after the cut-off it is missing',
    given: facts([]),
    asOf: JUST_AFTER,
    expected: { outcome: 'missing', report: null },
  },

  {
    name: 'of several good reports the last before the cut-off counts',
    given: facts([nothing('r1', IN_TIME), report('r2', IN_TIME_LATER), report('r3', LATE)]),
    expected: { outcome: 'on-time', report: 'r2' },
  },
  {
    name: 'a thin report after a good one takes nothing away',
    given: facts([good, thin('r2', IN_TIME_LATER), thin('r3', LATE)]),
    expected: { outcome: 'on-time', report: 'r1' },
  },
  {
    name: 'a thin report made good before the cut-off is on time',
    given: facts([thin('r1', IN_TIME), report('r2', IN_TIME_LATER)]),
    expected: { outcome: 'on-time', report: 'r2' },
  },
  {
    name: 'a thin report made good after the cut-off is late',
    given: facts([thin('r1', IN_TIME), report('r2', LATE)]),
    expected: { outcome: 'late', report: 'r2' },
  },
  {
    name: 'of several late reports the first one counts: it says how late the slot was',
    given: facts([report('r1', LATE), report('r2', LATE_LATER)]),
    expected: { outcome: 'late', report: 'r1' },
  },
  {
    name: 'of several thin reports the last one is shown',
    given: facts([thin('r1', IN_TIME), thin('r2', LATE)]),
    expected: { outcome: 'insufficient', report: 'r2' },
  },

  {
    name: 'a report returned before the cut-off is insufficient',
    given: facts([report('r1', IN_TIME, { returnedAt: IN_TIME_LATER })]),
    expected: { outcome: 'insufficient', report: 'r1' },
  },
  {
    name: 'a report returned before the cut-off and sent again in time is on time',
    given: facts([report('r1', IN_TIME, { returnedAt: IN_TIME_LATER }), report('r2', IN_TIME_LATER)]),
    expected: { outcome: 'on-time', report: 'r2' },
  },
  {
    name: 'a report returned after the cut-off was on time until then',
    given: facts([goodReturned]),
    asOf: LATE,
    expected: { outcome: 'on-time', report: 'r1' },
  },
  {
    name: 'a report is insufficient from the very instant of its return',
    given: facts([goodReturned]),
    asOf: RETURNED,
    expected: { outcome: 'insufficient', report: 'r1' },
  },
  {
    name: 'a report returned after the cut-off is insufficient from then on',
    given: facts([goodReturned]),
    expected: { outcome: 'insufficient', report: 'r1' },
  },
  {
    name: 'a report returned after the cut-off and sent again is late',
    given: facts([goodReturned, report('r2', END)]),
    expected: { outcome: 'late', report: 'r2' },
  },
  {
    name: 'where the last good report is returned, the good one before it counts again',
    given: facts([good, report('r2', IN_TIME_LATER, { returnedAt: RETURNED })]),
    expected: { outcome: 'on-time', report: 'r1' },
  },
  {
    name: 'a returned “nothing to report” is insufficient',
    given: facts([{ ...nothing('r1', IN_TIME), returnedAt: RETURNED }]),
    expected: { outcome: 'insufficient', report: 'r1' },
  },

  {
    name: 'as of a day before the report, the slot was not yet due',
    given: facts([good]),
    asOf: '2026-03-29T03:00:00.000Z',
    expected: { outcome: 'not-yet-due', report: null },
  },
  {
    name: 'as of a day between the cut-off and a late report, the slot was missing',
    given: facts([report('r1', LATE_LATER)]),
    asOf: LATE,
    expected: { outcome: 'missing', report: null },
  },
  {
    name: 'as of the instant of a report, the report is known',
    given: facts([good]),
    asOf: IN_TIME,
    expected: { outcome: 'on-time', report: 'r1' },
  },
  {
    name: 'before the cut-off a thin report is insufficient already: the unit still has time',
    given: facts([thin('r1', IN_TIME)]),
    asOf: IN_TIME_LATER,
    expected: { outcome: 'insufficient', report: 'r1' },
  },
  {
    name: 'before the assignment was made there is no slot',
    given: facts([]),
    asOf: '2026-01-05T01:59:59.999Z',
    expected: null,
  },

  {
    name: 'suspended after the cut-off, the slot stays missing',
    given: facts([], [JUST_AFTER, 'suspended']),
    expected: { outcome: 'missing', report: null },
  },
  {
    name: 'suspended at the very cut-off, the slot is exempt',
    given: facts([], [CUT_OFF, 'suspended']),
    expected: { outcome: 'exempt', report: null },
  },
  {
    name: 'suspended and taken up again before the cut-off, the slot is expected',
    given: facts([], [IN_TIME, 'suspended'], [IN_TIME_LATER, 'in-progress']),
    expected: { outcome: 'missing', report: null },
  },
  {
    name: 'suspended at the cut-off and taken up again afterwards, the slot stays exempt',
    given: facts([report('r1', LATE)], [IN_TIME, 'suspended'], [JUST_AFTER, 'in-progress']),
    expected: { outcome: 'exempt', report: null },
  },
  {
    name: 'suspended before the cut-off, the slot was exempt as of any instant since',
    given: facts([], [IN_TIME, 'suspended']),
    asOf: IN_TIME_LATER,
    expected: { outcome: 'exempt', report: null },
  },
  {
    name: 'suspended before the cut-off, the slot was not yet due as of the instant before',
    given: facts([], [IN_TIME_LATER, 'suspended']),
    asOf: IN_TIME,
    expected: { outcome: 'not-yet-due', report: null },
  },
  {
    name: 'completed before the cut-off, the slot is exempt even though a report was sent',
    given: facts([good], [JUST_BEFORE, 'completed']),
    expected: { outcome: 'exempt', report: null },
  },
  {
    name: 'a proposed completion is still expected to report',
    given: facts([], [IN_TIME, 'completion-proposed']),
    expected: { outcome: 'missing', report: null },
  },
];

describe('The outcome of a slot', () => {
  it.each(ROWS)('$name', ({ given, asOf, expected }) => {
    expect(judge(given, asOf)).toStrictEqual(expected);
  });

  it('takes every value that there is in this table', () => {
    const seen = new Set(ROWS.flatMap(({ expected }) => (expected ? [expected.outcome] : [])));
    expect([...seen].sort()).toStrictEqual([...SLOT_OUTCOMES].sort());
  });

  it.each([...RESTING])('is exempt when the assignment is “%s” at the cut-off', (status) => {
    expect(judge(facts([], [IN_TIME, status]))).toStrictEqual({ outcome: 'exempt', report: null });
  });

  it.each([...RESTING])('stays missing when the assignment became “%s” after the cut-off', (status) => {
    expect(judge(facts([], [LATE, status]))).toStrictEqual({ outcome: 'missing', report: null });
  });

  it('is expected of an assignment made in the last instant of the month', () => {
    const at = '2026-03-31T16:59:59.999Z';
    const given = { assignedAt: at, statuses: [{ at, status: 'assigned' as const }], reports: [] };
    expect(judge(given)).toStrictEqual({ outcome: 'missing', report: null });
  });

  it('does not exist for an assignment made on the first day of the next month, local time', () => {
    const at = '2026-03-31T17:00:00.000Z';
    const given = { assignedAt: at, statuses: [{ at, status: 'assigned' as const }], reports: [] };
    expect(judge(given)).toBeNull();
  });
});

const DAY_MS = 86_400_000;
const FROM = Date.parse('2026-03-01T00:00:00.000Z');
const DAYS = 60;

/** Instants of two months around the cut-off, with the cut-off and its neighbours more often than chance. */
const instants = fc.oneof(
  { weight: 4, arbitrary: fc.integer({ min: 0, max: DAYS * DAY_MS }).map((ms) => isoOf(FROM + ms)) },
  { weight: 1, arbitrary: fc.constantFrom(JUST_BEFORE, CUT_OFF, JUST_AFTER) },
);

function isoOf(ms: number): string {
  return new Date(ms).toISOString();
}

const byInstant = (a: { readonly at: string }, b: { readonly at: string }) => (a.at < b.at ? -1 : 1);

const anyStatus = fc.constantFrom<AssignmentStatus>(
  'accepted',
  'in-progress',
  'completion-proposed',
  'completed',
  'suspended',
  'released',
);

const anyFacts: fc.Arbitrary<SlotFacts> = fc
  .record({
    steps: fc.array(fc.record({ at: instants, status: anyStatus }), { maxLength: 3 }),
    reports: fc.array(
      fc.record({
        at: instants,
        returnedAfterMs: fc.option(fc.integer({ min: 1, max: 20 * DAY_MS })),
        sufficient: fc.boolean(),
        kind: fc.constantFrom('progress' as const, 'nothing-to-report' as const),
      }),
      { maxLength: 4 },
    ),
  })
  .map(({ steps, reports }) => ({
    assignedAt: ASSIGNED,
    statuses: [{ at: ASSIGNED, status: 'assigned' as const }, ...steps.sort(byInstant)],
    reports: reports.sort(byInstant).map(({ at, returnedAfterMs, sufficient, kind }, index) => ({
      eventId: `r${index}`,
      kind,
      recordedAt: at,
      sufficient,
      returnedAt: returnedAfterMs === null ? null : isoOf(Date.parse(at) + returnedAfterMs),
    })),
  }));

/** What had been recorded by an instant. */
function knownAt(given: SlotFacts, instant: string): SlotFacts {
  return {
    ...given,
    statuses: given.statuses.filter(({ at }) => at <= instant),
    reports: given.reports
      .filter(({ recordedAt }) => recordedAt <= instant)
      .map((one) => ({
        ...one,
        returnedAt: one.returnedAt !== null && one.returnedAt <= instant ? one.returnedAt : null,
      })),
  };
}

const GOOD = ['on-time', 'nothing-to-report'];

describe('The outcome of a slot, whatever the facts', () => {
  it('as of an instant is never changed by what was recorded later', () => {
    fc.assert(
      fc.property(anyFacts, instants, (given, asOf) => {
        expect(judge(given, asOf)).toStrictEqual(judge(knownAt(given, asOf), asOf));
      }),
    );
  });

  it('is exactly one, and waits for the cut-off only before it', () => {
    fc.assert(
      fc.property(anyFacts, instants, (given, asOf) => {
        const outcome = judge(given, asOf)?.outcome;
        expect(SLOT_OUTCOMES.filter((one) => one === outcome)).toHaveLength(1);
        const unfit = asOf <= CUT_OFF ? ['late', 'missing'] : ['not-yet-due'];
        expect(unfit).not.toContain(outcome);
      }),
    );
  });

  it('never becomes good after the cut-off: late stays late for ever', () => {
    fc.assert(
      fc.property(anyFacts, fc.tuple(instants, instants), (given, pair) => {
        const [earlier, later] = [...pair].sort() as [string, string];
        fc.pre(earlier > CUT_OFF);
        const [before, after] = [judge(given, earlier)?.outcome, judge(given, later)?.outcome];
        if (GOOD.includes(before ?? '')) return;
        expect(GOOD).not.toContain(after);
        const returns = given.reports.some(({ returnedAt }) => returnedAt !== null);
        if (before === 'late' && !returns) expect(after).toBe('late');
        if (before === 'exempt') expect(after).toBe('exempt');
      }),
    );
  });
});
