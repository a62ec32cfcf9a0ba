import { Controller, Get, Inject, Param, Query } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { ApiProblems, CurrentPrincipal, type Principal, Requires } from '#access';
import { asOfInstant, CLOCK, type Clock } from '#kernel';
import {
  type TaskReconciliation,
  TaskReconciliationQuery,
} from '../queries/task-reconciliation/task-reconciliation.query.js';
import { ReconciliationQuestionDto, TaskReconciliationDto } from './reconciliation.dto.js';

@ApiTags('Đối chiếu')
@Controller('programmes/:programme/tasks/:task/reconciliation')
export class ReconciliationController {
  constructor(
    private readonly queries: QueryBus,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get()
  @Requires('assignment.read')
  @ApiOperation({
    summary: 'Đối chiếu tiến độ, kinh phí và sản phẩm của một nhiệm vụ theo từng kỳ, kèm các mâu thuẫn',
    description: 'Đầu mối đơn vị chỉ xem phần của đơn vị mình.',
  })
  @ApiOkResponse({ type: TaskReconciliationDto })
  @ApiProblems(400, 404, 422)
  reconcile(
    @CurrentPrincipal() principal: Principal,
    @Param('programme') programme: string,
    @Param('task') task: string,
    @Query() { asOf, unit }: ReconciliationQuestionDto,
  ): Promise<TaskReconciliation> {
    const instant = asOfInstant(asOf, this.clock.now());
    return this.queries.execute(new TaskReconciliationQuery(principal, programme, task, instant, unit));
  }
}
