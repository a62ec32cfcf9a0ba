import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { addDays, instantAt, localDate, Refusal } from '#kernel';
import {
  accept,
  assign,
  changeStatus,
  confirmCompletion,
  grantExtension,
  proposeCompletion,
  refuseExtension,
  release,
  reportProgress,
  requestExtension,
  returnCompletion,
  returnReport,
  transfer,
} from './assignment.decisions.js';
import { STATUS_TEXT } from './assignment.errors.js';
import {
  ASSIGNMENT_EVENT_TYPES,
  type AssignmentStatus,
  type NewAssignmentEvent,
} from './assignment.events.js';
import {
  type Assignment,
  type AssignmentState,
  assignmentId,
  assignmentStream,
  ENDED,
  evolve,
  RESTING,
  statusAt,
} from './assignment.state.js';
import { at, fold, type GivenEvent, idOf, recorded } from './testing/given.js';
import {
  accepted,
  assignmentContent,
  completionProposed,
  DOCUMENT,
  extensionGranted,
  extensionRequested,
  historyTo,
  progressReported,
  reportContent,
  statusChanged,
  taskAssigned,
} from './testing/sample-events.js';

const STATUSES = Object.keys(STATUS_TEXT) as AssignmentStatus[];

describe('An assignment', () => {
  it('is known by its programme, its task and its unit', () => {
    const id = assignmentId('ctr-bcd-2026', '7', 'phuong-hai-duong');
    expect(id).toBe('ctr-bcd-2026.7.phuong-hai-duong');
    expect(assignmentStream(id)).toBe('assignment-ctr-bcd-2026.7.phuong-hai-duong');
  });

  it('starts as nothing', () => {
    expect(fold([])).toBeNull();
  });

  it('starts assigned, with one due date, no percent and no reports', () => {
    expect(fold([taskAssigned()])).toStrictEqual({
      programme: 'ctr-bcd-2026',
      task: '7',
      unit: 'phuong-hai-duong',
      viaGroup: 'cac-xa-phuong-dac-khu',
      transferredFrom: null,
      transferredTo: null,
      scheduleKind: 'month',
      budgetMillionVnd: null,
      assignedAt: '2026-01-05T02:00:00.000Z',
      status: 'assigned',
      percent: null,
      percentPeriod: null,
      originalDue: '2026-06-30',
      currentDue: '2026-06-30',
      completedOn: null,
      pendingExtension: null,
      pendingCompletion: null,
      statuses: [{ at: '2026-01-05T02:00:00.000Z', status: 'assigned', eventId: idOf(0) }],
      dues: [{ at: '2026-01-05T02:00:00.000Z', due: '2026-06-30', eventId: idOf(0) }],
      reports: [],
    });
  });

  it('keeps its percent through a report that states none', () => {
    expect(fold([taskAssigned(), progressReported(), progressReported({ percent: null })])?.percent).toBe(40);
  });

  it('is at 100 % once its completion is confirmed', () => {
    expect(fold(historyTo('completed'))?.percent).toBe(100);
  });

  it('has no day of completion any more when it is reopened, and keeps 100 %', () => {
    const reopened = fold([...historyTo('completed'), statusChanged('completed', 'in-progress', DOCUMENT)]);
    expect(reopened?.completedOn).toBeNull();
    expect(reopened?.percent).toBe(100);
  });

  it('has the day that the proposal speaks of as its day of completion, not the day of recording', () => {
    const state = fold([
      ...historyTo('in-progress'),
      { ...completionProposed, recordedAt: '2026-07-03T02:00:00.000Z', effectiveOn: '2026-06-29' },
    ]);
    expect(state?.pendingCompletion).toStrictEqual({
      eventId: idOf(3),
      on: '2026-06-29',
      statusBefore: 'in-progress',
    });
  });

  it.each(['released', 'transferred'] as const)(
    'waits for no confirmation any more when it is %s',
    (status) => {
      const ending = historyTo(status).slice(1);
      expect(fold([...historyTo('completion-proposed'), ...ending])?.pendingCompletion).toBeNull();
    },
  );

  it('keeps each due date with the instant from which it held', () => {
    const state = fold([
      taskAssigned(),
      at('2026-05-04T02:00:00.000Z', extensionRequested),
      at('2026-05-11T02:00:00.000Z', extensionGranted(1, '2026-06-30', '2026-09-30')),
    ]);
    expect(state?.dues).toStrictEqual([
      { at: '2026-01-05T02:00:00.000Z', due: '2026-06-30', eventId: idOf(0) },
      { at: '2026-05-11T02:00:00.000Z', due: '2026-09-30', eventId: idOf(2) },
    ]);
  });

  it('keeps its due date when an extension is refused, and waits for none any more', () => {
    const state = fold([
      taskAssigned(),
      extensionRequested,
      {
        type: 'ExtensionRefused',
        data: { request: idOf(1), asked: '2026-09-30', due: '2026-06-30', reason: 'Không đủ lý do' },
      },
    ]);
    expect(state).toStrictEqual(fold([taskAssigned()]));
  });

  it.each(STATUSES)('ends a plain history in the status that it leads to: %s', (status) => {
    expect(fold(historyTo(status))?.status).toBe(status);
  });

  it('rests in every status in which it has ended', () => {
    expect([...ENDED].filter((status) => !RESTING.has(status))).toStrictEqual([]);
    expect([...RESTING].filter((status) => !ENDED.has(status))).toStrictEqual([
      'suspended',
      'awaiting-condition',
    ]);
  });
});

describe('The status at an instant', () => {
  const assignment = fold([
    at('2026-01-05T02:00:00.000Z', taskAssigned()),
    at('2026-01-07T02:00:00.000Z', accepted),
    at('2026-02-09T02:00:00.000Z', statusChanged('accepted', 'suspended')),
  ]) as Assignment;

  it.each([
    ['nothing before the assignment', '2026-01-05T01:59:59.999Z', null],
    ['assigned from the instant of the assignment', '2026-01-05T02:00:00.000Z', 'assigned'],
    ['assigned until the acceptance', '2026-01-07T01:59:59.999Z', 'assigned'],
    ['accepted from the acceptance', '2026-01-07T02:00:00.000Z', 'accepted'],
    ['suspended ever after the last change', '2030-01-01T00:00:00.000Z', 'suspended'],
  ])('is %s', (_what, instant, status) => {
    expect(statusAt(assignment, instant)).toBe(status);
  });

  it('is the last one where one command changed it twice', () => {
    const state = fold([
      taskAssigned(),
      { type: 'AssignmentAccepted', data: { byReporting: true } },
      statusChanged('accepted', 'in-progress'),
    ]) as Assignment;
    expect(statusAt(state, '2026-01-05T02:00:00.000Z')).toBe('in-progress');
  });
});

describe('Folding', () => {
  const standing = fold([...historyTo('in-progress'), progressReported()]);

  const ofType = (type: string, data = {}) => {
    const [event] = recorded([{ type, data }]);
    if (!event) throw new Error('no event was recorded');
    return event;
  };

  it('changes nothing for any type that it does not know', () => {
    const unknown = fc.string().filter((type) => !ASSIGNMENT_EVENT_TYPES.some((known) => known === type));
    fc.assert(
      fc.property(unknown, fc.dictionary(fc.string(), fc.string()), (type, data) => {
        expect(evolve(standing, ofType(type, data))).toBe(standing);
        expect(evolve(null, ofType(type, data))).toBeNull();
      }),
    );
  });

  it.each(['toString', 'valueOf', 'constructor', 'hasOwnProperty', '__proto__'])(
    'changes nothing for a type that every object has a member of: %s',
    (type) => {
      expect(evolve(standing, ofType(type))).toBe(standing);
    },
  );

  it.each(ASSIGNMENT_EVENT_TYPES.filter((type) => type !== 'TaskAssigned'))(
    'makes nothing of %s before the assignment',
    (type) => {
      expect(evolve(null, ofType(type))).toBeNull();
    },
  );

  it('changes nothing for a second assignment', () => {
    expect(evolve(standing, ofType('TaskAssigned', assignmentContent({ due: '2030-12-31' })))).toBe(standing);
  });

  it('changes no report when one is returned that it does not have', () => {
    const data = { report: idOf(999), period: '2026-03', reason: 'Thiếu số liệu' };
    expect(evolve(standing, ofType('ProgressReportReturned', data))).toStrictEqual(standing);
  });
});

/** A command as the property plays it. */
interface Play {
  /** Days after the command before. */
  readonly days: number;
  /** How a counterexample names it. */
  readonly what: string;
  readonly [fc.toStringMethod]?: () => string;
  readonly decide: (state: AssignmentState, today: string) => readonly NewAssignmentEvent[];
}

/** Decisions with whatever content people and programs may send, valid or not. */
function anyDecision(): fc.Arbitrary<Omit<Play, 'days'>> {
  const text = fc.constantFrom('Lý do', ' Có khoảng trắng ', 'Theo chỉ đạo', '', ' ');
  const document = fc.constantFrom(DOCUMENT, null);
  const status = fc.constantFrom(...STATUSES);
  const percent = fc.oneof(fc.integer({ min: -1, max: 101 }), fc.constantFrom(null, 12.5));
  const period = fc.constantFrom('2025-12', '2026-01', '2026-02', '2026-03', '2026-06', '2027-01');
  const due = fc.constantFrom('2026-06-30', '2026-07-31', '2026-09-30', '2026-12-31', '2027-06-30');
  const unit = fc.constantFrom('phuong-hai-duong', 'so-noi-vu', 'so-tai-chinh');
  const content = fc.record({
    viaGroup: fc.constantFrom('nhom', null),
    due: fc.constantFrom('2026-06-30', null),
  });
  const report = fc.record({
    kind: fc.constantFrom('progress' as const, 'nothing-to-report' as const),
    percent,
    period,
    percentDownReason: fc.option(text),
  });
  const common = 12;
  const usual = 4;
  const ending = 1;
  return fc.oneof(
    {
      weight: common,
      arbitrary: content.map((fields) => ({
        what: `assign ${JSON.stringify(fields)}`,
        decide: (state: AssignmentState) => assign(state, assignmentContent(fields)),
      })),
    },
    { weight: usual, arbitrary: fc.constant({ what: 'accept', decide: accept }) },
    {
      weight: common,
      arbitrary: report.map((fields) => ({
        what: `report ${JSON.stringify(fields)}`,
        decide: (state: AssignmentState, today: string) =>
          reportProgress(state, reportContent(fields), today, state ? localDate(state.assignedAt) : today),
      })),
    },
    {
      weight: usual,
      arbitrary: fc.tuple(fc.nat(), text).map(([place, reason]) => ({
        what: 'return a report',
        decide: (state: AssignmentState) => {
          const ids = [...(state?.reports ?? []).map(({ eventId }) => eventId), idOf(0)];
          return returnReport(state, ids[place % ids.length] ?? '', reason);
        },
      })),
    },
    {
      weight: usual,
      arbitrary: fc.tuple(status, text, document).map(([to, reason, paper]) => ({
        what: `change the status to ${to}`,
        decide: (state: AssignmentState) => changeStatus(state, to, reason, paper),
      })),
    },
    {
      weight: usual,
      arbitrary: fc.tuple(due, text).map(([to, reason]) => ({
        what: `request an extension to ${to}`,
        decide: (state: AssignmentState) => requestExtension(state, to, reason),
      })),
    },
    {
      weight: usual,
      arbitrary: fc.tuple(fc.option(due), text, document).map(([to, reason, paper]) => ({
        what: `grant an extension to ${to}`,
        decide: (state: AssignmentState) => grantExtension(state, to, reason, paper),
      })),
    },
    {
      weight: usual,
      arbitrary: text.map((reason) => ({
        what: 'refuse an extension',
        decide: (state: AssignmentState) => refuseExtension(state, reason),
      })),
    },
    {
      weight: common,
      arbitrary: text.map((summary) => ({
        what: 'propose completion',
        decide: (state: AssignmentState) =>
          proposeCompletion(state, { summary, deliverables: [], documents: [DOCUMENT] }),
      })),
    },
    {
      weight: usual,
      arbitrary: text.map((note) => ({
        what: 'confirm completion',
        decide: (state: AssignmentState) => confirmCompletion(state, note),
      })),
    },
    {
      weight: usual,
      arbitrary: text.map((reason) => ({
        what: 'return completion',
        decide: (state: AssignmentState) => returnCompletion(state, reason),
      })),
    },
    {
      weight: ending,
      arbitrary: text.map((reason) => ({
        what: 'release',
        decide: (state: AssignmentState) => release(state, reason),
      })),
    },
    {
      weight: ending,
      arbitrary: fc.tuple(unit, text, document).map(([to, reason, paper]) => ({
        what: `transfer to ${to}`,
        decide: (state: AssignmentState) => transfer(state, to, reason, paper),
      })),
    },
  );
}

const MOST_DAYS = 20;
const MOST_COMMANDS = 40;

/** Up to {@link MOST_COMMANDS} commands in a row. */
const anyCommands = fc.array(
  fc.tuple(fc.nat(MOST_DAYS), anyDecision()).map(
    ([days, decision]): Play => ({
      ...decision,
      days,
      [fc.toStringMethod]: () => `${decision.what} ${days} days later`,
    }),
  ),
  { maxLength: MOST_COMMANDS, size: 'max' },
);

/** Carries the commands out one after the other; a refused one leaves no event. @returns the history after each */
function played(commands: readonly Play[]): readonly (readonly GivenEvent[])[] {
  let today = '2026-01-05';
  let history: readonly GivenEvent[] = [];
  return commands.map(({ days, decide }) => {
    today = addDays(today, days);
    history = [...history, ...decidedOn(today, history, decide)];
    return history;
  });
}

function decidedOn(
  today: string,
  history: readonly GivenEvent[],
  decide: Play['decide'],
): readonly GivenEvent[] {
  try {
    return decide(fold(history), today).map((event) => at(instantAt(today), event));
  } catch (error) {
    if (error instanceof Refusal) return [];
    throw error;
  }
}

/** What must hold of an assignment after any command, given the one before it. */
function expectSound(before: AssignmentState, after: AssignmentState): void {
  if (!after) {
    expect(before).toBeNull();
    return;
  }
  expect(after.status).toBe(after.statuses.at(-1)?.status);
  expect(after.currentDue).toBe(after.dues.at(-1)?.due);
  expect(after.originalDue).toBe(after.dues[0]?.due);
  expect(after.completedOn !== null).toBe(after.status === 'completed');
  expect(after.pendingCompletion !== null).toBe(after.status === 'completion-proposed');
  if (after.percent !== null) {
    expect(Number.isInteger(after.percent)).toBe(true);
    expect(after.percent).toBeGreaterThanOrEqual(0);
    expect(after.percent).toBeLessThanOrEqual(100);
  }
  if (after.status === 'completed') expect(after.percent).toBe(100);
  if (!before) return;
  expect(after.originalDue).toBe(before.originalDue);
  expect(after.assignedAt).toBe(before.assignedAt);
  expect(after.statuses.slice(0, before.statuses.length)).toStrictEqual(before.statuses);
  expect(after.dues.slice(0, before.dues.length)).toStrictEqual(before.dues);
  const content = ({ reports }: Assignment) => reports.map(({ returned, ...said }) => said);
  expect(content(after).slice(0, before.reports.length)).toStrictEqual(content(before));
  for (const [place, { returned }] of before.reports.entries()) {
    if (returned) expect(after.reports[place]?.returned).toStrictEqual(returned);
  }
}

describe('Any sequence of commands, the refused ones left out,', () => {
  it('folds to an assignment that is sound after each of them', () => {
    fc.assert(
      fc.property(anyCommands, (commands) => {
        let before: AssignmentState = null;
        for (const history of played(commands)) {
          const after = fold(history);
          expectSound(before, after);
          before = after;
        }
      }),
    );
  });

  it('states bodies that survive JSON unchanged', () => {
    fc.assert(
      fc.property(anyCommands, (commands) => {
        const events = played(commands).at(-1) ?? [];
        expect(JSON.parse(JSON.stringify(events))).toStrictEqual(events);
      }),
    );
  });

  it('reaches every type of event, so that the properties above speak of all of them', () => {
    const runs = 300;
    const sequences = fc.sample(anyCommands, { numRuns: runs, seed: 57 });
    const reached = new Set(
      sequences.flatMap((commands) => played(commands).at(-1) ?? []).map(({ type }) => type),
    );
    expect([...reached].sort()).toStrictEqual([...ASSIGNMENT_EVENT_TYPES].sort());
  });
});
