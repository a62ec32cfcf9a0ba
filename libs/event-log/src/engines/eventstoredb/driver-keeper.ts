import { type Driver, DriverError } from './driver.js';

/** Time-outs in a row after which the client is thought to hold on to a node that hangs. */
const TIME_OUTS_IN_A_ROW = 3;
/** How long a replaced client may still finish what it has under way, in milliseconds. */
const RETIREMENT_MS = 15_000;

/** The one client of a log: replaced when its calls time out again and again, as those of a hung node do. */
export class DriverKeeper {
  readonly #open: () => Driver;
  readonly #onReplaced: () => void;
  #driver: Driver;
  readonly #retired = new Map<Driver, NodeJS.Timeout>();
  #timeOuts = 0;

  /** @param onReplaced what hangs on the old client, as a subscription does, is to be started on the new one */
  constructor(open: () => Driver, onReplaced: () => void) {
    this.#open = open;
    this.#onReplaced = onReplaced;
    this.#driver = open();
  }

  get driver(): Driver {
    return this.#driver;
  }

  /** Makes a call and counts how it went. */
  async use<Result>(call: (driver: Driver) => Promise<Result>): Promise<Result> {
    const driver = this.#driver;
    try {
      const result = await call(driver);
      if (driver === this.#driver) this.#timeOuts = 0;
      return result;
    } catch (error) {
      // What a replaced client still has under way says nothing of the new one.
      if (driver === this.#driver) this.#count(error);
      throw error;
    }
  }

  async dispose(): Promise<void> {
    for (const timer of this.#retired.values()) clearTimeout(timer);
    const drivers = [this.#driver, ...this.#retired.keys()];
    this.#retired.clear();
    await Promise.all(drivers.map((driver) => driver.dispose()));
  }

  #count(error: unknown): void {
    this.#timeOuts = error instanceof DriverError && error.failure === 'timed-out' ? this.#timeOuts + 1 : 0;
    if (this.#timeOuts < TIME_OUTS_IN_A_ROW) return;
    this.#timeOuts = 0;
    const old = this.#driver;
    this.#driver = this.#open();
    const retire = () => {
      this.#retired.delete(old);
      old.dispose().catch(() => {});
    };
    this.#retired.set(old, setTimeout(retire, RETIREMENT_MS).unref());
    this.#onReplaced();
  }
}
