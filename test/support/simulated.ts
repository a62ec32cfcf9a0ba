import { NestFactory } from '@nestjs/core';
import { CommandBus } from '@nestjs/cqrs';
import { EVENT_LOG, type EventLog } from '#event-log';
import { OwnIndicatorsProcess } from '#indicators';
import { instantAt, SettableClock } from '#kernel';
import { ReadModels } from '#projections';
import { PeriodReminders } from '#reporting';
import { WarningsProcess } from '#warnings';
import type { Settings } from '../../apps/api/src/index.js';
import {
  Simulation,
  type SimulationReport,
  type SimulationSettings,
} from '../../apps/cli/src/simulation/simulate.js';
import { PROGRAMME } from './system.js';

// After Nest: a package of the server's is CommonJS and requires it.
const { SystemModule } = await import('../../apps/api/src/index.js');

export type LivedThrough = Pick<SimulationSettings, 'from' | 'until'> & Partial<SimulationSettings>;

/** Lives through a programme's months on an empty folder, then has a look, and closes it. */
export async function simulated<Seen>(
  settings: Settings,
  lived: LivedThrough,
  look: (seen: {
    readonly report: SimulationReport;
    readonly log: EventLog;
    readonly clock: SettableClock;
    readonly app: Awaited<ReturnType<typeof NestFactory.createApplicationContext>>;
  }) => Promise<Seen>,
): Promise<Seen> {
  const clock = new SettableClock(instantAt(lived.from));
  const app = await NestFactory.createApplicationContext(
    SystemModule.with({ ...settings, roles: [] }, clock),
    {
      logger: false,
      abortOnError: false,
    },
  );
  try {
    const log = app.get<EventLog>(EVENT_LOG);
    const report = await new Simulation(
      { programme: PROGRAMME, seed: '57', policy: 'city-monthly', ...lived },
      {
        clock,
        log,
        commands: app.get(CommandBus),
        readModels: app.get(ReadModels),
        warnings: app.get(WarningsProcess),
        reminders: app.get(PeriodReminders),
        ownIndicators: app.get(OwnIndicatorsProcess),
      },
    ).run();
    return await look({ report, log, clock, app });
  } finally {
    await app.close();
  }
}
