/**
 * What warnings are open on assignments: told by whoever keeps warnings, bound by the app. Without it a list has none.
 */
export interface AssignmentWarnings {
  /**
   * A SELECT of the read models, one row for each assignment with an open warning: `assignment`, `level` (the highest of
   * them, 1 to 4), `open` (how many there are). It may name `@today`, the day that the list speaks of.
   */
  readonly sql: string;
}

/** Injection token of the {@link AssignmentWarnings}. */
export const ASSIGNMENT_WARNINGS = Symbol('AssignmentWarnings');

/** Where nobody tells of warnings. */
export const NO_WARNINGS: AssignmentWarnings = {
  sql: 'SELECT NULL AS assignment, NULL AS level, NULL AS open WHERE 0',
};
