import type { StreamCategory } from '../../../api/reads.js';
import type { AssignmentDto } from '../../../client/types.gen.js';

/** What every dialog of this page is given. */
export interface DialogProps {
  readonly assignment: AssignmentDto;
  readonly onClose: () => void;
}

/** What the commands of an assignment write; its warnings follow. */
export const WRITES: readonly StreamCategory[] = ['assignment', 'warning'];

/** How long a reason or a note on an assignment may be, in characters. */
export const MAX_REASON = 2000;
