import { accountsReadModel } from '#access';
import { catalogueReadModels } from '#catalogue';
import { indicatorsReadModel } from '#indicators';
import type { ReadModel } from '#projections';
import { periodsReadModel, policiesReadModel } from '#reporting';
import { responsibilityReadModels } from '#responsibility';
import { extensionsReadModel } from '#scorecards';
import { assignmentsReadModel } from '#tasks';
import { warningsReadModel } from '#warnings';

/** Every read model of the system: what the runner feeds and what a rebuild builds. */
export const readModels: readonly ReadModel[] = [
  accountsReadModel,
  ...catalogueReadModels,
  assignmentsReadModel,
  policiesReadModel,
  periodsReadModel,
  indicatorsReadModel,
  warningsReadModel,
  extensionsReadModel,
  ...responsibilityReadModels,
];
