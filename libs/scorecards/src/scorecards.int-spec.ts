import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { accountsReadModel, type Principal } from '#access';
import { catalogueReadModels, ProgrammeDirectory, UnitDirectory } from '#catalogue';
import { type EventLog, type JsonObject, openSqliteEventLog } from '#event-log';
import { derivedId, instantAt, localDate } from '#kernel';
import { ReadModels } from '#projections';
import {
  type AdoptedPolicy,
  ComplianceHandler,
  ComplianceQuery,
  periodsReadModel,
  policiesReadModel,
  SlotService,
} from '#reporting';
import { assignmentId, assignmentState, assignmentStream, assignmentsReadModel } from '#tasks';
import { evaluate, warningStream, warningsReadModel } from '#warnings';
import type { DraftKind } from './domain/drafts.js';
import { readDraftTemplate } from './loading/draft-template.js';
import { DraftHandler, DraftQuery } from './queries/draft/draft.query.js';
import {
  ListScorecardsHandler,
  ListScorecardsQuery,
} from './queries/list-scorecards/list-scorecards.query.js';
import { UnitScorecardHandler, UnitScorecardQuery } from './queries/unit-scorecard/unit-scorecard.query.js';
import { extensionsReadModel } from './read-models/extensions/extensions.projection.js';
import { ScorecardReader } from './scorecard.reader.js';

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

const local = (text: string) => instantAt(...(text.split(' ') as [string, string]));

const YEAR = { holidays: [], workedWeekends: [] };
const POLICY: AdoptedPolicy = {
  policy: {
    id: 'hang-thang',
    title: 'Cập nhật hằng tháng',
    period: 'calendar-month',
    cutOff: { day: 5, time: '17:00', nextWorkingDay: true },
    goal: 0.9,
    taskCountsWhen: 'share',
    sufficiency: { summaryMinLength: 20, percent: true, proofAtFull: true },
    escalation: { unitHeadAfter: 5, leaderAfter: 10 },
  },
  from: '2026-01-01',
  calendar: { 2025: YEAR, 2026: YEAR, 2027: YEAR },
};

/** The day after March's cut-off, Monday 6 April, 17:00; and the end of April. */
const AFTER = local('2026-04-06 23:00');
const LATER = local('2026-04-30 08:00');

let folder = '';
let log: EventLog;
let readModels: ReadModels;
const revisions = new Map<string, number>();
const turnsWritten = new Map<string, number>();

beforeEach(() => {
  revisions.clear();
  turnsWritten.clear();
  folder = mkdtempSync(join(tmpdir(), 'nq57-scorecards-'));
  log = openSqliteEventLog(join(folder, 'events.db'));
  const models = [
    accountsReadModel,
    ...catalogueReadModels,
    assignmentsReadModel,
    policiesReadModel,
    periodsReadModel,
    warningsReadModel,
    extensionsReadModel,
  ];
  readModels = new ReadModels({ folder: join(folder, 'read'), log, models });
  readModels.open();
});

afterEach(async () => {
  readModels.close();
  await log.close();
  rmSync(folder, { recursive: true, force: true });
});

interface Said {
  readonly effectiveOn?: string;
  readonly simulated?: boolean;
}

const POSITION = 'Chuyên viên Cơ quan Thường trực';

interface Story extends Said {
  /** Whether March was closed on the evening of its cut-off. */
  readonly closed?: boolean;
}

/** Appends one event. @returns its id */
async function append(
  stream: string,
  type: string,
  data: JsonObject,
  recordedAt: string,
  { effectiveOn, simulated = false }: Said = {},
): Promise<string> {
  const revision = (revisions.get(stream) ?? -1) + 1;
  revisions.set(stream, revision);
  const id = derivedId(`${stream}/${revision}`);
  const metadata = {
    actor: { id: OFFICE.id, role: 'standing-office', unit: null },
    commandId: id,
    correlationId: id,
    recordedAt,
    effectiveOn: effectiveOn ?? localDate(recordedAt),
    schemaVersion: 1,
    ...(simulated ? { simulated: { seed: 57 } } : {}),
  };
  await log.append(stream, revision === 0 ? 'no-stream' : revision - 1, [{ id, type, data, metadata }]);
  return id;
}

const idOf = (task: string, unit: string) => assignmentId(PROGRAMME, task, unit);
const streamOf = (task: string, unit: string) => assignmentStream(idOf(task, unit));

const TASKS = [
  ['1', 'xa-a', null],
  ['1', 'xa-b', null],
  ['2', 'so-a', null],
  ['3', 'so-a', null],
  ['4', 'so-a', '2026-03-31'],
  ['5', 'so-a', null],
] as const;

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
  return append(streamOf(task, unit), 'ProgressReported', data, at);
}

/** Writes what the rules find by an instant and the log doesn't hold yet. */
async function warn(at: string): Promise<void> {
  for (const [task, unit] of TASKS) {
    const events = await log.readStream(streamOf(task, unit));
    const assignment = events.reduce(assignmentState.evolve, assignmentState.initial);
    if (!assignment) continue;
    for (const timeline of evaluate(assignment, [POLICY], at)) {
      const written = turnsWritten.get(timeline.id) ?? 0;
      for (const { type, data, effectiveOn } of timeline.events.slice(written)) {
        await append(warningStream(timeline.id), type, data, at, { effectiveOn });
      }
      turnsWritten.set(timeline.id, timeline.events.length);
    }
  }
}

/** Freezes March as it stands. */
async function close(at: string): Promise<void> {
  await readModels.catchUp();
  const slots = new SlotService(readModels)
    .slots({ programme: PROGRAMME, period: '2026-03', asOf: at })
    .map(({ task, unit, outcome, report: id }) => [`${task}.${unit}`, outcome, id] as const);
  const stream = `period-${PROGRAMME}.2026-03`;
  const period = { programme: PROGRAMME, period: '2026-03', at };
  await append(stream, 'PeriodSlotsListed', { ...period, part: 1, parts: 1, slots }, at);
  const counts = { onTime: 1, nothingToReport: 1, late: 0, insufficient: 1, missing: 2, notYetDue: 0 };
  const figures = { expected: 5, counts, exempt: 1, rateByAssignment: 0.4, tasksExpected: 4, shareSum: 1.5 };
  const sum = {
    tasksComplete: 1,
    rateByTask: 0.375,
    goal: 0.9,
    meetsGoal: false,
    parts: 1,
    sha256: '0'.repeat(64),
  };
  const policy = { id: 'hang-thang', from: '2026-01-01', taskCountsWhen: 'share' };
  const cutOff = local('2026-04-06 17:00');
  await append(stream, 'PeriodClosed', { ...period, proposal: null, cutOff, policy, ...figures, ...sum }, at);
}

const subject = (rule: string, task: string, unit: string, period: string) => ({
  rule,
  programme: PROGRAMME,
  task,
  unit,
  assignment: idOf(task, unit),
  period,
});

const MISSING = `update-missing.${idOf('4', 'so-a')}.2026-03`;

/**
 * March: the commune A in time, B two days late; the department one of nothing to report, one thin, one missing whose
 * task is overdue as well (more time was refused; an explanation came a day late and was found objective), one exempt.
 */
async function march({ closed = false, ...said }: Story = {}) {
  const early = local('2026-01-05 08:00');
  for (const [ordinal, [id, kind]] of [
    ['so-a', 'department'],
    ['xa-a', 'commune'],
    ['xa-b', 'commune'],
    ['xa-c', 'commune'],
  ].entries()) {
    const unit = { name: `Đơn vị ${id}`, kind: kind as string, code: null, aliases: [], ordinal };
    await append(`unit-${id}`, 'UnitRegistered', unit, early);
  }
  await append(
    `programme-${PROGRAMME}`,
    'ProgrammeRegistered',
    {
      title: 'Chương trình mẫu',
      issuer: 'Ban Chỉ đạo',
      documentYear: 2026,
      period: { from: '2026-01-01', until: '2026-12-31' },
      sections: [],
      units: 'mau',
      policy: 'hang-thang',
      source: { file: 'mau-2026.yaml', sha256: '0'.repeat(64) },
    },
    early,
  );
  await append(`programme-${PROGRAMME}`, 'ReportingPolicyAdopted', POLICY, early);
  for (const [task, unit, due] of TASKS) {
    const data = {
      programme: PROGRAMME,
      task,
      unit,
      viaGroup: null,
      transferredFrom: null,
      scheduleKind: 'quarter',
      due,
    };
    await append(streamOf(task, unit), 'TaskAssigned', data, local('2026-03-02 09:00'), said);
  }
  const suspended = { from: 'assigned', to: 'suspended', reason: 'Theo chỉ đạo', document: null };
  const extension = { from: '2026-03-31', to: '2026-04-30', reason: 'Chờ thẩm định' };
  const request = await append(
    streamOf('4', 'so-a'),
    'ExtensionRequested',
    extension,
    local('2026-03-19 09:00'),
  );
  await append(streamOf('5', 'so-a'), 'AssignmentStatusChanged', suspended, local('2026-03-20 09:00'));
  const refused = { request, asked: '2026-04-30', due: '2026-03-31', reason: 'Đã đủ thời gian' };
  const refusal = await append(streamOf('4', 'so-a'), 'ExtensionRefused', refused, local('2026-03-25 09:00'));
  await report('3', 'so-a', local('2026-03-28 09:00'), { percent: null });
  await report('1', 'xa-a', local('2026-03-30 09:00'));
  const nothing = { kind: 'nothing-to-report', percent: null, summary: '' };
  await report('2', 'so-a', local('2026-04-01 09:00'), nothing);
  await warn(AFTER);
  if (closed) await close(AFTER);
  const own = subject('update-missing', '4', 'so-a', '2026-03');
  const say = (type: string, fields: JsonObject, at: string) =>
    append(warningStream(MISSING), type, { ...own, ...fields }, local(at));
  const asked = await say(
    'ExplanationRequested',
    { question: 'Vì sao?', dueOn: '2026-04-14' },
    '2026-04-07 09:00',
  );
  const late = await report('1', 'xa-b', local('2026-04-08 09:00'));
  await warn(local('2026-04-14 23:00'));
  await append(
    `account-${OFFICE.id}`,
    'AccountRegistered',
    { displayName: POSITION },
    local('2026-04-15 08:00'),
  );
  const answer = { request: asked, text: 'Do bão', cause: 'objective', documents: [] };
  const given = await say('ExplanationSubmitted', answer, '2026-04-15 09:00');
  const found = { explanation: given, objective: true, reason: 'Có xác nhận' };
  const confirmed = await say('CauseConfirmed', found, '2026-04-16 09:00');
  await warn(LATER);
  await readModels.catchUp();
  return { request, refusal, late, asked, given, confirmed };
}

const reader = () =>
  new ScorecardReader(readModels, new SlotService(readModels), new ProgrammeDirectory(readModels));

const list = (span = '2026-03', asOf = LATER, principal = OFFICE, kind?: 'commune') =>
  new ListScorecardsHandler(reader()).execute(
    new ListScorecardsQuery(principal, PROGRAMME, span, asOf, kind),
  );

const ofOne = (unit: string, span = '2026-03', asOf = LATER, principal = OFFICE) =>
  new UnitScorecardHandler(reader(), new UnitDirectory(readModels)).execute(
    new UnitScorecardQuery(principal, PROGRAMME, span, unit, asOf),
  );

const draft = (kind: DraftKind, principal = OFFICE, span = '2026-03') =>
  new DraftHandler(reader()).execute(new DraftQuery(principal, PROGRAMME, span, kind, LATER));

describe('The scorecards of a month', () => {
  it('rank the units by their rates, those with a confirmed objective cause left out', async () => {
    await march();
    const { units, ranked, span, goal, periods, provisional } = await list();
    expect(span.text).toBe('tháng 03/2026');
    expect([goal, ranked, provisional]).toStrictEqual([0.9, 3, false]);
    expect(periods).toStrictEqual([
      { period: '2026-03', cutOff: local('2026-04-06 17:00'), state: 'past-cut-off' },
    ]);
    expect(
      units.map(({ unit, rank, rankInKind, updates: { rate, rateWithoutExcused } }) => [
        unit,
        rank?.place,
        rankInKind?.place,
        rate,
        rateWithoutExcused,
      ]),
    ).toStrictEqual([
      ['xa-a', 1, 1, 1, 1],
      ['so-a', 2, 1, 0.333333333, 0.5],
      ['xa-b', 3, 2, 0, 0],
    ]);
  });

  it('hold the figures of each unit', async () => {
    await march();
    const { units } = await list();
    const [, department, commune] = units;
    expect(department).toMatchObject({
      kind: 'department',
      simulated: false,
      updates: {
        expected: 3,
        onTime: 1,
        nothingToReport: 1,
        insufficient: 1,
        missing: 1,
        excused: 1,
        exempt: 1,
      },
      delays: {
        count: 2,
        excused: 1,
        // The missing update from 6 April, the task from 31 March, both until 30 April.
        days: { calendar: 24 + 30, working: 18 + 22 },
        worst: { calendar: 30, working: 22 },
        unexcusedDays: { calendar: 30, working: 22 },
      },
      warnings: {
        raised: 3,
        standing: 3,
        standingUnexcused: 2,
        highestLevel: 3,
        highestLevelUnexcused: 3,
      },
      extensions: { requested: 1, granted: 0, refused: 1 },
      explanations: { requested: 1, late: 1, accepted: 1, objectiveCauses: 1 },
      tasks: { completedOnTime: 0, completedLate: 0, overdue: 1, overdueFromBefore: 0 },
    });
    expect(department?.warnings.byRule).toMatchObject({
      'update-missing': 1,
      'update-insufficient': 1,
      'task-overdue': 1,
    });
    expect(commune).toMatchObject({
      updates: { expected: 1, onTime: 0, late: 1, rate: 0 },
      delays: { count: 1, days: { calendar: 2, working: 2 } },
      warnings: { raised: 1, standing: 0, highestLevel: 1 },
    });
  });

  it('as of an earlier instant know nothing of what came later', async () => {
    await march();
    const { units } = await list('2026-03', AFTER);
    expect(units.find(({ unit }) => unit === 'so-a')).toMatchObject({
      updates: { missing: 1, excused: 0 },
      delays: { days: { calendar: 6, working: 4 } },
      warnings: { raised: 3, standing: 3, highestLevel: 1 },
      explanations: { requested: 0, accepted: 0 },
      extensions: { requested: 1, refused: 1 },
    });
    const before = await list('2026-03', local('2026-03-24 09:00'));
    expect([before.ranked, before.provisional]).toStrictEqual([0, true]);
    expect(before.units.find(({ unit }) => unit === 'so-a')).toMatchObject({
      updates: { expected: 0, notYetDue: 3, rate: null },
      extensions: { requested: 1, refused: 0 },
    });
  });

  it('add up to those of the quarter and the year', async () => {
    await march();
    const [month, quarter, year] = await Promise.all(
      ['2026-03', '2026-Q1', '2026'].map((span) => list(span)),
    );
    const figures = (all: typeof month) =>
      all?.units.map(({ unit, delays, updates, warnings }) => ({
        unit,
        delays,
        expected: updates.expected,
        warnings,
      }));
    expect(figures(quarter)).toStrictEqual(figures(month));
    expect(figures(year)).toStrictEqual(figures(month));
    const april = await list('2026-04');
    expect(april.units.map(({ updates }) => updates.expected)).toStrictEqual([0, 0, 0]);
    expect(april.units.find(({ unit }) => unit === 'so-a')?.tasks).toMatchObject({
      overdue: 0,
      overdueFromBefore: 1,
    });
  });

  it('are filtered by kind with the ranks that they have among all', async () => {
    await march();
    const { units } = await list('2026-03', LATER, OFFICE, 'commune');
    expect(units.map(({ unit, rank, rankInKind }) => [unit, rank?.place, rankInKind])).toStrictEqual([
      ['xa-a', 1, { place: 1, of: 2, shared: 1 }],
      ['xa-b', 3, { place: 2, of: 2, shared: 1 }],
    ]);
  });

  it('of a closed period are as it was closed; what came later ends a delay and changes no count', async () => {
    const { late } = await march({ closed: true });
    const { periods, units } = await list();
    expect(periods).toMatchObject([{ period: '2026-03', state: 'closed' }]);
    expect(units.reduce((sum, { updates }) => sum + updates.expected, 0)).toBe(5);
    expect(units.find(({ unit }) => unit === 'xa-b')).toMatchObject({
      updates: { expected: 1, late: 0, missing: 1 },
      delays: { count: 1, days: { calendar: 2, working: 2 } },
    });
    const { lists } = await ofOne('xa-b');
    expect(lists.shortfalls).toMatchObject([
      {
        kind: 'update-missing',
        doneOn: '2026-04-08',
        endedBy: 'report',
        events: { report: null, end: late },
      },
    ]);
  });

  it.each([false, true])('add up to the figures of compliance, the month closed: %s', async (closed) => {
    await march({ closed });
    const { units } = await list();
    const sum = (name: 'expected' | 'onTime' | 'late' | 'insufficient' | 'missing' | 'exempt') =>
      units.reduce((total, { updates }) => total + updates[name], 0);
    const [month] = await new ComplianceHandler(new SlotService(readModels)).execute(
      new ComplianceQuery(OFFICE, PROGRAMME, LATER),
    );
    const { expected, onTime, nothingToReport, late, insufficient, missing, exempt } =
      month?.byAssignment ?? {};
    expect({
      expected: sum('expected'),
      onTime: sum('onTime'),
      late: sum('late'),
      insufficient: sum('insufficient'),
      missing: sum('missing'),
      exempt: sum('exempt'),
    }).toStrictEqual({
      expected,
      onTime: (onTime ?? 0) + (nothingToReport ?? 0),
      late,
      insufficient,
      missing,
      exempt,
    });
  });

  it('say so where they are simulated', async () => {
    await march({ simulated: true });
    const scorecards = await list();
    expect(scorecards.simulated).toBe(true);
    expect(scorecards.units.every(({ simulated }) => simulated)).toBe(true);
  });
});

describe('What a lead unit sees', () => {
  it('is its own row, with its rank and the number of those ranked, and nobody else’s', async () => {
    await march();
    const { units, ranked } = await list('2026-03', LATER, ofUnit('xa-b'));
    expect(units.map(({ unit, rank }) => [unit, rank])).toStrictEqual([
      ['xa-b', { place: 3, of: 3, shared: 1 }],
    ]);
    expect(ranked).toBe(3);
  });

  it('is not another unit’s scorecard, nor a draft that names several', async () => {
    await march();
    await expect(ofOne('xa-a', '2026-03', LATER, ofUnit('xa-b'))).rejects.toMatchObject({
      code: 'forbidden',
    });
    await expect(draft('criticism', ofUnit('xa-b'))).rejects.toMatchObject({ code: 'forbidden' });
    expect((await ofOne('xa-b', '2026-03', LATER, ofUnit('xa-b'))).card.rank?.place).toBe(3);
  });
});

describe('A unit’s scorecard', () => {
  it('lists each delay with whether an objective cause was confirmed, by whom and when, and every event', async () => {
    const events = await march();
    const { lists } = await ofOne('so-a');
    expect(lists.shortfalls.map(({ kind, task, excused }) => [kind, task, excused])).toStrictEqual([
      ['task-overdue', '4', false],
      ['update-insufficient', '3', false],
      ['update-missing', '4', true],
    ]);
    const missing = lists.shortfalls.at(-1);
    const [raised] = await log.readStream(warningStream(MISSING));
    expect(missing).toStrictEqual({
      kind: 'update-missing',
      assignment: idOf('4', 'so-a'),
      task: '4',
      taskTitle: '4',
      period: '2026-03',
      dueOn: '2026-04-06',
      doneOn: null,
      endedBy: null,
      endedOn: null,
      days: { calendar: 24, working: 18 },
      warnings: [MISSING],
      warningLevel: 3,
      explanation: 'judged',
      cause: {
        eventId: events.confirmed,
        objective: true,
        at: local('2026-04-16 09:00'),
        by: OFFICE.id,
        byName: POSITION,
      },
      excused: true,
      events: {
        report: null,
        due: null,
        end: null,
        warnings: [raised?.id],
        explanations: [events.asked, events.given],
        cause: events.confirmed,
      },
    });
  });

  it('names the report that ended a delay', async () => {
    const { late } = await march();
    const { lists } = await ofOne('xa-b');
    expect(lists.shortfalls).toMatchObject([
      { kind: 'update-late', doneOn: '2026-04-08', endedBy: 'report', events: { report: late, end: late } },
    ]);
  });

  it('has lists as long as its figures', async () => {
    const { request, refusal } = await march();
    const { card, lists } = await ofOne('so-a');
    const { updates, delays, warnings, extensions, tasks } = card;
    expect(lists.shortfalls).toHaveLength(
      updates.late + updates.insufficient + updates.missing + tasks.overdue,
    );
    expect(lists.shortfalls.filter(({ days }) => days !== null)).toHaveLength(delays.count);
    expect(lists.warnings).toHaveLength(warnings.raised);
    expect(lists.extensions).toHaveLength(extensions.requested);
    expect(lists.extensions).toMatchObject([
      {
        eventId: request,
        requestedOn: '2026-03-19',
        decision: { granted: false, on: '2026-03-25', eventId: refusal },
      },
    ]);
    const events = new Set((await log.readAll(null, 1000)).map(({ id }) => id));
    const named = lists.warnings.flatMap((warning) => warning.events);
    // Raised, level 2, level 3: three warnings that stand.
    expect(named).toHaveLength(9);
    expect(named.filter((id) => !events.has(id))).toStrictEqual([]);
  });

  it('does not exist for a unit that has no task of the programme, or that there is none', async () => {
    await march();
    await expect(ofOne('xa-c')).rejects.toMatchObject({ code: 'scorecard-not-found' });
    await expect(ofOne('xa-d')).rejects.toMatchObject({ code: 'unit-not-found' });
  });
});

describe('The drafts', () => {
  it('of a criticism name the units under the goal or with a high warning, the last first', async () => {
    await march();
    const { units, text, notice } = await draft('criticism');
    expect(units.map(({ unit, reasons }) => [unit, reasons])).toStrictEqual([
      ['xa-b', ['tỷ lệ cập nhật 0 %, dưới mục tiêu 90 %']],
      ['so-a', ['tỷ lệ cập nhật 50 %, dưới mục tiêu 90 %', 'có cảnh báo lên đến mức 3']],
    ]);
    expect(text.startsWith(`${notice}\n`)).toBe(true);
    expect(text).toContain('Chương trình mẫu');
    expect(text).toContain('30/04/2026 08:00');
    expect(text).not.toMatch(/\{\{|\}\}|undefined/);
    expect(text).not.toContain('mô phỏng');
  });

  it('of a commendation name nobody who owed too few updates, and say so', async () => {
    await march();
    const { units, text } = await draft('commendation');
    expect(units).toStrictEqual([]);
    expect(text).toContain('Không có đơn vị nào đáp ứng các tiêu chí trên.');
  });

  it('are marked as simulated where the figures are', async () => {
    await march({ simulated: true });
    expect((await draft('criticism')).text.split('\n')[1]).toMatch(/^DỮ LIỆU MÔ PHỎNG/);
  });

  it.each(['commendation', 'criticism'] as const)(
    'have a text in the configuration that is right: %s',
    (kind) => {
      expect(readDraftTemplate(kind).sections.map(({ of }) => of)).toContain('units');
    },
  );
});

describe('A question that has no answer', () => {
  it.each([
    ['a span that there is none', PROGRAMME, '2026-Q5', 'invalid-span'],
    ['a span that has not begun', PROGRAMME, '2026-Q3', 'span-not-begun'],
    ['a programme that there is none', 'khac', '2026-03', 'programme-not-found'],
  ])('of %s is refused', async (_name, programme, span, code) => {
    await march();
    const query = new ListScorecardsQuery(OFFICE, programme, span, LATER);
    await expect(new ListScorecardsHandler(reader()).execute(query)).rejects.toMatchObject({ code });
  });
});

describe('The rows', () => {
  it('rebuilt from the log are those of the live ones', async () => {
    await march();
    const live = readModels.hashes();
    const before = await list();
    await readModels.rebuild();
    expect(readModels.hashes()).toStrictEqual(live);
    expect(await list()).toStrictEqual(before);
  });
});
