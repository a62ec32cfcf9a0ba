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
import { ConfirmMeasurementCommand } from '../commands/confirm-measurement/confirm-measurement.command.js';
import { CorrectMeasurementCommand } from '../commands/correct-measurement/correct-measurement.command.js';
import {
  CorrectMeasurementDto,
  correctionOf,
} from '../commands/correct-measurement/correct-measurement.dto.js';
import { RecordMeasurementCommand } from '../commands/record-measurement/record-measurement.command.js';
import {
  FigureOwnerDto,
  measurementOf,
  RecordMeasurementDto,
} from '../commands/record-measurement/record-measurement.dto.js';
import { SetTargetCommand } from '../commands/set-target/set-target.command.js';
import { SetTargetDto, targetOf } from '../commands/set-target/set-target.dto.js';
import { WithdrawMeasurementCommand } from '../commands/withdraw-measurement/withdraw-measurement.command.js';
import { WithdrawMeasurementDto } from '../commands/withdraw-measurement/withdraw-measurement.dto.js';
import type { IndicatorRef } from '../domain/indicator-measurement.state.js';
import { GetIndicatorQuery } from '../queries/get-indicator/get-indicator.query.js';
import { IndicatorUnitsQuery } from '../queries/indicator-units/indicator-units.query.js';
import { JudgeIndicatorsQuery } from '../queries/judge-indicators/judge-indicators.query.js';
import {
  IndicatorDetailDto,
  IndicatorsAsOfDto,
  IndicatorUnitsAsOfDto,
  IndicatorUnitsDto,
  JudgedIndicatorDto,
} from './indicators.dto.js';

const refOf = (programme: string, code: string, { unit }: FigureOwnerDto): IndicatorRef => ({
  programme,
  code,
  unit: unit ?? undefined,
});

@ApiTags('Chỉ tiêu')
@Controller('programmes/:programme/indicators')
export class IndicatorsController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get('judgement')
  @Requires('programme.read')
  @ApiOperation({ summary: 'Đánh giá các chỉ tiêu của chương trình, kèm lý do và quy tắc' })
  @ApiOkResponse({ type: [JudgedIndicatorDto] })
  @ApiProblems(400, 404, 422)
  judgement(
    @CurrentPrincipal() principal: Principal,
    @Param('programme') programme: string,
    @Query() { asOf }: IndicatorsAsOfDto,
  ): Promise<readonly JudgedIndicatorDto[]> {
    const instant = asOfInstant(asOf, this.clock.now());
    return this.queries.execute(new JudgeIndicatorsQuery(principal, programme, instant));
  }

  @Get(':indicator')
  @Requires('programme.read')
  @ApiOperation({ summary: 'Một chỉ tiêu: mục tiêu, số liệu, các lần đính chính, đánh giá' })
  @ApiOkResponse({ type: IndicatorDetailDto, headers: { ETag: { description: 'Phiên bản' } } })
  @ApiProblems(400, 404, 422)
  async one(
    @CurrentPrincipal() principal: Principal,
    @Param('programme') programme: string,
    @Param('indicator') code: string,
    @Query() { asOf }: IndicatorsAsOfDto,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<IndicatorDetailDto> {
    const instant = asOfInstant(asOf, this.clock.now());
    const view = await this.queries.execute(new GetIndicatorQuery(principal, programme, code, instant));
    reply.header('ETag', `"${view.revision}"`);
    return view;
  }

  @Get(':indicator/units')
  @Requires('programme.read')
  @ApiOperation({ summary: 'Số liệu từng đơn vị đã báo cáo cho một kỳ của chỉ tiêu' })
  @ApiOkResponse({ type: IndicatorUnitsDto })
  @ApiProblems(400, 404, 422)
  units(
    @CurrentPrincipal() principal: Principal,
    @Param('programme') programme: string,
    @Param('indicator') code: string,
    @Query() { asOf, period }: IndicatorUnitsAsOfDto,
  ): Promise<IndicatorUnitsDto> {
    const instant = asOfInstant(asOf, this.clock.now());
    return this.queries.execute(new IndicatorUnitsQuery(principal, programme, code, instant, period));
  }

  @Post(':indicator/measurements')
  @Requires('indicator.report-own')
  @ApiOperation({
    summary: 'Ghi số liệu của một tháng, một quý hoặc một năm',
    description: 'Đơn vị chủ trì chỉ ghi số liệu của đơn vị mình, ở chỉ tiêu tổng hợp từ các đơn vị.',
  })
  @ApiCommand()
  async record(
    @Param('programme') programme: string,
    @Param('indicator') code: string,
    @Body() body: RecordMeasurementDto,
    @Context() context: CommandContext,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<CommandAnswer> {
    const command = new RecordMeasurementCommand(context, refOf(programme, code, body), measurementOf(body));
    return answerCommand(reply, await this.commands.execute(command));
  }

  @Post(':indicator/measurements/:measurement/corrections')
  @Requires('indicator.report-own')
  @ApiOperation({
    summary: 'Đính chính số liệu đang dùng',
    description:
      'Số liệu cũ được giữ lại. `measurement` là sự kiện ghi số liệu hoặc lần đính chính đang dùng.',
  })
  @ApiCommand()
  async correct(
    @Param('programme') programme: string,
    @Param('indicator') code: string,
    @Param('measurement') measurement: string,
    @Body() body: CorrectMeasurementDto,
    @Context() context: CommandContext,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<CommandAnswer> {
    const command = new CorrectMeasurementCommand(
      context,
      refOf(programme, code, body),
      correctionOf(measurement, body),
    );
    return answerCommand(reply, await this.commands.execute(command));
  }

  @Post(':indicator/measurements/:measurement/confirmations')
  @Requires('indicator.report-own')
  @ApiOperation({
    summary: 'Xác nhận số liệu do người khác ghi hoặc đính chính',
    description: 'Khi quy chế đòi hỏi, số liệu chỉ được tính sau khi người thứ hai xác nhận.',
  })
  @ApiCommand()
  async confirm(
    @Param('programme') programme: string,
    @Param('indicator') code: string,
    @Param('measurement') measurement: string,
    @Body() body: FigureOwnerDto,
    @Context() context: CommandContext,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<CommandAnswer> {
    const command = new ConfirmMeasurementCommand(context, refOf(programme, code, body), measurement);
    return answerCommand(reply, await this.commands.execute(command));
  }

  @Post(':indicator/measurements/:measurement/withdrawals')
  @Requires('indicator.report-own')
  @ApiOperation({
    summary: 'Rút số liệu đang dùng',
    description: 'Số liệu được giữ lại trong lịch sử; kỳ đó có thể được ghi số liệu lại.',
  })
  @ApiCommand()
  async withdraw(
    @Param('programme') programme: string,
    @Param('indicator') code: string,
    @Param('measurement') measurement: string,
    @Body() body: WithdrawMeasurementDto,
    @Context() context: CommandContext,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<CommandAnswer> {
    const { reason } = body;
    const command = new WithdrawMeasurementCommand(context, refOf(programme, code, body), {
      measurement,
      reason,
    });
    return answerCommand(reply, await this.commands.execute(command));
  }

  @Post(':indicator/targets')
  @Requires('indicator.target')
  @ApiOperation({
    summary: 'Đặt hoặc điều chỉnh mục tiêu của một năm, theo văn bản',
    description: 'Mục tiêu cũ và văn bản của nó được giữ lại.',
  })
  @ApiCommand()
  async target(
    @Param('programme') programme: string,
    @Param('indicator') code: string,
    @Body() body: SetTargetDto,
    @Context() context: CommandContext,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<CommandAnswer> {
    const command = new SetTargetCommand(context, refOf(programme, code, body), targetOf(body));
    return answerCommand(reply, await this.commands.execute(command));
  }
}
