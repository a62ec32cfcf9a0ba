import type { EventGroup } from '../../ui/event-groups.js';

const CORRECTIONS =
  /^(ProgressReportReturned|CompletionReturned|MeasurementCorrected|MeasurementWithdrawn|TaskAmended)$/;

/** The first that fits says the kind, as the server groups them in a diff. */
const KINDS: readonly (readonly [RegExp, EventGroup])[] = [
  [CORRECTIONS, 'corrections'],
  [/^ProgressReported$/, 'updates'],
  [/^(TaskAssigned|Assignment|Extension|Completion)/, 'assignments'],
  [/^(Warning|Explanation|CauseConfirmed)/, 'warnings'],
  [/^(Measurement|TargetSet)/, 'figures'],
  [/^Period/, 'periods'],
  [/^(Account|Role|Password|RecordsViewed)/, 'accounts'],
];

/** The kind of an event, by its type; what is of no other kind belongs to the programme. */
export function groupOf(type: string): EventGroup {
  return KINDS.find(([pattern]) => pattern.test(type))?.[1] ?? 'programme';
}
