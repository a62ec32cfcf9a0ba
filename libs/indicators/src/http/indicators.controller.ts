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
import { CorrectMeasurementCommand } from '../commands/correct-measurement/correct-measurement.command.js';
import {
  CorrectMeasurementDto,
  correctionOf,
} from '../commands/correct-measurement/correct-measurement.dto.js';
import { RecordMeasurementCommand } from '../commands/record-measurement/record-measurement.command.js';
import {
  measurementOf,
  RecordMeasurementDto,
} from '../commands/record-measurement/record-measurement.dto.js';
import { SetTargetCommand } from '../commands/set-target/set-target.command.js';
import { SetTargetDto, targetOf } from '../commands/set-target/set-target.dto.js';
import { GetIndicatorQuery } from '../queries/get-indicator/get-indicator.query.js';
import { JudgeIndicatorsQuery } from '../queries/judge-indicators/judge-indicators.query.js';
import { IndicatorDetailDto, IndicatorsAsOfDto, JudgedIndicatorDto } from './indicators.dto.js';

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
  @ApiOkResponse({ type: IndicatorDetailDto })
  @ApiProblems(400, 404, 422)
  one(
    @CurrentPrincipal() principal: Principal,
    @Param('programme') programme: string,
    @Param('indicator') code: string,
    @Query() { asOf }: IndicatorsAsOfDto,
  ): Promise<IndicatorDetailDto> {
    const instant = asOfInstant(asOf, this.clock.now());
    return this.queries.execute(new GetIndicatorQuery(principal, programme, code, instant));
  }

  @Post(':indicator/measurements')
  @Requires('indicator.measure')
  @ApiOperation({ summary: 'Ghi số liệu của một tháng hoặc một năm' })
  @ApiCommand()
  async record(
    @Param('programme') programme: string,
    @Param('indicator') code: string,
    @Body() body: RecordMeasurementDto,
    @Context() context: CommandContext,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<CommandAnswer> {
    const command = new RecordMeasurementCommand(context, { programme, code }, measurementOf(body));
    return answerCommand(reply, await this.commands.execute(command));
  }

  @Post(':indicator/measurements/:measurement/corrections')
  @Requires('indicator.measure')
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
      { programme, code },
      correctionOf(measurement, body),
    );
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
    const command = new SetTargetCommand(context, { programme, code }, targetOf(body));
    return answerCommand(reply, await this.commands.execute(command));
  }
}
