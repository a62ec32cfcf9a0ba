import { openSqliteEventLog } from '#event-log';
import { openPlain, type PlainDatabase } from './plain-sqlite.js';

/** An event's row as the log's file holds it, without its position. */
interface EventRow {
  readonly stream: string;
  readonly revision: number;
  readonly id: string;
  readonly type: string;
  readonly data: string;
  readonly metadata: string;
  readonly recorded_at: string;
  /** 1 when all programmes share its stream. */
  readonly shared: number;
}

export interface SampleLog {
  readonly events: number;
  /** Programmes whose life it holds: the simulated one and its copies. */
  readonly programmes: number;
}

const UUID = /\b([0-9a-f]{8})(-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12})\b/g;
/** Streams that all programmes share, in SQL: they are written once. */
const SHARED = `substr(stream, 1, instr(stream, '-')) IN ('account-', 'unit-', 'unitgroup-')`;
const CACHE_KIB = 262_144;
/** Spreads the copies' ids over the whole range, like those of real ones. */
const GOLDEN = 0x9e3779b1;
const HEX_DIGITS = 8;
const HEX = 16;

/** The same text told of another programme: its name and all ids are its own, references among them included. */
function retold(text: string, programme: string, copy: number): string {
  if (copy === 0) return text;
  const mask = Math.imul(copy, GOLDEN);
  return text
    .replaceAll(programme, `${programme}-${copy}`)
    .replace(UUID, (_id, head: string, rest: string) => {
      const own = (Number.parseInt(head, HEX) ^ mask) >>> 0;
      return own.toString(HEX).padStart(HEX_DIGITS, '0') + rest;
    });
}

/**
 * Writes a log of many programmes from the log of one: each of its events is told of as many programmes as are
 * needed, in the order of time. The file is one that the event log itself made and opens; only the writing goes past
 * it, in one transaction.
 * @param source log file of one simulated programme
 * @param target log file to make
 * @param events how many to write, or that as a function of how many the source holds
 */
export async function writeSampleLog(
  source: string,
  target: string,
  programme: string,
  events: number | ((own: number) => number),
  tell: (done: number, total: number) => void,
): Promise<SampleLog> {
  await openSqliteEventLog(target).close();
  const from = openPlain(source, { readonly: true });
  const to = openPlain(target);
  try {
    const count = (where: string) =>
      from.prepare<[], number>(`SELECT count(*) FROM events ${where}`).pluck().get() ?? 0;
    const inSource = count('');
    const shared = count(`WHERE ${SHARED}`);
    const wanted = typeof events === 'number' ? events : events(inSource);
    const programmes = Math.max(1, Math.ceil((wanted - shared) / (inSource - shared)));
    withoutTriggers(to, () => {
      const insert = to.prepare<[string, number, string, string, string, string, string]>(
        `INSERT INTO events (stream, revision, id, type, data, metadata, recorded_at) VALUES (?, ?, ?, ?, ?, ?, ?)`,
      );
      const rows = from.prepare<[], EventRow>(`SELECT *, ${SHARED} AS shared FROM events ORDER BY position`);
      let written = 0;
      for (const row of rows.iterate()) {
        const copies = row.shared ? 1 : programmes;
        for (let copy = 0; copy < copies && written < wanted; copy += 1) {
          insert.run(
            retold(row.stream, programme, copy),
            row.revision,
            retold(row.id, programme, copy),
            row.type,
            retold(row.data, programme, copy),
            retold(row.metadata, programme, copy),
            row.recorded_at,
          );
          written += 1;
        }
        tell(written, wanted);
        if (written >= wanted) break;
      }
      if (written < wanted) throw new Error(`the sample log has ${written} events instead of ${wanted}`);
    });
    return { events: wanted, programmes };
  } finally {
    from.close();
    to.close();
  }
}

/** One transaction in which the file's triggers and plain indexes are away; they come back by their own texts. */
function withoutTriggers(db: PlainDatabase, work: () => void): void {
  // A file that nobody has yet: what fails is thrown away, not rolled back.
  db.pragma('journal_mode = MEMORY');
  db.pragma('synchronous = OFF');
  db.pragma(`cache_size = -${CACHE_KIB}`);
  const away = db
    .prepare<[], { type: string; name: string; sql: string }>(
      `SELECT type, name, sql FROM sqlite_schema WHERE type IN ('trigger', 'index') AND sql IS NOT NULL`,
    )
    .all();
  db.transaction(() => {
    for (const { type, name } of away) db.exec(`DROP ${type} ${name}`);
    work();
    for (const { sql } of away) db.exec(sql);
  })();
}
