import type { Month } from './month.js';

/** `lacking`: its turn has come, and it lacks something. */
export type StepState = 'done' | 'now' | 'lacking' | 'later';

/** What a step says without being opened. */
export interface StepSummary {
  readonly state: StepState;
  readonly text: string;
}

export interface StepProps {
  readonly programme: string;
  readonly month: Month;
  /** The first earlier period that isn't closed; null: none. */
  readonly earlierOpen: string | null;
}
