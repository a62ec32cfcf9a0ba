import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import {
  AccountDirectory,
  accountsReadModel,
  type CommandContext,
  operatorPrincipal,
  type Principal,
} from '#access';
import { catalogueReadModels, ProgrammeDirectory } from '#catalogue';
import { type EventLog, type JsonObject, openSqliteEventLog, readWholeStream } from '#event-log';
import { derivedId, instantAt, localDate, randomId, SettableClock } from '#kernel';
import { ReadModels } from '#projections';
import { assignmentId, assignmentStream, assignmentsReadModel } from '#tasks';
import { ClosePeriodCommand, ClosePeriodHandler } from './commands/close-period/close-period.command.js';
import {
  ConfirmReopeningCommand,
  ConfirmReopeningHandler,
} from './commands/confirm-reopening/confirm-reopening.command.js';
import { RemindPeriodCommand, RemindPeriodHandler } from './commands/remind-period/remind-period.command.js';
import {
  RequestReopeningCommand,
  RequestReopeningHandler,
} from './commands/request-reopening/request-reopening.command.js';
import { SLOTS_OF_A_PART, slotName } from './domain/period-list.js';
import type { AdoptedPolicy } from './domain/policy.js';
import { sampleAdopted } from './domain/testing/sample-policy.js';
import { PeriodRepository } from './period.repository.js';
import { PeriodReminders } from './period-reminders.js';
import { ComplianceHandler, ComplianceQuery } from './queries/compliance/compliance.query.js';
import { ComplianceByHandler, ComplianceByQuery } from './queries/compliance-by/compliance-by.query.js';
import {
  GetPeriodHandler,
  GetPeriodQuery,
  ListPeriodsHandler,
  ListPeriodsQuery,
} from './queries/list-periods/list-periods.query.js';
import { ListSlotsHandler, ListSlotsQuery } from './queries/list-slots/list-slots.query.js';
import { PeriodDriftHandler, PeriodDriftQuery } from './queries/period-drift/period-drift.query.js';
import {
  PeriodSlotsHandler,
  type PeriodSlotsPage,
  PeriodSlotsQuery,
} from './queries/period-slots/period-slots.query.js';
import {
  ReminderPreviewHandler,
  ReminderPreviewQuery,
} from './queries/reminder-preview/reminder-preview.query.js';
import { WorkListHandler, WorkListQuery } from './queries/work-list/work-list.query.js';
import { periodsReadModel } from './read-models/periods/periods.projection.js';
import { policiesReadModel } from './read-models/policies/policies.projection.js';
import { SlotService } from './slot.service.js';
import type { Facet } from './slot-facets.js';

const PROGRAMME = 'mau-2026';
const MARCH = '2026-03';
const STREAM = `period-${PROGRAMME}.${MARCH}`;
const person = (id: string): Principal => ({
  id,
  displayName: id,
  grants: [{ role: 'standing-office', unit: null }],
});
const OFFICE = person('thuong-truc');
const SECOND = person('pho-thuong-truc');
const ofUnit = (unit: string): Principal => ({
  id: `dm.${unit}`,
  displayName: unit,
  grants: [{ role: 'lead-unit', unit }],
});
const POSITION = 'Chuyên viên Cơ quan Thường trực';
const REASON = 'Đơn vị gửi báo cáo qua đường công văn';

let folder = '';
let log: EventLog;
let readModels: ReadModels;
let clock: SettableClock;
let slots: SlotService;
let periods: PeriodRepository;
const revisions = new Map<string, number>();
const models = [
  accountsReadModel,
  ...catalogueReadModels,
  assignmentsReadModel,
  policiesReadModel,
  periodsReadModel,
];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'nq57-periods-'));
  log = openSqliteEventLog(join(folder, 'events.db'));
  readModels = new ReadModels({ folder: join(folder, 'read'), log, models });
  readModels.open();
  clock = new SettableClock(instantAt('2026-01-02'));
  slots = new SlotService(readModels);
  periods = new PeriodRepository(log, clock, readModels, slots, new ProgrammeDirectory(readModels));
  revisions.clear();
});

afterEach(async () => {
  readModels.close();
  await log.close();
  rmSync(folder, { recursive: true, force: true });
});

const at = (day: string, time = '09:00') => clock.set(instantAt(day, time));

/** Appends one event as of the clock. @returns its id */
async function append(stream: string, type: string, data: JsonObject, actor = 'tester'): Promise<string> {
  const revision = (revisions.get(stream) ?? -1) + 1;
  revisions.set(stream, revision);
  const id = derivedId(`${stream}/${revision}`);
  const recordedAt = clock.now();
  const metadata = {
    actor: { id: actor, role: 'standing-office', unit: null },
    commandId: id,
    correlationId: id,
    recordedAt,
    effectiveOn: localDate(recordedAt),
    schemaVersion: 1,
  };
  await log.append(stream, revision === 0 ? 'no-stream' : revision - 1, [{ id, type, data, metadata }]);
  return id;
}

const idOf = (task: string, unit: string) => assignmentId(PROGRAMME, task, unit);

const REGISTERED = {
  title: 'Chương trình mẫu',
  issuer: 'Ban Chỉ đạo',
  documentYear: 2026,
  period: { from: '2026-01-01', until: '2026-12-31' },
  units: 'mau',
  policy: 'hang-thang',
  sections: [
    { code: 'I', title: 'Hạ tầng' },
    { code: 'II', title: 'Nhân lực' },
  ],
};

/** What a task of the catalogue holds beside its code, section and leaders. */
const TASK = {
  leadUnits: [],
  coordinatingUnits: [],
  deliverables: [],
  schedule: { phrase: '', kind: 'none' },
  budgetMillionVnd: null,
  isGroup: false,
  parentCode: null,
  unknownLeadUnits: [],
  unknownCoordinatingUnits: [],
  note: null,
};

const assign = (task: string, unit: string) =>
  append(assignmentStream(idOf(task, unit)), 'TaskAssigned', {
    programme: PROGRAMME,
    task,
    unit,
    viaGroup: null,
    transferredFrom: null,
    scheduleKind: 'quarter',
    due: null,
  });

const register = (code: string, section: string, directingLeaders: readonly string[], ordinal: number) =>
  append(`task-${PROGRAMME}.${code}`, 'TaskRegistered', {
    ...TASK,
    programme: PROGRAMME,
    code,
    section,
    title: `Nhiệm vụ ${code}`,
    directingLeaders,
    ordinal,
  });

/**
 * Two sections with two leaders, two departments and two communes of a group; task 1 is led by both communes, task 2 by
 * one department, task 3 by the other, task 4, suspended in March, too.
 */
async function programme(adopted: AdoptedPolicy = sampleAdopted('2026-01-01')): Promise<void> {
  at('2026-01-02');
  for (const [ordinal, id] of ['so-a', 'so-b', 'xa-a', 'xa-b'].entries()) {
    const kind = id.startsWith('xa') ? 'commune' : 'department';
    await append(`unit-${id}`, 'UnitRegistered', {
      name: `Đơn vị ${id}`,
      kind,
      code: null,
      aliases: [],
      ordinal,
    });
  }
  await append('unitgroup-cac-xa', 'UnitGroupDefined', {
    name: 'Các xã',
    aliases: [],
    kinds: ['commune'],
    units: [],
    exclude: [],
    descriptive: false,
    ordinal: 0,
  });
  await append(`programme-${PROGRAMME}`, 'ProgrammeRegistered', REGISTERED);
  await append(`programme-${PROGRAMME}`, 'ReportingPolicyAdopted', adopted);
  const tasks: readonly [
    code: string,
    section: string,
    leaders: readonly string[],
    units: readonly string[],
  ][] = [
    ['1', 'I', ['Chủ tịch'], ['xa-a', 'xa-b']],
    ['2', 'I', ['Chủ tịch', 'Phó Chủ tịch'], ['so-a']],
    ['3', 'II', ['Phó Chủ tịch'], ['so-b']],
    ['4', 'II', [], ['so-b']],
  ];
  for (const [ordinal, [code, section, directingLeaders]] of tasks.entries()) {
    await register(code, section, directingLeaders, ordinal);
  }
  at('2026-03-02');
  for (const [task, , , units] of tasks) {
    for (const unit of units) {
      await assign(task, unit);
    }
  }
  await readModels.catchUp();
}

const report = async (task: string, unit: string, fields: JsonObject = {}, period = MARCH) => {
  const id = await append(
    assignmentStream(idOf(task, unit)),
    'ProgressReported',
    {
      period,
      kind: 'progress',
      percentBefore: null,
      percent: 40,
      percentDownReason: null,
      summary: 'Đã khảo sát xong 12/20 đơn vị',
      difficulties: '',
      proposals: '',
      documents: [],
      disbursedVnd: null,
      deliverables: [],
      ...fields,
    },
    `dm.${unit}`,
  );
  await readModels.catchUp();
  return id;
};

/** March: 1/xa-a on time, 1/xa-b late, 2/so-a nothing to report, 3/so-b missing, 4/so-b exempt. */
async function march(adopted?: AdoptedPolicy): Promise<Record<'onTime' | 'nothing' | 'late', string>> {
  await programme(adopted);
  at('2026-03-20');
  const suspended = { from: 'assigned', to: 'suspended', reason: 'Theo chỉ đạo', document: null };
  await append(assignmentStream(idOf('4', 'so-b')), 'AssignmentStatusChanged', suspended);
  at('2026-03-30');
  const onTime = await report('1', 'xa-a');
  at('2026-04-01');
  const nothing = await report('2', 'so-a', { kind: 'nothing-to-report', percent: null, summary: '' });
  at('2026-04-08');
  const late = await report('1', 'xa-b');
  return { onTime, nothing, late };
}

const context = (principal: Principal, commandId: string = randomId()): CommandContext => ({
  principal,
  commandId: derivedId(commandId),
  correlationId: commandId,
  digest: commandId,
});

const close = async (by = OFFICE, period = MARCH, commandId?: string) => {
  const result = await new ClosePeriodHandler(periods, slots, clock).execute(
    new ClosePeriodCommand(context(by, commandId), PROGRAMME, period),
  );
  await readModels.catchUp();
  return result;
};
const requestReopening = async (by = OFFICE, reason = REASON) => {
  const result = await new RequestReopeningHandler(periods).execute(
    new RequestReopeningCommand(context(by), PROGRAMME, MARCH, reason),
  );
  await readModels.catchUp();
  return result;
};
const confirmReopening = async (by = SECOND) => {
  const result = await new ConfirmReopeningHandler(periods).execute(
    new ConfirmReopeningCommand(context(by), PROGRAMME, MARCH),
  );
  await readModels.catchUp();
  return result;
};
const remind = async (by = OFFICE) => {
  const result = await new RemindPeriodHandler(periods, slots, clock).execute(
    new RemindPeriodCommand(context(by), PROGRAMME, MARCH),
  );
  await readModels.catchUp();
  return result;
};
const list = (filter = {}, by = OFFICE, asOf?: string) =>
  new PeriodSlotsHandler(slots, readModels, periods).execute(
    new PeriodSlotsQuery(by, PROGRAMME, MARCH, filter, asOf),
  );
const accounts = () => new AccountDirectory(readModels);
const drift = (by = OFFICE) =>
  new PeriodDriftHandler(slots, readModels, periods, accounts(), log, clock).execute(
    new PeriodDriftQuery(by, PROGRAMME, MARCH),
  );
const show = (period = MARCH) =>
  new GetPeriodHandler(slots, readModels, periods, accounts(), clock).execute(
    new GetPeriodQuery(OFFICE, PROGRAMME, period),
  );
const status = () =>
  new ListPeriodsHandler(slots, readModels, new ProgrammeDirectory(readModels), accounts(), clock).execute(
    new ListPeriodsQuery(OFFICE, PROGRAMME),
  );
const compliance = async (asOf = clock.now(), by = OFFICE) =>
  (await new ComplianceHandler(slots).execute(new ComplianceQuery(by, PROGRAMME, asOf))).find(
    ({ period }) => period === MARCH,
  );
const by = (facet: Facet, principal = OFFICE) =>
  new ComplianceByHandler(slots, readModels, periods).execute(
    new ComplianceByQuery(principal, PROGRAMME, MARCH, facet, clock.now()),
  );
const typesOf = async (stream = STREAM) => (await readWholeStream(log, stream)).map(({ type }) => type);

describe('Closing a period', () => {
  it('freezes the list with each outcome, the figures and a hash that anybody can compute again', async () => {
    const reports = await march();
    at('2026-04-09');
    expect(await close()).toMatchObject({ outcome: 'closed', repeated: false });
    expect(await typesOf()).toStrictEqual(['PeriodSlotsListed', 'PeriodClosed']);
    const lines = [
      `1.xa-a\ton-time\t${reports.onTime}\n`,
      `1.xa-b\tlate\t${reports.late}\n`,
      `2.so-a\tnothing-to-report\t${reports.nothing}\n`,
      '3.so-b\tmissing\t-\n',
      '4.so-b\texempt\t-\n',
    ].join('');
    const sha256 = createHash('sha256').update(lines).digest('hex');
    const { closes, status: state } = await show();
    expect(state).toBe('closed');
    expect(closes).toMatchObject([
      {
        at: clock.now(),
        closedAt: clock.now(),
        closedBy: OFFICE.id,
        expected: 4,
        counts: { onTime: 1, nothingToReport: 1, late: 1, insufficient: 0, missing: 1, notYetDue: 0 },
        exempt: 1,
        rateByAssignment: 0.5,
        tasksExpected: 3,
        shareSum: 1.5,
        rateByTask: 0.5,
        meetsGoal: false,
        sha256,
      },
    ]);
    const frozen = await list();
    expect(frozen.items.map(({ line }) => `${line}\n`).join('')).toBe(lines);
    expect([frozen.total, frozen.sha256, frozen.reopened]).toStrictEqual([5, sha256, false]);
  });

  it('again, by the same command or another, writes nothing', async () => {
    await march();
    at('2026-04-09');
    const first = await close(OFFICE, MARCH, 'chot');
    expect(await close(OFFICE, MARCH, 'chot')).toStrictEqual({ ...first, repeated: true });
    expect(await close(SECOND)).toMatchObject({ eventIds: [], outcome: 'closed' });
    expect(await typesOf()).toHaveLength(2);
  });

  describe('that broke off between the parts of a long list', () => {
    const COMMUNES = SLOTS_OF_A_PART + 1;

    /** The log as a crash leaves it: from an append on, nothing is written any more. */
    const breakingAfter = (appends: number): EventLog => {
      let left = appends;
      return new Proxy(log, {
        get: (target, key) => {
          const value: unknown = Reflect.get(target, key, target);
          if (key !== 'append') return typeof value === 'function' ? value.bind(target) : value;
          return async (...event: Parameters<EventLog['append']>) => {
            if (left === 0) throw new Error('the power went out');
            left -= 1;
            return target.append(...event);
          };
        },
      });
    };

    /** More assignments than one part holds, nobody of whom has reported; a close that breaks off in their midst. */
    async function brokenOff(appends: number): Promise<void> {
      at('2026-01-02');
      await append(`programme-${PROGRAMME}`, 'ProgrammeRegistered', REGISTERED);
      await append(`programme-${PROGRAMME}`, 'ReportingPolicyAdopted', sampleAdopted('2026-01-01'));
      at('2026-03-02');
      await Promise.all(Array.from({ length: COMMUNES }, (_, index) => assign('1', `xa-${index}`)));
      await readModels.catchUp();
      at('2026-04-09');
      const directory = new ProgrammeDirectory(readModels);
      const broken = new PeriodRepository(breakingAfter(appends), clock, readModels, slots, directory);
      const command = new ClosePeriodCommand(context(OFFICE), PROGRAMME, MARCH);
      await expect(new ClosePeriodHandler(broken, slots, clock).execute(command)).rejects.toThrow('power');
    }

    it.each([0, 1, 2])('is completed by closing again: %i of its three writes done', async (appends) => {
      await brokenOff(appends);
      at('2026-04-10');
      await close(SECOND);
      const events = await readWholeStream(log, STREAM);
      expect(events.map(({ type, data }) => [type, data.part ?? null])).toStrictEqual([
        ['PeriodSlotsListed', 1],
        ['PeriodSlotsListed', 2],
        ['PeriodClosed', null],
      ]);
      expect(new Set(events.map(({ data }) => data.at)).size).toBe(1);
      const { items, total } = await list({ limit: COMMUNES });
      const names = items.map(({ task, unit }) => `${task}.${unit}`);
      expect([total, names]).toStrictEqual([COMMUNES, [...names].sort()]);
      const lines = items.map(({ line }) => `${line}\n`).join('');
      expect((await show()).closes[0]?.sha256).toBe(createHash('sha256').update(lines).digest('hex'));
    });

    it('begins anew where something has changed since: the list is as of the moment of closing', async () => {
      await brokenOff(1);
      at('2026-04-10');
      const late = await report('1', 'xa-7');
      await close();
      const events = await readWholeStream(log, STREAM);
      expect(events.map(({ type, data }) => [type, data.part ?? null, data.at])).toStrictEqual([
        ['PeriodSlotsListed', 1, instantAt('2026-04-09', '09:00')],
        ['PeriodSlotsListed', 1, clock.now()],
        ['PeriodSlotsListed', 2, clock.now()],
        ['PeriodClosed', null, clock.now()],
      ]);
      const { items, total } = await list({ outcome: 'late' });
      expect([items.map(({ report: id }) => id), total]).toStrictEqual([[late], 1]);
      expect((await list()).total).toBe(COMMUNES);
    });
  });

  it('is refused before the cut-off, with an earlier period open, and of what is no period of the programme', async () => {
    await programme();
    at('2026-04-06', '16:59');
    await expect(close()).rejects.toMatchObject({ code: 'cut-off-not-passed' });
    at('2026-05-06');
    await expect(close(OFFICE, '2026-04')).rejects.toMatchObject({
      code: 'earlier-period-open',
      detail: 'Kỳ 03/2026 chưa chốt: hãy chốt kỳ đó trước.',
    });
    for (const [period, code] of [
      ['2026-13', 'invalid-period'],
      ['thang-3', 'invalid-period'],
      ['2026-W10', 'period-not-asked-for'],
      ['2026', 'period-not-asked-for'],
      ['2026-06', 'period-in-future'],
      ['2026-02', 'period-empty'],
    ] as const) {
      await expect(close(OFFICE, period)).rejects.toMatchObject({ code });
    }
    await close();
    await close(OFFICE, '2026-04');
    expect((await status()).map(({ period, status: state }) => [period, state])).toStrictEqual([
      ['2026-03', 'closed'],
      ['2026-04', 'closed'],
      ['2026-05', 'open'],
    ]);
  });

  it('is for who has the permission', async () => {
    await march();
    at('2026-04-09');
    await expect(close(ofUnit('xa-a'))).rejects.toMatchObject({ code: 'forbidden' });
    expect(await typesOf()).toStrictEqual([]);
  });

  it('takes two people where the policy says so', async () => {
    await march(sampleAdopted('2026-01-01', { fourEyes: ['period-close'] }));
    await append(`account-${OFFICE.id}`, 'AccountRegistered', { displayName: POSITION }, 'operator');
    at('2026-04-09');
    expect((await close()).outcome).toBe('proposed');
    expect((await show()).closeProposal).toStrictEqual({
      at: clock.now(),
      by: OFFICE.id,
      byName: POSITION,
    });
    await expect(close()).rejects.toMatchObject({ code: 'second-person-needed' });
    expect((await close(SECOND)).outcome).toBe('closed');
    const { closes, closeProposal } = await show();
    expect([closes[0]?.proposedBy, closes[0]?.closedBy, closeProposal]).toStrictEqual([
      OFFICE.id,
      SECOND.id,
      null,
    ]);
  });
});

describe('Reopening a period', () => {
  const FOUR_EYES = sampleAdopted('2026-01-01', { fourEyes: ['period-reopen'] });

  it('takes two people; closing anew freezes another list, and both are kept', async () => {
    await march(FOUR_EYES);
    await append(`account-${OFFICE.id}`, 'AccountRegistered', { displayName: POSITION }, 'operator');
    at('2026-04-09');
    await close();
    const first = clock.now();
    at('2026-04-10');
    await requestReopening();
    await expect(confirmReopening(OFFICE)).rejects.toMatchObject({ code: 'second-person-needed' });
    expect((await show()).reopeningRequest).toMatchObject({ by: OFFICE.id, reason: REASON });
    await confirmReopening();
    const reopened = await show();
    expect([reopened.status, reopened.reopeningRequest]).toStrictEqual(['reopened', null]);
    expect(reopened.closes).toMatchObject([
      {
        closedByName: POSITION,
        proposedBy: null,
        proposedByName: null,
        reopenedBy: SECOND.id,
        reopenedByName: null,
        reopeningRequestedBy: OFFICE.id,
        reopeningRequestedByName: POSITION,
        reopenReason: REASON,
      },
    ]);
    const late = await report('3', 'so-b');
    at('2026-04-11');
    await close();
    const { closes } = await show();
    expect(closes.map(({ counts }) => [counts.late, counts.missing])).toStrictEqual([
      [1, 1],
      [2, 0],
    ]);
    expect((await list({ task: '3' })).items).toMatchObject([{ outcome: 'late', report: late }]);
    expect((await list({ task: '3' }, OFFICE, first)).items).toMatchObject([{ outcome: 'missing' }]);
    expect((await typesOf()).filter((type) => type === 'PeriodSlotsListed')).toHaveLength(2);
  });

  it('has a later period wait until it is closed again', async () => {
    await march();
    at('2026-05-06');
    await close();
    await requestReopening();
    expect((await show()).status).toBe('reopened');
    await expect(close(OFFICE, '2026-04')).rejects.toMatchObject({ code: 'earlier-period-open' });
  });

  it('is refused of a period that was never closed', async () => {
    await march();
    await expect(requestReopening()).rejects.toMatchObject({ code: 'period-not-closed' });
    await expect(confirmReopening()).rejects.toMatchObject({ code: 'period-not-closed' });
  });
});

describe('What drifts after a close', () => {
  it('is nothing while nothing changes', async () => {
    await march();
    at('2026-04-09');
    await close();
    at('2026-04-20');
    expect(await drift()).toMatchObject({ figures: [], items: [], total: 0 });
    expect(await compliance()).toMatchObject({ state: 'closed', close: { drift: 0, current: null } });
  });

  it('is told slot by slot and figure by figure: from, to, since when, by whom and why', async () => {
    const { onTime } = await march();
    at('2026-04-09');
    await close();
    at('2026-04-12');
    const late = await report('3', 'so-b');
    at('2026-04-13');
    const returned = await append(
      assignmentStream(idOf('1', 'xa-a')),
      'ProgressReportReturned',
      { report: onTime, period: MARCH, reason: 'Chưa nêu kết quả' },
      OFFICE.id,
    );
    await readModels.catchUp();
    at('2026-04-20');
    await append(`account-${OFFICE.id}`, 'AccountRegistered', { displayName: POSITION }, 'operator');
    await readModels.catchUp();
    const { items, figures, closed, current, closedByName } = await drift();
    expect(closedByName).toBe(POSITION);
    expect(items).toMatchObject([
      {
        assignment: idOf('1', 'xa-a'),
        from: { outcome: 'on-time', report: onTime },
        to: { outcome: 'insufficient', report: onTime },
        cause: {
          eventId: returned,
          type: 'ProgressReportReturned',
          recordedAt: instantAt('2026-04-13', '09:00'),
          by: { id: OFFICE.id, name: POSITION },
          reason: 'Chưa nêu kết quả',
        },
      },
      {
        assignment: idOf('3', 'so-b'),
        from: { outcome: 'missing', report: null },
        to: { outcome: 'late', report: late },
        cause: { eventId: late, type: 'ProgressReported', by: { id: 'dm.so-b', name: null }, reason: null },
      },
    ]);
    expect(figures).toStrictEqual([
      { figure: 'byAssignment.onTime', from: 1, to: 0 },
      { figure: 'byAssignment.late', from: 1, to: 2 },
      { figure: 'byAssignment.insufficient', from: 0, to: 1 },
      { figure: 'byAssignment.missing', from: 1, to: 0 },
      { figure: 'byAssignment.rate', from: 0.5, to: 0.25 },
      { figure: 'byTask.shareSum', from: 1.5, to: 1 },
      { figure: 'byTask.rate', from: 0.5, to: 0.333333333 },
    ]);
    const shown = await compliance();
    expect(shown).toMatchObject({
      state: 'closed',
      byAssignment: closed.byAssignment,
      byTask: closed.byTask,
      close: { drift: 2, current },
    });
  });

  it('stands as the document has the tasks, however their codes read, also in pages', async () => {
    await programme();
    const codes = ['9', '10', '3.1', 'PL1-5'];
    at('2026-03-03');
    for (const [index, code] of codes.entries()) {
      await register(code, 'II', [], 4 + index);
      for (const unit of ['so-b', 'so-a']) await assign(code, unit);
    }
    await readModels.catchUp();
    at('2026-04-09');
    await close();
    at('2026-04-12');
    for (const code of codes.toReversed()) {
      for (const unit of ['so-b', 'so-a']) await report(code, unit);
    }
    await report('2', 'so-a');
    const expected = [
      idOf('2', 'so-a'),
      ...codes.flatMap((code) => [idOf(code, 'so-a'), idOf(code, 'so-b')]),
    ];
    expect((await drift()).items.map(({ assignment }) => assignment)).toStrictEqual(expected);
    const paged: string[] = [];
    let cursor: string | undefined;
    do {
      const page: PeriodSlotsPage = await list({ order: 'document', cursor, limit: 4 });
      paged.push(...page.items.map(({ assignment }) => assignment));
      cursor = page.next ?? undefined;
    } while (cursor !== undefined);
    expect(paged.filter((id) => expected.includes(id))).toStrictEqual(expected);
    const judged = slots.slots({ programme: PROGRAMME, period: MARCH, asOf: clock.now() });
    expect(judged.map(({ assignment }) => assignment)).toStrictEqual(paged);
    const work = await new WorkListHandler(slots, periods, readModels).execute(
      new WorkListQuery(OFFICE, PROGRAMME, MARCH, { cursor: '2', limit: 7 }, clock.now()),
    );
    expect(work.items.map(({ assignment }) => assignment)).toStrictEqual(paged.slice(2, 9));
    const lines = (await list()).items.map(({ line }) => line);
    expect(lines).toStrictEqual([...lines].sort());
    expect(lines.map((line) => line.split('\t')[0])).not.toStrictEqual(paged.map(slotName));
  });

  it('is shown to a lead unit of its own slots alone', async () => {
    await march();
    at('2026-04-09');
    await close();
    at('2026-04-12');
    await report('3', 'so-b');
    expect((await drift(ofUnit('xa-a'))).total).toBe(0);
    const own = await drift(ofUnit('so-b'));
    expect([own.total, own.closed.byAssignment.expected]).toStrictEqual([1, 1]);
  });

  it('does not change the figures as of a day before the close', async () => {
    await march();
    at('2026-04-09');
    await close();
    expect(await compliance(instantAt('2026-04-08', '12:00'))).toMatchObject({ state: 'past-cut-off' });
  });

  it('there is none before a first close', async () => {
    await march();
    await expect(drift()).rejects.toMatchObject({ code: 'close-not-found' });
    await expect(list()).rejects.toMatchObject({ code: 'close-not-found' });
  });
});

describe('The figures of a period', () => {
  /** `key`: expected assignments, rate by assignment, expected tasks, rate by task. */
  const figuresBy = async (facet: Facet, principal = OFFICE) =>
    Object.fromEntries(
      (await by(facet, principal)).rows.map(({ key, byAssignment, byTask }) => [
        key,
        [byAssignment.expected, byAssignment.rate, byTask.expected, byTask.rate],
      ]),
    );

  it('stand by section, directing leader, unit and group, each with its denominators', async () => {
    await march();
    at('2026-04-09');
    expect(await figuresBy('section')).toStrictEqual({
      I: [3, 0.666666667, 2, 0.75],
      II: [1, 0, 1, 0],
    });
    expect(await figuresBy('leader')).toStrictEqual({
      'Chủ tịch': [3, 0.666666667, 2, 0.75],
      'Phó Chủ tịch': [2, 0.5, 2, 0.5],
      '-': [0, null, 0, null],
    });
    expect(await figuresBy('unit')).toStrictEqual({
      'so-a': [1, 1, 1, 1],
      'so-b': [1, 0, 1, 0],
      'xa-a': [1, 1, 1, 1],
      'xa-b': [1, 0, 1, 0],
    });
    expect(await figuresBy('group')).toStrictEqual({
      'cac-xa': [2, 0.5, 1, 0.5],
      '-': [2, 0.5, 2, 0.5],
    });
    expect((await by('group')).rows.map(({ key, name }) => [key, name])).toStrictEqual([
      ['cac-xa', 'Các xã'],
      ['-', '(không thuộc nhóm nào)'],
    ]);
  });

  it('lead each to the list behind it, before the close and after it', async () => {
    await march();
    at('2026-04-09');
    const rowsOf = async (facet: Facet, address: string) => {
      const { pathname, searchParams } = new URL(address, 'http://may-chu');
      const key = searchParams.get(facet) ?? '';
      if (pathname.endsWith(`/periods/${MARCH}/slots`)) return (await list({ [facet]: key })).items;
      const query = { programme: PROGRAMME, asOf: clock.now(), period: MARCH, [facet]: key };
      return (await new ListSlotsHandler(slots, readModels).execute(new ListSlotsQuery(OFFICE, query))).items;
    };
    for (const closed of [false, true]) {
      if (closed) await close();
      for (const facet of ['section', 'leader', 'unit', 'group'] as const) {
        for (const { byAssignment, slots: address } of (await by(facet)).rows) {
          expect(address.includes('/periods/')).toBe(closed);
          const { expected, exempt } = byAssignment;
          expect([address, (await rowsOf(facet, address)).length]).toStrictEqual([
            address,
            expected + exempt,
          ]);
        }
      }
    }
  });

  it('of a lead unit are counted from its own slots alone', async () => {
    await march();
    at('2026-04-09');
    expect(await figuresBy('section', ofUnit('xa-b'))).toStrictEqual({ I: [1, 0, 1, 0] });
  });

  it('never count an empty update, though it came in time, and never exceed 100 %', async () => {
    await programme();
    at('2026-03-30');
    for (const [task, unit] of [
      ['1', 'xa-a'],
      ['1', 'xa-b'],
      ['2', 'so-a'],
      ['3', 'so-b'],
      ['4', 'so-b'],
    ] as const) {
      await report(task, unit, { summary: '', percent: null });
    }
    at('2026-04-09');
    for (const facet of ['section', 'leader', 'unit', 'group'] as const) {
      for (const { byAssignment, byTask } of (await by(facet)).rows) {
        expect([byAssignment.rate, byTask.rate]).toStrictEqual([0, 0]);
      }
    }
    at('2026-04-04');
    for (const [task, unit] of [
      ['1', 'xa-a'],
      ['1', 'xa-b'],
      ['2', 'so-a'],
      ['3', 'so-b'],
      ['4', 'so-b'],
    ] as const) {
      await report(task, unit);
      await report(task, unit);
    }
    at('2026-04-09');
    for (const facet of ['section', 'leader', 'unit', 'group'] as const) {
      for (const { byAssignment, byTask } of (await by(facet)).rows) {
        expect([byAssignment.rate, byTask.rate]).toStrictEqual([1, 1]);
      }
    }
  });
});

describe('Reminding', () => {
  const WITH_REMINDERS = sampleAdopted('2026-01-01', { reminders: [3, 1] });
  const process = () => new PeriodReminders(log, clock, readModels, slots);
  const sent = async () =>
    (await readWholeStream(log, STREAM)).map(({ data, metadata }) => [
      data.workingDaysBefore,
      data.at,
      metadata.recordedAt,
      data.units,
    ]);

  it('by hand reaches those who have not reported, as the preview shows them', async () => {
    await programme();
    at('2026-03-30');
    await report('1', 'xa-a');
    const preview = await new ReminderPreviewHandler(slots, readModels, periods, clock).execute(
      new ReminderPreviewQuery(OFFICE, PROGRAMME, MARCH),
    );
    const { units } = await remind();
    expect(units).toStrictEqual([
      { unit: 'so-a', assignments: 1 },
      { unit: 'so-b', assignments: 2 },
      { unit: 'xa-b', assignments: 1 },
    ]);
    expect(preview.units.map(({ unit, assignments }) => ({ unit, assignments }))).toStrictEqual(units);
    expect(preview.units[1]?.text).toBe(
      'Đề nghị Đơn vị so-b cập nhật tiến độ kỳ 03/2026 trước 06/04/2026 17:00: còn 2 nhiệm vụ chưa có báo cáo của kỳ.',
    );
    expect((await show()).reminders).toMatchObject([
      { by: OFFICE.id, workingDaysBefore: null, units: 3, assignments: 4 },
    ]);
    at('2026-04-06', '17:01');
    await expect(remind()).rejects.toMatchObject({ code: 'cut-off-passed' });
  });

  it('by rule goes out on its day, once, whoever looks and how often', async () => {
    await programme(WITH_REMINDERS);
    at('2026-04-01', '07:59');
    expect(await process().tick()).toBe(0);
    at('2026-04-01', '08:00');
    const [one, other] = [process(), process()];
    await Promise.all([one.tick(), other.tick()]);
    expect(await one.tick()).toBe(0);
    expect(await sent()).toHaveLength(1);
    expect(await process().tick()).toBe(0);
    const [event] = await readWholeStream(log, STREAM);
    expect([event?.metadata.rule, event?.metadata.actor.role]).toStrictEqual([
      { id: 'period-reminder', version: 1 },
      'rule',
    ]);
    at('2026-04-03', '08:00');
    expect(await one.tick()).toBe(1);
    expect((await sent()).map(([days]) => days)).toStrictEqual([3, 1]);
  });

  it('by rule, kept back by an outage, goes out late, the newest alone, and never after the cut-off', async () => {
    await programme(WITH_REMINDERS);
    at('2026-04-03', '15:30');
    expect(await process().tick()).toBe(1);
    expect(await sent()).toStrictEqual([
      [
        1,
        instantAt('2026-04-03', '08:00'),
        clock.now(),
        [
          { unit: 'so-a', assignments: 1 },
          { unit: 'so-b', assignments: 2 },
          { unit: 'xa-a', assignments: 1 },
          { unit: 'xa-b', assignments: 1 },
        ],
      ],
    ]);
    at('2026-05-05', '17:30');
    expect(await process().tick()).toBe(0);
  });

  it('by rule reminds nobody where everybody has reported', async () => {
    await programme(WITH_REMINDERS);
    at('2026-03-30');
    for (const [task, unit] of [
      ['1', 'xa-a'],
      ['1', 'xa-b'],
      ['2', 'so-a'],
      ['3', 'so-b'],
      ['4', 'so-b'],
    ] as const) {
      await report(task, unit);
    }
    at('2026-04-01', '08:00');
    expect(await process().tick()).toBe(0);
    expect(await typesOf()).toStrictEqual([]);
  });
});

describe('The read models of periods', () => {
  it('built anew hold the same rows', async () => {
    await programme(sampleAdopted('2026-01-01', { fourEyes: ['period-close', 'period-reopen'] }));
    at('2026-04-05');
    await remind(operatorPrincipal('van-hanh.may-chu'));
    at('2026-04-09');
    await close();
    await close(SECOND);
    await requestReopening();
    await confirmReopening();
    await close();
    await close(SECOND);
    await requestReopening();
    const live = readModels.hashes();
    await readModels.rebuild();
    expect(readModels.hashes()).toStrictEqual(live);
    expect(Object.keys(live)).toEqual(expect.arrayContaining(['reporting_period_slots']));
  });
});
