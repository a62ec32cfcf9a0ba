import type { ReadModelDb } from '#projections';
import type { NewWarningEvent } from '../domain/warning.events.js';
import type { WarningState, WrittenTurn } from '../domain/warning.state.js';

type Turn = WrittenTurn & { readonly type: NewWarningEvent['type'] };

type WarningRow = readonly [
  id: string,
  raisedRevision: number,
  raisedAt: string,
  clearedAt: string | null,
  raisedLevel: number,
  level: number,
];
type EscalationRow = readonly [id: string, raisedRevision: number, at: string, to: number];

/** Reads from the tables what stands in the streams of many warnings: the streams themselves need not be read. */
export class WrittenTurnsReader {
  readonly #warnings;
  readonly #escalations;

  constructor({ $client: client }: ReadModelDb) {
    this.#warnings = client
      .prepare<[string], WarningRow>(
        `SELECT id, raised_revision, raised_at, cleared_at, raised_level, level FROM warnings_warnings
         WHERE id IN (SELECT value FROM json_each(?)) ORDER BY id, raised_revision`,
      )
      .raw();
    this.#escalations = client
      .prepare<[string], EscalationRow>(
        `SELECT warning, raised_revision, climbed_at, to_level FROM warnings_escalations
         WHERE warning IN (SELECT value FROM json_each(?)) ORDER BY warning, revision`,
      )
      .raw();
  }

  /** The turns of each warning, oldest first; a warning that the tables don't know has none. */
  of(ids: readonly string[]): ReadonlyMap<string, WarningState> {
    const rows = this.#warnings.all(JSON.stringify(ids));
    const climbed = new Set(rows.filter(([, , , , raised, level]) => level > raised).map(([id]) => id));
    const steps = climbed.size === 0 ? [] : this.#escalations.all(JSON.stringify([...climbed]));
    const written = new Map<string, Turn[]>();
    let step = 0;
    for (const [id, raisedRevision, raisedAt, clearedAt] of rows) {
      const turns = written.get(id) ?? [];
      written.set(id, turns);
      turns.push({ type: 'WarningRaised', at: raisedAt });
      for (let row = steps[step]; row && row[0] === id && row[1] === raisedRevision; row = steps[step]) {
        turns.push({ type: 'WarningEscalated', at: row[2], to: row[3] });
        step += 1;
      }
      if (clearedAt !== null) turns.push({ type: 'WarningCleared', at: clearedAt });
    }
    return written;
  }
}
