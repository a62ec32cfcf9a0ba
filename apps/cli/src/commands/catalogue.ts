import type { Command } from 'commander';
import { Refusal } from '#kernel';
import { note, print, printJson, table } from '../output.js';
import type { System } from '../system.js';

interface ProgrammeOption {
  readonly programme: string;
  readonly json?: boolean;
}

/** Adopts the reporting policy that a programme asks for, from its first day, unless it has adopted one. */
export async function adoptAskedPolicy(system: System, programme: string): Promise<void> {
  const { ProgrammeDirectory } = await import('#catalogue');
  const { AdoptPolicyCommand, adoptedPolicy, SlotService } = await import('#reporting');
  if (system.app.get(SlotService).policies(programme).length > 0) return;
  const { policy, period } = system.app.get(ProgrammeDirectory).get(programme);
  const adopted = policyFrom(() => adoptedPolicy(policy, period.from));
  if (adopted === null) return;
  await system.commands.execute(
    new AdoptPolicyCommand(system.context(['policy', policy]), programme, adopted),
  );
}

/** What stands in the log stands; that no policy could be adopted yet is said. */
function policyFrom<Policy>(read: () => Policy): Policy | null {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    note(`Chưa áp dụng quy định báo cáo: ${error.detail}`);
    return null;
  }
}

/** Loading a programme, and reading what it holds. */
export function catalogueCommands(program: Command): void {
  program
    .command('load')
    .description('nạp đơn vị, chương trình và áp dụng quy chế báo cáo từ thư mục cấu hình')
    .argument('<programme>', 'mã chương trình, ví dụ ctr-bcd-2026')
    .option('--json', 'in JSON')
    .action(async (programme: string, { json }: { json?: boolean }) => {
      const { withSystem } = await import('../system.js');
      const { LoadProgrammeCommand } = await import('#catalogue');
      const result = await withSystem(
        async (system) => {
          const loaded = await system.commands.execute(
            new LoadProgrammeCommand(programme, system.context(['load', programme])),
          );
          await system.readModels.catchUp();
          await adoptAskedPolicy(system, programme);
          return loaded;
        },
        { create: true },
      );
      if (json) printJson(result);
      else print(`Đã ghi ${result.written}, giữ nguyên ${result.unchanged}.`);
    });

  program
    .command('tasks')
    .description('các nhiệm vụ của chương trình, theo thứ tự của văn bản')
    .requiredOption('--programme <id>', 'mã chương trình')
    .option('-q <text>', 'tìm, không cần dấu')
    .option('--json', 'in JSON')
    .action(async ({ programme, q, json }: ProgrammeOption & { q?: string }) => {
      const { withProgramme } = await import('../system.js');
      const { ListTasksQuery } = await import('#catalogue');
      const tasks = await withProgramme(programme, ({ queries }) =>
        queries.execute(new ListTasksQuery(programme, { q })),
      );
      if (json) printJson(tasks);
      else {
        const rows = tasks.map(({ code, section, title, leadUnits, schedule }) => [
          code,
          section,
          title,
          leadUnits.map(({ name }) => name).join('; '),
          schedule.phrase,
        ]);
        print(table(['Số', 'Mục', 'Nhiệm vụ', 'Chủ trì', 'Thời gian'], rows));
      }
    });

  program
    .command('indicators')
    .description('các chỉ tiêu của chương trình')
    .requiredOption('--programme <id>', 'mã chương trình')
    .option('--json', 'in JSON')
    .action(async ({ programme, json }: ProgrammeOption) => {
      const { withProgramme } = await import('../system.js');
      const { ListIndicatorsQuery } = await import('#catalogue');
      const indicators = await withProgramme(programme, ({ queries }) =>
        queries.execute(new ListIndicatorsQuery(programme)),
      );
      if (json) printJson(indicators);
      else {
        const rows = indicators.map(({ code, name, direction, target, targetMax, unit }) => [
          code,
          name,
          direction,
          target === undefined ? '' : `${target}${targetMax ? `–${targetMax}` : ''} ${unit ?? ''}`.trim(),
        ]);
        print(table(['Mã', 'Chỉ tiêu', 'Chiều', 'Mục tiêu'], rows));
      }
    });
}
