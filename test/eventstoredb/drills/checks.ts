import { type EventLog, type LogReport, type RecordedEvent, verifyEventLog } from '#event-log';
import { ReadModels } from '#projections';
import { readModels } from '../../../apps/api/src/index.js';
import type { Acknowledgement } from './callers.js';
import { type CommandFindings, compareCommands } from './compare.js';

const PAGE = 1_000;

export interface LogFindings extends CommandFindings {
  readonly report: LogReport;
  /** `position stream revision` of what a reader of all changes must have been told, in order. */
  readonly changes: readonly string[];
}

/**
 * Reads the whole log once for what was acknowledged and once for what it must be by itself.
 * @param after position after which changes were told
 */
export async function checkLog(
  log: EventLog,
  acknowledgements: readonly Acknowledgement[],
  after: string,
): Promise<LogFindings> {
  const byCommand = new Map<string, RecordedEvent[]>();
  const streams = new Set(acknowledgements.map(({ stream }) => stream));
  const changes: string[] = [];
  for await (const event of eventsOf(log)) {
    const { position, stream, revision, type, metadata } = event;
    if (position > after && !stream.startsWith('account-')) changes.push(`${position} ${stream} ${revision}`);
    if (!streams.has(stream) || type === 'TaskAssigned') continue;
    const known = byCommand.get(metadata.commandId);
    if (known) known.push(event);
    else byCommand.set(metadata.commandId, [event]);
  }
  return {
    ...compareCommands(acknowledgements, byCommand),
    report: await verifyEventLog(log),
    changes,
  };
}

async function* eventsOf(log: EventLog): AsyncGenerator<RecordedEvent> {
  let position: RecordedEvent['position'] | null = null;
  for (;;) {
    const page: readonly RecordedEvent[] = await log.readAll(position, PAGE);
    yield* page;
    const last = page.at(-1);
    if (!last) return;
    position = last.position;
  }
}

/**
 * Compares the rows that a server has kept up with rows built from the log in an empty folder.
 * @returns what differs: tables, or where the server's rows stand
 */
export async function compareRows(log: EventLog, kept: string, fresh: string): Promise<string[]> {
  const open = (folder: string) => {
    const models = new ReadModels({ folder, log, models: readModels });
    models.open();
    return models;
  };
  const [live, rebuilt] = [open(kept), open(fresh)];
  try {
    await rebuilt.catchUp();
    const [a, b] = [live.hashes(), rebuilt.hashes()];
    const differing = Object.keys(b).filter((table) => a[table] !== b[table]);
    const head = await log.head();
    return live.checkpoint() === head
      ? differing
      : [`stands at ${live.checkpoint()}, not at ${head}`, ...differing];
  } finally {
    live.close();
    rebuilt.close();
  }
}
