import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import type { INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { type CommandContext, operatorPrincipal, type Principal } from '#access';
import { configFolder, LoadProgrammeCommand, ProgrammeDirectory } from '#catalogue';
import { digestOf, EVENT_LOG, type EventLog, openEventLog } from '#event-log';
import { CLOCK, type Clock, Refusal, randomId } from '#kernel';
import { ReadModels } from '#projections';
import { readSettings, type Settings, SystemModule } from '../../api/src/index.js';
import { atAskedInstant } from './known-at.js';
import { note } from './output.js';
import { progressBar } from './progress.js';

/** The system as a command sees it. */
export interface System {
  readonly settings: Settings;
  readonly log: EventLog;
  readonly clock: Clock;
  readonly readModels: ReadModels;
  readonly commands: CommandBus;
  readonly queries: QueryBus;
  readonly principal: Principal;
  readonly app: INestApplicationContext;
  /** The context of a command that a person gives at the command line. */
  context(what: unknown): CommandContext;
}

/** The person at the server's command line. */
export function operator(): Principal {
  const name = userInfo()
    .username.toLowerCase()
    .replace(/[^a-z0-9.-]/g, '-');
  return operatorPrincipal(`van-hanh.${name}`);
}

/** Whether there is a log to work with: a file, or events on the server. */
export async function hasEvents({ eventLog }: Settings): Promise<boolean> {
  if (eventLog.engine === 'sqlite') return existsSync(eventLog.path);
  const log = openEventLog({ ...eventLog, readOnly: true });
  try {
    return (await log.head()) !== null;
  } finally {
    await log.close();
  }
}

/**
 * Runs a command's work on the opened system, the read models caught up, and closes it again.
 * @param options.clock default: as the settings say
 * @param options.create whether a data folder without a log gets one; default: it is an error
 */
export async function withSystem<Result>(
  work: (system: System) => Promise<Result>,
  {
    clock,
    settings = readSettings(),
    catchUp = true,
    create = false,
  }: {
    readonly clock?: Clock;
    readonly settings?: Settings;
    readonly catchUp?: boolean;
    readonly create?: boolean;
  } = {},
): Promise<Result> {
  if (!create && !(await hasEvents(settings))) {
    throw new Refusal(
      'not-found',
      'no-data',
      `Chưa có dữ liệu ở ${settings.dataDir}; thư mục khác thì đặt NQ57_DATA_DIR (bản thử: var/demo).`,
    );
  }
  const app = await NestFactory.createApplicationContext(
    // A command plays none of the server's roles: it reads, or writes and leaves.
    SystemModule.with({ ...settings, roles: [] }, clock),
    // What goes wrong is thrown, and said once by the command line itself.
    { logger: false, abortOnError: false },
  );
  try {
    const principal = operator();
    const readModels = app.get(ReadModels);
    const system: System = {
      settings,
      log: app.get<EventLog>(EVENT_LOG),
      clock: app.get<Clock>(CLOCK),
      readModels,
      commands: app.get(CommandBus),
      queries: app.get(QueryBus),
      principal,
      app,
      context: (what) => {
        const commandId = randomId();
        return { principal, commandId, correlationId: commandId, digest: digestOf(what) };
      },
    };
    if (catchUp) await progressBar('Cập nhật số liệu', (tell) => readModels.catchUp(tell));
    return await atAskedInstant(system.clock, () => work(system));
  } finally {
    await app.close();
  }
}

/**
 * Reads a programme's catalogue. One that isn't registered is shown as `config/catalogues/` has it: loaded into a folder
 * that is thrown away, so that nothing is written to the real one by looking.
 */
export async function withProgramme<Result>(
  programme: string,
  work: (system: System) => Promise<Result>,
): Promise<Result> {
  const settings = readSettings();
  if (await hasEvents(settings)) {
    const registered = await withSystem(
      async (system) => {
        const known = system.app.get(ProgrammeDirectory).all();
        return known.some(({ id }) => id === programme) ? { result: await work(system) } : null;
      },
      { settings },
    );
    if (registered) return registered.result;
  }
  note(`Chưa nạp chương trình ${programme} ở ${settings.dataDir}; in theo danh mục của thư mục cấu hình.`);
  return withScratchSystem(async (system) => {
    // Those that carry it out are shown beside it.
    for (const id of [programme, ...cataloguesNaming(programme)]) {
      await system.commands.execute(new LoadProgrammeCommand(id, system.context(['load', id])));
    }
    await system.readModels.catchUp();
    return work(system);
  });
}

/** Ids of the catalogues of the config folder that link to a programme. */
function cataloguesNaming(programme: string): string[] {
  const folder = join(configFolder(), 'catalogues');
  const link = new RegExp(`\\bprogramme: ${programme}\\b`);
  return readdirSync(folder)
    .filter((file) => file.endsWith('.yaml') && file !== `${programme}.yaml`)
    .filter((file) => link.test(readFileSync(join(folder, file), 'utf8')))
    .map((file) => file.slice(0, -'.yaml'.length));
}

/** Runs a command's work on an empty system in a folder that is thrown away. */
export async function withScratchSystem<Result>(work: (system: System) => Promise<Result>): Promise<Result> {
  const settings = readSettings();
  const dataDir = mkdtempSync(join(tmpdir(), 'nq57-'));
  const eventLog = { engine: 'sqlite', path: join(dataDir, 'events.db') } as const;
  const scratch: Settings = {
    ...settings,
    dataDir,
    sharedDir: dataDir,
    eventLog,
    notifications: { ...settings.notifications, file: join(dataDir, 'notifications.db') },
  };
  try {
    return await withSystem(work, { settings: scratch, create: true });
  } finally {
    rmSync(dataDir, { recursive: true, force: true });
  }
}
