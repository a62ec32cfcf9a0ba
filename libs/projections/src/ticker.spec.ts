import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { Subject } from 'rxjs';
import { EventLogUnavailableError, type RecordedEvent } from '#event-log';
import { Ticker } from './ticker.js';

const EVERY_MS = 1_000;
const SOON_MS = 50;

let looks: number;
let failure: Error | null;
let told: unknown[];
let ticker: Ticker;

beforeEach(() => {
  jest.useFakeTimers();
  looks = 0;
  failure = null;
  told = [];
  ticker = new Ticker({
    tick: () =>
      ticker.inTurn(async () => {
        looks += 1;
        if (failure) throw failure;
        return 0;
      }),
    everyMs: EVERY_MS,
    onFailure: (error) => told.push(error),
  });
});

afterEach(async () => {
  await ticker.stop();
  jest.useRealTimers();
});

const passes = (ms: number) => jest.advanceTimersByTimeAsync(ms);

describe('A ticker', () => {
  it('looks at once, then from time to time, until it is stopped', async () => {
    ticker.start();
    await passes(0);
    expect(looks).toBe(1);
    await passes(2 * EVERY_MS);
    expect(looks).toBe(3);
    await ticker.stop();
    await passes(5 * EVERY_MS);
    expect([looks, ticker.stopping, ticker.watching]).toEqual([3, true, false]);
  });

  it('looks once, soon, at what came together, and not at what does not concern it', async () => {
    const pages = new Subject<readonly RecordedEvent[]>();
    ticker.start(pages, (page) => page.length > 0);
    await passes(0);
    pages.next([]);
    await passes(SOON_MS);
    expect(looks).toBe(1);
    for (let page = 0; page < 3; page += 1) pages.next([{} as RecordedEvent]);
    await passes(SOON_MS);
    expect([looks, ticker.watching]).toEqual([2, true]);
  });

  it('tells each failure, but of a log that is away once until it has been back', async () => {
    failure = new Error('no table');
    ticker.start();
    await passes(EVERY_MS);
    expect(told).toHaveLength(2);
    failure = new Error('no events', { cause: new EventLogUnavailableError('away') });
    await passes(3 * EVERY_MS);
    expect(told).toHaveLength(3);
    failure = null;
    await passes(EVERY_MS);
    failure = new EventLogUnavailableError('away again');
    await passes(2 * EVERY_MS);
    expect(told).toHaveLength(4);
  });

  it('does one thing after the other, also after one that failed', async () => {
    const order: string[] = [];
    const failed = ticker.inTurn(async () => {
      order.push('first');
      throw new Error('failed');
    });
    const after = ticker.inTurn(async () => {
      order.push('second');
      return 2;
    });
    await expect(failed).rejects.toThrow('failed');
    expect([await after, order]).toEqual([2, ['first', 'second']]);
  });
});
