import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Refusal } from '#kernel';
import type { SourceCell, SourceDocument, SourceTable } from '../source-document.js';
import type { Draft } from './draft.js';
import { readAppendix } from './read-appendix.js';
import { documentOf, UNITS } from './testing/source.js';

const HEADINGS = ['STT', 'Nhiệm vụ', 'Đơn vị chủ trì', 'Phối hợp', 'Sản phẩm', 'Thời gian', 'Kinh phí (trđ)'];
const UNIT_NAMES = UNITS.units.map(({ name }) => name);

const task = fc.record({
  title: fc.constantFrom('Rà soát quy chế', 'Đào tạo cán bộ cấp xã', 'Xây dựng cơ sở dữ liệu, nền tảng số'),
  lead: fc.constantFrom(...UNIT_NAMES),
  coordinating: fc.subarray(UNIT_NAMES, { maxLength: 3 }),
  product: fc.constantFrom('Báo cáo', 'Kế hoạch; Tờ trình', '-', ''),
  phrase: fc.constantFrom('Quý I/2026', 'Thường xuyên', 'Tháng 3/2026', '', 'Trước ngày 15/12 hằng năm'),
  budget: fc.constantFrom('', '-', '1.200', '253,8', '0'),
});

type Task = typeof task extends fc.Arbitrary<infer T> ? T : never;

const rowsOf = (tasks: readonly Task[]) =>
  tasks.map(({ title, lead, coordinating, product, phrase, budget }, index) => [
    String(index + 1),
    title,
    lead,
    coordinating.join('; '),
    product,
    phrase,
    budget,
  ]);

const read = (rows: string[][]) => readAppendix(documentOf([rows]), { units: UNITS });
/** Everything but where it stands. */
const withoutPlaces = ({ tasks, sections, unreadable }: Draft) => ({
  tasks: tasks.map(({ place: _, ...rest }) => rest),
  sections: sections.map(({ code, title }) => ({ code, title })),
  unreadable: unreadable.map(({ detail }) => detail),
});

describe('A draft', () => {
  it('is the same whatever the order of the columns', () => {
    fc.assert(
      fc.property(
        fc.array(task, { minLength: 1, maxLength: 6 }),
        fc.shuffledSubarray([...HEADINGS.keys()], { minLength: HEADINGS.length }),
        (tasks, order) => {
          const rows = [HEADINGS, ...rowsOf(tasks)];
          const shuffled = rows.map((cells) => order.map((column) => cells[column]!));
          expect(withoutPlaces(read(shuffled))).toEqual(withoutPlaces(read(rows)));
        },
      ),
    );
  });

  it('is the same with the heading repeated before any row', () => {
    fc.assert(
      fc.property(
        fc.array(task, { minLength: 2, maxLength: 6 }),
        fc.array(fc.nat(4), { maxLength: 4 }),
        (tasks, places) => {
          const rows = rowsOf(tasks);
          const repeated = rows.flatMap((row, index) =>
            places.includes(index) && index > 0 ? [HEADINGS, row] : [row],
          );
          expect(withoutPlaces(read([HEADINGS, ...repeated]))).toEqual(
            withoutPlaces(read([HEADINGS, ...rows])),
          );
        },
      ),
    );
  });

  it('is whole for rows that are whole, with a task for each', () => {
    fc.assert(
      fc.property(fc.array(task, { minLength: 1, maxLength: 8 }), (tasks) => {
        const draft = read([HEADINGS, ...rowsOf(tasks)]);
        expect(draft.unreadable).toEqual([]);
        expect(draft.tasks.map(({ code }) => code)).toEqual(tasks.map((_, index) => String(index + 1)));
      }),
    );
  });

  it('says the same of what it was read from, however often it is read', () => {
    fc.assert(
      fc.property(fc.array(task, { minLength: 1, maxLength: 4 }), (tasks) => {
        const rows = [HEADINGS, ...rowsOf(tasks)];
        expect(read(rows)).toEqual(read(rows));
      }),
    );
  });
});

const text = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.constantFrom(...HEADINGS, 'I', 'II', '1', '1.1', 'a)', '7,1', 'Tổng cộng', '-', ''),
  },
  {
    weight: 2,
    arbitrary: fc.constantFrom(
      'Sở Nội vụ, Sở Tài chính',
      'PHỤ LỤC 2',
      'Đơn vị giao chủ trì: Sở Nội vụ',
      'Nơi nhận:',
      'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM',
      'Số: 12/KH-UBND',
      'Quý I/2026',
      'nối tiếp của dòng trên',
      'Đơn vị tính: triệu đồng',
      'Đồng chí Trần Văn Nam, Phó Giám đốc',
      '<p>&#1114112;</p>',
    ),
  },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 30 }) },
  {
    weight: 1,
    arbitrary: fc.string({
      unit: fc.constantFrom('(', ')', ',', ';', '\n', 'và', 'Sở ', '.', '/', '“', '1'),
    }),
  },
);
const cell: fc.Arbitrary<SourceCell> = fc.record(
  { text, covered: fc.boolean(), formula: fc.constant('=A1') },
  { requiredKeys: ['text', 'covered'] },
);
const headingRow: fc.Arbitrary<SourceCell[]> = fc
  .shuffledSubarray(HEADINGS, { minLength: HEADINGS.length - 2 })
  .map((headings) => headings.map((heading) => ({ text: heading, covered: false })));
const anyRow = fc.array(cell, { maxLength: HEADINGS.length });
const table: fc.Arbitrary<SourceTable> = fc.record({
  name: fc.constantFrom('', 'Bảng 1', 'PL2'),
  rows: fc
    .tuple(fc.option(headingRow, { freq: 4 }), fc.array(anyRow, { maxLength: 12 }))
    .map(([heading, rows]) => (heading ? [heading, ...rows] : rows))
    .map((rows) => rows.map((cells, index) => ({ row: index + 1, cells }))),
});
const anyDocument: fc.Arbitrary<SourceDocument> = fc.record({
  kind: fc.constantFrom('docx' as const, 'xlsx' as const, 'csv' as const, 'tsv' as const),
  file: fc.constant('tep'),
  sha256: fc.constant(''),
  paragraphs: fc.array(text, { maxLength: 8 }),
  tables: fc.array(table, { maxLength: 4 }),
});

describe('Any tables and texts', () => {
  const RUNS = 1_500;

  it('give a draft with codes and sections that fit, or a refusal, and never another error', () => {
    let drafts = 0;
    fc.assert(
      fc.property(anyDocument, (document) => {
        let draft: Draft;
        try {
          draft = readAppendix(document, { units: UNITS, year: 2026 });
        } catch (error) {
          expect(error).toBeInstanceOf(Refusal);
          return;
        }
        drafts += 1;
        const sections = draft.sections.map(({ code }) => code);
        expect(new Set(sections).size).toBe(sections.length);
        for (const { code, section } of draft.tasks) {
          expect(sections).toContain(section);
          expect(code).toMatch(/^(?:[0-9A-Za-z][0-9A-Za-z./-]*)?$/);
        }
        const codes = draft.tasks.map(({ code }) => code).filter((code) => code !== '');
        if (draft.unreadable.length === 0) expect(new Set(codes).size).toBe(codes.length);
      }),
      { numRuns: RUNS },
    );
    expect(drafts).toBeGreaterThan(RUNS / 4);
  });

  it('are left as they were', () => {
    fc.assert(
      fc.property(anyDocument, (document) => {
        const before = JSON.stringify(document);
        try {
          readAppendix(document, { units: UNITS });
        } catch (error) {
          expect(error).toBeInstanceOf(Refusal);
        }
        expect(JSON.stringify(document)).toBe(before);
      }),
    );
  });
});
