import { chmodSync, closeSync, mkdirSync, openSync } from 'node:fs';
import { dirname } from 'node:path';
import Database from 'better-sqlite3';

const OWNER_ONLY = 0o600;
const BUSY_TIMEOUT_MS = 5000;

/** A file that is no part of the log: its name for messages, and the statements that make its tables. */
export interface PrivateFile {
  readonly name: string;
  readonly version: number;
  readonly schema: string;
}

/**
 * Opens a SQLite file that its owner alone may read, and makes it when it is missing. What is deleted in it is
 * overwritten; each write is on the disk before it is answered.
 * @throws {Error} the file is of a newer version
 */
export function openPrivateFile(path: string, file: PrivateFile): Database.Database {
  mkdirSync(dirname(path), { recursive: true });
  closeSync(openSync(path, 'a', OWNER_ONLY));
  chmodSync(path, OWNER_ONLY);
  const db = new Database(path, { timeout: BUSY_TIMEOUT_MS });
  try {
    db.pragma('journal_mode = WAL');
    db.pragma('synchronous = FULL');
    db.pragma('foreign_keys = ON');
    db.pragma('secure_delete = ON');
    db.transaction(() => migrate(db, file)).immediate();
    return db;
  } catch (error) {
    db.close();
    throw error;
  }
}

function migrate(db: Database.Database, { name, version: known, schema }: PrivateFile): void {
  const version = db.pragma('user_version', { simple: true }) as number;
  if (version > known) throw new Error(`${name} is of version ${version}; this program knows ${known}`);
  if (version === known) return;
  db.exec(schema);
  db.pragma(`user_version = ${known}`);
}
