import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { indicatorStream } from '#catalogue';
import type { JsonValue } from '#event-log';
import { RecordMeasurementCommand } from '#indicators';
import { derivedId, instantAt, localDate } from '#kernel';
import type { HistoryPage } from '#responsibility';
import { WarningsProcess, type WarningView, warningStream } from '#warnings';
import { eventually } from '../support/expectations.js';
import { PROGRAMME, SCIENCE, TestSystem } from '../support/system.js';

/** A share of at least 95 % by 2026: its path expects about 23 % at the end of March. */
const CODE = '1.2.1.(1)/1';
const PATH = `/programmes/${PROGRAMME}/indicators/${encodeURIComponent(CODE)}`;
const WARNING = `indicator-off-track.${PROGRAMME}.1.2.1._1_/1.2026`;
const URL = `/warnings/${encodeURIComponent(WARNING)}`;
const STREAM = warningStream(WARNING);

type Page = { readonly items: readonly WarningView[] };

const figure = (period: string, value: number, measuredOn: string) => ({
  period,
  value,
  measuredOn,
  source: 'Báo cáo tháng',
});

async function corrected(system: TestSystem, measurement: string, value: number): Promise<void> {
  const measuredOn = '2026-03-31';
  await system.done(`${PATH}/measurements/${measurement}/corrections`, 'office', {
    value,
    measuredOn,
    reason: 'Nhập nhầm số liệu',
  });
}

/** What a catalogue says for the first time of the indicator. */
async function amended(system: TestSystem, field: string, to: JsonValue): Promise<void> {
  const stream = indicatorStream(PROGRAMME, CODE);
  const { length } = await system.events(stream);
  const commandId = derivedId(`amend/${field}`);
  await system.log.append(stream, length - 1, [
    {
      id: derivedId(`amend/${field}/0`),
      type: 'IndicatorAmended',
      data: {
        programme: PROGRAMME,
        code: CODE,
        changes: [{ field, from: null, to }],
        source: { file: `${PROGRAMME}.yaml`, sha256: '0'.repeat(64) },
      },
      metadata: {
        actor: { id: 'van-hanh', role: 'operator', unit: null },
        commandId,
        correlationId: commandId,
        recordedAt: system.clock.now(),
        effectiveOn: localDate(system.clock.now()),
        schemaVersion: 1,
      },
    },
  ]);
}

/** Event id of the newest fact of the indicator. */
const newestFact = async (system: TestSystem) =>
  String((await system.events(indicatorStream(PROGRAMME, CODE))).at(-1)?.id);

const turns = async (system: TestSystem) =>
  (await system.events(STREAM)).map(({ type, data }) => [type, data.at]);

describe('A warning that an indicator is off its track', () => {
  let system: TestSystem;

  beforeAll(async () => {
    system = await TestSystem.open({ roles: ['http', 'projections', 'scheduler'], tasks: [] });
  });

  afterAll(() => system.close());

  const standing = (level: number) =>
    eventually(async () => {
      await system.settled();
      const { status, body } = await system.call('GET', URL, { as: 'office' });
      const [first] = status === 200 ? (body as unknown as readonly WarningView[]) : [];
      return first?.level === level ? first : undefined;
    }, `the warning stands at level ${level}`);

  it('is raised by the figure, for the standing office where nobody owns the indicator', async () => {
    system.at('2026-04-07');
    await system.done(`${PATH}/measurements`, 'office', figure('2026-03', 5, '2026-03-31'));
    expect(await standing(1)).toMatchObject({
      id: WARNING,
      rule: 'indicator-off-track',
      ruleText: 'Chỉ tiêu chậm so với lộ trình',
      task: null,
      assignment: null,
      unit: null,
      unitName: null,
      indicator: CODE,
      indicatorName: expect.stringMatching(/\S/),
      period: '2026',
      levelText: 'cán bộ theo dõi của Cơ quan Thường trực',
      fact: expect.stringMatching(
        /^chậm so với lộ trình đến mục tiêu năm 2026: số liệu ngày 31\/03\/2026 là 5 %/,
      ),
      inputs: { value: 5, target: 95, events: [await newestFact(system)], ruleVersion: 1 },
      raisedAt: instantAt('2026-04-07', '09:00'),
    });
  });

  it('is found by its indicator, and is no unit’s to see', async () => {
    const found = await system.get<Page>(`/warnings?indicator=${encodeURIComponent(CODE)}`, 'inspector');
    expect(found.items.map(({ id }) => id)).toStrictEqual([WARNING]);
    expect((await system.get<Page>('/warnings?rule=indicator-off-track', 'science')).items).toStrictEqual([]);
    expect((await system.call('GET', URL, { as: 'science' })).status).toBe(403);
    const { warnings } = await system.get<{ warnings: { byRule: Record<string, number> } }>(
      `/programmes/${PROGRAMME}/overview`,
      'inspector',
    );
    expect(warnings.byRule['indicator-off-track']).toBe(1);
  });

  it('climbs through the same ladder', async () => {
    system.at('2026-04-22', '08:00');
    const warning = await standing(3);
    expect(warning.course.map(({ at, level }) => [at, level])).toStrictEqual([
      [instantAt('2026-04-07', '09:00'), 1],
      [instantAt('2026-04-14', '17:00'), 2],
      [instantAt('2026-04-21', '17:00'), 3],
    ]);
    expect(warning.levelText).toBe('lãnh đạo chỉ đạo và Cơ quan Thường trực');
  });

  it('is explained by the unit that the standing office names', async () => {
    const asking = { question: 'Vì sao chậm so với lộ trình?' };
    const request = (body: object) => system.post(`${URL}/explanation-requests`, 'office', body);
    const nobody = await request(asking);
    expect([nobody.status, nobody.body.type]).toStrictEqual([
      422,
      'urn:nq57:problem:explanation-unit-missing',
    ]);
    const unknown = await request({ ...asking, unit: 'khong-co' });
    expect([unknown.status, unknown.body.type]).toStrictEqual([404, 'urn:nq57:problem:unit-not-found']);
    expect((await request({ ...asking, unit: SCIENCE })).status).toBe(201);
    const [asked] = await system.get<readonly WarningView[]>(URL, 'science');
    expect(asked).toMatchObject({
      askedUnit: SCIENCE,
      unit: null,
      explanation: { state: 'asked', dueOn: '2026-05-04' },
    });
    const explanation = { text: 'Hạ tầng giao chậm.', cause: 'objective' };
    expect((await system.post(`${URL}/explanations`, 'finance', explanation)).status).toBe(403);
    expect((await system.post(`${URL}/explanations`, 'science', explanation)).status).toBe(201);
    const judgement = { decision: 'accepted', objective: true, reason: 'Có căn cứ' };
    expect((await system.post(`${URL}/explanation-decisions`, 'office', judgement)).status).toBe(201);
    const [judged] = await system.get<readonly WarningView[]>(URL, 'science');
    expect(judged?.explanation).toMatchObject({ state: 'accepted', objective: true });
    const last = (await system.events(STREAM)).at(-1);
    expect(last?.data).toMatchObject({ unit: null, askedUnit: SCIENCE, indicator: CODE });
  });

  it('is cleared by the correction that brings the figure back, which it names', async () => {
    await corrected(system, await newestFact(system), 40);
    const correction = await newestFact(system);
    const cleared = await eventually(async () => {
      const [warning] = await system.get<readonly WarningView[]>(URL, 'office');
      return warning?.clearedAt ? warning : undefined;
    }, 'the warning is cleared');
    expect(cleared).toMatchObject({
      clearedAt: instantAt('2026-04-22', '08:00'),
      clearedCause: 'measurement',
      clearedLate: true,
      level: 3,
      events: { clearedBy: correction },
    });
  });

  it('is told by its history, from first to last', async () => {
    const { items } = await system.get<HistoryPage>(`${URL}/history`, 'science');
    const parts = [
      /^Cảnh báo mức 1 “Chỉ tiêu chậm so với lộ trình”: chỉ tiêu số 1\.2\.1\.\(1\)\/1 chậm so với lộ trình/,
      /từ mức 1 lên mức 2 \(người đứng đầu Cơ quan Thường trực\)/,
      /từ mức 2 lên mức 3 /,
      /^Yêu cầu giải trình .*chỉ tiêu số 1\.2\.1\.\(1\)\/1 của Sở Khoa học và Công nghệ/,
      /^Giải trình .*nguyên nhân khách quan/,
      /^Chấp nhận giải trình/,
      /^Kết thúc cảnh báo .*số liệu của chỉ tiêu đã thay đổi/,
    ];
    expect(items.map(({ sentence }, index) => parts[index]?.test(sentence) ?? sentence)).toStrictEqual(
      parts.map(() => true),
    );
  });
});

describe('Schedulers that come back after weeks', () => {
  let system: TestSystem;

  beforeAll(async () => {
    system = await TestSystem.open({ roles: ['http', 'projections'], tasks: [] });
    await amended(system, 'owner', SCIENCE);
    system.at('2026-04-07');
    await system.done(`${PATH}/measurements`, 'office', figure('2026-03', 5, '2026-03-31'));
    system.at('2026-05-20');
    await corrected(system, await newestFact(system), 40);
    system.at('2026-06-05');
    await system.done(`${PATH}/measurements`, 'office', figure('2026-05', 12, '2026-05-31'));
    system.at('2026-06-15', '08:00');
  });

  afterAll(() => system.close());

  it('write, two at once, what one would have written had it been there, with the dates on which it should have', async () => {
    const expected = [
      ['WarningRaised', instantAt('2026-04-07', '09:00')],
      ['WarningEscalated', instantAt('2026-04-14', '17:00')],
      ['WarningEscalated', instantAt('2026-04-21', '17:00')],
      ['WarningCleared', instantAt('2026-05-20', '09:00')],
      ['WarningRaised', instantAt('2026-06-05', '09:00')],
    ];
    const scheduler = () => system.another({ roles: ['projections', 'scheduler'] });
    const others = await Promise.all([scheduler(), scheduler()]);
    try {
      await eventually(
        async () => (await turns(system)).length >= expected.length || undefined,
        'the warning has been brought up',
      );
      expect(await turns(system)).toStrictEqual(expected);
    } finally {
      await Promise.all(others.map((other) => other.close()));
    }
    const events = await system.events(STREAM);
    expect(new Set(events.map(({ metadata }) => metadata.recordedAt.slice(0, 10)))).toStrictEqual(
      new Set(['2026-06-15']),
    );
    expect(events.map(({ data }) => data.unit)).toStrictEqual(events.map(() => SCIENCE));
  });

  it('leave it to the owner to see and explain', async () => {
    const [newest, first] = await system.get<readonly WarningView[]>(URL, 'science');
    expect([newest?.clearedAt, first?.clearedAt]).toStrictEqual([null, instantAt('2026-05-20', '09:00')]);
    expect(newest).toMatchObject({
      unit: SCIENCE,
      level: 3,
      levelText: 'lãnh đạo chỉ đạo và Cơ quan Thường trực',
    });
    const other = { question: 'Vì sao?', unit: 'so-tai-chinh' };
    const refused = await system.post(`${URL}/explanation-requests`, 'office', other);
    expect([refused.status, refused.body.type]).toStrictEqual([
      422,
      'urn:nq57:problem:explanation-unit-differs',
    ]);
    const explanation = { text: 'Đã bổ sung nguồn lực.', cause: 'subjective' };
    expect((await system.post(`${URL}/explanations`, 'science', explanation)).status).toBe(201);
  });
});

describe('What is looked back upon', () => {
  let system: TestSystem;

  beforeAll(async () => {
    system = await TestSystem.open({ roles: ['http', 'projections'], tasks: [] });
  });

  afterAll(() => system.close());

  const tick = () => system.app.get(WarningsProcess).tick();

  it('is judged by the definition that held then, and an amendment clears from its own instant on', async () => {
    system.at('2026-04-07');
    await system.done(`${PATH}/measurements`, 'office', figure('2026-03', 5, '2026-03-31'));
    system.at('2026-04-10');
    await amended(system, 'path', { kind: 'by-hand', points: [{ on: '2026-03-31', value: 5 }] });
    system.at('2026-06-15');
    await system.settled();
    await tick();
    expect(await turns(system)).toStrictEqual([
      ['WarningRaised', instantAt('2026-04-07', '09:00')],
      ['WarningCleared', instantAt('2026-04-10', '09:00')],
    ]);
    expect((await system.events(STREAM)).at(-1)?.data).toMatchObject({
      cause: 'definition',
      event: await newestFact(system),
    });
  });

  it('of figures that communes report is raised by one commune’s figure and cleared by another’s', async () => {
    const indicator = { programme: PROGRAMME, code: '1.2.1.(4)/2' };
    const commune = (unit: string) => ({
      id: `dm.${unit}`,
      displayName: unit,
      grants: [{ role: 'lead-unit' as const, unit }],
    });
    const report = (unit: string, numerator: number, denominator: number) =>
      system.commands.execute(
        new RecordMeasurementCommand(
          system.context(commune(unit)),
          { ...indicator, unit },
          {
            period: '2026-03',
            value: (numerator / denominator) * 100,
            numerator,
            denominator,
            measuredOn: '2026-03-31',
            source: 'Báo cáo tháng',
            documents: [],
          },
        ),
      );
    system.at('2026-06-16');
    await report('phuong-thanh-dong', 5, 100);
    system.at('2026-06-17');
    const better = await report('phuong-hai-duong', 300, 400);
    await system.settled();
    await tick();
    const stream = warningStream(`indicator-off-track.${PROGRAMME}.1.2.1._4_/2.2026`);
    const [raised, cleared, ...others] = await system.events(stream);
    expect(others).toStrictEqual([]);
    expect(raised?.data).toMatchObject({
      at: instantAt('2026-06-16', '09:00'),
      inputs: { value: 5, parts: { reported: 1 } },
    });
    expect(cleared?.data).toMatchObject({
      at: instantAt('2026-06-17', '09:00'),
      cause: 'measurement',
      event: better.eventIds[0],
    });
  });

  it('by a scheduler that remembers and by one that starts anew is the same', async () => {
    system.at('2026-07-20');
    await tick();
    const before = await system.head();
    const other = await system.another({ roles: [] });
    try {
      expect(await other.get(WarningsProcess).tick()).toBe(0);
    } finally {
      await other.close();
    }
    expect(await system.head()).toBe(before);
  });
});
