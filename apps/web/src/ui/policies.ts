import type { Read } from '../api/reads.js';
import { policiesControllerList } from '../client/sdk.gen.js';
import type { AdoptedPolicyDto } from '../client/types.gen.js';

/** The reporting policies, in the order of their adoption. */
export const policies = (programme: string): Read<AdoptedPolicyDto[]> => ({
  key: ['policies', programme],
  madeOf: ['programme'],
  call: (options) => policiesControllerList({ ...options, path: { programme } }),
});
