import type { Read } from '../api/reads.js';
import { unitsControllerList } from '../client/sdk.gen.js';
import type { UnitDto } from '../client/types.gen.js';

/** All units, by name. */
export const units: Read<UnitDto[]> = {
  key: ['units'],
  madeOf: ['unit'],
  call: (options) => unitsControllerList(options),
};
