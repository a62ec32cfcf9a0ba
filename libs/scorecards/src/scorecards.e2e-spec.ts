import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Command, CommandBus } from '@nestjs/cqrs';
import { DocumentBuilder, SwaggerModule } from '@nestjs/swagger';
import {
  accountsReadModel,
  type CommandContext,
  type Grant,
  operatorPrincipal,
  type Principal,
} from '#access';
import { openTestApp, type TestApp } from '#access/testing';
import {
  CatalogueModule,
  catalogueReadModels,
  DEFAULT_IMPORT_LIMITS,
  IMPORT_SETTINGS,
  LoadProgrammeCommand,
} from '#catalogue';
import { digestOf } from '#event-log';
import { instantAt, SettableClock } from '#kernel';
import {
  AdoptPolicyCommand,
  adoptedPolicy,
  periodsReadModel,
  policiesReadModel,
  ReportingModule,
  SlotService,
} from '#reporting';
import {
  AcceptAssignmentCommand,
  AssignTaskCommand,
  assignmentsReadModel,
  DecideExtensionCommand,
  REPORTING_PERIODS,
  ReportProgressCommand,
  RequestExtensionCommand,
  TasksModule,
} from '#tasks';
import {
  JudgeExplanationCommand,
  RequestExplanationCommand,
  SubmitExplanationCommand,
  WarningsModule,
  WarningsProcess,
  warningsReadModel,
} from '#warnings';
import {
  type Draft,
  extensionsReadModel,
  type ScorecardList,
  ScorecardsModule,
  type UnitScorecard,
} from './index.js';

const PROGRAMME = 'ctr-bcd-2026';
const FINANCE = 'so-tai-chinh';
const SCIENCE = 'so-khoa-hoc-va-cong-nghe';
/** Led by the department of finance alone, due at the end of March; by that of science alone, due in December. */
const FINANCE_TASK = '13';
const SCIENCE_TASK = '12';
const assignmentOf = (task: string, unit: string) => `${PROGRAMME}.${task}.${unit}`;
const FINANCE_ASSIGNMENT = assignmentOf(FINANCE_TASK, FINANCE);
const SCIENCE_ASSIGNMENT = assignmentOf(SCIENCE_TASK, SCIENCE);
const MISSING = `update-missing.${FINANCE_ASSIGNMENT}.2026-01`;

const person = (id: string, grant: Grant): Principal => ({ id, displayName: id, grants: [grant] });
const OPERATOR = operatorPrincipal('van-hanh');
const OFFICE = person('thuong-truc', { role: 'standing-office', unit: null });
const LEADER = person('lanh-dao', { role: 'directing-leader', unit: null });
const INSPECTOR = person('kiem-tra', { role: 'inspector', unit: null });
const FINANCE_OFFICER = person('tai-chinh', { role: 'lead-unit', unit: FINANCE });
const SCIENCE_OFFICER = person('khoa-hoc', { role: 'lead-unit', unit: SCIENCE });
const ADMINISTRATOR = person('quan-tri', { role: 'administrator', unit: null });
const PEOPLE = [OPERATOR, OFFICE, LEADER, INSPECTOR, FINANCE_OFFICER, SCIENCE_OFFICER, ADMINISTRATOR];

const clock = new SettableClock(instantAt('2026-01-05', '08:00'));
let system: TestApp;
let commandCount = 0;

function context(principal: Principal): CommandContext {
  commandCount += 1;
  const commandId = `command-${commandCount}`;
  return { principal, commandId, correlationId: commandId, digest: digestOf(commandId) };
}

async function at<Result>(day: string, time: string, command: Command<Result>): Promise<Result> {
  clock.set(instantAt(day, time));
  const result = await system.app.get(CommandBus).execute(command);
  await system.readModels.catchUp();
  return result;
}

/** January: science reports in time; finance doesn't, is asked why, and is found to have no objective cause. */
async function january(): Promise<void> {
  const first = '2026-01-05';
  await at(first, '08:00', new LoadProgrammeCommand(PROGRAMME, context(OPERATOR)));
  const policy = adoptedPolicy('city-monthly', '2026-01-01');
  await at(first, '08:01', new AdoptPolicyCommand(context(OFFICE), PROGRAMME, policy));
  for (const task of [FINANCE_TASK, SCIENCE_TASK]) {
    await at(first, '09:00', new AssignTaskCommand(context(OFFICE), PROGRAMME, task));
  }
  await at(first, '10:00', new AcceptAssignmentCommand(context(FINANCE_OFFICER), FINANCE_ASSIGNMENT));
  await at(first, '10:01', new AcceptAssignmentCommand(context(SCIENCE_OFFICER), SCIENCE_ASSIGNMENT));
  const asked = new RequestExtensionCommand(
    context(FINANCE_OFFICER),
    FINANCE_ASSIGNMENT,
    '2026-05-31',
    'Chờ',
  );
  await at('2026-01-12', '08:00', asked);
  const document = null;
  await at(
    '2026-01-14',
    '08:00',
    new DecideExtensionCommand(
      context(OFFICE),
      FINANCE_ASSIGNMENT,
      'granted',
      '2026-04-30',
      'Có căn cứ',
      document,
    ),
  );
  await at(
    '2026-01-30',
    '09:00',
    new ReportProgressCommand(context(SCIENCE_OFFICER), SCIENCE_ASSIGNMENT, {
      period: '2026-01',
      kind: 'progress',
      percent: 10,
      percentDownReason: null,
      summary: 'Đã lập kế hoạch và phân công từng phòng',
      difficulties: '',
      proposals: '',
      documents: [],
      disbursedVnd: 0,
      deliverables: ['Kế hoạch'],
    }),
  );
  clock.set(instantAt('2026-02-05', '17:05'));
  await system.app.get(WarningsProcess).tick();
  await system.readModels.catchUp();
  const request = new RequestExplanationCommand(
    context(LEADER),
    MISSING,
    'Vì sao chưa cập nhật?',
    '2026-02-10',
  );
  await at('2026-02-06', '08:00', request);
  await at(
    '2026-02-09',
    '08:00',
    new SubmitExplanationCommand(context(FINANCE_OFFICER), MISSING, {
      text: 'Phần mềm của đơn vị bị gián đoạn',
      cause: 'objective',
      documents: [],
    }),
  );
  await at(
    '2026-02-10',
    '08:00',
    new JudgeExplanationCommand(context(OFFICE), MISSING, {
      decision: 'accepted',
      objective: false,
      reason: 'Đơn vị có thể gửi bằng cách khác',
    }),
  );
  clock.set(instantAt('2026-02-11', '12:00'));
}

beforeAll(async () => {
  system = await openTestApp({
    name: 'scorecards',
    clock,
    models: [
      accountsReadModel,
      ...catalogueReadModels,
      assignmentsReadModel,
      policiesReadModel,
      periodsReadModel,
      warningsReadModel,
      extensionsReadModel,
    ],
    people: PEOPLE,
    imports: [CatalogueModule, TasksModule, ReportingModule, WarningsModule, ScorecardsModule],
    providers: (folder) => [
      { provide: REPORTING_PERIODS, useExisting: SlotService },
      {
        provide: IMPORT_SETTINGS,
        useValue: { folder: join(folder, 'imports'), limits: DEFAULT_IMPORT_LIMITS },
      },
    ],
  });
  await january();
});

afterAll(() => system.close());

const BASE = `/programmes/${PROGRAMME}/scorecards`;

const call = (path: string, who: Principal = INSPECTOR, headers: Record<string, string> = {}) =>
  system.app.inject({
    method: 'GET',
    url: `${BASE}/${path}`,
    headers: { authorization: `Bearer ${who.id}`, ...headers },
  });

async function get<Body>(path: string, who?: Principal): Promise<Body> {
  const answer = await call(path, who);
  expect([path, answer.statusCode]).toEqual([path, 200]);
  return answer.json();
}

describe('GET /programmes/:programme/scorecards/:span', () => {
  it('answers the units in the order of their ranks, with the rule in words', async () => {
    const { units, ranked, rankingRule, goal } = await get<ScorecardList>('2026-01');
    expect(units.map(({ unit, rank, updates }) => [unit, rank?.place, updates.rate])).toStrictEqual([
      [SCIENCE, 1, 1],
      [FINANCE, 2, 0],
    ]);
    expect([ranked, goal]).toStrictEqual([2, 0.9]);
    expect(rankingRule).toMatch(/^Xếp theo tỷ lệ/);
  });

  it('counts extensions and explanations that commands have made', async () => {
    const { units } = await get<ScorecardList>('2026-Q1');
    expect(units.find(({ unit }) => unit === FINANCE)).toMatchObject({
      updates: { expected: 1, missing: 1, excused: 0, notYetDue: 1 },
      extensions: { requested: 1, granted: 1, refused: 0 },
      explanations: { requested: 1, late: 0, accepted: 1, objectiveCauses: 0 },
    });
  });

  it.each([OFFICE, LEADER, INSPECTOR])('shows $id all of them', async (who) => {
    expect((await get<ScorecardList>('2026-01', who)).units).toHaveLength(2);
  });

  it('shows a lead unit its own row, with its rank among all', async () => {
    const { units, ranked } = await get<ScorecardList>('2026-01', FINANCE_OFFICER);
    expect(units.map(({ unit, rank }) => [unit, rank])).toStrictEqual([
      [FINANCE, { place: 2, of: 2, shared: 1 }],
    ]);
    expect(ranked).toBe(2);
  });

  it('takes a kind and a day', async () => {
    expect((await get<ScorecardList>('2026-01?kind=commune')).units).toStrictEqual([]);
    const open = await get<ScorecardList>('2026-01?asOf=2026-02-05');
    expect(open.ranked).toBe(2);
    const earlier = await get<ScorecardList>('2026-01?asOf=2026-02-04');
    expect(earlier.ranked).toBe(0);
  });

  it.each([
    ['2026-01?kind=khac', 400, 'invalid-input'],
    ['2026-01?asOf=2026-02-12', 422, 'as-of-in-future'],
    ['2026-Q5', 400, 'invalid-span'],
    ['2026-Q2', 422, 'span-not-begun'],
    ['2026-01/units/so-khong-co', 404, 'unit-not-found'],
    ['2026-01/drafts/khac', 404, 'draft-not-found'],
  ])('refuses %s with %i %s', async (path, status, code) => {
    const answer = await call(path);
    expect([answer.statusCode, answer.json().type]).toStrictEqual([status, `urn:nq57:problem:${code}`]);
  });

  it.each(['2026-01', `2026-01/units/${FINANCE}`, '2026-01/drafts/criticism'])(
    'is closed to who has no part in it: %s',
    async (path) => expect((await call(path, ADMINISTRATOR)).statusCode).toBe(403),
  );
});

describe('GET /programmes/:programme/scorecards/:span/units/:unit', () => {
  it('answers each delay with what was asked and found', async () => {
    const { lists, card } = await get<UnitScorecard>(`2026-01/units/${FINANCE}`, FINANCE_OFFICER);
    expect(card.rank).toStrictEqual({ place: 2, of: 2, shared: 1 });
    expect(lists.shortfalls).toMatchObject([
      {
        kind: 'update-missing',
        task: FINANCE_TASK,
        dueOn: '2026-02-05',
        days: { calendar: 6, working: 4 },
        warnings: [MISSING],
        explanation: 'judged',
        cause: { objective: false, by: OFFICE.id, byName: null, at: instantAt('2026-02-10', '08:00') },
        excused: false,
      },
    ]);
    expect(lists.shortfalls[0]?.taskTitle).not.toBe(FINANCE_TASK);
  });

  it('is another unit’s to nobody', async () => {
    expect((await call(`2026-01/units/${SCIENCE}`, FINANCE_OFFICER)).statusCode).toBe(403);
  });
});

describe('GET /programmes/:programme/scorecards/:span/drafts/:kind', () => {
  it('answers a draft that names the unit and why', async () => {
    const { text, notice, units } = await get<Draft>('2026-01/drafts/criticism', LEADER);
    expect(text.split('\n')[0]).toBe(notice);
    expect(units.map(({ unit }) => unit)).toStrictEqual([FINANCE]);
    expect(text).toContain('Sở Tài chính: tỷ lệ cập nhật 0 %, dưới mục tiêu 90 %.');
  });

  it('answers the text alone to who asks for text', async () => {
    const answer = await call('2026-01/drafts/commendation', OFFICE, { accept: 'text/plain' });
    expect(answer.headers['content-type']).toBe('text/plain; charset=utf-8');
    expect(answer.body).toMatch(/^DỰ THẢO/);
  });

  it('is not for a lead unit', async () => {
    expect((await call('2026-01/drafts/criticism', FINANCE_OFFICER)).statusCode).toBe(403);
  });
});

describe('The API pages', () => {
  it('describe what is answered, field by field', async () => {
    const { components, paths } = SwaggerModule.createDocument(system.app, new DocumentBuilder().build());
    const schemas = components?.schemas as Record<string, { properties: Record<string, unknown> }>;
    const described = (name: string) => Object.keys(schemas[name]?.properties ?? {}).sort();
    const list = await get<ScorecardList>('2026-01');
    const unit = await get<UnitScorecard>(`2026-01/units/${FINANCE}`);
    const draft = await get<Draft>('2026-01/drafts/criticism');
    expect(described('ScorecardListDto')).toStrictEqual(Object.keys(list).sort());
    expect(described('ScorecardRowDto')).toStrictEqual(Object.keys(list.units[0] ?? {}).sort());
    expect(described('UnitScorecardDto')).toStrictEqual(Object.keys(unit).sort());
    expect(described('UnitListsDto')).toStrictEqual(Object.keys(unit.lists).sort());
    expect(described('ShortfallDto')).toStrictEqual(Object.keys(unit.lists.shortfalls[0] ?? {}).sort());
    expect(described('ListedWarningDto')).toStrictEqual(Object.keys(unit.lists.warnings[0] ?? {}).sort());
    expect(described('ScorecardExtensionDto')).toStrictEqual(
      Object.keys(unit.lists.extensions[0] ?? {}).sort(),
    );
    expect(described('ScorecardExplanationDto')).toStrictEqual(
      Object.keys(unit.lists.explanations[0] ?? {}).sort(),
    );
    expect(described('DraftDto')).toStrictEqual(Object.keys(draft).sort());
    expect(Object.keys(paths).filter((path) => path.includes('scorecards'))).toHaveLength(3);
  });
});
