import { Inject, Injectable } from '@nestjs/common';
import type { ViewPolicy } from '#access';
import { CLOCK, type Clock, localDate } from '#kernel';
import { ReadModels } from '#projections';
import { policyOn } from './domain/policy.js';
import { policies } from './read-models/policies/policies.table.js';
import { SlotService } from './slot.service.js';

/** What the policies in force say of the inspection commission. */
@Injectable()
export class InspectionPolicy implements ViewPolicy {
  constructor(
    private readonly readModels: ReadModels,
    private readonly slots: SlotService,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** Whether the policy in force today of any programme has views recorded: many a view is of no one programme. */
  recordsViews(): boolean {
    const today = localDate(this.clock.now());
    return this.readModels.db
      .selectDistinct({ programme: policies.programme })
      .from(policies)
      .all()
      .some(({ programme }) => {
        const begun = this.slots.policies(programme).filter(({ from }) => from <= today);
        return policyOn(begun, today)?.policy.inspection?.recordViews === true;
      });
  }
}
