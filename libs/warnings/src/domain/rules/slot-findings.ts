import type { JsonObject } from '#event-log';
import type { WarningRule } from '../warning.events.js';
import type { Finding, Turn } from './rule.js';
import type { SlotCourse } from './slot-course.js';

type Step = SlotCourse['steps'][number];

/** The warnings of a rule that judges the slots of updates. @param inputsOf null where it doesn't stand */
export function slotFindings(
  rule: WarningRule,
  courses: readonly SlotCourse[],
  inputsOf: (course: SlotCourse, step: Step) => JsonObject | null,
): Finding[] {
  return courses.flatMap((course, periodIndex) => {
    const turns: Turn[] = [];
    let stands = false;
    for (const step of course.steps) {
      const inputs = inputsOf(course, step);
      const { at, cause, event } = step;
      if (inputs && !stands) turns.push({ at, raise: inputs, clear: null });
      if (!inputs && stands) turns.push({ at, raise: null, clear: { cause, event } });
      stands = inputs !== null;
    }
    return turns.length === 0 ? [] : [{ rule, period: course.period, turns, periodIndex }];
  });
}
