import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type EventLog, EventLogUnavailableError, verifyLog } from '#event-log';
import { Refusal, SettableClock } from '#kernel';
import type { ProgrammeDefinition } from '../domain/programme.state.js';
import { CatalogueLoader } from '../loading/catalogue-loader.js';
import { configFolder } from '../loading/config-folder.js';
import { readUnitsFile } from '../loading/units-file.js';
import { type Bench, benches, NOW, OPERATOR, refusalOf, temporaryFolder } from '../testing/fixtures.js';
import type { CellCorrection } from './appendix/draft.js';
import { DEFAULT_IMPORT_LIMITS, readSourceDocument } from './files/index.js';
import {
  docxParts,
  EXCEL_APPENDIX,
  makeZip,
  TAB_APPENDIX,
  WORD_APPENDIX,
  xlsxParts,
} from './files/testing/index.js';
import { ImportService } from './import.service.js';
import type { ImportPlan } from './plan/import-plan.js';

const folder = temporaryFolder();
const bench = benches();
const REQUEST = { units: 'hai-phong', policy: 'city-monthly', year: 2026, title: 'Kế hoạch' };
const COMMAND = { ...OPERATOR, commandId: 'import-1', correlationId: 'import-1' };

function serviceOn({ readModels }: Pick<Bench, 'readModels'>, log: EventLog): ImportService {
  const clock = new SettableClock(NOW);
  const settings = { folder: join(folder(), 'imports'), limits: DEFAULT_IMPORT_LIMITS };
  return new ImportService(log, clock, settings, readModels, new CatalogueLoader(log, clock));
}

const bytesOf = (data: string | Uint8Array) => new Uint8Array(Buffer.from(data));

const csv = (count: number) =>
  new TextEncoder().encode(
    [
      'STT;Nhiệm vụ;Đơn vị chủ trì;Thời hạn',
      ...Array.from(
        { length: count },
        (_, index) => `${index + 1};Việc thứ ${index + 1};Sở Tài chính;Quý III/2026`,
      ),
    ].join('\n'),
  );

/** A log whose appends to tasks fail after so many. */
function failingAfter(log: EventLog, appends: number): EventLog {
  let done = 0;
  return new Proxy(log, {
    get(target, property) {
      if (property !== 'append') {
        const value = Reflect.get(target, property);
        return typeof value === 'function' ? value.bind(target) : value;
      }
      return (...args: Parameters<EventLog['append']>) => {
        if (args[0].startsWith('task-') && ++done > appends)
          throw new EventLogUnavailableError('the disk is full');
        return target.append(...args);
      };
    },
  });
}

describe('an import that breaks off', () => {
  it('shows nobody half a programme, and is completed by confirming what is looked at again', async () => {
    const made = bench(folder());
    const document = await readSourceDocument(csv(100), 'a.csv');
    const broken = serviceOn(made, failingAfter(made.log, 40));
    const first = await broken.prepare({ ...REQUEST, programme: 'kh-mot' }, document, COMMAND);
    await expect(broken.confirm('kh-mot', first.id, first.digest, COMMAND)).rejects.toThrow(
      'the disk is full',
    );
    expect(await made.log.readStream('programme-kh-mot')).toEqual([]);

    const whole = serviceOn(made, made.log);
    const again = await whole.get('kh-mot', first.id);
    const keep = again.plan.tasks.filter(({ action }) => action === 'keep').length;
    expect(keep).toBeGreaterThan(0);
    expect(again.plan.isNew).toBe(true);
    expect(await whole.confirm('kh-mot', first.id, again.digest, COMMAND)).toMatchObject({
      isNew: true,
      created: 100 - keep,
      kept: keep,
    });
    const types = (await made.events())
      .filter(({ stream }) => stream.startsWith('task-'))
      .map(({ type }) => type);
    expect(types).toEqual(Array.from({ length: 100 }, () => 'TaskRegistered'));
    expect(await made.log.readStream('programme-kh-mot')).toHaveLength(1);
  });

  it('confirmed twice at the same moment is written once', async () => {
    const made = bench(folder());
    const service = serviceOn(made, made.log);
    const document = await readSourceDocument(csv(30), 'a.csv');
    const { id, digest } = await service.prepare({ ...REQUEST, programme: 'kh-hai' }, document, COMMAND);
    const [one, other] = await Promise.all([
      service.confirm('kh-hai', id, digest, COMMAND),
      service.confirm('kh-hai', id, digest, COMMAND),
    ]);
    expect(one).toEqual(other);
    expect((await made.events()).filter(({ type }) => type === 'TaskRegistered')).toHaveLength(30);
  });
});

describe('corrections of single cells', () => {
  const APPENDIX = [
    'STT;Nhiệm vụ;Đơn vị chủ trì;Thời hạn;Kinh phí (triệu đồng)',
    '1;Lập danh mục;Sở Tài chính;Quý V;một tỷ',
    '2;Bố trí kinh phí;Sở Nội vụ;Quý III/2026;10',
    ';Nghiệm thu kho dữ liệu dùng chung;Sở Nội vụ;Quý IV/2026;5',
  ].join('\n');
  const at = (row: number) => ({ table: '', row });
  const TIME: CellCorrection = { place: at(2), field: 'schedule', value: ' Quý  II/2026 ' };
  const CELLS: readonly CellCorrection[] = [
    TIME,
    { place: at(2), field: 'budget', value: '1.000' },
    { place: at(4), field: 'number', value: '3' },
  ];

  async function prepared(programme: string, cells: readonly CellCorrection[], text = APPENDIX) {
    const made = bench(folder());
    const service = serviceOn(made, made.log);
    const document = await readSourceDocument(new TextEncoder().encode(text), 'a.csv');
    const prepare = (said: readonly CellCorrection[]) =>
      service.prepare({ ...REQUEST, programme, cells: said }, document, COMMAND);
    return { made, service, prepare, seen: await prepare(cells) };
  }

  it('make an import that holds unreadable places one that can be confirmed, and stand in its events', async () => {
    const { made, service, prepare } = await prepared('kh-o', []);
    const before = await prepare([]);
    expect(before.plan.unreadable).toMatchObject([
      { cell: { place: at(4), field: 'number' }, isOfTask: true },
      { cell: { place: at(2), field: 'budget' }, isOfTask: true },
      { cell: { place: at(2), field: 'schedule' }, isOfTask: true },
    ]);
    expect(before.plan.tasks.map(({ action }) => action)).toEqual(['unreadable', 'create', 'unreadable']);
    expect(before.plan.tasks[0]).toMatchObject({
      origin: at(2),
      cells: { schedule: 'Quý V', budget: 'một tỷ' },
      flaws: [{ field: 'budget' }, { field: 'schedule' }],
    });

    const seen = await prepare(CELLS);
    expect(seen.plan.unreadable).toEqual([]);
    expect(seen.plan.corrections).toEqual([
      { place: at(2), field: 'schedule', from: 'Quý V', to: 'Quý II/2026' },
      { place: at(2), field: 'budget', from: 'một tỷ', to: '1.000' },
      { place: at(4), field: 'number', from: '', to: '3' },
    ]);
    expect(seen.plan.tasks[0]?.cells).toMatchObject({ schedule: 'Quý V', budget: 'một tỷ' });
    expect(await service.confirm('kh-o', seen.id, seen.digest, COMMAND)).toMatchObject({ created: 3 });
    const [first] = await made.log.readStream('task-kh-o.1');
    expect(first?.data).toMatchObject({
      schedule: { phrase: 'Quý II/2026', due: '2026-06-30' },
      budgetMillionVnd: 1000,
      corrections: [
        { place: 'dòng 2', field: 'schedule', from: 'Quý V', to: 'Quý II/2026' },
        { place: 'dòng 2', field: 'budget', from: 'một tỷ', to: '1.000' },
      ],
    });
    const [second] = await made.log.readStream('task-kh-o.2');
    expect(second?.data).not.toHaveProperty('corrections');
    const [third] = await made.log.readStream('task-kh-o.3');
    expect(third?.data).toMatchObject({
      title: 'Nghiệm thu kho dữ liệu dùng chung',
      corrections: [{ place: 'dòng 4', field: 'number', from: '', to: '3' }],
    });
  });

  it('stand in the amendment of a registered task too, and are part of what is confirmed', async () => {
    const { made, service, prepare } = await prepared('kh-sua', []);
    const first = await prepare(CELLS);
    await service.confirm('kh-sua', first.id, first.digest, COMMAND);
    const again = await prepare([...CELLS.slice(1), { ...TIME, value: 'Quý III/2026' }]);
    const other = await prepare([...CELLS.slice(1), { ...TIME, value: 'Quý 3/2026' }]);
    expect(other.digest).not.toBe(again.digest);
    expect(await service.confirm('kh-sua', again.id, again.digest, COMMAND)).toMatchObject({ changed: 1 });
    const events = await made.log.readStream('task-kh-sua.1');
    expect(events.at(-1)).toMatchObject({
      type: 'TaskAmended',
      data: {
        changes: [{ field: 'schedule' }],
        corrections: [{ field: 'budget' }, { field: 'schedule', from: 'Quý V', to: 'Quý III/2026' }],
      },
    });
  });

  it('taken back are gone', async () => {
    const { prepare } = await prepared('kh-bo', CELLS);
    const back = await prepare([]);
    expect(back.plan.corrections).toEqual([]);
    expect(back.plan.unreadable).toHaveLength(3);
  });

  it('that say what the file says are none', async () => {
    const { seen } = await prepared('kh-nhu', [
      { place: at(2), field: 'schedule', value: 'Quý V' },
      { place: at(3), field: 'number', value: ' 2 ' },
    ]);
    expect(seen.plan.corrections).toEqual([]);
  });

  it('of a field that the file has no column for count', async () => {
    const { seen } = await prepared('kh-cot', [
      ...CELLS,
      { place: at(3), field: 'product', value: 'Quyết định' },
      { place: at(3), field: 'lead', value: 'Sở Tài chính;\nSở Nội vụ' },
    ]);
    expect(seen.plan.tasks[1]?.definition).toMatchObject({
      deliverables: ['Quyết định'],
      leadUnits: ['so-tai-chinh', 'so-noi-vu'],
    });
  });

  it('leave out names of persons, as the file’s own texts do', async () => {
    const text = APPENDIX.replace('Lập danh mục', 'Lập danh mục (đồng chí Trần Văn Nam phụ trách)');
    const { seen } = await prepared(
      'kh-ten',
      [...CELLS, { place: at(2), field: 'title', value: 'Lập sổ (đồng chí Lê Thị Hoa phụ trách)' }],
      text,
    );
    expect(JSON.stringify(seen.plan)).not.toMatch(/Trần Văn Nam|Lê Thị Hoa/);
  });

  it('make of a row that may go on with the one above a task of its own, or a part of it', async () => {
    const text = [
      'STT;Nhiệm vụ;Đơn vị chủ trì;Thời hạn',
      '1;Lập danh mục dữ liệu;Sở Tài chính;Quý II/2026',
      ';Kết nối kho dữ liệu;;',
    ].join('\n');
    const { seen, prepare } = await prepared('kh-dong', [], text);
    expect(seen.plan.unreadable).toMatchObject([
      { cell: { place: at(3), field: 'number' }, isOfTask: false },
    ]);
    const own = await prepare([{ place: at(3), field: 'number', value: '2' }]);
    expect(own.plan.tasks.map(({ code, definition }) => [code, definition.title])).toEqual([
      ['1', 'Lập danh mục dữ liệu'],
      ['2', 'Kết nối kho dữ liệu'],
    ]);
    const part = await prepare([{ place: at(3), field: 'number', value: '1 (tiếp theo)' }]);
    expect(part.plan.unreadable).toEqual([]);
    expect(part.plan.tasks[0]?.corrections).toMatchObject([{ place: at(3), field: 'number' }]);
    const refusal = await refusalOf(() => prepare([{ place: at(3), field: 'title', value: 'Khác' }]));
    expect(refusal).toMatchObject({ code: 'unknown-cell', flaws: [{ at: 'dòng 3, tên nhiệm vụ' }] });
  });

  const SECTIONED = [
    'STT;Nhiệm vụ;Đơn vị chủ trì;Thời hạn',
    'I;Hoàn thiện thể chế;;',
    '1;Lập danh mục dữ liệu;Sở Tài chính;Quý II/2026',
    ';Phát triển hạ tầng số;;',
    '2;Kết nối kho dữ liệu;Sở Nội vụ;Quý III/2026',
  ].join('\n');
  const sectionsOf = ({ plan }: { readonly plan: { readonly definition: ProgrammeDefinition } }) =>
    plan.definition.sections.map(({ code, title }) => [code, title]);
  const placed = ({ plan }: { readonly plan: ImportPlan }) =>
    plan.tasks.map(({ code, definition }) => [code, definition.section, definition.title]);

  it('make a heading of a row that may be one, by its number and title, and are part of what is confirmed', async () => {
    const { service, prepare, seen } = await prepared('kh-muc', [], SECTIONED);
    expect(seen.plan.unreadable).toMatchObject([{ cell: { place: at(4), field: 'number' } }]);
    const number: CellCorrection = { place: at(4), field: 'number', value: 'II' };
    const made = await prepare([number]);
    expect(made.plan.unreadable).toEqual([]);
    expect(made.plan.corrections).toEqual([{ place: at(4), field: 'number', from: '', to: 'II' }]);
    expect(sectionsOf(made)).toEqual([
      ['I', 'Hoàn thiện thể chế'],
      ['II', 'Phát triển hạ tầng số'],
    ]);
    expect(placed(made)).toEqual([
      ['1', 'I', 'Lập danh mục dữ liệu'],
      ['2', 'II', 'Kết nối kho dữ liệu'],
    ]);
    expect((await prepare([{ ...number, value: 'II.' }])).digest).not.toBe(made.digest);
    const titled = await prepare([number, { place: at(4), field: 'title', value: 'Hạ tầng số' }]);
    expect(titled.plan.corrections).toEqual([
      { place: at(4), field: 'number', from: '', to: 'II' },
      { place: at(4), field: 'title', from: 'Phát triển hạ tầng số', to: 'Hạ tầng số' },
    ]);
    expect(sectionsOf(titled)[1]).toEqual(['II', 'Hạ tầng số']);
    expect(titled.digest).not.toBe(made.digest);
    expect(await service.confirm('kh-muc', titled.id, titled.digest, COMMAND)).toMatchObject({ created: 2 });
  });

  it('tell apart headings of one number, however their rows are merged', async () => {
    const text = SECTIONED.replace(';Phát triển hạ tầng số;;', 'I;Phát triển hạ tầng số;;');
    const merged = text.replace('I;Phát triển hạ tầng số;;', 'I. Phát triển hạ tầng số;;;');
    for (const [programme, file] of [
      ['kh-trung', text],
      ['kh-trung-gop', merged],
    ] as const) {
      const { prepare, seen } = await prepared(programme, [], file);
      expect(seen.plan.unreadable).toMatchObject([
        { at: 'dòng 4', cell: { place: at(4), field: 'number' }, isOfTask: false },
      ]);
      const told = await prepare([{ place: at(4), field: 'number', value: 'II' }]);
      expect(told.plan.unreadable).toEqual([]);
      expect(told.plan.corrections).toEqual([{ place: at(4), field: 'number', from: 'I', to: 'II' }]);
      expect(sectionsOf(told)).toEqual([
        ['I', 'Hoàn thiện thể chế'],
        ['II', 'Phát triển hạ tầng số'],
      ]);
    }
  });

  it('of a heading say its number and its title; of rows that head tasks too', async () => {
    const { prepare } = await prepared('kh-de-muc', [], SECTIONED);
    const refusal = await refusalOf(() =>
      prepare([
        { place: at(4), field: 'number', value: 'II' },
        { place: at(4), field: 'note', value: 'mới' },
      ]),
    );
    expect(refusal).toMatchObject({
      code: 'unknown-cell',
      flaws: [{ at: 'dòng 4, ghi chú', detail: 'dòng này là đề mục: chỉ sửa được số và tên' }],
    });
    const heads = [
      'STT;Nhiệm vụ;Đơn vị chủ trì;Thời hạn',
      '1;Hoàn thiện thể chế;;',
      '1.1;Lập danh mục dữ liệu;Sở Tài chính;Quý II/2026',
      '4;Phát triển hạ tầng số;;',
      '2.1;Kết nối kho dữ liệu;Sở Nội vụ;Quý III/2026',
    ].join('\n');
    const { seen } = await prepared('kh-dau', [{ place: at(4), field: 'number', value: '2' }], heads);
    expect(seen.plan.corrections).toEqual([{ place: at(4), field: 'number', from: '4', to: '2' }]);
    expect(sectionsOf(seen)).toEqual([
      ['1', 'Hoàn thiện thể chế'],
      ['2', 'Phát triển hạ tầng số'],
    ]);
  });

  it('of a number that opens the title take it off, or put another in its place', async () => {
    const text = [
      'Nhiệm vụ;Đơn vị chủ trì;Thời hạn',
      '1. Lập danh mục;Sở Tài chính;Quý II/2026',
      '2. Kết nối kho dữ liệu;Sở Nội vụ;Quý III/2026',
    ].join('\n');
    const { prepare } = await prepared('kh-dau-de', [], text);
    const other = await prepare([{ place: at(3), field: 'number', value: '3' }]);
    expect(placed(other)).toEqual([
      ['1', 'NV', 'Lập danh mục'],
      ['3', 'NV', 'Kết nối kho dữ liệu'],
    ]);
    const none = await prepare([{ place: at(2), field: 'number', value: '' }]);
    expect(none.plan.corrections).toEqual([{ place: at(2), field: 'number', from: '1', to: '' }]);
    expect(placed(none)).toEqual([
      ['', 'NV', 'Lập danh mục'],
      ['2', 'NV', 'Kết nối kho dữ liệu'],
    ]);
    expect(none.plan.unreadable).toMatchObject([
      { cell: { place: at(2), field: 'number' }, detail: expect.stringContaining('không có số thứ tự') },
    ]);
  });

  it('that say what the preview shows of the file are none', async () => {
    const text = [
      'STT;Nhiệm vụ;Lãnh đạo phụ trách;Đơn vị chủ trì;Thời hạn;Ghi chú',
      '1;Lập danh mục (đồng chí Trần Văn Nam phụ trách);Đồng chí Lê Thị Hoa, Phó Chủ tịch UBND thành phố;Sở Tài chính;Quý II/2026;đồng chí Trần Văn Nam theo dõi',
    ].join('\n');
    const { prepare, seen } = await prepared('kh-nhu-xem', [], text);
    const { cells } = seen.plan.tasks[0]!;
    expect(cells).toMatchObject({
      title: expect.stringContaining('Lập danh mục'),
      leaders: expect.stringContaining('Phó Chủ tịch'),
    });
    expect(JSON.stringify(cells)).not.toMatch(/Trần Văn Nam|Lê Thị Hoa/);
    const said = Object.entries(cells).map(
      ([field, value]) => ({ place: at(2), field, value }) as CellCorrection,
    );
    const again = await prepare(said);
    expect(again.plan.corrections).toEqual([]);
    expect(again.digest).toBe(seen.digest);
  });

  it.each<[string, readonly CellCorrection[], string, string]>([
    [
      'of a row that is none of a task',
      [{ place: at(99), field: 'schedule', value: 'Quý I' }],
      'unknown-cell',
      'dòng 99, thời gian thực hiện',
    ],
    [
      'of the row of headings',
      [{ place: at(1), field: 'title', value: 'Việc' }],
      'unknown-cell',
      'dòng 1, tên nhiệm vụ',
    ],
    [
      'of a table that the file doesn’t have',
      [{ place: { table: 'Bảng 2', row: 2 }, field: 'lead', value: 'Sở Nội vụ' }],
      'unknown-cell',
      'Bảng 2, dòng 2, đơn vị chủ trì',
    ],
    [
      'of a field that there is none',
      [{ place: at(2), field: 'hạn' as 'schedule', value: 'Quý I' }],
      'unknown-field',
      'dòng 2, hạn',
    ],
    [
      'of one cell twice',
      [TIME, { ...TIME, value: 'Quý I' }],
      'cell-corrected-twice',
      'dòng 2, thời gian thực hiện',
    ],
    [
      'longer than any cell',
      [{ place: at(2), field: 'note', value: 'x'.repeat(20_001) }],
      'cell-too-long',
      'dòng 2, ghi chú',
    ],
  ])('%s are refused, and the cell is named', async (_name, cells, code, cell) => {
    const { made, prepare } = await prepared('kh-sai', []);
    const before = await made.log.head();
    const refusal = await refusalOf(() => prepare(cells));
    expect([refusal.code, refusal.flaws.map((flaw) => flaw.at)]).toEqual([code, [cell]]);
    expect(refusal.message).toContain(cell);
    expect(await made.log.head()).toBe(before);
  });

  it('name every unit of the list by its name', async () => {
    const { units } = readUnitsFile(join(configFolder(), 'units', 'hai-phong.yaml'));
    const { prepare } = await prepared('kh-dv', []);
    const names = units.map(({ value }) => value.name);
    const { plan } = await prepare([{ place: at(3), field: 'lead', value: names.join('; ') }]);
    expect(plan.tasks[1]?.definition.leadUnits).toEqual(units.map(({ value }) => value.id));
  });
});

describe('a title as no office writes it', () => {
  const file = (title: string) =>
    new TextEncoder().encode(`STT;Nhiệm vụ;Đơn vị chủ trì;Thời hạn\n1;${title};Sở Tài chính;Quý II/2026`);

  it('of 5,000 characters is told with its place, and can be shortened there', async () => {
    const made = bench(folder());
    const service = serviceOn(made, made.log);
    const document = await readSourceDocument(file('Rà soát '.repeat(625)), 'dai.csv');
    const request = { ...REQUEST, programme: 'kh-dai' };
    const { plan } = await service.prepare(request, document, COMMAND);
    expect(plan.unreadable).toMatchObject([
      { at: 'dòng 2, cột “Nhiệm vụ”', detail: expect.stringContaining('nhiều nhất 2.000') },
    ]);
    const cells: CellCorrection[] = [{ place: { table: '', row: 2 }, field: 'title', value: 'Rà soát' }];
    const again = await service.prepare({ ...request, cells }, document, COMMAND);
    expect(again.plan.tasks[0]).toMatchObject({ action: 'create', definition: { title: 'Rà soát' } });
  });

  it('with emoji and right-to-left text is taken without the signs that turn the rest of a line round', async () => {
    const made = bench(folder());
    const service = serviceOn(made, made.log);
    const document = await readSourceDocument(file('Mở \u202Eحملة\u2067 📊 số hoá'), 'rtl.csv');
    const { id, digest } = await service.prepare({ ...REQUEST, programme: 'kh-rtl' }, document, COMMAND);
    await service.confirm('kh-rtl', id, digest, COMMAND);
    const [registered] = await made.log.readStream('task-kh-rtl.1');
    expect(registered?.data.title).toBe('Mở حملة 📊 số hoá');
  });
});

describe('a thousand mutations of good files', () => {
  const DOCX = docxParts({ tables: [WORD_APPENDIX] });
  const XLSX = xlsxParts({ sheets: [EXCEL_APPENDIX] });
  /** Each good file by how its bytes come about from those of what is mutated: the text, the zip, or a part of it. */
  const GOOD: readonly { readonly bytes: Uint8Array; readonly pack: (bytes: Uint8Array) => Uint8Array }[] = [
    { bytes: bytesOf(TAB_APPENDIX), pack: (bytes) => bytes },
    { bytes: makeZip(DOCX), pack: (bytes) => bytes },
    ...[DOCX, XLSX].flatMap((parts) =>
      parts
        .filter(({ name }) => /document\.xml$|sheet1\.xml$|sharedStrings\.xml$/.test(name))
        .map((part) => ({
          bytes: bytesOf(part.data),
          pack: (data: Uint8Array) => makeZip(parts.map((one) => (one === part ? { ...one, data } : one))),
        })),
    ),
  ];
  const SEED = 57;

  it('are refused with nothing written, or are written whole', async () => {
    const made = bench(folder());
    const service = serviceOn(made, made.log);
    const outcomes = { refused: 0, unreadable: 0, written: 0 };
    let round = 0;
    const mutation = fc.record({
      file: fc.nat({ max: GOOD.length - 1 }),
      edits: fc.array(
        fc.record({
          at: fc.double({ min: 0, max: 1, noNaN: true }),
          byte: fc.constantFrom(0, 9, 10, 32, 46, 48, 57, 60, 62, 65, 97, 255),
        }),
        {
          maxLength: 3,
        },
      ),
      cut: fc.option(fc.double({ min: 0.2, max: 1, noNaN: true }), { freq: 5 }),
    });
    await fc.assert(
      fc.asyncProperty(mutation, async ({ file, edits, cut }) => {
        const { bytes: good, pack } = GOOD[file]!;
        const bytes = Uint8Array.from(good);
        for (const { at, byte } of edits) bytes[Math.floor(at * (bytes.length - 1))] = byte;
        const mutated = pack(bytes.subarray(0, cut === null ? bytes.length : Math.floor(cut * bytes.length)));
        round += 1;
        const programme = `kh-${round}`;
        const before = await made.log.head();
        try {
          const document = await readSourceDocument(mutated, 'phu-luc');
          const { id, digest, plan } = await service.prepare({ ...REQUEST, programme }, document, COMMAND);
          if (plan.unreadable.length > 0) {
            const refusal = await refusalOf(() => service.confirm(programme, id, digest, COMMAND));
            expect(refusal.code).toBe('import-unreadable');
            expect(await made.log.head()).toBe(before);
            outcomes.unreadable += 1;
            return;
          }
          const { created } = await service.confirm(programme, id, digest, COMMAND);
          const written = await Promise.all(
            plan.tasks.map(({ code }) => made.log.readStream(`task-${programme}.${code}`)),
          );
          expect(written.map((events) => events.length)).toEqual(plan.tasks.map(() => 1));
          expect(created).toBe(plan.tasks.length);
          expect(await made.log.readStream(`programme-${programme}`)).toHaveLength(1);
          outcomes.written += 1;
        } catch (error) {
          if (!(error instanceof Refusal)) throw error;
          expect(await made.log.head()).toBe(before);
          outcomes.refused += 1;
        }
      }),
      { numRuns: 1000, seed: SEED },
    );
    expect(Math.min(...Object.values(outcomes))).toBeGreaterThan(0);
    expect(await verifyLog(join(folder(), 'events.db'))).toMatchObject({ whole: true, problems: [] });
  }, 120_000);
});
