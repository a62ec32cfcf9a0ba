import { day, NOTHING, number } from '../../ui/format.js';
import type { Word } from '../../ui/words.js';
import type { TaskAction } from './import.reads.js';

export const ACTION_WORDS: Readonly<Record<TaskAction, Word>> = {
  create: { text: 'Tạo mới', tone: 'good', sign: '+' },
  change: { text: 'Sửa', tone: 'watch', sign: '→' },
  keep: { text: 'Giữ nguyên', tone: 'unknown', sign: '=' },
  unreadable: { text: 'Không đọc được', tone: 'bad', sign: '✕' },
};

/** What a column of a file can hold, as the API calls it and as people do. */
export const COLUMN_WORDS = {
  number: 'Số thứ tự',
  title: 'Tên nhiệm vụ',
  leaders: 'Lãnh đạo chỉ đạo',
  lead: 'Đơn vị chủ trì',
  coordinating: 'Đơn vị phối hợp',
  product: 'Sản phẩm',
  schedule: 'Thời gian thực hiện',
  start: 'Bắt đầu',
  finish: 'Kết thúc',
  budget: 'Kinh phí',
  note: 'Ghi chú',
} as const;

export type ColumnField = keyof typeof COLUMN_WORDS;
export const COLUMN_FIELDS = Object.keys(COLUMN_WORDS) as ColumnField[];

const FIELD_WORDS: Readonly<Record<string, string>> = {
  section: 'mục',
  title: 'tên',
  directingLeaders: 'lãnh đạo chỉ đạo',
  leadUnits: 'đơn vị chủ trì',
  unknownLeadUnits: 'đơn vị chủ trì chưa có trong danh mục',
  coordinatingUnits: 'đơn vị phối hợp',
  unknownCoordinatingUnits: 'đơn vị phối hợp chưa có trong danh mục',
  deliverables: 'sản phẩm đầu ra',
  schedule: 'thời gian thực hiện',
  budgetMillionVnd: 'kinh phí (triệu đồng)',
  isGroup: 'dòng nhóm',
  parentCode: 'nhiệm vụ nhóm',
  note: 'ghi chú',
  issuer: 'cơ quan ban hành',
  documentYear: 'năm của văn bản',
  period: 'thời hạn',
  units: 'danh mục đơn vị',
  policy: 'quy định báo cáo',
  number: 'số văn bản',
  issuedOn: 'ngày ban hành',
  basis: 'căn cứ',
  sections: 'các mục',
};

/** The name of a field that changes. */
export const fieldText = (field: string): string => FIELD_WORDS[field] ?? field;

/** The value of a field that changes, of whatever kind. @param unitNames by id */
export function valueText(value: unknown, unitNames: Readonly<Record<string, string>>): string {
  if (value === null || value === undefined || (Array.isArray(value) && value.length === 0))
    return 'không có';
  if (Array.isArray(value)) return value.map((one) => valueText(one, unitNames)).join('; ');
  if (typeof value === 'boolean') return value ? 'có' : 'không';
  if (typeof value === 'number') return number(value);
  if (typeof value === 'string') {
    const shown = unitNames[value] ?? (day(value) === NOTHING ? value : day(value));
    return shown === '' ? 'không có' : shown;
  }
  const { phrase, code, title, from, until } = value as Record<string, unknown>;
  if (typeof phrase === 'string') return phrase === '' ? 'không có' : phrase;
  if (typeof code === 'string' && typeof title === 'string') return `${code}. ${title}`;
  if (typeof from === 'string' && typeof until === 'string') return `${day(from)} – ${day(until)}`;
  return JSON.stringify(value);
}

const KILO = 1_000;
const MEGA = 1_000_000;

/** A size of a file as the server says it: 20 MB. */
export const sizeText = (bytes: number): string =>
  bytes < MEGA ? `${number(Math.ceil(bytes / KILO))} kB` : `${number(bytes / MEGA)} MB`;
