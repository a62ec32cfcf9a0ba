import type { Driver, Subscription } from './driver.js';

const FIRST_PAUSE_MS = 100;
const LONGEST_PAUSE_MS = 5_000;

/**
 * Wakes listeners when the log may hold more: told by {@link wake} of what was appended here, by a subscription of
 * what others appended. There is a subscription while there are listeners; one that ends is renewed.
 */
export class Hints {
  readonly #driver: () => Driver;
  readonly #prefix: string;
  readonly #listeners = new Set<() => void>();
  #subscription: Subscription | undefined;
  #renewal: NodeJS.Timeout | undefined;
  #pauseMs = FIRST_PAUSE_MS;
  #waking = false;

  /** @param driver gives the client of the moment; `prefix` is that of our streams' names */
  constructor(driver: () => Driver, prefix: string) {
    this.#driver = driver;
    this.#prefix = prefix;
  }

  /** @returns a function that ends the listening */
  listen(listener: () => void): () => void {
    const entry = () => listener();
    this.#listeners.add(entry);
    if (this.#listeners.size === 1) this.#subscribe();
    return () => {
      this.#listeners.delete(entry);
      if (this.#listeners.size === 0) this.#unsubscribe();
    };
  }

  wake(): void {
    if (this.#waking) return;
    this.#waking = true;
    queueMicrotask(() => {
      this.#waking = false;
      for (const listener of this.#listeners) listener();
    });
  }

  /** Subscribes anew where there are listeners: the client was replaced. */
  renew(): void {
    this.#unsubscribe();
    if (this.#listeners.size > 0) this.#subscribe();
  }

  close(): void {
    this.#listeners.clear();
    this.#unsubscribe();
  }

  #subscribe(): void {
    const onHint = () => {
      this.#pauseMs = FIRST_PAUSE_MS;
      this.wake();
    };
    const onEnd = () => {
      this.#subscription = undefined;
      this.#renewal = setTimeout(() => this.#subscribe(), this.#pauseMs).unref();
      this.#pauseMs = Math.min(this.#pauseMs * 2, LONGEST_PAUSE_MS);
    };
    this.#subscription = this.#driver().subscribe(this.#prefix, onHint, onEnd);
  }

  #unsubscribe(): void {
    clearTimeout(this.#renewal);
    this.#subscription?.end();
    this.#subscription = undefined;
  }
}
