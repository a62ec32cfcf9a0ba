import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Command } from 'commander';
import type { EventLogConfig, LogReport, VerifyProgress } from '#event-log';
import { note, print, printJson } from '../output.js';
import { progressBar } from '../progress.js';

const FAILED = 1;
const LONGEST_LINE = 300;

/** The storage engine tells of a damage page by page: its first words are enough for people, --json has all. */
function oneLine(text: string): string {
  const line = text.replaceAll(/\s+/g, ' ').trim();
  return line.length > LONGEST_LINE ? `${line.slice(0, LONGEST_LINE)}…` : line;
}

/** What verification says of the log that the settings name. @throws there is none */
async function verified(config: EventLogConfig, tell: VerifyProgress): Promise<LogReport> {
  const { openEventLog, verifyEventLog, verifyLog } = await import('#event-log');
  if (config.engine === 'sqlite') {
    if (!existsSync(config.path)) throw new Error(`không có nhật ký sự kiện ở ${config.path}`);
    return verifyLog(config.path, tell);
  }
  const log = openEventLog({ ...config, readOnly: true });
  try {
    return await verifyEventLog(log, tell);
  } finally {
    await log.close();
  }
}

/** The log itself: verify it, rebuild what is read from it. */
export function logCommands(program: Command): void {
  program
    .command('verify')
    .description('kiểm tra nhật ký sự kiện còn nguyên vẹn; in mã băm của từng bảng số liệu')
    .option('--json', 'in JSON')
    .action(async ({ json }: { json?: boolean }) => {
      const { readSettings } = await import('../../../api/src/index.js');
      const { eventLog } = readSettings();
      const report = await progressBar('Kiểm tra', (tell) => verified(eventLog, tell));
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
    .argument('<from>', 'tệp nhật ký, thư mục dữ liệu chứa events.db, hoặc chuỗi kết nối esdb://…')
    .argument('<to>', 'tệp nhật ký, thư mục dữ liệu (chưa có thì được tạo), hoặc chuỗi kết nối esdb://…')
    .option('--from-prefix <prefix>', 'tiền tố tên luồng ở nơi chép đi, khi là máy chủ')
    .option('--to-prefix <prefix>', 'tiền tố tên luồng ở nơi chép đến, khi là máy chủ')
    .option('--json', 'in JSON')
    .action(async (from: string, to: string, { json, fromPrefix, toPrefix }: CopyOptions) => {
      const { copyLog, LogsDifferError, openEventLog, SourceWentOnError } = await import('#event-log');
      const [source, target] = [logPlace(from, fromPrefix), logPlace(to, toPrefix)];
      if (source.engine === 'sqlite' && !existsSync(source.path)) {
        throw new Error(`không có nhật ký sự kiện ở ${source.path}`);
      }
      if (JSON.stringify(source) === JSON.stringify(target)) {
        throw new Error('nơi chép đến trùng với nơi chép đi');
      }
      const logs = [openEventLog({ ...source, readOnly: true }), openEventLog(target)] as const;
      try {
        const result = await progressBar('Chép nhật ký', (tell) => copyLog(...logs, tell));
        if (json) printJson(result);
        else
          print(`Đã có sẵn ${result.found} sự kiện, chép thêm ${result.copied}; đã đối chiếu từng sự kiện.`);
      } catch (error) {
        if (error instanceof SourceWentOnError) {
          throw new Error(
            `nơi chép đi còn ghi thêm trong khi chép (đã có ${error.standing} sự kiện): hãy dừng máy chủ rồi chép lại, việc chép sẽ đi tiếp.`,
          );
        }
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

interface CopyOptions {
  readonly json?: boolean;
  readonly fromPrefix?: string;
  readonly toPrefix?: string;
}

const CONNECTION_STRING = /^[a-z]+(?:\+discover)?:\/\//;

/** A log on a server, or its file, given itself or by its data folder. */
function logPlace(place: string, streamPrefix: string | undefined): EventLogConfig {
  if (CONNECTION_STRING.test(place)) {
    return {
      engine: 'eventstoredb',
      connectionString: place,
      ...(streamPrefix === undefined ? {} : { streamPrefix }),
    };
  }
  if (streamPrefix !== undefined) {
    throw new Error(`tiền tố ${streamPrefix} chỉ dùng cho chuỗi kết nối, không dùng cho ${place}`);
  }
  const absolute = resolve(place);
  return { engine: 'sqlite', path: absolute.endsWith('.db') ? absolute : join(absolute, 'events.db') };
}
