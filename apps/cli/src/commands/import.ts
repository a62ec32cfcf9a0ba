import { basename } from 'node:path';
import { createInterface } from 'node:readline/promises';
import { type Command, InvalidArgumentError } from 'commander';
import type { ImportView, PrepareImportDto, TaskChange } from '#catalogue';
import { Refusal } from '#kernel';
import { dateText, note, print, printJson, table } from '../output.js';
import { progressBar } from '../progress.js';
import type { System } from '../system.js';

interface ImportOptions extends Omit<PrepareImportDto, 'map' | 'unit'> {
  readonly programme?: string;
  readonly map?: readonly string[];
  readonly unit?: readonly string[];
  readonly cell?: readonly string[];
  readonly dryRun?: boolean;
  readonly yes?: boolean;
  readonly json?: boolean;
}

const yearOf = (text: string): number => {
  if (!/^\d{4}$/.test(text)) throw new InvalidArgumentError('năm phải có bốn chữ số.');
  return Number(text);
};

const dayOf = (text: string): string => {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text) || Number.isNaN(Date.parse(text))) {
    throw new InvalidArgumentError('ngày phải có dạng YYYY-MM-DD.');
  }
  return text;
};

const gathered = (pair: string, before: readonly string[] = []): string[] => [...before, pair];

/** Exit code of an import that was looked at and can't be confirmed as it is. */
const UNREADABLE = 1;

/** `nq57 import FILE`: read, look, confirm. */
export function importCommand(program: Command): void {
  program
    .command('import')
    .description('nhập chương trình từ phụ lục Word, Excel, CSV: đọc, xem trước, xác nhận')
    .argument('<file>', 'tệp .docx, .xlsx, .csv, .tsv hoặc .txt')
    .option('--programme <id>', 'mã chương trình; mặc định đặt theo số văn bản, hoặc theo tên tệp')
    .option('--title <title>', 'tên chương trình, khi tệp không ghi')
    .option('--issuer <name>', 'cơ quan ban hành, khi tệp không ghi')
    .option('--year <year>', 'năm của văn bản, khi tệp không ghi', yearOf)
    .option('--issued <date>', 'ngày ban hành YYYY-MM-DD, khi tệp không ghi', dayOf)
    .option('--document <number>', 'số văn bản làm căn cứ sửa nhiệm vụ đã đăng ký')
    .option('--units <id>', 'danh mục đơn vị trong config/units (mặc định hai-phong)')
    .option('--policy <id>', 'quy định báo cáo của chương trình mới (mặc định city-monthly)')
    .option(
      '--map <field=heading>',
      'cột của một trường: tiêu đề hoặc chữ cái; dùng được nhiều lần',
      gathered,
      [],
    )
    .option('--unit <name=id>', 'mã của một đơn vị chưa có trong danh mục; dùng được nhiều lần', gathered)
    .option(
      '--cell <place:field=value>',
      'sửa một ô của tệp: dòng như bản xem trước ghi, trường, nội dung; dùng được nhiều lần',
      gathered,
    )
    .option('--dry-run', 'chỉ xem trước, không ghi')
    .option('--yes', 'xác nhận luôn, không hỏi')
    .option('--json', 'in JSON')
    .action((file: string, options: ImportOptions) => runImport(file, options).catch(withOption));
}

/** By which options it can be mended what a file was refused for. */
const OPTIONS: Readonly<Record<string, string>> = {
  'no-known-headings': 'Gán cột bằng --map, ví dụ --map title="Nội dung".',
  'ambiguous-headings': 'Chọn cột bằng --map, ví dụ --map title="Nội dung" hoặc --map title=B.',
  'unknown-heading': 'Gán cột bằng --map, ví dụ --map title="Nội dung".',
};

function withOption(error: unknown): never {
  const option = error instanceof Refusal ? OPTIONS[error.code] : undefined;
  if (!(error instanceof Refusal) || option === undefined) throw error;
  throw new Refusal(error.kind, error.code, `${error.detail} ${option}`, error.flaws);
}

async function runImport(file: string, options: ImportOptions): Promise<void> {
  const { programme, map = [], unit = [], cell = [], dryRun, yes, json, ...said } = options;
  const { hasEvents, withScratchSystem, withSystem } = await import('../system.js');
  const {
    ConfirmImportCommand,
    correctionText,
    importView,
    prepareRequest,
    PrepareImportCommand,
    programmeIdFor,
    shownValue,
    TASK_LABELS,
    readSourceFile,
    writtenCell,
  } = await import('#catalogue');
  const cells = cell.map(writtenCell);
  const { adoptAskedPolicy } = await import('./catalogue.js');
  const { readSettings } = await import('../../../api/src/index.js');
  const settings = readSettings();
  const document = await progressBar('Đọc tệp', (tell) =>
    readSourceFile(file, settings.imports, { onRows: tell }),
  );
  const joined = { map: map.join(';') || undefined, unit: unit.join(';') || undefined };
  const id = programme ?? programmeIdFor(document);
  const request = prepareRequest(id, { ...said, ...joined } as PrepareImportDto, cells);

  const work = async (system: System) => {
    const context = system.context(['import', basename(file), document.sha256, request]);
    const prepared = await system.commands.execute(new PrepareImportCommand(context, request, document));
    const view = importView(prepared, { limit: Number.MAX_SAFE_INTEGER });
    if (json && (dryRun || !view.confirmable)) printJson(view);
    else if (!json) {
      printPreview(view, {
        label: (field) => TASK_LABELS[field as keyof typeof TASK_LABELS] ?? field,
        value: (field, value) => shownValue(field, value, (unit) => view.unitNames[unit] ?? unit),
        correction: correctionText,
      });
    }
    if (!view.confirmable) process.exitCode = UNREADABLE;
    if (dryRun || !view.confirmable) return;
    if (!(yes || (await agreed()))) return note('Chưa ghi gì.');
    const result = await progressBar('Ghi nhiệm vụ', (tell) =>
      system.commands.execute(new ConfirmImportCommand(context, id, prepared.id, prepared.digest, tell)),
    );
    await system.readModels.catchUp();
    if (result.isNew) await adoptAskedPolicy(system, id);
    if (json) return printJson(result);
    print(
      `Đã ghi chương trình ${id}: ${result.created} nhiệm vụ mới, ${result.changed} sửa, ${result.kept} giữ nguyên.`,
    );
    print(`Xem: nq57 tasks --programme ${id}`);
  };
  // Looking writes nothing, not even an empty log.
  if (dryRun && !(await hasEvents(settings))) await withScratchSystem(work);
  else await withSystem(work, { create: true });
}

/** Asks the person at the terminal; without one the answer is no. */
async function agreed(): Promise<boolean> {
  if (!process.stdin.isTTY) {
    note('Không có ai để hỏi: thêm --yes để xác nhận, --dry-run để chỉ xem.');
    process.exitCode = UNREADABLE;
    return false;
  }
  const asked = createInterface({ input: process.stdin, output: process.stderr });
  try {
    const answer = await asked.question('Ghi như trên? (c = có, k = không) ');
    return /^\s*(c|có|co|y|yes)\s*$/iu.test(answer.normalize('NFC'));
  } finally {
    asked.close();
  }
}

const SHOWN_ROWS = 40;
const SHOWN_LENGTH = 60;
/** In a table, where it stands beside others. */
const COLUMN_LENGTH = 36;

const short = (value: unknown, length = SHOWN_LENGTH): string => {
  const text = value === null ? '(không có)' : typeof value === 'string' ? value : JSON.stringify(value);
  return text.length > length ? `${text.slice(0, length - 1)}…` : text;
};

function some<Item>(items: readonly Item[], line: (item: Item) => string): void {
  for (const item of items.slice(0, SHOWN_ROWS)) print(`  ${line(item)}`);
  if (items.length > SHOWN_ROWS) print(`  … và ${items.length - SHOWN_ROWS} dòng nữa (--json in hết)`);
}

/** How a task's fields and their values are called. */
interface Texts {
  label(field: string): string;
  value(field: string, value: TaskChange['from']): string;
  /** What was said in the place of a cell. */
  correction(cell: ImportView['corrections'][number]): string;
}

function printPreview(view: ImportView, texts: Texts): void {
  const { about, counts, programme } = view;
  print(`${view.isNew ? 'Chương trình mới' : 'Chương trình đã có'}: ${programme}`);
  print(`  Tên: ${about.title}`);
  print(`  Cơ quan ban hành: ${about.issuer}`);
  print(
    `  Số, ngày: ${about.number ?? 'không ghi'}, ${about.issuedOn === null ? 'không ghi ngày' : dateText(about.issuedOn)}`,
  );
  print(
    `  Thời hạn: ${dateText(about.period.from)} – ${dateText(about.period.until)}; năm của văn bản: ${about.documentYear || 'không ghi'}`,
  );
  print(`  Tệp: ${view.file} (SHA-256 ${view.sha256.slice(0, 12)}…)`);
  for (const { place, headings, unused } of view.columns) {
    const found = Object.entries(headings).map(([field, heading]) => `${field} = “${heading}”`);
    print(`  Cột (${place.table === '' ? '' : `${place.table}, `}dòng ${place.row}): ${found.join('; ')}`);
    if (unused.length > 0) print(`  Cột không dùng: ${unused.map((heading) => `“${heading}”`).join(', ')}`);
  }
  print('');
  const unread = counts.unreadableTasks > 0 ? `, không đọc được ${counts.unreadableTasks}` : '';
  print(
    `${counts.tasks} dòng nhiệm vụ (${counts.groups} dòng nhóm), ${about.sections.length} mục: tạo ${counts.create}, sửa ${counts.change}, giữ nguyên ${counts.keep}${unread}; ${counts.absent} nhiệm vụ đã đăng ký không có trong tệp, để nguyên.`,
  );
  if (view.budgetMillionVnd !== null) {
    print(`Kinh phí (không tính dòng nhóm): ${view.budgetMillionVnd.toLocaleString('vi-VN')} triệu đồng.`);
  }
  for (const { field, from, to } of view.programmeChanges)
    print(`  Chương trình, ${field}: ${short(from)} → ${short(to)}`);
  const changed = view.tasks.items.filter(({ action }) => action === 'change');
  const created = view.tasks.items.filter(({ action }) => action === 'create');
  if (created.length > 0) {
    print('');
    const rows = created
      .slice(0, SHOWN_ROWS)
      .map(({ code, definition }) => [
        code,
        definition.section,
        short(definition.title, COLUMN_LENGTH),
        short(
          [
            ...definition.leadUnits.map((unit) => view.unitNames[unit] ?? unit),
            ...definition.unknownLeadUnits.map((name) => `“${name}”`),
          ].join(', '),
          COLUMN_LENGTH,
        ),
        short(definition.schedule.phrase, COLUMN_LENGTH),
        definition.schedule.due ? dateText(definition.schedule.due) : '',
      ]);
    print(table(['Số', 'Mục', 'Nhiệm vụ mới', 'Chủ trì', 'Thời gian', 'Hạn'], rows));
    if (created.length > SHOWN_ROWS)
      print(`… và ${created.length - SHOWN_ROWS} nhiệm vụ nữa (--json in hết)`);
  }
  if (changed.length > 0) {
    print('');
    print(`Sửa, theo văn bản ${view.document.number}:`);
    for (const { code, changes, place } of changed.slice(0, SHOWN_ROWS)) {
      print(`  Nhiệm vụ ${code} (${place})`);
      for (const { field, from, to } of changes) {
        const [before, after] = [from, to].map((value) => short(texts.value(field, value)));
        print(`    ${texts.label(field)}: ${before} → ${after}`);
      }
    }
    if (changed.length > SHOWN_ROWS)
      print(`  … và ${changed.length - SHOWN_ROWS} nhiệm vụ nữa (--json in hết)`);
  }
  if (view.absent.length > 0) {
    print('');
    print('Không có trong tệp, để nguyên:');
    some(view.absent, ({ code, title }) => `${code} ${short(title)}`);
  }
  if (view.unknownUnits.length > 0) {
    print('');
    print('Đơn vị chưa có trong danh mục (giữ nguyên cách ghi; gán bằng --unit "tên=mã"):');
    some(view.unknownUnits, ({ text, leads, coordinates, nearest }) => {
      const where = [
        leads.length > 0 ? `chủ trì ${listed(leads)}` : '',
        coordinates.length > 0 ? `phối hợp ${listed(coordinates)}` : '',
      ];
      const near =
        nearest.length > 0
          ? `; gần nhất: ${nearest.map(({ id, name }) => `${name} (${id})`).join(', ')}`
          : '';
      return `“${short(text)}”: ${where.filter(Boolean).join('; ')}${near}`;
    });
  }
  if (view.corrections.length > 0) {
    print('');
    print(`Sửa khi nhập (${view.corrections.length}):`);
    some(view.corrections, (cell) => `${placeOf(cell.place)}, ${texts.correction(cell)}`);
  }
  if (view.healed.length > 0) {
    print('');
    print(`Đã nối lại hoặc bỏ bớt (${view.healed.length}):`);
    some(view.healed, ({ place, detail }) => `${placeOf(place)}: ${detail}`);
  }
  if (view.skipped.length > 0) {
    print('');
    print(`Để ngoài (${view.skipped.length}):`);
    some(view.skipped, ({ place, detail }) => `${placeOf(place)}: ${detail}`);
  }
  if (view.unreadable.length > 0) {
    print('');
    print(
      `KHÔNG ĐỌC ĐƯỢC (${view.unreadable.length}), cần sửa tệp, sửa ô bằng --cell hoặc gán cột bằng --map, trước khi ghi:`,
    );
    some(view.unreadable, ({ at, detail }) =>
      at === 'year' ? `Năm của văn bản: ${detail} bằng --year` : `${at}: ${detail}`,
    );
  }
  print('');
}

const LISTED = 8;
const listed = (codes: readonly string[]) =>
  codes.length > LISTED ? `${codes.slice(0, LISTED).join(', ')}… (${codes.length})` : codes.join(', ');

const placeOf = ({ table: name, row }: { readonly table: string; readonly row: number }) =>
  `${name === '' ? '' : `${name}, `}dòng ${row}`;
