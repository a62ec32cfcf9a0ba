import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { makeXlsx, type XlsxValue } from '#catalogue/testing';
import { expectNothingWritten, expectProblem } from '../support/expectations.js';
import {
  type Answer,
  FINANCE,
  PEOPLE,
  PROGRAMME,
  SCIENCE,
  type TestSystem,
  type Who,
} from '../support/system.js';
import { type MadeSystem, openWith } from './made-programme.js';

const SHEETS_PROGRAMME = 'bieu-2026';
const BASE = `/programmes/${SHEETS_PROGRAMME}/indicators`;
const COMMUNES = 114;
/** Indicators that every commune reports on: enough for a sheet of the longest length. */
const OF_COMMUNES = 88;
const LONGEST = 10_000;
const SAVED_BY_EXCEL = [
  'Mã chỉ tiêu',
  'Tên chỉ tiêu',
  'Mã đơn vị',
  'Tên đơn vị',
  'Đơn vị tính',
  'Kỳ',
  'Mục tiêu',
  'Số liệu đang dùng',
  'Giá trị',
  'Tử số',
  'Mẫu số',
  'Ngày số liệu',
  'Nguồn',
  'Lý do',
  'Văn bản',
];

const indicator = (code: string, name: string, unit: string, more: string) =>
  `  - { code: ${code}, group: '${code.split('/')[0]}', name: ${name}, unit: '${unit}', direction: at_least, target: 90, targetYear: 2026${more} }`;
const fedBy = (group: string) => `, formula: { kind: sum, of: { group: ${group} } }`;

const INDICATORS = [
  indicator('A/1', 'Hồ sơ trực tuyến', '%', ''),
  indicator('A/2', 'Người được tập huấn', 'người', ''),
  indicator('A/3', 'Chi cho chuyển đổi số', '%', ', cadence: quarterly'),
  indicator('A/4', 'Cập nhật hằng tháng', '%', ', formula: { kind: system, of: monthly-update-rate }'),
  '  - { code: A/5, group: A, name: Nền nếp, direction: qualitative, targetYear: 2026 }',
  indicator('B/1', 'Hồ sơ số hóa', 'hồ sơ', fedBy('cac-so-ban-nganh-thanh-pho')),
  indicator('B/2', 'Văn bản ký số', 'văn bản', fedBy('cac-so-ban-nganh-thanh-pho')),
  ...Array.from({ length: OF_COMMUNES }, (_, index) =>
    indicator(`C/${index + 1}`, `Chỉ số xã ${index + 1}`, 'người', fedBy('cac-xa-phuong-dac-khu')),
  ),
];

interface SheetError {
  readonly at: string;
  readonly sheet: string;
  readonly row: number;
  readonly column: string;
  readonly detail: string;
}

interface View {
  readonly id: string;
  readonly digest: string;
  readonly counts: Readonly<Record<'new' | 'correction' | 'unchanged' | 'empty' | 'error', number>>;
  readonly errors: readonly SheetError[];
  readonly confirmable: boolean;
  readonly result: Result | null;
  readonly rows: {
    readonly items: readonly {
      readonly row: number;
      readonly code: string;
      readonly unit: string | null;
      readonly action: string;
      readonly standing: { readonly eventId: string; readonly figures: { readonly value: number } } | null;
    }[];
    readonly next: number | null;
  };
}

interface Result {
  readonly recorded: number;
  readonly corrected: number;
  readonly unchanged: number;
  readonly empty: number;
  readonly rows: readonly {
    readonly row: number;
    readonly code: string;
    readonly eventIds: readonly string[];
  }[];
  readonly position: string;
}

let made: MadeSystem;
let system: TestSystem;

beforeAll(async () => {
  made = await openWith({
    id: SHEETS_PROGRAMME,
    title: 'Chương trình có biểu',
    schedule: 'Quý I/2026',
    indicators: INDICATORS,
  });
  ({ system } = made);
  system.at('2026-04-07');
});

afterAll(() => made.close());

async function upload(
  as: Who,
  bytes: Uint8Array | string,
  name: string,
  url = `${BASE}/sheets`,
): Promise<Answer> {
  const form = new FormData();
  form.set('file', new Blob([bytes as Uint8Array<ArrayBuffer>]), name);
  const request = new Response(form);
  return system.post(url, as, Buffer.from(await request.arrayBuffer()), {
    'content-type': String(request.headers.get('content-type')),
  });
}

/** A row of a sheet: what it is of, and what was filled in. */
interface Row {
  readonly code: string;
  readonly unit?: string;
  readonly measure?: string;
  readonly period?: string;
  readonly value?: string;
  readonly numerator?: string;
  readonly denominator?: string;
  readonly on?: string;
  readonly source?: string;
  readonly reason?: string;
  readonly documents?: string;
}

function cellsOf({ code, unit = '', measure = '%', period = 'tháng 03/2026', ...filled }: Row): string[] {
  const { value = '', numerator = '', denominator = '', reason = '', documents = '' } = filled;
  const { on = value && '31/03/2026', source = value && 'Báo cáo tháng 3' } = filled;
  const said = [value, numerator, denominator, on, source, reason, documents];
  return [code, '', unit, '', measure, period, '', '', ...said];
}

const csvOf = (rows: readonly Row[]) =>
  [SAVED_BY_EXCEL, ...rows.map(cellsOf)].map((cells) => cells.join(';')).join('\r\n');

async function preview(as: Who, rows: readonly Row[]): Promise<View> {
  const { status, body, text } = await upload(as, csvOf(rows), 'so-lieu.csv');
  if (status !== 201) throw new Error(`the preview answered ${status}: ${text}`);
  return body as unknown as View;
}

const confirm = (as: Who, { id, digest }: View) =>
  system.post(`${BASE}/sheets/${id}/confirm`, as, { digest });

async function confirmed(as: Who, view: View): Promise<Result> {
  const { status, body, text } = await confirm(as, view);
  if (status !== 200) throw new Error(`the confirmation answered ${status}: ${text}`);
  return body as unknown as Result;
}

const again = (as: Who, { id }: View, query = '') => system.get<View>(`${BASE}/sheets/${id}${query}`, as);

const textOf = ({ at, column, detail }: SheetError) => `${at} ${column}: ${detail}`;

async function template(as: Who, query: string) {
  const { status, headers, text } = await system.call('GET', `${BASE}/sheet?${query}`, { as });
  return { status, headers, text, lines: text.split('\r\n').map((line) => line.split(';')) };
}

const codesOf = (lines: readonly (readonly string[])[]) =>
  lines.filter(([code]) => /^[ABC]\/\d+$/.test(code ?? '')).map(([code]) => code);

describe('The sheet for a period', () => {
  it('has a row for every indicator that is measured itself in such a period', async () => {
    const { lines, headers } = await template('inspector', 'period=2026-03&format=csv');
    expect(headers).toMatchObject({
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': 'attachment; filename="so-lieu-bieu-2026-2026-03.csv"',
    });
    expect(codesOf(lines)).toEqual(['A/1', 'A/2']);
    expect(lines).toContainEqual(SAVED_BY_EXCEL);
    expect(lines.find(([code]) => code === 'A/1')).toEqual([
      'A/1',
      'Hồ sơ trực tuyến',
      '',
      'Toàn chương trình',
      '%',
      'tháng 03/2026',
      'ít nhất 90 %',
      ...Array(8).fill(''),
    ]);
    expect(codesOf((await template('office', 'period=2026-Q1&format=csv')).lines)).toEqual([
      'A/1',
      'A/2',
      'A/3',
    ]);
  });

  it('has the rows of one unit: those of the groups that it belongs to', async () => {
    const own = await template('finance', `period=2026-03&unit=${FINANCE}&format=csv`);
    expect(codesOf(own.lines)).toEqual(['B/1', 'B/2']);
    expect(own.lines.filter(([, , unit]) => unit === FINANCE)).toHaveLength(2);
    const { lines } = await template('office', `period=2026-03&unit=${await communeAt(0)}&format=csv`);
    expect(codesOf(lines)).toHaveLength(OF_COMMUNES);
  });

  it('is refused for a unit that nobody knows, one that reports nothing, and where it would be too long', async () => {
    const refusal = (query: string) => system.call('GET', `${BASE}/sheet?${query}`, { as: 'office' });
    expectProblem(await refusal('period=2026-03&unit=so-khong-co'), 422, 'unknown-unit');
    expectProblem(await refusal('period=2026-03&unit=truong-dai-hoc-hai-phong'), 422, 'sheet-without-rows');
    expectProblem(await refusal('period=2026-03&units=all'), 422, 'sheet-too-long');
    expectProblem(await refusal(`period=2026-03&units=all&unit=${FINANCE}`), 400, 'unit-or-units');
    expectProblem(await refusal('period=2026-W07'), 400, 'invalid-input');
  });

  it('comes as a workbook that is read back as it went out', async () => {
    const { rawPayload, headers } = await system.app.inject({
      method: 'GET',
      url: `${BASE}/sheet?period=2026-03`,
      headers: { authorization: `Bearer ${await system.token('office')}` },
    });
    expect(headers['content-disposition']).toMatch(/\.xlsx"$/);
    const { body } = await upload('office', rawPayload, 'so-lieu.xlsx');
    expect(body).toMatchObject({ counts: { empty: 2, new: 0, error: 0 }, errors: [], confirmable: true });
  });
});

describe('A filled sheet', () => {
  let view: View;

  it('is looked at first: what each row would do, and nothing is written', async () => {
    await expectNothingWritten(system, async () => {
      view = await preview('office', [
        {
          code: 'A/1',
          value: '40',
          numerator: '400',
          denominator: '1.000',
          documents: '12/BC ngày 02/04/2026 của Sở A',
        },
        { code: 'A/2', measure: 'người' },
        { code: 'B/1', unit: FINANCE, measure: 'hồ sơ', value: '1.250' },
      ]);
    });
    expect(view).toMatchObject({
      counts: { new: 2, correction: 0, unchanged: 0, empty: 1, error: 0 },
      errors: [],
      confirmable: true,
      result: null,
    });
    expect(view.rows.items.map(({ row, action }) => [row, action])).toEqual([
      [2, 'new'],
      [3, 'empty'],
      [4, 'new'],
    ]);
  });

  it('is written when it is confirmed, each row as a command of the person who confirmed', async () => {
    const result = await confirmed('office', view);
    expect(result).toMatchObject({ recorded: 2, corrected: 0, unchanged: 0, empty: 1 });
    const stream = `indicator-${SHEETS_PROGRAMME}.A/1`;
    const [, event] = await system.events(stream);
    expect(event).toMatchObject({
      type: 'MeasurementRecorded',
      id: result.rows[0]?.eventIds[0],
      data: {
        period: '2026-03',
        value: 40,
        numerator: 400,
        denominator: 1000,
        measuredOn: '2026-03-31',
        source: 'Báo cáo tháng 3',
        documents: [{ number: '12/BC', date: '2026-04-02', issuer: 'Sở A', sha256: null }],
      },
      metadata: { effectiveOn: '2026-03-31', actor: { id: PEOPLE.office.id } },
    });
    const [ofUnit] = await system.events(`indicator-${SHEETS_PROGRAMME}.B/1.${FINANCE}`);
    expect(ofUnit).toMatchObject({ id: result.rows[1]?.eventIds[0], data: { unit: FINANCE, value: 1250 } });
  });

  it('confirmed again answers as it did and writes nothing', async () => {
    const first = (await again('office', view)).result;
    await expectNothingWritten(system, async () => expect(await confirmed('office', view)).toEqual(first));
  });

  it('sent anew has nothing to do; other figures need a reason, and then are corrections', async () => {
    const same = { code: 'A/1', value: '40', numerator: '400', denominator: '1000' };
    expect((await preview('office', [same])).counts).toMatchObject({ unchanged: 1, new: 0 });
    const other = { ...same, value: '41', numerator: '410' };
    const wrong = await preview('office', [other]);
    expect(wrong.errors.map(textOf)).toEqual(['N2 Lý do: Đính chính số liệu phải nêu lý do.']);
    const right = await preview('office', [{ ...other, reason: 'Số cũ tính thiếu' }]);
    expect(right.counts).toMatchObject({ correction: 1, error: 0 });
    expect(right.rows.items[0]?.standing?.figures).toMatchObject({ value: 40 });
    expect(await confirmed('office', right)).toMatchObject({ recorded: 0, corrected: 1 });
    const last = (await system.events(`indicator-${SHEETS_PROGRAMME}.A/1`)).at(-1);
    expect(last).toMatchObject({
      type: 'MeasurementCorrected',
      data: { from: { value: 40 }, to: { value: 41, numerator: 410 }, reason: 'Số cũ tính thiếu' },
    });
  });

  it('shows what stands beside the empty cells of the next sheet', async () => {
    await system.settled();
    const { lines } = await template('office', 'period=2026-03&format=csv');
    expect(lines.find(([code]) => code === 'A/1')?.[7]).toBe('41');
  });
});

describe('A sheet with errors', () => {
  it('tells all of them by cell, and writes nothing of itself', async () => {
    const view = await preview('office', [
      { code: 'A/1', value: '1,234.5', numerator: '1' },
      { code: 'Z/9', value: '5' },
      { code: 'B/1', unit: 'so-khong-co', measure: 'hồ sơ', value: '5' },
      { code: 'B/1', unit: 'truong-dai-hoc-hai-phong', measure: 'hồ sơ', value: '5' },
      { code: 'A/2', measure: 'lượt người', value: '5' },
      { code: 'B/2', unit: FINANCE, measure: 'văn bản', value: '5,5' },
      { code: 'B/2', unit: SCIENCE, measure: 'văn bản', value: '5', on: '30/04/2026' },
      { code: 'A/4', value: '5' },
      { code: 'A/3', value: '5' },
      { code: 'A/5', measure: '', value: '5' },
      { code: 'B/1', measure: 'hồ sơ', value: '5' },
      { code: 'B/1', unit: SCIENCE, measure: 'hồ sơ', period: 'tháng 02/2026', value: '5' },
      { code: 'A/2', measure: 'người', value: '5', source: '' },
    ]);
    expect(view.errors.map(({ at, column }) => `${at} ${column}`)).toEqual([
      'I2 Giá trị',
      'A3 Mã chỉ tiêu',
      'C4 Mã đơn vị',
      'C5 Mã đơn vị',
      'E6 Đơn vị tính',
      'I7 Giá trị',
      'L8 Ngày số liệu',
      'A9 Mã chỉ tiêu',
      'F10 Kỳ',
      'A11 Mã chỉ tiêu',
      'A12 Mã chỉ tiêu',
      'F13 Kỳ',
      'A14 Mã chỉ tiêu',
    ]);
    expect(
      view.errors.map(({ detail }) => detail).filter((detail) => detail !== detail.normalize('NFC')),
    ).toEqual([]);
    expect(view).toMatchObject({ counts: { error: 13, new: 0 }, confirmable: false });
    await expectNothingWritten(system, async () => {
      const answer = await confirm('office', view);
      expectProblem(answer, 422, 'sheet-has-errors');
      expect(answer.body.errors).toHaveLength(13);
    });
  });

  it('of one row writes none of the others', async () => {
    const view = await preview('office', [
      { code: 'A/2', measure: 'người', value: '77' },
      { code: 'B/2', unit: FINANCE, measure: 'văn bản', value: '-1' },
    ]);
    expect(view.counts).toMatchObject({ new: 1, error: 1 });
    await expectNothingWritten(system, async () =>
      expectProblem(await confirm('office', view), 422, 'sheet-has-errors'),
    );
  });

  it('that no one can read is refused at once: another programme’s, one without a table, none at all, one too large', async () => {
    const lines = [`Mã chương trình;${PROGRAMME}`, csvOf([{ code: 'A/1' }])].join('\n');
    expectProblem(await upload('office', lines, 'a.csv'), 422, 'sheet-of-other-programme');
    expectProblem(await upload('office', 'a;b\n1;2', 'a.csv'), 422, 'sheet-without-table');
    const elsewhere = '/programmes/khong-co/indicators/sheets';
    expectProblem(await upload('office', csvOf([]), 'a.csv', elsewhere), 404, 'programme-not-found');
    expectProblem(await system.post(`${BASE}/sheets`, 'office', {}), 400, 'file-missing');
    const long = new Uint8Array(40_000_000).fill(0x61);
    expectProblem(await upload('office', long, 'a.csv'), 422, 'file-too-large');
  });
});

describe('Between the preview and the confirmation', () => {
  it('nothing may have been recorded that a row would change: one looks again', async () => {
    const rows = [
      { code: 'A/2', measure: 'người', value: '10' },
      { code: 'B/2', unit: FINANCE, measure: 'văn bản', value: '20', reason: 'Bổ sung' },
    ];
    const view = await preview('office', rows);
    await system.done(`${BASE}/${encodeURIComponent('B/2')}/measurements`, 'office', {
      unit: FINANCE,
      period: '2026-03',
      value: 19,
      measuredOn: '2026-03-31',
      source: 'Báo cáo khác',
    });
    await expectNothingWritten(system, async () =>
      expectProblem(await confirm('office', view), 409, 'sheet-outdated'),
    );
    const now = await again('office', view);
    expect(now.digest).not.toBe(view.digest);
    expect(now.counts).toMatchObject({ new: 1, correction: 1 });
    expect(await confirmed('office', now)).toMatchObject({ recorded: 1, corrected: 1 });
  });

  it('a sheet that broke off half way is completed by confirming again, without doubles', async () => {
    const rows = [
      { code: 'C/1', measure: 'người', unit: await communeAt(0), value: '1' },
      { code: 'C/1', measure: 'người', unit: await communeAt(1), value: '2' },
      { code: 'C/1', measure: 'người', unit: await communeAt(2), value: '3' },
    ];
    const view = await preview('office', rows);
    const { log } = system;
    const append = log.append.bind(log);
    let left = 1;
    log.append = async (...what) => {
      left -= 1;
      if (left < 0) throw new Error('the machine stopped');
      return append(...what);
    };
    try {
      expect((await confirm('office', view)).status).toBe(500);
    } finally {
      log.append = append;
    }
    const result = await confirmed('office', view);
    expect(result).toMatchObject({ recorded: 3, corrected: 0 });
    for (const [index, row] of rows.entries()) {
      const events = await system.events(`indicator-${SHEETS_PROGRAMME}.C/1.${row.unit}`);
      expect(events.map(({ id }) => id)).toEqual(result.rows[index]?.eventIds);
    }
  });
});

describe('A unit', () => {
  it('enters its own figures', async () => {
    const view = await preview('finance', [
      { code: 'B/1', unit: FINANCE, measure: 'hồ sơ', value: '1.300', reason: 'Đếm lại' },
    ]);
    expect(view.counts).toMatchObject({ correction: 1, error: 0 });
    expect(await confirmed('finance', view)).toMatchObject({ corrected: 1 });
    const last = (await system.events(`indicator-${SHEETS_PROGRAMME}.B/1.${FINANCE}`)).at(-1);
    expect(last?.metadata.actor).toEqual({ id: PEOPLE.finance.id, role: 'lead-unit', unit: FINANCE });
  });

  it('is told by cell that other units’ rows, and the programme’s own, are not its own', async () => {
    const view = await preview('finance', [
      { code: 'B/1', unit: SCIENCE, measure: 'hồ sơ', value: '5' },
      { code: 'A/2', measure: 'người', value: '5', reason: 'x' },
    ]);
    expect(view.errors.map(({ at, column }) => `${at} ${column}`)).toEqual(['C2 Mã đơn vị', 'C3 Mã đơn vị']);
    await expectNothingWritten(system, async () =>
      expectProblem(await confirm('finance', view), 422, 'sheet-has-errors'),
    );
  });

  it('can’t confirm what somebody else prepared of another unit’s', async () => {
    const view = await preview('office', [
      { code: 'B/2', unit: FINANCE, measure: 'văn bản', value: '33', reason: 'Đếm lại' },
      { code: 'B/2', unit: SCIENCE, measure: 'văn bản', value: '44' },
    ]);
    await expectNothingWritten(system, async () =>
      expectProblem(await confirm('finance', view), 403, 'forbidden'),
    );
    await expectNothingWritten(system, async () =>
      expectProblem(await confirm('leader', view), 403, 'forbidden'),
    );
    expect(await confirmed('office', view)).toMatchObject({ recorded: 1, corrected: 1 });
  });

  it('finds no sheet of another programme, and none that is gone', async () => {
    const gone = '11111111-1111-4111-8111-111111111111';
    const answer = await system.post(`${BASE}/sheets/${gone}/confirm`, 'finance', { digest: '0'.repeat(64) });
    expectProblem(answer, 404, 'sheet-not-found');
    const { id, digest } = await preview('office', [{ code: 'A/1' }]);
    const elsewhere = `/programmes/${PROGRAMME}/indicators/sheets/${id}/confirm`;
    expectProblem(await system.post(elsewhere, 'office', { digest }), 404, 'sheet-not-found');
  });
});

const communeIds: string[] = [];
async function communeAt(index: number): Promise<string> {
  if (communeIds.length === 0) {
    const units = await system.get<{ id: string }[]>('/units?kind=commune', 'office');
    communeIds.push(...units.map(({ id }) => id));
  }
  return communeIds[index] ?? '';
}

describe('A sheet of ten thousand rows', () => {
  const rowsOf = async (): Promise<Row[]> => {
    await communeAt(0);
    expect(communeIds).toHaveLength(COMMUNES);
    return communeIds
      .flatMap((unit) =>
        Array.from({ length: OF_COMMUNES }, (_, index) => ({
          code: `C/${index + 1}`,
          unit,
          measure: 'người',
          period: 'năm 2026',
          value: String(1000 + index),
          on: '31/03/2026',
        })),
      )
      .slice(0, LONGEST);
  };

  it('tells its errors by cell, thousands of them, and answers others meanwhile', async () => {
    const rows = (await rowsOf()).map((row, index) => {
      if (index % 4 === 1) return { ...row, value: '1,234' };
      if (index % 4 === 2) return { ...row, measure: '%' };
      return row;
    });
    let turns = 0;
    let over = false;
    const takeTurn = () => {
      turns += 1;
      if (!over) setImmediate(takeTurn);
    };
    takeTurn();
    const view = await preview('office', rows);
    over = true;
    expect(view.counts).toEqual({ new: 5000, correction: 0, unchanged: 0, empty: 0, error: 5000 });
    expect(view.errors).toHaveLength(5000);
    expect(view.errors.slice(0, 2).map(({ at, row, column }) => [at, row, column])).toEqual([
      ['I3', 3, 'Giá trị'],
      ['E4', 4, 'Đơn vị tính'],
    ]);
    expect(view.errors.at(-1)).toMatchObject({ at: 'E10000', row: 10_000 });
    // A turn between any two chunks at least.
    expect(turns).toBeGreaterThan(100);
  }, 120_000);

  it('is written whole', async () => {
    const rows = await rowsOf();
    const view = await preview('office', rows);
    expect(view.counts).toMatchObject({ new: LONGEST, error: 0 });
    expect(view.rows).toMatchObject({ next: 100 });
    const page = await again('office', view, '?cursor=9900&limit=500');
    expect([page.rows.items.length, page.rows.next, page.rows.items.at(-1)?.row]).toEqual([
      100,
      null,
      10_001,
    ]);
    const result = await confirmed('office', view);
    expect(result).toMatchObject({ recorded: LONGEST });
    expect(new Set(result.rows.flatMap(({ eventIds }) => eventIds)).size).toBe(LONGEST);
    await expectNothingWritten(system, async () => {
      expect((await preview('office', rows)).counts).toMatchObject({ unchanged: LONGEST });
    });
  }, 240_000);

  it('is the longest there is', async () => {
    const rows = [...(await rowsOf()), { code: 'A/1', value: '5' }];
    expectProblem(await upload('office', csvOf(rows), 'a.csv'), 422, 'sheet-too-long');
  });
});

describe('A workbook', () => {
  it('is taken by the numbers and dates that its cells hold', async () => {
    const cells: XlsxValue[] = cellsOf({ code: 'A/1', period: 'tháng 02/2026', value: 'x' });
    cells[8] = 38.5;
    cells[11] = { date: '2026-02-28' };
    const bytes = makeXlsx({ sheets: [{ name: 'Số liệu', rows: [SAVED_BY_EXCEL, cells] }] });
    const { body } = await upload('office', bytes, 'a.xlsx');
    const view = body as unknown as View;
    expect(view.errors).toEqual([]);
    await confirmed('office', view);
    const last = (await system.events(`indicator-${SHEETS_PROGRAMME}.A/1`)).at(-1);
    expect(last?.data).toMatchObject({ period: '2026-02', value: 38.5, measuredOn: '2026-02-28' });
  });
});
