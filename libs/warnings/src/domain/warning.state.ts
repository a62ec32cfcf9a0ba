import type { RecordedEvent } from '#event-log';
import { FIRST_LEVEL } from './escalation.js';
import type { NewWarningEvent } from './warning.events.js';

/** One turn that was written: raised, climbed to a level, cleared. */
export interface WrittenTurn {
  readonly type: string;
  readonly at: string;
  /** The level that it climbed to. */
  readonly to?: number;
}

/** What a warning's stream holds of the rules: the turns written so far, oldest first. */
export type WarningState = readonly WrittenTurn[];

const TURNS: ReadonlySet<string> = new Set<NewWarningEvent['type']>([
  'WarningRaised',
  'WarningEscalated',
  'WarningCleared',
]);

export const warningState = {
  initial: [] as WarningState,
  evolve: (state: WarningState, { type, data }: RecordedEvent): WarningState =>
    TURNS.has(type) ? [...state, turnOf(type, data)] : state,
};

/** A turn as the state keeps it. */
export function turnOf(
  type: string,
  { at, to }: { readonly at?: unknown; readonly to?: unknown },
): WrittenTurn {
  return type === 'WarningEscalated' ? { type, at: String(at), to: Number(to) } : { type, at: String(at) };
}

const isSame = (written: WrittenTurn | undefined, { type, data }: NewWarningEvent) =>
  written?.type === type && written.at === data.at && (type !== 'WarningEscalated' || written.to === data.to);

const levelOf = (written: WarningState) =>
  written.reduce((level, { to }) => Math.max(level, to ?? level), FIRST_LEVEL);

const stands = (last: { readonly type: string } | undefined) =>
  (last?.type ?? 'WarningCleared') !== 'WarningCleared';

/**
 * What is still to be written so that the stream tells what the rules found. Normally the rest of the timeline;
 * nothing, where the stream holds all of it and more (another process has looked later). Where neither is the
 * beginning of the other (a rule's new version, or a policy adopted for days that were looked at, looks back
 * differently), nothing is taken back: only whether the warning stands now, and how high, is brought in line.
 */
export function missingTurns(
  written: WarningState,
  wanted: readonly NewWarningEvent[],
): readonly NewWarningEvent[] {
  const common = wanted.slice(0, written.length);
  if (common.every((turn, index) => isSame(written[index], turn))) return wanted.slice(written.length);
  const last = wanted.at(-1);
  if (!last) return [];
  if (!stands(last)) return stands(written.at(-1)) ? [last] : [];
  const reached = levelOf(written);
  const now = wanted.slice(wanted.findLastIndex(({ type }) => type === 'WarningRaised'));
  return now.flatMap((turn): NewWarningEvent[] => {
    if (turn.type === 'WarningRaised') {
      if (stands(written.at(-1))) return [];
      return [{ ...turn, data: { ...turn.data, level: Math.max(reached, turn.data.level) } }];
    }
    return turn.type === 'WarningEscalated' && turn.data.to > reached ? [turn] : [];
  });
}
