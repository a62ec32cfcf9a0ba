import type { Finding } from './rule.js';
import type { SlotCourse } from './slot-course.js';
import { slotFindings } from './slot-findings.js';

/** update-missing: the cut-off passed without an update. Source: programme of 2026, 1.2.2.(4). */
export function updateMissing(courses: readonly SlotCourse[]): Finding[] {
  return slotFindings('update-missing', courses, ({ cutOff }, { judged }) =>
    // At the cut-off itself a slot is not due for one more instant; what it lacks then it lacks for good.
    judged?.outcome === 'missing' || judged?.outcome === 'not-yet-due' ? { cutOff } : null,
  );
}
