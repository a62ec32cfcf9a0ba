import { EventLogError } from './errors.js';
import type { EventLog, EventToAppend, Position, RecordedEvent } from './port.js';

/** The source was written to while it was copied: what was copied stands, and copying again goes on from there. */
export class SourceWentOnError extends EventLogError {
  readonly code = 'source-went-on';
  constructor(
    /** Events that stand in the target by now. */
    readonly standing: number,
  ) {
    super(
      `the source was written to while it was copied (${standing} events stand): stop its writers and copy again`,
    );
  }
}

/** The target holds something else than the beginning of the source: it is of another log. Nothing more was written. */
export class LogsDifferError extends EventLogError {
  readonly code = 'logs-differ';
  constructor(
    /** How many events agree before. */
    readonly agreeing: number,
    what: string,
  ) {
    super(
      `after ${agreeing} events that agree, ${what}: copy into an empty log, or into one that this copy began`,
    );
  }
}

export interface CopyResult {
  /** Events that stood in the target before. */
  readonly found: number;
  readonly copied: number;
}

const PAGE_SIZE = 1_000;

async function* eventsOf(log: EventLog, after: Position | null = null): AsyncGenerator<RecordedEvent> {
  let position = after;
  for (;;) {
    const page = await log.readAll(position, PAGE_SIZE);
    yield* page;
    const last = page.at(-1);
    if (!last) return;
    position = last.position;
  }
}

/** The same event, to the byte; only its position is each log's own. */
function isSame(a: RecordedEvent, b: RecordedEvent): boolean {
  return (
    a.stream === b.stream &&
    a.revision === b.revision &&
    a.id === b.id &&
    a.type === b.type &&
    a.rawData === b.rawData &&
    a.rawMetadata === b.rawMetadata
  );
}

/**
 * Copies a log into another, whatever their engines: every event in its order with its id, revision, instant and the very
 * bytes of its bodies; positions are the target's own. What the target holds already is compared event by event first, so
 * a copy that broke off goes on where it stood, and afterwards everything is read again on both sides and compared.
 * Nothing else may write to either of them meanwhile.
 * @param onProgress told how many events of the source have been dealt with
 * @throws {LogsDifferError} @throws {SourceWentOnError} and what the logs throw
 */
export async function copyLog(
  source: EventLog,
  target: EventLog,
  onProgress: (done: number) => void = () => {},
): Promise<CopyResult> {
  const { agreeing: found, next, rest } = await agreement(source, target, onProgress);
  let copied = 0;
  let group: RecordedEvent[] = [];
  const write = async () => {
    const [first] = group;
    if (!first) return;
    const expected = first.revision === 0 ? 'no-stream' : first.revision - 1;
    await target.append(first.stream, expected, group.map(toAppend));
    copied += group.length;
    onProgress(found + copied);
    group = [];
  };
  for (let one = next; one; one = (await rest.next()).value as RecordedEvent | undefined) {
    const last = group.at(-1);
    // What one command wrote goes in one append again: it fitted once.
    const goesOn =
      last?.stream === one.stream &&
      last.revision + 1 === one.revision &&
      last.metadata.commandId === one.metadata.commandId;
    if (!goesOn) await write();
    group.push(one);
  }
  await write();
  const { agreeing, next: missing } = await agreement(source, target);
  if (missing) throw new SourceWentOnError(agreeing);
  return { found, copied };
}

const toAppend = ({ id, type, data, metadata }: RecordedEvent): EventToAppend => ({
  id,
  type,
  data,
  metadata,
});

/** How far the target agrees with the source, and what the source has beyond. */
async function agreement(source: EventLog, target: EventLog, onProgress: (done: number) => void = () => {}) {
  const rest = eventsOf(source);
  let agreeing = 0;
  for await (const there of eventsOf(target)) {
    const { value: here } = (await rest.next()) as { value: RecordedEvent | undefined };
    if (!here) throw new LogsDifferError(agreeing, 'the target goes on and the source ends');
    if (!isSame(here, there)) {
      throw new LogsDifferError(
        agreeing,
        `${there.stream} ${there.revision} stands in place of ${here.stream} ${here.revision}`,
      );
    }
    agreeing += 1;
    if (agreeing % PAGE_SIZE === 0) onProgress(agreeing);
  }
  const { value: next } = (await rest.next()) as { value: RecordedEvent | undefined };
  return { agreeing, next, rest };
}
