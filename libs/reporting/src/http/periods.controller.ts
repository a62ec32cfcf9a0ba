import { Body, Controller, Get, Inject, Param, Post, Query, Res } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
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
import { ClosePeriodCommand } from '../commands/close-period/close-period.command.js';
import { ConfirmReopeningCommand } from '../commands/confirm-reopening/confirm-reopening.command.js';
import { RemindPeriodCommand } from '../commands/remind-period/remind-period.command.js';
import { RequestReopeningCommand } from '../commands/request-reopening/request-reopening.command.js';
import { GetPeriodQuery, ListPeriodsQuery } from '../queries/list-periods/list-periods.query.js';
import { PeriodDriftQuery } from '../queries/period-drift/period-drift.query.js';
import { PeriodSlotsQuery } from '../queries/period-slots/period-slots.query.js';
import { ReminderPreviewQuery } from '../queries/reminder-preview/reminder-preview.query.js';
import { WorkListQuery } from '../queries/work-list/work-list.query.js';
import {
  CloseAnswer,
  PagedFacetFilterDto,
  PeriodDriftDto,
  PeriodDto,
  PeriodSlotsDto,
  PeriodSlotsPageDto,
  RemindAnswer,
  ReminderPreviewDto,
  ReopeningDto,
} from './periods.dto.js';
import { WorkListDto, WorkListFilterDto } from './work-list.dto.js';

@ApiTags('Chốt kỳ báo cáo')
@Controller('programmes/:programme/periods')
export class PeriodsController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get()
  @Requires('compliance.read')
  @ApiOperation({ summary: 'Các kỳ báo cáo của chương trình: tình trạng, đôn đốc, các lần chốt' })
  @ApiOkResponse({ type: [PeriodDto] })
  @ApiProblems(404)
  list(
    @CurrentPrincipal() principal: Principal,
    @Param('programme') programme: string,
  ): Promise<readonly PeriodDto[]> {
    return this.queries.execute(new ListPeriodsQuery(principal, programme));
  }

  @Get(':period')
  @Requires('compliance.read')
  @ApiOperation({ summary: 'Một kỳ báo cáo' })
  @ApiOkResponse({ type: PeriodDto })
  @ApiProblems(400, 404, 422)
  one(
    @CurrentPrincipal() principal: Principal,
    @Param('programme') programme: string,
    @Param('period') period: string,
  ): Promise<PeriodDto> {
    return this.queries.execute(new GetPeriodQuery(principal, programme, period));
  }

  @Get(':period/slots')
  @Requires('compliance.read')
  @ApiOperation({ summary: 'Danh sách đã chốt của kỳ' })
  @ApiOkResponse({ type: PeriodSlotsPageDto })
  @ApiProblems(400, 404, 422)
  slots(
    @CurrentPrincipal() principal: Principal,
    @Param('programme') programme: string,
    @Param('period') period: string,
    @Query() { asOf, ...filter }: PeriodSlotsDto,
  ): Promise<PeriodSlotsPageDto> {
    const instant = asOf === undefined ? undefined : asOfInstant(asOf, this.clock.now());
    return this.queries.execute(new PeriodSlotsQuery(principal, programme, period, filter, instant));
  }

  @Get(':period/work')
  @Requires('compliance.read')
  @ApiOperation({ summary: 'Việc phải báo cáo trong kỳ, theo hạn: cần nêu những gì, đã gửi gì' })
  @ApiOkResponse({ type: WorkListDto })
  @ApiProblems(400, 404, 422)
  work(
    @CurrentPrincipal() principal: Principal,
    @Param('programme') programme: string,
    @Param('period') period: string,
    @Query() filter: WorkListFilterDto,
  ): Promise<WorkListDto> {
    return this.queries.execute(new WorkListQuery(principal, programme, period, filter, this.clock.now()));
  }

  @Get(':period/drift')
  @Requires('compliance.read')
  @ApiOperation({ summary: 'Số liệu trôi: những gì nay khác với khi chốt, từ khi nào, do ai, vì sao' })
  @ApiOkResponse({ type: PeriodDriftDto })
  @ApiProblems(400, 404, 422)
  drift(
    @CurrentPrincipal() principal: Principal,
    @Param('programme') programme: string,
    @Param('period') period: string,
    @Query() filter: PagedFacetFilterDto,
  ): Promise<PeriodDriftDto> {
    return this.queries.execute(new PeriodDriftQuery(principal, programme, period, filter));
  }

  @Get(':period/reminders/preview')
  @Requires('period.remind')
  @ApiOperation({ summary: 'Xem trước đôn đốc: gửi cho ai, nội dung gì' })
  @ApiOkResponse({ type: ReminderPreviewDto })
  @ApiProblems(400, 404, 422)
  preview(
    @CurrentPrincipal() principal: Principal,
    @Param('programme') programme: string,
    @Param('period') period: string,
  ): Promise<ReminderPreviewDto> {
    return this.queries.execute(new ReminderPreviewQuery(principal, programme, period));
  }

  @Post(':period/reminders')
  @Requires('period.remind')
  @ApiOperation({ summary: 'Đôn đốc các đơn vị chưa báo cáo' })
  @ApiCreatedResponse({ type: RemindAnswer, description: 'Đã ghi' })
  @ApiOkResponse({ type: RemindAnswer, description: 'Không có gì phải ghi' })
  @ApiCommand()
  async remind(
    @Param('programme') programme: string,
    @Param('period') period: string,
    @Context() context: CommandContext,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<RemindAnswer> {
    const result = await this.commands.execute(new RemindPeriodCommand(context, programme, period));
    return answerCommand(reply, result, { units: result.units });
  }

  @Post(':period/close')
  @Requires('period.close')
  @ApiOperation({ summary: 'Chốt kỳ; nơi quy chế đòi người thứ hai: đề nghị, hoặc xác nhận đề nghị' })
  @ApiCreatedResponse({ type: CloseAnswer, description: 'Đã ghi' })
  @ApiOkResponse({ type: CloseAnswer, description: 'Không có gì phải ghi' })
  @ApiCommand()
  async close(
    @Param('programme') programme: string,
    @Param('period') period: string,
    @Context() context: CommandContext,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<CloseAnswer> {
    const result = await this.commands.execute(new ClosePeriodCommand(context, programme, period));
    return answerCommand(reply, result, { outcome: result.outcome });
  }

  @Post(':period/reopening-requests')
  @Requires('period.close')
  @ApiOperation({ summary: 'Đề nghị mở lại kỳ đã chốt' })
  @ApiCommand()
  async requestReopening(
    @Param('programme') programme: string,
    @Param('period') period: string,
    @Body() { reason }: ReopeningDto,
    @Context() context: CommandContext,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<CommandAnswer> {
    const command = new RequestReopeningCommand(context, programme, period, reason);
    return answerCommand(reply, await this.commands.execute(command));
  }

  @Post(':period/reopening')
  @Requires('period.close')
  @ApiOperation({ summary: 'Xác nhận mở lại kỳ, do người khác với người đề nghị' })
  @ApiCommand()
  async confirmReopening(
    @Param('programme') programme: string,
    @Param('period') period: string,
    @Context() context: CommandContext,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<CommandAnswer> {
    const command = new ConfirmReopeningCommand(context, programme, period);
    return answerCommand(reply, await this.commands.execute(command));
  }
}
