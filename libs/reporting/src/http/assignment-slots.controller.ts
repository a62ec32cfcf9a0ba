import { Controller, Get, Inject, Param, Query } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { ApiProblems, actorFor, CurrentPrincipal, type Principal, Requires } from '#access';
import { asOfInstant, CLOCK, type Clock } from '#kernel';
import { GetAssignmentQuery, programmeOfAssignment, unitOfAssignment } from '#tasks';
import { ListSlotsQuery, type SlotView } from '../queries/list-slots/list-slots.query.js';
import { AsOfDto, SlotDto } from './compliance.dto.js';

@ApiTags('Chấp hành báo cáo')
@Controller('assignments/:assignment/slots')
export class AssignmentSlotsController {
  constructor(
    private readonly queries: QueryBus,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get()
  @Requires('compliance.read')
  @ApiOperation({ summary: 'Các kỳ báo cáo của một phần giao nhiệm vụ, từ kỳ đầu' })
  @ApiOkResponse({ type: [SlotDto] })
  @ApiProblems(400, 404, 422)
  async slots(
    @CurrentPrincipal() principal: Principal,
    @Param('assignment') assignment: string,
    @Query() { asOf }: AsOfDto,
  ): Promise<readonly SlotView[]> {
    actorFor(principal, 'compliance.read', unitOfAssignment(assignment));
    const programme = programmeOfAssignment(assignment);
    const instant = asOfInstant(asOf, this.clock.now());
    // Tells that there is no such assignment.
    await this.queries.execute(new GetAssignmentQuery(principal, assignment));
    const page = await this.queries.execute(
      new ListSlotsQuery(principal, { programme, assignment, asOf: instant }),
    );
    return page.items;
  }
}
