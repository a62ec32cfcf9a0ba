import { describe, expect, it } from '@jest/globals';
import { localDate } from '#kernel';
import {
  accept,
  assign,
  changeStatus,
  confirmCompletion,
  grantExtension,
  proposeCompletion,
  type ReportProgress,
  refuseExtension,
  release,
  reportProgress,
  requestExtension,
  returnCompletion,
  returnReport,
  transfer,
} from './assignment.decisions.js';
import { STATUS_TEXT } from './assignment.errors.js';
import type { AssignmentStatus, NewAssignmentEvent } from './assignment.events.js';
import type { AssignmentState } from './assignment.state.js';
import { at, fold, given, idOf } from './testing/given.js';
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
  started,
  statusChanged,
  taskAssigned,
} from './testing/sample-events.js';

const ASSIGNED_ON = '2026-01-05';
const TODAY = '2026-03-20';
const GROUP = 'cac-xa-phuong-dac-khu';
const BLANK = ' \n\t';

type Decision = (state: AssignmentState) => readonly NewAssignmentEvent[];

const reporting =
  (fields: Partial<ReportProgress> = {}): Decision =>
  (state) =>
    reportProgress(state, reportContent(fields), TODAY, ASSIGNED_ON);

/** A report sent at an instant, on an assignment whose own instant decides its first month. */
const reportingAt =
  (instant: string, period: string): Decision =>
  (state) =>
    reportProgress(
      state,
      reportContent({ period }),
      localDate(instant),
      localDate(state?.assignedAt ?? instant),
    );

const proposing: Decision = (state) =>
  proposeCompletion(state, { summary: 'Đã xong', deliverables: ['Kế hoạch'], documents: [DOCUMENT] });

describe('Assigning a task', () => {
  it('gives the task to the unit with the due date of its schedule', () => {
    given()
      .when((state) => assign(state, assignmentContent()))
      .then({
        type: 'TaskAssigned',
        data: {
          programme: 'ctr-bcd-2026',
          task: '7',
          unit: 'phuong-hai-duong',
          viaGroup: GROUP,
          transferredFrom: null,
          scheduleKind: 'month',
          due: '2026-06-30',
        },
      });
  });

  it('gives a task without an end to a unit that is itself named', () => {
    const ongoing = assignmentContent({ viaGroup: null, scheduleKind: 'ongoing', due: null });
    given()
      .when((state) => assign(state, ongoing))
      .then({ type: 'TaskAssigned', data: ongoing });
  });

  it('yields no events when the same is assigned again', () => {
    given(taskAssigned())
      .when((state) => assign(state, assignmentContent()))
      .thenNothing();
  });

  it('yields no events when the same is assigned again after an extension moved the current due date', () => {
    given(taskAssigned(), extensionRequested, extensionGranted(1, '2026-06-30', '2026-09-30'))
      .when((state) => assign(state, assignmentContent()))
      .thenNothing();
  });

  it('is refused when the unit has the task already with another due date', () => {
    given(taskAssigned())
      .when((state) => assign(state, assignmentContent({ due: '2026-09-30' })))
      .thenRefused('already-assigned');
  });

  it('is refused when the unit has the task already and another unit now hands it over', () => {
    given(taskAssigned())
      .when((state) => assign(state, assignmentContent({ transferredFrom: 'so-noi-vu' })))
      .thenRefused('already-assigned');
  });

  it('is refused when the unit has the task already and is now named in place of its group', () => {
    given(taskAssigned())
      .when((state) => assign(state, assignmentContent({ viaGroup: null })))
      .thenRefused('already-assigned');
  });
});

interface CommandRow {
  /** One mark a column: `+` takes it, `.` yields no events, else the refusal of {@link MARKS}. */
  readonly row: string;
  /** Events right after the assignment that the command needs. */
  readonly extra?: readonly NewAssignmentEvent[];
  readonly decide: Decision;
  readonly events: (status: AssignmentStatus) => readonly [NewAssignmentEvent, ...NewAssignmentEvent[]];
}

const COLUMNS: readonly (AssignmentStatus | null)[] = [
  null,
  'assigned',
  'accepted',
  'in-progress',
  'completion-proposed',
  'suspended',
  'awaiting-condition',
  'completed',
  'cancelled',
  'released',
  'transferred',
];

const MARKS: Readonly<Record<string, string>> = {
  N: 'assignment-not-found',
  E: 'assignment-ended',
  W: 'wrong-status',
  P: 'no-completion-pending',
};

/** Place of the event that {@link CommandRow.extra} adds, and of the proposal where it adds none. */
const EXTRA = 1;
const PROPOSAL = 3;

// Columns:  none, assigned, accepted, in progress, proposed, suspended, awaiting | completed, cancelled, released, transferred
const COMMANDS: Readonly<Record<string, CommandRow>> = {
  'Accepting the assignment': {
    row: 'N + . . . . . E E E E',
    decide: accept,
    events: () => [{ type: 'AssignmentAccepted', data: { byReporting: false } }],
  },
  'Reporting progress': {
    row: 'N + + + + + + E E E E',
    decide: reporting(),
    events: (status) => {
      const report = progressReported();
      if (status === 'assigned') {
        return [{ type: 'AssignmentAccepted', data: { byReporting: true } }, report, started];
      }
      return status === 'accepted' ? [report, started] : [report];
    },
  },
  'Returning a report': {
    row: 'N + + + + + + + + + +',
    extra: [progressReported({ kind: 'nothing-to-report', percent: null })],
    decide: (state) => returnReport(state, idOf(EXTRA), 'Thiếu số liệu'),
    events: () => [
      {
        type: 'ProgressReportReturned',
        data: { report: idOf(EXTRA), period: '2026-03', reason: 'Thiếu số liệu' },
      },
    ],
  },
  'Requesting an extension': {
    row: 'N + + + + + + E E E E',
    decide: (state) => requestExtension(state, '2026-09-30', 'Chờ kinh phí'),
    events: () => [extensionRequested],
  },
  'Granting an extension': {
    row: 'N + + + + + + E E E E',
    extra: [extensionRequested],
    decide: (state) => grantExtension(state, null, 'Có lý do', DOCUMENT),
    events: () => [
      {
        type: 'ExtensionGranted',
        data: {
          request: idOf(EXTRA),
          originalDue: '2026-06-30',
          from: '2026-06-30',
          to: '2026-09-30',
          reason: 'Có lý do',
          document: DOCUMENT,
        },
      },
    ],
  },
  'Refusing an extension': {
    row: 'N + + + + + + E E E E',
    extra: [extensionRequested],
    decide: (state) => refuseExtension(state, 'Không đủ lý do'),
    events: () => [
      {
        type: 'ExtensionRefused',
        data: { request: idOf(EXTRA), asked: '2026-09-30', due: '2026-06-30', reason: 'Không đủ lý do' },
      },
    ],
  },
  'Proposing completion': {
    row: 'N W + + . W W E E E E',
    decide: proposing,
    events: (from) => [
      {
        type: 'CompletionProposed',
        data: { from, summary: 'Đã xong', deliverables: ['Kế hoạch'], documents: [DOCUMENT] },
      },
    ],
  },
  'Confirming completion': {
    row: 'N P P P + P P . E E E',
    decide: (state) => confirmCompletion(state, ' Đạt '),
    events: () => [
      {
        type: 'CompletionConfirmed',
        data: { proposal: idOf(PROPOSAL), completedOn: '2026-01-05', due: '2026-06-30', note: 'Đạt' },
      },
    ],
  },
  'Returning a proposed completion': {
    row: 'N P P P + P P E E E E',
    decide: (state) => returnCompletion(state, 'Chưa có sản phẩm'),
    events: () => [
      {
        type: 'CompletionReturned',
        data: { proposal: idOf(PROPOSAL), to: 'in-progress', reason: 'Chưa có sản phẩm' },
      },
    ],
  },
  'Releasing a member of a group': {
    row: 'N + + + + + + E E . E',
    decide: (state) => release(state, 'Không có cơ sở nào trên địa bàn'),
    events: (from) => [
      {
        type: 'AssignmentReleased',
        data: { from, viaGroup: GROUP, reason: 'Không có cơ sở nào trên địa bàn' },
      },
    ],
  },
  'Transferring to another unit': {
    row: 'N + + + + + + E E E .',
    decide: (state) => transfer(state, 'so-noi-vu', 'Đổi chức năng', DOCUMENT),
    events: (statusBefore) => [
      {
        type: 'AssignmentTransferred',
        data: {
          from: 'phuong-hai-duong',
          to: 'so-noi-vu',
          statusBefore,
          reason: 'Đổi chức năng',
          document: DOCUMENT,
        },
      },
    ],
  },
};

describe.each(Object.entries(COMMANDS))('%s', (_name, { row, extra = [], decide, events }) => {
  const marks = row.split(' ');

  it('has a mark for every status', () => {
    expect([...COLUMNS].sort()).toStrictEqual([null, ...Object.keys(STATUS_TEXT)].sort());
    expect(marks).toHaveLength(COLUMNS.length);
  });

  for (const [column, status] of COLUMNS.entries()) {
    const mark = marks[column] ?? '';
    const where = status ? `on an assignment that is ${status}` : 'on an assignment that does not exist';
    const outcome = given(...(status ? historyTo(status, ...extra) : [])).when;
    if (mark === '+' && status) {
      it(`is taken ${where}`, () => outcome(decide).then(...events(status)));
    } else if (mark === '.') {
      it(`yields no events ${where}`, () => outcome(decide).thenNothing());
    } else {
      const code = MARKS[mark] ?? `no meaning for mark ${mark}`;
      it(`is refused as ${code} ${where}`, () => outcome(decide).thenRefused(code));
    }
  }
});

describe('Changing the status by hand', () => {
  const FROM_AND_TO: readonly AssignmentStatus[] = [
    'assigned',
    'accepted',
    'in-progress',
    'completion-proposed',
    'completed',
    'suspended',
    'awaiting-condition',
    'cancelled',
    'released',
    'transferred',
  ];

  /** Rows: from; columns: to, in the same order. `+` allowed, `D` with a document only, `.` no events, `x` refused. */
  const MATRIX: Readonly<Record<AssignmentStatus, string>> = {
    assigned: '. x x x x + + + x x',
    accepted: 'x . + x x + + + x x',
    'in-progress': 'x x . x x + + + x x',
    'completion-proposed': 'x x x . x x x + x x',
    completed: 'x x D x . x x x x x',
    suspended: 'x x + x x . x + x x',
    'awaiting-condition': 'x x + x x x . + x x',
    cancelled: 'x x x x x x x . x x',
    released: 'x x x x x x x x . x',
    transferred: 'x x x x x x x x x .',
  };

  const cells = FROM_AND_TO.flatMap((from) =>
    MATRIX[from].split(' ').map((mark, column) => ({ from, to: FROM_AND_TO[column], mark })),
  );
  const marked = (...marks: readonly string[]) =>
    cells.flatMap(({ from, to, mark }) => (to && marks.includes(mark) ? [{ from, to }] : []));

  it('has a cell for every pair of statuses', () => {
    expect([...FROM_AND_TO].sort()).toStrictEqual(Object.keys(STATUS_TEXT).sort());
    expect(marked('+', 'D', '.', 'x')).toHaveLength(FROM_AND_TO.length ** 2);
  });

  it.each(marked('+', 'D'))('leads from $from to $to with a reason and a document', ({ from, to }) => {
    given(...historyTo(from))
      .when((state) => changeStatus(state, to, ' Theo chỉ đạo ', DOCUMENT))
      .then({
        type: 'AssignmentStatusChanged',
        data: { from, to, reason: 'Theo chỉ đạo', document: DOCUMENT },
      });
  });

  it.each(marked('+'))('leads from $from to $to without a document', ({ from, to }) => {
    given(...historyTo(from))
      .when((state) => changeStatus(state, to, 'Theo chỉ đạo', null))
      .then({ type: 'AssignmentStatusChanged', data: { from, to, reason: 'Theo chỉ đạo', document: null } });
  });

  it.each(marked('D'))(
    'is refused from $from to $to without the document of the authority',
    ({ from, to }) => {
      given(...historyTo(from))
        .when((state) => changeStatus(state, to, 'Theo chỉ đạo', null))
        .thenRefused('authority-document-missing');
    },
  );

  it.each(marked('+', 'D'))('is refused from $from to $to without a reason', ({ from, to }) => {
    given(...historyTo(from))
      .when((state) => changeStatus(state, to, BLANK, DOCUMENT))
      .thenRefused('reason-missing');
  });

  it.each(marked('x'))('never leads from $from to $to', ({ from, to }) => {
    given(...historyTo(from))
      .when((state) => changeStatus(state, to, 'Theo chỉ đạo', DOCUMENT))
      .thenRefused('transition-not-allowed');
  });

  it.each(marked('.'))('yields no events from $from to $to, which it is already', ({ from, to }) => {
    given(...historyTo(from))
      .when((state) => changeStatus(state, to, 'Theo chỉ đạo', DOCUMENT))
      .thenNothing();
  });

  it('is refused on an assignment that does not exist', () => {
    given()
      .when((state) => changeStatus(state, 'cancelled', 'Theo chỉ đạo', null))
      .thenRefused('assignment-not-found');
  });
});

describe('Repeating a command', () => {
  /** Decides, adds the events to the history, decides the same once more. */
  const twice = (decide: Decision, history = [...historyTo('in-progress')]) =>
    given(...history, ...decide(fold(history))).when(decide);

  it('yields no events for an assignment', () => {
    twice((state) => assign(state, assignmentContent()), []).thenNothing();
  });

  it('yields no events for an acceptance', () => {
    twice(accept, [taskAssigned()]).thenNothing();
  });

  it('yields no events for an acceptance after a report that accepted by itself', () => {
    given(taskAssigned(), ...reporting()(fold([taskAssigned()])))
      .when(accept)
      .thenNothing();
  });

  it('yields no events for the return of a report, whatever the reason now is', () => {
    given(
      taskAssigned(),
      progressReported(),
      ...returnReport(fold([taskAssigned(), progressReported()]), idOf(1), 'Thiếu số liệu'),
    )
      .when((state) => returnReport(state, idOf(1), 'Lý do khác'))
      .thenNothing();
  });

  it('yields no events for a change of status', () => {
    twice((state) => changeStatus(state, 'suspended', 'Theo chỉ đạo', null)).thenNothing();
  });

  it('yields no events for a reopening', () => {
    twice(
      (state) => changeStatus(state, 'in-progress', 'Theo chỉ đạo', DOCUMENT),
      [...historyTo('completed')],
    ).thenNothing();
  });

  it('yields no events for a proposal of completion', () => {
    twice(proposing).thenNothing();
  });

  it('yields no events for a confirmation of completion', () => {
    twice((state) => confirmCompletion(state, ''), [...historyTo('completion-proposed')]).thenNothing();
  });

  it('yields no events for a release', () => {
    twice((state) => release(state, 'Không thuộc địa bàn')).thenNothing();
  });

  it('yields no events for a transfer to the same unit', () => {
    twice((state) => transfer(state, 'so-noi-vu', 'Đổi chức năng', null)).thenNothing();
  });

  it('is refused for a granted extension, as no request waits any more', () => {
    twice(
      (state) => grantExtension(state, null, 'Có lý do', null),
      [taskAssigned(), extensionRequested],
    ).thenRefused('no-extension-pending');
  });

  it('is refused for a refused extension, as no request waits any more', () => {
    twice(
      (state) => refuseExtension(state, 'Không đủ lý do'),
      [taskAssigned(), extensionRequested],
    ).thenRefused('no-extension-pending');
  });

  it('is refused for a returned completion, as no proposal waits any more', () => {
    twice(
      (state) => returnCompletion(state, 'Chưa có sản phẩm'),
      [...historyTo('completion-proposed')],
    ).thenRefused('no-completion-pending');
  });

  it('adds a second report for a report, as a month may have several', () => {
    twice(reporting()).then(progressReported({ percentBefore: 40 }));
  });
});

describe('Reporting progress', () => {
  it('accepts and starts an assignment that nobody has accepted', () => {
    given(taskAssigned())
      .when(reporting())
      .then({ type: 'AssignmentAccepted', data: { byReporting: true } }, progressReported(), started);
  });

  it('accepts but does not start an assignment when there is nothing to report', () => {
    const nothing = { kind: 'nothing-to-report', percent: null } as const;
    given(taskAssigned())
      .when(reporting(nothing))
      .then({ type: 'AssignmentAccepted', data: { byReporting: true } }, progressReported(nothing));
  });

  it('does not start an accepted assignment when there is nothing to report', () => {
    const nothing = { kind: 'nothing-to-report', percent: null } as const;
    given(taskAssigned(), accepted).when(reporting(nothing)).then(progressReported(nothing));
  });

  it('starts the work with the first progress after months with nothing to report', () => {
    const nothing = { kind: 'nothing-to-report', percent: null } as const;
    given(taskAssigned(), accepted, progressReported(nothing))
      .when(reporting())
      .then(progressReported(), started);
  });

  it('starts the work even when the progress is stated as 0 % or not at all', () => {
    given(taskAssigned(), accepted)
      .when(reporting({ percent: 0 }))
      .then(progressReported({ percent: 0 }), started);
    given(taskAssigned(), accepted)
      .when(reporting({ percent: null }))
      .then(progressReported({ percent: null }), started);
  });

  it.each(['suspended', 'awaiting-condition', 'completion-proposed'] as const)(
    'leaves an assignment that is %s as it is',
    (status) => {
      given(...historyTo(status))
        .when(reporting())
        .then(progressReported());
    },
  );

  it('keeps everything that the unit wrote, down to the đồng', () => {
    const full: Partial<ReportProgress> = {
      difficulties: 'Thiếu nhân lực',
      proposals: 'Bổ sung biên chế',
      documents: [DOCUMENT],
      disbursedVnd: 4_718_510_001,
      deliverables: ['Kế hoạch', 'Báo cáo'],
    };
    given(...historyTo('in-progress'))
      .when(reporting(full))
      .then(progressReported(full));
  });

  it('takes an empty report, which is judged elsewhere', () => {
    given(...historyTo('in-progress'))
      .when(reporting({ summary: '', percent: null }))
      .then(progressReported({ summary: '', percent: null }));
  });

  it.each([101, -1, 12.5, Number.NaN, Number.POSITIVE_INFINITY])('is refused with %d %', (percent) => {
    given(...historyTo('in-progress'))
      .when(reporting({ percent }))
      .thenRefused('percent-out-of-range');
  });

  it.each([0, 100])('is taken with %d %', (percent) => {
    given(...historyTo('in-progress'))
      .when(reporting({ percent }))
      .then(progressReported({ percent }));
  });

  it.each([null, '', BLANK])('is refused when the percent goes down with %j for a reason', (reason) => {
    given(...historyTo('in-progress'), progressReported())
      .when(reporting({ percent: 39, percentDownReason: reason }))
      .thenRefused('percent-went-down');
  });

  it('is taken when the percent goes down with a reason, and keeps both percents and the reason', () => {
    const down = { percent: 25, percentDownReason: 'Tính lại khối lượng' };
    given(...historyTo('in-progress'), progressReported())
      .when(reporting(down))
      .then(progressReported({ ...down, percentBefore: 40 }));
  });

  it('drops a reason for going down when the percent does not go down', () => {
    given(...historyTo('in-progress'), progressReported())
      .when(reporting({ percent: 40, percentDownReason: 'Thừa' }))
      .then(progressReported({ percent: 40, percentBefore: 40 }));
  });

  it('measures the fall from the last percent that was stated, over a report without one', () => {
    given(...historyTo('in-progress'), progressReported(), progressReported({ percent: null }))
      .when(reporting({ percent: 30 }))
      .thenRefused('percent-went-down');
  });

  it('measures a late report for an older month from that month, not from a newer one', () => {
    given(
      ...historyTo('in-progress'),
      progressReported({ period: '2026-01', percent: 10 }),
      progressReported({ period: '2026-03', percent: 50, percentBefore: 10 }),
    )
      .when(reporting({ period: '2026-02', percent: 30 }))
      .then(progressReported({ period: '2026-02', percent: 30, percentBefore: 10 }));
  });

  it('measures the fall from 100 % after a reopening', () => {
    given(...historyTo('completed'), statusChanged('completed', 'in-progress', DOCUMENT))
      .when(reporting({ percent: 90 }))
      .thenRefused('percent-went-down');
  });

  it('is refused for a month that has not begun', () => {
    given(...historyTo('in-progress'))
      .when(reporting({ period: '2026-04' }))
      .thenRefused('period-in-future');
  });

  it('is refused for a month of the next year, though its number is smaller', () => {
    given(...historyTo('in-progress'))
      .when(reporting({ period: '2027-01' }))
      .thenRefused('period-in-future');
  });

  it('is refused for a month before the assignment', () => {
    given(...historyTo('in-progress'))
      .when(reporting({ period: '2025-12' }))
      .thenRefused('period-before-assignment');
  });

  it.each(['2026-01', '2026-02', '2026-03'])('is taken in March for %s, however late that is', (period) => {
    given(...historyTo('in-progress'))
      .when(reporting({ period }))
      .then(progressReported({ period }));
  });

  it('is taken for February from local midnight on, when it is still January in UTC', () => {
    given(...historyTo('in-progress'))
      .when(reportingAt('2026-01-31T17:00:00.000Z', '2026-02'))
      .then(progressReported({ period: '2026-02' }));
  });

  it('is refused for February a millisecond before local midnight', () => {
    given(...historyTo('in-progress'))
      .when(reportingAt('2026-01-31T16:59:59.999Z', '2026-02'))
      .thenRefused('period-in-future');
  });

  it('is refused for January when the task was assigned on the local first of February', () => {
    given(at('2026-01-31T17:00:00.000Z', taskAssigned()), accepted, started)
      .when(reportingAt('2026-02-10T02:00:00.000Z', '2026-01'))
      .thenRefused('period-before-assignment');
  });

  it('is taken for January when the task was assigned a millisecond before local February', () => {
    given(at('2026-01-31T16:59:59.999Z', taskAssigned()), accepted, started)
      .when(reportingAt('2026-02-10T02:00:00.000Z', '2026-01'))
      .then(progressReported({ period: '2026-01' }));
  });
});

describe('Returning a report', () => {
  it('is refused for a report that the assignment does not have', () => {
    given(...historyTo('in-progress'), progressReported())
      .when((state) => returnReport(state, idOf(999), 'Thiếu số liệu'))
      .thenRefused('report-not-found');
  });

  it('is refused for an event that is no report', () => {
    given(...historyTo('in-progress'), progressReported())
      .when((state) => returnReport(state, idOf(0), 'Thiếu số liệu'))
      .thenRefused('report-not-found');
  });

  it('is refused without a reason', () => {
    given(taskAssigned(), progressReported())
      .when((state) => returnReport(state, idOf(1), BLANK))
      .thenRefused('reason-missing');
  });

  it('names the month of the very report that goes back, among several', () => {
    given(taskAssigned(), progressReported({ period: '2026-02' }), progressReported())
      .when((state) => returnReport(state, idOf(1), ' Thiếu số liệu '))
      .then({
        type: 'ProgressReportReturned',
        data: { report: idOf(1), period: '2026-02', reason: 'Thiếu số liệu' },
      });
  });

  it('leaves the report in the record, with its content and the reason for its return', () => {
    const history = [
      taskAssigned(),
      progressReported(),
      progressReported({ percent: 50, percentBefore: 40 }),
    ];
    const before = fold(history);
    const after = fold([...history, ...returnReport(before, idOf(1), 'Thiếu số liệu')]);
    expect(after?.reports).toStrictEqual([
      {
        ...before?.reports[0],
        returned: { recordedAt: '2026-01-05T02:00:00.000Z', reason: 'Thiếu số liệu', eventId: idOf(3) },
      },
      before?.reports[1],
    ]);
    expect(after?.percent).toBe(50);
  });

  it('may follow for the report that was sent in its place', () => {
    given(
      taskAssigned(),
      progressReported(),
      {
        type: 'ProgressReportReturned',
        data: { report: idOf(1), period: '2026-03', reason: 'Thiếu số liệu' },
      },
      progressReported(),
    )
      .when((state) => returnReport(state, idOf(3), 'Vẫn thiếu'))
      .then({
        type: 'ProgressReportReturned',
        data: { report: idOf(3), period: '2026-03', reason: 'Vẫn thiếu' },
      });
  });
});

describe('Extending the due date', () => {
  it('is refused for a task without an end', () => {
    given(taskAssigned({ scheduleKind: 'ongoing', due: null }))
      .when((state) => requestExtension(state, '2026-09-30', 'Chờ kinh phí'))
      .thenRefused('no-due-date');
  });

  it.each(['2026-06-30', '2026-06-29'])('is refused to %s, which is no later than the due date', (to) => {
    given(taskAssigned())
      .when((state) => requestExtension(state, to, 'Chờ kinh phí'))
      .thenRefused('extension-not-later');
  });

  it('may be asked to the very next day', () => {
    given(taskAssigned())
      .when((state) => requestExtension(state, '2026-07-01', ' Chờ kinh phí '))
      .then({
        type: 'ExtensionRequested',
        data: { from: '2026-06-30', to: '2026-07-01', reason: 'Chờ kinh phí' },
      });
  });

  it('is refused while another request waits', () => {
    given(taskAssigned(), extensionRequested)
      .when((state) => requestExtension(state, '2026-12-31', 'Chờ kinh phí'))
      .thenRefused('extension-pending');
  });

  it('may be asked for again after a refusal', () => {
    given(taskAssigned(), extensionRequested, {
      type: 'ExtensionRefused',
      data: { request: idOf(1), asked: '2026-09-30', due: '2026-06-30', reason: 'Không đủ lý do' },
    })
      .when((state) => requestExtension(state, '2026-09-30', 'Chờ kinh phí'))
      .then(extensionRequested);
  });

  it.each([
    ['requested', (state: AssignmentState) => requestExtension(state, '2026-12-31', BLANK), []],
    [
      'granted',
      (state: AssignmentState) => grantExtension(state, null, BLANK, DOCUMENT),
      [extensionRequested],
    ],
    ['refused', (state: AssignmentState) => refuseExtension(state, BLANK), [extensionRequested]],
  ] as const)('cannot be %s without a reason', (_what, decide, extra) => {
    given(taskAssigned(), ...extra)
      .when(decide)
      .thenRefused('reason-missing');
  });

  it('cannot be granted when nobody asked', () => {
    given(taskAssigned())
      .when((state) => grantExtension(state, '2026-09-30', 'Có lý do', DOCUMENT))
      .thenRefused('no-extension-pending');
  });

  it('cannot be refused when nobody asked', () => {
    given(taskAssigned())
      .when((state) => refuseExtension(state, 'Không đủ lý do'))
      .thenRefused('no-extension-pending');
  });

  it('may be granted to another day than the asked one', () => {
    given(taskAssigned(), extensionRequested)
      .when((state) => grantExtension(state, '2026-07-31', ' Có lý do ', null))
      .then({
        type: 'ExtensionGranted',
        data: {
          request: idOf(1),
          originalDue: '2026-06-30',
          from: '2026-06-30',
          to: '2026-07-31',
          reason: 'Có lý do',
          document: null,
        },
      });
  });

  it('cannot be granted to a day that is no later than the due date', () => {
    given(taskAssigned(), extensionRequested)
      .when((state) => grantExtension(state, '2026-06-30', 'Có lý do', null))
      .thenRefused('extension-not-later');
  });

  it('keeps the original due date over two extensions', () => {
    const history = [
      taskAssigned(),
      extensionRequested,
      extensionGranted(1, '2026-06-30', '2026-09-30'),
      { type: 'ExtensionRequested', data: { from: '2026-09-30', to: '2026-12-31', reason: 'Chờ hướng dẫn' } },
    ] satisfies NewAssignmentEvent[];
    const second = extensionGranted(3, '2026-09-30', '2026-12-31');
    given(...history)
      .when((state) => grantExtension(state, null, 'Có lý do', DOCUMENT))
      .then(second);
    const state = fold([...history, second]);
    expect(state?.originalDue).toBe('2026-06-30');
    expect(state?.currentDue).toBe('2026-12-31');
    expect(state?.dues.map(({ due }) => due)).toStrictEqual(['2026-06-30', '2026-09-30', '2026-12-31']);
  });

  it('is measured from the current due date the second time', () => {
    given(taskAssigned(), extensionRequested, extensionGranted(1, '2026-06-30', '2026-09-30'))
      .when((state) => requestExtension(state, '2026-09-30', 'Chờ kinh phí'))
      .thenRefused('extension-not-later');
  });
});

describe('Completing', () => {
  it('cannot be proposed without a summary', () => {
    given(...historyTo('in-progress'))
      .when((state) => proposeCompletion(state, { summary: BLANK, deliverables: [], documents: [] }))
      .thenRefused('reason-missing');
  });

  it('may be proposed without deliverables or documents', () => {
    given(...historyTo('in-progress'))
      .when((state) => proposeCompletion(state, { summary: ' Đã xong ', deliverables: [], documents: [] }))
      .then({
        type: 'CompletionProposed',
        data: { from: 'in-progress', summary: 'Đã xong', deliverables: [], documents: [] },
      });
  });

  it('happens on the day on which the unit proposed it, however late the authority confirms', () => {
    given(
      ...historyTo('in-progress'),
      at('2026-06-30T16:59:59.999Z', completionProposed),
      at('2026-08-14T03:00:00.000Z', progressReported({ period: '2026-07' })),
    )
      .when((state) => confirmCompletion(state, ''))
      .then({
        type: 'CompletionConfirmed',
        data: { proposal: idOf(3), completedOn: '2026-06-30', due: '2026-06-30', note: '' },
      });
  });

  it('is late when the unit proposed it after local midnight of the due date', () => {
    given(...historyTo('in-progress'), at('2026-06-30T17:00:00.000Z', completionProposed))
      .when((state) => confirmCompletion(state, ''))
      .then({
        type: 'CompletionConfirmed',
        data: { proposal: idOf(3), completedOn: '2026-07-01', due: '2026-06-30', note: '' },
      });
  });

  it('is judged against the extended due date', () => {
    given(
      ...historyTo('in-progress', extensionRequested, extensionGranted(1, '2026-06-30', '2026-09-30')),
      completionProposed,
    )
      .when((state) => confirmCompletion(state, ''))
      .then({
        type: 'CompletionConfirmed',
        data: { proposal: idOf(5), completedOn: ASSIGNED_ON, due: '2026-09-30', note: '' },
      });
  });

  it('has no due date to be judged against when the task has no end', () => {
    given(taskAssigned({ due: null }), accepted, started, completionProposed)
      .when((state) => confirmCompletion(state, ''))
      .then({
        type: 'CompletionConfirmed',
        data: { proposal: idOf(3), completedOn: ASSIGNED_ON, due: null, note: '' },
      });
  });

  it('cannot be returned without a reason', () => {
    given(...historyTo('completion-proposed'))
      .when((state) => returnCompletion(state, BLANK))
      .thenRefused('reason-missing');
  });

  it('may be proposed again after a return, and is confirmed by the second proposal', () => {
    given(
      ...historyTo('completion-proposed'),
      { type: 'CompletionReturned', data: { proposal: idOf(3), to: 'in-progress', reason: 'Chưa đủ' } },
      at('2026-07-02T03:00:00.000Z', completionProposed),
    )
      .when((state) => confirmCompletion(state, ''))
      .then({
        type: 'CompletionConfirmed',
        data: { proposal: idOf(5), completedOn: '2026-07-02', due: '2026-06-30', note: '' },
      });
  });

  it('cannot be confirmed after a reopening without a new proposal', () => {
    given(...historyTo('completed'), statusChanged('completed', 'in-progress', DOCUMENT))
      .when((state) => confirmCompletion(state, ''))
      .thenRefused('no-completion-pending');
  });

  it('may be proposed, and reported on, after a reopening', () => {
    const reopened = [...historyTo('completed'), statusChanged('completed', 'in-progress', DOCUMENT)];
    given(...reopened)
      .when((state) => proposeCompletion(state, { summary: 'Đã xong', deliverables: [], documents: [] }))
      .then({
        type: 'CompletionProposed',
        data: { from: 'in-progress', summary: 'Đã xong', deliverables: [], documents: [] },
      });
    given(...reopened)
      .when(reporting({ percent: 100 }))
      .then(progressReported({ percent: 100, percentBefore: 100 }));
  });

  it('is not reopened by a document without a reason', () => {
    given(...historyTo('completed'))
      .when((state) => changeStatus(state, 'in-progress', '', DOCUMENT))
      .thenRefused('reason-missing');
  });
});

describe('Releasing a unit', () => {
  it('is refused when the unit was named itself and not through a group', () => {
    given(taskAssigned({ viaGroup: null }))
      .when((state) => release(state, 'Không thuộc địa bàn'))
      .thenRefused('not-via-group');
  });

  it('is refused without a reason', () => {
    given(taskAssigned())
      .when((state) => release(state, BLANK))
      .thenRefused('reason-missing');
  });
});

describe('Transferring to another unit', () => {
  it('is refused to the unit that has it', () => {
    given(taskAssigned())
      .when((state) => transfer(state, 'phuong-hai-duong', 'Đổi chức năng', null))
      .thenRefused('transfer-to-self');
  });

  it('is refused without a reason', () => {
    given(taskAssigned())
      .when((state) => transfer(state, 'so-noi-vu', BLANK, null))
      .thenRefused('reason-missing');
  });

  it('needs no document', () => {
    given(taskAssigned())
      .when((state) => transfer(state, 'so-noi-vu', ' Đổi chức năng ', null))
      .then({
        type: 'AssignmentTransferred',
        data: {
          from: 'phuong-hai-duong',
          to: 'so-noi-vu',
          statusBefore: 'assigned',
          reason: 'Đổi chức năng',
          document: null,
        },
      });
  });
});
