import type { ReadModels } from '#projections';
import { unitOfAssignment } from '#tasks';
import { assignmentOfWarning } from '../domain/warning-id.js';

/** The unit whose matter a warning is, as the rows tell; undefined: none, or there is no such warning. */
export function unitOfWarning({ db }: ReadModels, id: string): string | undefined {
  const assignment = assignmentOfWarning(id);
  if (assignment !== null) return unitOfAssignment(assignment);
  const unit = db.$client
    .prepare<[string], string | null>(
      `SELECT coalesce(unit, asked_unit) FROM warnings_warnings WHERE id = ?
       ORDER BY raised_revision DESC LIMIT 1`,
    )
    .pluck()
    .get(id);
  return unit ?? undefined;
}
