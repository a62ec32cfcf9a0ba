import type { Command } from 'commander';
import { Refusal } from '#kernel';
import type { Diff, DiffGroup, DiffLine } from '#responsibility';
import { print, printJson } from '../output.js';

interface Asked {
  readonly programme: string;
  readonly from: string;
  readonly to?: string;
  readonly unit?: string;
  readonly group?: string;
  readonly cursor?: string;
  readonly limit?: string;
  readonly json?: boolean;
}

/** Lines that are shown of each group, and of a page with --json, where nothing else is asked for. */
const SHOWN = 10;
const PAGE = 100;

/** What came to be known between two instants. */
export function diffCommand(program: Command): void {
  program
    .command('diff')
    .description('những gì được biết thêm giữa hai thời điểm, theo nhóm, kèm sự kiện')
    .requiredOption('--programme <id>', 'mã chương trình')
    .requiredOption('--from <instant>', 'sau thời điểm này: ngày (hết ngày ấy) hoặc thời điểm có múi giờ')
    .option('--to <instant>', 'đến hết thời điểm này, viết như trên; mặc định: bây giờ')
    .option('--unit <id>', 'chỉ những gì nói về đơn vị này')
    .option('--group <group>', 'chỉ các dòng của một nhóm; số đếm vẫn của toàn bộ')
    .option(
      '--limit <n>',
      `số dòng, đến 500: mỗi nhóm (mặc định ${SHOWN}), với --json: một trang (mặc định ${PAGE})`,
    )
    .option('--cursor <cursor>', 'với --json: con trỏ của trang trước (next)')
    .option('--json', 'in JSON')
    .action(async ({ programme, json, group, limit, ...window }: Asked) => {
      const { withSystem } = await import('../system.js');
      const { DIFF_GROUPS, DiffQuery, diffText } = await import('#responsibility');
      const wanted = DIFF_GROUPS.find((one) => one === group);
      if (group !== undefined && !wanted) {
        throw new Refusal('invalid', 'invalid-group', `--group là một trong: ${DIFF_GROUPS.join(', ')}.`);
      }
      if (limit !== undefined && !/^[1-9]\d{0,8}$/.test(limit)) {
        throw new Refusal('invalid', 'invalid-limit', '--limit là một số nguyên dương.');
      }
      const filter = { ...window, limit: limit === undefined ? (json ? PAGE : SHOWN) : Number(limit) };
      await withSystem(async ({ queries, principal }) => {
        const ask = (of: DiffGroup | undefined, to = filter.to) =>
          queries.execute(new DiffQuery(principal, programme, { ...filter, to, group: of }));
        const diff: Diff = await ask(wanted);
        if (json) return printJson(diff);
        const lines: DiffLine[] = [];
        for (const { group: one, count } of diff.groups) {
          if (count > 0 && (wanted ?? one) === one) {
            lines.push(...(await ask(one, diff.to)).items);
          }
        }
        print(diffText(diff, lines));
      });
    });
}
