import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type DynamicModule, Module, type Provider, type Type } from '@nestjs/common';
import { CqrsModule } from '@nestjs/cqrs';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Test } from '@nestjs/testing';
import { EVENT_LOG, type EventLog, openSqliteEventLog } from '#event-log';
import { CLOCK, type Clock } from '#kernel';
import { KnownAtClock, type ReadModel, ReadModels } from '#projections';
import { AccessModule } from '../access.module.js';
import { UNIT_DIRECTORY, type UnitDirectory } from '../commands/unit-directory.js';
import { CredentialStore } from '../credentials/credential-store.js';
import type { Principal } from '../domain/principal.js';
import { DoorAdapter } from '../door/door-adapter.js';
import { PrincipalResolver } from '../door/routes/authentication.guard.js';

export interface TestAppOptions {
  /** Stands in the name of its folder. */
  readonly name: string;
  readonly clock: Clock;
  /** Opened, not started: a test has them catch up, or starts them. */
  readonly models: readonly ReadModel[];
  /** Whose id is accepted as bearer token; default: nobody's, one logs in. */
  readonly people?: readonly Principal[];
  /** Which units exist; default: every one. */
  readonly units?: UnitDirectory;
  /** The modules under test, and those that {@link providers} take from. */
  readonly imports?: readonly (Type | DynamicModule)[];
  /** What the modules ask of the app beyond what access does, provided globally. */
  readonly providers?: (folder: string) => readonly Provider[];
}

export interface TestApp {
  /** Takes requests by `inject`; listens on no port. */
  readonly app: NestFastifyApplication;
  /** Holds the log, the read models and the secrets; gone after {@link close}. */
  readonly folder: string;
  readonly log: EventLog;
  readonly readModels: ReadModels;
  close(): Promise<void>;
}

@Module({})
class RootModule {}

/** Opens modules behind the door of access, bound as the server binds them, on an empty log in a folder of its own. */
export async function openTestApp({
  name,
  clock,
  models,
  people,
  units = { has: () => true },
  imports = [],
  providers = () => [],
}: TestAppOptions): Promise<TestApp> {
  const folder = mkdtempSync(join(tmpdir(), `nq57-${name}-`));
  const log = openSqliteEventLog(join(folder, 'events.db'));
  const readModels = new ReadModels({ folder, log, models });
  readModels.open();
  const provided: Provider[] = [
    { provide: CLOCK, useValue: new KnownAtClock(clock) },
    { provide: EVENT_LOG, useValue: log },
    { provide: ReadModels, useValue: readModels },
    { provide: UNIT_DIRECTORY, useValue: units },
    {
      provide: CredentialStore,
      useFactory: () => new CredentialStore(join(folder, 'credentials.db'), clock),
    },
    ...providers(folder),
  ];
  const root: DynamicModule = {
    module: RootModule,
    global: true,
    imports: [CqrsModule.forRoot(), AccessModule, ...imports],
    providers: provided,
    exports: provided,
  };
  const builder = Test.createTestingModule({ imports: [root] });
  if (people !== undefined) {
    const resolve = (token: string) => people.find(({ id }) => id === token) ?? null;
    builder.overrideProvider(PrincipalResolver).useValue({ resolve });
  }
  const module = await builder.compile();
  const app = module.createNestApplication<NestFastifyApplication>(new DoorAdapter(), { logger: false });
  await app.init();
  await app.getHttpAdapter().getInstance().ready();
  return {
    app,
    folder,
    log,
    readModels,
    async close() {
      await app.close();
      readModels.close();
      await log.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
