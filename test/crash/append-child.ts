// Appends to an event log until it is killed, or so many times, and says what was acknowledged.
//   node append-child.js <file> <round> <writers> [<appends per writer>]
// One line per acknowledgement: stream, revision and id of the last event, written before anything else happens.
import { writeSync } from 'node:fs';
import { v5 as uuidv5 } from 'uuid';
import { type EventToAppend, openSqliteEventLog, RevisionConflictError } from '#event-log';

const NAMESPACE = '3b0f7a52-57d1-5157-9c57-57a1c3e5f057';
const STDOUT = 1;
const SHARED = 'task-crash.shared';
const LARGEST_APPEND = 3;

const [path, round, writers, appends = Number.POSITIVE_INFINITY] = process.argv.slice(2);
const log = openSqliteEventLog(path!);

function event(name: string): EventToAppend {
  const id = uuidv5(name, NAMESPACE);
  const recordedAt = new Date().toISOString();
  return {
    id,
    type: 'ProgressReported',
    data: { name, summary: 'Đã trình dự thảo kế hoạch' },
    metadata: {
      actor: { id: 'account-1', role: 'reporter', unit: null },
      commandId: id,
      correlationId: id,
      recordedAt,
      effectiveOn: recordedAt.slice(0, 'yyyy-mm-dd'.length),
      schemaVersion: 1,
    },
  };
}

/** Appends where the stream stands now. @returns false when another writer was faster */
async function append(stream: string, name: string, size: number): Promise<boolean> {
  const [last] = await log.readStream(stream, { direction: 'backwards', limit: 1 });
  const events = Array.from({ length: size }, (_, index) => event(`${name}/${index}`));
  try {
    const { revision } = await log.append(stream, last?.revision ?? 'no-stream', events);
    writeSync(STDOUT, `${stream} ${revision} ${events.at(-1)!.id}\n`);
    return true;
  } catch (error) {
    if (error instanceof RevisionConflictError) return false;
    throw error;
  }
}

async function write(writer: number): Promise<void> {
  for (let turn = 0; turn < Number(appends); turn += 1) {
    const stream = turn % 2 === 0 ? `task-crash.${round}.${writer}` : SHARED;
    const name = `${round}/${writer}/${turn}`;
    while (!(await append(stream, name, (turn % LARGEST_APPEND) + 1)));
  }
}

await Promise.all(Array.from({ length: Number(writers) }, (_, writer) => write(writer)));
await log.close();
