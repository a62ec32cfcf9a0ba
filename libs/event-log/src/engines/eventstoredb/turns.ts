/** Lets appends of one stream go one after the other, as they came, and only so many of all streams at once. */
export class Turns {
  readonly #lastOf = new Map<string, Promise<void>>();
  readonly #waiting: (() => void)[] = [];
  #free: number;

  constructor(atOnce: number) {
    this.#free = atOnce;
  }

  /** Runs an act when its turn has come. @returns what the act returns */
  async take<Result>(stream: string, act: () => Promise<Result>): Promise<Result> {
    const before = this.#lastOf.get(stream);
    const running = (async () => {
      await before;
      await this.#enter();
      try {
        return await act();
      } finally {
        this.#leave();
      }
    })();
    const over = running.then(
      () => {},
      () => {},
    );
    this.#lastOf.set(stream, over);
    try {
      return await running;
    } finally {
      if (this.#lastOf.get(stream) === over) this.#lastOf.delete(stream);
    }
  }

  async #enter(): Promise<void> {
    if (this.#free > 0) this.#free -= 1;
    else await new Promise<void>((resolve) => this.#waiting.push(resolve));
  }

  /** A place that is given up goes straight to who has waited longest. */
  #leave(): void {
    const next = this.#waiting.shift();
    if (next) next();
    else this.#free += 1;
  }
}
