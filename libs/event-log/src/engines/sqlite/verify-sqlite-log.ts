import { existsSync } from 'node:fs';
import Database from 'better-sqlite3';
import { EventLogUnavailableError } from '../../errors.js';
import {
  checkPages,
  type EventToCheck,
  LogCheck,
  type LogReport,
  type VerifyProgress,
} from '../../verify.js';
import { checkOwner, missingFromSchema } from './schema.js';
import { translateSqliteError } from './sqlite-errors.js';

/** Checks what SQLite knows about its file. @returns false when there is no table to read */
function checkFile(db: Database.Database, check: LogCheck): boolean {
  checkOwner(db);
  const missing = missingFromSchema(db);
  for (const name of missing) check.addProblem(`${name} is missing from the file, or changed`);
  const findings = db.prepare<[], string>('PRAGMA integrity_check').pluck().all();
  for (const finding of findings) if (finding !== 'ok') check.addProblem(`integrity check: ${finding}`);
  return !missing.includes('events');
}

/** The highest position ever given, which SQLite remembers: what was cut off at the end shows. */
function highestGiven(db: Database.Database): number {
  return db.prepare<[], number>(`SELECT seq FROM sqlite_sequence WHERE name = 'events'`).pluck().get() ?? 0;
}

/**
 * Verifies an event log file: what `verifyEventLog` checks, and the file itself (SQLite's integrity check; table,
 * index and triggers as the format has them; nothing cut off at the end). The file is only read.
 * @param clockToleranceMs how far `recordedAt` may go back, in milliseconds
 * @throws {EventLogUnavailableError} there is no file, or it can't be opened now
 */
export async function verifyLog(
  path: string,
  onProgress?: VerifyProgress,
  clockToleranceMs?: number,
): Promise<LogReport> {
  if (!existsSync(path)) throw new EventLogUnavailableError(`there is no event log at ${path}`);
  const check = new LogCheck(clockToleranceMs);
  let db: Database.Database | undefined;
  try {
    db = new Database(path, { readonly: true });
    if (checkFile(db, check)) {
      // Asked before the walk: another process may append meanwhile.
      const given = highestGiven(db);
      const rows = db.prepare<[number, number], EventToCheck>(
        `SELECT format('%016d', position) AS position, stream, revision, id, type, data AS rawData,
          metadata AS rawMetadata, recorded_at AS recordedAt
        FROM events WHERE position > ? ORDER BY events.position LIMIT ?`,
      );
      await checkPages(check, async (after, limit) => rows.all(Number(after ?? 0), limit), onProgress);
      if (Number(check.head ?? 0) < given)
        check.addProblem(`the events up to position ${given} are missing at the end`);
    }
  } catch (error) {
    check.addError(translateSqliteError(error, path));
  } finally {
    db?.close();
  }
  return check.report();
}
