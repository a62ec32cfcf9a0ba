import { createHash } from 'node:crypto';
import type { Database } from 'better-sqlite3';
import { Column, getTableColumns, type InferInsertModel } from 'drizzle-orm';
import { getTableConfig, type SQLiteColumn, type SQLiteTable } from 'drizzle-orm/sqlite-core';
import type { ReadModelDb } from './read-model.js';

const quoted = (name: string) => `"${name}"`;

/** CREATE statements (table, then indexes) of a Drizzle table: what tables hold is written down once, in Drizzle. */
export function createTableSql(table: SQLiteTable): string[] {
  const { name, columns, indexes, primaryKeys } = getTableConfig(table);
  const lines = columns.map(
    (column) =>
      `${quoted(column.name)} ${column.getSQLType().toUpperCase()}${column.primary ? ' PRIMARY KEY' : ''}${column.notNull ? ' NOT NULL' : ''}`,
  );
  for (const key of primaryKeys) {
    lines.push(`PRIMARY KEY (${key.columns.map((column) => quoted(column.name)).join(', ')})`);
  }
  const hasKey = primaryKeys.length > 0 || columns.some((column) => column.primary);
  const integerKey = columns.some((column) => column.primary && column.getSQLType() === 'integer');
  const options = hasKey && !integerKey ? 'STRICT, WITHOUT ROWID' : 'STRICT';
  return [
    `CREATE TABLE IF NOT EXISTS ${quoted(name)} (${lines.join(', ')}) ${options}`,
    ...indexes.map(({ config }) => {
      const on = config.columns.map((column) => quoted((column as SQLiteColumn).name)).join(', ');
      return `CREATE ${config.unique ? 'UNIQUE ' : ''}INDEX IF NOT EXISTS ${quoted(config.name)} ON ${quoted(name)} (${on})`;
    }),
  ];
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

/** SHA-256 (hex) over all rows of a table, in the order of all its columns: equal content, equal hash. */
export function tableHash(client: Database, table: SQLiteTable): string {
  const { name, columns } = getTableConfig(table);
  const list = columns.map((column) => quoted(column.name)).join(', ');
  const hash = createHash('sha256');
  const rows = client.prepare(`SELECT ${list} FROM ${quoted(name)} ORDER BY ${list}`).raw();
  for (const row of rows.iterate()) hash.update(`${JSON.stringify(row)}\n`);
  return hash.digest('hex');
}
