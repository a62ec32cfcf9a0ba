import type { Role } from '#access';

/** What an announcement needs beside its event: who is who now, and what things are called. */
export interface NoticeFacts {
  /** Null: there is no such assignment. */
  assignment(id: string): { readonly programme: string; readonly task: string; readonly unit: string } | null;
  /** Enabled accounts that speak for a unit. */
  officers(unit: string): readonly string[];
  /** Enabled accounts with a role that is tied to no unit. */
  holders(role: Role): readonly string[];
  /** Units that coordinate a task, groups as their members. */
  coordinatingUnits(programme: string, task: string): readonly string[];
  unitName(unit: string): string;
  programmeTitle(programme: string): string;
  taskTitle(programme: string, task: string): string;
  indicatorName(programme: string, code: string): string;
}
