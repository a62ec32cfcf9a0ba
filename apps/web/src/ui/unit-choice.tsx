import { useRead } from '../api/reads.js';
import { catalogueControllerUnits } from '../client/sdk.gen.js';

export const _ = [useRead, catalogueControllerUnits];
