import type { Command } from 'commander';
import { note, print, printJson, table } from '../output.js';
import type { SimulationReport, SimulationSettings } from '../simulation/simulate.js';

export interface SimulateOptions {
  readonly programme: string;
  readonly from: string;
  readonly until: string;
  readonly seed: string;
  readonly policy: string;
}

/** `nq57 simulate`: months of a programme on an empty data folder, the same for the same seed. */
export function simulateCommand(program: Command): void {
  program
    .command('simulate')
    .description('mô phỏng việc thực hiện một chương trình trên thư mục dữ liệu trống')
    .requiredOption('--programme <id>', 'mã chương trình')
    .requiredOption('--from <date>', 'ngày giao nhiệm vụ, dạng năm-tháng-ngày')
    .requiredOption('--until <date>', 'ngày cuối')
    .option('--seed <seed>', 'hạt giống: cùng hạt giống, cùng sự kiện', '57')
    .option('--policy <id>', 'quy chế báo cáo trong config/policies', 'city-monthly')
    .option('--json', 'in JSON')
    .action(async (options: SimulateOptions & { json?: boolean }) => {
      const { json, ...settings } = options;
      const report = await simulate(settings);
      if (json) printJson(report);
      else {
        const rows = Object.entries(report).map(([name, value]) => [name, JSON.stringify(value)]);
        print(table(['', ''], rows));
      }
    });
}

/** Runs a simulation with a bar on standard error. @throws {Refusal} bad dates, or a data folder that is in use */
export async function simulate(settings: SimulationSettings): Promise<SimulationReport> {
  const { withSystem } = await import('../system.js');
  const { Simulation } = await import('../simulation/simulate.js');
  const { isIsoDate, instantAt, Refusal, SettableClock } = await import('#kernel');
  const { OwnIndicatorsProcess } = await import('#indicators');
  const { PeriodReminders } = await import('#reporting');
  const { WarningsProcess } = await import('#warnings');
  const { progressBar } = await import('../progress.js');
  const { keepSimulationEnd } = await import('../../../api/src/index.js');
  for (const [name, value] of [
    ['--from', settings.from],
    ['--until', settings.until],
  ] as const) {
    if (!isIsoDate(value)) {
      throw new Refusal(
        'invalid',
        'invalid-date',
        `${name}: “${value}” không phải là ngày dạng năm-tháng-ngày.`,
      );
    }
  }
  const clock = new SettableClock(instantAt(settings.from));
  return withSystem(
    async ({ log, commands, readModels, app, settings: { sharedDir } }) => {
      const warnings = app.get(WarningsProcess);
      const reminders = app.get(PeriodReminders);
      const ownIndicators = app.get(OwnIndicatorsProcess);
      const parts = { clock, log, commands, readModels, warnings, reminders, ownIndicators };
      const simulation = new Simulation(settings, parts);
      note('Mô phỏng: mọi sự kiện đều mang nhãn mô phỏng.');
      const report = await progressBar('Mô phỏng', (tell) => simulation.run(tell));
      keepSimulationEnd(sharedDir, clock.now());
      return report;
    },
    { clock, catchUp: false, create: true },
  );
}
