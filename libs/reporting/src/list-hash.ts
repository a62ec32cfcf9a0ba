import { createHash } from 'node:crypto';
import type { ListedSlot } from './domain/period.events.js';
import { canonicalLine } from './domain/period-list.js';

/** SHA-256 (hex) over a list's canonical lines, see {@link canonicalLine}. */
export function listHash(list: readonly ListedSlot[]): string {
  const hash = createHash('sha256');
  for (const slot of list) hash.update(canonicalLine(slot));
  return hash.digest('hex');
}
