import type { SourceCell, SourceDocument, SourceTable } from '../../source-document.js';
import type { KnownUnits } from '../unit-index.js';

/** A cell's text, or `<` where it is merged with the one to its left, `^` with the one above it. */
export type CellNotation = string | { readonly text: string; readonly formula: string };

/** A table whose rows are numbered from 1. */
export function tableOf(name: string, rows: readonly (readonly CellNotation[])[]): SourceTable {
  const done: SourceCell[][] = [];
  for (const row of rows) {
    const cells: SourceCell[] = [];
    row.forEach((notation, column) => {
      if (typeof notation !== 'string') cells.push({ ...notation, covered: false });
      else if (notation === '<') cells.push({ text: cells[column - 1]!.text, covered: true });
      else if (notation === '^') cells.push({ text: done.at(-1)![column]!.text, covered: true });
      else cells.push({ text: notation, covered: false });
    });
    done.push(cells);
  }
  return { name, rows: done.map((cells, index) => ({ row: index + 1, cells })) };
}

/** A Word document of paragraphs and tables “Bảng 1”, “Bảng 2” … */
export function documentOf(
  tables: readonly (readonly (readonly CellNotation[])[])[],
  paragraphs: readonly string[] = ['KẾ HOẠCH', 'Triển khai nhiệm vụ năm 2026'],
): SourceDocument {
  return {
    kind: 'docx',
    file: 'phu-luc.docx',
    sha256: '0'.repeat(64),
    paragraphs,
    tables: tables.map((rows, index) => tableOf(`Bảng ${index + 1}`, rows)),
  };
}

const named = (id: string, name: string, ...aliases: string[]) => ({ id, name, aliases });

/** A city's units and groups, with the traps that real names set. */
export const UNITS: KnownUnits = {
  units: [
    named('so-khcn', 'Sở Khoa học và Công nghệ', 'Sở KH&CN', 'Sở Khoa học Công nghệ'),
    named('so-tai-chinh', 'Sở Tài chính'),
    named('so-noi-vu', 'Sở Nội vụ'),
    named('so-van-hoa', 'Sở Văn hóa, Thể thao và Du lịch'),
    named('cong-an', 'Công an thành phố'),
    named('dang-uy-cong-an', 'Đảng ủy Công an thành phố'),
    named('vptu', 'Văn phòng Thành ủy'),
    named('mttq', 'Ủy ban Mặt trận Tổ quốc Việt Nam thành phố'),
    named('vp-so', 'Văn phòng Sở'),
    named('phong-khtc', 'Phòng Kế hoạch - Tài chính'),
    named('phong-qlcn', 'Phòng Quản lý công nghệ'),
    named('xa-cam-giang-1', 'Xã Cẩm Giang'),
    named('xa-cam-giang-2', 'Xã Cẩm Giàng'),
    named('phuong-le-chan', 'Phường Lê Chân'),
  ],
  groups: [
    named('cac-co-quan', 'Các cơ quan, đơn vị, địa phương'),
    named('cac-xa-phuong', 'Các xã, phường, đặc khu', 'UBND các xã, phường, đặc khu'),
    named('cac-so-nganh', 'Các sở, ban, ngành thành phố', 'Các sở, ban, ngành'),
    named('cac-ban-thanh-uy', 'Các ban của Thành ủy'),
    named('cac-don-vi-lien-quan', 'Các đơn vị liên quan', 'Các đơn vị có liên quan'),
    named('cac-phong', 'Các phòng, đơn vị thuộc Sở'),
  ],
};
