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
import { AssignTaskCommand, assignmentsReadModel, REPORTING_PERIODS, TasksModule } from '#tasks';
import {
  AdoptPolicyCommand,
  adoptedPolicy,
  type ComplianceBy,
  listHash,
  type PeriodCompliance,
  type PeriodDrift,
  type PeriodSlotsPage,
  type PeriodView,
  periodsReadModel,
  policiesReadModel,
  type ReminderPreview,
  ReportingModule,
  SlotService,
} from './index.js';

const PROGRAMME = 'ctr-bcd-2026';
const FINANCE = 'so-tai-chinh';
const SCIENCE = 'so-khoa-hoc-va-cong-nghe';
/** Led by the department of finance alone; by the department of science alone; by a group of departments. */
const [FINANCE_TASK, SCIENCE_TASK, GROUP_TASK] = ['13', '12', '17'] as const;
const PERIODS = `/programmes/${PROGRAMME}/periods`;
const JANUARY = `${PERIODS}/2026-01`;
const REASON = 'Đơn vị gửi báo cáo qua đường công văn';

const person = (id: string, grant: Grant): Principal => ({ id, displayName: id, grants: [grant] });
const OPERATOR = operatorPrincipal('van-hanh');
const OFFICE = person('thuong-truc', { role: 'standing-office', unit: null });
const SECOND = person('pho-thuong-truc', { role: 'standing-office', unit: null });
const INSPECTOR = person('kiem-tra', { role: 'inspector', unit: null });
const OFFICER = person('dm.tai-chinh', { role: 'lead-unit', unit: FINANCE });
const PEOPLE = [OPERATOR, OFFICE, SECOND, INSPECTOR, OFFICER];

const models = [
  accountsReadModel,
  ...catalogueReadModels,
  assignmentsReadModel,
  policiesReadModel,
  periodsReadModel,
];

const clock = new SettableClock(instantAt('2026-01-05', '08:00'));
let system: TestApp;
let count = 0;

function context(principal: Principal): CommandContext {
  count += 1;
  const commandId = `command-${count}`;
  return { principal, commandId, correlationId: commandId, digest: digestOf(commandId) };
}

async function carryOut(command: Command<unknown>): Promise<void> {
  await system.app.get(CommandBus).execute(command);
  await system.readModels.catchUp();
}

const at = (day: string, time = '09:00') => clock.set(instantAt(day, time));

interface Answer {
  readonly status: number;
  readonly etag: unknown;
  readonly body: Record<string, unknown>;
}

async function call(
  method: 'GET' | 'POST',
  url: string,
  who: Principal,
  body?: object,
  headers: Record<string, string> = {},
): Promise<Answer> {
  const answer = await system.app.inject({
    method,
    url,
    headers: { authorization: `Bearer ${who.id}`, ...headers },
    ...(body ? { payload: body } : {}),
  });
  await system.readModels.catchUp();
  return { status: answer.statusCode, etag: answer.headers.etag, body: answer.json() };
}

async function get<Body>(url: string, who: Principal = INSPECTOR): Promise<Body> {
  const { status, body } = await call('GET', url, who);
  expect([url, status, status === 200 ? null : body]).toStrictEqual([url, 200, null]);
  return body as Body;
}

const post = (url: string, who: Principal, body?: object, headers?: Record<string, string>) =>
  call('POST', url, who, body, headers);

/** Status and problem code of a refusal. */
async function refusal(answer: Promise<Answer>): Promise<[number, string]> {
  const { status, body } = await answer;
  return [status, String(body.type).replace('urn:nq57:problem:', '')];
}

const report = (task: string, period: string, percent: number) =>
  post(`/assignments/${PROGRAMME}.${task}.${FINANCE}/progress-reports`, OFFICER, {
    period,
    kind: 'progress',
    percent,
    summary: 'Đã rà soát xong hồ sơ và gửi lấy ý kiến các đơn vị.',
    difficulties: 'Còn chờ số liệu của các đơn vị.',
    disbursedVnd: 0,
  });

beforeAll(async () => {
  system = await openTestApp({
    name: 'period-routes',
    clock,
    models,
    people: PEOPLE,
    imports: [CatalogueModule, TasksModule, ReportingModule],
    providers: (folder) => [
      { provide: REPORTING_PERIODS, useExisting: SlotService },
      {
        provide: IMPORT_SETTINGS,
        useValue: { folder: join(folder, 'imports'), limits: DEFAULT_IMPORT_LIMITS },
      },
    ],
  });

  await carryOut(new LoadProgrammeCommand(PROGRAMME, context(OPERATOR)));
  const policy = adoptedPolicy('city-monthly', '2026-01-01');
  await carryOut(new AdoptPolicyCommand(context(OFFICE), PROGRAMME, policy));
  for (const task of [FINANCE_TASK, SCIENCE_TASK, GROUP_TASK]) {
    await carryOut(new AssignTaskCommand(context(OFFICE), PROGRAMME, task));
  }
});

afterAll(() => system.close());

describe('The end of a month over HTTP', () => {
  it('begins with a reminder that was looked at before: its receivers and what each reads', async () => {
    at('2026-01-29');
    expect((await report(FINANCE_TASK, '2026-01', 20)).status).toBe(201);
    const preview = await get<ReminderPreview>(`${JANUARY}/reminders/preview`, OFFICE);
    expect(preview.units.find(({ unit }) => unit === FINANCE)).toStrictEqual({
      unit: FINANCE,
      unitName: 'Sở Tài chính',
      assignments: 1,
      text: 'Đề nghị Sở Tài chính cập nhật tiến độ kỳ 01/2026 trước 05/02/2026 17:00: còn 1 nhiệm vụ chưa có báo cáo của kỳ.',
    });
    const { status, body } = await post(`${JANUARY}/reminders`, OFFICE);
    expect([status, body.units]).toStrictEqual([
      201,
      preview.units.map(({ unit, assignments }) => ({ unit, assignments })),
    ]);
  });

  it('is refused to close before the cut-off, and what is no period of the programme at all', async () => {
    expect(await refusal(post(`${JANUARY}/close`, OFFICE))).toStrictEqual([409, 'cut-off-not-passed']);
    for (const [period, status, code] of [
      ['thang-1', 400, 'invalid-period'],
      ['2026-W03', 422, 'period-not-asked-for'],
      ['2026-01-d15', 422, 'period-not-asked-for'],
      ['2026', 422, 'period-not-asked-for'],
      ['2026-02', 422, 'period-in-future'],
      ['2025-12', 422, 'period-empty'],
    ] as const) {
      const answer = await refusal(post(`${PERIODS}/${period}/close`, OFFICE));
      expect([period, ...answer]).toStrictEqual([period, status, code]);
    }
    const elsewhere = post('/programmes/khong-co/periods/2026-01/close', OFFICE);
    expect(await refusal(elsewhere)).toStrictEqual([404, 'programme-not-found']);
    expect(await refusal(call('GET', `${JANUARY}/slots`, OFFICE))).toStrictEqual([404, 'close-not-found']);
  });

  it('is for the standing office: others read, and are refused to act', async () => {
    at('2026-02-06');
    for (const path of ['reminders', 'close', 'reopening']) {
      for (const who of [OFFICER, INSPECTOR]) {
        expect([path, ...(await refusal(post(`${JANUARY}/${path}`, who)))]).toStrictEqual([
          path,
          403,
          'forbidden',
        ]);
      }
    }
    expect(await refusal(call('GET', `${JANUARY}/reminders/preview`, OFFICER))).toStrictEqual([
      403,
      'forbidden',
    ]);
  });

  it('closes with a list that anybody can hash again, under the key of the request once', async () => {
    const key = { 'idempotency-key': 'chot-thang-1' };
    const first = await post(`${JANUARY}/close`, OFFICE, undefined, key);
    expect([first.status, first.body.outcome, first.body.repeated]).toStrictEqual([201, 'closed', false]);
    const again = await post(`${JANUARY}/close`, OFFICE, undefined, key);
    expect([again.status, again.body.position, again.body.repeated]).toStrictEqual([
      201,
      first.body.position,
      true,
    ]);
    expect((await post(`${JANUARY}/close`, SECOND)).status).toBe(200);
    const { closes, status, reminders } = await get<PeriodView>(JANUARY);
    expect([status, closes.length, reminders.length, closes[0]?.closedBy]).toStrictEqual([
      'closed',
      1,
      1,
      OFFICE.id,
    ]);
    const lines: PeriodSlotsPage['items'][number][] = [];
    let next: string | null = '0';
    while (next !== null) {
      const page: PeriodSlotsPage = await get(`${JANUARY}/slots?limit=7&cursor=${next}`);
      lines.push(...page.items);
      next = page.next;
    }
    expect(
      listHash(lines.map(({ task, unit, outcome, report: id }) => [`${task}.${unit}`, outcome, id])),
    ).toBe(closes[0]?.sha256);
    const { expected = 0, exempt = 0 } = closes[0] ?? {};
    expect(lines).toHaveLength(expected + exempt);
    const counts = closes[0]?.counts;
    const totals = [];
    for (const among of ['expected', 'received', 'counted']) {
      totals.push((await get<PeriodSlotsPage>(`${JANUARY}/slots?among=${among}`)).total);
    }
    expect(totals).toStrictEqual([
      expected,
      expected - (counts?.missing ?? 0),
      (counts?.onTime ?? 0) + (counts?.nothingToReport ?? 0),
    ]);
  });

  it('then shows the frozen figures, with those of now beside them, and what differs', async () => {
    at('2026-02-10');
    expect((await report(GROUP_TASK, '2026-01', 10)).status).toBe(201);
    const months = await get<PeriodCompliance[]>(`/programmes/${PROGRAMME}/compliance`);
    const [january] = months;
    const { closes } = await get<PeriodView>(JANUARY);
    expect([january?.state, january?.byAssignment.missing, january?.close?.drift]).toStrictEqual([
      'closed',
      closes[0]?.counts.missing,
      1,
    ]);
    expect(january?.close?.current?.byAssignment.late).toBe((january?.byAssignment.late ?? 0) + 1);
    const drift = await get<PeriodDrift>(`${JANUARY}/drift`);
    expect(drift.items).toMatchObject([
      {
        unit: FINANCE,
        from: { outcome: 'missing', outcomeText: 'không báo cáo' },
        to: { outcome: 'late' },
        cause: { type: 'ProgressReported', by: { id: OFFICER.id }, recordedAt: clock.now() },
      },
    ]);
    expect((await get<PeriodDrift>(`${JANUARY}/drift?unit=${SCIENCE}`)).total).toBe(0);
  });

  it('tells the figure by section, leader, unit, group and task, each row with the list behind it', async () => {
    for (const period of ['2026-01', '2026-02']) {
      for (const facet of ['section', 'leader', 'unit', 'group', 'task']) {
        const url = `/programmes/${PROGRAMME}/compliance/${period}?by=${facet}`;
        const { rows, by } = await get<ComplianceBy>(url);
        expect([by, rows.length > 0]).toStrictEqual([facet, true]);
        for (const { slots, byAssignment, byTask, key } of rows) {
          const { total } = await get<{ total: number }>(slots);
          expect([slots, key, total]).toStrictEqual([
            slots,
            key,
            byAssignment.expected + byAssignment.exempt,
          ]);
          for (const rate of [byAssignment.rate, byTask.rate]) expect((rate ?? 0) <= 1).toBe(true);
        }
      }
    }
    const months = await get<readonly PeriodCompliance[]>(`/programmes/${PROGRAMME}/compliance`);
    for (const { period, byTask } of months) {
      const { rows } = await get<ComplianceBy>(`/programmes/${PROGRAMME}/compliance/${period}?by=task`);
      const counted = rows.filter((row) => row.byTask.expected > 0);
      const sum = counted.reduce((total, row) => total + row.byTask.shareSum, 0);
      expect([period, counted.length]).toStrictEqual([period, byTask.expected]);
      expect(sum).toBeCloseTo(byTask.shareSum);
    }
    const own = await get<ComplianceBy>(`/programmes/${PROGRAMME}/compliance/2026-01?by=unit`, OFFICER);
    expect(own.rows.map(({ key }) => key)).toStrictEqual([FINANCE]);
    const answer = call('GET', `/programmes/${PROGRAMME}/compliance/2026-01?by=phong-ban`, OFFICE);
    expect(await refusal(answer)).toStrictEqual([400, 'invalid-input']);
  });

  it('reopens by two people, for a reason, and has February wait for it', async () => {
    const ask = (who: Principal, reason = REASON) => post(`${JANUARY}/reopening-requests`, who, { reason });
    expect(await refusal(ask(OFFICE, ''))).toStrictEqual([400, 'invalid-input']);
    expect(await refusal(post(`${JANUARY}/reopening`, SECOND))).toStrictEqual([409, 'no-reopening-pending']);
    expect((await ask(OFFICE)).status).toBe(201);
    expect(await refusal(ask(SECOND))).toStrictEqual([409, 'reopening-pending']);
    expect(await refusal(post(`${JANUARY}/reopening`, OFFICE))).toStrictEqual([409, 'second-person-needed']);
    expect((await post(`${JANUARY}/reopening`, SECOND)).status).toBe(201);
    at('2026-03-06');
    expect(await refusal(post(`${PERIODS}/2026-02/close`, OFFICE))).toStrictEqual([
      409,
      'earlier-period-open',
    ]);
    expect((await post(`${JANUARY}/close`, OFFICE)).body.outcome).toBe('closed');
    expect((await post(`${PERIODS}/2026-02/close`, OFFICE)).body.outcome).toBe('closed');
    const periods = await get<PeriodView[]>(PERIODS);
    expect(periods.map(({ period, status, closes }) => [period, status, closes.length])).toStrictEqual([
      ['2026-01', 'closed', 2],
      ['2026-02', 'closed', 1],
      ['2026-03', 'open', 0],
    ]);
    expect((await get<PeriodDrift>(`${JANUARY}/drift`)).total).toBe(0);
  });

  it('takes If-Match: what has changed since is not closed over it', async () => {
    at('2026-04-07');
    const stale = post(`${PERIODS}/2026-03/close`, OFFICE, undefined, { 'if-match': '"5"' });
    expect(await refusal(stale)).toStrictEqual([412, 'precondition-failed']);
  });

  it('is described in the API pages, answers and all', () => {
    const { paths } = SwaggerModule.createDocument(
      system.app,
      new DocumentBuilder().setOpenAPIVersion('3.1.0').build(),
    );
    const bare = Object.entries(paths)
      .filter(([path]) => path.includes('/periods'))
      .flatMap(([path, methods]) =>
        Object.entries(
          methods as Record<string, { responses: Record<string, { content?: object }> }>,
        ).flatMap(([method, { responses }]) => {
          const good = Object.entries(responses).filter(([status]) => status.startsWith('2'));
          const described = good.length > 0 && good.every(([, { content }]) => content !== undefined);
          return described ? [] : [`${method} ${path}`];
        }),
      );
    expect(bare).toStrictEqual([]);
    expect(Object.keys(paths).filter((path) => path.includes('/periods'))).toHaveLength(10);
    const answerOf = (path: string, status: string) =>
      JSON.stringify(paths[`/programmes/{programme}/periods/{period}/${path}`]?.post?.responses[status]);
    for (const status of ['200', '201']) {
      expect(answerOf('close', status)).toContain('CloseAnswer');
      expect(answerOf('reminders', status)).toContain('RemindAnswer');
    }
  });
});
