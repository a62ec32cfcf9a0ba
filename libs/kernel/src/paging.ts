import { Refusal } from './refusal.js';

/** One page of a list that is read by cursor. */
export interface Page<Item> {
  readonly items: readonly Item[];
  /** Send it back for the next page; null at the end. */
  readonly next: string | null;
}

/** The answer to a cursor that no page has given out. */
export function invalidCursor(): Refusal {
  return new Refusal(
    'invalid',
    'invalid-cursor',
    'Con trỏ trang không hợp lệ; hãy bắt đầu lại từ trang đầu.',
  );
}
