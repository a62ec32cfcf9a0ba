import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
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
import {
  ASSIGNMENT_EVENT_TYPES,
  type AssignmentEvents,
  type AssignmentEventType,
  type NewAssignmentEvent,
} from './assignment.events.js';
import { type Assignment, type AssignmentState, evolve } from './assignment.state.js';
import { at, fold, type GivenEvent, idOf, recorded } from './testing/given.js';
import {
  accepted,
  completionProposed,
  DOCUMENT,
  extensionRequested,
  progressReported,
  statusChanged,
  taskAssigned,
} from './testing/sample-events.js';

/*
 * The fixtures are the storage format: bodies as they stand in logs, key order included. A fixture is never edited to
 * make a test pass; a body that has to change gets a new schemaVersion, an upcaster and a fixture of its own.
 */

interface Fixture {
  readonly type: AssignmentEventType;
  readonly schemaVersion: number;
  readonly data: AssignmentEvents[AssignmentEventType];
}

const FIXTURES = JSON.parse(
  readFileSync(new URL('./fixtures/assignment-events.json', import.meta.url), 'utf8'),
) as readonly Fixture[];

const RECORDED_AT = '2026-04-01T02:00:00.000Z';

interface Golden {
  readonly given: readonly GivenEvent[];
  /** The command that leads to the fixture. */
  readonly decide: (state: AssignmentState) => readonly NewAssignmentEvent[];
  /** What the fixture, recorded at {@link RECORDED_AT} with the id `id`, makes of the assignment. */
  readonly read: (before: Assignment, id: string) => Partial<Assignment>;
}

const step = (before: Assignment, status: Assignment['status'], id: string) => ({
  status,
  statuses: [...before.statuses, { at: RECORDED_AT, status, eventId: id }],
});

const begun = [taskAssigned(), accepted, statusChanged('accepted', 'in-progress')];
const askedLater = [...begun, extensionRequested];
const proposed = [...begun, at('2026-03-30T02:00:00.000Z', completionProposed)];
const completed: readonly GivenEvent[] = [
  ...proposed,
  {
    type: 'CompletionConfirmed',
    data: { proposal: idOf(3), completedOn: '2026-03-30', due: '2026-06-30', note: '' },
  },
];

const GOLDEN: Readonly<Record<AssignmentEventType, Golden>> = {
  TaskAssigned: {
    given: [],
    decide: (state) =>
      assign(state, {
        programme: 'ctr-bcd-2026',
        task: '7',
        unit: 'phuong-hai-duong',
        viaGroup: 'cac-xa-phuong-dac-khu',
        transferredFrom: 'so-noi-vu',
        scheduleKind: 'month',
        due: '2026-06-30',
      }),
    read: (_before, id) => ({
      programme: 'ctr-bcd-2026',
      task: '7',
      unit: 'phuong-hai-duong',
      viaGroup: 'cac-xa-phuong-dac-khu',
      transferredFrom: 'so-noi-vu',
      transferredTo: null,
      scheduleKind: 'month',
      budgetMillionVnd: null,
      assignedAt: RECORDED_AT,
      status: 'assigned',
      percent: null,
      percentPeriod: null,
      originalDue: '2026-06-30',
      currentDue: '2026-06-30',
      completedOn: null,
      pendingExtension: null,
      pendingCompletion: null,
      statuses: [{ at: RECORDED_AT, status: 'assigned', eventId: id }],
      dues: [{ at: RECORDED_AT, due: '2026-06-30', eventId: id }],
      reports: [],
    }),
  },
  AssignmentAccepted: {
    given: [taskAssigned()],
    decide: accept,
    read: (before, id) => step(before, 'accepted', id),
  },
  AssignmentStatusChanged: {
    given: completed,
    decide: (state) => changeStatus(state, 'in-progress', 'Kiểm tra lại kết quả', DOCUMENT),
    read: (before, id) => ({ ...step(before, 'in-progress', id), completedOn: null }),
  },
  ProgressReported: {
    given: [...begun, progressReported({ percent: 60 })],
    decide: (state) =>
      reportProgress(
        state,
        {
          period: '2026-03',
          kind: 'progress',
          percent: 45,
          percentDownReason: 'Tính lại khối lượng',
          summary: 'Đã khảo sát xong 12/20 đơn vị',
          difficulties: 'Thiếu nhân lực',
          proposals: 'Bổ sung biên chế',
          documents: [DOCUMENT],
          disbursedVnd: 4_718_510_001,
          deliverables: ['Kế hoạch'],
        },
        '2026-04-01',
        '2026-01-05',
      ),
    read: (before, id) => ({
      percent: 45,
      reports: [
        ...before.reports,
        {
          period: '2026-03',
          kind: 'progress',
          percentBefore: 60,
          percent: 45,
          percentDownReason: 'Tính lại khối lượng',
          summary: 'Đã khảo sát xong 12/20 đơn vị',
          difficulties: 'Thiếu nhân lực',
          proposals: 'Bổ sung biên chế',
          documents: [DOCUMENT],
          disbursedVnd: 4_718_510_001,
          deliverables: ['Kế hoạch'],
          eventId: id,
          recordedAt: RECORDED_AT,
          due: before.currentDue,
          returned: null,
        },
      ],
    }),
  },
  ProgressReportReturned: {
    given: [...begun, progressReported()],
    decide: (state) => returnReport(state, idOf(3), 'Thiếu số liệu'),
    read: (before, id) => ({
      reports: before.reports.map((report) => ({
        ...report,
        returned: { recordedAt: RECORDED_AT, reason: 'Thiếu số liệu', eventId: id },
      })),
    }),
  },
  ExtensionRequested: {
    given: begun,
    decide: (state) => requestExtension(state, '2026-09-30', 'Chờ kinh phí'),
    read: (_before, id) => ({ pendingExtension: { eventId: id, to: '2026-09-30' } }),
  },
  ExtensionGranted: {
    given: askedLater,
    decide: (state) => grantExtension(state, '2026-08-31', 'Kinh phí cấp chậm', DOCUMENT),
    read: (before, id) => ({
      pendingExtension: null,
      currentDue: '2026-08-31',
      dues: [...before.dues, { at: RECORDED_AT, due: '2026-08-31', eventId: id }],
    }),
  },
  ExtensionRefused: {
    given: askedLater,
    decide: (state) => refuseExtension(state, 'Không đủ lý do'),
    read: () => ({ pendingExtension: null }),
  },
  CompletionProposed: {
    given: begun,
    decide: (state) =>
      proposeCompletion(state, {
        summary: 'Đã ban hành kế hoạch',
        deliverables: ['Kế hoạch'],
        documents: [DOCUMENT],
      }),
    read: (before, id) => ({
      ...step(before, 'completion-proposed', id),
      pendingCompletion: { eventId: id, on: '2026-04-01', statusBefore: 'in-progress' },
    }),
  },
  CompletionConfirmed: {
    given: proposed,
    decide: (state) => confirmCompletion(state, 'Đạt yêu cầu'),
    read: (before, id) => ({
      ...step(before, 'completed', id),
      percent: 100,
      percentPeriod: '2026-03',
      completedOn: '2026-03-30',
      pendingCompletion: null,
    }),
  },
  CompletionReturned: {
    given: proposed,
    decide: (state) => returnCompletion(state, 'Chưa có sản phẩm'),
    read: (before, id) => ({ ...step(before, 'in-progress', id), pendingCompletion: null }),
  },
  AssignmentReleased: {
    given: begun,
    decide: (state) => release(state, 'Không có cơ sở nào trên địa bàn'),
    read: (before, id) => step(before, 'released', id),
  },
  AssignmentTransferred: {
    given: begun,
    decide: (state) => transfer(state, 'so-noi-vu', 'Đổi chức năng', DOCUMENT),
    read: (before, id) => ({ ...step(before, 'transferred', id), transferredTo: 'so-noi-vu' }),
  },
};

describe('The stored events of an assignment', () => {
  it('have one fixture for each type, and none for another', () => {
    expect(FIXTURES.map(({ type }) => type)).toStrictEqual(ASSIGNMENT_EVENT_TYPES);
    expect(Object.keys(GOLDEN)).toStrictEqual(ASSIGNMENT_EVENT_TYPES);
  });

  it('are all of the first version of their schema', () => {
    expect(FIXTURES.filter(({ schemaVersion }) => schemaVersion !== 1)).toStrictEqual([]);
  });

  it.each(FIXTURES)('are still read: $type', ({ type, data }) => {
    const { given, read } = GOLDEN[type];
    const before = fold(given);
    const event = recorded([...given, { type, data, recordedAt: RECORDED_AT }]).at(-1);
    if (!event) throw new Error('no event was recorded');
    const after = evolve(before, event);
    expect(after).toStrictEqual({ ...before, ...read(before as Assignment, event.id) });
    expect(after).not.toStrictEqual(before);
  });

  it.each(FIXTURES)('are still what decisions produce, byte for byte: $type', ({ type, data }) => {
    const { given, decide } = GOLDEN[type];
    const produced = decide(fold(given)).map((event) => `${event.type} ${JSON.stringify(event.data)}`);
    expect(produced).toStrictEqual([`${type} ${JSON.stringify(data)}`]);
  });
});
