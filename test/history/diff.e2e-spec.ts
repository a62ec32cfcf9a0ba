import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { QueryBus } from '@nestjs/cqrs';
import { instantAt } from '#kernel';
import { asKnownAt } from '#projections';
import { type Diff, type DiffGroup, type DiffLine, DiffQuery } from '#responsibility';
import { WarningsProcess } from '#warnings';
import { expectProblem } from '../support/expectations.js';
import {
  FINANCE,
  FINANCE_ASSIGNMENT,
  FINANCE_TASK,
  PEOPLE,
  PROGRAMME,
  SCIENCE,
  SCIENCE_ASSIGNMENT,
  TestSystem,
  type Who,
} from '../support/system.js';

const DIFF = `/programmes/${PROGRAMME}/diff`;
const CODE = '1.2.1.(1)/1';
const INDICATOR = `/programmes/${PROGRAMME}/indicators/${encodeURIComponent(CODE)}`;
const DOCUMENT = { number: '45/QĐ-BCĐ', date: '2026-03-02', issuer: 'Ban Chỉ đạo' };
const FIGURES = { value: 40, numerator: 400, denominator: 1000, measuredOn: '2026-01-31' };

let system: TestSystem;

const eventOf = async (stream: string, type: string) => {
  const event = (await system.events(stream)).findLast((one) => one.type === type);
  if (!event) throw new Error(`${stream} has no ${type}`);
  return event.id;
};

const diff = (query: string, who: Who = 'inspector') => system.get<Diff>(`${DIFF}?${query}`, who);
const counts = ({ groups }: Diff) =>
  Object.fromEntries(groups.flatMap(({ group, count }) => (count > 0 ? [[group, count]] : [])));
const typesOf = ({ groups }: Diff, group: DiffGroup) =>
  Object.fromEntries(
    groups.find((one) => one.group === group)?.types.map(({ type, count }) => [type, count]) ?? [],
  );

/** February: two updates of January, one late; one returned; a figure, put right; a target; warnings; a policy's close. */
beforeAll(async () => {
  system = await TestSystem.open();
  system.at('2026-02-02');
  await system.report(FINANCE_ASSIGNMENT, 'finance', '2026-01', 20);
  system.at('2026-02-06');
  await system.app.get(WarningsProcess).tick();
  system.at('2026-02-09');
  await system.report(SCIENCE_ASSIGNMENT, 'science', '2026-01', 10);
  await system.app.get(WarningsProcess).tick();
  system.at('2026-02-10');
  const report = await eventOf(`assignment-${SCIENCE_ASSIGNMENT}`, 'ProgressReported');
  await system.done(`/assignments/${SCIENCE_ASSIGNMENT}/progress-reports/${report}/return`, 'office', {
    reason: 'Chưa rõ kết quả',
  });
  await system.done(`/assignments/${FINANCE_ASSIGNMENT}/extension-requests`, 'finance', {
    to: '2026-05-31',
    reason: 'Chờ vốn',
  });
  await system.done(`${INDICATOR}/measurements`, 'office', {
    ...FIGURES,
    period: '2026-01',
    source: 'Báo cáo tháng 01',
  });
  const stream = `indicator-${PROGRAMME}.1.2.1._1_/1`;
  const measurement = await eventOf(stream, 'MeasurementRecorded');
  system.at('2026-02-11');
  await system.done(`${INDICATOR}/measurements/${measurement}/corrections`, 'office', {
    ...FIGURES,
    value: 38,
    numerator: 380,
    reason: 'Đếm trùng',
  });
  system.at('2026-03-03');
  await system.done(`${INDICATOR}/targets`, 'office', { year: 2026, target: 90, document: DOCUMENT });
  await system.done(`/assignments/${FINANCE_ASSIGNMENT}/extension-decisions`, 'office', {
    decision: 'granted',
    reason: 'Đồng ý',
    document: DOCUMENT,
  });
  await system.settled();
});

afterAll(() => system.close());

describe('What came to be known between two days', () => {
  it('is grouped and counted, updates also by whether they came in time', async () => {
    const found = await diff('from=2026-01-31&to=2026-02-28');
    expect(found).toMatchObject({
      programme: PROGRAMME,
      from: '2026-01-31T16:59:59.999Z',
      to: '2026-02-28T16:59:59.999Z',
      unit: null,
      simulated: false,
    });
    expect(typesOf(found, 'updates')).toEqual({ ProgressReported: 2 });
    expect(found.groups.find(({ group }) => group === 'updates')?.timeliness).toEqual({ onTime: 1, late: 1 });
    expect(typesOf(found, 'corrections')).toEqual({ ProgressReportReturned: 1, MeasurementCorrected: 1 });
    expect(typesOf(found, 'figures')).toEqual({ MeasurementRecorded: 1 });
    expect(typesOf(found, 'assignments')).toMatchObject({ AssignmentAccepted: 2, ExtensionRequested: 1 });
    expect(typesOf(found, 'warnings').WarningRaised).toBeGreaterThan(2);
    expect(typesOf(found, 'warnings').WarningCleared).toBe(3);
    expect(found.total).toBe(found.groups.reduce((sum, { count }) => sum + count, 0));
  });

  it('tells each line with the event, who, when, the day that it speaks of', async () => {
    const { items } = await diff('from=2026-01-31&to=2026-02-28&group=corrections');
    expect(items).toMatchObject([
      {
        group: 'corrections',
        type: 'ProgressReportReturned',
        stream: `assignment-${SCIENCE_ASSIGNMENT}`,
        revision: 4,
        unit: SCIENCE,
        timeliness: null,
        actor: { id: PEOPLE.office.id, role: 'standing-office' },
        recordedAt: instantAt('2026-02-10', '09:00'),
        sentence: 'Trả lại báo cáo kỳ 01/2026 vì chưa đạt yêu cầu. Lý do: Chưa rõ kết quả.',
      },
      {
        type: 'MeasurementCorrected',
        indicator: CODE,
        task: null,
        unit: null,
        effectiveOn: '2026-01-31',
        recordedAt: instantAt('2026-02-11', '09:00'),
        sentence:
          'Đính chính số liệu chỉ tiêu 1.2.1.(1)/1, kỳ 01/2026: từ 40 % (400/1.000), tại ngày 31/01/2026 thành 38 % (380/1.000), tại ngày 31/01/2026. Lý do: Đếm trùng.',
      },
    ]);
    const updates = await diff('from=2026-01-31&to=2026-02-28&group=updates');
    expect(updates.items.map(({ unit, timeliness }) => [unit, timeliness])).toEqual([
      [FINANCE, 'on-time'],
      [SCIENCE, 'late'],
    ]);
  });

  it('begins after the first instant and includes the last', async () => {
    const at = instantAt('2026-02-10', '09:00');
    const before = new Date(Date.parse(at) - 1).toISOString();
    expect((await diff(`from=${at}&to=${at}`)).total).toBe(0);
    expect((await diff(`from=${before}&to=${at}`)).total).toBe(3);
    const local = encodeURIComponent('2026-02-10T09:00:00+07:00');
    expect((await diff(`from=${before}&to=${local}`)).total).toBe(3);
  });

  it('of two windows side by side is that of both together', async () => {
    const [first, second, both] = await Promise.all([
      diff('from=2026-01-01&to=2026-02-09'),
      diff('from=2026-02-09&to=2026-03-03'),
      diff('from=2026-01-01&to=2026-03-03'),
    ]);
    expect(first.total).toBeGreaterThan(0);
    expect(second.total).toBeGreaterThan(0);
    expect(first.total + second.total).toBe(both.total);
  });

  it('holds everything that the programme’s streams hold, from the beginning until now', async () => {
    const all: DiffLine[] = [];
    let next: string | null = '';
    while (next !== null) {
      const page: Diff = await diff(
        `from=2025-12-31&limit=200${next ? `&cursor=${encodeURIComponent(next)}` : ''}`,
      );
      all.push(...page.items);
      expect(page.total).toBeGreaterThan(200);
      next = page.next;
      if (next === null) expect(all).toHaveLength(page.total);
    }
    expect(new Set(all.map(({ eventId }) => eventId)).size).toBe(all.length);
    const order = all.map(({ recordedAt, position }) => `${recordedAt} ${position}`);
    expect(order).toEqual([...order].sort());
    const groups = new Set(all.map(({ group }) => group));
    expect([...groups].sort()).toEqual([
      'assignments',
      'corrections',
      'figures',
      'programme',
      'updates',
      'warnings',
    ]);
  });

  it('comes in pages whose counts are of the whole', async () => {
    const whole = await diff('from=2026-01-31&to=2026-02-28&limit=500');
    const lines: DiffLine[] = [];
    let page = await diff('from=2026-01-31&to=2026-02-28&limit=30');
    lines.push(...page.items);
    while (page.next !== null) {
      page = await diff(`from=2026-01-31&to=2026-02-28&limit=30&cursor=${encodeURIComponent(page.next)}`);
      expect(counts(page)).toEqual(counts(whole));
      lines.push(...page.items);
    }
    expect(lines).toEqual(whole.items);
  });

  it('within the knowledge of a past instant ends there', async () => {
    const known = instantAt('2026-02-10', '08:00');
    const query = new DiffQuery(PEOPLE.inspector, PROGRAMME, { from: '2026-01-31' });
    const queries = system.app.get(QueryBus);
    const past = await asKnownAt(known, () => queries.execute(query));
    const now = await diff(`from=2026-01-31&to=${known}`);
    expect(past.to).toBe(known);
    expect(past).toEqual(now);
    expect(past.total).toBeLessThan((await queries.execute(query)).total);
  });
});

describe('Of one unit', () => {
  it('it is what speaks of the unit', async () => {
    const found = await diff(`from=2026-01-31&to=2026-02-28&unit=${FINANCE}`);
    expect(found.unit).toBe(FINANCE);
    expect(counts(found)).toMatchObject({ updates: 1, assignments: 3 });
    expect(new Set(found.items.map(({ unit }) => unit))).toEqual(new Set([FINANCE]));
  });

  it('a lead unit is told the same, asked or not, and nothing of another', async () => {
    const own = await diff(`from=2026-01-31&to=2026-02-28&unit=${FINANCE}`);
    const unasked = await diff('from=2026-01-31&to=2026-02-28', 'finance');
    expect(unasked.items).toEqual(own.items);
    expect(unasked.groups).toEqual(own.groups);
    const others = await diff(`from=2026-01-31&to=2026-02-28&unit=${SCIENCE}`, 'finance');
    expect(others).toMatchObject({ total: 0, items: [], next: null });
  });
});

describe('A window is refused', () => {
  it.each([
    ['that ends before it begins', 'from=2026-02-28&to=2026-01-31', 400, 'invalid-window'],
    ['that begins at an instant to come', 'from=2026-03-03T10:00:00Z', 422, 'instant-in-future'],
    ['that ends on a day to come', 'from=2026-02-28&to=2026-03-04', 422, 'as-of-in-future'],
    ['that begins at no instant', 'from=31/01/2026', 400, 'invalid-instant'],
    ['without a time zone', 'from=2026-01-31T08:00:00', 400, 'invalid-instant'],
    ['without a beginning', 'to=2026-02-28', 400, 'invalid-input'],
    ['with a group that there is none', 'from=2026-01-31&group=khac', 400, 'invalid-input'],
    ['with a cursor that no page gave', 'from=2026-01-31&cursor=5', 400, 'invalid-cursor'],
    ['with too many lines', 'from=2026-01-31&limit=501', 400, 'invalid-input'],
    ['with an unknown unit', 'from=2026-01-31&unit=khong-co', 404, 'unit-not-found'],
  ])('%s', async (_what, query, status, code) => {
    expectProblem(await system.call('GET', `${DIFF}?${query}`, { as: 'inspector' }), status, code);
  });

  it('of an unknown programme', async () => {
    const answer = await system.call('GET', '/programmes/khong-co/diff?from=2026-01-31', { as: 'inspector' });
    expectProblem(answer, 404, 'programme-not-found');
  });
});

interface FieldLines {
  readonly items: readonly {
    readonly field: string;
    readonly from: unknown;
    readonly to: unknown;
    readonly fromText: string | null;
    readonly toText: string | null;
    readonly revision: number;
  }[];
  readonly next: string | null;
}

const fields = (thing: string, query = '', who: Who = 'inspector') =>
  system.get<FieldLines>(`/history/${thing}/fields${query}`, who);

describe('The history of a field', () => {
  it('says from what to what, from when, known since when, by whom, by what document', async () => {
    const { items } = await fields(`assignment/${FINANCE_ASSIGNMENT}`, '?field=due');
    expect(items).toMatchObject([
      { field: 'currentDue', from: null, to: '2026-03-31', documents: [] },
      {
        field: 'currentDue',
        label: 'Hạn hiện hành',
        from: '2026-03-31',
        to: '2026-05-31',
        fromText: '31/03/2026',
        toText: '31/05/2026',
        effectiveOn: '2026-03-03',
        recordedAt: instantAt('2026-03-03', '09:00'),
        actor: { id: PEOPLE.office.id, role: 'standing-office', unit: null },
        documents: [DOCUMENT],
        reason: 'Đồng ý',
        eventId: await eventOf(`assignment-${FINANCE_ASSIGNMENT}`, 'ExtensionGranted'),
        type: 'ExtensionGranted',
        simulated: false,
      },
    ]);
  });

  it('of an indicator follows the figures of each period, in its unit of measure, and the targets', async () => {
    const indicator = `indicator/${encodeURIComponent(`${PROGRAMME}.${CODE}`)}`;
    const figures = await fields(indicator, '?field=figure');
    expect(figures.items).toMatchObject([
      { field: 'figure.2026-01', from: null, to: 40, toText: '40 %', effectiveOn: '2026-01-31' },
      { field: 'figure.2026-01', from: 40, to: 38, fromText: '40 %', toText: '38 %', reason: 'Đếm trùng' },
    ]);
    const targets = await fields(indicator, '?field=target.2026');
    expect(targets.items.map(({ from, to }) => [from, to])).toEqual([
      [null, 95],
      [95, 90],
    ]);
    expect(targets.items[1]).toMatchObject({ effectiveOn: '2026-03-02', documents: [DOCUMENT] });
  });

  it.each([
    ['a task', `task/${PROGRAMME}.${FINANCE_TASK}`, 'title'],
    ['a programme', `programme/${PROGRAMME}`, 'title'],
    ['a policy', `policy/${PROGRAMME}`, 'cutOff.day'],
    ['a unit', `unit/${FINANCE}`, 'name'],
    ['a warning', `warning/update-missing.${SCIENCE_ASSIGNMENT}.2026-01`, 'standing'],
  ])('is kept of %s', async (_what, thing, field) => {
    const { items } = await fields(thing, `?field=${field}`);
    expect(items[0]).toMatchObject({ field, from: null });
    const all = await fields(thing);
    expect(all.items.length).toBeGreaterThan(items.length);
  });

  it('of a warning ends with its clearing', async () => {
    const { items } = await fields(`warning/update-missing.${SCIENCE_ASSIGNMENT}.2026-01`, '?field=standing');
    expect(items.map(({ fromText, toText }) => [fromText, toText])).toEqual([
      [null, 'đang mở'],
      ['đang mở', 'đã kết thúc'],
    ]);
  });

  it('comes in pages that put together are the whole', async () => {
    const thing = `assignment/${FINANCE_ASSIGNMENT}`;
    const whole = await fields(thing);
    const parts = [];
    let page = await fields(thing, '?limit=2');
    parts.push(...page.items);
    while (page.next !== null) {
      page = await fields(thing, `?limit=2&cursor=${page.next}`);
      parts.push(...page.items);
    }
    expect(whole.items.length).toBeGreaterThan(5);
    expect(parts).toEqual(whole.items);
  });

  it('is shown to the unit itself, and what belongs to no unit to everybody who reads', async () => {
    expect((await fields(`assignment/${FINANCE_ASSIGNMENT}`, '', 'finance')).items.length).toBeGreaterThan(0);
    expect((await fields(`programme/${PROGRAMME}`, '', 'finance')).items.length).toBeGreaterThan(0);
    for (const thing of [
      `assignment/${SCIENCE_ASSIGNMENT}`,
      `unit/${SCIENCE}`,
      `warning/update-missing.${SCIENCE_ASSIGNMENT}.2026-01`,
    ]) {
      expectProblem(
        await system.call('GET', `/history/${thing}/fields`, { as: 'finance' }),
        403,
        'forbidden',
      );
      expectProblem(await system.call('GET', `/history/${thing}`, { as: 'finance' }), 403, 'forbidden');
    }
  });

  it.each([
    [
      'a field that there is none',
      `assignment/${FINANCE_ASSIGNMENT}/fields?field=khac`,
      400,
      'unknown-history-field',
    ],
    ['a thing that there is none', `programme/khong-co/fields`, 404, 'thing-not-found'],
    ['a kind that there is none', 'account/thuong-truc/fields', 400, 'invalid-input'],
    ['a cursor that no page gave', `unit/${FINANCE}/fields?cursor=5`, 400, 'invalid-cursor'],
  ])('is refused for %s', async (_what, path, status, code) => {
    expectProblem(await system.call('GET', `/history/${path}`, { as: 'inspector' }), status, code);
  });
});

describe('The history of a thing', () => {
  it('tells each of its events in a sentence', async () => {
    const indicator = `indicator/${encodeURIComponent(`${PROGRAMME}.${CODE}`)}`;
    const { items } = await system.get<{ items: { type: string; sentence: string }[] }>(
      `/history/${indicator}`,
      'finance',
    );
    expect(items.map(({ type }) => type)).toEqual([
      'IndicatorDefined',
      'MeasurementRecorded',
      'MeasurementCorrected',
      'TargetSet',
    ]);
    expect(items.at(-1)?.sentence).toMatch(/^Đổi mục tiêu năm 2026 .* từ 95 % thành 90 %, theo văn bản/);
  });

  it('of a policy leaves out what else stands on the programme’s stream', async () => {
    const { items } = await system.get<{ items: { type: string }[] }>(
      `/history/policy/${PROGRAMME}`,
      'office',
    );
    expect(items.map(({ type }) => type)).toEqual(['ReportingPolicyAdopted']);
  });
});
