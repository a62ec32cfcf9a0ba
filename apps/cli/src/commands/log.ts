import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Command } from 'commander';
import { note, print, printJson } from '../output.js';
import { progressBar } from '../progress.js';

const FAILED = 1;
const LONGEST_LINE = 300;

/** The storage engine tells of a damage page by page: its first words are enough for people, --json has all. */
function oneLine(text: string): string {
  const line = text.replaceAll(/\s+/g, ' ').trim();
  return line.length > LONGEST_LINE ? `${line.slice(0, LONGEST_LINE)}…` : line;
}

/** The log itself: verify it, rebuild what is read from it. */
export function logCommands(program: Command): void {
  program
    .command('verify')
    .description('kiểm tra nhật ký sự kiện còn nguyên vẹn; in mã băm của từng bảng số liệu')
    .option('--json', 'in JSON')
    .action(async ({ json }: { json?: boolean }) => {
      const { readSettings } = await import('../../../api/src/index.js');
      const { verifyLog } = await import('#event-log');
      const { eventLog } = readSettings();
      if (!existsSync(eventLog.path)) throw new Error(`không có nhật ký sự kiện ở ${eventLog.path}`);
      const report = await progressBar('Kiểm tra', (tell) => verifyLog(eventLog.path, tell));
      let tables: Record<string, string> | null = null;
      if (report.whole) {
        const { withSystem } = await import('../system.js');
        tables = await withSystem(async ({ readModels }) => readModels.hashes());
      }
      if (json) printJson({ ...report, tables });
      else {
        print(report.whole ? 'Nhật ký nguyên vẹn.' : 'NHẬT KÝ CÓ LỖI.');
        print(`  sự kiện: ${report.events}, luồng: ${report.streams}, đầu: ${report.head ?? '–'}`);
        print(`  mã băm nội dung: ${report.digest}`);
        for (const { position, stream, revision, problem } of report.problems) {
          note(
            `  ${oneLine([position, stream, revision, problem].filter((part) => part !== undefined).join(' '))}`,
          );
        }
        for (const [name, hash] of Object.entries(tables ?? {})) print(`  ${hash}  ${name}`);
      }
      if (!report.whole) process.exitCode = FAILED;
    });

  program
    .command('copy-log')
    .description(
      'chép nhật ký sự kiện sang nơi khác, nguyên từng byte; đứt giữa chừng thì chạy lại để chép tiếp',
    )
    .argument('<from>', 'tệp nhật ký, hoặc thư mục dữ liệu chứa events.db')
    .argument('<to>', 'tệp nhật ký, hoặc thư mục dữ liệu; chưa có thì được tạo')
    .option('--json', 'in JSON')
    .action(async (from: string, to: string, { json }: { json?: boolean }) => {
      const { copyLog, LogsDifferError, openEventLog } = await import('#event-log');
      const [source, target] = [logPath(from), logPath(to)];
      if (!existsSync(source)) throw new Error(`không có nhật ký sự kiện ở ${source}`);
      if (source === target) throw new Error('nơi chép đến trùng với nơi chép đi');
      const logs = [
        openEventLog({ engine: 'sqlite', path: source, readOnly: true }),
        openEventLog({ engine: 'sqlite', path: target }),
      ] as const;
      try {
        const result = await progressBar('Chép nhật ký', (tell) => copyLog(...logs, tell));
        if (json) printJson(result);
        else
          print(`Đã có sẵn ${result.found} sự kiện, chép thêm ${result.copied}; đã đối chiếu từng sự kiện.`);
      } catch (error) {
        if (!(error instanceof LogsDifferError)) throw error;
        throw new Error(
          `hai nhật ký chỉ giống nhau ${error.agreeing} sự kiện đầu; chỉ chép được vào nơi trống hoặc nơi đang chép dở. Chưa ghi gì.`,
        );
      } finally {
        await Promise.all(logs.map((log) => log.close()));
      }
    });

  program
    .command('rebuild')
    .description('dựng lại mọi bảng số liệu từ nhật ký; so mã băm với bảng đang dùng')
    .option('--json', 'in JSON')
    .action(async ({ json }: { json?: boolean }) => {
      const { differing, tables: rebuilt } = await rebuildAndCompare();
      if (json) printJson({ equal: differing.length === 0, differing, tables: rebuilt });
      else {
        for (const [name, hash] of Object.entries(rebuilt)) print(`${hash}  ${name}`);
        print(
          differing.length === 0
            ? 'Bảng dựng lại giống hệt bảng đang dùng.'
            : `KHÁC với bảng đang dùng: ${differing.join(', ')}`,
        );
      }
      if (differing.length > 0) process.exitCode = FAILED;
    });
}

/** Rebuilds all read models, and compares each table's hash with that of the one in use before. */
export async function rebuildAndCompare(): Promise<{
  readonly tables: Readonly<Record<string, string>>;
  readonly differing: readonly string[];
}> {
  const { withSystem } = await import('../system.js');
  return withSystem(async ({ readModels }) => {
    const live = readModels.hashes();
    await progressBar('Dựng lại', (tell) => readModels.rebuild(tell));
    const tables = readModels.hashes();
    return { tables, differing: Object.keys(tables).filter((name) => tables[name] !== live[name]) };
  });
}

/** The log's file, given itself or by its data folder. */
function logPath(path: string): string {
  const absolute = resolve(path);
  return absolute.endsWith('.db') ? absolute : join(absolute, 'events.db');
}
