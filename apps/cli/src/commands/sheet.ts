import { writeFileSync } from 'node:fs';
import { basename, extname } from 'node:path';
import type { Command } from 'commander';
import type { TableFormat } from '#access';
import type { CellFlaw, SheetResult, SheetViewDto } from '#indicators';
import { Refusal } from '#kernel';
import { print, printJson } from '../output.js';
import { progressBar } from '../progress.js';

interface TemplateOptions {
  readonly programme: string;
  readonly period: string;
  readonly unit?: string;
  readonly allUnits?: boolean;
  readonly out: string;
}

interface CheckOptions {
  readonly json?: boolean;
}

interface EnterOptions extends CheckOptions {
  readonly programme: string;
  readonly period?: string;
  readonly confirm?: boolean;
}

/** Exit code of a sheet that can't be confirmed as it is. */
const HAS_ERRORS = 1;
const SHOWN_ERRORS = 40;

/** Many figures at once: the sheet for a period out, the filled one in. */
export function sheetCommands(program: Command): void {
  const sheet = program.command('sheet').description('nhập nhiều số liệu chỉ tiêu bằng biểu Excel hoặc CSV');

  sheet
    .command('template')
    .description('lấy biểu của một kỳ để điền')
    .requiredOption('--programme <id>', 'mã chương trình')
    .requiredOption('--period <period>', 'tháng, quý hoặc năm: 2026-03, 2026-Q1, 2026')
    .option('--unit <id>', 'đơn vị báo cáo; mặc định: số liệu chung của chương trình')
    .option('--all-units', 'mỗi chỉ tiêu một dòng cho từng đơn vị báo cáo')
    .requiredOption('--out <file>', 'tệp .xlsx hoặc .csv để ghi')
    .action(writeTemplate);

  sheet
    .command('check')
    .description('đọc một biểu đã điền và nêu lỗi theo ô; không cần dữ liệu, không ghi gì')
    .argument('<file>', 'tệp .xlsx, .csv hoặc .tsv')
    .option('--json', 'in JSON')
    .action(check);

  sheet
    .command('enter')
    .description('xem trước một biểu đã điền, ghi khi có --confirm')
    .argument('<file>', 'tệp .xlsx, .csv hoặc .tsv')
    .requiredOption('--programme <id>', 'mã chương trình')
    .option('--period <period>', 'kỳ mà biểu phải thuộc về; mặc định: kỳ ghi trong biểu')
    .option('--confirm', 'ghi luôn nếu không còn lỗi')
    .option('--json', 'in JSON')
    .action(enter);
}

async function writeTemplate({ programme, period, unit, allUnits, out }: TemplateOptions): Promise<void> {
  const { TABLE_FORMATS } = await import('#access');
  const { scopeOfTemplate, SheetTemplateQuery, templateLines, writeSheet } = await import('#indicators');
  const format = extname(out).slice(1).toLowerCase() as TableFormat;
  if (!TABLE_FORMATS.includes(format)) {
    throw new Refusal('invalid', 'invalid-input', `Tệp “${out}” phải có đuôi .xlsx hoặc .csv.`);
  }
  const scope = scopeOfTemplate({ unit: unit ?? null, units: allUnits ? 'all' : null });
  const { withSystem } = await import('../system.js');
  await withSystem(async ({ queries, principal }) => {
    const template = await queries.execute(new SheetTemplateQuery(principal, programme, period, scope));
    writeFileSync(out, await writeSheet(templateLines(template), format));
    print(`Đã ghi ${template.rows.length} dòng vào ${out}.`);
  });
}

async function read(file: string) {
  const { readSourceFile } = await import('#catalogue');
  const { readSettings } = await import('../../../api/src/index.js');
  return progressBar('Đọc tệp', (tell) => readSourceFile(file, readSettings().imports, { onRows: tell }));
}

async function check(file: string, { json }: CheckOptions): Promise<void> {
  const { readSheet, wrongPeriods } = await import('#indicators');
  const sheet = readSheet(await read(file));
  const errors = [...sheet.flaws, ...wrongPeriods(sheet, null)];
  if (errors.length > 0) process.exitCode = HAS_ERRORS;
  const filled = sheet.rows.filter(({ empty }) => !empty).length;
  const { programme, period, rows } = sheet;
  if (json) return printJson({ file: sheet.file, programme, period, rows: rows.length, filled, errors });
  print(`${rows.length} dòng, ${filled} dòng có số liệu, ${errors.length} lỗi.`);
  printErrors(errors);
  if (errors.length === 0) print('Đọc được cả. Xem sẽ ghi gì: nq57 sheet enter');
}

async function enter(file: string, { programme, period, confirm, json }: EnterOptions): Promise<void> {
  const { ConfirmSheetCommand, PrepareSheetCommand, sheetView } = await import('#indicators');
  const { withSystem } = await import('../system.js');
  const document = await read(file);
  await withSystem(async ({ commands, context, readModels }) => {
    const asked = context(['sheet', basename(file), document.sha256, programme]);
    const prepared = await commands.execute(
      new PrepareSheetCommand(asked, programme, document, period ?? null),
    );
    const view = sheetView(prepared, { limit: Number.MAX_SAFE_INTEGER });
    if (!view.confirmable) process.exitCode = HAS_ERRORS;
    if (!json) printPreview(view);
    if (!confirm || !view.confirmable) {
      if (json) printJson(view);
      else if (view.confirmable) print('Chưa ghi gì. Thêm --confirm để ghi.');
      return;
    }
    const result = await progressBar('Ghi số liệu', (tell) =>
      commands.execute(new ConfirmSheetCommand(asked, programme, view.id, view.digest, tell)),
    );
    await readModels.catchUp();
    if (json) return printJson(result);
    printResult(result);
  });
}

function printPreview({ file, counts, errors }: SheetViewDto): void {
  print(
    `${file}: ${counts.new} số liệu mới, ${counts.correction} đính chính, ${counts.unchanged} đã như vậy, ${counts.empty} dòng trống, ${counts.error} dòng có lỗi.`,
  );
  printErrors(errors);
}

function printErrors(errors: readonly CellFlaw[]): void {
  for (const { at, sheet, column, detail } of errors.slice(0, SHOWN_ERRORS)) {
    print(`  ${sheet === '' ? '' : `${sheet}!`}${at} (${column}): ${detail}`);
  }
  if (errors.length > SHOWN_ERRORS) {
    print(`  … và ${errors.length - SHOWN_ERRORS} lỗi nữa (--json in hết)`);
  }
}

function printResult({ recorded, corrected }: SheetResult): void {
  print(`Đã ghi ${recorded} số liệu mới, ${corrected} đính chính.`);
}
