import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { CalendarYearMissingError, endOfDay, localDate } from '#kernel';
import type { AdoptedPolicy } from '#reporting';
import { type AssignmentStatus, ENDED, RESTING } from '#tasks';
import { evaluate } from './evaluate.js';
import {
  accepted,
  assigned,
  assignmentOf,
  becomes,
  completionReturned,
  extended,
  idOf,
  local,
  nothingToReport,
  policy,
  report,
  reportReturned,
  type Step,
  shifted,
  thinReport,
} from './testing/history.js';
import { anyHistory, anyInstant, END, FULL_POLICIES, POLICIES } from './testing/random-history.js';
import { type Turn, turns } from './testing/turns.js';
import type { NewWarningEvent } from './warning.events.js';
import { missingTurns, turnOf } from './warning.state.js';

function inputsOf(steps: readonly Step[], asOf: string): readonly unknown[] {
  return evaluate(assignmentOf(steps), [policy()], asOf).flatMap(({ events }) =>
    events.flatMap(({ type, data }) => (type === 'WarningRaised' ? [[data.rule, data.inputs]] : [])),
  );
}

interface Row {
  readonly name: string;
  readonly steps: readonly Step[];
  /** What was turned, by rule and period: no more and no less. */
  readonly turned: Readonly<Record<string, readonly Turn[]>>;
  readonly asOf?: string;
}

describe('Warnings of the monthly update', () => {
  /** March's cut-off: 5 April is a Sunday. */
  const CUT_OFF = local('2026-04-06 17:00');
  const JUST_AFTER = shifted(CUT_OFF, 1);
  const IN_TIME = local('2026-03-30 10:00');
  const IN_TIME_LATER = local('2026-04-02 10:00');
  const LATE = local('2026-04-08 10:00');
  const LATER = local('2026-04-10 10:00');
  const LATEST = local('2026-04-14 10:00');
  /** Before April's cut-off. */
  const AS_OF = local('2026-05-04 10:00');

  const begun = [
    assigned(local('2026-03-10 09:00')),
    accepted(local('2026-03-11 09:00')),
    becomes(local('2026-03-12 09:00'), 'in-progress', 'accepted'),
  ];
  const next = idOf(begun.length);
  const MISSING = 'update-missing 2026-03';
  const INSUFFICIENT = 'update-insufficient 2026-03';

  const ROWS: readonly Row[] = [
    {
      name: 'without an update, missing is raised at the cut-off',
      steps: begun,
      turned: { [MISSING]: [['raised', CUT_OFF]] },
    },
    {
      name: 'at the cut-off itself nothing is raised yet: an update of that instant is on time',
      steps: begun,
      asOf: CUT_OFF,
      turned: {},
    },
    {
      name: '1 ms after the cut-off missing has been raised, with the instant of the cut-off',
      steps: begun,
      asOf: JUST_AFTER,
      turned: { [MISSING]: [['raised', CUT_OFF]] },
    },
    {
      name: 'a sufficient update in time raises nothing',
      steps: [...begun, report(IN_TIME, '2026-03')],
      turned: {},
    },
    {
      name: 'an update at exactly the cut-off raises nothing',
      steps: [...begun, report(CUT_OFF, '2026-03')],
      turned: {},
    },
    {
      name: 'an update 1 ms late clears what stood for 1 ms',
      steps: [...begun, report(JUST_AFTER, '2026-03')],
      turned: {
        [MISSING]: [
          ['raised', CUT_OFF],
          ['cleared', JUST_AFTER, 'report'],
        ],
      },
    },
    {
      name: '“nothing to report” in time raises nothing',
      steps: [...begun, nothingToReport(IN_TIME, '2026-03')],
      turned: {},
    },
    {
      name: 'a late update clears missing and raises nothing else',
      steps: [...begun, report(LATE, '2026-03')],
      turned: {
        [MISSING]: [
          ['raised', CUT_OFF],
          ['cleared', LATE, 'report'],
        ],
      },
    },
    {
      name: 'a late “nothing to report” clears missing',
      steps: [...begun, nothingToReport(LATE, '2026-03')],
      turned: {
        [MISSING]: [
          ['raised', CUT_OFF],
          ['cleared', LATE, 'report'],
        ],
      },
    },
    {
      name: 'an update of another month clears nothing',
      steps: [...begun, report(LATE, '2026-04')],
      turned: { [MISSING]: [['raised', CUT_OFF]] },
    },
    {
      name: 'a thin update before the cut-off is insufficient at the cut-off, not sooner',
      steps: [...begun, thinReport(IN_TIME, '2026-03')],
      turned: { [INSUFFICIENT]: [['raised', CUT_OFF]] },
    },
    {
      name: 'a thin update made good in time raises nothing',
      steps: [...begun, thinReport(IN_TIME, '2026-03'), report(IN_TIME_LATER, '2026-03')],
      turned: {},
    },
    {
      name: 'a thin update made good late clears insufficient',
      steps: [...begun, thinReport(IN_TIME, '2026-03'), report(LATE, '2026-03')],
      turned: {
        [INSUFFICIENT]: [
          ['raised', CUT_OFF],
          ['cleared', LATE, 'report'],
        ],
      },
    },
    {
      name: 'a thin late update turns missing into insufficient at the same instant',
      steps: [...begun, thinReport(LATE, '2026-03')],
      turned: {
        [MISSING]: [
          ['raised', CUT_OFF],
          ['cleared', LATE, 'report'],
        ],
        [INSUFFICIENT]: [['raised', LATE]],
      },
    },
    {
      name: 'a thin update 1 ms late found missing standing',
      steps: [...begun, thinReport(JUST_AFTER, '2026-03')],
      turned: {
        [MISSING]: [
          ['raised', CUT_OFF],
          ['cleared', JUST_AFTER, 'report'],
        ],
        [INSUFFICIENT]: [['raised', JUST_AFTER]],
      },
    },
    {
      name: 'a thin late update made good later clears both in turn',
      steps: [...begun, thinReport(LATE, '2026-03'), report(LATER, '2026-03')],
      turned: {
        [MISSING]: [
          ['raised', CUT_OFF],
          ['cleared', LATE, 'report'],
        ],
        [INSUFFICIENT]: [
          ['raised', LATE],
          ['cleared', LATER, 'report'],
        ],
      },
    },
    {
      name: 'a second thin update leaves insufficient standing',
      steps: [...begun, thinReport(IN_TIME, '2026-03'), thinReport(LATE, '2026-03')],
      turned: { [INSUFFICIENT]: [['raised', CUT_OFF]] },
    },
    {
      name: 'an update returned before the cut-off is insufficient at the cut-off',
      steps: [...begun, report(IN_TIME, '2026-03'), reportReturned(IN_TIME_LATER, next)],
      turned: { [INSUFFICIENT]: [['raised', CUT_OFF]] },
    },
    {
      name: 'an update returned after the cut-off is insufficient from its return on',
      steps: [...begun, report(IN_TIME, '2026-03'), reportReturned(LATE, next)],
      turned: { [INSUFFICIENT]: [['raised', LATE]] },
    },
    {
      name: 'an update returned 1 ms after the cut-off is insufficient from then on',
      steps: [...begun, report(IN_TIME, '2026-03'), reportReturned(JUST_AFTER, next)],
      turned: { [INSUFFICIENT]: [['raised', JUST_AFTER]] },
    },
    {
      name: 'a late update that is returned leaves missing cleared and raises insufficient',
      steps: [...begun, report(LATE, '2026-03'), reportReturned(LATER, next)],
      turned: {
        [MISSING]: [
          ['raised', CUT_OFF],
          ['cleared', LATE, 'report'],
        ],
        [INSUFFICIENT]: [['raised', LATER]],
      },
    },
    {
      name: 'returned, sent again, returned again: insufficient is raised again in the same stream',
      steps: [
        ...begun,
        report(IN_TIME, '2026-03'),
        reportReturned(LATE, next),
        report(LATER, '2026-03'),
        reportReturned(LATEST, idOf(begun.length + 2)),
      ],
      turned: {
        [INSUFFICIENT]: [
          ['raised', LATE],
          ['cleared', LATER, 'report'],
          ['raised', LATEST],
        ],
      },
    },
    {
      name: 'suspended after the cut-off, missing stands: the update was owed',
      steps: [...begun, becomes(LATE, 'suspended')],
      turned: { [MISSING]: [['raised', CUT_OFF]] },
    },
    {
      name: 'a proposed completion does not clear missing',
      steps: [...begun, becomes(LATE, 'completion-proposed')],
      turned: { [MISSING]: [['raised', CUT_OFF]] },
    },
    {
      name: 'completed clears, reopened raises again in the same stream',
      steps: [...begun, becomes(LATE, 'completed'), becomes(LATER, 'in-progress', 'completed')],
      turned: {
        [MISSING]: [
          ['raised', CUT_OFF],
          ['cleared', LATE, 'status'],
          ['raised', LATER],
        ],
      },
    },
    {
      name: 'completed clears insufficient too',
      steps: [...begun, thinReport(IN_TIME, '2026-03'), becomes(LATE, 'completed')],
      turned: {
        [INSUFFICIENT]: [
          ['raised', CUT_OFF],
          ['cleared', LATE, 'status'],
        ],
      },
    },
    {
      name: 'suspended at the cut-off and taken up again later, nothing is owed',
      steps: [...begun, becomes(IN_TIME, 'suspended'), becomes(LATE, 'in-progress', 'suspended')],
      turned: {},
    },
    {
      name: 'assigned on the last day of the month, its update is owed',
      steps: [assigned(local('2026-03-31 23:59'))],
      turned: { [MISSING]: [['raised', CUT_OFF]] },
    },
    {
      name: 'assigned on the first day of the next month, it is not',
      steps: [assigned(local('2026-04-01 00:00'))],
      turned: {},
    },
    {
      name: 'each month has a warning of its own',
      steps: [...begun, report(LATE, '2026-03')],
      asOf: local('2026-06-06 10:00'),
      turned: {
        [MISSING]: [
          ['raised', CUT_OFF],
          ['cleared', LATE, 'report'],
        ],
        'update-missing 2026-04': [['raised', local('2026-05-05 17:00')]],
        'update-missing 2026-05': [['raised', local('2026-06-05 17:00')]],
      },
    },
  ];

  it.each(ROWS)('$name', ({ steps, turned, asOf }) => {
    expect(turns(steps, asOf ?? AS_OF)).toStrictEqual(turned);
  });

  it.each([...ENDED])('are cleared when the assignment becomes “%s”', (status) => {
    expect(turns([...begun, becomes(LATE, status)], AS_OF)).toStrictEqual({
      [MISSING]: [
        ['raised', CUT_OFF],
        ['cleared', LATE, 'status'],
      ],
    });
  });

  it.each([...RESTING])('are not raised when the assignment is “%s” at the cut-off', (status) => {
    expect(turns([...begun, becomes(CUT_OFF, status)], AS_OF)).toStrictEqual({});
  });

  it('are not raised without a policy', () => {
    expect(turns(begun, AS_OF, [])).toStrictEqual({});
  });

  it('are judged by the policy in force for their month', () => {
    const policies = [policy('2026-01-01', 5), policy('2026-04-01', 2)];
    expect(turns(begun, local('2026-05-05 10:00'), policies)).toStrictEqual({
      [MISSING]: [['raised', CUT_OFF]],
      'update-missing 2026-04': [['raised', local('2026-05-04 17:00')]],
    });
  });

  it('need the next year’s calendar once its cut-offs can pass, not sooner', () => {
    const sample = policy();
    const until2026 = { ...sample, calendar: { 2026: { holidays: [], workedWeekends: [] } } };
    const late = [assigned(local('2026-11-10 09:00'))];
    expect(turns(late, local('2026-12-31 10:00'), [until2026])).toStrictEqual({
      'update-missing 2026-11': [['raised', local('2026-12-07 17:00')]],
    });
    expect(() => turns(late, local('2027-01-01 00:00'), [until2026])).toThrow(CalendarYearMissingError);
  });

  it('name the report as what cleared them, where it also accepted the assignment', () => {
    const steps = [
      assigned(local('2026-03-10 09:00')),
      accepted(LATE),
      report(LATE, '2026-03'),
      becomes(LATE, 'in-progress', 'accepted'),
    ];
    const cleared = evaluate(assignmentOf(steps), [policy()], AS_OF)[0]?.events[1];
    expect(cleared?.data).toMatchObject({ cause: 'report', event: idOf(2) });
  });

  it('say what the update lacked', () => {
    expect(inputsOf([...begun, thinReport(IN_TIME, '2026-03')], AS_OF)).toStrictEqual([
      [
        'update-insufficient',
        {
          cutOff: CUT_OFF,
          report: next,
          lacks: ['summary-too-short', 'percent-missing'],
          returnReason: null,
        },
      ],
    ]);
  });

  it.each([
    ['before', IN_TIME_LATER],
    ['after', LATE],
  ])('say why the update was returned %s the cut-off', (_when, at) => {
    expect(inputsOf([...begun, report(IN_TIME, '2026-03'), reportReturned(at, next)], AS_OF)).toStrictEqual([
      [
        'update-insufficient',
        { cutOff: CUT_OFF, report: next, lacks: [], returnReason: 'Số liệu chưa khớp' },
      ],
    ]);
  });
});

describe('The warning of an overdue task', () => {
  const DUE = '2026-06-30';
  const MIDNIGHT = local('2026-07-01 00:00');
  const BEFORE = local('2026-06-20 10:00');
  const AFTER = local('2026-07-10 10:00');
  const LATER = local('2026-07-20 10:00');
  const LATEST = local('2026-07-25 10:00');
  const AS_OF = local('2026-12-01 10:00');
  const OVERDUE = `task-overdue ${DUE}`;

  const begun = [
    assigned(local('2026-03-10 09:00'), { due: DUE }),
    accepted(local('2026-03-11 09:00')),
    becomes(local('2026-03-12 09:00'), 'in-progress', 'accepted'),
  ];
  const resumes = (at: string, from: AssignmentStatus) => becomes(at, 'in-progress', from);

  const ROWS: readonly Row[] = [
    {
      name: 'is raised at midnight after the due date',
      steps: begun,
      turned: { [OVERDUE]: [['raised', MIDNIGHT]] },
    },
    {
      name: 'stands at midnight itself',
      steps: begun,
      asOf: MIDNIGHT,
      turned: { [OVERDUE]: [['raised', MIDNIGHT]] },
    },
    {
      name: 'is not raised 1 ms before midnight',
      steps: begun,
      asOf: shifted(MIDNIGHT, -1),
      turned: {},
    },
    {
      name: 'is raised for a unit that never accepted',
      steps: [assigned(BEFORE, { due: DUE })],
      turned: { [OVERDUE]: [['raised', MIDNIGHT]] },
    },
    {
      name: 'is never raised without a due date',
      steps: [assigned(BEFORE)],
      turned: {},
    },
    {
      name: 'is raised with the assignment, where the task was given after its due date',
      steps: [assigned(AFTER, { due: DUE })],
      turned: { [OVERDUE]: [['raised', AFTER]] },
    },
    {
      name: 'is not raised when the task is completed in time',
      steps: [...begun, becomes(BEFORE, 'completion-proposed'), becomes(shifted(MIDNIGHT, -1), 'completed')],
      turned: {},
    },
    {
      name: 'is held off by a completion proposed in the last instant',
      steps: [...begun, becomes(shifted(MIDNIGHT, -1), 'completion-proposed')],
      turned: {},
    },
    {
      name: 'is not held off by a completion proposed at midnight',
      steps: [...begun, becomes(MIDNIGHT, 'completion-proposed')],
      turned: { [OVERDUE]: [['raised', MIDNIGHT]] },
    },
    {
      name: 'is never raised when what was proposed in time is confirmed later',
      steps: [...begun, becomes(BEFORE, 'completion-proposed'), becomes(AFTER, 'completed')],
      turned: {},
    },
    {
      name: 'stands from the return on, when what was proposed in time is returned later',
      steps: [...begun, becomes(BEFORE, 'completion-proposed'), completionReturned(AFTER)],
      turned: { [OVERDUE]: [['raised', AFTER]] },
    },
    {
      name: 'is raised at midnight when what was proposed is returned in time',
      steps: [
        ...begun,
        becomes(BEFORE, 'completion-proposed'),
        completionReturned(local('2026-06-25 10:00')),
      ],
      turned: { [OVERDUE]: [['raised', MIDNIGHT]] },
    },
    {
      name: 'stands on while a late proposal waits, and is cleared by its confirmation',
      steps: [...begun, becomes(AFTER, 'completion-proposed'), becomes(LATER, 'completed')],
      turned: {
        [OVERDUE]: [
          ['raised', MIDNIGHT],
          ['cleared', LATER, 'status'],
        ],
      },
    },
    {
      name: 'is not held off by proposing again after the return',
      steps: [
        ...begun,
        becomes(BEFORE, 'completion-proposed'),
        completionReturned(AFTER),
        becomes(LATER, 'completion-proposed'),
      ],
      turned: { [OVERDUE]: [['raised', AFTER]] },
    },
    {
      name: 'is raised for the new date alone, when the extension was granted before the old one passed',
      steps: [...begun, extended(BEFORE, DUE, '2026-09-30')],
      turned: { 'task-overdue 2026-09-30': [['raised', local('2026-10-01 00:00')]] },
    },
    {
      name: 'is not raised for an extended date that has not passed',
      steps: [...begun, extended(BEFORE, DUE, '2026-12-31')],
      turned: {},
    },
    {
      name: 'is cleared by an extension granted after the date, and raised anew when the new one passes',
      steps: [...begun, extended(AFTER, DUE, '2026-09-30')],
      turned: {
        [OVERDUE]: [
          ['raised', MIDNIGHT],
          ['cleared', AFTER, 'extension'],
        ],
        'task-overdue 2026-09-30': [['raised', local('2026-10-01 00:00')]],
      },
    },
    {
      name: 'passes to the new date at once, when that has passed as well',
      steps: [...begun, extended(LATER, DUE, '2026-07-05')],
      turned: {
        [OVERDUE]: [
          ['raised', MIDNIGHT],
          ['cleared', LATER, 'extension'],
        ],
        'task-overdue 2026-07-05': [['raised', LATER]],
      },
    },
    {
      name: 'is cleared where the extension makes a late proposal a timely one',
      steps: [...begun, becomes(AFTER, 'completion-proposed'), extended(LATER, DUE, '2026-07-15')],
      turned: {
        [OVERDUE]: [
          ['raised', MIDNIGHT],
          ['cleared', LATER, 'extension'],
        ],
      },
    },
    {
      name: 'is not raised while the task is suspended, but at its resumption',
      steps: [...begun, becomes(BEFORE, 'suspended'), resumes(AFTER, 'suspended')],
      turned: { [OVERDUE]: [['raised', AFTER]] },
    },
    {
      name: 'is cleared by a suspension and raised again in the same stream by the resumption',
      steps: [...begun, becomes(AFTER, 'suspended'), resumes(LATER, 'suspended')],
      turned: {
        [OVERDUE]: [
          ['raised', MIDNIGHT],
          ['cleared', AFTER, 'status'],
          ['raised', LATER],
        ],
      },
    },
    {
      name: 'is cleared while a condition is awaited',
      steps: [...begun, becomes(AFTER, 'awaiting-condition'), resumes(LATER, 'awaiting-condition')],
      turned: {
        [OVERDUE]: [
          ['raised', MIDNIGHT],
          ['cleared', AFTER, 'status'],
          ['raised', LATER],
        ],
      },
    },
    {
      name: 'is raised when a task completed in time is reopened after its due date',
      steps: [
        ...begun,
        becomes(BEFORE, 'completion-proposed'),
        becomes(AFTER, 'completed'),
        resumes(LATER, 'completed'),
      ],
      turned: { [OVERDUE]: [['raised', LATER]] },
    },
    {
      name: 'is raised again when a task completed late is reopened, and cleared again',
      steps: [
        ...begun,
        becomes(AFTER, 'completed'),
        resumes(LATER, 'completed'),
        becomes(LATEST, 'completed'),
      ],
      turned: {
        [OVERDUE]: [
          ['raised', MIDNIGHT],
          ['cleared', AFTER, 'status'],
          ['raised', LATER],
          ['cleared', LATEST, 'status'],
        ],
      },
    },
    {
      name: 'stands on when the work only moves forward',
      steps: [assigned(BEFORE, { due: DUE }), accepted(AFTER), resumes(LATER, 'accepted')],
      turned: { [OVERDUE]: [['raised', MIDNIGHT]] },
    },
  ];

  it.each(ROWS)('$name', ({ steps, turned, asOf }) => {
    expect(turns(steps, asOf ?? AS_OF, [])).toStrictEqual(turned);
  });

  it.each([...ENDED])('is cleared when the assignment becomes “%s”', (status) => {
    expect(turns([...begun, becomes(AFTER, status)], AS_OF, [])).toStrictEqual({
      [OVERDUE]: [
        ['raised', MIDNIGHT],
        ['cleared', AFTER, 'status'],
      ],
    });
  });

  it.each([...RESTING])('is not raised when the assignment was “%s” before the date passed', (status) => {
    expect(turns([...begun, becomes(BEFORE, status)], AS_OF, [])).toStrictEqual({});
  });

  it('says which date passed, which was the first one, and how the task stood', () => {
    const steps = [...begun, extended(BEFORE, DUE, '2026-09-30')];
    const [timeline] = evaluate(assignmentOf(steps), [], AS_OF);
    expect(timeline?.events[0]?.data).toMatchObject({
      level: 1,
      inputs: { due: '2026-09-30', originalDue: DUE, status: 'in-progress' },
    });
  });
});

type Streams = ReadonlyMap<string, readonly NewWarningEvent[]>;

const evaluated = (
  policies: readonly AdoptedPolicy[],
  steps: readonly Step[],
  asOf: string,
  knownAt: string,
): Streams =>
  new Map(
    (steps[0]?.at ?? '') > knownAt
      ? []
      : evaluate(assignmentOf(steps, knownAt), policies, asOf).map(({ id, events }) => [id, events]),
  );

/** What a scheduler leaves behind that looks at these instants, each time with what was recorded by then. */
function writtenBy(
  policies: readonly AdoptedPolicy[],
  steps: readonly Step[],
  looks: readonly string[],
): Streams {
  const streams = new Map<string, readonly NewWarningEvent[]>();
  for (const now of [...looks].sort()) {
    for (const [id, wanted] of evaluated(policies, steps, now, now)) {
      const written = streams.get(id) ?? [];
      const state = written.map(({ type, data }) => turnOf(type, data));
      streams.set(id, [...written, ...missingTurns(state, wanted)]);
    }
  }
  return streams;
}

const sorted = (streams: Streams) => [...streams].sort(([a], [b]) => (a < b ? -1 : 1));

describe.each([
  ['under policies of three rules', POLICIES],
  ['under policies of every rule, over Tết and over two changes of policy', FULL_POLICIES],
])('Warnings %s, whatever happens to an assignment', (_name, policies) => {
  it('are the same whenever the scheduler looked, with the same instants', () => {
    fc.assert(
      fc.property(anyHistory(), fc.array(anyInstant, { maxLength: 12 }), (steps, looks) => {
        const once = evaluated(policies, steps, END, END);
        expect(sorted(writtenBy(policies, steps, [...looks, END]))).toStrictEqual(sorted(once));
      }),
      { numRuns: 400 },
    );
  });

  it('once written are the beginning of what any later look finds', () => {
    fc.assert(
      fc.property(anyHistory(), fc.tuple(anyInstant, anyInstant), (steps, pair) => {
        const [earlier, later] = [...pair].sort() as [string, string];
        const after = evaluated(policies, steps, later, later);
        for (const [id, events] of evaluated(policies, steps, earlier, earlier)) {
          expect((after.get(id) ?? []).slice(0, events.length)).toStrictEqual(events);
        }
      }),
      { numRuns: 400 },
    );
  });

  it('as of an instant take no account of what was recorded later', () => {
    fc.assert(
      fc.property(anyHistory(), anyInstant, (steps, asOf) => {
        fc.pre((steps[0]?.at ?? '') <= asOf);
        expect(sorted(evaluated(policies, steps, asOf, END))).toStrictEqual(
          sorted(evaluated(policies, steps, asOf, asOf)),
        );
      }),
    );
  });

  it('are raised and cleared in turns and climb in between, at instants that never decrease nor lie ahead', () => {
    fc.assert(
      fc.property(anyHistory(), anyInstant, (steps, asOf) => {
        for (const events of evaluated(policies, steps, asOf, asOf).values()) {
          const turned = events.filter(({ type }) => type !== 'WarningEscalated');
          const types = turned.map((_event, index) => (index % 2 ? 'WarningCleared' : 'WarningRaised'));
          expect(turned.map(({ type }) => type)).toStrictEqual(types);
          const instants = events.map(({ data }) => data.at);
          expect(instants).toStrictEqual([...instants].sort());
          expect(instants.filter((at) => at > asOf)).toStrictEqual([]);
          expect(events.map(({ effectiveOn }) => effectiveOn)).toStrictEqual(instants.map(localDate));
        }
      }),
    );
  });

  it('climb one level at a time, only while they stand, and never come down', () => {
    fc.assert(
      fc.property(anyHistory(), (steps) => {
        for (const events of evaluated(policies, steps, END, END).values()) {
          let level = 1;
          let stands = false;
          for (const { type, data } of events) {
            stands = type !== 'WarningCleared' && (stands || type === 'WarningRaised');
            if (type === 'WarningRaised') expect(data.level).toBe(level);
            if (type !== 'WarningEscalated') continue;
            expect([stands, data.from, data.to]).toStrictEqual([true, level, level + 1]);
            level = data.to;
          }
          expect(level).toBeLessThanOrEqual(4);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('name as their cause a fact of that very instant, or the passing of the due date', () => {
    fc.assert(
      fc.property(anyHistory(), (steps) => {
        const facts = new Map(steps.map(({ at }, index) => [idOf(index), at]));
        for (const { type, data } of [...evaluated(policies, steps, END, END).values()].flat()) {
          if (type !== 'WarningCleared') continue;
          if (data.event === null) {
            expect([data.cause, data.at]).toStrictEqual(['due-passed', endOfDay(data.period)]);
          } else expect(facts.get(data.event)).toBe(data.at);
        }
      }),
    );
  });
});

describe('Warnings of policies that hold more', () => {
  it('are, of the rules that both hold and leaving the climbing aside, those of policies that hold less', () => {
    const raisedAndCleared = (streams: Streams) =>
      sorted(streams)
        .filter(([id]) => /^(update|task-overdue)/.test(id))
        .map(([id, events]) => [
          id,
          events.flatMap(({ type, data }) => (type === 'WarningEscalated' ? [] : [[type, data.at]])),
        ]);
    const withoutTet = FULL_POLICIES.map((adopted, index) => ({
      ...adopted,
      calendar: POLICIES[index]?.calendar ?? {},
    }));
    fc.assert(
      fc.property(anyHistory(), (steps) => {
        expect(raisedAndCleared(evaluated(withoutTet, steps, END, END))).toStrictEqual(
          raisedAndCleared(evaluated(POLICIES, steps, END, END)),
        );
      }),
    );
  });
});
