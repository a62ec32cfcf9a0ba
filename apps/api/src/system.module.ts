import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  type DynamicModule,
  Global,
  Inject,
  Injectable,
  Logger,
  Module,
  type OnApplicationBootstrap,
  type OnApplicationShutdown,
} from '@nestjs/common';
import { CqrsModule } from '@nestjs/cqrs';
import { AccessModule, CredentialStore, UNIT_DIRECTORY, VIEW_POLICY } from '#access';
import { CatalogueModule, IMPORT_SETTINGS, UnitDirectory } from '#catalogue';
import {
  EVENT_LOG,
  type EventLog,
  EventLogMisconfiguredError,
  EventLogUnavailableError,
  openEventLog,
} from '#event-log';
import { IndicatorsModule, OwnIndicatorsProcess } from '#indicators';
import { CLOCK, type Clock, ShiftedClock, SystemClock } from '#kernel';
import { NOTIFICATION_SETTINGS, NotificationsModule, NotificationsProcess } from '#notifications';
import { KnownAtClock, ReadModels, rebuildInWorker } from '#projections';
import { InspectionPolicy, PeriodReminders, ReportingModule, SlotService } from '#reporting';
import { ResponsibilityModule } from '#responsibility';
import { ScorecardsModule } from '#scorecards';
import { ASSIGNMENT_WARNINGS, REPORTING_PERIODS, TasksModule } from '#tasks';
import { OPEN_WARNINGS_OF_ASSIGNMENTS, WarningsModule, WarningsProcess } from '#warnings';
import type { Settings } from './config/settings.js';
import { OverviewHandler } from './overview/overview.query.js';
import { readModels } from './read-models.js';

/** Injection token of the {@link Settings}. */
export const SETTINGS = Symbol('Settings');

/** Whether the log can't be used now, but may be soon. */
const mayBeBack = (error: unknown): error is EventLogUnavailableError =>
  error instanceof EventLogUnavailableError && !(error instanceof EventLogMisconfiguredError);

/**
 * Opens the log and looks whether it answers. Where it is away for now the process starts without it: reads are
 * answered from the rows at hand, commands are refused until it is back.
 * @throws {EventLogError} it can't be used as it is set up, and what to do
 */
async function openLog(settings: Settings): Promise<EventLog> {
  for (const folder of [settings.dataDir, settings.sharedDir]) mkdirSync(folder, { recursive: true });
  const log = openEventLog(settings.eventLog);
  try {
    await log.latest();
  } catch (error) {
    if (!mayBeBack(error)) {
      await log.close();
      throw error;
    }
    new Logger('EventLog').warn(`starting without the event log: ${error.message}`);
  }
  return log;
}

/**
 * The clock that the settings ask for. Simulated data lives in its own time: its clock starts where the
 * simulation ended, or at the newest event since, and runs on from there.
 */
async function clockOf(settings: Settings, log: EventLog): Promise<Clock> {
  if (settings.clock === 'system') return new SystemClock();
  const end = simulationEnd(settings.sharedDir) ?? '';
  try {
    const [first] = await log.readAll(null, 1);
    const newest = await log.latest();
    const simulated = first?.metadata.simulated !== undefined;
    if (!newest || (settings.clock === 'auto' && !simulated)) return new SystemClock();
    const { recordedAt } = newest.metadata;
    return new ShiftedClock(recordedAt > end ? recordedAt : end);
  } catch (error) {
    if (!mayBeBack(error) || settings.clock === 'log') throw error;
    return end === '' ? new SystemClock() : new ShiftedClock(end);
  }
}

/** Says until when a log was simulated, which may be later than its newest event: a quiet last day. */
const SIMULATION_FILE = 'simulation.json';

/** Keeps the instant at which a simulation ended. */
export function keepSimulationEnd(sharedDir: string, instant: string): void {
  writeFileSync(join(sharedDir, SIMULATION_FILE), `${JSON.stringify({ until: instant })}\n`);
}

function simulationEnd(sharedDir: string): string | null {
  const path = join(sharedDir, SIMULATION_FILE);
  if (!existsSync(path)) return null;
  return (JSON.parse(readFileSync(path, 'utf8')) as { readonly until: string }).until;
}

/** @throws {ForeignRowsError} the rows were built from another log than this one, and what to do */
async function checkLog(models: ReadModels): Promise<void> {
  try {
    await models.checkLog();
  } catch (error) {
    if (!mayBeBack(error)) throw error;
  }
}

/** Opens and closes what the process holds, in the one right order. */
@Injectable()
export class Lifecycle implements OnApplicationBootstrap, OnApplicationShutdown {
  readonly #logger = new Logger(Lifecycle.name);

  constructor(
    @Inject(SETTINGS) private readonly settings: Settings,
    @Inject(EVENT_LOG) private readonly log: EventLog,
    private readonly readModels: ReadModels,
    private readonly credentials: CredentialStore,
    private readonly warnings: WarningsProcess,
    private readonly reminders: PeriodReminders,
    private readonly ownIndicators: OwnIndicatorsProcess,
    private readonly notifications: NotificationsProcess,
  ) {}

  onApplicationBootstrap(): void {
    const { roles } = this.settings;
    if (roles.length === 0) return;
    if (roles.includes('projections')) this.readModels.start();
    if (roles.includes('scheduler')) {
      this.warnings.start();
      this.reminders.start();
      this.ownIndicators.start();
      this.notifications.start();
    }
    this.#logger.log(`roles: ${roles.join(', ')}`);
  }

  async onApplicationShutdown(): Promise<void> {
    await Promise.all([
      this.warnings.stop(),
      this.reminders.stop(),
      this.ownIndicators.stop(),
      this.notifications.stop(),
    ]);
    this.readModels.close();
    this.credentials.close();
    await this.log.close();
  }
}

/** What is shared by all modules of one process: the log, the clock, the read models, the secrets. */
@Global()
@Module({})
class FoundationModule {
  static with(settings: Settings, clock?: Clock): DynamicModule {
    return {
      module: FoundationModule,
      imports: [CqrsModule.forRoot(), CatalogueModule, ReportingModule],
      providers: [
        { provide: SETTINGS, useValue: settings },
        { provide: EVENT_LOG, useFactory: () => openLog(settings) },
        {
          provide: CLOCK,
          inject: [EVENT_LOG],
          useFactory: async (log: EventLog) => new KnownAtClock(clock ?? (await clockOf(settings, log))),
        },
        {
          provide: CredentialStore,
          inject: [CLOCK],
          useFactory: (now: Clock) => new CredentialStore(join(settings.sharedDir, 'credentials.db'), now),
        },
        {
          provide: ReadModels,
          inject: [EVENT_LOG],
          useFactory: async (log: EventLog) => {
            const models = new ReadModels({
              folder: settings.dataDir,
              log,
              models: readModels,
              // Worker threads run the built JavaScript; from the sources (tests) the same work is done in this thread.
              ...(import.meta.url.endsWith('.js')
                ? {
                    rebuild: rebuildInWorker(
                      settings.eventLog,
                      new URL('./read-models.js', import.meta.url).href,
                    ),
                  }
                : {}),
              onFailure: (error) => new Logger('ReadModels').error(error, 'following the log ended'),
              onOutage: (error) =>
                new Logger('ReadModels').warn(
                  error === null
                    ? 'the event log is back'
                    : `the event log can't be read, trying again: ${error.message}`,
                ),
            });
            models.open();
            await checkLog(models);
            return models;
          },
        },
        {
          provide: IMPORT_SETTINGS,
          useValue: { folder: join(settings.sharedDir, 'imports'), limits: settings.imports },
        },
        { provide: NOTIFICATION_SETTINGS, useValue: settings.notifications },
        { provide: UNIT_DIRECTORY, useExisting: UnitDirectory },
        { provide: REPORTING_PERIODS, useExisting: SlotService },
        { provide: VIEW_POLICY, useExisting: InspectionPolicy },
        { provide: ASSIGNMENT_WARNINGS, useValue: { sql: OPEN_WARNINGS_OF_ASSIGNMENTS } },
      ],
      exports: [
        SETTINGS,
        IMPORT_SETTINGS,
        EVENT_LOG,
        CLOCK,
        CredentialStore,
        ReadModels,
        UNIT_DIRECTORY,
        REPORTING_PERIODS,
        VIEW_POLICY,
        ASSIGNMENT_WARNINGS,
        NOTIFICATION_SETTINGS,
        CqrsModule,
      ],
    };
  }
}

/** The whole system without HTTP of its own: what the server and the command line both stand on. */
@Module({})
export class SystemModule {
  /** @param clock default: as the settings say */
  static with(settings: Settings, clock?: Clock): DynamicModule {
    return {
      module: SystemModule,
      imports: [
        FoundationModule.with(settings, clock),
        AccessModule,
        CatalogueModule,
        TasksModule,
        ReportingModule,
        IndicatorsModule,
        WarningsModule,
        ScorecardsModule,
        NotificationsModule,
        ResponsibilityModule,
      ],
      providers: [Lifecycle, OverviewHandler],
      exports: [
        NotificationsModule,
        WarningsModule,
        ReportingModule,
        CatalogueModule,
        TasksModule,
        AccessModule,
      ],
    };
  }
}
