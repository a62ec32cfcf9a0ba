import { EventLogCorruptError, EventLogUnavailableError } from '../../errors.js';

const CORRUPT = /^SQLITE_(CORRUPT|NOTADB|FORMAT)/;
const UNAVAILABLE = /^SQLITE_(BUSY|LOCKED|FULL|READONLY|IOERR|CANTOPEN|PROTOCOL|NOMEM|PERM|AUTH)/;

/** The code of an error of SQLite (`SQLITE_…`), or '' of any other. */
export function sqliteCode(error: unknown): string {
  // Not by class: the addon keeps the error class of whichever module registry loaded it first.
  const { code } = (error ?? {}) as { code?: unknown };
  return typeof code === 'string' && code.startsWith('SQLITE_') ? code : '';
}

/** What an error of SQLite means to the port's callers; other errors come back as they are. */
export function translateSqliteError(error: unknown, path: string): unknown {
  const code = sqliteCode(error);
  const what = `${(error as Error).message} (${code})`;
  if (CORRUPT.test(code)) {
    return new EventLogCorruptError(
      `${path} cannot be read as an event log, ${what}: restore the file from a backup`,
      { cause: error },
    );
  }
  if (UNAVAILABLE.test(code)) {
    return new EventLogUnavailableError(`${path} cannot be used now, ${what}`, { cause: error });
  }
  return error;
}
