import { Controller, Get, Inject, Param, Query } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiOkResponse, ApiOperation, ApiProperty, ApiTags } from '@nestjs/swagger';
import { ApiProblems, CurrentPrincipal, IsoDateField, type Principal, Requires } from '#access';
import { asOfInstant, CLOCK, type Clock } from '#kernel';
import { PeriodComplianceDto } from '#reporting';
import { type Overview, OverviewQuery } from './overview.query.js';

class OverviewQuestionDto {
  @IsoDateField({ optional: true, description: 'Tính đến hết ngày; mặc định: bây giờ' })
  readonly asOf?: string;
}

class WarningCountsDto {
  @ApiProperty({
    type: 'object',
    additionalProperties: { type: 'integer' },
    description: 'Còn hiệu lực, theo quy tắc',
  })
  readonly byRule: Overview['warnings']['byRule'];
  @ApiProperty({
    type: 'object',
    additionalProperties: { type: 'integer' },
    description: 'Còn hiệu lực, theo cấp',
  })
  readonly byLevel: Overview['warnings']['byLevel'];
  @ApiProperty({ type: 'integer' }) readonly open: number;
  @ApiProperty({ type: 'integer' }) readonly cleared: number;
}

class OverviewDto implements Overview {
  @ApiProperty({ type: String, format: 'date' }) readonly asOf: string;
  @ApiProperty({ type: String }) readonly programme: string;
  @ApiProperty({ type: Boolean, description: 'Dữ liệu mô phỏng' }) readonly simulated: boolean;
  @ApiProperty({ type: 'integer' }) readonly tasks: number;
  @ApiProperty({ type: 'integer' }) readonly assignments: number;
  @ApiProperty({
    type: 'object',
    additionalProperties: { type: 'integer' },
    description: 'Cộng lại bằng assignments',
  })
  readonly buckets: Overview['buckets'];
  @ApiProperty({ type: [PeriodComplianceDto] }) readonly compliance: readonly PeriodComplianceDto[];
  @ApiProperty({ type: WarningCountsDto }) readonly warnings: WarningCountsDto;
}

@ApiTags('Tổng quan')
@Controller('programmes/:programme/overview')
export class OverviewController {
  constructor(
    private readonly queries: QueryBus,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get()
  @Requires('programme.read')
  @ApiOperation({ summary: 'Tổng quan một chương trình tính đến một ngày' })
  @ApiOkResponse({ type: OverviewDto })
  @ApiProblems(400, 404, 422)
  overview(
    @CurrentPrincipal() principal: Principal,
    @Param('programme') programme: string,
    @Query() { asOf }: OverviewQuestionDto,
  ): Promise<OverviewDto> {
    return this.queries.execute(new OverviewQuery(principal, programme, asOfInstant(asOf, this.clock.now())));
  }
}
