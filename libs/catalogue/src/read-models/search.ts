import { and, type SQL, sql } from 'drizzle-orm';
import type { SQLiteColumn } from 'drizzle-orm/sqlite-core';
import { fold } from '#kernel';

/** What a search column holds: the texts folded, one a line. */
export function searchText(...texts: readonly string[]): string {
  return texts.filter(Boolean).map(fold).join('\n');
}

/** Rows whose search column holds every word of what was typed, with or without marks; nothing typed: all rows. */
export function matches(column: SQLiteColumn, typed: string | null | undefined): SQL | undefined {
  const words = fold(typed ?? '')
    .split(/\s+/)
    .filter(Boolean);
  return and(...words.map((word) => sql`instr(${column}, ${word}) > 0`));
}
