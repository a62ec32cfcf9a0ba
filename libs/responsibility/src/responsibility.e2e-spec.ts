import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Command, CommandBus } from '@nestjs/cqrs';
import { DocumentBuilder, SwaggerModule } from '@nestjs/swagger';
import {
  accountsReadModel,
  type CommandContext,
  type Grant,
  GrantRoleCommand,
  operatorPrincipal,
  type Principal,
  RegisterAccountCommand,
  RevokeRoleCommand,
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
  policiesReadModel,
  ReportingModule,
  SlotService,
} from '#reporting';
import {
  AssignTaskCommand,
  assignmentsReadModel,
  ChangeStatusCommand,
  ConfirmCompletionCommand,
  DecideExtensionCommand,
  ProposeCompletionCommand,
  REPORTING_PERIODS,
  ReportProgressCommand,
  RequestExtensionCommand,
  ReturnReportCommand,
  TasksModule,
  TransferAssignmentCommand,
} from '#tasks';
import { WarningsModule, WarningsProcess, warningsReadModel } from '#warnings';
import {
  type HistoryLine,
  type HistoryPage,
  ResponsibilityModule,
  responsibilityReadModels,
  type Trail,
} from './index.js';

const PROGRAMME = 'ctr-bcd-2026';
const FINANCE = 'so-tai-chinh';
const HOME_AFFAIRS = 'so-noi-vu';
const SCIENCE = 'so-khoa-hoc-va-cong-nghe';
/** Led by the department of finance alone, due at the end of March. */
const TASK = '13';
const ASSIGNMENT = `${PROGRAMME}.${TASK}.${FINANCE}`;
const DOCUMENT = { number: '9/QĐ-BCĐ', date: '2026-04-08', issuer: 'Ban Chỉ đạo thành phố', sha256: null };

const person = (id: string, displayName: string, grant: Grant): Principal => ({
  id,
  displayName,
  grants: [grant],
});
const OPERATOR = operatorPrincipal('van-hanh');
const OFFICE = person('thuong-truc', 'Chuyên viên Thường trực', { role: 'standing-office', unit: null });
const INSPECTOR = person('kiem-tra', 'Kiểm tra viên', { role: 'inspector', unit: null });
const OFFICER = person('tai-chinh-1', 'Phó Chánh Văn phòng Sở Tài chính', {
  role: 'lead-unit',
  unit: FINANCE,
});
const SUCCESSOR = person('tai-chinh-2', 'Chánh Văn phòng Sở Tài chính', { role: 'lead-unit', unit: FINANCE });
const OTHER = person('noi-vu', 'Chánh Văn phòng Sở Nội vụ', { role: 'lead-unit', unit: HOME_AFFAIRS });
const STRANGER = person('khoa-hoc', 'Chánh Văn phòng Sở KH&CN', { role: 'lead-unit', unit: SCIENCE });
const PEOPLE = [OPERATOR, OFFICE, INSPECTOR, OFFICER, SUCCESSOR, OTHER, STRANGER];

const clock = new SettableClock(instantAt('2026-01-05', '08:00'));
let system: TestApp;
let commandCount = 0;

const models = [
  accountsReadModel,
  ...catalogueReadModels,
  assignmentsReadModel,
  policiesReadModel,
  warningsReadModel,
  ...responsibilityReadModels,
];

function context(principal: Principal, simulated?: CommandContext['simulated']): CommandContext {
  commandCount += 1;
  const commandId = `command-${commandCount}`;
  return { principal, commandId, correlationId: commandId, digest: digestOf(commandId), simulated };
}

/** Carries a command out at a local time, after the scheduler has looked. @returns ids of the events */
async function at<Result>(day: string, time: string, command: Command<Result>): Promise<Result> {
  clock.set(instantAt(day, time));
  const result = await system.app.get(CommandBus).execute(command);
  await system.readModels.catchUp();
  return result;
}

async function scheduler(day: string, time: string): Promise<void> {
  clock.set(instantAt(day, time));
  system.app.get(WarningsProcess).changed(ASSIGNMENT);
  await system.app.get(WarningsProcess).tick();
  await system.readModels.catchUp();
}

const report = (period: string, percent: number | null, summary: string) => ({
  period,
  kind: 'progress' as const,
  percent,
  percentDownReason: null,
  summary,
  difficulties: '',
  proposals: '',
  documents: [],
  disbursedVnd: null,
  deliverables: [],
});

async function story(): Promise<void> {
  await at('2026-01-05', '08:00', new LoadProgrammeCommand(PROGRAMME, context(OPERATOR)));
  // The rules of updates and of due dates that passed, without climbing: enough for a story.
  const city = adoptedPolicy('city-monthly', '2026-01-01');
  const { warnings: _rules, escalation: _ladder, ...plain } = city.policy;
  const policy = { ...city, policy: plain };
  await at('2026-01-05', '08:01', new AdoptPolicyCommand(context(OFFICE), PROGRAMME, policy));
  for (const { id, displayName, grants } of [OFFICE, OFFICER, OTHER, STRANGER]) {
    const command = new RegisterAccountCommand({ id, displayName, grants }, context(OPERATOR));
    await at('2026-01-05', '08:30', command);
  }
  await at('2026-01-05', '09:00', new AssignTaskCommand(context(OFFICE), PROGRAMME, TASK));
  await scheduler('2026-02-05', '17:05');
  const first = report('2026-01', 20, 'Đã rà soát các nguồn kinh phí năm 2026');
  await at('2026-02-06', '09:00', new ReportProgressCommand(context(OFFICER), ASSIGNMENT, first));
  await scheduler('2026-02-06', '09:01');
  const second = report('2026-02', 50, 'Đã trình phương án phân bổ kinh phí');
  const { eventIds } = await at(
    '2026-03-04',
    '10:00',
    new ReportProgressCommand(context(OFFICER), ASSIGNMENT, second),
  );
  const returned = new ReturnReportCommand(context(OFFICE), ASSIGNMENT, eventIds[0]!, 'Thiếu số liệu');
  await at('2026-03-05', '10:00', returned);
  await scheduler('2026-03-05', '17:05');
  const [grant] = OFFICER.grants;
  await at('2026-03-09', '08:00', new RevokeRoleCommand(OFFICER.id, grant!, 'Đổi việc', context(OPERATOR)));
  const register = { id: SUCCESSOR.id, displayName: SUCCESSOR.displayName, grants: [] };
  await at('2026-03-09', '08:05', new RegisterAccountCommand(register, context(OPERATOR)));
  await at('2026-03-09', '08:10', new GrantRoleCommand(SUCCESSOR.id, grant!, context(OPERATOR)));
  const asked = new RequestExtensionCommand(context(SUCCESSOR), ASSIGNMENT, '2026-05-31', 'Chờ nghị quyết');
  await at('2026-03-10', '08:00', asked);
  await at(
    '2026-03-12',
    '08:00',
    new DecideExtensionCommand(context(OFFICE), ASSIGNMENT, 'granted', '2026-04-30', 'Có căn cứ', null),
  );
  await at(
    '2026-03-20',
    '08:00',
    new ProposeCompletionCommand(context(SUCCESSOR), ASSIGNMENT, {
      summary: 'Đã phân bổ xong',
      deliverables: ['Quyết định'],
      documents: [],
    }),
  );
  await at('2026-03-23', '08:00', new ConfirmCompletionCommand(context(OFFICE), ASSIGNMENT, ''));
  const reopened = new ChangeStatusCommand(
    context(OFFICE),
    ASSIGNMENT,
    'in-progress',
    'Phân bổ sai đối tượng',
    DOCUMENT,
  );
  await at('2026-04-09', '08:00', reopened);
  // The scheduler was away when the due date passed.
  await scheduler('2026-05-04', '07:00');
  await at(
    '2026-05-11',
    '08:00',
    new TransferAssignmentCommand(context(OFFICE), ASSIGNMENT, HOME_AFFAIRS, 'Đổi chức năng', null),
  );
  await scheduler('2026-05-11', '08:01');
  await at(
    '2026-05-12',
    '08:00',
    new ReportProgressCommand(
      context(OTHER, { seed: 57 }),
      `${PROGRAMME}.${TASK}.${HOME_AFFAIRS}`,
      report('2026-05', 60, 'Đã tiếp nhận hồ sơ và rà soát lại đối tượng'),
    ),
  );
  clock.set(instantAt('2026-05-20', '12:00'));
}

const call = (url: string, who: Principal = INSPECTOR, headers: Record<string, string> = {}) =>
  system.app.inject({ method: 'GET', url, headers: { authorization: `Bearer ${who.id}`, ...headers } });

async function get<Body>(url: string, who?: Principal): Promise<Body> {
  const answer = await call(url, who);
  expect([url, answer.statusCode]).toEqual([url, 200]);
  return answer.json();
}

async function refused(url: string, who?: Principal): Promise<[number, string]> {
  const answer = await call(url, who);
  return [answer.statusCode, answer.json().type];
}

const problem = (code: string) => `urn:nq57:problem:${code}`;
const at17 = (day: string) => instantAt(day, '17:00');

beforeAll(async () => {
  system = await openTestApp({
    name: 'responsibility',
    clock,
    models,
    people: PEOPLE,
    imports: [CatalogueModule, TasksModule, ReportingModule, WarningsModule, ResponsibilityModule],
    providers: (folder) => [
      { provide: REPORTING_PERIODS, useExisting: SlotService },
      {
        provide: IMPORT_SETTINGS,
        useValue: { folder: join(folder, 'imports'), limits: DEFAULT_IMPORT_LIMITS },
      },
    ],
  });
  await story();
});

afterAll(() => system.close());

describe('The history of an assignment', () => {
  const url = `/assignments/${ASSIGNMENT}/history`;
  const told = ({ recordedAt, actor, sentence }: HistoryLine) => [
    recordedAt,
    `${actor.name} (${actor.roleText})`,
    sentence,
  ];

  it('tells every event and warning in order, with person, role, instant and what changed', async () => {
    const { items, next } = await get<HistoryPage>(url);
    const office = 'Chuyên viên Thường trực (Cơ quan Thường trực)';
    const officer = 'Phó Chánh Văn phòng Sở Tài chính (đầu mối đơn vị)';
    const successor = 'Chánh Văn phòng Sở Tài chính (đầu mối đơn vị)';
    const rule = 'null (quy tắc tự động)';
    const holder = 'nhiệm vụ số 13 của Sở Tài chính';
    expect(next).toBeNull();
    expect(items.map(told)).toEqual([
      [instantAt('2026-01-05', '09:00'), office, 'Giao nhiệm vụ số 13 cho Sở Tài chính, hạn 31/03/2026.'],
      [
        instantAt('2026-02-05', '17:05'),
        rule,
        `Cảnh báo mức 1 “Không cập nhật tiến độ”: ${holder} chưa có cập nhật kỳ 01/2026 sau khi hết hạn nộp 05/02/2026 17:00. Phát sinh lúc 05/02/2026 17:00.`,
      ],
      [
        instantAt('2026-02-06', '09:00'),
        officer,
        'Mặc nhiên tiếp nhận nhiệm vụ, do đơn vị đã báo cáo mà chưa tiếp nhận.',
      ],
      [
        instantAt('2026-02-06', '09:00'),
        officer,
        'Báo cáo tiến độ kỳ 01/2026, hoàn thành 20 % (trước đó chưa nêu). Kết quả: Đã rà soát các nguồn kinh phí năm 2026.',
      ],
      [
        instantAt('2026-02-06', '09:00'),
        officer,
        'Bắt đầu thực hiện nhiệm vụ: chuyển từ “đã tiếp nhận” sang “đang thực hiện”.',
      ],
      [
        instantAt('2026-02-06', '09:01'),
        rule,
        `Kết thúc cảnh báo “Không cập nhật tiến độ” kỳ 01/2026 đối với ${holder}: đơn vị đã gửi cập nhật. Kết thúc lúc 06/02/2026 09:00.`,
      ],
      [
        instantAt('2026-03-04', '10:00'),
        officer,
        'Báo cáo tiến độ kỳ 02/2026, hoàn thành tăng từ 20 % lên 50 %. Kết quả: Đã trình phương án phân bổ kinh phí.',
      ],
      [
        instantAt('2026-03-05', '10:00'),
        office,
        'Trả lại báo cáo kỳ 02/2026 vì chưa đạt yêu cầu. Lý do: Thiếu số liệu.',
      ],
      [
        instantAt('2026-03-05', '17:05'),
        rule,
        `Cảnh báo mức 1 “Cập nhật không đủ dữ liệu”: ${holder} có cập nhật kỳ 02/2026 chưa đạt yêu cầu: bị trả lại với lý do “Thiếu số liệu”. Phát sinh lúc 05/03/2026 17:00.`,
      ],
      [
        instantAt('2026-03-10', '08:00'),
        successor,
        'Đề nghị gia hạn từ 31/03/2026 đến 31/05/2026. Lý do: Chờ nghị quyết.',
      ],
      [
        instantAt('2026-03-12', '08:00'),
        office,
        'Đồng ý gia hạn từ 31/03/2026 đến 30/04/2026 (hạn gốc 31/03/2026). Lý do: Có căn cứ.',
      ],
      [
        instantAt('2026-03-20', '08:00'),
        successor,
        'Đề nghị công nhận hoàn thành. Kết quả: Đã phân bổ xong. Sản phẩm: Quyết định.',
      ],
      [
        instantAt('2026-03-23', '08:00'),
        office,
        'Công nhận hoàn thành, tính từ ngày 20/03/2026, đúng hạn (hạn 30/04/2026).',
      ],
      [
        instantAt('2026-04-09', '08:00'),
        office,
        'Mở lại nhiệm vụ đã hoàn thành: chuyển từ “hoàn thành” sang “đang thực hiện”, theo văn bản số 9/QĐ-BCĐ ngày 08/04/2026 của Ban Chỉ đạo thành phố. Lý do: Phân bổ sai đối tượng.',
      ],
      ...items.slice(14).map(told),
    ]);
    expect(items.slice(14).map(({ type, rule }) => [type, rule])).toEqual([
      ['WarningCleared', { id: 'update-insufficient', version: 1 }],
      ['WarningRaised', { id: 'update-insufficient', version: 1 }],
      ['WarningRaised', { id: 'task-overdue', version: 1 }],
      ['AssignmentTransferred', null],
      ['WarningCleared', { id: 'update-insufficient', version: 1 }],
      ['WarningRaised', { id: 'update-missing', version: 1 }],
      ['WarningCleared', { id: 'update-missing', version: 1 }],
      ['WarningCleared', { id: 'task-overdue', version: 1 }],
    ]);
  });

  it('tells a warning that was written late with the instant of its recording', async () => {
    const { items } = await get<HistoryPage>(url);
    expect(
      items.find(({ rule, type }) => rule?.id === 'task-overdue' && type === 'WarningRaised'),
    ).toMatchObject({
      recordedAt: instantAt('2026-05-04', '07:00'),
      effectiveOn: '2026-05-01',
      sentence:
        'Cảnh báo mức 1 “Quá hạn chưa hoàn thành”: nhiệm vụ số 13 của Sở Tài chính đã qua hạn 30/04/2026 (hạn gốc 31/03/2026) mà chưa hoàn thành, đang ở trạng thái “đang thực hiện”. Phát sinh lúc 01/05/2026 00:00, ghi nhận lúc 04/05/2026 07:00.',
    });
  });

  it('comes in pages that put together are the whole', async () => {
    const whole = await get<HistoryPage>(url);
    const paged: HistoryLine[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const page: HistoryPage = await get(`${url}?limit=5${cursor && `&cursor=${cursor}`}`);
      expect(page.items.length).toBeLessThanOrEqual(5);
      paged.push(...page.items);
      cursor = page.next;
    }
    expect(paged).toEqual(whole.items);
  });

  it('is open to the unit itself and closed to another', async () => {
    expect((await get<HistoryPage>(url, OFFICER)).items).toHaveLength(22);
    expect(await refused(url, OTHER)).toEqual([403, problem('forbidden')]);
  });

  it('is not found for an assignment that does not exist', async () => {
    const unknown = `/assignments/${PROGRAMME}.99.${FINANCE}/history`;
    expect(await refused(unknown)).toEqual([404, problem('assignment-not-found')]);
  });

  it('is asked for in pages of at most 500 lines', async () => {
    expect(await refused(`${url}?limit=501`)).toEqual([400, problem('invalid-input')]);
  });
});

describe('The trail of a unit', () => {
  const url = `/units/${FINANCE}/trail`;

  it('shows each stretch of duty with the events that began and ended it', async () => {
    const { duties, lines } = await get<Trail>(url);
    const idOf = (type: string) => lines.find((line) => line.type === type)?.eventId;
    const reopening = lines.findLast(({ type }) => type === 'AssignmentStatusChanged')?.eventId;
    expect(
      duties.map(({ how, from, startEvent, ended, until, endEvent }) => ({
        start: [how, from, startEvent],
        end: [ended, until, endEvent],
      })),
    ).toEqual([
      {
        start: ['assigned', instantAt('2026-01-05', '09:00'), idOf('TaskAssigned')],
        end: ['completed', instantAt('2026-03-23', '08:00'), idOf('CompletionConfirmed')],
      },
      {
        start: ['reopened', instantAt('2026-04-09', '08:00'), reopening],
        end: ['transferred', instantAt('2026-05-11', '08:00'), idOf('AssignmentTransferred')],
      },
    ]);
    expect(
      duties.map(({ originalDue, currentDue, unitName, statusText }) => ({
        originalDue,
        currentDue,
        unitName,
        statusText,
      })),
    ).toEqual([
      {
        originalDue: '2026-03-31',
        currentDue: '2026-04-30',
        unitName: 'Sở Tài chính',
        statusText: 'hoàn thành',
      },
      {
        originalDue: '2026-03-31',
        currentDue: '2026-04-30',
        unitName: 'Sở Tài chính',
        statusText: 'đã chuyển đơn vị khác',
      },
    ]);
  });

  it('shows who had the right to act for it from when to when, and who else acted', async () => {
    const { actors } = await get<Trail>(url);
    expect(actors).toEqual([
      {
        account: 'tai-chinh-1',
        name: 'Phó Chánh Văn phòng Sở Tài chính',
        role: 'lead-unit',
        roleText: 'đầu mối đơn vị',
        unit: FINANCE,
        unitName: 'Sở Tài chính',
        from: instantAt('2026-01-05', '08:30'),
        until: instantAt('2026-03-09', '08:00'),
        grantEvent: expect.any(String),
        revokeEvent: expect.any(String),
        acts: 4,
        firstActAt: instantAt('2026-02-06', '09:00'),
        lastActAt: instantAt('2026-03-04', '10:00'),
        simulated: false,
      },
      {
        account: 'tai-chinh-2',
        name: 'Chánh Văn phòng Sở Tài chính',
        role: 'lead-unit',
        roleText: 'đầu mối đơn vị',
        unit: FINANCE,
        unitName: 'Sở Tài chính',
        from: instantAt('2026-03-09', '08:10'),
        until: null,
        grantEvent: expect.any(String),
        revokeEvent: null,
        acts: 2,
        firstActAt: instantAt('2026-03-10', '08:00'),
        lastActAt: instantAt('2026-03-20', '08:00'),
        simulated: false,
      },
      {
        account: 'thuong-truc',
        name: 'Chuyên viên Thường trực',
        role: 'standing-office',
        roleText: 'Cơ quan Thường trực',
        unit: null,
        unitName: null,
        from: instantAt('2026-01-05', '08:30'),
        until: null,
        grantEvent: expect.any(String),
        revokeEvent: null,
        acts: 6,
        firstActAt: instantAt('2026-01-05', '09:00'),
        lastActAt: instantAt('2026-05-11', '08:00'),
        simulated: false,
      },
    ]);
  });

  it('shows what fell late and thin, with the report that decided it and the warnings', async () => {
    const { slots, lines } = await get<Trail>(url);
    const warningsOf = (rule: string, period: string) =>
      lines
        .filter(({ stream }) => stream === `warning-${rule}.${ASSIGNMENT}.${period}`)
        .map(({ eventId }) => eventId);
    const reports = lines.filter(({ type }) => type === 'ProgressReported').map(({ eventId }) => eventId);
    const common = {
      assignment: ASSIGNMENT,
      programme: PROGRAMME,
      task: TASK,
      unit: FINANCE,
      unitName: 'Sở Tài chính',
    };
    expect(slots).toEqual({
      late: [
        {
          ...common,
          period: '2026-01',
          outcome: 'late',
          cutOff: at17('2026-02-05'),
          report: reports[0],
          warnings: warningsOf('update-missing', '2026-01'),
        },
      ],
      insufficient: [
        {
          ...common,
          period: '2026-02',
          outcome: 'insufficient',
          cutOff: at17('2026-03-05'),
          report: reports[1],
          warnings: warningsOf('update-insufficient', '2026-02'),
        },
      ],
      missing: [
        {
          ...common,
          period: '2026-04',
          outcome: 'missing',
          cutOff: at17('2026-05-05'),
          report: null,
          warnings: warningsOf('update-missing', '2026-04'),
        },
      ],
    });
  });

  it('counts what its lines and slots show', async () => {
    const { totals } = await get<Trail>(url);
    expect(totals).toEqual({
      reports: 2,
      late: 1,
      insufficient: 1,
      missing: 1,
      warningsRaised: 5,
      warningsOpen: 0,
      extensionsRequested: 1,
      extensionsGranted: 1,
      returned: 1,
      reopened: 1,
    });
  });

  it('knows at an earlier day no more than was recorded by then', async () => {
    const trail = await get<Trail>(`${url}?until=2026-03-05`);
    expect(trail).toMatchObject({
      until: '2026-03-05',
      asOf: '2026-03-05T16:59:59.999Z',
      duties: [{ until: null, ended: null, currentDue: '2026-03-31', status: 'in-progress' }],
      totals: { reports: 2, warningsRaised: 2, warningsOpen: 1, extensionsRequested: 0, reopened: 0 },
    });
    expect(trail.actors.map(({ account, until }) => [account, until])).toEqual([
      ['tai-chinh-1', null],
      ['thuong-truc', null],
    ]);
  });

  it('leaves out before its first day what was over by then, but counts warnings that still stand', async () => {
    const trail = await get<Trail>(`${url}?from=2026-03-10&until=2026-03-31`);
    expect(trail.lines.map(({ type }) => type)).toEqual([
      'ExtensionRequested',
      'ExtensionGranted',
      'CompletionProposed',
      'CompletionConfirmed',
    ]);
    expect(trail.actors.map(({ account, acts }) => [account, acts])).toEqual([
      ['tai-chinh-2', 2],
      ['thuong-truc', 2],
    ]);
    expect(trail.slots).toEqual({ late: [], insufficient: [], missing: [] });
    expect(trail.totals).toMatchObject({
      reports: 0,
      extensionsGranted: 1,
      warningsRaised: 0,
      warningsOpen: 1,
    });
  });

  it('can be held to one programme, which must exist', async () => {
    expect((await get<Trail>(`${url}?programme=${PROGRAMME}`)).duties).toHaveLength(2);
    expect(await refused(`${url}?programme=khong-co`)).toEqual([404, problem('programme-not-found')]);
  });

  it('is shown to the unit itself and to no other', async () => {
    expect((await get<Trail>(url, SUCCESSOR)).subject).toEqual({
      kind: 'unit',
      id: FINANCE,
      name: 'Sở Tài chính',
    });
    expect(await refused(url, OTHER)).toEqual([403, problem('forbidden')]);
  });

  it('is refused for an unknown unit, a day to come and a window that ends before it starts', async () => {
    expect(await refused('/units/so-khong-co/trail')).toEqual([404, problem('unit-not-found')]);
    expect(await refused(`${url}?until=2026-05-21`)).toEqual([422, problem('as-of-in-future')]);
    expect(await refused(`${url}?from=2026-03-02&until=2026-03-01`)).toEqual([
      400,
      problem('invalid-window'),
    ]);
  });

  it('is empty, but names who may act, for a unit that never had a task', async () => {
    const { duties, lines, actors, simulated } = await get<Trail>(`/units/${SCIENCE}/trail`);
    expect({ duties, lines, simulated }).toEqual({ duties: [], lines: [], simulated: false });
    expect(actors.map(({ account, acts, until }) => [account, acts, until])).toEqual([['khoa-hoc', 0, null]]);
  });

  it('comes as text for who asks for plain text', async () => {
    const answer = await call(url, INSPECTOR, { accept: 'text/plain' });
    expect([answer.headers['content-type'], answer.headers.vary]).toEqual([
      'text/plain; charset=utf-8',
      'Accept',
    ]);
    const [title, window] = answer.body.split('\n');
    expect([title, window]).toEqual([
      'HỒ SƠ TRÁCH NHIỆM CỦA ĐƠN VỊ: Sở Tài chính (so-tai-chinh)',
      'Từ đầu đến 20/05/2026 12:00',
    ]);
  });

  it('comes as JSON for who takes both', async () => {
    const answer = await call(url, INSPECTOR, { accept: 'application/json, text/plain, */*' });
    expect(answer.headers['content-type']).toContain('application/json');
  });
});

describe('The trail of a task', () => {
  const url = `/programmes/${PROGRAMME}/tasks/${TASK}/trail`;

  it('follows the duty from unit to unit', async () => {
    const { subject, duties, actors, simulated } = await get<Trail>(url);
    expect(subject).toMatchObject({ kind: 'task', id: `${PROGRAMME}.${TASK}` });
    expect(duties.map(({ unit, how, ended }) => [unit, how, ended])).toEqual([
      [FINANCE, 'assigned', 'completed'],
      [FINANCE, 'reopened', 'transferred'],
      [HOME_AFFAIRS, 'transferred', null],
    ]);
    expect(actors.map(({ account, acts }) => [account, acts])).toEqual([
      ['noi-vu', 3],
      ['tai-chinh-1', 4],
      ['tai-chinh-2', 2],
      ['thuong-truc', 7],
    ]);
    expect(simulated).toBe(true);
  });

  it('says of simulated lines that they are, and only of those', async () => {
    const { lines } = await get<Trail>(url);
    const byUnit = lines.filter(({ simulated }) => simulated).map(({ actor }) => actor.id);
    expect(byUnit).toEqual(['noi-vu', 'noi-vu', 'noi-vu']);
    const { body } = await call(url, INSPECTOR, { accept: 'text/plain' });
    expect(body.split('\n')[0]).toBe('DỮ LIỆU MÔ PHỎNG');
  });

  it('shows a lead unit its own part', async () => {
    const trail = await get<Trail>(url, OTHER);
    expect([...new Set([...trail.duties, ...trail.lines].map(({ unit }) => unit))]).toEqual([HOME_AFFAIRS]);
  });

  it('is closed to a lead unit that never held the task', async () => {
    expect(await refused(url, STRANGER)).toEqual([403, problem('forbidden')]);
  });

  it('is not found for a task that does not exist', async () => {
    expect(await refused(`/programmes/${PROGRAMME}/tasks/99/trail`)).toEqual([
      404,
      problem('task-not-found'),
    ]);
    expect(await refused(`/programmes/khong-co/tasks/${TASK}/trail`)).toEqual([
      404,
      problem('task-not-found'),
    ]);
  });
});

describe('The read models', () => {
  it('are the same when they are built anew', async () => {
    const live = system.readModels.hashes();
    await system.readModels.rebuild();
    expect(system.readModels.hashes()).toEqual(live);
  });
});

describe('The API pages', () => {
  it('hold the three routes with their answers', () => {
    const api = SwaggerModule.createDocument(
      system.app,
      new DocumentBuilder().setOpenAPIVersion('3.1.0').build(),
    );
    const answers = (path: string) => {
      const answer = api.paths[path]?.get?.responses['200'];
      return answer && 'content' in answer ? Object.keys(answer.content ?? {}) : [];
    };
    expect({
      history: answers('/assignments/{assignment}/history'),
      unit: answers('/units/{unit}/trail'),
      task: answers('/programmes/{programme}/tasks/{task}/trail'),
    }).toEqual({
      history: ['application/json'],
      unit: ['application/json', 'text/plain'],
      task: ['application/json', 'text/plain'],
    });
  });
});
