import type { ReadModel } from '#projections';
import { indicatorsReadModel } from './indicators/indicators.projection.js';
import { programmesReadModel } from './programmes/programmes.projection.js';
import { tasksReadModel } from './tasks/tasks.projection.js';
import { unitsReadModel } from './units/units.projection.js';

/** What the composition root hands to the runner. */
export const catalogueReadModels: ReadModel[] = [
  unitsReadModel,
  programmesReadModel,
  tasksReadModel,
  indicatorsReadModel,
];
