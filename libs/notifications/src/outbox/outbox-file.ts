import type Database from 'better-sqlite3';
import { openPrivateFile } from '#access';

const SCHEMA_VERSION = 1;

/*
 * announcements, notices: what was told and to whom; notices.mail is null while it waits for the day's mail, '' where
 * no mail is due, else the delivery that carries it.
 * deliveries: state waiting, failed (will be tried again at next_at), sent, dead; claimed until lease_until.
 * marks: how far the log, the cut-offs and the days of digests have been worked through.
 */
const SCHEMA = `
CREATE TABLE marks (name TEXT PRIMARY KEY, value TEXT) STRICT, WITHOUT ROWID;
CREATE TABLE announcements (
  id TEXT PRIMARY KEY, kind TEXT NOT NULL, cause TEXT NOT NULL, unit TEXT, at TEXT NOT NULL,
  simulated INTEGER NOT NULL, link TEXT NOT NULL, told TEXT NOT NULL, made_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX announcements_by_age ON announcements (made_at);
CREATE TABLE notices (
  seq INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, announcement TEXT NOT NULL REFERENCES announcements,
  receiver TEXT NOT NULL, made_at TEXT NOT NULL, read_at TEXT, mail TEXT
) STRICT;
CREATE INDEX notices_by_receiver ON notices (receiver, seq);
CREATE INDEX notices_unread ON notices (receiver) WHERE read_at IS NULL;
CREATE INDEX notices_waiting ON notices (receiver) WHERE mail IS NULL;
CREATE INDEX notices_by_announcement ON notices (announcement);
CREATE TABLE deliveries (
  seq INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, channel TEXT NOT NULL, target TEXT NOT NULL,
  kind TEXT NOT NULL, subject TEXT NOT NULL, body TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('waiting', 'failed', 'sent', 'dead')),
  attempts INTEGER NOT NULL, refusals INTEGER NOT NULL, made_at TEXT NOT NULL, since TEXT, next_at TEXT NOT NULL,
  claimed_by TEXT, lease_until TEXT, last_error TEXT, finished_at TEXT
) STRICT;
CREATE INDEX deliveries_due ON deliveries (channel, next_at) WHERE state IN ('waiting', 'failed');
CREATE INDEX deliveries_by_state ON deliveries (state, seq);
CREATE TABLE contacts (
  account TEXT PRIMARY KEY, email TEXT, digest INTEGER NOT NULL, immediate INTEGER NOT NULL,
  changed_at TEXT NOT NULL, changed_by TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE feeds (
  id TEXT PRIMARY KEY, account TEXT NOT NULL, unit TEXT NOT NULL, token_sha256 BLOB NOT NULL, made_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX feeds_by_account ON feeds (account);
`;

/**
 * Opens the file of notices and deliveries.
 * @throws {Error} the file is of a newer version
 */
export function openOutboxFile(path: string): Database.Database {
  return openPrivateFile(path, { name: 'notifications.db', version: SCHEMA_VERSION, schema: SCHEMA });
}
