import type { AdoptedPolicy, ReportingPolicy } from '../policy.js';

type Changes = Partial<Omit<ReportingPolicy, 'cutOff' | 'sufficiency'>> & {
  readonly cutOff?: Partial<ReportingPolicy['cutOff']>;
  readonly sufficiency?: Partial<ReportingPolicy['sufficiency']>;
};

/** A policy like the city's: 17:00 on the 5th, moved to the next working day, 90 % of tasks. */
export function samplePolicy({ cutOff, sufficiency, ...changes }: Changes = {}): ReportingPolicy {
  return {
    id: 'hang-thang',
    title: 'Cập nhật hằng tháng',
    period: 'calendar-month',
    goal: 0.9,
    taskCountsWhen: 'share',
    ...changes,
    cutOff: { day: 5, time: '17:00', nextWorkingDay: true, ...cutOff },
    sufficiency: { summaryMinLength: 20, percent: true, proofAtFull: true, ...sufficiency },
  };
}

/** The sample policy from a day on; its calendar knows 2025 to 2027, with no days off but the weekends. */
export function sampleAdopted(from: string, changes: Changes = {}): AdoptedPolicy {
  const year = { holidays: [], workedWeekends: [] };
  return { policy: samplePolicy(changes), from, calendar: { 2025: year, 2026: year, 2027: year } };
}
