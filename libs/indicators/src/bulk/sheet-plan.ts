import type { Period } from '#kernel';
import type { DocumentRef } from '#tasks';
import type { MeasuredFigures } from '../domain/indicator-measurement.events.js';
import type { CellFlaw, SheetRow } from './read-sheet.js';
import type { SheetField } from './sheet-columns.js';

/** What confirming would do with a row: record, correct, or nothing: the figures stand already, or none were given. */
export const ROW_ACTIONS = ['new', 'correction', 'unchanged', 'empty', 'error'] as const;
export type RowAction = (typeof ROW_ACTIONS)[number];

/** A row, and what confirming would do with it as things stand. */
export interface PlannedRow {
  readonly sheet: string;
  readonly row: number;
  readonly code: string;
  /** Null for a code that the programme doesn't have. */
  readonly name: string | null;
  /** Id of the unit whose figure it is; null for that of the whole programme. */
  readonly unit: string | null;
  readonly unitName: string | null;
  readonly period: Period | null;
  readonly action: RowAction;
  /** What was filled in; null where it is nothing, or can't be read. */
  readonly figures: MeasuredFigures | null;
  /** What stands for the period, which a correction would replace; null where nothing does. */
  readonly standing: { readonly eventId: string; readonly figures: MeasuredFigures } | null;
  /** Of new figures; null where none is given. A correction has none: its reason says where the figures come from. */
  readonly source: string | null;
  readonly reason: string | null;
  readonly documents: readonly DocumentRef[];
}

export interface SheetPlan {
  readonly rows: readonly PlannedRow[];
  /** All that is wrong, by cell, in the order of the file. Not empty: the sheet can't be confirmed. */
  readonly flaws: readonly CellFlaw[];
}

export type SheetCounts = Readonly<Record<RowAction, number>>;

export function countsOf(rows: readonly Pick<PlannedRow, 'action'>[]): SheetCounts {
  const counts = Object.fromEntries(ROW_ACTIONS.map((action) => [action, 0])) as Record<RowAction, number>;
  for (const { action } of rows) counts[action] += 1;
  return counts;
}

const FIELD_OF_CODE: readonly (readonly [RegExp, SheetField])[] = [
  [/^unit-of-measure-/, 'measure'],
  [/^(forbidden$|unit-|unknown-unit|indicator-not-fed)/, 'unit'],
  [/^indicator-/, 'code'],
  [/^period-closed-/, 'reason'],
  [/^(invalid-period$|period-)/, 'period'],
  [/^(measured-|before-programme)/, 'measuredOn'],
  [/^(fraction-|numerator-)/, 'numerator'],
  [/^source-/, 'source'],
  [/^reason-/, 'reason'],
];

/** The cell that a command's refusal speaks of. */
export function fieldOfRefusal(code: string): SheetField {
  return FIELD_OF_CODE.find(([beginning]) => beginning.test(code))?.[1] ?? 'value';
}

/** What of a row is known before anything is looked up. */
export function unplanned(row: SheetRow): Omit<PlannedRow, 'name' | 'unitName' | 'action'> {
  const { sheet, row: number, code, unit, period, filled } = row;
  return {
    sheet,
    row: number,
    code,
    unit,
    period,
    figures: filled?.figures ?? null,
    standing: null,
    source: filled?.source ?? null,
    reason: filled?.reason ?? null,
    documents: filled?.documents ?? [],
  };
}
