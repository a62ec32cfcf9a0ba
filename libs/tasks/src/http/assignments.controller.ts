import { Body, Controller, Get, Param, Post, Query, Res } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import {
  ApiCommand,
  ApiProblems,
  answerCommand,
  type CommandAnswer,
  type CommandContext,
  Context,
  CurrentPrincipal,
  type Principal,
  Requires,
} from '#access';
import { AcceptAssignmentCommand } from '../commands/accept-assignment/accept-assignment.command.js';
import { ChangeStatusCommand } from '../commands/change-status/change-status.command.js';
import { ConfirmCompletionCommand } from '../commands/confirm-completion/confirm-completion.command.js';
import { DecideExtensionCommand } from '../commands/decide-extension/decide-extension.command.js';
import { ProposeCompletionCommand } from '../commands/propose-completion/propose-completion.command.js';
import { ReleaseAssignmentCommand } from '../commands/release-assignment/release-assignment.command.js';
import { ReportProgressCommand } from '../commands/report-progress/report-progress.command.js';
import { ReportProgressDto } from '../commands/report-progress/report-progress.dto.js';
import { RequestExtensionCommand } from '../commands/request-extension/request-extension.command.js';
import { ReturnCompletionCommand } from '../commands/return-completion/return-completion.command.js';
import { ReturnReportCommand } from '../commands/return-report/return-report.command.js';
import { TransferAssignmentCommand } from '../commands/transfer-assignment/transfer-assignment.command.js';
import { GetAssignmentQuery } from '../queries/get-assignment/get-assignment.query.js';
import { ListAssignmentsQuery } from '../queries/list-assignments/list-assignments.query.js';
import {
  AssignmentReasonDto,
  ChangeStatusDto,
  ConfirmCompletionDto,
  DecideExtensionDto,
  ProposeCompletionDto,
  RequestExtensionDto,
  TransferDto,
} from './assignment-commands.dto.js';
import { AssignmentDto, AssignmentPageDto, ListAssignmentsDto } from './assignments.dto.js';
import { documentOf, documentsOf } from './document.dto.js';

@ApiTags('Giao nhiệm vụ')
@Controller('assignments')
export class AssignmentsController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
  ) {}

  @Get()
  @Requires('assignment.read')
  @ApiOperation({ summary: 'Các phần giao nhiệm vụ; đơn vị chủ trì chỉ thấy của mình' })
  @ApiOkResponse({ type: AssignmentPageDto })
  @ApiProblems(400)
  list(
    @CurrentPrincipal() principal: Principal,
    @Query() filter: ListAssignmentsDto,
  ): Promise<AssignmentPageDto> {
    return this.queries.execute(new ListAssignmentsQuery(principal, filter));
  }

  @Get(':assignment')
  @Requires('assignment.read')
  @ApiOperation({ summary: 'Một phần giao nhiệm vụ, cùng các báo cáo tiến độ' })
  @ApiOkResponse({ type: AssignmentDto, headers: { ETag: { description: 'Phiên bản' } } })
  @ApiProblems(404)
  async get(
    @CurrentPrincipal() principal: Principal,
    @Param('assignment') assignment: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<AssignmentDto> {
    const view = await this.queries.execute(new GetAssignmentQuery(principal, assignment));
    reply.header('ETag', `"${view.revision}"`);
    return view;
  }

  @Post(':assignment/acceptance')
  @Requires('assignment.accept')
  @ApiOperation({ summary: 'Tiếp nhận' })
  @ApiCommand()
  async accept(
    @Param('assignment') assignment: string,
    @Context() context: CommandContext,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<CommandAnswer> {
    return answerCommand(
      reply,
      await this.commands.execute(new AcceptAssignmentCommand(context, assignment)),
    );
  }

  @Post(':assignment/progress-reports')
  @Requires('report.submit')
  @ApiOperation({
    summary: 'Cập nhật tiến độ của một tháng',
    description: 'Nhận cả khi muộn hoặc thiếu; mọi lần cập nhật đều được giữ.',
  })
  @ApiCommand()
  async report(
    @Param('assignment') assignment: string,
    @Body() body: ReportProgressDto,
    @Context() context: CommandContext,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<CommandAnswer & { readonly events: readonly string[] }> {
    const command = new ReportProgressCommand(context, assignment, {
      period: body.period,
      kind: body.kind,
      percent: body.percent ?? null,
      percentDownReason: body.percentDownReason ?? null,
      summary: body.summary ?? '',
      difficulties: body.difficulties ?? '',
      proposals: body.proposals ?? '',
      documents: documentsOf(body.documents),
      disbursedVnd: body.disbursedVnd ?? null,
      deliverables: body.deliverables ?? [],
    });
    const result = await this.commands.execute(command);
    return answerCommand(reply, result, { events: result.eventIds });
  }

  @Post(':assignment/progress-reports/:report/return')
  @Requires('report.return')
  @ApiOperation({ summary: 'Trả lại một báo cáo vì thiếu dữ liệu' })
  @ApiCommand()
  async returnReport(
    @Param('assignment') assignment: string,
    @Param('report') report: string,
    @Body() { reason }: AssignmentReasonDto,
    @Context() context: CommandContext,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<CommandAnswer> {
    const command = new ReturnReportCommand(context, assignment, report, reason);
    return answerCommand(reply, await this.commands.execute(command));
  }

  @Post(':assignment/status')
  @Requires('assignment.change-status')
  @ApiOperation({ summary: 'Tạm dừng, tiếp tục, dừng, hoặc mở lại' })
  @ApiCommand()
  async changeStatus(
    @Param('assignment') assignment: string,
    @Body() { to, reason, document }: ChangeStatusDto,
    @Context() context: CommandContext,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<CommandAnswer> {
    const command = new ChangeStatusCommand(context, assignment, to, reason, documentOf(document));
    return answerCommand(reply, await this.commands.execute(command));
  }

  @Post(':assignment/extension-requests')
  @Requires('extension.request')
  @ApiOperation({ summary: 'Đề nghị gia hạn' })
  @ApiCommand()
  async requestExtension(
    @Param('assignment') assignment: string,
    @Body() { to, reason }: RequestExtensionDto,
    @Context() context: CommandContext,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<CommandAnswer> {
    const command = new RequestExtensionCommand(context, assignment, to, reason);
    return answerCommand(reply, await this.commands.execute(command));
  }

  @Post(':assignment/extension-decisions')
  @Requires('extension.decide')
  @ApiOperation({ summary: 'Quyết định về đề nghị gia hạn đang chờ' })
  @ApiCommand()
  async decideExtension(
    @Param('assignment') assignment: string,
    @Body() { decision, to, reason, document }: DecideExtensionDto,
    @Context() context: CommandContext,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<CommandAnswer> {
    const command = new DecideExtensionCommand(
      context,
      assignment,
      decision,
      to ?? null,
      reason,
      documentOf(document),
    );
    return answerCommand(reply, await this.commands.execute(command));
  }

  @Post(':assignment/completion-proposals')
  @Requires('completion.propose')
  @ApiOperation({ summary: 'Đề nghị công nhận hoàn thành' })
  @ApiCommand()
  async proposeCompletion(
    @Param('assignment') assignment: string,
    @Body() { summary, deliverables, documents }: ProposeCompletionDto,
    @Context() context: CommandContext,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<CommandAnswer> {
    const command = new ProposeCompletionCommand(context, assignment, {
      summary,
      deliverables: deliverables ?? [],
      documents: documentsOf(documents),
    });
    return answerCommand(reply, await this.commands.execute(command));
  }

  @Post(':assignment/completion-confirmation')
  @Requires('completion.decide')
  @ApiOperation({ summary: 'Xác nhận hoàn thành' })
  @ApiCommand()
  async confirmCompletion(
    @Param('assignment') assignment: string,
    @Body() { note }: ConfirmCompletionDto,
    @Context() context: CommandContext,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<CommandAnswer> {
    const command = new ConfirmCompletionCommand(context, assignment, note ?? '');
    return answerCommand(reply, await this.commands.execute(command));
  }

  @Post(':assignment/completion-return')
  @Requires('completion.decide')
  @ApiOperation({ summary: 'Trả lại đề nghị hoàn thành' })
  @ApiCommand()
  async returnCompletion(
    @Param('assignment') assignment: string,
    @Body() { reason }: AssignmentReasonDto,
    @Context() context: CommandContext,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<CommandAnswer> {
    const command = new ReturnCompletionCommand(context, assignment, reason);
    return answerCommand(reply, await this.commands.execute(command));
  }

  @Post(':assignment/release')
  @Requires('assignment.release')
  @ApiOperation({ summary: 'Miễn cho thành viên của nhóm mà nhiệm vụ không liên quan' })
  @ApiCommand()
  async release(
    @Param('assignment') assignment: string,
    @Body() { reason }: AssignmentReasonDto,
    @Context() context: CommandContext,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<CommandAnswer> {
    const command = new ReleaseAssignmentCommand(context, assignment, reason);
    return answerCommand(reply, await this.commands.execute(command));
  }

  @Post(':assignment/transfer')
  @Requires('assignment.transfer')
  @ApiOperation({ summary: 'Chuyển nhiệm vụ cho đơn vị khác' })
  @ApiCommand()
  async transfer(
    @Param('assignment') assignment: string,
    @Body() { to, reason, document }: TransferDto,
    @Context() context: CommandContext,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<CommandAnswer> {
    const command = new TransferAssignmentCommand(context, assignment, to, reason, documentOf(document));
    return answerCommand(reply, await this.commands.execute(command));
  }
}
