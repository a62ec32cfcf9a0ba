import { userInfo } from 'node:os';
import type { INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { type CommandContext, operatorPrincipal, type Principal } from '#access';
import { digestOf, EVENT_LOG, type EventLog } from '#event-log';
import { CLOCK, type Clock, randomId } from '#kernel';
import { ReadModels } from '#projections';
import { readSettings, type Settings, SystemModule } from '../../api/src/index.js';
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

/**
 * Runs a command's work on the opened system, the read models caught up, and closes it again.
 * @param clock default: as the settings say
 */
export async function withSystem<Result>(
  work: (system: System) => Promise<Result>,
  {
    clock,
    settings = readSettings(),
    catchUp = true,
  }: { readonly clock?: Clock; readonly settings?: Settings; readonly catchUp?: boolean } = {},
): Promise<Result> {
  const app = await NestFactory.createApplicationContext(
    // A command plays none of the server's roles: it reads, or writes and leaves.
    SystemModule.with({ ...settings, roles: [] }, clock),
    { logger: ['error', 'fatal'], abortOnError: false },
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
    return await work(system);
  } finally {
    await app.close();
  }
}
