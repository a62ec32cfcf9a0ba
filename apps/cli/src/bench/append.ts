import { randomUUID } from 'node:crypto';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { type EventToAppend, openSqliteEventLog } from '#event-log';
import { alternate, compared, type Measurement } from './measurement.js';
import { openPlain } from './plain-sqlite.js';

export const CALLERS = 64;
const GOAL = 4;

/** A unit's monthly update as it goes into the log. */
const DATA = {
  period: '2026-10',
  kind: 'progress',
  percentBefore: 60,
  percent: 70,
  percentDownReason: null,
  summary:
    'Đã làm việc với đơn vị cung cấp dịch vụ, thống nhất phương án kỹ thuật; tháng tới hoàn thiện hồ sơ và báo cáo kết quả.',
  difficulties: 'Còn chờ hướng dẫn chuyên ngành',
  proposals: '',
  documents: [],
  disbursedVnd: null,
  deliverables: [],
};

export function newEvent(): EventToAppend {
  const commandId = randomUUID();
  return {
    id: randomUUID(),
    type: 'ProgressReported',
    data: DATA,
    metadata: {
      actor: { id: 'dm.phuong-tran-hung-dao', role: 'lead-unit', unit: 'phuong-tran-hung-dao' },
      commandId,
      commandDigest: '77e898c6a261d4a76242d07fc4079883131ef87575e25b075fda5145b8efe0a8',
      correlationId: commandId,
      recordedAt: new Date().toISOString(),
      effectiveOn: '2026-10-28',
      schemaVersion: 1,
    },
  };
}

export const streamOf = (caller: number) => `assignment-ct-2026.${caller}.phuong-tran-hung-dao`;

/** The event log, 64 callers at once; each sends its next event when the one before is durable. @returns events/s */
async function appendThroughLog(path: string, seconds: number): Promise<number> {
  const log = openSqliteEventLog(path);
  let appended = 0;
  const started = performance.now();
  const until = started + seconds * 1000;
  await Promise.all(
    Array.from({ length: CALLERS }, async (_, caller) => {
      const stream = streamOf(caller);
      for (let revision = -1; performance.now() < until; revision += 1) {
        await log.append(stream, revision < 0 ? 'no-stream' : revision, [newEvent()]);
        appended += 1;
      }
    }),
  );
  const took = performance.now() - started;
  await log.close();
  return (appended * 1000) / took;
}

/**
 * The plain loop: the same file with the same columns, indexes and triggers, one prepared statement, each event its own
 * durable commit. It gets its texts ready-made and asks nothing of the file. @returns events/s
 */
async function appendPlainly(path: string, seconds: number): Promise<number> {
  await openSqliteEventLog(path).close();
  const db = openPlain(path);
  db.pragma('journal_mode = WAL');
  db.pragma('synchronous = FULL');
  db.pragma('wal_autocheckpoint = 4000');
  const insert = db.prepare(
    'INSERT INTO events (stream, revision, id, type, data, metadata, recorded_at) VALUES (?, ?, ?, ?, ?, ?, ?)',
  );
  const { type, data, metadata } = newEvent();
  const [rawData, rawMetadata] = [JSON.stringify(data), JSON.stringify(metadata)];
  let appended = 0;
  const started = performance.now();
  const until = started + seconds * 1000;
  for (; performance.now() < until; appended += 1) {
    const stream = streamOf(appended % CALLERS);
    const revision = Math.floor(appended / CALLERS);
    insert.run(stream, revision, randomUUID(), type, rawData, rawMetadata, metadata.recordedAt);
  }
  const took = performance.now() - started;
  db.close();
  return (appended * 1000) / took;
}

/** Durable single-event appends from 64 concurrent callers against a plain loop that commits each event. */
export async function measureAppend(
  folder: string,
  { rounds, seconds }: { readonly rounds: number; readonly seconds: number },
  tell: (done: number, total: number) => void,
): Promise<Measurement> {
  let done = 0;
  const inFile = (append: (path: string, seconds: number) => Promise<number>) => async () => {
    const path = join(folder, 'append.db');
    const rate = await append(path, seconds);
    for (const suffix of ['', '-wal', '-shm']) rmSync(path + suffix, { force: true });
    done += 1;
    tell(done, 2 * rounds);
    return rate;
  };
  const figures = await alternate(rounds, {
    ours: inFile(appendThroughLog),
    baseline: inFile(appendPlainly),
  });
  return compared(
    {
      name: 'append',
      what: `Ghi bền từng sự kiện, ${CALLERS} nơi gọi cùng lúc`,
      unit: 'events/s',
      against: 'vòng lặp better-sqlite3, mỗi sự kiện một lần chốt, synchronous=FULL',
    },
    figures,
    GOAL,
  );
}
