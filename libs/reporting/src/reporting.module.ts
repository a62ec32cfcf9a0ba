import { Module } from '@nestjs/common';
import { CatalogueModule } from '#catalogue';
import { AdoptPolicyHandler } from './commands/adopt-policy/adopt-policy.command.js';
import { AssignmentSlotsController } from './http/assignment-slots.controller.js';
import { ComplianceController } from './http/compliance.controller.js';
import { PoliciesController } from './http/policies.controller.js';
import { ComplianceByUnitHandler, ComplianceHandler } from './queries/compliance/compliance.query.js';
import { ListPoliciesHandler } from './queries/list-policies/list-policies.query.js';
import { ListSlotsHandler } from './queries/list-slots/list-slots.query.js';
import { SlotService } from './slot.service.js';

/** Needs, provided globally: EVENT_LOG, CLOCK, ReadModels, CqrsModule, the door of #access. */
@Module({
  imports: [CatalogueModule],
  controllers: [ComplianceController, AssignmentSlotsController, PoliciesController],
  providers: [
    AdoptPolicyHandler,
    ComplianceHandler,
    ComplianceByUnitHandler,
    ListPoliciesHandler,
    ListSlotsHandler,
    SlotService,
  ],
  exports: [SlotService],
})
export class ReportingModule {}
