import type Database from 'better-sqlite3';
import { EventLogCorruptError } from '../../errors.js';

/** "NQ57" in ASCII: marks the file as one of ours. */
export const APPLICATION_ID = 0x4e513537;
/** Version of the file's format. A change of {@link SCHEMA} needs a new one, and the way up from the older. */
export const FORMAT_VERSION = 1;

/** What a file of this format holds, by name. STORAGE FORMAT: never edit; the very texts stand in every file. */
export const SCHEMA: Readonly<Record<string, string>> = {
  events: `CREATE TABLE events (
  position INTEGER PRIMARY KEY AUTOINCREMENT,
  stream TEXT NOT NULL,
  revision INTEGER NOT NULL,
  id TEXT NOT NULL UNIQUE,
  type TEXT NOT NULL,
  data TEXT NOT NULL,
  metadata TEXT NOT NULL,
  recorded_at TEXT NOT NULL,
  UNIQUE (stream, revision)
) STRICT`,
  events_by_recorded_at: 'CREATE INDEX events_by_recorded_at ON events (recorded_at)',
  events_refuse_update: `CREATE TRIGGER events_refuse_update BEFORE UPDATE ON events
BEGIN SELECT RAISE(ABORT, 'events are never changed'); END`,
  events_refuse_delete: `CREATE TRIGGER events_refuse_delete BEFORE DELETE ON events
BEGIN SELECT RAISE(ABORT, 'events are never deleted'); END`,
  // INSERT OR REPLACE deletes without asking the delete trigger, so it is refused at the insert. ROLLBACK and not
  // ABORT: SQLite then keeps no journal of each insert, and nothing of a transaction that tries this stays.
  events_refuse_replace: `CREATE TRIGGER events_refuse_replace BEFORE INSERT ON events
WHEN NEW.revision <> (SELECT coalesce(max(revision), -1) + 1 FROM events WHERE stream = NEW.stream)
  OR EXISTS (SELECT 1 FROM events WHERE id = NEW.id)
  OR EXISTS (SELECT 1 FROM events WHERE position = NEW.position)
BEGIN SELECT RAISE(ROLLBACK, 'events are only appended'); END`,
};

const pragmaNumber = (db: Database.Database, name: string) => Number(db.pragma(name, { simple: true }));

/** Names and texts of everything in the file but SQLite's own. */
function objectsOf(db: Database.Database): Map<string, string> {
  const rows = db
    .prepare<[], { name: string; sql: string }>(
      `SELECT name, sql FROM sqlite_schema WHERE name NOT LIKE 'sqlite\\_%' ESCAPE '\\'`,
    )
    .all();
  return new Map(rows.map(({ name, sql }) => [name, sql]));
}

/** Table, index and triggers that are missing from the file or are not as this format has them. */
export function missingFromSchema(db: Database.Database): string[] {
  const objects = objectsOf(db);
  return Object.keys(SCHEMA).filter((name) => objects.get(name) !== SCHEMA[name]);
}

/** True for a file in which nothing has been written yet. */
export function isBlank(db: Database.Database): boolean {
  return (
    pragmaNumber(db, 'application_id') === 0 &&
    pragmaNumber(db, 'user_version') === 0 &&
    objectsOf(db).size === 0
  );
}

/** Makes a blank file an event log. Two processes may try at once: the second finds it done. */
export function createSchema(db: Database.Database): void {
  db.transaction(() => {
    if (!isBlank(db)) return;
    for (const statement of Object.values(SCHEMA)) db.exec(statement);
    db.pragma(`application_id = ${APPLICATION_ID}`);
    db.pragma(`user_version = ${FORMAT_VERSION}`);
  }).immediate();
}

/** @throws {EventLogCorruptError} the file is another program's or of another format */
export function checkOwner(db: Database.Database): void {
  if (pragmaNumber(db, 'application_id') !== APPLICATION_ID) {
    throw new EventLogCorruptError(
      `${db.name} is not an event log but another program's database: name another file`,
    );
  }
  const version = pragmaNumber(db, 'user_version');
  if (version !== FORMAT_VERSION) {
    throw new EventLogCorruptError(
      `${db.name} is an event log of format ${version}, this program knows format ${FORMAT_VERSION}: ` +
        'open it with the version of the program that wrote it, or a later one',
    );
  }
}

/** @throws {EventLogCorruptError} the file is not ours, or has lost what protects it */
export function checkFormat(db: Database.Database): void {
  checkOwner(db);
  const missing = missingFromSchema(db);
  if (missing.length === 0) return;
  throw new EventLogCorruptError(
    `${db.name} has lost or changed ${missing.join(', ')}: restore the file from a backup; ` +
      'the verification tells what else is missing',
  );
}
