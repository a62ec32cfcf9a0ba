import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { LoadProgrammeCommand } from '#catalogue';
import { expectNothingWritten, expectProblem } from '../support/expectations.js';
import { PEOPLE, PROGRAMME, TestSystem } from '../support/system.js';

/** A share of at least 95 % by 2026; its code has parentheses and a slash. */
const CODE = '1.2.1.(1)/1';
const PATH = `/programmes/${PROGRAMME}/indicators/${encodeURIComponent(CODE)}`;
const LIST = `/programmes/${PROGRAMME}/indicators/judgement`;
const STREAM = `indicator-${PROGRAMME}.1.2.1._1_/1`;
const DOCUMENT = { number: '45/QĐ-BCĐ', date: '2026-05-04', issuer: 'Ban Chỉ đạo' };
const MARCH = {
  period: '2026-03',
  value: 40,
  numerator: 400,
  denominator: 1000,
  measuredOn: '2026-03-31',
  source: 'Báo cáo quý I',
  documents: [{ number: '12/BC', date: '2026-04-02', issuer: 'Sở Khoa học và Công nghệ' }],
};

interface Judged {
  readonly code: string;
  readonly verdictText: string;
  readonly judgement: {
    readonly verdict: string;
    readonly why: string;
    readonly rule: string;
    readonly inputs: { readonly target: object | null; readonly latest: { value: number } | null };
  };
  readonly simulated: boolean;
}

interface Version {
  readonly eventId: string;
  readonly value: number;
  readonly target: number;
  readonly corrects: string | null;
  readonly reason: string | null;
  readonly document: object | null;
  readonly recordedBy: string;
  readonly recordedByName: string | null;
  readonly standing: boolean;
}

interface Detail extends Judged {
  readonly targets: readonly Version[];
  readonly measurements: readonly Version[];
}

let system: TestSystem;
let measurement: string;

beforeAll(async () => {
  system = await TestSystem.open({ tasks: [] });
  system.at('2026-04-07');
});

afterAll(() => system.close());

const detail = (asOf?: string) =>
  system.get<Detail>(asOf === undefined ? PATH : `${PATH}?asOf=${asOf}`, 'inspector');

describe('An indicator', () => {
  it('cannot be judged before anything was measured, and says why', async () => {
    const judged = await system.get<Judged[]>(LIST, 'finance');
    expect(judged).toHaveLength(35);
    expect(new Set(judged.map(({ judgement }) => judgement.verdict))).toStrictEqual(
      new Set(['cannot-be-judged']),
    );
    expect(judged.find(({ code }) => code === CODE)).toMatchObject({
      judgement: { why: 'Chưa có số liệu nào từ 01/01/2026.', inputs: { latest: null } },
      simulated: false,
    });
  });

  it('is judged by what was measured, with the rule in words', async () => {
    const { revision } = await system.done(`${PATH}/measurements`, 'office', MARCH);
    expect(revision).toBe(1);
    const [, event] = await system.events(STREAM);
    measurement = String(event?.id);
    expect(event).toMatchObject({
      type: 'MeasurementRecorded',
      metadata: { effectiveOn: '2026-03-31', actor: { id: PEOPLE.office.id } },
    });
    const shown = await detail();
    expect(shown).toMatchObject({
      code: CODE,
      verdictText: 'đúng tiến độ',
      targetText: 'ít nhất 95 %',
      judgement: {
        verdict: 'on-track',
        inputs: { latest: { value: 40, eventId: measurement }, expected: 23.23, tolerance: 9.5 },
        series: [{ period: '2026-03', measuredOn: '2026-03-31', value: 40 }],
      },
    });
    expect(shown.judgement.rule).toMatch(/^Đạt khi số liệu không thấp hơn mục tiêu\./);
    expect(shown.measurements).toMatchObject([
      {
        eventId: measurement,
        value: 40,
        numerator: 400,
        denominator: 1000,
        source: 'Báo cáo quý I',
        documents: [{ number: '12/BC', sha256: null }],
        corrects: null,
        standing: true,
      },
    ]);
  });

  it('answers the very same again with 200 and writes nothing', async () => {
    await expectNothingWritten(system, async () => {
      const { status } = await system.post(`${PATH}/measurements`, 'office', MARCH);
      expect(status).toBe(200);
    });
  });

  it('has other figures for the period by a correction alone', async () => {
    await expectNothingWritten(system, async () => {
      const again = await system.post(`${PATH}/measurements`, 'office', {
        ...MARCH,
        value: 18,
        numerator: 180,
      });
      expectProblem(again, 409, 'measurement-exists');
      const unknown = await system.post(`${PATH}/measurements/${PROGRAMME}/corrections`, 'office', {
        value: 18,
        measuredOn: '2026-03-31',
        reason: 'Đếm trùng',
      });
      expectProblem(unknown, 404, 'measurement-not-found');
    });
    system.at('2026-04-10');
    await system.done(`${PATH}/measurements/${measurement}/corrections`, 'office', {
      value: 18,
      numerator: 180,
      denominator: 1000,
      measuredOn: '2026-03-31',
      reason: 'Đếm trùng',
    });
    const shown = await detail();
    expect(shown.judgement.verdict).toBe('at-risk');
    expect(shown.measurements.map(({ value, standing }) => [value, standing])).toStrictEqual([
      [40, false],
      [18, true],
    ]);
    expect(shown.measurements[1]).toMatchObject({
      corrects: measurement,
      reason: 'Đếm trùng',
      recordedBy: PEOPLE.office.id,
      recordedByName: PEOPLE.office.displayName,
    });
  });

  it('is judged on each day by the figures of days up to it, whenever they were recorded', async () => {
    const before = await detail('2026-03-30');
    expect(before.judgement).toMatchObject({ verdict: 'cannot-be-judged', inputs: { latest: null } });
    expect(before.measurements).toStrictEqual([]);
    const listed = async (asOf: string) =>
      (await system.get<Judged[]>(`${LIST}?asOf=${asOf}`, 'leader')).find(({ code }) => code === CODE)
        ?.judgement.inputs.latest?.value;
    expect([
      await listed('2026-03-30'),
      await listed('2026-03-31'),
      await listed('2026-04-09'),
    ]).toStrictEqual([undefined, 18, 18]);
  });

  it('as of one day stands otherwise as it was known on another', async () => {
    const known = await detail('2026-04-09&asKnownAt=2026-04-09');
    expect(known.judgement).toMatchObject({ verdict: 'on-track', inputs: { latest: { value: 40 } } });
    expect(known.measurements.map(({ value, standing }) => [value, standing])).toStrictEqual([[40, true]]);
  });

  it('keeps the old target and the document that revised it', async () => {
    system.at('2026-05-05');
    await system.done(`${PATH}/targets`, 'office', { year: 2026, target: 60, document: DOCUMENT });
    const shown = await detail();
    expect(shown.judgement).toMatchObject({
      verdict: 'on-track',
      inputs: { target: { year: 2026, target: 60 } },
    });
    expect(shown.targets.map(({ target, document, standing }) => [target, document, standing])).toStrictEqual(
      [
        [95, null, false],
        [60, { ...DOCUMENT, sha256: null }, true],
      ],
    );
    const targetOn = async (asOf: string) => (await detail(asOf)).judgement.inputs.target;
    expect(await targetOn('2026-05-03')).toMatchObject({ target: 95 });
    // From the day of its document on, though it was recorded a day later.
    expect(await targetOn('2026-05-04')).toMatchObject({ target: 60 });
  });

  it('is still loaded with its programme, which writes nothing anew', async () => {
    await expectNothingWritten(system, () =>
      system.commands.execute(new LoadProgrammeCommand(PROGRAMME, system.context(PEOPLE.office))),
    );
  });
});

describe('The door of the indicators', () => {
  it('refuses what no figure can be, and writes nothing', async () => {
    await expectNothingWritten(system, async () => {
      const post = (body: object) =>
        system.post(`${PATH}/measurements`, 'office', {
          ...MARCH,
          period: '2026-04',
          measuredOn: '2026-04-30',
          ...body,
        });
      expectProblem(
        await post({ value: 101, numerator: null, denominator: null }),
        422,
        'value-out-of-range',
      );
      expectProblem(await post({ value: 40, numerator: 1001 }), 422, 'numerator-over-denominator');
      expectProblem(await post({ value: 41 }), 422, 'value-contradicts-fraction');
      expectProblem(await post({ measuredOn: '2026-03-31' }), 422, 'measured-outside-period');
      expectProblem(await post({ period: '2026-06', measuredOn: '2026-06-30' }), 422, 'measured-in-future');
      expectProblem(await post({ period: '2026-W18' }), 400, 'invalid-input');
      expectProblem(await post({ unitOfMeasure: 'người' }), 422, 'unit-of-measure-differs');
      expectProblem(await post({ value: '40' }), 400, 'invalid-input');
    });
  });

  it('knows no indicator that the programme has not', async () => {
    const path = `/programmes/${PROGRAMME}/indicators/9.9`;
    expectProblem(await system.post(`${path}/measurements`, 'office', MARCH), 404, 'indicator-not-found');
    expectProblem(await system.call('GET', path, { as: 'office' }), 404, 'indicator-not-found');
    const elsewhere = await system.call('GET', '/programmes/khong-co/indicators/judgement', { as: 'office' });
    expectProblem(elsewhere, 404, 'programme-not-found');
  });

  it('does not answer for a day that has not come', async () => {
    expectProblem(
      await system.call('GET', `${LIST}?asOf=2026-12-31`, { as: 'office' }),
      422,
      'as-of-in-future',
    );
  });

  it('refuses a command that has not seen the last revision', async () => {
    const body = { ...MARCH, period: '2026-04', measuredOn: '2026-04-30' };
    const answer = await system.post(`${PATH}/measurements`, 'office', body, { 'if-match': '"0"' });
    expectProblem(answer, 412, 'precondition-failed');
  });
});

describe('The rows of the indicators', () => {
  it('are the same when they are built anew from the log', async () => {
    await system.settled();
    const rows = () =>
      [
        'indicators_measurements ORDER BY event_id',
        'indicators_targets ORDER BY event_id, year',
        'indicators_streams ORDER BY programme, code, unit',
      ].map((table) => system.readModels.db.$client.prepare(`SELECT * FROM ${table}`).all());
    const live = rows();
    expect(live.map((table) => table.length > 0)).toStrictEqual([true, true, true]);
    await system.readModels.rebuild();
    expect(rows()).toStrictEqual(live);
  });
});
