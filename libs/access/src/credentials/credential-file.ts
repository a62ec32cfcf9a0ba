import { chmodSync, closeSync, mkdirSync, openSync } from 'node:fs';
import { dirname } from 'node:path';
import Database from 'better-sqlite3';

const SCHEMA_VERSION = 1;
const OWNER_ONLY = 0o600;
const BUSY_TIMEOUT_MS = 5000;

const SCHEMA = `
CREATE TABLE passwords (
  account TEXT PRIMARY KEY, hash TEXT NOT NULL, changed_at TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE password_changes (
  change_id TEXT PRIMARY KEY, account TEXT NOT NULL, applied_at TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE closed_accounts (account TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;
CREATE TABLE sessions (
  token_sha256 BLOB PRIMARY KEY, account TEXT NOT NULL, created_at TEXT NOT NULL, expires_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX sessions_by_account ON sessions (account);
CREATE TABLE attempts (id INTEGER PRIMARY KEY, account TEXT NOT NULL, at TEXT NOT NULL) STRICT;
CREATE INDEX attempts_by_account ON attempts (account, at);
`;

/**
 * Opens the file of secrets, readable by its owner alone, and makes it when it is missing.
 * @throws {Error} the file is of a newer version
 */
export function openCredentialFile(path: string): Database.Database {
  mkdirSync(dirname(path), { recursive: true });
  closeSync(openSync(path, 'a', OWNER_ONLY));
  chmodSync(path, OWNER_ONLY);
  const db = new Database(path, { timeout: BUSY_TIMEOUT_MS });
  try {
    db.pragma('journal_mode = WAL');
    db.pragma('synchronous = FULL');
    db.pragma('secure_delete = ON');
    db.transaction(() => migrate(db)).immediate();
    return db;
  } catch (error) {
    db.close();
    throw error;
  }
}

function migrate(db: Database.Database): void {
  const version = db.pragma('user_version', { simple: true }) as number;
  if (version > SCHEMA_VERSION) {
    throw new Error(`the credential file is of version ${version}; this program knows ${SCHEMA_VERSION}`);
  }
  if (version === SCHEMA_VERSION) return;
  db.exec(SCHEMA);
  db.pragma(`user_version = ${SCHEMA_VERSION}`);
}
