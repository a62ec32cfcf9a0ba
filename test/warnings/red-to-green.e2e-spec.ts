import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { instantAt } from '#kernel';
import type { HistoryLine, HistoryPage } from '#responsibility';
import type { WarningRule, WarningView } from '#warnings';
import type { Overview } from '../../apps/api/src/index.js';
import { eventually } from '../support/expectations.js';
import {
  FINANCE,
  FINANCE_ASSIGNMENT,
  FINANCE_TASK,
  fullReport,
  PEOPLE,
  PROGRAMME,
  TestSystem,
} from '../support/system.js';

/** Of the months of 2026, by the policy: 17:00 on the 5th, moved to the next working day. */
const CUT_OFF = { '2026-01': instantAt('2026-02-05', '17:00'), '2026-02': instantAt('2026-03-05', '17:00') };
const DUE = '2026-03-31';
/** The first instant after the due date. */
const OVERDUE = instantAt('2026-04-01');
const ASSIGNMENT_URL = `/assignments/${FINANCE_ASSIGNMENT}`;

let system: TestSystem;

beforeEach(async () => {
  system = await TestSystem.open({ roles: ['http', 'projections', 'scheduler'], tasks: [FINANCE_TASK] });
  system.at('2026-01-06');
  await system.done(`${ASSIGNMENT_URL}/acceptance`, 'finance');
});

afterEach(() => system.close());

/** Those that turn by updates, and by due dates that pass; others may stand beside them. */
const RULES: ReadonlySet<string | undefined> = new Set<WarningRule>([
  'update-missing',
  'update-insufficient',
  'task-overdue',
]);

const warnings = async () =>
  (
    await system.get<{ items: readonly WarningView[] }>(
      `/warnings?assignment=${FINANCE_ASSIGNMENT}`,
      'finance',
    )
  ).items.filter(({ rule }) => RULES.has(rule));

/** The newest turn of a warning, once it stands (or stands no more): the server looks by itself. */
const turned = (rule: WarningRule, period: string, state: 'open' | 'cleared') =>
  eventually(
    async () =>
      (await warnings()).find(
        (one) =>
          one.rule === rule && one.period === period && (one.clearedAt === null) === (state === 'open'),
      ),
    `${rule} of ${period} is ${state}`,
  );

/** Sends an update. @returns ids of the events that it made */
async function reported(body: object): Promise<readonly string[]> {
  const answer = await system.post(`${ASSIGNMENT_URL}/progress-reports`, 'finance', body);
  expect(answer.status).toBe(201);
  return answer.body.events as string[];
}

const history = async () => (await system.get<HistoryPage>(`${ASSIGNMENT_URL}/history`, 'finance')).items;

const told = (lines: readonly HistoryLine[], type: HistoryLine['type']) =>
  lines.filter((line) => line.type === type && (line.rule === null || RULES.has(line.rule.id)));

/** The open warnings by rule, and how many are over: as the overview tells them. */
async function figures() {
  const { warnings: counts } = await system.get<Overview>(`/programmes/${PROGRAMME}/overview`, 'office');
  const { byRule } = counts;
  const [missing, thin, overdue] = [
    byRule['update-missing'],
    byRule['update-insufficient'],
    byRule['task-overdue'],
  ];
  const cleared = (await warnings()).filter(({ clearedAt }) => clearedAt !== null).length;
  return { missing, thin, overdue, open: missing + thin + overdue, cleared };
}

const NONE = { missing: 0, thin: 0, overdue: 0, open: 0, cleared: 0 };

describe('A month without an update', () => {
  it('turns red at its cut-off and green by the unit’s update', async () => {
    system.at('2026-02-05', '16:59');
    await system.settled();
    expect([await warnings(), await figures()]).toEqual([[], NONE]);

    system.at('2026-02-05', '17:03');
    const red = await turned('update-missing', '2026-01', 'open');
    expect(red).toMatchObject({
      raisedAt: CUT_OFF['2026-01'],
      raisedOn: '2026-02-05',
      raisedRecordedAt: system.clock.now(),
      unit: FINANCE,
      level: 1,
      inputs: { cutOff: CUT_OFF['2026-01'] },
      simulated: false,
    });
    const [raised] = await system.events(`warning-${red.id}`);
    expect(raised).toMatchObject({
      id: red.events.raised,
      type: 'WarningRaised',
      data: { at: CUT_OFF['2026-01'] },
      metadata: { actor: { role: 'rule' }, rule: { id: 'update-missing', version: 1 } },
    });
    expect(await figures()).toEqual({ ...NONE, missing: 1, open: 1 });
    expect(told(await history(), 'WarningRaised')[0]).toMatchObject({
      eventId: red.events.raised,
      recordedAt: system.clock.now(),
      actor: { role: 'rule' },
      sentence: expect.stringContaining('Không cập nhật tiến độ'),
    });

    system.at('2026-02-07', '10:00');
    const made = await reported(fullReport('2026-01', 30));
    const green = await turned('update-missing', '2026-01', 'cleared');
    expect(green).toMatchObject({ id: red.id, clearedAt: system.clock.now(), clearedCause: 'report' });
    const log = await system.events(`assignment-${FINANCE_ASSIGNMENT}`);
    const update = log.find(({ type }) => type === 'ProgressReported');
    expect([green.events.clearedBy, made.includes(String(update?.id))]).toEqual([update?.id, true]);
    expect(await figures()).toEqual({ ...NONE, cleared: 1 });
    expect(told(await history(), 'WarningCleared')[0]).toMatchObject({
      eventId: green.events.cleared,
      sentence: expect.stringContaining('đơn vị đã gửi cập nhật'),
    });
    expect((await warnings()).length).toBe(1);
  });

  it('never turns red when the update came at the cut-off’s very minute', async () => {
    system.at('2026-02-05', '17:00');
    await reported(fullReport('2026-01', 30));
    system.at('2026-03-05', '17:01');
    await turned('update-missing', '2026-02', 'open');
    expect((await warnings()).map(({ period }) => period)).toEqual(['2026-02']);
  });
});

describe('A thin update', () => {
  it('turns red at the cut-off for what it lacks, and green by one that lacks nothing', async () => {
    system.at('2026-01-28');
    const [thin] = await reported({ period: '2026-01', kind: 'progress', summary: 'Đang làm.' });
    system.at('2026-02-05', '17:30');
    const red = await turned('update-insufficient', '2026-01', 'open');
    expect([red.raisedAt, red.inputs]).toEqual([
      CUT_OFF['2026-01'],
      {
        cutOff: CUT_OFF['2026-01'],
        report: thin,
        lacks: ['summary-too-short', 'percent-missing'],
        returnReason: null,
      },
    ]);
    expect(told(await history(), 'WarningRaised').map(({ sentence }) => sentence)).toEqual([
      expect.stringMatching(/kết quả thực hiện nêu quá ngắn.*chưa nêu tỷ lệ hoàn thành/),
    ]);
    expect(await figures()).toEqual({ ...NONE, thin: 1, open: 1 });

    system.at('2026-02-09');
    const [full] = await reported(fullReport('2026-01', 30));
    const green = await turned('update-insufficient', '2026-01', 'cleared');
    expect([green.events.clearedBy, green.clearedAt]).toEqual([full, system.clock.now()]);
    expect(await figures()).toEqual({ ...NONE, cleared: 1 });
  });

  it('that comes after the cut-off turns one red into another', async () => {
    system.at('2026-02-06');
    await turned('update-missing', '2026-01', 'open');
    system.at('2026-02-08');
    const made = await reported({ period: '2026-01', kind: 'progress', percent: 10, summary: 'Đang làm.' });
    const red = await turned('update-insufficient', '2026-01', 'open');
    expect([red.raisedAt, red.inputs.lacks]).toEqual([system.clock.now(), ['summary-too-short']]);
    const green = await turned('update-missing', '2026-01', 'cleared');
    expect(made).toContain(green.events.clearedBy);
    expect(await figures()).toEqual({ ...NONE, thin: 1, open: 1, cleared: 1 });
  });
});

describe('An update that is returned after the cut-off', () => {
  it('turns red at its return, with the reason that was given', async () => {
    system.at('2026-01-28');
    await reported(fullReport('2026-01', 30));
    system.at('2026-02-06');
    const log = await system.events(`assignment-${FINANCE_ASSIGNMENT}`);
    const update = log.find(({ type }) => type === 'ProgressReported')?.id;
    const reason = 'Số liệu không khớp với báo cáo tài chính';
    system.at('2026-02-11', '14:20');
    await system.done(`${ASSIGNMENT_URL}/progress-reports/${update}/return`, 'office', { reason });
    const red = await turned('update-insufficient', '2026-01', 'open');
    expect(red).toMatchObject({
      raisedAt: instantAt('2026-02-11', '14:20'),
      inputs: { report: update, lacks: [], returnReason: reason },
    });
    const lines = await history();
    expect(told(lines, 'ProgressReportReturned')[0]?.actor.id).toBe(PEOPLE.office.id);
    expect(told(lines, 'WarningRaised')[0]?.sentence).toContain(reason);
    expect((await warnings()).length).toBe(1);
    expect(await figures()).toEqual({ ...NONE, thin: 1, open: 1 });
  });
});

describe('A due date that passes', () => {
  it('turns red the instant after it, and green by the extension', async () => {
    for (const period of ['2026-01', '2026-02', '2026-03']) {
      system.at(`${period}-28`);
      await reported(fullReport(period, 30));
    }
    system.at(DUE, '23:59');
    await system.settled();
    expect([await warnings(), await figures()]).toEqual([[], NONE]);

    system.at('2026-04-01', '07:00');
    const red = await turned('task-overdue', DUE, 'open');
    expect(red).toMatchObject({
      raisedAt: OVERDUE,
      raisedOn: '2026-04-01',
      inputs: { due: DUE, originalDue: DUE, status: 'in-progress' },
    });
    const late = await system.get<Overview>(`/programmes/${PROGRAMME}/overview`, 'office');
    expect([late.buckets.inProgressLate, late.warnings.byRule['task-overdue']]).toEqual([1, 1]);

    system.at('2026-04-02');
    const asked = { to: '2026-05-31', reason: 'Chờ ý kiến của bộ, ngành' };
    await system.done(`${ASSIGNMENT_URL}/extension-requests`, 'finance', asked);
    system.at('2026-04-03');
    await system.done(`${ASSIGNMENT_URL}/extension-decisions`, 'office', {
      decision: 'granted',
      reason: 'Nguyên nhân khách quan',
    });
    const green = await turned('task-overdue', DUE, 'cleared');
    const granted = (await system.events(`assignment-${FINANCE_ASSIGNMENT}`)).find(
      ({ type }) => type === 'ExtensionGranted',
    );
    expect(green).toMatchObject({
      id: red.id,
      clearedAt: system.clock.now(),
      clearedCause: 'extension',
      events: { clearedBy: granted?.id },
    });
    const now = await system.get<Overview>(`/programmes/${PROGRAMME}/overview`, 'office');
    expect([now.buckets.inProgressLate, now.buckets.inProgressOnTime]).toEqual([0, 1]);
    expect((await figures()).open).toBe(0);
    expect(told(await history(), 'WarningCleared')[0]?.sentence).toContain('hạn đã được gia hạn');

    system.at('2026-05-28');
    await reported(fullReport('2026-04', 40));
    await reported(fullReport('2026-05', 50));
    system.at('2026-06-01', '08:00');
    const again = await turned('task-overdue', '2026-05-31', 'open');
    expect([again.raisedAt, again.inputs.originalDue]).toEqual([instantAt('2026-06-01'), DUE]);
  });
});

describe('A server that was off for five weeks', () => {
  const AWAY = '2026-02-27';
  const BACK = '2026-04-03';

  it('raises on its return what it missed, with the true dates, and nothing twice', async () => {
    system.at('2026-01-28');
    await reported(fullReport('2026-01', 30));
    system.at(AWAY, '18:00');
    await system.settled();
    expect(await warnings()).toEqual([]);

    system = await system.restarted(() => system.at(BACK, '08:00'));
    const missing = await turned('update-missing', '2026-02', 'open');
    const overdue = await turned('task-overdue', DUE, 'open');
    expect([missing.raisedAt, overdue.raisedAt]).toEqual([CUT_OFF['2026-02'], OVERDUE]);
    expect([missing.raisedOn, overdue.raisedOn]).toEqual(['2026-03-05', '2026-04-01']);
    const recorded = instantAt(BACK, '08:00');
    expect([missing.raisedRecordedAt, overdue.raisedRecordedAt]).toEqual([recorded, recorded]);
    for (const { id, raisedAt, raisedOn } of [missing, overdue]) {
      const [raised] = await system.events(`warning-${id}`);
      expect([raised?.data.at, raised?.metadata.effectiveOn]).toEqual([raisedAt, raisedOn]);
    }
    expect(await figures()).toEqual({ ...NONE, missing: 1, overdue: 1, open: 2 });
    const lines = told(await history(), 'WarningRaised');
    expect(lines.map(({ effectiveOn }) => effectiveOn).sort()).toEqual(['2026-03-05', '2026-04-01']);
    expect(lines.map(({ sentence }) => sentence).join(' ')).toMatch(
      /05\/03\/2026.*01\/04\/2026|01\/04\/2026.*05\/03\/2026/s,
    );

    const head = await system.head();
    system = await system.restarted(() => system.at(BACK, '09:00'));
    // What a later change brings about stands behind whatever the start would have written.
    const made = await reported(fullReport('2026-02', 40));
    const green = await turned('update-missing', '2026-02', 'cleared');
    expect(made).toContain(green.events.clearedBy);
    const written = await system.log.readAll(head, 100);
    expect(written.filter(({ stream }) => stream.startsWith('warning-')).map(({ id }) => id)).toEqual([
      green.events.cleared,
    ]);
  });
});
