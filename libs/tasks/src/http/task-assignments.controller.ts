import { Controller, HttpStatus, Param, Post, Res } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { ApiProblems, type CommandContext, Context, Requires } from '#access';
import { AssignTaskCommand, type AssignTaskResult } from '../commands/assign-task/assign-task.command.js';
import { AssignTaskResultDto } from './assignments.dto.js';

@ApiTags('Giao nhiệm vụ')
@Controller('programmes/:programme/tasks/:task/assignments')
export class TaskAssignmentsController {
  constructor(private readonly commands: CommandBus) {}

  @Post()
  @Requires('assignment.assign')
  @ApiOperation({
    summary: 'Giao một nhiệm vụ cho các đơn vị chủ trì',
    description: 'Nhóm đơn vị được mở ra thành từng thành viên. Gửi lại thì chỉ giao phần còn thiếu.',
  })
  @ApiCreatedResponse({ type: AssignTaskResultDto, description: 'Đã ghi' })
  @ApiOkResponse({ type: AssignTaskResultDto, description: 'Không có gì phải ghi' })
  @ApiProblems(400, 404, 409, 422, 503)
  async assign(
    @Param('programme') programme: string,
    @Param('task') task: string,
    @Context() context: CommandContext,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<AssignTaskResult> {
    const result = await this.commands.execute(new AssignTaskCommand(context, programme, task));
    reply.status(result.assigned.length > 0 ? HttpStatus.CREATED : HttpStatus.OK);
    return result;
  }
}
