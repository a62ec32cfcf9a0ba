import type { Slot } from './domain/compliance.js';

/** Answers that are kept at most, and slots in all of them together; a longer answer is kept alone. */
const MOST_ANSWERS = 16;
const MOST_SLOTS = 400_000;

/** Remembers lists of slots by what they answer, bounded by their number and by the slots in them. */
export class SlotMemory {
  readonly #answers = new Map<string, readonly Slot[]>();
  #slots = 0;

  /** The answer that is known, or the one that `find` gives. */
  of(key: string, find: () => readonly Slot[]): readonly Slot[] {
    const known = this.#answers.get(key);
    if (known) return known;
    const slots = find();
    if (this.#answers.size >= MOST_ANSWERS || this.#slots + slots.length > MOST_SLOTS) {
      this.#answers.clear();
      this.#slots = 0;
    }
    this.#answers.set(key, slots);
    this.#slots += slots.length;
    return slots;
  }
}
