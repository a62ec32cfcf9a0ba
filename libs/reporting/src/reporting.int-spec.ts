import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { CommandContext, Principal } from '#access';
import { catalogueReadModels } from '#catalogue';
import { type EventLog, type JsonObject, openSqliteEventLog } from '#event-log';
import { derivedId, instantAt, localDate, SettableClock } from '#kernel';
import { ReadModels } from '#projections';
import { assignmentId, assignmentStream, assignmentsReadModel } from '#tasks';
import { AdoptPolicyCommand, AdoptPolicyHandler } from './commands/adopt-policy/adopt-policy.command.js';
import type { AdoptedPolicy } from './domain/policy.js';
import { SLOT_OUTCOMES } from './domain/slot.js';
import { sampleAdopted } from './domain/testing/sample-policy.js';
import {
  ComplianceByUnitHandler,
  ComplianceByUnitQuery,
  ComplianceHandler,
  ComplianceQuery,
} from './queries/compliance/compliance.query.js';
import { ListSlotsHandler, ListSlotsQuery, type SlotFilter } from './queries/list-slots/list-slots.query.js';
import { policiesReadModel } from './read-models/policies/policies.projection.js';
import { SlotService } from './slot.service.js';

const PROGRAMME = 'mau-2026';
const OFFICE: Principal = {
  id: 'co-quan-thuong-truc',
  displayName: 'Cơ quan Thường trực',
  grants: [{ role: 'standing-office', unit: null }],
};
const ofUnit = (unit: string): Principal => ({
  id: `dau-moi-${unit}`,
  displayName: unit,
  grants: [{ role: 'lead-unit', unit }],
});

/** March's cut-off is Monday 6 April, 17:00. */
const OPEN = instantAt('2026-03-31', '23:00');
const PAST = instantAt('2026-04-07', '08:00');
const LATER = instantAt('2026-04-30', '08:00');

let folder = '';
let log: EventLog;
let readModels: ReadModels;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'nq57-reporting-'));
  log = openSqliteEventLog(join(folder, 'events.db'));
  const models = [...catalogueReadModels, assignmentsReadModel, policiesReadModel];
  readModels = new ReadModels({ folder: join(folder, 'read'), log, models });
  readModels.open();
});

afterEach(async () => {
  readModels.close();
  await log.close();
  rmSync(folder, { recursive: true, force: true });
});

const revisions = new Map<string, number>();
beforeEach(() => revisions.clear());

/** Appends one event. @returns its id */
async function append(stream: string, type: string, data: JsonObject, recordedAt: string): Promise<string> {
  const revision = (revisions.get(stream) ?? -1) + 1;
  revisions.set(stream, revision);
  const id = derivedId(`${stream}/${revision}`);
  const metadata = {
    actor: { id: 'tester', role: 'standing-office', unit: null },
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

async function assign(task: string, unit: string): Promise<void> {
  const data = {
    programme: PROGRAMME,
    task,
    unit,
    viaGroup: null,
    transferredFrom: null,
    scheduleKind: 'quarter',
    due: null,
  };
  await append(assignmentStream(idOf(task, unit)), 'TaskAssigned', data, instantAt('2026-03-02', '09:00'));
}

function report(task: string, unit: string, at: string, fields: JsonObject = {}): Promise<string> {
  const data = {
    period: '2026-03',
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
  };
  return append(assignmentStream(idOf(task, unit)), 'ProgressReported', data, at);
}

/** One assignment for each outcome that March can come to, and task 1 led by two units. */
async function march() {
  const early = instantAt('2026-01-01');
  for (const [index, id] of ['so-a', 'xa-a', 'xa-b'].entries()) {
    const unit = { name: `Đơn vị ${id}`, kind: 'commune', code: null, aliases: [], ordinal: index };
    await append(`unit-${id}`, 'UnitRegistered', unit, early);
  }
  await append(`programme-${PROGRAMME}`, 'ReportingPolicyAdopted', sampleAdopted('2026-01-01'), early);
  for (const unit of ['xa-a', 'xa-b']) await assign('1', unit);
  for (const task of ['2', '3', '4', '5']) await assign(task, 'so-a');
  const suspended = { from: 'assigned', to: 'suspended', reason: 'Theo chỉ đạo', document: null };
  const stream = assignmentStream(idOf('5', 'so-a'));
  await append(stream, 'AssignmentStatusChanged', suspended, instantAt('2026-03-20', '09:00'));
  const thin = await report('3', 'so-a', instantAt('2026-03-28', '09:00'), { percent: null });
  const onTime = await report('1', 'xa-a', instantAt('2026-03-30', '09:00'));
  const nothing = await report('2', 'so-a', instantAt('2026-04-01', '09:00'), {
    kind: 'nothing-to-report',
    percent: null,
    summary: '',
  });
  const late = await report('1', 'xa-b', instantAt('2026-04-08', '09:00'));
  await readModels.catchUp();
  return { thin, onTime, nothing, late };
}

const compliance = async (asOf: string, principal = OFFICE, unit?: string) =>
  new ComplianceHandler(new SlotService(readModels)).execute(
    new ComplianceQuery(principal, PROGRAMME, asOf, unit),
  );

const list = (filter: Partial<SlotFilter> = {}, principal = OFFICE) =>
  new ListSlotsHandler(new SlotService(readModels), readModels).execute(
    new ListSlotsQuery(principal, { programme: PROGRAMME, asOf: LATER, period: '2026-03', ...filter }),
  );

describe('The figures of compliance', () => {
  it('of a month past its cut-off count each slot by its outcome', async () => {
    await march();
    const [figures] = await compliance(LATER);
    expect(figures).toStrictEqual({
      period: '2026-03',
      state: 'past-cut-off',
      byAssignment: {
        expected: 5,
        onTime: 1,
        nothingToReport: 1,
        late: 1,
        insufficient: 1,
        missing: 1,
        notYetDue: 0,
        exempt: 1,
        rate: 0.4,
      },
      byTask: { expected: 4, shareSum: 1.5, complete: 1, rate: 0.375 },
      meetsGoal: false,
    });
  });

  it('as of a day take no account of what was recorded later', async () => {
    await march();
    const [past] = await compliance(PAST);
    expect(past?.byAssignment).toMatchObject({ late: 0, missing: 2, rate: 0.4 });
    const [open] = await compliance(OPEN);
    expect(open).toMatchObject({
      state: 'open',
      byAssignment: { onTime: 1, insufficient: 1, notYetDue: 3, exempt: 1, rate: null },
      meetsGoal: null,
    });
  });

  it('follow what was recorded since they were last asked for', async () => {
    await march();
    const service = new SlotService(readModels);
    const missing = () =>
      service.slots({ programme: PROGRAMME, asOf: LATER }).filter(({ outcome }) => outcome === 'missing')
        .length;
    const before = missing();
    await report('4', 'so-a', instantAt('2026-04-09', '09:00'));
    await readModels.catchUp();
    expect([before, missing()]).toStrictEqual([1, 0]);
  });

  it('say nothing of a programme without a policy', async () => {
    await assign('1', 'xa-a');
    await readModels.catchUp();
    expect(await compliance(LATER)).toStrictEqual([]);
  });

  it('show a lead unit its own alone, and nothing of another', async () => {
    await march();
    const [own] = await compliance(LATER, ofUnit('xa-b'));
    expect(own?.byAssignment).toMatchObject({ expected: 1, late: 1 });
    const [other] = await compliance(LATER, ofUnit('xa-b'), 'xa-a');
    expect(other?.byAssignment).toMatchObject({ expected: 0, rate: null });
  });

  it('of each unit add up to those of the programme', async () => {
    await march();
    const handler = new ComplianceByUnitHandler(new SlotService(readModels), readModels);
    const units = await handler.execute(new ComplianceByUnitQuery(OFFICE, PROGRAMME, '2026-03', LATER));
    expect(units.map(({ unit, unitName, expected, rate }) => [unit, unitName, expected, rate])).toStrictEqual(
      [
        ['so-a', 'Đơn vị so-a', 3, 0.333333333],
        ['xa-a', 'Đơn vị xa-a', 1, 1],
        ['xa-b', 'Đơn vị xa-b', 1, 0],
      ],
    );
    const [whole] = await compliance(LATER);
    expect(units.reduce((sum, { expected }) => sum + expected, 0)).toBe(whole?.byAssignment.expected);
  });
});

describe('The list behind a figure', () => {
  it('is as long as the figure, for every outcome', async () => {
    await march();
    const totals = await Promise.all(
      SLOT_OUTCOMES.map(async (outcome) => [outcome, (await list({ outcome })).total]),
    );
    expect(Object.fromEntries(totals)).toStrictEqual({
      'on-time': 1,
      'nothing-to-report': 1,
      late: 1,
      insufficient: 1,
      missing: 1,
      'not-yet-due': 0,
      exempt: 1,
    });
  });

  it('names the report that decided each slot', async () => {
    const reports = await march();
    const { items } = await list();
    const decided = items.map(({ task, unit, outcome, report: id }) => [`${task} ${unit} ${outcome}`, id]);
    expect(Object.fromEntries(decided)).toStrictEqual({
      '1 xa-a on-time': reports.onTime,
      '1 xa-b late': reports.late,
      '2 so-a nothing-to-report': reports.nothing,
      '3 so-a insufficient': reports.thin,
      '4 so-a missing': null,
      '5 so-a exempt': null,
    });
  });

  it('says in words what an insufficient update lacks, and until when it was on time', async () => {
    await march();
    const { items } = await list({ outcome: 'insufficient' });
    expect(items).toMatchObject([
      {
        outcomeText: 'thiếu dữ liệu',
        lacks: ['chưa nêu tỷ lệ hoàn thành'],
        cutOff: '2026-04-06T10:00:00.000Z',
        unitName: 'Đơn vị so-a',
      },
    ]);
  });

  it('comes in pages that leave nothing out and repeat nothing', async () => {
    await march();
    const whole = (await list()).items;
    const paged = [];
    for (let cursor: string | undefined = '0'; cursor !== undefined; ) {
      const page: Awaited<ReturnType<typeof list>> = await list({ cursor, limit: 2 });
      expect(page.total).toBe(whole.length);
      paged.push(...page.items);
      cursor = page.next ?? undefined;
    }
    expect(paged).toStrictEqual(whole);
  });

  it.each(['x', '-1', '1.5'])('refuses the cursor “%s”', async (cursor) => {
    await march();
    await expect(list({ cursor })).rejects.toMatchObject({ code: 'invalid-cursor' });
  });

  it('shows a lead unit its own alone', async () => {
    await march();
    const { items } = await list({}, ofUnit('xa-b'));
    expect(items.map(({ unit }) => unit)).toStrictEqual(['xa-b']);
  });
});

describe('Adopting a policy', () => {
  const handler = () => new AdoptPolicyHandler(log, new SettableClock(OPEN));
  const sending = (commandId: string, adopted: AdoptedPolicy) => {
    const context: CommandContext = {
      principal: OFFICE,
      commandId,
      correlationId: commandId,
      digest: JSON.stringify(adopted),
    };
    return handler().execute(new AdoptPolicyCommand(context, PROGRAMME, adopted));
  };

  it('puts policies on record in their order, once each', async () => {
    const registered = {
      title: 'Chương trình mẫu',
      issuer: 'Ban Chỉ đạo',
      documentYear: 2026,
      period: { from: '2026-01-01', until: '2026-12-31' },
      units: 'mau',
      policy: 'hang-thang',
      sections: [],
    };
    await append(`programme-${PROGRAMME}`, 'ProgrammeRegistered', registered, instantAt('2026-01-01'));
    const [first, second] = [sampleAdopted('2026-01-01'), sampleAdopted('2026-05-01', { goal: 0.95 })];
    const [one, two] = [derivedId('one'), derivedId('two')];
    expect(await sending(one, first)).toMatchObject({ revision: 1, repeated: false });
    expect(await sending(one, first)).toMatchObject({ revision: 1, repeated: true });
    expect(await sending(derivedId('again'), first)).toMatchObject({ revision: 1, eventIds: [] });
    expect(await sending(two, second)).toMatchObject({ revision: 2 });
    await readModels.catchUp();
    expect(new SlotService(readModels).policies(PROGRAMME)).toStrictEqual([first, second]);
  });

  it('leaves the log as it was when refused', async () => {
    await expect(sending(derivedId('one'), sampleAdopted('2026-01-01'))).rejects.toMatchObject({
      code: 'programme-not-found',
    });
    expect(await log.head()).toBeNull();
  });
});
