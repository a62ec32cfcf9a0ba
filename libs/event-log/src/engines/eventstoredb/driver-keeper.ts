import { type Driver, DriverError } from './driver.js';

/** Time-outs in a row after which the client is thought to hold on to a node that hangs. */
const TIME_OUTS_IN_A_ROW = 3;
/** How long a replaced client may still finish what it has under way, in milliseconds. */
const RETIREMENT_MS = 15_000;

/**
 * The one client of the logs that share it: replaced when its calls time out again and again, as those of a hung node
 * do, and disposed of when the last log has left.
 */
export class DriverKeeper {
  readonly #open: () => Driver;
  readonly #onUnused: () => void;
  #driver: Driver;
  readonly #retired = new Map<Driver, NodeJS.Timeout>();
  /** Of each log that uses it, what is to be started anew on a new client. */
  readonly #users = new Set<() => void>();
  #timeOuts = 0;

  /** @param onUnused told when the last log leaves: it is of no more use */
  constructor(open: () => Driver, onUnused: () => void = () => {}) {
    this.#open = open;
    this.#onUnused = onUnused;
    this.#driver = open();
  }

  get driver(): Driver {
    return this.#driver;
  }

  /** @param onReplaced what hangs on the old client, as a subscription does, is to be started on the new one */
  join(onReplaced: () => void): void {
    this.#users.add(onReplaced);
  }

  /** Takes back what {@link join} was given. */
  async leave(onReplaced: () => void): Promise<void> {
    this.#users.delete(onReplaced);
    if (this.#users.size > 0) return;
    this.#onUnused();
    for (const timer of this.#retired.values()) clearTimeout(timer);
    const drivers = [this.#driver, ...this.#retired.keys()];
    this.#retired.clear();
    await Promise.all(drivers.map((driver) => driver.dispose()));
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
    for (const onReplaced of this.#users) onReplaced();
  }
}

const inUse = new Map<string, DriverKeeper>();

/** The keeper that all logs of this process on one connection string share, so that there is one client. */
export function sharedKeeper(connectionString: string, open: () => Driver): DriverKeeper {
  const standing = inUse.get(connectionString);
  if (standing) return standing;
  const keeper = new DriverKeeper(open, () => inUse.delete(connectionString));
  inUse.set(connectionString, keeper);
  return keeper;
}
