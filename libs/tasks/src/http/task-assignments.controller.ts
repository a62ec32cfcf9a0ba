import { Controller, HttpCode, Param, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { ApiProblems, type CommandContext, Context, Requires } from '#access';
import { AssignTaskCommand, type AssignTaskResult } from '../commands/assign-task/assign-task.command.js';
import { AssignTaskResultDto } from './assignments.dto.js';

@ApiTags('Giao nhiệm vụ')
@Controller('programmes/:programme/tasks/:task/assignments')
export class TaskAssignmentsController {
  constructor(private readonly commands: CommandBus) {}

  @Post()
  @HttpCode(200)
  @Requires('assignment.assign')
  @ApiOperation({
    summary: 'Giao một nhiệm vụ cho các đơn vị chủ trì',
    description: 'Nhóm đơn vị được mở ra thành từng thành viên. Gửi lại thì chỉ giao phần còn thiếu.',
  })
  @ApiOkResponse({ type: AssignTaskResultDto })
  @ApiProblems(400, 404, 422, 503)
  assign(
    @Param('programme') programme: string,
    @Param('task') task: string,
    @Context() context: CommandContext,
  ): Promise<AssignTaskResult> {
    return this.commands.execute(new AssignTaskCommand(context, programme, task));
  }
}
