import { Body, Controller, Get, Inject, Param, Post, Query, Res } from '@nestjs/common';
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
import { asOfInstant, CLOCK, type Clock } from '#kernel';
import { documentsOf } from '#tasks';
import { JudgeExplanationCommand } from '../commands/judge-explanation/judge-explanation.command.js';
import { RequestExplanationCommand } from '../commands/request-explanation/request-explanation.command.js';
import { SubmitExplanationCommand } from '../commands/submit-explanation/submit-explanation.command.js';
import { GetWarningQuery } from '../queries/get-warning/get-warning.query.js';
import { ListWarningsQuery } from '../queries/list-warnings/list-warnings.query.js';
import { JudgeExplanationDto, RequestExplanationDto, SubmitExplanationDto } from './explanation.dto.js';
import { ListWarningsDto, WarningDto, WarningPageDto } from './warnings.dto.js';

@ApiTags('Cảnh báo')
@Controller('warnings')
export class WarningsController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get()
  @Requires('warning.read')
  @ApiOperation({ summary: 'Các cảnh báo cùng diễn biến và các sự kiện đứng sau; mới nhất trước' })
  @ApiOkResponse({ type: WarningPageDto })
  @ApiProblems(400, 422)
  list(@CurrentPrincipal() principal: Principal, @Query() filter: ListWarningsDto): Promise<WarningPageDto> {
    asOfInstant(filter.asOf, this.clock.now());
    return this.queries.execute(new ListWarningsQuery(principal, filter));
  }

  @Get(':warning')
  @Requires('warning.read')
  @ApiOperation({ summary: 'Một cảnh báo: mỗi lần phát sinh một mục, mới nhất trước' })
  @ApiOkResponse({ type: [WarningDto], headers: { ETag: { description: 'Phiên bản' } } })
  @ApiProblems(404)
  async get(
    @CurrentPrincipal() principal: Principal,
    @Param('warning') warning: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<readonly WarningDto[]> {
    const items = await this.queries.execute(new GetWarningQuery(principal, warning));
    const [newest] = items;
    reply.header('ETag', `"${newest.revision}"`);
    return items;
  }

  @Post(':warning/explanation-requests')
  @Requires('explanation.request')
  @ApiOperation({ summary: 'Yêu cầu đơn vị giải trình' })
  @ApiCommand()
  async request(
    @Param('warning') warning: string,
    @Body() { question, dueOn, unit }: RequestExplanationDto,
    @Context() context: CommandContext,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<CommandAnswer> {
    const command = new RequestExplanationCommand(context, warning, question, dueOn ?? null, unit ?? null);
    return answerCommand(reply, await this.commands.execute(command));
  }

  @Post(':warning/explanations')
  @Requires('explanation.submit')
  @ApiOperation({ summary: 'Nộp giải trình, kể cả khi chưa được yêu cầu hoặc cảnh báo đã hết' })
  @ApiCommand()
  async submit(
    @Param('warning') warning: string,
    @Body() { text, cause, documents }: SubmitExplanationDto,
    @Context() context: CommandContext,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<CommandAnswer> {
    const explanation = { text, cause, documents: documentsOf(documents) };
    const command = new SubmitExplanationCommand(context, warning, explanation);
    return answerCommand(reply, await this.commands.execute(command));
  }

  @Post(':warning/explanation-decisions')
  @Requires('explanation.judge')
  @ApiOperation({ summary: 'Chấp nhận hoặc trả lại giải trình đang chờ; xác nhận nguyên nhân khách quan' })
  @ApiCommand()
  async judge(
    @Param('warning') warning: string,
    @Body() { decision, objective, reason, dueOn }: JudgeExplanationDto,
    @Context() context: CommandContext,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<CommandAnswer> {
    const command = new JudgeExplanationCommand(
      context,
      warning,
      decision === 'accepted'
        ? { decision, objective: objective ?? null, reason }
        : { decision, reason, dueOn: dueOn ?? null },
    );
    return answerCommand(reply, await this.commands.execute(command));
  }
}
