import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { operatorPrincipal } from '#access';
import { indicatorStream } from '#catalogue';
import type { EventMetadata, JsonObject, RecordedEvent } from '#event-log';
import { OwnIndicatorsProcess } from '#indicators';
import { derivedId } from '#kernel';
import { type PeriodClosed, type PeriodCompliance, periodStream, RequestReopeningCommand } from '#reporting';
import { eventually, expectProblem } from '../support/expectations.js';
import { FINANCE_ASSIGNMENT, PROGRAMME, SCIENCE_ASSIGNMENT, TestSystem } from '../support/system.js';

/** The programme's goal on monthly updates, which the catalogue has the system measure. */
const CODE = '1.2.2.(4)/2';
const STREAM = indicatorStream(PROGRAMME, CODE);
/** Its twin of completions, which a test defines. */
const COMPLETION_CODE = 'hoan-thanh/1';
const COMPLETION_STREAM = indicatorStream(PROGRAMME, COMPLETION_CODE);
const JANUARY = '2026-01';
const FEBRUARY = '2026-02';
const FIRST_REASON = 'Báo cáo của Sở Tài chính bị trả lại';
const AT_CLOSE = '2026-02-06';

let system: TestSystem;

beforeAll(async () => {
  system = await TestSystem.open();
  system.at('2026-02-03');
  await system.report(FINANCE_ASSIGNMENT, 'finance', JANUARY, 30);
});

afterAll(() => system.close());

/** What a scheduler does when it hears of a change. @returns how many events it has written */
async function looked(app = system.app): Promise<number> {
  await system.settled();
  const process = app.get(OwnIndicatorsProcess);
  process.changed(PROGRAMME);
  return process.tick();
}

const measured = async (stream = STREAM): Promise<readonly RecordedEvent[]> =>
  (await system.events(stream)).filter(({ type }) => type.startsWith('Measurement'));

async function lastOf(stream: string, type: string): Promise<RecordedEvent> {
  const found = (await system.events(stream)).findLast((event) => event.type === type);
  if (!found) throw new Error(`${stream} has no ${type}`);
  return found;
}

/** Closes a period. @returns the close */
async function closed(period: string): Promise<RecordedEvent> {
  await system.settled();
  await system.done(`/programmes/${PROGRAMME}/periods/${period}/close`, 'office');
  return lastOf(periodStream(PROGRAMME, period), 'PeriodClosed');
}

/** Reopens a period, by two people. */
async function reopened(period: string, reason: string): Promise<void> {
  await system.settled();
  await system.commands.execute(
    new RequestReopeningCommand(system.context(operatorPrincipal('van-hanh')), PROGRAMME, period, reason),
  );
  await system.done(`/programmes/${PROGRAMME}/periods/${period}/reopening`, 'office');
}

async function compliance(period: string): Promise<PeriodCompliance> {
  const periods = await system.get<PeriodCompliance[]>(`/programmes/${PROGRAMME}/compliance`, 'inspector');
  const found = periods.find((one) => one.period === period);
  if (!found) throw new Error(`no figures of ${period}`);
  return found;
}

/** Defines an indicator that is measured by the completions, past the catalogue. */
async function defineCompletionRate(): Promise<void> {
  const metadata: EventMetadata = {
    actor: { id: 'thuong-truc', role: 'standing-office', unit: null },
    commandId: derivedId('define'),
    commandDigest: 'define',
    correlationId: derivedId('define'),
    recordedAt: system.clock.now(),
    effectiveOn: '2026-02-03',
    schemaVersion: 1,
  };
  const data: JsonObject = {
    programme: PROGRAMME,
    code: COMPLETION_CODE,
    group: '1.2.2.(4)',
    name: 'Nhiệm vụ hoàn thành đúng hạn',
    unit: '%',
    direction: 'at_least',
    target: 90,
    targetMax: null,
    stretchTarget: null,
    targetYear: 2026,
    formula: { kind: 'system', of: 'on-time-completion-rate' },
    ordinal: 99,
  };
  await system.log.append(COMPLETION_STREAM, 'no-stream', [
    { id: derivedId('define/0'), type: 'IndicatorDefined', data, metadata },
  ]);
}

describe('The goal on monthly updates', () => {
  it('takes no figures from people', async () => {
    system.at(AT_CLOSE);
    const body = { period: JANUARY, value: 90, measuredOn: '2026-01-31', source: 'Tự đếm' };
    const path = `/programmes/${PROGRAMME}/indicators/${encodeURIComponent(CODE)}/measurements`;
    expectProblem(await system.post(path, 'office', body), 422, 'indicator-measured-by-system');
  });

  it('is not measured while the month is open', async () => {
    expect(await looked()).toBe(0);
    expect(await measured()).toStrictEqual([]);
  });

  it('is measured once the month is closed, with the figures of compliance', async () => {
    const close = await closed(JANUARY);
    const { sha256 } = close.data as unknown as PeriodClosed;
    expect(await looked()).toBe(1);
    const [event, ...others] = await measured();
    expect(others).toStrictEqual([]);
    const { byTask } = await compliance(JANUARY);
    expect(byTask).toMatchObject({ expected: 5, complete: 1, rate: 0.2 });
    expect(event?.type).toBe('MeasurementRecorded');
    expect(event?.data).toStrictEqual({
      programme: PROGRAMME,
      code: CODE,
      period: JANUARY,
      value: (byTask.rate ?? 0) * 100,
      numerator: byTask.complete,
      denominator: byTask.expected,
      measuredOn: '2026-01-31',
      source: `Hệ thống tự đo tỷ lệ nhiệm vụ cập nhật tiến độ theo lần chốt kỳ 01/2026 (sự kiện ${close.id}, SHA-256 của danh sách ${sha256})`,
      documents: [],
    });
    expect(event?.metadata).toMatchObject({
      actor: { id: 'own-indicators', role: 'rule', unit: null },
      rule: { id: 'monthly-update-rate', version: 1 },
      effectiveOn: '2026-01-31',
    });
  });

  it('is judged by it', async () => {
    const judged = await system.get<{ judgement: { inputs: { latest: { value: number } | null } } }>(
      `/programmes/${PROGRAMME}/indicators/${encodeURIComponent(CODE)}`,
      'inspector',
    );
    expect(judged.judgement.inputs.latest).toMatchObject({ value: 20 });
  });

  it('is not measured again by another look, nor by a scheduler that begins at the beginning', async () => {
    expect(await looked()).toBe(0);
    const another = await system.another();
    try {
      expect(await looked(another)).toBe(0);
    } finally {
      await another.close();
    }
    expect(await measured()).toHaveLength(1);
  });

  it('stays as it is while the month is open again', async () => {
    system.at('2026-02-09');
    await reopened(JANUARY, FIRST_REASON);
    expect(await looked()).toBe(0);
  });

  it('is corrected where the second close comes to another figure, naming the reopening’s reason', async () => {
    const [first] = await measured();
    const report = (await system.events(`assignment-${FINANCE_ASSIGNMENT}`)).findLast(
      ({ type }) => type === 'ProgressReported',
    );
    await system.done(`/assignments/${FINANCE_ASSIGNMENT}/progress-reports/${report?.id}/return`, 'office', {
      reason: 'Số liệu chưa khớp',
    });
    system.at('2026-02-09', '10:00');
    const close = await closed(JANUARY);
    expect(await looked()).toBe(1);
    const correction = (await measured()).at(-1);
    expect(correction?.type).toBe('MeasurementCorrected');
    expect(correction?.data).toMatchObject({
      period: JANUARY,
      measurement: first?.id,
      from: { value: 20, numerator: 1, denominator: 5, measuredOn: '2026-01-31' },
      to: { value: 0, numerator: 0, denominator: 5, measuredOn: '2026-01-31' },
    });
    expect(correction?.data.reason).toContain(`Kỳ được mở lại với lý do “${FIRST_REASON}”`);
    expect(correction?.data.reason).toContain(close.id);
    expect((await compliance(JANUARY)).byTask.rate).toBe(0);
  });

  it('is left alone where the next close comes to the same figure', async () => {
    system.at('2026-02-10');
    await reopened(JANUARY, 'Rà soát lại danh sách');
    system.at('2026-02-10', '10:00');
    await closed(JANUARY);
    expect(await looked()).toBe(0);
    expect(await measured()).toHaveLength(2);
  });
});

describe('The rate of completion on time', () => {
  it('is measured from the closes before it was defined, as things stood at them', async () => {
    await defineCompletionRate();
    // Nothing had fallen due by the end of January.
    expect(await looked()).toBe(0);
    expect(await measured(COMPLETION_STREAM)).toStrictEqual([]);
  });

  it('counts what was completed by its due date among all that had fallen due', async () => {
    system.at('2026-03-03');
    await system.report(FINANCE_ASSIGNMENT, 'finance', FEBRUARY, 60);
    await system.report(SCIENCE_ASSIGNMENT, 'science', FEBRUARY, 60);
    system.at('2026-03-20');
    const proposal = { summary: 'Đã hoàn thành toàn bộ nhiệm vụ được giao.', deliverables: ['Báo cáo'] };
    await system.done(`/assignments/${FINANCE_ASSIGNMENT}/completion-proposals`, 'finance', proposal);
    await system.done(`/assignments/${FINANCE_ASSIGNMENT}/completion-confirmation`, 'office', {});
    system.at('2026-04-07');
    await closed(FEBRUARY);
    await closed('2026-03');
    expect(await looked()).toBe(3);
    const [event, ...others] = await measured(COMPLETION_STREAM);
    expect(others).toStrictEqual([]);
    const due = system.readModels.db.$client
      .prepare<[], number>(
        "SELECT count(*) FROM tasks_assignments WHERE original_due <= '2026-03-31' AND status <> 'released'",
      )
      .pluck()
      .get();
    expect(due).toBeGreaterThan(1);
    expect(event?.data).toMatchObject({
      period: '2026-03',
      numerator: 1,
      denominator: due,
      measuredOn: '2026-03-31',
    });
    expect(event?.metadata.rule).toStrictEqual({ id: 'on-time-completion-rate', version: 1 });
  });
});

describe('A scheduler', () => {
  it('that was away at two closes and the reopening between writes, on its return, what it would have written', async () => {
    const away = await TestSystem.open();
    let server: Awaited<ReturnType<TestSystem['another']>> | undefined;
    try {
      away.at('2026-02-03');
      await away.report(FINANCE_ASSIGNMENT, 'finance', JANUARY, 30);
      away.at(AT_CLOSE, '09:00');
      await away.settled();
      const path = `/programmes/${PROGRAMME}/periods/${JANUARY}`;
      await away.done(`${path}/close`, 'office');
      away.at(AT_CLOSE, '10:00');
      await away.settled();
      await away.commands.execute(
        new RequestReopeningCommand(
          away.context(operatorPrincipal('van-hanh')),
          PROGRAMME,
          JANUARY,
          FIRST_REASON,
        ),
      );
      await away.done(`${path}/reopening`, 'office');
      const report = (await away.events(`assignment-${FINANCE_ASSIGNMENT}`)).findLast(
        ({ type }) => type === 'ProgressReported',
      );
      await away.done(`/assignments/${FINANCE_ASSIGNMENT}/progress-reports/${report?.id}/return`, 'office', {
        reason: 'Số liệu chưa khớp',
      });
      away.at(AT_CLOSE, '11:00');
      await away.settled();
      await away.done(`${path}/close`, 'office');
      away.at('2026-02-20');
      server = await away.another({ roles: ['projections', 'scheduler'] });
      await server.init();
      const events = await eventually(async () => {
        const found = (await away.events(STREAM)).filter(({ type }) => type.startsWith('Measurement'));
        return found.length >= 2 ? found : undefined;
      }, 'both closes are measured');
      expect(events.map(({ type, metadata }) => [type, metadata.effectiveOn])).toStrictEqual([
        ['MeasurementRecorded', '2026-01-31'],
        ['MeasurementCorrected', '2026-01-31'],
      ]);
      expect(events[0]?.data).toMatchObject({ value: 20 });
      expect(events[1]?.data).toMatchObject({ to: { value: 0 } });
    } finally {
      await server?.close();
      await away.close();
    }
  });

  it('that looks at the same moment as another writes nothing twice', async () => {
    const both = await TestSystem.open();
    const other = await both.another();
    try {
      both.at(AT_CLOSE);
      await both.settled();
      await both.done(`/programmes/${PROGRAMME}/periods/${JANUARY}/close`, 'office');
      await both.settled();
      await Promise.all([both.app, other].map((app) => app.get(OwnIndicatorsProcess).tick()));
      const events = (await both.events(STREAM)).filter(({ type }) => type.startsWith('Measurement'));
      expect(events.map(({ type }) => type)).toStrictEqual(['MeasurementRecorded']);
    } finally {
      await other.close();
      await both.close();
    }
  });
});
