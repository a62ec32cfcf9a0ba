import type { Command } from 'commander';
import { print, printJson } from '../output.js';

/** `nq57 catalogue check [--json] [programme…]`: findings are its product, so it ends with 0 when it could check. */
export function catalogueCheckCommand(program: Command): void {
  const catalogue = program.command('catalogue').description('làm việc với tệp danh mục, không cần nạp');
  catalogue
    .command('check')
    .description('tìm mâu thuẫn trong và giữa các danh mục; mã thoát 1 khi tệp có lỗi')
    .argument('[programme...]', 'mã chương trình hoặc tệp .yaml; mặc định: mọi danh mục của thư mục cấu hình')
    .option('--json', 'in JSON')
    .action(async (named: string[], { json }: { json?: boolean }) => {
      const { checkCatalogues, readCatalogues } = await import('#catalogue');
      const { files, known } = readCatalogues(named);
      const result = checkCatalogues(files, known);
      if (json) printJson(result);
      else {
        const { catalogueCheckText } = await import('../catalogue-check-text.js');
        print(catalogueCheckText(result));
      }
    });
}
