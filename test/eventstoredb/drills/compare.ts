import type { RecordedEvent } from '#event-log';
import type { Acknowledgement } from './callers.js';

/** What the log holds of the callers' commands, against what they were told. */
export interface CommandFindings {
  /** Acknowledged commands of which an event is not in the log. */
  readonly missing: readonly string[];
  /** Commands that stand in the log more than once, or with more events than were told. */
  readonly doubled: readonly string[];
  /** Acknowledged commands that stand elsewhere than was told, or before what their stream had acknowledged earlier. */
  readonly outOfOrder: readonly string[];
  /** Commands of the callers in the log that nobody was told of, though every caller asked until it was answered. */
  readonly untold: readonly string[];
}

/** What of a stored event says where it stands. */
export type StoredPlace = Pick<RecordedEvent, 'id' | 'stream' | 'revision' | 'position'>;

/** Compares what was acknowledged with what stands in the log. @param byCommand the callers' events in the log's order */
export function compareCommands(
  acknowledgements: readonly Acknowledgement[],
  byCommand: ReadonlyMap<string, readonly StoredPlace[]>,
): CommandFindings {
  const [missing, doubled, outOfOrder]: [string[], string[], string[]] = [[], [], []];
  const standsAt = new Map<string, number>();
  const told = new Set<string>();
  for (const { commandId, stream, eventIds, revision, position } of acknowledgements) {
    if (told.has(commandId)) doubled.push(commandId);
    told.add(commandId);
    const events = byCommand.get(commandId) ?? [];
    const ids = new Set(events.map(({ id }) => id));
    if (eventIds.length === 0 || eventIds.some((id) => !ids.has(id))) missing.push(commandId);
    if (events.length > eventIds.length) doubled.push(commandId);
    const first = revision - eventIds.length + 1;
    const inPlace =
      events.every((event, index) => event.stream === stream && event.revision === first + index) &&
      (events.length === 0 || events.at(-1)!.position === position);
    if (!inPlace || first <= (standsAt.get(stream) ?? -1)) outOfOrder.push(commandId);
    standsAt.set(stream, revision);
  }
  const untold = [...byCommand.keys()].filter((commandId) => !told.has(commandId));
  return { missing, doubled, outOfOrder, untold };
}

/** Where two lists first differ, in words; null where they are the same. */
export function firstDifference(told: readonly string[], stored: readonly string[]): string | null {
  if (told.length === stored.length && told.every((change, index) => change === stored[index])) return null;
  const index = stored.findIndex((change, place) => told[place] !== change);
  const at = index < 0 ? stored.length : index;
  return `${told.length} of ${stored.length} told; number ${at + 1} was ${told[at] ?? 'not told'}, not ${stored[at] ?? 'there'}`;
}
