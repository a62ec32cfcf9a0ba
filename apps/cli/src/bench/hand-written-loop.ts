import { getTableConfig, type SQLiteTable } from 'drizzle-orm/sqlite-core';
import { createPastTableSql, createTableSql, pastName, tableName } from '#projections';
import { openPlain, type PlainDatabase } from './plain-sqlite.js';

/** An event's row as the log's file holds it. */
interface Row {
  readonly position: number;
  readonly stream: string;
  readonly revision: number;
  readonly id: string;
  readonly type: string;
  readonly data: string;
  readonly metadata: string;
}

/** The fields of the bodies that the loop looks at; which of them are there is the type's matter. */
interface Body {
  readonly programme: string;
  readonly task: string;
  readonly unit: string;
  readonly viaGroup: string | null;
  readonly scheduleKind: string;
  readonly due: string | null;
  readonly to: string;
  readonly period: string;
  readonly kind: string;
  readonly percentBefore: number | null;
  readonly percent: number | null;
  readonly summary: string;
  readonly deliverables: readonly unknown[];
  readonly documents: readonly unknown[];
  readonly disbursedVnd: number | null;
  readonly difficulties: string;
  readonly budgetMillionVnd?: number;
  readonly rule: string;
  readonly assignment: string;
  readonly level: number;
  readonly inputs: unknown;
  readonly at: string;
}

interface Metadata {
  readonly actor: { readonly id: string; readonly role: string; readonly unit: string | null };
  readonly recordedAt: string;
  readonly effectiveOn: string;
  readonly rule?: unknown;
  readonly simulated?: unknown;
}

const PAGE = 2000;
const CACHE_KIB = 32_000;
const ASSIGNMENT = 'assignment-';
const WARNING = 'warning-';
const POSITION_DIGITS = 16;

/** What each type of event makes of its assignment's status; types that leave it alone are not here. */
const STATUS: Readonly<Record<string, string>> = {
  TaskAssigned: 'assigned',
  AssignmentAccepted: 'accepted',
  CompletionProposed: 'completion-proposed',
  CompletionConfirmed: 'completed',
  AssignmentReleased: 'released',
  AssignmentTransferred: 'transferred',
};

/**
 * What somebody would write who needs these tables filled once and nothing else: reads the log in pages, parses both
 * bodies of each event, and inserts rows with prepared statements in one transaction. It keeps no checkpoint, looks
 * nothing up, and never changes a row that it has written.
 *
 * @param tables columns, keys and indexes as the read models have them
 * @param rows how many rows each table of the rebuilt read models holds, past ones among them: in the end each table
 *   here holds as many
 * @returns rows written
 * @throws {Error} a table got more rows than the read models hold
 */
export function handWrittenLoop(
  logPath: string,
  target: string,
  tables: readonly SQLiteTable[],
  rows: ReadonlyMap<string, number>,
): number {
  const log = openPlain(logPath, { readonly: true });
  const db = openPlain(target);
  try {
    db.pragma('journal_mode = MEMORY');
    db.pragma('synchronous = OFF');
    db.pragma(`cache_size = -${CACHE_KIB}`);
    let written = 0;
    db.transaction(() => {
      const withPast = tables.filter((table) => rows.has(pastName(tableName(table))));
      const statements = [
        ...tables.map((table) => createTableSql(table)),
        ...withPast.map(createPastTableSql),
      ];
      const [createTables, createIndexes] = [
        statements.map((sql) => sql.slice(0, 1)),
        statements.map((sql) => sql.slice(1)),
      ];
      for (const sql of createTables.flat()) db.exec(sql);
      const counts = writeEvents(log, db, rows.get('tasks_assignment_versions') ?? 0);
      for (const table of tables) {
        const name = tableName(table);
        const types = getTableConfig(table).columns.map((column) => column.getSQLType());
        written += fillUp(db, name, types, counts.get(name) ?? 0, rows.get(name) ?? 0);
        const past = rows.get(pastName(name)) ?? 0;
        if (past > 0) written += fillUp(db, pastName(name), [...types, 'integer', 'integer'], 0, past);
      }
      for (const sql of createIndexes.flat()) db.exec(sql);
    })();
    return written;
  } finally {
    db.close();
    log.close();
  }
}

/** @returns rows written, by table */
function writeEvents(log: PlainDatabase, db: PlainDatabase, wantedVersions: number): Map<string, number> {
  const page = log.prepare<[number, number], Row>(
    `SELECT position, stream, revision, id, type, data, metadata FROM events WHERE position > ?
     ORDER BY position LIMIT ?`,
  );
  const insert = (table: string, columns: number) =>
    db.prepare(`INSERT INTO ${table} VALUES (${Array(columns).fill('?').join(', ')})`);
  const history = insert('responsibility_history', 19);
  const assignment = insert('tasks_assignments', 23);
  const version = insert('tasks_assignment_versions', 9);
  const report = insert('tasks_reports', 20);
  const warning = insert('warnings_warnings', 27);
  let [histories, assignments, versions, reports, warnings] = [0, 0, 0, 0, 0];

  let last = 0;
  for (;;) {
    const events = page.all(last, PAGE);
    if (events.length === 0) break;
    for (const { position, stream, revision, id, type, data: rawData, metadata: rawMetadata } of events) {
      last = position;
      const data = JSON.parse(rawData) as Body;
      const { actor, recordedAt, effectiveOn, rule, simulated } = JSON.parse(rawMetadata) as Metadata;
      const ofAssignment = stream.startsWith(ASSIGNMENT);
      if (!ofAssignment && !(stream.startsWith(WARNING) && data.assignment !== null)) continue;

      const name = ofAssignment ? stream.slice(ASSIGNMENT.length) : data.assignment;
      const dot = name.indexOf('.');
      const lastDot = name.lastIndexOf('.');
      const programme = name.slice(0, dot);
      const task = name.slice(dot + 1, lastDot);
      const unit = name.slice(lastDot + 1);
      const sim = simulated ? 1 : 0;
      history.run(
        String(position).padStart(POSITION_DIGITS, '0'),
        id,
        stream,
        revision,
        type,
        programme,
        task,
        unit,
        name,
        null,
        ofAssignment ? null : data.rule,
        recordedAt,
        effectiveOn,
        actor.id,
        actor.role,
        actor.unit,
        rule ? JSON.stringify(rule) : null,
        sim,
        rawData,
      );
      histories += 1;

      if (type === 'WarningRaised') {
        warning.run(
          stream.slice(WARNING.length),
          revision,
          revision,
          data.rule,
          programme,
          task,
          unit,
          name,
          null,
          null,
          data.period,
          data.level,
          data.level,
          JSON.stringify(data.inputs),
          data.at,
          effectiveOn,
          recordedAt,
          id,
          null,
          null,
          null,
          null,
          null,
          'none',
          null,
          null,
          sim,
        );
        warnings += 1;
      }
      if (!ofAssignment) continue;

      if (type === 'TaskAssigned') {
        assignment.run(
          name,
          programme,
          task,
          unit,
          data.viaGroup,
          null,
          null,
          data.scheduleKind,
          data.budgetMillionVnd ?? null,
          data.due,
          recordedAt,
          effectiveOn,
          'assigned',
          null,
          null,
          data.due,
          null,
          null,
          null,
          null,
          null,
          revision,
          sim,
        );
        assignments += 1;
      } else if (type === 'ProgressReported') {
        report.run(
          name,
          revision,
          id,
          programme,
          unit,
          data.period,
          data.kind,
          data.percent,
          data.summary,
          data.deliverables.length,
          data.documents.length,
          data.difficulties === '' ? 0 : 1,
          data.disbursedVnd,
          'month',
          0,
          null,
          recordedAt,
          null,
          null,
          null,
        );
        reports += 1;
      }
      const changes =
        type === 'ProgressReported'
          ? data.percent !== null && data.percent !== data.percentBefore
          : type in STATUS ||
            type === 'AssignmentStatusChanged' ||
            type === 'CompletionReturned' ||
            type === 'ExtensionGranted';
      // A late report for an older month changes nothing; the loop can't tell and stops when it has its number.
      if (changes && versions < wantedVersions) {
        const status = STATUS[type] ?? data.to ?? 'in-progress';
        version.run(
          name,
          revision,
          recordedAt,
          status,
          data.percent ?? null,
          data.due ?? null,
          null,
          null,
          id,
        );
        versions += 1;
      }
    }
  }
  return new Map([
    ['responsibility_history', histories],
    ['tasks_assignments', assignments],
    ['tasks_assignment_versions', versions],
    ['tasks_reports', reports],
    ['warnings_warnings', warnings],
  ]);
}

/**
 * Makes up the rows that a table still lacks: the small tables, which the loop leaves out, and past rows.
 * @param types SQL types of its columns
 * @returns rows that the table holds in the end
 */
function fillUp(
  db: PlainDatabase,
  name: string,
  types: readonly string[],
  has: number,
  wanted: number,
): number {
  if (has > wanted) {
    throw new Error(
      `the hand-written loop wrote ${has} rows into ${name}, where the read models hold ${wanted}`,
    );
  }
  const insert = db.prepare(`INSERT INTO ${name} VALUES (${types.map(() => '?').join(', ')})`);
  for (let row = has; row < wanted; row += 1) {
    insert.run(types.map((type) => (type === 'text' ? `made up ${row}` : row)));
  }
  return wanted;
}
