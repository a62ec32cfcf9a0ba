import { fold } from '#kernel';

/** `appendix`: “PHỤ LỤC 4”. */
export type LabelKind = 'appendix' | 'roman' | 'letter' | 'number' | 'item';

/** The number of a row or heading, as written but for blanks and a closing dot or bracket. */
export interface Label {
  readonly kind: LabelKind;
  /** Ascii: `7.10`, `IV`, `A`, `II.1`, `PL4`; `item` is a small letter: `a`. */
  readonly code: string;
  /** True for “7,1”, which a spreadsheet makes of 7.1 and of 7.10 alike. */
  readonly fromNumber: boolean;
}

const PARTS = /^(\d{1,6}|[A-Z]{1,6}|[a-z])(?:[./-](\d{1,4}|[a-z]))*$/;
const NUMBERED = /^\d{1,6}(?:[./-](?:\d{1,4}|[a-z]))*$/;
const SPREADSHEET_NUMBER = /^\d{1,4},\d{1,3}$/;
/** Without C and D, which number sections as letters do. */
const ROMAN = /^[IVXL]{1,6}$/;
const ROMAN_NUMBERED = /^[IVXL]{1,6}(?:[./-]\d{1,4})+$/;
const LONGEST_NUMBER = 24;

/** The number that a cell consists of; undefined where it is none, or holds more. */
export function labelOf(cell: string): Label | undefined {
  if (cell === '' || cell.length > LONGEST_NUMBER) return undefined;
  const text = cell
    .replace(/\s+/g, '')
    .replace(/^\(|[.):]+$/g, '')
    .replaceAll('Đ', 'D')
    .replaceAll('đ', 'd');
  if (SPREADSHEET_NUMBER.test(text)) {
    return { kind: 'number', code: text.replace(',', '.'), fromNumber: true };
  }
  const appendix = /^(?:phuluc|pl)(?:so)?(\d{1,3}|[ivxl]{1,6})$/.exec(fold(text).replaceAll('.', ''));
  if (appendix) return { kind: 'appendix', code: `PL${appendix[1]!.toUpperCase()}`, fromNumber: false };
  if (!PARTS.test(text)) return undefined;
  const label = (kind: LabelKind): Label => ({ kind, code: text, fromNumber: false });
  if (NUMBERED.test(text) || ROMAN_NUMBERED.test(text)) return label('number');
  if (ROMAN.test(text)) return label('roman');
  if (/^[A-Z]$/.test(text)) return label('letter');
  if (/^[a-z]$/.test(text)) return label('item');
  return undefined;
}

const APPENDIX_LINE = /^(ph[uụ]\s*l[uụ]c\s*(?:s[oố]\s*)?[0-9ivxl]{1,6})(?![\p{L}\p{N}])[\s.:–-]*(.*)$/isu;
const NUMBER_AND_TITLE = /^(\(?[0-9A-Za-zĐđ][0-9A-Za-z./-]{0,15}[.):]*)\s+(\S.*)$/su;
const NUMBER_AT_TITLE = /^((?:[IVXL]{1,6}|\d{1,4}(?:\.\d{1,4})*)[.):])(\p{Lu}.*)$/su;

/**
 * A number and the title behind it in one cell: “I. TĂNG CƯỜNG …”, “1) Thể chế”, “2.1 Nhóm …”, “PHỤ LỤC 4”. Without a
 * dot or bracket only a number of several parts counts: “VI PHẠM …” and “5 năm …” are words.
 */
export function labelAndTitle(cell: string): { readonly label: Label; readonly title: string } | undefined {
  const [, opening = '', title = ''] =
    APPENDIX_LINE.exec(cell) ?? NUMBER_AND_TITLE.exec(cell) ?? NUMBER_AT_TITLE.exec(cell) ?? [];
  const label = labelOf(opening);
  if (label === undefined) return undefined;
  const isMarked = /[.):]$/.test(opening) || label.kind === 'appendix' || /[./]/.test(label.code);
  return isMarked ? { label, title } : undefined;
}

/** The next number at the same depth: `7.9` gives `7.10`; undefined after a letter. */
export function following(code: string): string | undefined {
  const [, stem, last] = /^(.*?)(\d+)$/.exec(code) ?? [];
  return last === undefined ? undefined : `${stem}${Number(last) + 1}`;
}
