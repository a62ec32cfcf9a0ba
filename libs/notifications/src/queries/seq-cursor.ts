import { invalidCursor, type Page } from '#kernel';

const SEQ = /^[1-9]\d{0,14}$/;

/** @throws {Refusal} invalid: a cursor that no page gave */
export function seqOfCursor(cursor: string | undefined): number | undefined {
  if (cursor === undefined) return undefined;
  if (!SEQ.test(cursor)) throw invalidCursor();
  return Number(cursor);
}

/** A page of rows of which one more than `limit` was asked for. */
export function pageOf<Row extends { readonly seq: number }>(rows: readonly Row[], limit: number): Page<Row> {
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  return { items, next: rows.length > limit && last ? String(last.seq) : null };
}
