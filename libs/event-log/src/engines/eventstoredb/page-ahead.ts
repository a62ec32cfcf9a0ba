import type { StoredEvent } from '../../engine.js';
import type { Position } from '../../port.js';

type StoredPage = readonly StoredEvent[];

/** How long a page that nobody has come for is kept, in milliseconds. */
const KEPT_MS = 1_000;
/** Pages smaller than this are not of a reader that goes through the log. */
const FEWEST_EVENTS = 100;

/** The next page of a reader that goes through the log, read while it handles the one before. One at a time. */
export class PageAhead {
  #next:
    | { readonly key: string; readonly page: Promise<StoredPage>; readonly timer: NodeJS.Timeout }
    | undefined;

  /**
   * Begins to read the page after one that was full, unless another is kept for somebody.
   * @param read reads it
   */
  begin(after: Position, limit: number, read: () => Promise<StoredPage>): void {
    if (this.#next || limit < FEWEST_EVENTS) return;
    const timer = setTimeout(() => this.drop(), KEPT_MS).unref();
    const page = read();
    // Who comes for it is told.
    page.catch(() => {});
    this.#next = { key: keyOf(after, limit), page, timer };
  }

  /**
   * The page, where it was begun and came out full; undefined where it is to be read now: a page that ended with the
   * log may have missed what came since.
   * @throws what its reading threw
   */
  async take(after: Position | null, limit: number): Promise<StoredPage | undefined> {
    if (after === null || this.#next?.key !== keyOf(after, limit)) return undefined;
    const { page } = this.#next;
    this.drop();
    const events = await page;
    return events.length === limit ? events : undefined;
  }

  drop(): void {
    clearTimeout(this.#next?.timer);
    this.#next = undefined;
  }
}

const keyOf = (after: Position, limit: number) => `${after} ${limit}`;
