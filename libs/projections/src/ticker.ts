import type { Observable, Subscription } from 'rxjs';
import { EventLogUnavailableError, type RecordedEvent } from '#event-log';

/** What changes within so long is looked at together. */
const GATHER_MS = 50;

export interface TickerOptions {
  /** One look at what is to be done. Looks are never made at once. */
  readonly tick: () => Promise<unknown>;
  /** Milliseconds between two looks where nothing happens. */
  readonly everyMs: number;
  /** Told what a look threw; while the log is away, once. */
  readonly onFailure: (error: unknown) => void;
}

/** Has a process manager look at what is to be done: at once, from time to time, and soon after what concerns it. */
export class Ticker {
  readonly #options: TickerOptions;
  #turn: Promise<number> = Promise.resolve(0);
  /** Whether the log could not be used at the last look. */
  #away = false;
  #stopping = false;
  #timer: NodeJS.Timeout | undefined;
  #soon: NodeJS.Timeout | undefined;
  #watching: Subscription | undefined;

  constructor(options: TickerOptions) {
    this.#options = options;
  }

  /** Asked to stop: a look under way is to be broken off where it can be. */
  get stopping(): boolean {
    return this.#stopping;
  }

  /** Whether it hears of events, so that somebody follows the log. */
  get watching(): boolean {
    return this.#watching !== undefined;
  }

  /**
   * Looks for the first time, and goes on until {@link stop}.
   * @param pages$ events that were applied
   * @param concerns whether one of a page is to be looked at
   */
  start(
    pages$?: Observable<readonly RecordedEvent[]>,
    concerns: (page: readonly RecordedEvent[]) => boolean = () => true,
  ): void {
    this.#stopping = false;
    this.#watching = pages$?.subscribe((page) => {
      if (concerns(page)) this.#lookSoon();
    });
    this.#timer = setInterval(() => this.#look(), this.#options.everyMs);
    this.#look();
  }

  /** Ends it; returns when a look under way has ended. */
  async stop(): Promise<void> {
    this.#stopping = true;
    this.#watching?.unsubscribe();
    this.#watching = undefined;
    clearInterval(this.#timer);
    clearTimeout(this.#soon);
    this.#soon = undefined;
    await this.#turn.catch(() => 0);
  }

  /** Does work after all that was asked for before it, whether that failed or not. */
  inTurn(work: () => Promise<number>): Promise<number> {
    this.#turn = this.#turn.catch(() => 0).then(work);
    return this.#turn;
  }

  #lookSoon(): void {
    this.#soon ??= setTimeout(() => {
      this.#soon = undefined;
      this.#look();
    }, GATHER_MS);
  }

  #look(): void {
    this.#options.tick().then(
      () => {
        this.#away = false;
      },
      (error: unknown) => {
        const away = isOutage(error) || (error instanceof Error && isOutage(error.cause));
        // Told once: what is left over is tried again by every look.
        if (!(away && this.#away)) this.#options.onFailure(error);
        this.#away = away;
      },
    );
  }
}

/** Whether the log is away for now. */
export const isOutage = (error: unknown): boolean => error instanceof EventLogUnavailableError;
