import { Module } from '@nestjs/common';
import { AccessModule } from '#access';
import { CatalogueModule } from '#catalogue';
import { AdoptPolicyHandler } from './commands/adopt-policy/adopt-policy.command.js';
import { ClosePeriodHandler } from './commands/close-period/close-period.command.js';
import { ConfirmReopeningHandler } from './commands/confirm-reopening/confirm-reopening.command.js';
import { RemindPeriodHandler } from './commands/remind-period/remind-period.command.js';
import { RequestReopeningHandler } from './commands/request-reopening/request-reopening.command.js';
import { AssignmentSlotsController } from './http/assignment-slots.controller.js';
import { ComplianceController } from './http/compliance.controller.js';
import { PeriodsController } from './http/periods.controller.js';
import { PoliciesController } from './http/policies.controller.js';
import { InspectionPolicy } from './inspection-policy.js';
import { PeriodRepository } from './period.repository.js';
import { PeriodReminders } from './period-reminders.js';
import { ComplianceByUnitHandler, ComplianceHandler } from './queries/compliance/compliance.query.js';
import { ComplianceByHandler } from './queries/compliance-by/compliance-by.query.js';
import { DueSoonHandler } from './queries/due-soon/due-soon.query.js';
import { GetPeriodHandler, ListPeriodsHandler } from './queries/list-periods/list-periods.query.js';
import { ListPoliciesHandler } from './queries/list-policies/list-policies.query.js';
import { ListSlotsHandler } from './queries/list-slots/list-slots.query.js';
import { PeriodDriftHandler } from './queries/period-drift/period-drift.query.js';
import { PeriodSlotsHandler } from './queries/period-slots/period-slots.query.js';
import { ReminderPreviewHandler } from './queries/reminder-preview/reminder-preview.query.js';
import { UnitComplianceMapHandler } from './queries/unit-compliance-map/unit-compliance-map.query.js';
import { WorkListHandler } from './queries/work-list/work-list.query.js';
import { SlotService } from './slot.service.js';

/** Needs, provided globally: EVENT_LOG, CLOCK, ReadModels, CqrsModule and what AccessModule needs. */
@Module({
  imports: [AccessModule, CatalogueModule],
  controllers: [ComplianceController, AssignmentSlotsController, PeriodsController, PoliciesController],
  providers: [
    AdoptPolicyHandler,
    ComplianceHandler,
    ComplianceByUnitHandler,
    DueSoonHandler,
    WorkListHandler,
    UnitComplianceMapHandler,
    ListPoliciesHandler,
    ListSlotsHandler,
    RemindPeriodHandler,
    ClosePeriodHandler,
    RequestReopeningHandler,
    ConfirmReopeningHandler,
    ComplianceByHandler,
    ListPeriodsHandler,
    GetPeriodHandler,
    PeriodSlotsHandler,
    PeriodDriftHandler,
    ReminderPreviewHandler,
    PeriodRepository,
    PeriodReminders,
    SlotService,
    InspectionPolicy,
  ],
  exports: [SlotService, InspectionPolicy, PeriodReminders],
})
export class ReportingModule {}
