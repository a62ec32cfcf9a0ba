import type { ReadModel } from '#projections';
import { historyReadModel } from './history/history.projection.js';
import { rightsReadModel } from './rights/rights.projection.js';

/** What the composition root hands to the runner. */
export const responsibilityReadModels: readonly ReadModel[] = [historyReadModel, rightsReadModel];
