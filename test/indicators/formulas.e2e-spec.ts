import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { IndicatorDetail, JudgedIndicator } from '#indicators';
import { AdoptPolicyCommand, adoptedPolicy } from '#reporting';
import { AssignTaskCommand } from '#tasks';
import { expectNothingWritten, expectProblem } from '../support/expectations.js';
import { PEOPLE, type TestSystem } from '../support/system.js';
import { type MadeSystem, openWith } from './made-programme.js';

const MADE = 'cong-thuc-2026';
const BASE = `/programmes/${MADE}/indicators`;

const line = (code: string, unit: string, target: number, more: string) =>
  `  - { code: ${code}, group: '${code.slice(0, 1)}', name: Chỉ tiêu ${code}, unit: '${unit}', direction: at_least, target: ${target}, targetYear: 2026, ${more} }`;

const INDICATORS = [
  line('A/1', 'người', 100, 'cadence: quarterly, timing: within-period'),
  line('A/2', 'người', 100, 'cadence: quarterly, timing: within-period'),
  line('B/1', 'người', 200, "formula: { kind: sum, of: { codes: ['A/1', 'A/2'] } }, cadence: quarterly"),
  line('B/2', 'người', 200, "formula: { kind: max, of: { codes: ['A/1', 'B/1'] } }"),
  line(
    'C/1',
    '%',
    80,
    'strict: true, path: { kind: quarterly }, cadence: monthly, baseline: { value: 40, on: 2025-12-31 }',
  ),
];

let made: MadeSystem;
let system: TestSystem;

const path = (code: string) => `${BASE}/${encodeURIComponent(code)}`;
const record = (code: string, period: string, measuredOn: string, value: number) =>
  system.post(`${path(code)}/measurements`, 'office', { period, measuredOn, value, source: 'Báo cáo' });
const detail = (code: string, query = '') =>
  system.get<IndicatorDetail>(`${path(code)}${query}`, 'inspector');

beforeAll(async () => {
  made = await openWith({
    id: MADE,
    title: 'Chương trình có công thức',
    schedule: 'Quý IV/2026',
    indicators: INDICATORS,
  });
  ({ system } = made);
  const policy = adoptedPolicy('city-monthly', '2026-01-01');
  await system.commands.execute(new AdoptPolicyCommand(system.context(PEOPLE.office), MADE, policy));
  await system.commands.execute(new AssignTaskCommand(system.context(PEOPLE.office), MADE, '1'));
  await system.settled();
  system.at('2026-04-07');
});

afterAll(() => made.close());

describe('An indicator made of others', () => {
  it('has nothing while they have nothing, and names the periods that are missing', async () => {
    expect(await detail('B/1')).toMatchObject({
      judgement: { verdict: 'cannot-be-judged' },
      rollUp: { of: 'codes', codes: ['A/1', 'A/2'], expected: 2, reported: 0, missing: ['A/1', 'A/2'] },
      periods: { expected: ['2026-Q1'], missing: ['2026-Q1'] },
    });
  });

  it('is their sum, with how many of them have figures', async () => {
    await record('A/1', '2026-Q1', '2026-03-31', 30);
    expect((await detail('B/1')).rollUp).toMatchObject({
      value: 30,
      reported: 1,
      coverage: 0.5,
      missing: ['A/2'],
    });
    await record('A/2', '2026-Q1', '2026-03-30', 25);
    const shown = await detail('B/1');
    expect(shown.rollUp).toMatchObject({
      period: '2026-Q1',
      value: 55,
      measuredOn: '2026-03-31',
      missing: [],
    });
    expect(shown.rollUp?.events).toHaveLength(2);
    expect(shown.periods?.missing).toStrictEqual([]);
    expect(shown.judgement.why).toMatch(
      /^Số liệu ngày 31\/03\/2026 là 55 người \(2 chỉ tiêu thành phần, 2 đã có số liệu\)/,
    );
  });

  it('may be made of one that is made of others itself', async () => {
    expect((await detail('B/2')).rollUp).toMatchObject({ kind: 'max', value: 55, reported: 2 });
    const judged = await system.get<JudgedIndicator[]>(`${BASE}/judgement`, 'inspector');
    expect(judged.map(({ code, rollUp }) => [code, rollUp?.value ?? null])).toStrictEqual([
      ['A/1', null],
      ['A/2', null],
      ['B/1', 55],
      ['B/2', 55],
      ['C/1', null],
    ]);
  });

  it('is never recorded itself', async () => {
    await expectNothingWritten(system, async () => {
      expectProblem(await record('B/1', '2026-Q1', '2026-03-31', 1), 422, 'indicator-rolled-up');
    });
  });
});

describe('Figures of what came about within each quarter', () => {
  it('add up over the year', async () => {
    system.at('2026-07-06');
    await record('A/1', '2026-Q2', '2026-06-30', 40);
    const shown = await detail('A/1');
    expect(shown.judgement.inputs.latest).toMatchObject({ value: 70, eventId: null });
    expect(shown.judgement.why).toMatch(/^Cộng dồn đến ngày 30\/06\/2026 là 70 người, không kém/);
    expect(shown.measurements.map(({ value }) => value)).toStrictEqual([30, 40]);
  });

  it('are for quarters, as the cadence says', async () => {
    await expectNothingWritten(system, async () => {
      const month = await record('A/1', '2026-05', '2026-05-31', 1);
      expectProblem(month, 422, 'period-not-of-cadence');
    });
  });
});

describe('A strict target by steps from a baseline', () => {
  it('is judged by the quarter that has ended, and told so', async () => {
    await record('C/1', '2026-03', '2026-03-30', 40);
    expect((await detail('C/1')).judgement).toMatchObject({ verdict: 'on-track', inputs: { expected: 40 } });
    const shown = await detail('C/1', '?asOf=2026-03-31');
    expect(shown.judgement).toMatchObject({
      path: {
        kind: 'quarterly',
        points: [
          { on: '2026-01-01', value: 40 },
          { on: '2026-03-31', value: 50 },
          { on: '2026-06-30', value: 60 },
          { on: '2026-09-30', value: 70 },
          { on: '2026-12-31', value: 80 },
        ],
      },
    });
    expect(shown.targets).toMatchObject([{ text: 'trên 80 %', standing: true }]);
    expect(shown.periods).toStrictEqual({
      expected: ['2026-01', '2026-02'],
      missing: ['2026-01', '2026-02'],
    });
    expect((await detail('C/1')).periods?.missing).toStrictEqual([
      '2026-01',
      '2026-02',
      '2026-04',
      '2026-05',
      '2026-06',
    ]);
  });
});

describe('A closed reporting period', () => {
  it('takes figures of its days with a reason alone', async () => {
    const closed = await system.post(`/programmes/${MADE}/periods/2026-01/close`, 'office');
    expect(closed.status).toBe(201);
    await system.settled();
    const january = { period: '2026-01', measuredOn: '2026-01-31', value: 41, source: 'Báo cáo' };
    await expectNothingWritten(system, async () => {
      const without = await system.post(`${path('C/1')}/measurements`, 'office', january);
      expectProblem(without, 422, 'period-closed-reason-missing');
    });
    const reason = 'Báo cáo đến sau khi chốt';
    await system.done(`${path('C/1')}/measurements`, 'office', { ...january, reason });
    expect((await detail('C/1')).measurements[0]).toMatchObject({
      period: '2026-01',
      reason,
      corrects: null,
    });
    await system.done(`${path('C/1')}/measurements`, 'office', {
      ...january,
      period: '2026-02',
      measuredOn: '2026-02-28',
    });
  });
});
