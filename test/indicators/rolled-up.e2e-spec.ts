import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Principal } from '#access';
import type { CommandResult } from '#event-log';
import {
  ConfirmMeasurementCommand,
  CorrectMeasurementCommand,
  type IndicatorDetail,
  type IndicatorUnits,
  type RecordMeasurement,
  RecordMeasurementCommand,
  WithdrawMeasurementCommand,
} from '#indicators';
import { Refusal } from '#kernel';
import { AdoptPolicyCommand, adoptedPolicy } from '#reporting';
import { expectNothingWritten, expectProblem } from '../support/expectations.js';
import { FINANCE, PEOPLE, PROGRAMME, TestSystem } from '../support/system.js';

/** A share of at least 100 % by 2026, made of what the 114 communes report. */
const CODE = '1.2.1.(4)/2';
const INDICATOR = { programme: PROGRAMME, code: CODE };
const PATH = `/programmes/${PROGRAMME}/indicators/${encodeURIComponent(CODE)}`;
const COMMUNES = 114;

const MARCH = {
  period: '2026-03',
  measuredOn: '2026-03-31',
  source: 'Báo cáo quý I',
  documents: [],
} as const;

let system: TestSystem;
/** Ids of the communes, in the order of their file. */
let communes: readonly string[];

const share = (numerator: number, denominator: number) => ({
  value: (numerator / denominator) * 100,
  numerator,
  denominator,
});

const clerkOf = (unit: string, name = 'dm'): Principal => ({
  id: `${name}.${unit}`,
  displayName: 'Đầu mối xã',
  grants: [{ role: 'lead-unit', unit }],
});

const communeAt = (index: number) => communes[index] ?? '';

async function record(unit: string, content: RecordMeasurement, as = clerkOf(unit)): Promise<CommandResult> {
  return system.commands.execute(
    new RecordMeasurementCommand(system.context(as), { ...INDICATOR, unit }, content),
  );
}

const refusalOf = async (act: () => Promise<unknown>) => {
  try {
    await act();
  } catch (error) {
    if (error instanceof Refusal) return error.code;
    throw error;
  }
  return 'nothing was refused';
};

const detail = (query = '') => system.get<IndicatorDetail>(`${PATH}${query}`, 'inspector');
const units = (query = '') => system.get<IndicatorUnits>(`${PATH}/units${query}`, 'inspector');

beforeAll(async () => {
  system = await TestSystem.open({ tasks: [] });
  system.at('2026-04-07');
  communes = (await units()).units.map(({ unit }) => unit);
});

afterAll(() => system.close());

describe('An indicator that communes feed', () => {
  it('has nobody’s figure at first: all are missing, none is zero', async () => {
    expect(communes).toHaveLength(COMMUNES);
    expect(await detail()).toMatchObject({
      judgement: { verdict: 'cannot-be-judged', inputs: { latest: null } },
      rollUp: {
        kind: 'weighted-average',
        of: 'units',
        expected: COMMUNES,
        reported: 0,
        coverage: 0,
        weightCoverage: null,
        value: null,
        period: null,
        byPeriod: [],
      },
    });
  });

  it('is all their numerators over all their denominators, with how many have reported', async () => {
    const [a, b] = [communeAt(0), communeAt(1)];
    const first = await record(a, { ...MARCH, ...share(20, 40) });
    const second = await record(b, { ...MARCH, ...share(30, 160) });
    const shown = await detail();
    expect(shown.rollUp).toMatchObject({
      period: '2026-03',
      value: 25,
      numerator: 50,
      denominator: 200,
      weighting: 'denominators',
      expected: COMMUNES,
      reported: 2,
      coverage: 2 / COMMUNES,
      weightCoverage: null,
      events: [...first.eventIds, ...second.eventIds],
    });
    expect(shown.rollUp?.missing).toHaveLength(COMMUNES - 2);
    expect(shown.rollUp?.missing).not.toContain(a);
    expect(shown.judgement.inputs.latest).toMatchObject({
      value: 25,
      eventId: null,
      parts: { expected: COMMUNES, reported: 2 },
    });
    expect(shown.judgement.why).toMatch(/^Số liệu ngày 31\/03\/2026 là 25 % \(114 đơn vị, 2 đã báo cáo\)/);
    expect(shown.measurements).toStrictEqual([]);
  });

  it('opens to what each unit has reported, and each figure to its event', async () => {
    const shown = await units('?period=2026-03');
    expect(shown).toMatchObject({ period: '2026-03', rolled: { value: 25, reported: 2 } });
    expect(shown.units[0]).toMatchObject({
      unit: communeAt(0),
      status: 'reported',
      figure: { value: 50, numerator: 20, denominator: 40, recordedBy: `dm.${communeAt(0)}` },
      revision: 0,
    });
    const [event] = await system.events(`indicator-${PROGRAMME}.1.2.1._4_/2.${communeAt(0)}`);
    expect(event).toMatchObject({
      id: shown.units[0]?.figure?.eventId,
      type: 'MeasurementRecorded',
      data: { unit: communeAt(0), code: CODE },
    });
    expect(shown.units[2]).toMatchObject({ status: 'missing', figure: null, revision: null });
    expect((await units('?period=2026-02')).units.every(({ status }) => status === 'missing')).toBe(true);
  });

  it('takes a correction of a unit’s figure, and keeps what stood', async () => {
    const unit = communeAt(0);
    const before = (await units()).units[0]?.figure;
    await system.commands.execute(
      new CorrectMeasurementCommand(
        system.context(clerkOf(unit)),
        { ...INDICATOR, unit },
        {
          measurement: String(before?.eventId),
          to: { ...share(30, 40), measuredOn: '2026-03-31' },
          reason: 'Bổ sung 10 người',
          documents: [],
        },
      ),
    );
    const shown = (await units()).units[0];
    expect(shown).toMatchObject({ figure: { value: 75, corrects: before?.eventId }, revision: 1 });
    expect(shown?.versions.map(({ value, standing, endedAs }) => [value, standing, endedAs])).toStrictEqual([
      [50, false, 'corrected'],
      [75, true, null],
    ]);
    expect((await detail()).rollUp).toMatchObject({ value: 30, numerator: 60 });
  });

  it('loses a figure that is withdrawn, which may be recorded anew but not corrected', async () => {
    const unit = communeAt(1);
    const before = (await units()).units[1]?.figure;
    const ref = { ...INDICATOR, unit };
    await system.commands.execute(
      new WithdrawMeasurementCommand(system.context(PEOPLE.office), ref, {
        measurement: String(before?.eventId),
        reason: 'Báo cáo thay cho xã khác',
      }),
    );
    expect((await units()).units[1]).toMatchObject({
      status: 'missing',
      figure: null,
      versions: [
        { endedAs: 'withdrawn', withdrawnBy: PEOPLE.office.id, withdrawnReason: 'Báo cáo thay cho xã khác' },
      ],
    });
    expect((await detail()).rollUp).toMatchObject({
      value: 75,
      reported: 1,
      weightCoverage: null,
    });
    const correct = new CorrectMeasurementCommand(system.context(PEOPLE.office), ref, {
      measurement: String(before?.eventId),
      to: { ...share(31, 160), measuredOn: '2026-03-31' },
      reason: 'Đếm lại',
      documents: [],
    });
    expect(await refusalOf(() => system.commands.execute(correct))).toBe('measurement-withdrawn');
    await record(unit, { ...MARCH, ...share(40, 160) }, PEOPLE.office);
    expect((await detail()).rollUp).toMatchObject({ numerator: 70, reported: 2 });
  });

  it('has a unit’s own target beside its figure', async () => {
    const document = { number: '45/QĐ-UBND', date: '2026-04-01', issuer: 'Ủy ban nhân dân thành phố' };
    await system.done(`${PATH}/targets`, 'office', { unit: communeAt(0), year: 2026, target: 80, document });
    expect((await units()).units[0]).toMatchObject({
      target: { year: 2026, target: 80, text: 'ít nhất 80 %' },
      targetReached: false,
      revision: 2,
    });
    expect((await detail()).targets.map(({ target }) => target)).toStrictEqual([100]);
  });
});

describe('Who may record a unit’s figure', () => {
  it('is the unit itself and the standing office, not another unit', async () => {
    const [a, b] = [communeAt(0), communeAt(5)];
    await expectNothingWritten(system, async () => {
      expect(await refusalOf(() => record(a, { ...MARCH, ...share(1, 2) }, clerkOf(b)))).toBe('forbidden');
      const body = { unit: a, ...MARCH, ...share(1, 2) };
      expectProblem(await system.post(`${PATH}/measurements`, 'finance', body), 403, 'forbidden');
    });
    await system.done(`${PATH}/measurements`, 'office', { unit: b, ...MARCH, ...share(1, 2) });
  });

  it('is nobody for the indicator itself, which is rolled up', async () => {
    const body = { ...MARCH, ...share(1, 2) };
    await expectNothingWritten(system, async () => {
      expectProblem(await system.post(`${PATH}/measurements`, 'office', body), 422, 'indicator-rolled-up');
      expectProblem(await system.post(`${PATH}/measurements`, 'finance', body), 403, 'forbidden');
    });
  });

  it('is no unit outside the group, none that there isn’t, and none where nothing is fed by units', async () => {
    const body = { ...MARCH, ...share(1, 2) };
    const elsewhere = `/programmes/${PROGRAMME}/indicators/${encodeURIComponent('1.2.1.(1)/1')}`;
    await expectNothingWritten(system, async () => {
      const post = (path: string, unit: string) =>
        system.post(`${path}/measurements`, 'office', { ...body, unit });
      expectProblem(await post(PATH, FINANCE), 422, 'unit-not-of-group');
      expectProblem(await post(PATH, 'khong-co'), 404, 'unit-not-found');
      expectProblem(await post(elsewhere, communeAt(0)), 422, 'indicator-not-fed-by-units');
      expectProblem(
        await system.call('GET', `${elsewhere}/units`, { as: 'office' }),
        422,
        'indicator-not-fed-by-units',
      );
    });
  });
});

describe('Where the policy asks for a second person', () => {
  it('a figure counts neither for its unit nor for the whole until another has confirmed it', async () => {
    system.at('2026-05-04');
    const { policy, ...adopted } = adoptedPolicy('city-monthly', '2026-05-01');
    await system.commands.execute(
      new AdoptPolicyCommand(system.context(PEOPLE.office), PROGRAMME, {
        ...adopted,
        policy: { ...policy, fourEyes: ['measurement'] },
      }),
    );
    await system.settled();
    const unit = communeAt(7);
    const april = { ...MARCH, period: '2026-04', measuredOn: '2026-04-30', ...share(50, 50) };
    const { eventIds } = await record(unit, april);
    const [measurement = ''] = eventIds;
    expect((await units('?period=2026-04')).units[7]).toMatchObject({
      status: 'waiting',
      figure: { value: 100, waiting: true },
    });
    const waiting = await detail();
    expect(waiting.waiting).toMatchObject([{ unit, period: '2026-04', value: 100, eventId: measurement }]);
    expect(waiting.rollUp).toMatchObject({ period: '2026-03' });
    expect(waiting.judgement.why).toMatch(/1 số liệu chờ người thứ hai xác nhận, chưa được tính\.$/);

    const confirm = (as: Principal) =>
      system.commands.execute(
        new ConfirmMeasurementCommand(system.context(as), { ...INDICATOR, unit }, measurement),
      );
    expect(await refusalOf(() => confirm(clerkOf(unit)))).toBe('second-person-needed');
    await system.done(`${PATH}/measurements/${measurement}/confirmations`, 'office', { unit });
    const again = await system.post(`${PATH}/measurements/${measurement}/confirmations`, 'office', { unit });
    expect(again.status).toBe(200);
    expect((await units('?period=2026-04')).units[7]).toMatchObject({
      status: 'reported',
      figure: { waiting: false, confirmedBy: PEOPLE.office.id },
    });
    expect(await detail()).toMatchObject({
      waiting: [],
      rollUp: { byPeriod: [{ period: '2026-03' }, { period: '2026-04', value: 100, reported: 1 }] },
    });
  });

  it('figures of before stand as they did', async () => {
    expect((await units('?period=2026-03')).units[0]).toMatchObject({ status: 'reported' });
  });
});

describe('The revision of what is read', () => {
  it('is the one that If-Match is held against', async () => {
    const { headers } = await system.call('GET', PATH, { as: 'office' });
    const { revision } = await detail();
    expect(headers.etag).toBe(`"${revision}"`);
    const target = {
      year: 2026,
      target: 90,
      document: { number: '46/QĐ', date: '2026-05-04', issuer: 'Ban Chỉ đạo' },
    };
    const stale = await system.post(`${PATH}/targets`, 'office', target, { 'if-match': '"77"' });
    expectProblem(stale, 412, 'precondition-failed');
    const fresh = await system.post(`${PATH}/targets`, 'office', target, {
      'if-match': String(headers.etag),
    });
    expect(fresh.status).toBe(201);
    expect((await detail()).revision).toBe(revision + 1);
  });
});
