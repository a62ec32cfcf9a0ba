/** The only source of "now". Injected everywhere; tests and simulation set it. */
export interface Clock {
  /** The instant now: ISO 8601, UTC, milliseconds. */
  now(): string;
}

/** Injection token of the {@link Clock}. */
export const CLOCK = Symbol('Clock');

export class SystemClock implements Clock {
  now(): string {
    return new Date().toISOString();
  }
}

/** Stands still until it is set. */
export class SettableClock implements Clock {
  #now: string;
  constructor(instant: string) {
    this.#now = new Date(instant).toISOString();
  }
  now(): string {
    return this.#now;
  }
  /** @param instant ISO 8601, any offset */
  set(instant: string): void {
    this.#now = new Date(instant).toISOString();
  }
}

/** Starts at an instant of its own and runs on at the speed of the real one: the demo lives in its own time. */
export class ShiftedClock implements Clock {
  readonly #startedAt = performance.now();
  readonly #start: number;
  /** @param start ISO 8601 instant */
  constructor(start: string) {
    this.#start = Date.parse(start);
  }
  now(): string {
    return new Date(this.#start + (performance.now() - this.#startedAt)).toISOString();
  }
}
