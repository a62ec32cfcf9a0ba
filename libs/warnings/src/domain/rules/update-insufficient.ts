import type { Finding } from './rule.js';
import type { SlotCourse } from './slot-course.js';
import { slotFindings } from './slot-findings.js';

/** update-insufficient: an update lacks what the policy demands. Source: programme of 2026, 1.2.2.(4). */
export function updateInsufficient(courses: readonly SlotCourse[]): Finding[] {
  return slotFindings('update-insufficient', courses, ({ cutOff, reports, lacks }, { judged, at }) => {
    if (judged?.outcome !== 'insufficient' || judged.report === null) return null;
    const report = reports.find(({ eventId }) => eventId === judged.report);
    const returned = report?.returned && report.returned.recordedAt <= at ? report.returned : null;
    return {
      cutOff,
      report: judged.report,
      lacks: lacks.get(judged.report) ?? [],
      returnReason: returned?.reason ?? null,
    };
  });
}
