import type { Status } from '../../ui/words.js';

const ENDED: ReadonlySet<Status> = new Set(['completed', 'cancelled', 'released', 'transferred']);

/** Statuses from which nothing leads on, but for a reopening of what was completed. */
export const isEnded = (status: Status): boolean => ENDED.has(status);

/** A status that is set by hand. */
export type SettableStatus = 'in-progress' | 'suspended' | 'awaiting-condition' | 'cancelled';

/** What may be set by hand from each status, as the server's rules have it. */
export const SETTABLE: Readonly<Partial<Record<Status, readonly SettableStatus[]>>> = {
  assigned: ['suspended', 'awaiting-condition', 'cancelled'],
  accepted: ['in-progress', 'suspended', 'awaiting-condition', 'cancelled'],
  'in-progress': ['suspended', 'awaiting-condition', 'cancelled'],
  'completion-proposed': ['cancelled'],
  suspended: ['in-progress', 'cancelled'],
  'awaiting-condition': ['in-progress', 'cancelled'],
  completed: ['in-progress'],
};
