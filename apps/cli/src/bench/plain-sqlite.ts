import Database from 'better-sqlite3';

/*
 * SQLite without anything of ours around it: what the baselines are made of, and how a log of a million events is
 * written in seconds.
 */
export type PlainDatabase = Database.Database;

/** Opens a database file, or makes an empty one. */
export function openPlain(path: string, options: { readonly readonly?: boolean } = {}): PlainDatabase {
  return new Database(path, options);
}
