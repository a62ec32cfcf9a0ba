import { expect } from '@jest/globals';
import type { AdoptedPolicy } from '#reporting';
import { evaluate } from '../evaluate.js';
import type { NewWarningEvent } from '../warning.events.js';
import { assignmentOf, policy, type Step } from './history.js';

/** A turn in short: `raised`, `2`–`4` for a climbed level or `cleared`, its instant, and what cleared it. */
export type Turn = readonly [turn: string, at: string, cause?: string];

export function shortOf({ type, data }: NewWarningEvent): Turn {
  if (type === 'WarningRaised') return ['raised', data.at];
  return type === 'WarningEscalated' ? [String(data.to), data.at] : ['cleared', data.at, data.cause];
}

/** Turns by `<rule> <period>`. */
export function turns(
  steps: readonly Step[],
  asOf: string,
  policies: readonly AdoptedPolicy[] = [policy()],
): Record<string, readonly Turn[]> {
  return Object.fromEntries(
    evaluate(assignmentOf(steps), policies, asOf).map(({ id, events }) => {
      const [first] = events;
      const { rule, assignment, period } = first?.data ?? { rule: '', assignment: '', period: '' };
      expect(id).toBe(`${rule}.${assignment}.${period}`);
      return [`${rule} ${period}`, events.map(shortOf)];
    }),
  );
}
