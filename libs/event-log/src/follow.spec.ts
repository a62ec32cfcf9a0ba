import { describe, expect, it, jest } from '@jest/globals';
import {
  EventLogClosedError,
  EventLogCorruptError,
  EventLogUnavailableError,
  InvalidPositionError,
} from './errors.js';
import { type FollowOptions, follow } from './follow.js';
import type { EventLog, Position, RecordedEvent } from './port.js';
import { someEvent } from './testing/fixtures.js';

const NEVER_POLL = { pollMs: 1_000_000 };
const settle = async () => {
  for (let turn = 0; turn < 10; turn += 1) await new Promise(setImmediate);
};

/** A log of numbered events that tells how it is read. */
class ReadLog implements Pick<EventLog, 'readAll' | 'onAppended' | 'pollMs'> {
  readonly reads: (Position | null)[] = [];
  readonly listeners = new Set<() => void>();
  length = 0;
  underWay = 0;
  mostUnderWay = 0;
  readonly pollMs = 250;
  failure: Error | null = null;

  async readAll(after: Position | null, limit: number): Promise<readonly RecordedEvent[]> {
    this.reads.push(after);
    this.underWay += 1;
    this.mostUnderWay = Math.max(this.mostUnderWay, this.underWay);
    const { length } = this;
    await new Promise(setImmediate);
    this.underWay -= 1;
    if (this.failure) throw this.failure;
    const first = Number(after ?? 0);
    const size = Math.max(0, Math.min(limit, length - first));
    return Array.from({ length: size }, (_, index) => eventAt(first + index + 1));
  }

  onAppended(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  append(howMany: number): void {
    this.length += howMany;
    for (const listener of this.listeners) listener();
  }

  followed(after: Position | null, options: FollowOptions) {
    return follow(this as unknown as EventLog, after, options);
  }
}

function eventAt(position: number): RecordedEvent {
  const event = someEvent();
  const place = {
    position: String(position).padStart(3, '0') as Position,
    revision: position,
    stream: 'task-1',
  };
  return { ...event, ...place, rawData: '', rawMetadata: '' };
}

const positionsOf = (pages: readonly (readonly RecordedEvent[])[]) =>
  pages.map((page) => page.map(({ revision }) => revision));

describe('following a log', () => {
  it('delivers pages of the asked size, none of them empty, from after the given position', async () => {
    const log = new ReadLog();
    log.append(7);
    const pages: (readonly RecordedEvent[])[] = [];
    const following = log
      .followed('002' as Position, { ...NEVER_POLL, pageSize: 2 })
      .subscribe((page) => pages.push(page));
    await settle();
    following.unsubscribe();
    expect(positionsOf(pages)).toEqual([[3, 4], [5, 6], [7]]);
  });

  it('has one read under way at a time, however many hints come', async () => {
    const log = new ReadLog();
    const pages: (readonly RecordedEvent[])[] = [];
    const following = log
      .followed(null, { ...NEVER_POLL, pageSize: 2 })
      .subscribe((page) => pages.push(page));
    for (let append = 0; append < 5; append += 1) log.append(1);
    await settle();
    log.append(1);
    await settle();
    following.unsubscribe();
    expect(positionsOf(pages).flat()).toEqual([1, 2, 3, 4, 5, 6]);
    expect(log.mostUnderWay).toBe(1);
  });

  it('makes one page of what is appended while it rests after a page of many', async () => {
    const log = new ReadLog();
    const pages: (readonly RecordedEvent[])[] = [];
    log.append(8);
    const following = log
      .followed(null, { ...NEVER_POLL, restMs: 200 })
      .subscribe((page) => pages.push(page));
    await settle();
    for (let append = 0; append < 5; append += 1) {
      log.append(1);
      await new Promise(setImmediate);
    }
    while (pages.length < 2) await settle();
    following.unsubscribe();
    expect(positionsOf(pages)).toEqual([
      [1, 2, 3, 4, 5, 6, 7, 8],
      [9, 10, 11, 12, 13],
    ]);
  });

  it('sees what was appended while it read and found nothing', async () => {
    const log = new ReadLog();
    const pages: (readonly RecordedEvent[])[] = [];
    const following = log.followed(null, NEVER_POLL).subscribe((page) => pages.push(page));
    log.append(1);
    await settle();
    following.unsubscribe();
    expect(positionsOf(pages)).toEqual([[1]]);
  });

  it('does not read the next page before the subscriber has handled the last one', async () => {
    const log = new ReadLog();
    log.append(4);
    const readsWhileHandling: number[] = [];
    const following = log.followed(null, { ...NEVER_POLL, pageSize: 2 }).subscribe(() => {
      for (const listener of log.listeners) listener();
      readsWhileHandling.push(log.reads.length);
    });
    await settle();
    following.unsubscribe();
    expect(readsWhileHandling).toEqual([1, 2]);
  });

  it.each([
    new EventLogCorruptError('as told by the test'),
    new EventLogClosedError('as told by the test'),
    new InvalidPositionError('9', 'as told by the test'),
  ])('ends with a $name, which waiting does not mend, and stops listening', async (failure) => {
    const log = new ReadLog();
    log.failure = failure;
    const error = await new Promise((resolve) =>
      log.followed(null, NEVER_POLL).subscribe({ error: resolve }),
    );
    expect(error).toBe(failure);
    expect(log.listeners.size).toBe(0);
    expect(log.reads).toHaveLength(1);
  });

  it('waits while the log can not be read, ever longer, tells of the outage once, and goes on where it stood', async () => {
    jest.useFakeTimers({ doNotFake: ['setImmediate', 'nextTick', 'queueMicrotask'] });
    try {
      const log = new ReadLog();
      log.append(2);
      const pages: (readonly RecordedEvent[])[] = [];
      const outages: (string | undefined)[] = [];
      const following = log
        .followed(null, { ...NEVER_POLL, onOutage: (error) => outages.push(error?.message) })
        .subscribe((page) => pages.push(page));
      await settle();
      log.failure = new EventLogUnavailableError('as told by the test');
      log.append(1);
      await settle();
      const readsOfAnOutage: number[] = [];
      for (const waited of [250, 500, 1_000, 2_000, 4_000, 5_000, 5_000]) {
        const before = log.reads.length;
        jest.advanceTimersByTime(waited - 1);
        await settle();
        expect(log.reads).toHaveLength(before);
        jest.advanceTimersByTime(1);
        await settle();
        readsOfAnOutage.push(log.reads.length - before);
      }
      expect(readsOfAnOutage).toEqual([1, 1, 1, 1, 1, 1, 1]);
      log.failure = null;
      jest.advanceTimersByTime(5_000);
      await settle();
      following.unsubscribe();
      expect(positionsOf(pages)).toEqual([[1, 2], [3]]);
      expect(outages).toEqual(['as told by the test', undefined]);
    } finally {
      jest.useRealTimers();
    }
  });

  it('reads and delivers nothing more after unsubscribing, even in the midst of a read', async () => {
    const log = new ReadLog();
    log.append(4);
    const pages: (readonly RecordedEvent[])[] = [];
    const following = log.followed(null, { pollMs: 1, pageSize: 2 }).subscribe((page) => pages.push(page));
    following.unsubscribe();
    log.append(1);
    await settle();
    expect(pages).toEqual([]);
    expect(log.reads).toHaveLength(1);
    expect(log.listeners.size).toBe(0);
  });

  it('leaves no timer behind after unsubscribing', async () => {
    jest.useFakeTimers({ doNotFake: ['setImmediate', 'nextTick', 'queueMicrotask'] });
    try {
      const following = new ReadLog().followed(null, {}).subscribe();
      await settle();
      expect(jest.getTimerCount()).toBe(1);
      following.unsubscribe();
      expect(jest.getTimerCount()).toBe(0);
    } finally {
      jest.useRealTimers();
    }
  });

  it('lets a subscriber stop from within a page', async () => {
    const log = new ReadLog();
    log.append(6);
    const pages: (readonly RecordedEvent[])[] = [];
    const following = log.followed(null, { pollMs: 1, pageSize: 2 }).subscribe((page) => {
      pages.push(page);
      following.unsubscribe();
    });
    await settle();
    expect(positionsOf(pages)).toEqual([[1, 2]]);
  });

  it('finds by its slow poll what no hint told of', async () => {
    const log = new ReadLog();
    const found = new Promise<readonly RecordedEvent[]>((resolve) => {
      const following = log.followed(null, { pollMs: 1 }).subscribe((page) => {
        following.unsubscribe();
        resolve(page);
      });
    });
    await settle();
    log.length = 1;
    expect(positionsOf([await found])).toEqual([[1]]);
  });
});
