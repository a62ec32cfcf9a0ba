import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CommandBus } from '@nestjs/cqrs';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import {
  type CommandContext,
  type Grant,
  operatorPrincipal,
  type Principal,
  RegisterAccountCommand,
  SetPasswordCommand,
} from '#access';
import { configFolder, DEFAULT_IMPORT_LIMITS, LoadProgrammeCommand } from '#catalogue';
import {
  digestOf,
  EVENT_LOG,
  type EventLog,
  type EventLogConfig,
  type Position,
  type RecordedEvent,
  readWholeStream,
  type SqliteEventLogConfig,
} from '#event-log';
import { instantAt, randomId, SettableClock } from '#kernel';
import { readNotificationSettings } from '#notifications';
import { ReadModels } from '#projections';
import { AdoptPolicyCommand, adoptedPolicy } from '#reporting';
import { AssignTaskCommand } from '#tasks';
import type { ProcessRole, Settings } from '../../apps/api/src/index.js';

// A package of the server's is CommonJS and requires Nest, which Jest allows only once Nest stands.
const { createServer } = await import('../../apps/api/src/index.js');

/** The one programme of `config/`, and what of it the tests rest on. */
export const PROGRAMME = 'ctr-bcd-2026';
export const FINANCE = 'so-tai-chinh';
export const SCIENCE = 'so-khoa-hoc-va-cong-nghe';
export const HOME_AFFAIRS = 'so-noi-vu';
/** Led by the department of finance alone, due on 31/03/2026. */
export const FINANCE_TASK = '13';
/** Led by the department of science alone, due on 31/12/2026. */
export const SCIENCE_TASK = '12';
/** Led by a group of departments, due on 31/03/2026. */
export const GROUP_TASK = '17';
/** Led by one party body, without an end. */
export const ONGOING_TASK = '3';
/** Led by the group of the five universities. */
export const UNIVERSITY_TASK = '28';
export const ASSIGNED_TASKS = [ONGOING_TASK, SCIENCE_TASK, FINANCE_TASK, GROUP_TASK, UNIVERSITY_TASK];

export const assignmentOf = (task: string, unit: string) => `${PROGRAMME}.${task}.${unit}`;
export const FINANCE_ASSIGNMENT = assignmentOf(FINANCE_TASK, FINANCE);
export const SCIENCE_ASSIGNMENT = assignmentOf(SCIENCE_TASK, SCIENCE);

const person = (id: string, displayName: string, grant: Grant) => ({ id, displayName, grants: [grant] });

/** An account of each role, by position. */
export const PEOPLE = {
  office: person('thuong-truc', 'Chuyên viên Thường trực', { role: 'standing-office', unit: null }),
  leader: person('lanh-dao-chi-dao', 'Lãnh đạo chỉ đạo', { role: 'directing-leader', unit: null }),
  finance: person('dm.so-tai-chinh', 'Đầu mối Sở Tài chính', { role: 'lead-unit', unit: FINANCE }),
  science: person('dm.so-khcn', 'Đầu mối Sở KH&CN', { role: 'lead-unit', unit: SCIENCE }),
  inspector: person('kiem-tra', 'Chuyên viên Ủy ban Kiểm tra', { role: 'inspector', unit: null }),
  administrator: person('quan-tri', 'Quản trị tài khoản', { role: 'administrator', unit: null }),
} as const satisfies Record<string, Principal>;

export type Who = keyof typeof PEOPLE;

export const PASSWORD = 'mật khẩu để thử nghiệm';
export const FIRST_DAY = '2026-01-05';

type Headers = Readonly<Record<string, string>>;
type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly text: string;
  /** The parsed body; empty where there is none or it is not JSON. */
  readonly body: Readonly<Record<string, unknown>>;
}

/** What a command answers. */
export interface CommandBody {
  readonly revision: number;
  readonly position: string;
  readonly repeated: boolean;
}

export interface OpenSession {
  readonly token: string;
  readonly expiresAt: string;
}

export interface CallOptions {
  /** Whose token is sent; default: none. */
  readonly as?: Who;
  /** An object is sent as JSON, a text as it is. */
  readonly body?: object | string;
  readonly headers?: Headers;
}

export interface SystemOptions {
  /** Default: http and projections. */
  readonly roles?: readonly ProcessRole[];
  /** Codes of the tasks to assign on {@link FIRST_DAY}; default: {@link ASSIGNED_TASKS}. */
  readonly tasks?: readonly string[];
  /** Where its log stands; default: in its folder. */
  readonly eventLog?: EventLogConfig;
  /** Builds the server; default: {@link createServer}. */
  readonly create?: (settings: LocalSettings, clock: SettableClock) => Promise<NestFastifyApplication>;
}

/** Settings of a server whose log is a file. */
export type LocalSettings = Settings & { readonly eventLog: SqliteEventLogConfig };

/** Settings of a server on a folder of its own, silent. */
export function settingsFor(
  dataDir: string,
  roles: readonly ProcessRole[] = ['http', 'projections'],
): LocalSettings {
  return {
    dataDir,
    sharedDir: dataDir,
    host: '127.0.0.1',
    port: 0,
    roles,
    clock: 'system',
    bodyLimitBytes: 1_000_000,
    logLevel: 'silent',
    eventLog: { engine: 'sqlite', path: join(dataDir, 'events.db') },
    http: { secureCookies: 'auto', webDir: join(dataDir, 'web') },
    imports: DEFAULT_IMPORT_LIMITS,
    notifications: readNotificationSettings(undefined, {
      file: join(dataDir, 'notifications.db'),
      texts: join(configFolder(), 'notifications'),
      env: {},
    }),
  };
}

const SETTLE_MS = 10_000;

/** A whole server with a small programme under way, at a clock that stands still until it is set. */
export class TestSystem {
  readonly #sessions = new Map<Who, Promise<OpenSession>>();

  private constructor(
    readonly folder: string,
    readonly settings: LocalSettings,
    readonly clock: SettableClock,
    readonly app: NestFastifyApplication,
  ) {}

  /** Units and programme from `config/`, the policy from 01/01/2026, an account of each role, tasks assigned. */
  static async open({
    roles,
    tasks = ASSIGNED_TASKS,
    eventLog,
    create = (settings, clock) => createServer({ ...settings, ...(eventLog ? { eventLog } : {}) }, clock),
  }: SystemOptions = {}): Promise<TestSystem> {
    const folder = mkdtempSync(join(tmpdir(), 'nq57-e2e-'));
    const settings = settingsFor(folder, roles);
    const clock = new SettableClock(instantAt(FIRST_DAY, '08:00'));
    const system = new TestSystem(folder, settings, clock, await create(settings, clock));
    await system.#prepare(tasks);
    return system;
  }

  async #prepare(tasks: readonly string[]): Promise<void> {
    const operator = operatorPrincipal('van-hanh');
    await this.commands.execute(new LoadProgrammeCommand(PROGRAMME, this.context(operator)));
    await this.settled();
    const policy = adoptedPolicy('city-monthly', '2026-01-01');
    await this.commands.execute(new AdoptPolicyCommand(this.context(operator), PROGRAMME, policy));
    await Promise.all(
      Object.values(PEOPLE).map(async (account) => {
        await this.commands.execute(new RegisterAccountCommand(account, this.context(operator)));
        await this.commands.execute(new SetPasswordCommand(account.id, PASSWORD, this.context(operator)));
      }),
    );
    for (const task of tasks) {
      await this.commands.execute(new AssignTaskCommand(this.context(PEOPLE.office), PROGRAMME, task));
    }
    await this.settled();
  }

  get log(): EventLog {
    return this.app.get<EventLog>(EVENT_LOG);
  }

  get readModels(): ReadModels {
    return this.app.get(ReadModels);
  }

  get commands(): CommandBus {
    return this.app.get(CommandBus);
  }

  /** The context of a command that is sent past HTTP. */
  context(principal: Principal): CommandContext {
    const commandId = randomId();
    return { principal, commandId, correlationId: commandId, digest: digestOf(commandId) };
  }

  /** Sets the clock to a local time. */
  at(day: string, time = '09:00'): void {
    this.clock.set(instantAt(day, time));
  }

  /** Another server on the same folder and clock, which the caller closes. @param change of its settings */
  another(change: Partial<Settings> = {}): Promise<NestFastifyApplication> {
    return createServer({ ...this.settings, ...change }, this.clock);
  }

  /** Returns when the read models have taken in everything that the log holds. */
  async settled(): Promise<void> {
    const head = await this.log.head();
    if (head !== null && !(await this.readModels.waitFor(head, SETTLE_MS))) {
      throw new Error(`the read models have not come to ${head}`, { cause: this.readModels.failure });
    }
  }

  head(): Promise<Position | null> {
    return this.log.head();
  }

  events(stream: string): Promise<readonly RecordedEvent[]> {
    return readWholeStream(this.log, stream);
  }

  /** A token that holds at the clock's time; one that has expired is replaced by logging in again. */
  async token(who: Who): Promise<string> {
    const known = await this.#sessions.get(who);
    if (known && known.expiresAt > this.clock.now()) return known.token;
    const session = this.logIn(who);
    this.#sessions.set(who, session);
    return (await session).token;
  }

  /** Opens a session of its own. */
  async logIn(who: Who): Promise<OpenSession> {
    const { status, body } = await this.call('POST', '/sessions', {
      body: { account: PEOPLE[who].id, password: PASSWORD },
    });
    if (status !== 201) throw new Error(`${PEOPLE[who].id} could not log in: ${JSON.stringify(body)}`);
    return body as unknown as OpenSession;
  }

  /** Has the next call of a person log in again: the old session was ended. */
  forgetToken(who: Who): void {
    this.#sessions.delete(who);
  }

  async call(method: Method, url: string, { as, body, headers = {} }: CallOptions = {}): Promise<Answer> {
    const answer = await this.app.inject({
      method,
      url,
      headers: { ...(as ? { authorization: `Bearer ${await this.token(as)}` } : {}), ...headers },
      ...(body === undefined ? {} : { payload: body }),
    });
    const isJson = String(answer.headers['content-type'] ?? '').includes('json');
    return {
      status: answer.statusCode,
      headers: answer.headers,
      text: answer.body,
      body: isJson ? answer.json() : {},
    };
  }

  /** Reads what must be there, with everything that was written. */
  async get<Body>(url: string, as: Who): Promise<Body> {
    await this.settled();
    const { status, body, text } = await this.call('GET', url, { as });
    if (status !== 200) throw new Error(`GET ${url} answered ${status}: ${text}`);
    return body as Body;
  }

  post(url: string, as: Who, body?: object | string, headers?: Headers): Promise<Answer> {
    return this.call('POST', url, {
      as,
      ...(body === undefined ? {} : { body }),
      ...(headers === undefined ? {} : { headers }),
    });
  }

  /** A command that must be carried out. @returns its answer */
  async done(url: string, as: Who, body?: object): Promise<CommandBody> {
    const { status, body: answer, text } = await this.post(url, as, body);
    if (status !== 201) throw new Error(`POST ${url} answered ${status}: ${text}`);
    return answer as unknown as CommandBody;
  }

  /** A unit's update of a month that holds all that the policy demands. */
  report(assignment: string, as: Who, period: string, percent: number): Promise<CommandBody> {
    return this.done(`/assignments/${assignment}/progress-reports`, as, fullReport(period, percent));
  }

  /** Closes the server and starts it anew on the same folder and clock; `meanwhile` happens while it is off. */
  async restarted(meanwhile: () => void = () => {}): Promise<TestSystem> {
    await this.app.close();
    meanwhile();
    const app = await createServer(this.settings, this.clock);
    return new TestSystem(this.folder, this.settings, this.clock, app);
  }

  /** Closes the server and deletes its folder. */
  async close(): Promise<void> {
    await this.app.close();
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** A month's update that holds all that the policy demands. */
export function fullReport(period: string, percent: number): object {
  return {
    period,
    kind: 'progress',
    percent,
    summary: 'Đã rà soát xong hồ sơ và gửi lấy ý kiến các đơn vị.',
  };
}
