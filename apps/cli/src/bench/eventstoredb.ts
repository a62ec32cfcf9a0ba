import { randomBytes } from 'node:crypto';
import { type EventLog, follow, openEventLog, type Position } from '#event-log';
import { CALLERS, newEvent, streamOf } from './append.js';
import { alternate, compared, type Measurement } from './measurement.js';
import { openPlainEventStoreDb, type PlainEventStoreDb, type PlainPosition } from './plain-eventstoredb.js';

const GOAL = 0.9;
const PREFIX_BYTES = 8;
/** What the read models read at once. */
const PAGE_SIZE = 2_000;
/** Events of one append when a log is written to be read. */
const WRITTEN_AT_ONCE = 250;

/** Streams under a prefix that nobody has used: the server may hold whatever else. */
const newPrefix = () => `b${randomBytes(PREFIX_BYTES).toString('hex')}`;

/**
 * Runs 64 callers for a time, each with a stream of its own and its next append when the one before is durable.
 * @param append one event to a stream; gets what it gave for the event before, undefined at first
 * @returns events/s
 */
async function appendBy<Revision>(
  round: string,
  seconds: number,
  append: (stream: string, before: Revision | undefined) => Promise<Revision>,
): Promise<number> {
  let appended = 0;
  const started = performance.now();
  const until = started + seconds * 1000;
  await Promise.all(
    Array.from({ length: CALLERS }, async (_, caller) => {
      const stream = `${streamOf(caller)}.${round}`;
      for (let before: Revision | undefined; performance.now() < until; appended += 1) {
        before = await append(stream, before);
      }
    }),
  );
  return (appended * 1000) / (performance.now() - started);
}

/** Durable single-event appends from 64 concurrent callers against the bare client on the same call. */
export async function measureEsdbAppend(
  connectionString: string,
  { rounds, seconds }: { readonly rounds: number; readonly seconds: number },
  tell: (done: number, total: number) => void,
): Promise<Measurement> {
  const [streamPrefix, plainPrefix] = [newPrefix(), newPrefix()];
  const log = openEventLog({ engine: 'eventstoredb', connectionString, streamPrefix });
  const plain = openPlainEventStoreDb(connectionString);
  let done = 0;
  const told = (append: (round: string) => Promise<number>) => async (round: number) => {
    const rate = await append(String(round));
    done += 1;
    tell(done, 2 * rounds);
    return rate;
  };
  try {
    // Connecting, and looking for the end of the log, is not what is measured.
    await log.append('warm-up', 'no-stream', [newEvent()]);
    await plain.append(`${plainPrefix}.warm-up`, 'no_stream', [newEvent()]);
    const figures = await alternate(rounds, {
      ours: told((round) =>
        appendBy<number>(round, seconds, async (stream, before = -1) => {
          const expected = before < 0 ? 'no-stream' : before;
          return (await log.append(stream, expected, [newEvent()])).revision;
        }),
      ),
      baseline: told((round) =>
        appendBy<bigint>(round, seconds, async (stream, before) => {
          const expected = before ?? 'no_stream';
          return (await plain.append(`${plainPrefix}.${stream}`, expected, [newEvent()])).revision;
        }),
      ),
    });
    return compared(
      {
        name: 'esdb-append',
        what: `Ghi bền từng sự kiện vào EventStoreDB, ${CALLERS} nơi gọi cùng lúc`,
        unit: 'events/s',
        against: 'thư viện khách @eventstore/db-client, cùng lệnh gọi, không qua nhật ký',
      },
      figures,
      GOAL,
    );
  } finally {
    await Promise.all([log.close(), plain.close()]);
  }
}

/** Writes a log to be read. @returns where its first event stands, which no reading counts */
async function writeLog(plain: PlainEventStoreDb, prefix: string, events: number): Promise<PlainPosition> {
  const { position } = await plain.append(`${prefix}.bench-start`, 'no_stream', [newEvent()]);
  for (let written = 0; written < events; ) {
    const count = Math.min(WRITTEN_AT_ONCE, events - written);
    const stream = `${prefix}.${streamOf(written)}`;
    await plain.append(stream, 'no_stream', Array.from({ length: count }, newEvent));
    written += count;
  }
  return position;
}

/** Follows a log until so many events have come. */
function followTo(log: EventLog, after: Position | null, events: number): Promise<void> {
  return new Promise((resolve, reject) => {
    let seen = 0;
    const following = follow(log, after, { pageSize: PAGE_SIZE }).subscribe({
      next: (page) => {
        seen += page.length;
        if (seen < events) return;
        following.unsubscribe();
        resolve();
      },
      error: reject,
    });
  });
}

/**
 * Following a log from its start to its end against one reading of the same events by the bare client. Both begin at
 * the log's first event: what the server held before costs neither anything; what others write meanwhile both read.
 */
export async function measureEsdbFollow(
  connectionString: string,
  { rounds, events }: { readonly rounds: number; readonly events: number },
  tell: (done: number, total: number) => void,
): Promise<Measurement> {
  const streamPrefix = newPrefix();
  const plain = openPlainEventStoreDb(connectionString);
  const log = openEventLog({ engine: 'eventstoredb', connectionString, streamPrefix, readOnly: true });
  const perSecond = (started: number) => (events * 1000) / (performance.now() - started);
  let done = 0;
  const step = () => {
    done += 1;
    tell(done, 2 * rounds);
  };
  try {
    const start = await writeLog(plain, streamPrefix, events);
    const first = (await log.readStream('bench-start'))[0]?.position ?? null;
    const figures = await alternate(rounds, {
      ours: async () => {
        const started = performance.now();
        await followTo(log, first, events);
        const rate = perSecond(started);
        step();
        return rate;
      },
      baseline: async () => {
        const started = performance.now();
        const read = await plain.readAll(start, streamPrefix);
        const rate = perSecond(started);
        if (read !== events + 1) throw new Error(`the bare client read ${read} events of ${events + 1}`);
        step();
        return rate;
      },
    });
    return compared(
      {
        name: 'esdb-follow',
        what: `Theo dõi ${events.toLocaleString('vi-VN')} sự kiện của EventStoreDB từ đầu đến cuối nhật ký`,
        unit: 'events/s',
        against: 'một lần readAll của thư viện khách @eventstore/db-client trên cùng các sự kiện',
      },
      figures,
      GOAL,
      { events },
    );
  } finally {
    await Promise.all([log.close(), plain.close()]);
  }
}
