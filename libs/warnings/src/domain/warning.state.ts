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
 * What is still to be written so that the stream tells what the rules found. Normally the rest of the timeline;
 * nothing, where the stream holds all of it and more (another process has looked later). Where neither is the
 * beginning of the other (a rule's new version looks back differently), nothing is taken back: only whether the
 * warning stands now is brought in line.
 */
export function missingTurns(
  written: WarningState,
  wanted: readonly NewWarningEvent[],
): readonly NewWarningEvent[] {
  const common = wanted.slice(0, written.length);
  const agrees = common.every(
    ({ type, data }, index) => written[index]?.type === type && written[index]?.at === data.at,
  );
  if (agrees) return wanted.slice(written.length);
  const last = wanted.at(-1);
  return last && last.type !== (written.at(-1)?.type ?? 'WarningCleared') ? [last] : [];
}
