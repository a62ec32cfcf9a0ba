import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { taskStream } from '#catalogue';
import type { EventMetadata } from '#event-log';
import { derivedId } from '#kernel';
import type { ReconciledMonth, TaskReconciliation } from '#responsibility';
import { AssignTaskCommand } from '#tasks';
import { expectNothingWritten, expectProblem } from '../support/expectations.js';
import {
  FINANCE,
  FINANCE_ASSIGNMENT,
  FINANCE_TASK,
  fullReport,
  PEOPLE,
  PROGRAMME,
  SCIENCE_TASK,
  TestSystem,
  UNIVERSITY_TASK,
} from '../support/system.js';

const pathOf = (task: string) => `/programmes/${PROGRAMME}/tasks/${task}/reconciliation`;
const PATH = pathOf(FINANCE_TASK);
const DELIVERABLE = 'Quyết định thành lập Tổ công tác';

let system: TestSystem;
/** Ids of the reports, by period, and of what else the figures come from. */
const events: Record<string, string> = {};

/** Gives the task a budget of 2 tỷ đồng, past the import of a file. */
async function giveBudget(): Promise<void> {
  const stream = taskStream(PROGRAMME, FINANCE_TASK);
  const before = await system.events(stream);
  const metadata: EventMetadata = {
    actor: { id: 'thuong-truc', role: 'standing-office', unit: null },
    commandId: derivedId('budget'),
    commandDigest: 'budget',
    correlationId: derivedId('budget'),
    recordedAt: system.clock.now(),
    effectiveOn: '2026-01-05',
    schemaVersion: 1,
  };
  const data = {
    programme: PROGRAMME,
    code: FINANCE_TASK,
    changes: [{ field: 'budgetMillionVnd', from: null, to: 2_000 }],
    document: { number: '1/QĐ', date: '2026-01-05', issuer: 'UBND thành phố' },
    source: null,
  };
  events.registered = String(before[0]?.id);
  events.budget = derivedId('budget/0');
  await system.log.append(stream, before.length - 1, [
    { id: events.budget, type: 'TaskAmended', data, metadata },
  ]);
  await system.settled();
}

/** Id of the assignment's newest event of a type. */
async function lastOf(type: string): Promise<string> {
  const found = (await system.events(`assignment-${FINANCE_ASSIGNMENT}`)).findLast(
    (event) => event.type === type,
  );
  if (!found) throw new Error(`there is no ${type}`);
  return found.id;
}

async function reported(period: string, percent: number, fields: object): Promise<void> {
  const answer = await system.post(`/assignments/${FINANCE_ASSIGNMENT}/progress-reports`, 'finance', {
    ...fullReport(period, percent),
    ...fields,
  });
  expect(answer.status).toBe(201);
  events[period] = await lastOf('ProgressReported');
}

beforeAll(async () => {
  system = await TestSystem.open({ tasks: [SCIENCE_TASK, UNIVERSITY_TASK] });
  await giveBudget();
  await system.commands.execute(
    new AssignTaskCommand(system.context(PEOPLE.office), PROGRAMME, FINANCE_TASK),
  );
  events.assigned = await lastOf('TaskAssigned');
  system.at('2026-02-03');
  await reported('2026-01', 40, { disbursedVnd: 500_000_000 });
  system.at('2026-03-10');
  await reported('2026-02', 30, {
    disbursedVnd: 400_000_000,
    percentDownReason: 'Tính lại khối lượng',
    deliverables: [DELIVERABLE],
  });
  system.at('2026-03-20');
  await system.done(`/assignments/${FINANCE_ASSIGNMENT}/completion-proposals`, 'finance', {
    summary: 'Đã hoàn thành toàn bộ nhiệm vụ được giao.',
  });
  system.at('2026-03-27');
  await system.done(`/assignments/${FINANCE_ASSIGNMENT}/completion-confirmation`, 'office', {});
  events.confirmed = await lastOf('CompletionConfirmed');
  system.at('2026-05-06');
});

afterAll(() => system.close());

const read = (path = PATH, who: 'office' | 'finance' = 'office') => system.get<TaskReconciliation>(path, who);

const monthsOf = ({ assignments }: TaskReconciliation): readonly ReconciledMonth[] =>
  assignments[0]?.months ?? [];

describe('The reconciliation of a task', () => {
  it('names what the task promises, with the events that say so', async () => {
    expect((await read()).promises).toStrictEqual({
      deliverables: ['Quyết định'],
      deliverablesEvent: events.registered,
      budgetMillionVnd: 2_000,
      budgetEvent: events.budget,
    });
  });

  it('has a line a month of its assignment, until it was completed, each figure with its event', async () => {
    const found = await read();
    expect(found.assignments).toMatchObject([{ unit: FINANCE, status: 'completed', leftOn: null }]);
    const [january, february, march, ...others] = monthsOf(found);
    expect(others).toStrictEqual([]);
    expect(january).toStrictEqual({
      period: '2026-01',
      progress: {
        percent: 40,
        event: events['2026-01'],
        outcome: 'on-time',
        outcomeText: 'đủ, đúng hạn',
        decidedBy: events['2026-01'],
      },
      money: {
        budgetVnd: 2_000_000_000,
        budgetEvent: events.assigned,
        disbursedVnd: 500_000_000,
        event: events['2026-01'],
        inMonthVnd: 500_000_000,
        sinceEvent: null,
        shareOfBudget: 0.25,
      },
      deliverables: {
        promised: 1,
        handedOver: [],
        handedOverSoFar: 0,
        documentsSoFar: 0,
        acceptedSoFar: 0,
        acceptedBy: null,
      },
      contradictions: [],
    });
    expect(february).toMatchObject({
      progress: { percent: 30, outcome: 'late', outcomeText: 'muộn' },
      money: { disbursedVnd: 400_000_000, inMonthVnd: -100_000_000, sinceEvent: events['2026-01'] },
      deliverables: {
        handedOver: [{ what: 'deliverable', name: DELIVERABLE, event: events['2026-02'] }],
        handedOverSoFar: 1,
        acceptedSoFar: 0,
      },
      contradictions: [
        {
          kind: 'progress-falls',
          text: 'tiến độ giảm từ 40 % (kỳ 01/2026) xuống 30 %, với lý do “Tính lại khối lượng”',
          events: [events['2026-01'], events['2026-02']],
        },
        {
          kind: 'disbursement-falls',
          text: 'số đã giải ngân giảm từ 500.000.000 đồng (kỳ 01/2026) xuống 400.000.000 đồng',
          events: [events['2026-01'], events['2026-02']],
        },
      ],
    });
    expect(march).toMatchObject({
      period: '2026-03',
      progress: { percent: null, event: null, outcome: 'exempt' },
      deliverables: { handedOver: [], handedOverSoFar: 1, acceptedSoFar: 1, acceptedBy: events.confirmed },
    });
  });

  it('knows as of a day no more than had been recorded by its end', async () => {
    const found = await read(`${PATH}?asOf=2026-03-09`);
    expect(found.assignments[0]?.status).toBe('in-progress');
    expect(monthsOf(found).map(({ period, progress }) => [period, progress.outcome])).toStrictEqual([
      ['2026-01', 'on-time'],
      ['2026-02', 'missing'],
      ['2026-03', 'not-yet-due'],
    ]);
    expect(monthsOf(found).flatMap(({ contradictions }) => contradictions)).toStrictEqual([]);
    expectProblem(
      await system.call('GET', `${PATH}?asOf=2026-05-07`, { as: 'office' }),
      422,
      'as-of-in-future',
    );
  });

  it('sums up the units of a task that a group leads', async () => {
    const found = await read(pathOf(UNIVERSITY_TASK));
    expect(found.assignments).toHaveLength(5);
    expect(found.months[0]).toMatchObject({
      period: '2026-01',
      progress: { averagePercent: null, stated: 0, assignments: 5, outcomes: { missing: 5 } },
      money: { budgetVnd: null, disbursedVnd: null, stated: 0 },
      deliverables: { promised: 2, handedOver: 0, accepted: 0 },
      contradictions: [],
    });
  });

  it('is shown to a lead unit as far as its own part goes, and refused where it has none', async () => {
    const own = await read(PATH, 'finance');
    expect(own.ownPartOnly).toBe(true);
    expect(own.assignments.map(({ unit }) => unit)).toStrictEqual([FINANCE]);
    expect((await read()).ownPartOnly).toBe(false);
    expectProblem(await system.call('GET', pathOf(SCIENCE_TASK), { as: 'finance' }), 403, 'forbidden');
    expectProblem(await system.call('GET', pathOf('khong-co'), { as: 'office' }), 404, 'task-not-found');
  });

  it('is of one unit alone where one is asked for, sums and all; a lead unit finds no other there', async () => {
    const [first] = (await read(pathOf(UNIVERSITY_TASK))).assignments;
    const one = await read(`${pathOf(UNIVERSITY_TASK)}?unit=${first?.unit}`);
    expect(one.assignments.map(({ unit }) => unit)).toStrictEqual([first?.unit]);
    expect(one.months[0]?.progress).toMatchObject({ assignments: 1, outcomes: { missing: 1 } });
    const none = await read(`${pathOf(UNIVERSITY_TASK)}?unit=${FINANCE}`);
    expect(none).toMatchObject({ assignments: [], months: [] });
    const foreign = await system.call('GET', `${PATH}?unit=so-y-te`, { as: 'finance' });
    expectProblem(foreign, 403, 'forbidden');
  });

  it('writes nothing', async () => {
    const { months } = await expectNothingWritten(system, () => read());
    expect(months).toHaveLength(3);
  });
});
