import type { RecordedEvent } from '#event-log';
import type { NewWarningEvent } from './warning.events.js';

/** What a warning's stream holds: the turns written so far, oldest first. */
export type WarningState = readonly { readonly type: string; readonly at: string }[];

export const warningState = {
  initial: [] as WarningState,
  evolve: (state: WarningState, event: RecordedEvent): WarningState =>
    event.type === 'WarningRaised' || event.type === 'WarningCleared'
      ? [...state, { type: event.type, at: String(event.data.at) }]
      : state,
};

/**
 * What is still to be written so that the stream tells what the rules found. Normally the rest of the timeline. Where
 * what was written is no prefix of it (a rule's new version looks back differently), nothing is taken back: only
 * whether the warning stands now is brought in line.
 */
export function missingTurns(
  written: WarningState,
  wanted: readonly NewWarningEvent[],
): readonly NewWarningEvent[] {
  const isPrefix =
    written.length <= wanted.length &&
    written.every(({ type, at }, index) => wanted[index]?.type === type && wanted[index]?.data.at === at);
  if (isPrefix) return wanted.slice(written.length);
  const last = wanted.at(-1);
  return last && last.type !== (written.at(-1)?.type ?? 'WarningCleared') ? [last] : [];
}
