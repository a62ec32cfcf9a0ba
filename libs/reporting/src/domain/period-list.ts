import type { Slot } from './compliance.js';
import type { ListedSlot } from './period.events.js';

/** Slots of one part: a part of this length stays well below the bytes that one append may hold. */
export const SLOTS_OF_A_PART = 4_000;

/** `<task>.<unit>`: an assignment's id without its programme, which carries no dot. */
export function slotName(assignment: string): string {
  return assignment.slice(assignment.indexOf('.') + 1);
}

/** The task and the unit of a slot's name; units carry no dot, task codes may. */
export function partsOfSlotName(name: string): { readonly task: string; readonly unit: string } {
  const dot = name.lastIndexOf('.');
  return { task: name.slice(0, dot), unit: name.slice(dot + 1) };
}

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

/** The list that a close freezes, sorted by the slots' names (all of them ASCII: the order of their bytes). */
export function listOf(slots: readonly Slot[]): ListedSlot[] {
  return slots
    .map(({ assignment, outcome, report }): ListedSlot => [slotName(assignment), outcome, report])
    .sort(([a], [b]) => compare(a, b));
}

/** The list in parts of {@link SLOTS_OF_A_PART}; an empty list has one empty part. */
export function partsOf(list: readonly ListedSlot[], size = SLOTS_OF_A_PART): (readonly ListedSlot[])[] {
  const parts: (readonly ListedSlot[])[] = [];
  for (let start = 0; start < list.length; start += size) parts.push(list.slice(start, start + size));
  return parts.length > 0 ? parts : [[]];
}

/**
 * The canonical line of a slot: `<task>.<unit>`, a tab, the outcome, a tab, the event id of the report that decided
 * it or `-`, and a line feed. The lines of all slots, exempt ones included, sorted by the order of their bytes
 * (`LC_ALL=C sort`), in UTF-8 and with nothing before, between or after them, are what the SHA-256 of a close is over.
 */
export function canonicalLine([name, outcome, report]: ListedSlot): string {
  return `${name}\t${outcome}\t${report ?? '-'}\n`;
}

/** Whether the parts written so far are the beginning of a list. */
export function beginsWith(
  parts: readonly (readonly ListedSlot[])[],
  written: readonly (readonly ListedSlot[])[],
): boolean {
  return (
    written.length <= parts.length &&
    written.every(
      (part, index) =>
        part.length === parts[index]?.length &&
        part.every((slot, row) => slot.every((cell, column) => cell === parts[index]?.[row]?.[column])),
    )
  );
}
