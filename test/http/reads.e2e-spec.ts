import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { DisableAccountCommand, RegisterAccountCommand, RouteCatalogue } from '#access';
import { instantAt, type Page } from '#kernel';
import type { AdoptedPolicy, PeriodCompliance, SlotView, UnitCompliance } from '#reporting';
import type { HistoryPage } from '#responsibility';
import { type AssignmentRow, type AssignmentView, BUCKETS } from '#tasks';
import { WarningsProcess, type WarningView } from '#warnings';
import type { Overview } from '../../apps/api/src/index.js';
import { ChangeStream } from '../support/change-stream.js';
import { eventually, expectProblem } from '../support/expectations.js';
import {
  assignmentOf,
  FINANCE,
  FINANCE_ASSIGNMENT,
  fullReport,
  GROUP_TASK,
  HOME_AFFAIRS,
  ONGOING_TASK,
  PEOPLE,
  PROGRAMME,
  SCIENCE,
  SCIENCE_ASSIGNMENT,
  SCIENCE_TASK,
  TestSystem,
  UNIVERSITY_TASK,
  type Who,
} from '../support/system.js';

const GROUP_FINANCE = assignmentOf(GROUP_TASK, FINANCE);
const GROUP_SCIENCE = assignmentOf(GROUP_TASK, SCIENCE);
const GROUP_HOME_AFFAIRS = assignmentOf(GROUP_TASK, HOME_AFFAIRS);
const REASON = 'Chưa nêu kết quả của từng hệ thống';
const TODAY = '2026-04-03';
/** Before the cut-off of January on 05/02/2026. */
const EARLIER = '2026-02-04';

let system: TestSystem;

/** Every row of a paged list, a few at a time. */
async function allOf<Row>(url: string, limit: number, as: Who = 'office'): Promise<Row[]> {
  const rows: Row[] = [];
  let next: string | null = null;
  do {
    const query: string = `${url.includes('?') ? '&' : '?'}limit=${limit}`;
    const cursor = next === null ? '' : `&cursor=${encodeURIComponent(next)}`;
    const page: Page<Row> = await system.get(`${url}${query}${cursor}`, as);
    expect(page.items.length).toBeLessThanOrEqual(limit);
    rows.push(...page.items);
    next = page.next;
  } while (next !== null);
  return rows;
}

const assignments = (query: string, as: Who = 'office') =>
  allOf<AssignmentRow>(`/assignments?${query}`, 200, as);

const overview = (asOf?: string) =>
  system.get<Overview>(`/programmes/${PROGRAMME}/overview${asOf ? `?asOf=${asOf}` : ''}`, 'office');

/** Three months in which every outcome of a slot comes about. */
async function threeMonths(): Promise<void> {
  const url = (assignment: string, path: string) => `/assignments/${assignment}/${path}`;
  const nothing = (period: string) => ({ period, kind: 'nothing-to-report' });
  const [university] = await assignments(`task=${UNIVERSITY_TASK}`);
  system.at('2026-01-20');
  await system.done(url(university?.id ?? '', 'status'), 'office', { to: 'suspended', reason: REASON });
  system.at('2026-01-29');
  await system.report(FINANCE_ASSIGNMENT, 'finance', '2026-01', 40);
  await system.done(url(SCIENCE_ASSIGNMENT, 'progress-reports'), 'science', nothing('2026-01'));
  const thin = { period: '2026-01', kind: 'progress', summary: 'Đang làm.' };
  await system.done(url(GROUP_SCIENCE, 'progress-reports'), 'science', thin);
  system.at('2026-02-10');
  await system.report(GROUP_FINANCE, 'finance', '2026-01', 10);
  system.at('2026-02-27');
  await system.report(FINANCE_ASSIGNMENT, 'finance', '2026-02', 60);
  await system.report(GROUP_FINANCE, 'finance', '2026-02', 20);
  system.at('2026-03-12');
  const { reports } = await system.get<AssignmentView>(`/assignments/${GROUP_FINANCE}`, 'office');
  const returned = `progress-reports/${reports.at(-1)?.eventId}/return`;
  await system.done(url(GROUP_FINANCE, returned), 'office', { reason: REASON });
  system.at('2026-03-30');
  const done = { summary: 'Đã ban hành quyết định.', deliverables: ['Quyết định'] };
  await system.done(url(FINANCE_ASSIGNMENT, 'completion-proposals'), 'finance', done);
  await system.done(url(FINANCE_ASSIGNMENT, 'completion-confirmation'), 'office', {});
  system.at(TODAY);
  // It fell due in March: from then on what is in the way must be said where nothing is handed over.
  const inTheWay = { ...fullReport('2026-03', 30), difficulties: 'Còn chờ số liệu của các đơn vị.' };
  await system.done(url(GROUP_FINANCE, 'progress-reports'), 'finance', inTheWay);
  await system.settled();
  await system.app.get(WarningsProcess).tick();
  await system.settled();
}

beforeAll(async () => {
  system = await TestSystem.open();
  await threeMonths();
});

afterAll(() => system.close());

const COUNTS = [
  'expected',
  'onTime',
  'nothingToReport',
  'late',
  'insufficient',
  'missing',
  'notYetDue',
  'exempt',
  'rate',
] as const;
const OUTCOMES = {
  'on-time': 'onTime',
  'nothing-to-report': 'nothingToReport',
  late: 'late',
  insufficient: 'insufficient',
  missing: 'missing',
  'not-yet-due': 'notYetDue',
  exempt: 'exempt',
} as const;

describe('The overview of a programme', () => {
  it('counts every assignment in one bucket, and in the same one as the list does', async () => {
    const { buckets, assignments: total, tasks, simulated, asOf } = await overview();
    const rows = await assignments(`programme=${PROGRAMME}`);
    expect([total, tasks, simulated, asOf]).toEqual([rows.length, 40, false, TODAY]);
    expect(Object.keys(buckets)).toEqual(BUCKETS);
    expect(Object.values(buckets).reduce((sum, count) => sum + count, 0)).toBe(total);
    for (const bucket of BUCKETS) {
      expect([bucket, (await assignments(`bucket=${bucket}`)).length]).toEqual([bucket, buckets[bucket]]);
    }
    const { completedOnTime, suspended, inProgressLate, ongoing } = buckets;
    expect([completedOnTime, suspended, inProgressLate, ongoing]).toEqual([1, 1, 2, 1]);
  });

  it('tells compliance in the agreed shape, whose outcomes add up to what was expected', async () => {
    const { compliance } = await overview();
    expect(compliance.map(({ period, state }) => [period, state])).toEqual([
      ['2026-01', 'past-cut-off'],
      ['2026-02', 'past-cut-off'],
      ['2026-03', 'open'],
      ['2026-04', 'open'],
    ]);
    for (const month of compliance) {
      expect(Object.keys(month)).toEqual(['period', 'state', 'byAssignment', 'byTask', 'meetsGoal']);
      const { byAssignment, byTask, state, meetsGoal } = month;
      expect(Object.keys(byAssignment)).toEqual(COUNTS);
      expect(Object.keys(byTask)).toEqual(['expected', 'shareSum', 'complete', 'rate']);
      const { onTime, nothingToReport, late, insufficient, missing, notYetDue, expected } = byAssignment;
      expect(onTime + nothingToReport + late + insufficient + missing + notYetDue).toBe(expected);
      const rates = [byAssignment.rate, byTask.rate];
      if (state === 'open') expect([...rates, meetsGoal]).toEqual([null, null, null]);
      else
        for (const rate of rates)
          expect([rate !== null && rate >= 0 && rate <= 1, rate]).toEqual([true, rate]);
    }
  });

  it('tells of January what happened in it', async () => {
    const { compliance, assignments: total } = await overview();
    const group = (await assignments(`task=${GROUP_TASK}`)).length;
    const { byAssignment, byTask, meetsGoal } = compliance[0] as PeriodCompliance;
    expect(byAssignment).toEqual({
      expected: total - 1,
      onTime: 1,
      nothingToReport: 1,
      late: 1,
      insufficient: 1,
      missing: total - 5,
      notYetDue: 0,
      exempt: 1,
      rate: expect.closeTo(2 / (total - 1), 8),
    });
    expect(byTask).toEqual({ expected: 5, shareSum: 2, complete: 2, rate: 0.4 });
    expect(meetsGoal).toBe(false);
    expect(group).toBeGreaterThan(10);
  });

  it('counts the warnings that the list of warnings shows', async () => {
    const { warnings } = await overview();
    const open = await allOf<WarningView>(`/warnings?programme=${PROGRAMME}&state=open`, 200);
    const cleared = await allOf<WarningView>(`/warnings?programme=${PROGRAMME}&state=cleared`, 200);
    expect([warnings.open, warnings.cleared]).toEqual([open.length, cleared.length]);
    for (const [rule, count] of Object.entries(warnings.byRule)) {
      expect([rule, open.filter((one) => one.rule === rule).length]).toEqual([rule, count]);
    }
    expect(Object.values(warnings.byRule).filter((count) => count > 0).length).toBeGreaterThanOrEqual(3);
    for (const [level, count] of Object.entries(warnings.byLevel)) {
      expect([level, open.filter((one) => one.level === Number(level)).length]).toEqual([level, count]);
    }
    expect(Object.values(warnings.byLevel).reduce((sum, count) => sum + count, 0)).toBe(open.length);
  });

  it('hides, as of a past day, whatever came later', async () => {
    const { compliance, buckets, warnings, asOf, assignments: total } = await overview(EARLIER);
    expect([asOf, compliance.map(({ period, state }) => [period, state])]).toEqual([
      EARLIER,
      [
        ['2026-01', 'open'],
        ['2026-02', 'open'],
      ],
    ]);
    expect(compliance[0]?.byAssignment).toMatchObject({ onTime: 1, insufficient: 1, late: 0, missing: 0 });
    expect(compliance[0]?.byAssignment.rate).toBeNull();
    expect([buckets.completedOnTime, buckets.inProgressLate]).toEqual([0, 0]);
    // What nobody had accepted is the only thing that could be warned of by then.
    expect(warnings.byRule['not-accepted']).toBe(warnings.open);
    const known = await overview(TODAY);
    expect(total).toBe(known.assignments);
    expect(known.buckets.completedOnTime).toBe(1);
  });

  it('tells of February that the returned update was good until its return', async () => {
    const before = (await overview('2026-03-11')).compliance[1]?.byAssignment;
    const after = (await overview('2026-03-12')).compliance[1]?.byAssignment;
    expect([before?.onTime, before?.insufficient]).toEqual([2, 0]);
    expect([after?.onTime, after?.insufficient]).toEqual([1, 1]);
  });

  it('is not there for a programme that is not, nor for a day that has not come', async () => {
    expectProblem(
      await system.call('GET', '/programmes/khong-co/overview', { as: 'office' }),
      404,
      'programme-not-found',
    );
    const tomorrow = `/programmes/${PROGRAMME}/overview?asOf=2026-04-04`;
    expectProblem(await system.call('GET', tomorrow, { as: 'office' }), 422, 'as-of-in-future');
  });
});

describe('The list of assignments', () => {
  it.each([
    ['task', GROUP_TASK, (row: AssignmentRow) => row.task],
    ['unit', FINANCE, (row: AssignmentRow) => row.unit],
    ['section', 'III', (row: AssignmentRow) => row.section],
    ['status', 'in-progress', (row: AssignmentRow) => row.status],
    ['bucket', 'inProgressLate', (row: AssignmentRow) => row.bucket],
  ])('keeps by %s those that match and no others', async (name, value, fieldOf) => {
    const all = await assignments('');
    const kept = await assignments(`${name}=${value}`);
    expect(kept).toEqual(all.filter((row) => fieldOf(row) === value));
    expect([kept.length > 0, kept.length < all.length]).toEqual([true, true]);
  });

  it('joins filters: a unit, its task and its status', async () => {
    const kept = await assignments(`unit=${FINANCE}&task=${GROUP_TASK}&status=in-progress`);
    expect(kept.map(({ id }) => id)).toEqual([GROUP_FINANCE]);
    expect(await assignments(`unit=${FINANCE}&task=${SCIENCE_TASK}`)).toEqual([]);
  });

  it.each([
    ['chuyen doi so', 'chuyển đổi số'],
    ['CHUYỂN ĐỔI SỐ', 'chuyển đổi số'],
    ['doi moi', 'đổi mới'],
  ])('finds tasks by “%s” with or without marks', async (words, found) => {
    const tasks = (query: string) =>
      system.get<Page<{ title: string }>>(`/programmes/${PROGRAMME}/tasks?limit=200${query}`, 'office');
    const { items } = await tasks(`&q=${encodeURIComponent(words)}`);
    const titles = (await tasks('')).items.map(({ title }) => title);
    const wanted = titles.filter((title) => title.toLowerCase().includes(found));
    expect(wanted.length).toBeGreaterThan(0);
    expect(items.map(({ title }) => title)).toEqual(expect.arrayContaining(wanted));
    expect(items.length).toBeLessThan(titles.length);
  });

  it('finds “đ” by “d”, in the task’s title and in the unit’s name', async () => {
    const byTitle = await assignments('q=dau%20tu%20cong%20nghe');
    expect(byTitle.map(({ id, title }) => [id, title.includes('đầu tư công nghệ')])).toEqual([
      [FINANCE_ASSIGNMENT, true],
    ]);
    const byUnit = await assignments('q=dai%20hoc');
    expect(byUnit.filter(({ unitName }) => unitName.includes('Đại học')).length).toBeGreaterThan(0);
    const marked = await assignments(`q=${encodeURIComponent('ĐẠI HỌC')}`);
    expect(marked.map(({ id }) => id)).toEqual(byUnit.map(({ id }) => id));
    expect(await assignments('q=khong%20co%20viec%20nao%20the')).toEqual([]);
  });

  it.each([1, 3, 7])('pages over all rows, %i at a time, without gap or repeat', async (limit) => {
    const all = await assignments('');
    const paged = await allOf<AssignmentRow>('/assignments', limit);
    expect(paged).toEqual(all);
    expect(new Set(paged.map(({ id }) => id)).size).toBe(all.length);
  });

  it('shows a lead unit its own alone, whatever it asks for', async () => {
    const own = await assignments('', 'finance');
    expect(own.map(({ id }) => id).sort()).toEqual([FINANCE_ASSIGNMENT, GROUP_FINANCE].sort());
    expect(await assignments(`unit=${SCIENCE}`, 'finance')).toEqual([]);
  });
});

describe('One assignment', () => {
  it('stands with its reports under the ETag of its stream', async () => {
    const answer = await system.call('GET', `/assignments/${GROUP_FINANCE}`, { as: 'finance' });
    const events = await system.events(`assignment-${GROUP_FINANCE}`);
    expect([answer.status, answer.headers.etag]).toEqual([200, `"${events.at(-1)?.revision}"`]);
    expect(answer.body).toMatchObject({
      id: GROUP_FINANCE,
      status: 'in-progress',
      statusText: 'đang thực hiện',
      bucketText: 'Đang thực hiện quá hạn',
      originalDue: '2026-03-31',
      percent: 30,
      revision: events.at(-1)?.revision,
    });
    const { reports } = answer.body as unknown as AssignmentView;
    expect(reports.map(({ period, returnReason }) => [period, returnReason])).toEqual([
      ['2026-01', null],
      ['2026-02', REASON],
      ['2026-03', null],
    ]);
    const ids = events.map(({ id }) => id);
    for (const { eventId } of reports) expect(ids).toContain(eventId);
  });

  it('has a slot for each month since it was given, each with what decided it', async () => {
    const slots = await system.get<SlotView[]>(`/assignments/${GROUP_FINANCE}/slots`, 'finance');
    expect(slots.map(({ period, outcome, cutOff }) => [period, outcome, cutOff])).toEqual([
      ['2026-01', 'late', instantAt('2026-02-05', '17:00')],
      ['2026-02', 'insufficient', instantAt('2026-03-05', '17:00')],
      ['2026-03', 'on-time', instantAt('2026-04-06', '17:00')],
      ['2026-04', 'not-yet-due', instantAt('2026-05-05', '17:00')],
    ]);
    const { reports } = await system.get<AssignmentView>(`/assignments/${GROUP_FINANCE}`, 'finance');
    expect(slots.map(({ report }) => report)).toEqual([...reports.map(({ eventId }) => eventId), null]);
    const [thin] = await system.get<SlotView[]>(`/assignments/${GROUP_SCIENCE}/slots`, 'science');
    expect([thin?.outcome, thin?.lacks]).toEqual([
      'insufficient',
      ['kết quả thực hiện nêu quá ngắn', 'chưa nêu tỷ lệ hoàn thành'],
    ]);
  });

  it('has, as of a past day, the slots that it had then', async () => {
    const url = `/assignments/${GROUP_FINANCE}/slots?asOf=${EARLIER}`;
    const slots = await system.get<SlotView[]>(url, 'finance');
    expect(slots.map(({ period, outcome }) => [period, outcome])).toEqual([
      ['2026-01', 'not-yet-due'],
      ['2026-02', 'not-yet-due'],
    ]);
  });

  it('has a history whose lines say what, who, in which role, when and what changed', async () => {
    const { items } = await system.get<HistoryPage>(`/assignments/${GROUP_FINANCE}/history`, 'finance');
    const log = await system.events(`assignment-${GROUP_FINANCE}`);
    const own = items.filter(({ stream }) => stream === `assignment-${GROUP_FINANCE}`);
    expect(own.map(({ eventId, recordedAt }) => [eventId, recordedAt])).toEqual(
      log.map(({ id, metadata }) => [id, metadata.recordedAt]),
    );
    for (const { sentence, actor, changes } of items) {
      expect(sentence).toMatch(/^\p{Lu}.*\.$/su);
      expect([actor.id, actor.role, actor.roleText]).not.toContain('');
      expect(changes.every(({ label, from, to }) => label !== '' && from !== to)).toBe(true);
    }
    const reported = own.find(({ type }) => type === 'ProgressReported');
    expect(reported).toMatchObject({
      actor: {
        id: PEOPLE.finance.id,
        name: PEOPLE.finance.displayName,
        role: 'lead-unit',
        roleText: 'đầu mối đơn vị',
        unit: FINANCE,
        unitName: 'Sở Tài chính',
      },
      recordedAt: instantAt('2026-02-10', '09:00'),
      effectiveOn: '2026-02-10',
      rule: null,
    });
    expect(reported?.changes).toContainEqual(
      expect.objectContaining({ field: 'percent', from: null, to: 10 }),
    );
    const back = own.find(({ type }) => type === 'ProgressReportReturned');
    expect([back?.actor.id, back?.sentence.includes(REASON)]).toEqual([PEOPLE.office.id, true]);
    const raised = items.find(({ type }) => type === 'WarningRaised');
    expect([raised?.rule?.id, raised?.actor.role, raised?.actor.name]).toEqual([
      'update-missing',
      'rule',
      null,
    ]);
    const paged = await allOf(`/assignments/${GROUP_FINANCE}/history`, 2);
    expect(paged).toEqual(items);
  });
});

describe('The list behind the figures of compliance', () => {
  const slotsUrl = `/programmes/${PROGRAMME}/slots`;

  it('has, for each month and outcome, as many rows as the figure says', async () => {
    const { compliance } = await overview();
    for (const { period, byAssignment } of compliance) {
      for (const [outcome, key] of Object.entries(OUTCOMES)) {
        const url = `${slotsUrl}?period=${period}&outcome=${outcome}`;
        const { total } = await system.get<{ total: number }>(url, 'office');
        const rows = await allOf<SlotView>(url, 4);
        expect(rows.every((row) => row.period === period && row.outcome === outcome)).toBe(true);
        expect([period, key, rows.length, total]).toEqual([
          period,
          key,
          byAssignment[key],
          byAssignment[key],
        ]);
      }
    }
  });

  it('has, for each group of outcomes, as many rows as they count together', async () => {
    const { compliance } = await overview();
    const totals: number[] = [];
    for (const { period, byAssignment } of compliance) {
      const { expected, notYetDue, missing, onTime, nothingToReport } = byAssignment;
      const figures = {
        expected,
        received: expected - notYetDue - missing,
        counted: onTime + nothingToReport,
      };
      for (const [among, figure] of Object.entries(figures)) {
        const { total } = await system.get<{ total: number }>(
          `${slotsUrl}?period=${period}&among=${among}`,
          'office',
        );
        expect([period, among, total]).toEqual([period, among, figure]);
        totals.push(total);
      }
    }
    expect(new Set(totals).size).toBeGreaterThan(2);
    expectProblem(await system.call('GET', `${slotsUrl}?among=all`, { as: 'office' }), 400, 'invalid-input');
  });

  it('holds, of a span of days, the periods whose last day lies in it', async () => {
    const url = `${slotsUrl}?from=2026-01-31&until=2026-03-30&limit=1000`;
    const { items } = await system.get<{ items: SlotView[] }>(url, 'office');
    expect([...new Set(items.map(({ period }) => period))]).toEqual(['2026-01', '2026-02']);
  });

  it('pages over all rows without gap or repeat', async () => {
    const { items, total } = await system.get<{ items: SlotView[]; total: number }>(
      `${slotsUrl}?limit=1000`,
      'office',
    );
    expect([items.length, await allOf(slotsUrl, 13)]).toEqual([total, items]);
    expect(new Set(items.map(({ assignment, period }) => `${assignment} ${period}`)).size).toBe(total);
  });

  it('names reports that the log holds', async () => {
    const rows = await allOf<SlotView>(slotsUrl, 1000);
    for (const { assignment, report } of rows.filter((row) => row.report !== null)) {
      const events = await system.events(`assignment-${assignment}`);
      expect(events.find(({ id }) => id === report)?.type).toBe('ProgressReported');
    }
  });

  it('adds up, unit by unit, to the programme’s figures', async () => {
    const months = await system.get<PeriodCompliance[]>(`/programmes/${PROGRAMME}/compliance`, 'office');
    expect(months).toEqual((await overview()).compliance);
    for (const { period, byAssignment, state } of months) {
      const url = `/programmes/${PROGRAMME}/compliance/${period}/units`;
      const units = await system.get<UnitCompliance[]>(url, 'office');
      for (const key of ['expected', ...Object.values(OUTCOMES)] as const) {
        expect([period, key, units.reduce((sum, unit) => sum + unit[key], 0)]).toEqual([
          period,
          key,
          byAssignment[key],
        ]);
      }
      expect(units.every(({ rate }) => state !== 'open' || rate === null)).toBe(true);
      const own = await system.get<UnitCompliance[]>(url, 'finance');
      expect(own).toEqual(units.filter(({ unit }) => unit === FINANCE));
      const [figures] = (
        await system.get<PeriodCompliance[]>(`/programmes/${PROGRAMME}/compliance?unit=${FINANCE}`, 'office')
      ).filter((month) => month.period === period);
      const { unit, unitName, ...counts } = own[0] as UnitCompliance;
      expect([unit, unitName, counts]).toEqual([FINANCE, 'Sở Tài chính', figures?.byAssignment]);
    }
  });
});

describe('The list of warnings', () => {
  it('stands each warning on events that the log holds', async () => {
    const warnings = await allOf<WarningView>('/warnings', 5);
    expect(new Set(warnings.map(({ rule }) => rule)).size).toBe(5);
    for (const { id, rule, assignment, events, raisedAt, clearedAt } of warnings) {
      const stream = await system.events(`warning-${id}`);
      const raised = stream.find((event) => event.id === events.raised);
      expect([raised?.type, raised?.data.at, raised?.metadata.rule]).toEqual([
        'WarningRaised',
        raisedAt,
        { id: rule, version: 1 },
      ]);
      if (events.cleared === null) {
        expect([clearedAt, events.clearedBy]).toEqual([null, null]);
        continue;
      }
      const cleared = stream.find((event) => event.id === events.cleared);
      expect([cleared?.type, cleared?.data.at]).toEqual(['WarningCleared', clearedAt]);
      const facts = await system.events(`assignment-${assignment}`);
      // That a due date has passed is no event: what warned of it ends by itself.
      if (events.clearedBy === null)
        expect([rule, cleared?.data.cause]).toEqual(['task-due-soon', 'due-passed']);
      else expect(facts.find((event) => event.id === events.clearedBy)?.metadata.recordedAt).toBe(clearedAt);
    }
  });

  it('pages over all rows without gap or repeat, newest first', async () => {
    const all = await allOf<WarningView>('/warnings', 200);
    expect(await allOf<WarningView>('/warnings', 3)).toEqual(all);
    const instants = all.map(({ raisedAt }) => raisedAt);
    expect(instants).toEqual([...instants].sort().reverse());
    expect(new Set(all.map(({ events }) => events.raised)).size).toBe(all.length);
  });

  it('keeps by rule, unit, task, assignment and state those that match', async () => {
    const all = await allOf<WarningView>('/warnings', 200);
    const keeps: readonly [string, (warning: WarningView) => boolean][] = [
      ['rule=task-overdue', ({ rule }) => rule === 'task-overdue'],
      [`unit=${SCIENCE}`, ({ unit }) => unit === SCIENCE],
      [`task=${ONGOING_TASK}`, ({ task }) => task === ONGOING_TASK],
      [`assignment=${GROUP_FINANCE}`, ({ assignment }) => assignment === GROUP_FINANCE],
      ['state=cleared', ({ clearedAt }) => clearedAt !== null],
    ];
    for (const [query, wanted] of keeps) {
      const kept = await allOf<WarningView>(`/warnings?${query}`, 200);
      expect([query, kept]).toEqual([query, all.filter(wanted)]);
      expect([query, kept.length > 0 && kept.length < all.length]).toEqual([query, true]);
    }
    const own = await allOf<WarningView>('/warnings', 200, 'finance');
    expect(own).toEqual(all.filter(({ unit }) => unit === FINANCE));
  });

  it('shows, as of a past day, what stood then as it stood then', async () => {
    const url = `/warnings?assignment=${GROUP_FINANCE}&rule=update-missing`;
    const then = await allOf<WarningView>(`${url}&asOf=2026-02-09`, 200);
    expect(
      then.map(({ rule, period, clearedAt, events }) => [rule, period, clearedAt, events.clearedBy]),
    ).toEqual([['update-missing', '2026-01', null, null]]);
    const [today] = (await allOf<WarningView>(url, 200)).filter(({ period }) => period === '2026-01');
    expect(today?.clearedAt).toBe(instantAt('2026-02-10', '09:00'));
    expect(await allOf(`/warnings?asOf=${EARLIER}&rule=update-missing`, 200)).toEqual([]);
  });

  it('shows one warning by its id', async () => {
    const id = `update-missing.${GROUP_HOME_AFFAIRS}.2026-01`;
    const found = await system.get<WarningView[]>(`/warnings/${id}`, 'office');
    expect(found.map((one) => [one.id, one.ruleText, one.raisedAt])).toEqual([
      [id, 'Không cập nhật tiến độ', instantAt('2026-02-05', '17:00')],
    ]);
    expectProblem(await system.call('GET', '/warnings/khong-co', { as: 'office' }), 404, 'warning-not-found');
  });
});

interface OpenApi {
  readonly openapi: string;
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, unknown>> };
}

interface Operation {
  readonly summary?: string;
  readonly responses: Readonly<
    Record<string, { readonly content?: Readonly<Record<string, { readonly schema?: object }>> }>
  >;
}

/** Every `$ref` within a value. */
function refsIn(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    key === '$ref' && typeof inner === 'string' ? [inner] : refsIn(inner),
  );
}

describe('The API pages', () => {
  const document = async () => (await system.call('GET', '/openapi.json')).body as unknown as OpenApi;
  const operations = async () =>
    Object.entries((await document()).paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, operation]) => ({
        route: `${method.toUpperCase()} ${path}`,
        operation,
      })),
    );

  it('are an OpenAPI 3.1 document that holds every route of every controller, and no other', async () => {
    expect((await document()).openapi).toMatch(/^3\.1\./);
    /** What is for machines, and the pages. */
    const left = ['GET /', 'GET /*', 'GET /metrics'];
    const routes = system.app
      .get(RouteCatalogue, { strict: false })
      .list()
      .map(({ method, path }) => `${method} ${path.replace(/:(\w+)/g, '{$1}')}`)
      .filter((route) => !left.includes(route));
    expect((await operations()).map(({ route }) => route).sort()).toEqual(routes.sort());
    expect(routes.length).toBeGreaterThan(30);
  });

  it('document for each operation what a success answers, with a schema wherever there is a body', async () => {
    const bare = (await operations()).flatMap(({ route, operation }) => {
      const good = Object.entries(operation.responses).filter(([status]) => status.startsWith('2'));
      const described = good.every(
        ([status, { content }]) =>
          status === '204' ||
          (content !== undefined &&
            Object.keys(content).length > 0 &&
            Object.values(content).every(({ schema }) => schema && Object.keys(schema).length > 0)),
      );
      return good.length > 0 && described && operation.summary ? [] : [route];
    });
    expect(bare).toEqual([]);
  });

  it('refer to nothing that the document does not hold', async () => {
    const { components, paths } = await document();
    const names = Object.keys(components.schemas).map((name) => `#/components/schemas/${name}`);
    const refs = new Set(refsIn([components, paths]));
    expect([...refs].filter((ref) => !names.includes(ref))).toEqual([]);
    expect(refs.size).toBeGreaterThan(20);
  });

  it('describe a policy as the route answers it', async () => {
    const [adopted] = await system.get<AdoptedPolicy[]>(`/programmes/${PROGRAMME}/policies`, 'office');
    const { components } = await document();
    const schema = (name: string) =>
      Object.keys((components.schemas[name] as { properties: object }).properties).sort();
    expect(schema('AdoptedPolicyDto')).toEqual(Object.keys(adopted ?? {}).sort());
    expect(schema('PolicyDto')).toEqual(Object.keys(adopted?.policy ?? {}).sort());
  });

  it('load nothing from another host', async () => {
    const page = await system.call('GET', '/docs');
    expect([page.status, page.headers['content-type']]).toEqual([200, expect.stringContaining('text/html')]);
    const loaded = [...page.text.matchAll(/(?:src|href)\s*=\s*["']([^"']+)["']/g)].map(([, url]) =>
      String(url),
    );
    expect(loaded.length).toBeGreaterThan(2);
    expect(loaded.filter((url) => /^(?:[a-z]+:)?\/\//i.test(url))).toEqual([]);
    const script = loaded.find((url) => url.includes('init')) ?? '';
    const init = await system.call('GET', new URL(script, 'http://here/docs').pathname);
    expect([init.status, init.text.includes('SwaggerUIBundle')]).toEqual([200, true]);
    /** The name of a namespace, which nobody loads. */
    const NAMESPACE = 'www.w3.org';
    const hosts = [page.text, init.text].flatMap((text) =>
      [...text.matchAll(/https?:\/\/([^/"'\s\\)]+)/g)].map(([, host]) => host),
    );
    expect(hosts.filter((host) => host !== NAMESPACE)).toEqual([]);
    // Unless it is told not to, the page asks an outside host whether the document is valid.
    expect(init.text).toMatch(/"validatorUrl": "none"/);
  });
});

describe('The operation’s routes', () => {
  it('tell that the process lives and is ready, and where it stands', async () => {
    const live = await system.call('GET', '/health/live');
    expect([live.status, live.body]).toEqual([200, { status: 'ok' }]);
    await system.settled();
    const ready = await system.call('GET', '/health/ready');
    const head = await system.head();
    expect([ready.status, ready.body.details]).toEqual([
      200,
      { eventLog: { status: 'up', head }, readModels: { status: 'up', checkpoint: head } },
    ]);
  });

  it('give figures for Prometheus, nothing about people', async () => {
    const { status, text, headers } = await system.call('GET', '/metrics');
    expect([status, headers['content-type']]).toEqual([200, expect.stringContaining('text/plain')]);
    expect(text).toMatch(/^process_cpu_seconds_total \d/m);
    for (const { id, displayName } of Object.values(PEOPLE)) {
      expect([text.includes(id), text.includes(displayName)]).toEqual([false, false]);
    }
  });
});

describe('The stream of changes', () => {
  let following: TestSystem;
  let url: string;
  const streams: ChangeStream[] = [];

  const open = async (as: Who, lastEventId?: string) => {
    const stream = await ChangeStream.open(following, url, as, lastEventId);
    streams.push(stream);
    return stream;
  };

  beforeAll(async () => {
    following = await TestSystem.open({ tasks: ['13', SCIENCE_TASK] });
    await following.app.listen(0, '127.0.0.1');
    url = await following.app.getUrl();
  });

  afterAll(async () => {
    for (const stream of streams) stream.close();
    await following.close();
  });

  const positions = (messages: readonly { readonly id: string }[]) => messages.map(({ id }) => id);

  /** Positions of what anybody may be told of after a position: everything but the accounts'. */
  const toldAfter = async (after: string) =>
    (await following.log.readAll(null, 10_000))
      .filter(({ position, stream }) => position > after && !stream.startsWith('account-'))
      .map(({ position }) => position);

  it('brings a report when it has been made, its rows ready to be read', async () => {
    const stream = await open('office');
    const { revision, position } = await following.report(FINANCE_ASSIGNMENT, 'finance', '2026-01', 20);
    const messages = await stream.take(revision);
    const last = messages.at(-1);
    expect(last?.id).toBe(position);
    const { body } = await following.call('GET', `/assignments/${FINANCE_ASSIGNMENT}`, { as: 'office' });
    expect(body).toMatchObject({ revision, percent: 20, status: 'in-progress' });
    expect(messages[0]?.data).toEqual({
      position: messages[0]?.id,
      stream: `assignment-${FINANCE_ASSIGNMENT}`,
      revision: 1,
      type: 'AssignmentAccepted',
      unit: FINANCE,
      recordedAt: following.clock.now(),
      simulated: false,
    });
  });

  it('has the rows ready for each message of a row of reports', async () => {
    const stream = await open('office');
    for (let percent = 21; percent < 31; percent += 1) {
      const { revision } = await following.report(FINANCE_ASSIGNMENT, 'finance', '2026-01', percent);
      const message = await stream.next();
      expect(message?.data).toMatchObject({ type: 'ProgressReported', revision });
      const { body } = await following.call('GET', `/assignments/${FINANCE_ASSIGNMENT}`, { as: 'office' });
      expect([body.revision, body.percent]).toEqual([revision, percent]);
    }
  });

  it('holds a message back until its rows are there', async () => {
    const { readModels } = following;
    const waitFor = readModels.waitFor.bind(readModels);
    const SLOW_MS = 200;
    let ready = false;
    const slow = jest.spyOn(readModels, 'waitFor').mockImplementation(async (...question) => {
      const passed = await waitFor(...question);
      await new Promise((resolve) => setTimeout(resolve, SLOW_MS));
      ready = true;
      return passed;
    });
    try {
      const stream = await open('office');
      const { position } = await following.report(FINANCE_ASSIGNMENT, 'finance', '2026-01', 30);
      expect([(await stream.next())?.id, ready]).toEqual([position, true]);
    } finally {
      slow.mockRestore();
    }
  });

  it('brings, after Last-Event-ID, what was missed and what comes, without gap or repeat', async () => {
    const stream = await open('office');
    const { position } = await following.report(FINANCE_ASSIGNMENT, 'finance', '2026-01', 31);
    const [seen] = await stream.take(1);
    expect(seen?.id).toBe(position);
    stream.close();
    for (const percent of [32, 33, 34]) {
      await following.report(FINANCE_ASSIGNMENT, 'finance', '2026-01', percent);
      await following.report(SCIENCE_ASSIGNMENT, 'science', '2026-01', percent);
    }
    const missed = await toldAfter(position);
    const resumed = await open('office', position);
    expect(positions(await resumed.take(missed.length))).toEqual(missed);
    const last = missed.at(-1) ?? '';
    await following.report(FINANCE_ASSIGNMENT, 'finance', '2026-01', 35);
    expect(positions(await resumed.take(1))).toEqual(await toldAfter(last));
  });

  it('brings everything when it resumes from the first event on, but never an account’s', async () => {
    const [first] = await following.log.readAll(null, 1);
    const everything = await toldAfter(first?.position ?? '');
    const stream = await open('office', first?.position);
    const messages = await stream.take(everything.length);
    expect(positions(messages)).toEqual(everything);
    expect(messages.filter(({ data }) => data.stream.startsWith('account-'))).toEqual([]);
    const head = (await following.head()) ?? '';
    const account = {
      id: 'moi',
      displayName: 'Chuyên viên mới',
      grants: [{ role: 'inspector', unit: null }],
    } as const;
    await following.commands.execute(
      new RegisterAccountCommand(account, following.context(PEOPLE.administrator)),
    );
    expect(String(await following.head()) > head).toBe(true);
    const { position } = await following.report(FINANCE_ASSIGNMENT, 'finance', '2026-01', 36);
    expect(positions(await stream.take(1))).toEqual([position]);
  });

  it('brings a lead unit its own and what concerns everybody, never another unit’s', async () => {
    const [first] = await following.log.readAll(null, 1);
    const stream = await open('finance', first?.position);
    await following.report(SCIENCE_ASSIGNMENT, 'science', '2026-01', 40);
    const { position } = await following.report(FINANCE_ASSIGNMENT, 'finance', '2026-01', 41);
    const messages = [];
    do messages.push(...(await stream.take(1)));
    while (messages.at(-1)?.id !== position);
    const units = new Set(messages.map(({ data }) => data.unit));
    expect(units).toEqual(new Set([null, FINANCE]));
    const wanted = (await following.log.readAll(first?.position ?? null, 10_000)).filter(
      ({ stream: name }) =>
        !name.startsWith('account-') && (!name.startsWith('assignment-') || name.endsWith(`.${FINANCE}`)),
    );
    expect(positions(messages)).toEqual(wanted.map((event) => event.position));
  });

  it('refuses who may not follow, and a position that the log does not know', async () => {
    await expect(open('administrator')).rejects.toThrow(/answered 403/);
    await expect(open('office', 'x y')).rejects.toThrow(/answered 400/);
    await expect(open('office', 'abc')).rejects.toThrow(/answered 400/);
    await expect(open('office', '9999999999999999')).rejects.toThrow(/answered 400/);
  });

  it('ends with the session that opened it, and with the right to follow: nothing later is told', async () => {
    const ofSession = await open('leader');
    await following.call('DELETE', '/sessions/current', { as: 'leader' });
    following.forgetToken('leader');
    const ofRight = await open('inspector');
    await following.commands.execute(
      new DisableAccountCommand(PEOPLE.inspector.id, 'Nghỉ việc', following.context(PEOPLE.administrator)),
    );
    await following.report(FINANCE_ASSIGNMENT, 'finance', '2026-01', 42);
    expect([await ofSession.next(), await ofRight.next()]).toEqual([null, null]);
  });

  it('ends when the server closes', async () => {
    const ending = await TestSystem.open({ tasks: ['13'] });
    await ending.app.listen(0, '127.0.0.1');
    const stream = await ChangeStream.open(ending, await ending.app.getUrl(), 'office');
    await ending.report(FINANCE_ASSIGNMENT, 'finance', '2026-01', 20);
    expect(await stream.next()).not.toBeNull();
    await ending.close();
    const end = await eventually(
      async () => ((await stream.next()) === null ? 'ended' : undefined),
      'the end',
    );
    expect(end).toBe('ended');
  });
});
