import { indicatorStream } from '#catalogue';
import type { WarningRule } from './warning.events.js';

const INDICATOR_RULE: WarningRule = 'indicator-off-track';
const INDICATOR_CATEGORY = 'indicator-';

/** `<rule>.<assignment>.<period>`; rules and periods carry no dot. */
export function warningOfAssignment(rule: WarningRule, assignment: string, period: string): string {
  return `${rule}.${assignment}.${period}`;
}

/** `<rule>.<programme>.<code>.<year>`, the code as it stands in the name of the indicator's own stream. */
export function warningOfIndicator(rule: WarningRule, programme: string, code: string, year: string): string {
  return `${rule}.${indicatorStream(programme, code).slice(INDICATOR_CATEGORY.length)}.${year}`;
}

/** The assignment that a warning's id names; null: it is of an indicator. */
export function assignmentOfWarning(id: string): string | null {
  if (id.startsWith(`${INDICATOR_RULE}.`)) return null;
  return id.slice(id.indexOf('.') + 1, id.lastIndexOf('.'));
}
