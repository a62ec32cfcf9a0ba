import type Database from 'better-sqlite3';
import { openPrivateFile } from './private-file.js';

const SCHEMA_VERSION = 1;

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
 * Opens the file of secrets.
 * @throws {Error} the file is of a newer version
 */
export function openCredentialFile(path: string): Database.Database {
  return openPrivateFile(path, { name: 'the credential file', version: SCHEMA_VERSION, schema: SCHEMA });
}
