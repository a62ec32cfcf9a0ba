import type { DocumentDto, WarningDto } from '../../client/types.gen.js';

/** What the unit was asked for, until when. */
export interface Asked {
  readonly question: string;
  /** Day. */
  readonly dueOn: string;
}

/** What the unit stated. */
export interface Explanation {
  readonly at: string;
  readonly text: string;
  readonly cause: 'objective' | 'subjective';
  readonly documents: readonly DocumentDto[];
}

/** How the newest explanation was judged. */
export type Judged =
  | { readonly type: 'ExplanationReturned'; readonly reason: string; readonly dueOn: string }
  | { readonly type: 'CauseConfirmed'; readonly reason: string; readonly objective: boolean };

/** The newest of each since the warning was last raised; what a later one has overtaken is left out. */
export interface Stated {
  readonly asked: Asked | null;
  readonly stated: Explanation | null;
  readonly judged: Judged | null;
}

/** Reads a warning's course; the bodies are those of the stored events. */
export function statedOf(course: WarningDto['course']): Stated {
  let found: Stated = { asked: null, stated: null, judged: null };
  for (const { type, at, details } of course) {
    switch (type) {
      case 'ExplanationRequested':
        found = { asked: details as unknown as Asked, stated: null, judged: null };
        break;
      case 'ExplanationSubmitted':
        found = {
          ...found,
          stated: { ...(details as unknown as Omit<Explanation, 'at'>), at },
          judged: null,
        };
        break;
      case 'ExplanationReturned': {
        const judged = {
          ...(details as unknown as Omit<Judged & { type: 'ExplanationReturned' }, 'type'>),
          type,
        };
        found = { ...found, asked: { question: judged.reason, dueOn: judged.dueOn }, judged };
        break;
      }
      case 'CauseConfirmed':
        found = {
          ...found,
          judged: { ...(details as unknown as Omit<Judged & { type: 'CauseConfirmed' }, 'type'>), type },
        };
        break;
      default:
    }
  }
  return found;
}
