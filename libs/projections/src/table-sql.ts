import { createHash } from 'node:crypto';
import type { Database } from 'better-sqlite3';
import { Column, getTableColumns, type InferInsertModel } from 'drizzle-orm';
import { getTableConfig, type SQLiteColumn, type SQLiteTable } from 'drizzle-orm/sqlite-core';
import type { ReadModelDb } from './read-model.js';

const quoted = (name: string) => `"${name}"`;

/** When a row came to be known, in milliseconds since 1970; each table has it beside its own columns. */
const KNOWN_FROM = quoted('known_from');
/** When a past row was replaced or deleted. */
const KNOWN_UNTIL = quoted('known_until');

/** The table that keeps what rows of a table were: each from when until when it was known. */
export const pastName = (name: string) => `${name}__past`;

/** SQL function of a writing connection: when the event that is being applied came to be known. */
export const KNOWN_AT_FUNCTION = 'known_at';

/** CREATE statements (table, then indexes) of a Drizzle table: what tables hold is written down once, in Drizzle. */
export function createTableSql(table: SQLiteTable, further: readonly string[] = []): string[] {
  const { name, columns, indexes, primaryKeys } = getTableConfig(table);
  const lines = columns.map(
    (column) =>
      `${quoted(column.name)} ${column.getSQLType().toUpperCase()}${column.primary ? ' PRIMARY KEY' : ''}${column.notNull ? ' NOT NULL' : ''}`,
  );
  lines.push(...further);
  for (const key of primaryKeys) {
    lines.push(`PRIMARY KEY (${key.columns.map((column) => quoted(column.name)).join(', ')})`);
  }
  const hasKey = keyColumns(table).length > 0;
  const integerKey = columns.some((column) => column.primary && column.getSQLType() === 'integer');
  const options = hasKey && !integerKey ? 'STRICT, WITHOUT ROWID' : 'STRICT';
  return [
    `CREATE TABLE IF NOT EXISTS ${quoted(name)} (${lines.join(', ')}) ${options}`,
    ...indexes.map(({ config }) => {
      const on = indexedColumns(config.columns).join(', ');
      return `CREATE ${config.unique ? 'UNIQUE ' : ''}INDEX IF NOT EXISTS ${quoted(config.name)} ON ${quoted(name)} (${on})`;
    }),
  ];
}

/**
 * CREATE statements of a table whose rows say when they came to be known, and of its past.
 * @throws {Error} it has no primary key
 */
export function createVersionedTableSql(table: SQLiteTable, isAppendOnly = false): string[] {
  if (keyColumns(table).length === 0) {
    throw new Error(`${tableName(table)} has no primary key: its rows can't be followed through time`);
  }
  const knownFrom = `${KNOWN_FROM} INTEGER NOT NULL DEFAULT (${KNOWN_AT_FUNCTION}())`;
  return [...createTableSql(table, [knownFrom]), ...(isAppendOnly ? [] : createPastTableSql(table))];
}

/** CREATE statements (table, then indexes) of what keeps a table's past rows: found by its key, and as the table is. */
export function createPastTableSql(table: SQLiteTable): string[] {
  const { name, columns, indexes } = getTableConfig(table);
  const past = quoted(pastName(name));
  const lines = columns.map((column) => `${quoted(column.name)} ${column.getSQLType().toUpperCase()}`);
  const index = (of: string, on: readonly string[]) =>
    `CREATE INDEX IF NOT EXISTS ${quoted(pastName(of))} ON ${past} (${on.join(', ')})`;
  return [
    `CREATE TABLE IF NOT EXISTS ${past} (${lines.join(', ')}, ${KNOWN_FROM} INTEGER NOT NULL, ${KNOWN_UNTIL} INTEGER NOT NULL) STRICT`,
    index(`${name}_by_key`, keyColumns(table)),
    ...indexes.map(({ config }) => index(config.name, indexedColumns(config.columns))),
  ];
}

const indexedColumns = (columns: readonly unknown[]) =>
  columns.map((column) => quoted((column as SQLiteColumn).name));

/** The quoted columns of a table's primary key; none where it has none. */
function keyColumns(table: SQLiteTable): string[] {
  const { columns, primaryKeys } = getTableConfig(table);
  const [key] = primaryKeys;
  return (key?.columns ?? columns.filter((column) => column.primary)).map(({ name }) => quoted(name));
}

const columnNames = (table: SQLiteTable) => getTableConfig(table).columns.map(({ name }) => quoted(name));

/** What an UPDATE that comes with most events sets itself, sparing the trigger the second writing of its row. */
export const SETS_KNOWN_FROM = `${KNOWN_FROM} = ${KNOWN_AT_FUNCTION}()`;

/**
 * Triggers of a writing connection that keep what is replaced or deleted. A row that was written and replaced at one and
 * the same instant was never known.
 */
export function keepPastSql(table: SQLiteTable, isAppendOnly = false): string[] {
  const name = tableName(table);
  if (isAppendOnly) {
    return ['UPDATE', 'DELETE'].map(
      (change) => `CREATE TEMP TRIGGER ${quoted(`${name}_${change}`)} BEFORE ${change} ON main.${quoted(name)}
       BEGIN SELECT RAISE(ABORT, '${name} is declared append-only'); END`,
    );
  }
  const at = `${KNOWN_AT_FUNCTION}()`;
  const old = columnNames(table).map((column) => `OLD.${column}`);
  const keep = `INSERT INTO ${quoted(pastName(name))} VALUES (${[...old, `OLD.${KNOWN_FROM}`, at].join(', ')});`;
  const isOld = `OLD.${KNOWN_FROM} < ${at}`;
  const isSame = keyColumns(table).map((column) => `${column} = OLD.${column}`);
  return [
    // One trigger, which doesn't fire itself; a second one would take the stamping for a change.
    `CREATE TEMP TRIGGER ${quoted(`${name}_replaced`)} AFTER UPDATE ON main.${quoted(name)} WHEN ${isOld}
     BEGIN ${keep}
       UPDATE ${quoted(name)} SET ${SETS_KNOWN_FROM} WHERE ${isSame.join(' AND ')} AND ${KNOWN_FROM} < ${at}; END`,
    `CREATE TEMP TRIGGER ${quoted(`${name}_deleted`)} AFTER DELETE ON main.${quoted(name)} WHEN ${isOld}
     BEGIN ${keep} END`,
  ];
}

/**
 * A view of a reading connection that stands before the table and shows its rows as they were known at an instant.
 * @param knownAt milliseconds since 1970
 */
export function asKnownAtSql(table: SQLiteTable, knownAt: number, isAppendOnly = false): string {
  const name = tableName(table);
  const columns = columnNames(table).join(', ');
  const standing = `CREATE TEMP VIEW ${quoted(name)} AS
    SELECT ${columns} FROM main.${quoted(name)} WHERE ${KNOWN_FROM} <= ${knownAt}`;
  if (isAppendOnly) return standing;
  return `${standing}
    UNION ALL
    SELECT ${columns} FROM main.${quoted(pastName(name))} WHERE ${KNOWN_FROM} <= ${knownAt} AND ${KNOWN_UNTIL} > ${knownAt}`;
}

export function tableName(table: SQLiteTable): string {
  return getTableConfig(table).name;
}

/**
 * A prepared INSERT that takes rows as Drizzle types them: projections write many rows, and a statement
 * prepared once with bare values is several times faster than building the query each time.
 * @param onConflict what follows, e.g. `ON CONFLICT DO NOTHING`
 */
export function inserter<Table extends SQLiteTable>(
  db: ReadModelDb,
  table: Table,
  onConflict = '',
): (row: InferInsertModel<Table>) => void {
  const columns = Object.entries(getTableColumns(table)) as [string, SQLiteColumn][];
  const names = columns.map(([, column]) => quoted(column.name)).join(', ');
  const marks = columns.map(() => '?').join(', ');
  const statement = db.$client.prepare(
    `INSERT INTO ${quoted(tableName(table))} (${names}) VALUES (${marks}) ${onConflict}`,
  );
  // Most columns take a value as it is.
  const converts = columns.map(([, column]) => column.mapToDriverValue !== Column.prototype.mapToDriverValue);
  const keys = columns.map(([key]) => key);
  const values: unknown[] = new Array(columns.length).fill(null);
  return (row) => {
    for (let index = 0; index < keys.length; index += 1) {
      const value = (row as Record<string, unknown>)[keys[index]!] ?? null;
      values[index] = value !== null && converts[index] ? columns[index]![1].mapToDriverValue(value) : value;
    }
    statement.run(...values);
  };
}

/** SHA-256 (hex) over all rows of a table and their past, in the order of all columns: equal content, equal hash. */
export function tableHash(client: Database, table: SQLiteTable, isAppendOnly = false): string {
  const name = tableName(table);
  const columns = [...columnNames(table), KNOWN_FROM];
  const hash = createHash('sha256');
  const parts: readonly (readonly [string, readonly string[]])[] = [
    [name, columns],
    ...(isAppendOnly ? [] : [[pastName(name), [...columns, KNOWN_UNTIL]] as const]),
  ];
  for (const [part, all] of parts) {
    const list = all.join(', ');
    const rows = client.prepare(`SELECT ${list} FROM ${quoted(part)} ORDER BY ${list}`).raw();
    for (const row of rows.iterate()) hash.update(`${JSON.stringify(row)}\n`);
    hash.update('\n');
  }
  return hash.digest('hex');
}
