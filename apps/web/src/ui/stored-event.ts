import type { Read } from '../api/reads.js';
import { lookUpControllerEvent } from '../client/sdk.gen.js';
import type { StoredEventDto } from '../client/types.gen.js';

/** One event as it was stored. It never changes: no stream's news asks for it again. */
export const storedEvent = (event: string): Read<StoredEventDto> => ({
  key: ['event', event],
  madeOf: [],
  call: (options) => lookUpControllerEvent({ ...options, path: { event } }),
});
