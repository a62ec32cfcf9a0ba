import type { JsonObject, JsonValue } from '#event-log';
import { figureText } from '#indicators';
import { dateText, isIsoDate, isPeriod, localDateTimeText, periodText } from '#kernel';
import { STATUS_TEXT } from '#tasks';
import type { NameOf } from './sentence-parts.js';

/** Fields that hold ids of units or groups. */
const UNIT_FIELDS: ReadonlySet<string> = new Set([
  'unit',
  'leadUnits',
  'coordinatingUnits',
  'owner',
  'group',
  'viaGroup',
  'transferredFrom',
  'transferredTo',
  'askedUnit',
]);
/** Numbers that count nothing: written without marks between thousands. */
const PLAIN_NUMBERS: ReadonlySet<string> = new Set([
  'documentYear',
  'targetYear',
  'year',
  'level',
  'ordinal',
]);
const INSTANT = /^\d{4}-\d{2}-\d{2}T/;

/** Words for codes, by field. */
const WORDS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  status: STATUS_TEXT,
  standing: { open: 'đang mở', cleared: 'đã kết thúc' },
  explanation: {
    requested: 'đã yêu cầu',
    submitted: 'chờ xem xét',
    returned: 'bị trả lại',
    accepted: 'đã chấp nhận',
  },
  report: { progress: 'đã gửi', 'nothing-to-report': 'không phát sinh', returned: 'bị trả lại' },
  objective: { yes: 'có', no: 'không' },
  statedCause: { objective: 'khách quan', subjective: 'chủ quan' },
  direction: {
    at_least: 'ít nhất',
    at_most: 'nhiều nhất',
    exactly: 'đúng bằng',
    range: 'trong khoảng',
    rank_at_most: 'thứ hạng',
    qualitative: 'định tính',
  },
  cadence: { monthly: 'hằng tháng', quarterly: 'hằng quý', yearly: 'hằng năm' },
  timing: { 'at-moment': 'tại thời điểm', 'within-period': 'trong kỳ', cumulative: 'lũy kế' },
};

/**
 * A field's value as people read it; null where it holds nothing.
 * @param field its name; what follows a dot (the period or year) is not looked at
 * @param measure unit of measure of a bare number
 */
export function valueText(
  field: string,
  value: JsonValue,
  name: NameOf,
  measure: string | null = null,
): string | null {
  const base = field.split('.', 1)[0] ?? field;
  if (value === null || (Array.isArray(value) && value.length === 0)) return null;
  if (Array.isArray(value)) {
    return value.flatMap((item: JsonValue) => valueText(base, item, name, measure) ?? []).join('; ');
  }
  switch (typeof value) {
    case 'boolean':
      return value ? 'có' : 'không';
    case 'number':
      return PLAIN_NUMBERS.has(base) ? String(value) : figureText(value, measure);
    case 'string':
      return textOf(base, value, name);
    default:
      return objectText(value as JsonObject, name);
  }
}

function textOf(field: string, value: string, name: NameOf): string {
  const words = WORDS[field]?.[value];
  if (words !== undefined) return words;
  if (UNIT_FIELDS.has(field)) return name(value);
  if (isIsoDate(value)) return dateText(value);
  if (INSTANT.test(value)) return localDateTimeText(value);
  return field === 'percentPeriod' && isPeriod(value) ? periodText(value) : value;
}

/** A schedule by its phrase, a span by its ends, a task by its number, everything else by its parts. */
function objectText(value: JsonObject, name: NameOf): string {
  if (typeof value.phrase === 'string') return value.phrase === '' ? '(để trống)' : value.phrase;
  const { from, until, code, title, programme, task } = value;
  if (typeof from === 'string' && typeof until === 'string') return `${dateText(from)}–${dateText(until)}`;
  if (typeof code === 'string' && typeof title === 'string') return `${code} ${title}`;
  if (typeof programme === 'string' && typeof task === 'string') return `số ${task} (${programme})`;
  return Object.entries(value)
    .flatMap(([key, part]) => {
      const text = part === undefined ? null : valueText(key, part, name);
      return text === null ? [] : [`${key} ${text}`];
    })
    .join(', ');
}
