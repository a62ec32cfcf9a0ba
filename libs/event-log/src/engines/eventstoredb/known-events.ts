import type { StoredEvent } from '../../engine.js';
import { comparePositions, type Position } from '../../port.js';

/** Ids of one generation; the last and this one are kept, so at least so many. */
const KEPT_IDS = 100_000;

/** What this process has seen of the log: it only ever grows, so what is known stays true. */
export class KnownEvents {
  #ids = new Set<string>();
  #olderIds = new Set<string>();
  #newest = '';
  #end: Position | undefined;

  /** The latest `recordedAt` seen; '' where nothing was. */
  get newest(): string {
    return this.#newest;
  }

  /** Whether an event with this id was seen lately, wherever it stands. */
  has(id: string): boolean {
    return this.#ids.has(id) || this.#olderIds.has(id);
  }

  /** The end of what was seen, to be compared with later. */
  get end(): Position | undefined {
    return this.#end;
  }

  addId(id: string): void {
    this.#ids.add(id);
    if (this.#ids.size < KEPT_IDS) return;
    this.#olderIds = this.#ids;
    this.#ids = new Set();
  }

  addInstant(recordedAt: string): void {
    if (recordedAt > this.#newest) this.#newest = recordedAt;
  }

  addPosition(position: Position): void {
    if (this.#end === undefined || comparePositions(position, this.#end) > 0) this.#end = position;
  }

  /** Takes in a page that was read. */
  addPage(events: readonly StoredEvent[]): void {
    for (const { id, position } of events) {
      this.addId(id);
      this.addPosition(position);
    }
  }
}
