import { applyDecorators } from '@nestjs/common';
import { Type } from 'class-transformer';
import { ValidateNested } from 'class-validator';
import { isIsoDate, isPeriod, PERIOD_KINDS, type PeriodKind, REPORTING_PERIOD_KINDS } from '#kernel';
import { type FieldOptions, field } from './field.js';
import { cleaned, type TextRule, textFlaw } from './text-check.js';

/** Of a query string, where every value arrives as text. */
interface FromQuery {
  readonly fromQuery?: boolean;
}

interface Bounds {
  readonly min?: number;
  readonly max?: number;
}

/** Text for people: NFC, trimmed, no control characters; lengths in code points. An optional one left blank is null. */
export function Text(options: TextRule & FieldOptions): PropertyDecorator {
  const { max, min = 1, optional = false } = options;
  return field(
    {
      convert: (value) => (optional && cleaned(value) === '' ? null : cleaned(value)),
      check: (value) => textFlaw(value, options),
      api: { type: String, minLength: min, maxLength: max },
    },
    options,
  );
}

/** {@link Text} that may be left out. */
export function OptionalText(options: TextRule & FieldOptions): PropertyDecorator {
  return Text({ ...options, optional: true });
}

/** An id or code, taken as it is. @param options.pattern must match the whole of it */
export function Code(options: { pattern: RegExp; max: number } & FieldOptions): PropertyDecorator {
  const { pattern, max, example } = options;
  const whole = new RegExp(`^(?:${pattern.source})$`, pattern.flags.replace(/[gy]/g, ''));
  return field(
    {
      check: (value) => {
        if (typeof value !== 'string') return 'phải là văn bản';
        if (value.length > max) return `không được dài quá ${max} ký tự`;
        if (whole.test(value)) return null;
        return typeof example === 'string' ? `không đúng dạng (ví dụ: ${example})` : 'không đúng dạng';
      },
      api: { type: String, maxLength: max, pattern: pattern.source },
    },
    options,
  );
}

const ID = /[A-Za-z0-9._()/-]+/;
const MAX_ID = 240;

/** The id of a unit, programme, task or assignment. */
export function Id(options: FieldOptions = {}): PropertyDecorator {
  return Code({ pattern: ID, max: MAX_ID, ...options });
}

/** An existing day, `YYYY-MM-DD`. */
export function IsoDateField(options: FieldOptions = {}): PropertyDecorator {
  return field(
    {
      check: (value) =>
        typeof value === 'string' && isIsoDate(value) ? null : 'phải là ngày có thật, dạng năm-tháng-ngày',
      api: { type: String, format: 'date' },
    },
    { example: '2026-03-31', ...options },
  );
}

const PERIOD_PATTERNS: Readonly<Record<PeriodKind, string>> = {
  'calendar-month': '-(0[1-9]|1[0-2])',
  'mid-month': '-(0[1-9]|1[0-2])-d15',
  week: '-W(0[1-9]|[1-4]\\d|5[0-3])',
  quarter: '-Q[1-4]',
  year: '',
};

/**
 * A reporting period: a month `2026-03`, one from the 15th on `2026-03-d15`, a week `2026-W07`, a year `2026`.
 * @param options.kinds which kinds of period there may be, where others than those of reports
 * @param options.named how a refusal names what it must be
 */
export function PeriodField(
  options: { readonly kinds?: readonly PeriodKind[]; readonly named?: string } & FieldOptions = {},
): PropertyDecorator {
  const { kinds = REPORTING_PERIOD_KINDS, named = 'kỳ báo cáo, như 2026-03', ...others } = options;
  const forms = PERIOD_KINDS.filter((kind) => kinds.includes(kind)).map((kind) => PERIOD_PATTERNS[kind]);
  return field(
    {
      check: (value) => (typeof value === 'string' && isPeriod(value, kinds) ? null : `phải là ${named}`),
      api: { type: String, pattern: `^\\d{4}(${forms.join('|')})$` },
    },
    { example: '2026-03', ...others },
  );
}

/** A whole number that JSON holds exactly. */
export function WholeNumber(options: Bounds & FromQuery & FieldOptions = {}): PropertyDecorator {
  return number(options, /^-?\d{1,15}$/, 'integer', 'phải là số nguyên', Number.isSafeInteger);
}

export function NumberField(options: Bounds & FromQuery & FieldOptions = {}): PropertyDecorator {
  return number(options, /^-?\d{1,15}(\.\d{1,15})?$/, 'number', 'phải là số', Number.isFinite);
}

function number(
  options: Bounds & FromQuery & FieldOptions,
  written: RegExp,
  type: 'integer' | 'number',
  wrongType: string,
  isOne: (value: unknown) => boolean,
): PropertyDecorator {
  const { min, max, fromQuery = false } = options;
  return field(
    {
      ...(fromQuery
        ? {
            convert: (value: unknown) =>
              typeof value === 'string' && written.test(value) ? Number(value) : value,
          }
        : {}),
      check: (value) => {
        if (!isOne(value)) return wrongType;
        if (min !== undefined && (value as number) < min) return `không được nhỏ hơn ${min}`;
        if (max !== undefined && (value as number) > max) return `không được lớn hơn ${max}`;
        return null;
      },
      api: {
        type,
        ...(min === undefined ? {} : { minimum: min }),
        ...(max === undefined ? {} : { maximum: max }),
      },
    },
    options,
  );
}

/** One of a closed list of words. */
export function OneOf(values: readonly string[], options: FieldOptions = {}): PropertyDecorator {
  return field(
    {
      check: (value) =>
        typeof value === 'string' && values.includes(value)
          ? null
          : `phải là một trong: ${values.join(', ')}`,
      api: { enum: [...values] },
    },
    options,
  );
}

/** Yes or no. */
export function Flag(options: FromQuery & FieldOptions = {}): PropertyDecorator {
  const words: Readonly<Record<string, boolean>> = { true: true, false: false };
  return field(
    {
      ...(options.fromQuery
        ? { convert: (value: unknown) => (typeof value === 'string' ? (words[value] ?? value) : value) }
        : {}),
      check: (value) => (typeof value === 'boolean' ? null : 'phải là true hoặc false'),
      api: { type: Boolean },
    },
    options,
  );
}

interface ListRule {
  /** Most entries. */
  readonly max: number;
  /** Fewest entries; default 0. */
  readonly min?: number;
}

/** A list of texts (`'text'`, each by the rule `item`) or of objects of a DTO class. */
export function ListOf(
  of: 'text' | (() => new () => object),
  options: ListRule & { readonly item?: TextRule } & FromQuery & FieldOptions,
): PropertyDecorator {
  const { max, min = 0, fromQuery = false, item = { max: 200 } } = options;
  const isText = of === 'text';
  const bounds = { minItems: min, maxItems: max };
  const list = field(
    {
      convert: (value) => {
        const entries = fromQuery && typeof value === 'string' ? [value] : value;
        return isText && Array.isArray(entries) ? entries.map(cleaned) : entries;
      },
      check: (value) => {
        if (!Array.isArray(value)) return 'phải là danh sách';
        if (value.length < min) return `phải có ít nhất ${min} mục`;
        if (value.length > max) return `không được có quá ${max} mục`;
        for (const [index, entry] of value.entries()) {
          const flaw = isText ? textFlaw(entry, item) : objectFlaw(entry);
          if (flaw !== null) return `mục thứ ${index + 1} ${flaw}`;
        }
        return null;
      },
      api: isText
        ? { type: 'array', items: { type: 'string', maxLength: item.max }, ...bounds }
        : { type: () => [of()], ...bounds },
    },
    options,
  );
  return isText ? list : applyDecorators(Type(of), ValidateNested({ each: true }), list);
}

function objectFlaw(entry: unknown): string | null {
  return typeof entry === 'object' && entry !== null && !Array.isArray(entry)
    ? null
    : 'phải là một đối tượng';
}

/** One object with fields of its own. */
export function ObjectField(of: () => new () => object, options: FieldOptions = {}): PropertyDecorator {
  return applyDecorators(
    Type(of),
    ValidateNested(),
    field({ check: objectFlaw, api: { type: () => of() } }, options),
  );
}
