import { expect, it } from '@jest/globals';
import { sourceText } from '../../testing/source-documents.js';
import { parseSchedule } from '../schedule/index.js';
import { parseTarget, renderTarget, type Target } from './index.js';

const linesOf = (number: string) => sourceText(number).text().split('\n');

function between(lines: readonly string[], from: RegExp, to: RegExp): string[] {
  const first = lines.findIndex((line) => from.test(line));
  const length = lines.slice(first).findIndex((line) => to.test(line));
  return lines.slice(first + 1, first + length);
}

/** Rows that open with a mark, with the lines that go on from them. */
function rowsOf(lines: readonly string[], opens: RegExp, skips: RegExp = /^$/): string[] {
  const rows: string[] = [];
  for (const line of lines.map((text) => text.trim())) {
    if (line === '' || skips.test(line)) continue;
    if (opens.test(line) || rows.length === 0) rows.push(line);
    else rows.push(`${rows.pop()} ${line}`);
  }
  return rows;
}

/** The appendix of the city's plan by row number; cells broken over pages are joined. */
function appendix(): Map<string, string[]> {
  const rows = new Map<string, string[]>();
  let cells: string[] | undefined;
  for (const line of linesOf('001')) {
    const parts = line.split('\t');
    const code = /^\d+\.\d+$/.exec(parts[0] ?? '')?.[0];
    if (code) {
      cells = parts.map((part) => part.trim());
      rows.set(code, cells);
    } else if (/^[IVX]+\./.test(line)) cells = undefined;
    else if (cells && parts.length > 1 && parts[0] === '') {
      for (const [column, part] of parts.entries()) {
        cells[column] = `${cells[column] ?? ''} ${part.trim()}`.trim();
      }
    }
  }
  return rows;
}

/** How a phrase is read, each target in its canonical words. */
function said(phrase: string): string[] {
  return [parseTarget(phrase)].flat().map((target: Target) => {
    return target.direction === 'qualitative' ? 'định tính' : renderTarget(target);
  });
}

const DEPARTMENT_2026 = [
  ['Tối thiểu 60 nhiệm vụ'],
  ['Đến năm 2026: tối thiểu 25 nhiệm vụ'],
  ['Tối thiểu 1 khóa'],
  ['Từ 3 đến 5 thành viên'],
  ['Tối thiểu 5 doanh nghiệp'],
  ['Tối thiểu 150 biểu ghi'],
  ['Tối thiểu 2 phiên'],
  ['Top 5, phấn đấu top 3'],
  ['Tối thiểu 10 dự án'],
  ['Tối thiểu 190 sáng kiến', 'Tối thiểu 70 sáng kiến'],
  ['Tối thiểu 100%'],
  ['Tối thiểu 65%'],
  ['Từ 10 đến 15 nhóm dữ liệu', 'Tối thiểu 85%'],
  ['Tối thiểu 80%'],
  ['Tối thiểu 80%'],
  ['Tối thiểu 0,786'],
  ['Top 5, phấn đấu top 3'],
  ['Tối thiểu 31%'],
  ['Tối thiểu 500 cơ sở'],
  ['Tối thiểu 3 doanh nghiệp'],
  ['Tối thiểu 20 doanh nghiệp'],
  ['Tối thiểu 100 sản phẩm'],
  ['Top 5'],
  ['định tính'],
];

const CITY_PLAN_BY_ROW: readonly (readonly [row: string, column: 1 | 2, targets: readonly string[]])[] = [
  ['3.9', 2, ['Tối thiểu 1.000 biểu ghi/năm', 'Khoảng 10.000 lượt truy cập/năm']],
  ['3.10', 2, ['Tối thiểu 100%']],
  ['3.14', 1, ['Đến năm 2030: tối thiểu 3%']],
  ['4.2', 1, ['Đến năm 2030: tối thiểu 2%', 'Đến năm 2030: trên 60%']],
  ['4.3', 2, ['Đến năm 2030: trên 50 nhiệm vụ']],
  ['4.4', 2, ['Đến năm 2030: trên 40 nhiệm vụ']],
  ['4.5', 2, ['Đến năm 2030: tối thiểu 60%']],
  ['4.6', 2, ['Đến năm 2030: trên 150 bài báo']],
  ['5.3', 2, ['Tối thiểu 50%']],
  ['6.4', 2, ['Đến năm 2030: tối thiểu 40 đơn/năm']],
  ['7.1', 2, ['Tối thiểu 1 lớp']],
  ['7.2', 2, ['Tối thiểu 2 phiên/năm', 'Tối thiểu 1 phiên/năm']],
  ['7.3', 2, ['Tối thiểu 2.500 thông tin', 'Tối thiểu 200 nhà cung cấp', 'Trên 4.000 lượt truy cập/tháng']],
  ['8.2', 2, ['Tối thiểu 5 dự án/ý tưởng/năm']],
  ['8.3', 2, ['Tối thiểu 200 tin', 'Tối thiểu 180 hình ảnh']],
  ['8.4', 2, ['Tối thiểu 1 trung tâm', 'Tối thiểu 2 phiên/năm']],
  ['8.5', 2, ['định tính']],
  ['8.6', 2, ['Tối thiểu 1 diễn đàn', 'Tối thiểu 1 hội thảo']],
  ['9.5', 2, ['Tối thiểu 1 hoạt động/năm']],
  ['9.6', 2, ['Tối thiểu 1 đoàn/năm']],
];

const HUNDRED = ['Tối thiểu 100%'];
const SEVENTY = ['Tối thiểu 70%'];
const NINETY_FIVE = ['Tối thiểu 95%'];
const CITY_PROGRAMME_2026 = [
  NINETY_FIVE,
  HUNDRED,
  HUNDRED,
  HUNDRED,
  HUNDRED,
  HUNDRED,
  ['Tối thiểu 100%', 'Tối thiểu 70%'],
  ['Tối thiểu 90%'],
  NINETY_FIVE,
  NINETY_FIVE,
  ['Tối thiểu 100%', 'Tối thiểu 100%'],
  HUNDRED,
  NINETY_FIVE,
  HUNDRED,
  HUNDRED,
  ['Từ 3 đến 5 vấn đề'],
  ['định tính'],
  ['định tính'],
  ['định tính'],
  HUNDRED,
  ['Tối thiểu 90%/tháng'],
  ['định tính'],
  HUNDRED,
  HUNDRED,
  HUNDRED,
  SEVENTY,
  SEVENTY,
  SEVENTY,
  HUNDRED,
];

const COMMUNE_2026 = [
  ['định tính'],
  ['Tối thiểu 1 mô hình'],
  ['định tính'],
  ['Tối thiểu 15 sáng kiến', 'Tối thiểu 2 sáng kiến'],
  ['Tối thiểu 100%'],
  ['Tối thiểu 80%'],
  ['Tối thiểu 100%'],
  ['Tối thiểu 100%'],
  ['Tối thiểu 80%'],
  ['định tính'],
];

/** Bare counts, percentages and sums by appendix, in order. */
const DEPARTMENT_2022 = [
  '2 | 4 | 50% | 100% | 100% | 20% + 6 sáng kiến + 2 sáng kiến | giảm 15% + 100%',
  '5.587 triệu đồng | 50.000 triệu đồng | 26 triệu đồng | 1 | 1 | 1 | 1 | 100%',
  '40 | 22 | 30.000 triệu đồng | 1.260 triệu đồng | 15.000 triệu đồng | 5 | 2 | 100%',
  '5,8% | 42% | 68,3% | 15% | 3 | 1 | 100 triệu đồng | 100%',
  '12 | 2 | 29 | 1 | 200 triệu đồng | 100%',
  '15 | 2 | 10 | 15 | 3 | 50 triệu đồng | 100%',
  '105 | 300 triệu đồng | 100%',
  '1 | 1 | 198 | 6 | 4.880 triệu đồng | 200 triệu đồng | 18 triệu đồng | 100%',
  '12 | 26 | 1 | 1 | 2 | 2 | 3.670 triệu đồng | 4.000 triệu đồng | 100%',
  '4 phiên | 2 cuộc | 1 cuộc | 10 đơn vị | 3 đơn vị | 2 | 2 | 1 | 3 | 2.000 triệu đồng | 30 tỷ đồng | 100%',
  '25.000 triệu đồng | 3.900 triệu đồng | 2.010 triệu đồng | 100%',
];

const unmark = (canonical: string) => canonical.toLowerCase().replace('tối thiểu ', '');

/** The documents are no part of the project: where their folder is missing, the cases are skipped by name. */
/** They lie together, or not at all. */
const { describe: compared, absent } = sourceText('001');

compared(`every target of the source documents is read${absent}`, () => {
  const ofDepartment = () =>
    between(linesOf('000'), /^### I\. /, /^## II\. /).filter((line) => /^\(\d\d\)/.test(line));
  const ofCity = () =>
    rowsOf(between(linesOf('002'), /^1\.2\. /, /^ ?2\. /), /^(?:- |\(\d\)|1\.2\.|Bảo đảm nhân)/, /^1\.2\./);
  const ofCommune = () =>
    rowsOf(
      between(linesOf('003'), /^#### 2\. /, /^# \*\*II/).filter((line) => !line.startsWith('#')),
      /^(?:- |Số lượng|Phối hợp)/,
    );

  it.each(DEPARTMENT_2026.map((targets, place) => ({ place: place + 1, targets })))(
    'in 000 at place $place: $targets',
    ({ place, targets }) => {
      expect(said(ofDepartment()[place - 1]!)).toEqual(targets);
      expect(ofDepartment()).toHaveLength(DEPARTMENT_2026.length);
    },
  );

  it.each(CITY_PLAN_BY_ROW.map(([row, column, targets]) => ({ row, column, targets })))(
    'in 001 in row $row: $targets',
    ({ row, column, targets }) => {
      expect(said(appendix().get(row)![column]!)).toEqual(targets);
    },
  );

  it.each(CITY_PROGRAMME_2026.map((targets, place) => ({ place: place + 1, targets })))(
    'in 002 at place $place: $targets',
    ({ place, targets }) => {
      const goals = ofCity().filter((row) => !/^\(\d\)[^%]*:$/.test(row));
      const held = goals.filter((row) => /\d ?%|3-5|^- (?:Hoàn|Nâng|Đẩy|Tiếp)/.test(row));
      expect(said(held[place - 1]!)).toEqual(targets);
      expect(held).toHaveLength(CITY_PROGRAMME_2026.length);
    },
  );

  it.each(COMMUNE_2026.map((targets, place) => ({ place: place + 1, targets })))(
    'in 003 at place $place: $targets',
    ({ place, targets }) => {
      expect(said(ofCommune()[place - 1]!)).toEqual(targets);
      expect(ofCommune()).toHaveLength(COMMUNE_2026.length);
    },
  );

  it.each(DEPARTMENT_2022.map((targets, place) => ({ appendix: place + 1, targets })))(
    'in 004 in appendix $appendix: $targets',
    ({ appendix: number, targets }) => {
      const lines = linesOf('004');
      const start = lines.findIndex((line) => new RegExp(`^\\s*PHỤ L[ỤU]C ${number}\\s*$`).test(line));
      const rows = rowsOf(between(lines.slice(start), /^1\. Chỉ tiêu/, /^ ?2\. Nhiệm vụ/), /^-/);
      expect(rows.map((row) => said(row).map(unmark).join(' + ')).join(' | ')).toBe(targets);
    },
  );
});

compared(`every schedule of the source documents is read${absent}`, () => {
  it('in 000 after each of the 16 key tasks', () => {
    const phrases = linesOf('000').flatMap((line) => /^- (Thời gian hoàn thành: .*)/.exec(line)?.[1] ?? []);
    expect(phrases).toHaveLength(16);
    for (const phrase of phrases) expect(parseSchedule(phrase, 2026).kind).not.toBe('none');
  });

  it('in 001 in the column of each of the 68 tasks', () => {
    const rows = [...appendix()].filter(([, cells]) => cells.length > 4);
    expect(rows).toHaveLength(68);
    for (const [, cells] of rows) expect(parseSchedule(cells[5]!, 2026).kind).not.toBe('none');
  });
});
