import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { AssignmentView } from '#tasks';
import { expectNothingWritten, expectProblem } from '../support/expectations.js';
import {
  type Answer,
  assignmentOf,
  type CommandBody,
  FINANCE,
  FINANCE_ASSIGNMENT,
  FINANCE_TASK,
  fullReport,
  GROUP_TASK,
  HOME_AFFAIRS,
  ONGOING_TASK,
  PROGRAMME,
  SCIENCE,
  SCIENCE_ASSIGNMENT,
  SCIENCE_TASK,
  TestSystem,
  UNIVERSITY_TASK,
  type Who,
} from '../support/system.js';

const DOCUMENT = { number: '15/KL-BCĐ', date: '2026-04-20', issuer: 'Ban Chỉ đạo thành phố' };

let system: TestSystem;

beforeAll(async () => {
  system = await TestSystem.open({ tasks: [SCIENCE_TASK, GROUP_TASK, ONGOING_TASK] });
});

afterAll(() => system.close());

const urlOf = (assignment: string) => `/assignments/${assignment}`;

/** The assignment as it can be read once what was written at `position` is in the tables. */
async function readAfter(
  assignment: string,
  position: string,
): Promise<{ view: AssignmentView; etag: unknown }> {
  const headers = { 'read-after': position };
  const answer = await system.call('GET', urlOf(assignment), { as: 'office', headers });
  expect(answer.status).toBe(200);
  return { view: answer.body as unknown as AssignmentView, etag: answer.headers.etag };
}

/** What is looked at of the row after each step. */
type Row = Partial<
  Pick<
    AssignmentView,
    'status' | 'percent' | 'currentDue' | 'originalDue' | 'extensionAsked' | 'completedOn' | 'transferredTo'
  >
>;

interface Step {
  readonly on: string;
  readonly as: Who;
  /** After the assignment's address. */
  readonly path: string | ((view: AssignmentView) => string);
  readonly body?: object;
  readonly writes: readonly string[];
  readonly row: Row;
}

/** Carries steps out one after another, each checked: status, ETag, position, what was written, the row. */
async function walk(assignment: string, first: CommandBody, steps: readonly Step[]): Promise<void> {
  let { revision, position } = first;
  let { view } = await readAfter(assignment, position);
  for (const { on, as, path, body, writes, row } of steps) {
    system.at(on);
    const url = `${urlOf(assignment)}/${typeof path === 'string' ? path : path(view)}`;
    const answer = await system.post(url, as, body);
    const at = `${on} ${url}`;
    revision += writes.length;
    expect([at, answer.status, answer.headers.etag]).toEqual([at, 201, `"${revision}"`]);
    expect(answer.body).toMatchObject({ revision, repeated: false });
    const written = await system.events(`assignment-${assignment}`);
    expect([at, ...written.slice(-writes.length).map(({ type }) => type)]).toEqual([at, ...writes]);
    expect(answer.body.position).toBe(written.at(-1)?.position);
    expect(String(answer.body.position) > position).toBe(true);
    position = String(answer.body.position);
    const read = await readAfter(assignment, position);
    view = read.view;
    expect([at, view]).toMatchObject([at, { ...row, revision }]);
    expect(read.etag).toBe(`"${revision}"`);
  }
}

/** Assigns a task over HTTP. */
async function assign(task: string): Promise<Answer> {
  return system.post(`/programmes/${PROGRAMME}/tasks/${task}/assignments`, 'office');
}

describe('Assigning a task over HTTP', () => {
  it('gives each member of a group its own assignment, tells where it was written, and does nothing twice', async () => {
    const url = `/programmes/${PROGRAMME}/tasks/${UNIVERSITY_TASK}/assignments`;
    const headers = { 'idempotency-key': 'giao-28' };
    const first = await system.post(url, 'office', undefined, headers);
    expect(first.status).toBe(201);
    const { assigned, unchanged, position } = first.body as {
      assigned: string[];
      unchanged: string[];
      position: string;
    };
    expect([assigned.length, unchanged]).toEqual([5, []]);
    for (const id of assigned) {
      const { view } = await readAfter(id, position);
      expect(view).toMatchObject({ id, status: 'assigned', viaGroup: 'cac-truong-dai-hoc', revision: 0 });
    }
    await expectNothingWritten(system, async () => {
      const again = await system.post(url, 'office', undefined, headers);
      expect([again.status, again.body]).toEqual([201, first.body]);
      const anew = await system.post(url, 'office');
      expect([anew.status, anew.body]).toEqual([200, { assigned: [], unchanged: assigned, position }]);
    });
  });
});

describe('The Idempotency-Key of an assigning', () => {
  it('is refused for another task', async () => {
    const headers = { 'idempotency-key': 'giao-29' };
    const urlOfTask = (task: string) => `/programmes/${PROGRAMME}/tasks/${task}/assignments`;
    expect((await system.post(urlOfTask('29'), 'office', undefined, headers)).status).toBe(201);
    await expectNothingWritten(system, async () => {
      for (const task of ['38', '34']) {
        const answer = await system.post(urlOfTask(task), 'office', undefined, headers);
        expectProblem(answer, 422, 'idempotency-key-reused');
      }
    });
  });
});

describe('The life of an assignment over HTTP', () => {
  it('goes from assignment to reopening, each answer with its status, ETag and position, each row there to read', async () => {
    system.at('2026-01-06');
    const { status, body } = await assign(FINANCE_TASK);
    expect([status, body.assigned]).toEqual([201, [FINANCE_ASSIGNMENT]]);
    const start = { revision: 0, position: String(body.position), repeated: false };
    const due = '2026-03-31';
    await walk(FINANCE_ASSIGNMENT, start, [
      {
        on: '2026-01-07',
        as: 'finance',
        path: 'acceptance',
        writes: ['AssignmentAccepted'],
        row: { status: 'accepted', percent: null, originalDue: due, currentDue: due },
      },
      {
        on: '2026-01-29',
        as: 'finance',
        path: 'progress-reports',
        body: fullReport('2026-01', 20),
        writes: ['ProgressReported', 'AssignmentStatusChanged'],
        row: { status: 'in-progress', percent: 20 },
      },
      {
        on: '2026-02-06',
        as: 'office',
        path: ({ reports }) => `progress-reports/${reports[0]?.eventId}/return`,
        body: { reason: 'Chưa nêu số liệu' },
        writes: ['ProgressReportReturned'],
        row: { status: 'in-progress', percent: 20 },
      },
      {
        on: '2026-02-09',
        as: 'finance',
        path: 'progress-reports',
        body: fullReport('2026-01', 25),
        writes: ['ProgressReported'],
        row: { percent: 25 },
      },
      {
        on: '2026-03-10',
        as: 'finance',
        path: 'extension-requests',
        body: { to: '2026-05-31', reason: 'Chờ hướng dẫn' },
        writes: ['ExtensionRequested'],
        row: { currentDue: due, extensionAsked: '2026-05-31' },
      },
      {
        on: '2026-03-12',
        as: 'office',
        path: 'extension-decisions',
        body: { decision: 'granted', to: '2026-04-30', reason: 'Có căn cứ', document: DOCUMENT },
        writes: ['ExtensionGranted'],
        row: { originalDue: due, currentDue: '2026-04-30', extensionAsked: null },
      },
      {
        on: '2026-03-13',
        as: 'finance',
        path: 'extension-requests',
        body: { to: '2026-06-30', reason: 'Vẫn chờ hướng dẫn' },
        writes: ['ExtensionRequested'],
        row: { extensionAsked: '2026-06-30' },
      },
      {
        on: '2026-03-16',
        as: 'office',
        path: 'extension-decisions',
        body: { decision: 'refused', reason: 'Không có lý do mới' },
        writes: ['ExtensionRefused'],
        row: { currentDue: '2026-04-30', extensionAsked: null },
      },
      {
        on: '2026-04-01',
        as: 'finance',
        path: 'completion-proposals',
        body: { summary: 'Đã thành lập Tổ công tác', deliverables: ['Quyết định'] },
        writes: ['CompletionProposed'],
        row: { status: 'completion-proposed' },
      },
      {
        on: '2026-04-03',
        as: 'office',
        path: 'completion-return',
        body: { reason: 'Thiếu quyết định kèm theo' },
        writes: ['CompletionReturned'],
        row: { status: 'in-progress' },
      },
      {
        on: '2026-04-08',
        as: 'finance',
        path: 'completion-proposals',
        body: { summary: 'Đã gửi quyết định', documents: [DOCUMENT] },
        writes: ['CompletionProposed'],
        row: { status: 'completion-proposed' },
      },
      {
        on: '2026-04-10',
        as: 'office',
        path: 'completion-confirmation',
        body: { note: 'Đủ hồ sơ' },
        writes: ['CompletionConfirmed'],
        row: { status: 'completed', percent: 100, completedOn: '2026-04-08' },
      },
      {
        on: '2026-04-21',
        as: 'office',
        path: 'status',
        body: { to: 'in-progress', reason: 'Kết luận kiểm tra', document: DOCUMENT },
        writes: ['AssignmentStatusChanged'],
        row: { status: 'in-progress', completedOn: null },
      },
    ]);
  });

  it('does not reopen what was completed without the authority’s document', async () => {
    system.at('2026-04-22');
    await system.done(`${urlOf(FINANCE_ASSIGNMENT)}/completion-proposals`, 'finance', {
      summary: 'Đã bổ sung',
    });
    await system.done(`${urlOf(FINANCE_ASSIGNMENT)}/completion-confirmation`, 'office', {});
    await expectNothingWritten(system, async () => {
      const answer = await system.post(`${urlOf(FINANCE_ASSIGNMENT)}/status`, 'office', {
        to: 'in-progress',
        reason: 'Kết luận kiểm tra',
      });
      expectProblem(answer, 422, 'authority-document-missing');
    });
  });

  it('is suspended, resumed, made to wait for a condition and stopped, with a reason each time', async () => {
    const assignment = assignmentOf(ONGOING_TASK, 'ban-to-chuc-thanh-uy');
    const first = (await system.events(`assignment-${assignment}`)).at(-1);
    const start = { revision: 0, position: String(first?.position), repeated: false };
    const change = (on: string, to: AssignmentView['status']): Step => ({
      on,
      as: 'office',
      path: 'status',
      body: { to, reason: 'Sắp xếp lại bộ máy' },
      writes: ['AssignmentStatusChanged'],
      row: { status: to },
    });
    await walk(assignment, start, [
      change('2026-05-04', 'suspended'),
      change('2026-05-05', 'in-progress'),
      change('2026-05-06', 'awaiting-condition'),
      change('2026-05-07', 'in-progress'),
      change('2026-05-08', 'cancelled'),
    ]);
    await expectNothingWritten(system, async () => {
      const answer = await system.post(`${urlOf(assignment)}/status`, 'office', {
        to: 'suspended',
        reason: 'Thôi',
      });
      expectProblem(answer, 409, 'transition-not-allowed');
    });
  });

  it('ends by release for a group’s member whom the task does not concern', async () => {
    const assignment = assignmentOf(GROUP_TASK, 'so-y-te');
    const first = (await system.events(`assignment-${assignment}`)).at(-1);
    await walk(assignment, { revision: 0, position: String(first?.position), repeated: false }, [
      {
        on: '2026-05-11',
        as: 'office',
        path: 'release',
        body: { reason: 'Không có hệ thống thông tin thuộc diện' },
        writes: ['AssignmentReleased'],
        row: { status: 'released' },
      },
    ]);
    await expectNothingWritten(system, async () => {
      const named = await system.post(`${urlOf(SCIENCE_ASSIGNMENT)}/release`, 'office', {
        reason: 'Không liên quan',
      });
      expectProblem(named, 409, 'not-via-group');
    });
  });

  it('is handed on to another unit, which gets an assignment of its own with the same due date', async () => {
    const assignment = assignmentOf(GROUP_TASK, FINANCE);
    const target = assignmentOf(GROUP_TASK, 'ban-to-chuc-thanh-uy');
    const first = (await system.events(`assignment-${assignment}`)).at(-1);
    await walk(assignment, { revision: 0, position: String(first?.position), repeated: false }, [
      {
        on: '2026-05-12',
        as: 'office',
        path: 'transfer',
        body: { to: 'ban-to-chuc-thanh-uy', reason: 'Chuyển chức năng', document: DOCUMENT },
        writes: ['AssignmentTransferred'],
        row: { status: 'transferred', transferredTo: 'ban-to-chuc-thanh-uy' },
      },
    ]);
    const taken = await system.get<AssignmentView>(urlOf(target), 'office');
    expect(taken).toMatchObject({
      status: 'assigned',
      transferredFrom: FINANCE,
      currentDue: '2026-03-31',
      viaGroup: null,
    });
    await expectNothingWritten(system, async () => {
      const url = `${urlOf(assignmentOf(GROUP_TASK, SCIENCE))}/transfer`;
      const nobody = await system.post(url, 'office', { to: 'so-khong-co', reason: 'Chuyển' });
      expectProblem(nobody, 422, 'unknown-unit');
      const taken = await system.post(url, 'office', { to: HOME_AFFAIRS, reason: 'Chuyển' });
      expectProblem(taken, 409, 'already-assigned');
    });
  });
});

describe('An Idempotency-Key', () => {
  const url = `${urlOf(SCIENCE_ASSIGNMENT)}/progress-reports`;
  const body = fullReport('2026-05', 40);
  const keyed = (key: string) => ({ 'idempotency-key': key });

  it('has a command carried out once and answered as the first time, also when more has happened since', async () => {
    system.at('2026-05-13');
    const first = await system.post(url, 'science', body, keyed('thang-5'));
    expect([first.status, first.body.repeated]).toEqual([201, false]);
    await system.report(SCIENCE_ASSIGNMENT, 'science', '2026-05', 45);
    await expectNothingWritten(system, async () => {
      const again = await system.post(url, 'science', body, keyed('thang-5'));
      expect(again.status).toBe(first.status);
      expect(again.headers.etag).toBe(first.headers.etag);
      expect(again.body).toEqual({ ...first.body, repeated: true });
    });
  });

  it('has one command come of twenty that arrive at once', async () => {
    const before = (await system.events(`assignment-${SCIENCE_ASSIGNMENT}`)).length;
    const answers = await Promise.all(
      Array.from({ length: 20 }, () =>
        system.post(url, 'science', fullReport('2026-05', 46), keyed('hai-muoi')),
      ),
    );
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 201));
    expect(new Set(answers.map(({ body: { revision, position } }) => `${revision} ${position}`)).size).toBe(
      1,
    );
    expect(answers.filter(({ body: { repeated } }) => repeated === false)).toHaveLength(1);
    expect(await system.events(`assignment-${SCIENCE_ASSIGNMENT}`)).toHaveLength(before + 1);
  });

  it('is refused for another body and for another path', async () => {
    const sent = fullReport('2026-05', 47);
    expect((await system.post(url, 'science', sent, keyed('mot-lan'))).status).toBe(201);
    await expectNothingWritten(system, async () => {
      const other = await system.post(url, 'science', fullReport('2026-05', 48), keyed('mot-lan'));
      expectProblem(other, 422, 'idempotency-key-reused');
      const elsewhere = `${urlOf(assignmentOf(GROUP_TASK, SCIENCE))}/progress-reports`;
      expectProblem(
        await system.post(elsewhere, 'science', sent, keyed('mot-lan')),
        422,
        'idempotency-key-reused',
      );
    });
  });

  it('of one person does not stand in the way of another’s', async () => {
    const returned = `${urlOf(SCIENCE_ASSIGNMENT)}/status`;
    const answer = await system.post(
      returned,
      'office',
      { to: 'suspended', reason: 'Tạm dừng' },
      keyed('mot-lan'),
    );
    expect(answer.status).toBe(201);
    await system.done(returned, 'office', { to: 'in-progress', reason: 'Làm tiếp' });
  });

  it('that is not one is refused', async () => {
    await expectNothingWritten(system, async () => {
      for (const key of ['hai khoa', 'x'.repeat(201), '']) {
        expectProblem(await system.post(url, 'science', body, keyed(key)), 400, 'invalid-idempotency-key');
      }
    });
  });
});

describe('If-Match', () => {
  const url = `${urlOf(SCIENCE_ASSIGNMENT)}/progress-reports`;

  it('lets the command through at the revision that was seen, and no other', async () => {
    const { headers } = await system.call('GET', urlOf(SCIENCE_ASSIGNMENT), { as: 'science' });
    const seen = { 'if-match': String(headers.etag) };
    const answer = await system.post(url, 'science', fullReport('2026-05', 50), seen);
    expect(answer.status).toBe(201);
    await expectNothingWritten(system, async () => {
      expectProblem(
        await system.post(url, 'science', fullReport('2026-05', 55), seen),
        412,
        'precondition-failed',
      );
      const ahead = { 'if-match': `"${Number(answer.body.revision) + 1}"` };
      expectProblem(
        await system.post(url, 'science', fullReport('2026-05', 55), ahead),
        412,
        'precondition-failed',
      );
      const odd = { 'if-match': 'W/"5"' };
      expectProblem(
        await system.post(url, 'science', fullReport('2026-05', 55), odd),
        400,
        'invalid-if-match',
      );
    });
  });

  it('lets one of twenty through that have seen the same revision', async () => {
    const { headers } = await system.call('GET', urlOf(SCIENCE_ASSIGNMENT), {
      as: 'science',
      headers: { 'read-after': String(await system.head()) },
    });
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        system.post(url, 'science', fullReport('2026-05', 50 + index), { 'if-match': String(headers.etag) }),
      ),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([
      201,
      ...Array.from({ length: 19 }, () => 412),
    ]);
  });
});

describe('Reports on one assignment at the same moment', () => {
  it('are all taken, each once, in one order that the answers and the log agree on', async () => {
    const stream = `assignment-${SCIENCE_ASSIGNMENT}`;
    const before = (await system.events(stream)).length;
    const sent = Array.from(
      { length: 20 },
      (_, index) => `Đã làm việc với đơn vị thứ ${index + 1} trong danh sách.`,
    );
    const answers = await Promise.all(
      sent.map(async (summary) => {
        const body = { period: '2026-05', kind: 'progress', percent: 70, summary };
        return {
          summary,
          ...(await system.post(`${urlOf(SCIENCE_ASSIGNMENT)}/progress-reports`, 'science', body)),
        };
      }),
    );
    expect(answers.map(({ status }) => status)).toEqual(sent.map(() => 201));
    const written = (await system.events(stream)).slice(before);
    expect(written.map(({ type, revision }) => [type, revision])).toEqual(
      sent.map((_, index) => ['ProgressReported', before + index]),
    );
    expect(written.map(({ revision, position, data }) => [revision, position, data.summary])).toEqual(
      answers
        .map(({ body, summary }) => [body.revision, body.position, summary])
        .sort(([a], [b]) => Number(a) - Number(b)),
    );
  });
});
