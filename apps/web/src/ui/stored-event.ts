import type { Read } from '../api/reads.js';

/** One event as it was stored. It never changes: no stream's news asks for it again. */
export const storedEvent = (eventId: string): Read<unknown> => ({
  key: ['event', eventId],
  madeOf: [],
  call: async ({ fetch, signal }) => {
    const response = await fetch(`/events/${encodeURIComponent(eventId)}`, { signal });
    return { data: (await response.json()) as unknown };
  },
});
