import { Controller, Get, Inject, Param, Query } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { ApiProblems, CurrentPrincipal, type Principal, Requires } from '#access';
import { ProgrammeDirectory } from '#catalogue';
import { asOfInstant, CLOCK, type Clock, isPeriod, REPORTING_PERIOD_KINDS, Refusal } from '#kernel';
import { ComplianceByUnitQuery, ComplianceQuery } from '../queries/compliance/compliance.query.js';
import { ComplianceByQuery } from '../queries/compliance-by/compliance-by.query.js';
import { DueSoonQuery } from '../queries/due-soon/due-soon.query.js';
import { ListSlotsQuery } from '../queries/list-slots/list-slots.query.js';
import { UnitComplianceMapQuery } from '../queries/unit-compliance-map/unit-compliance-map.query.js';
import {
  AsOfDto,
  ComplianceByDto,
  ComplianceByResultDto,
  ComplianceDto,
  DEFAULT_WORKING_DAYS,
  DueSoonDto,
  DueSoonQuestionDto,
  ListSlotsDto,
  PeriodComplianceDto,
  SlotPageDto,
  UnitComplianceDto,
  UnitComplianceMapDto,
} from './compliance.dto.js';

@ApiTags('Chấp hành báo cáo')
@Controller('programmes/:programme')
export class ComplianceController {
  constructor(
    private readonly queries: QueryBus,
    private readonly programmes: ProgrammeDirectory,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get('compliance')
  @Requires('compliance.read')
  @ApiOperation({ summary: 'Tỷ lệ cập nhật theo tháng' })
  @ApiOkResponse({ type: [PeriodComplianceDto] })
  @ApiProblems(400, 404, 422)
  compliance(
    @CurrentPrincipal() principal: Principal,
    @Param('programme') programme: string,
    @Query() { asOf, unit }: ComplianceDto,
  ): Promise<readonly PeriodComplianceDto[]> {
    this.programmes.get(programme);
    const instant = asOfInstant(asOf, this.clock.now());
    return this.queries.execute(new ComplianceQuery(principal, programme, instant, unit));
  }

  @Get('compliance/:period')
  @Requires('compliance.read')
  @ApiOperation({
    summary: 'Tỷ lệ cập nhật của một kỳ theo phần, người chỉ đạo, đơn vị, nhóm đơn vị hoặc nhiệm vụ',
  })
  @ApiOkResponse({ type: ComplianceByResultDto })
  @ApiProblems(400, 404, 422)
  by(
    @CurrentPrincipal() principal: Principal,
    @Param('programme') programme: string,
    @Param('period') period: string,
    @Query() { by, asOf }: ComplianceByDto,
  ): Promise<ComplianceByResultDto> {
    const instant = asOfInstant(asOf, this.clock.now());
    return this.queries.execute(new ComplianceByQuery(principal, programme, period, by, instant, asOf));
  }

  @Get('compliance/:period/units')
  @Requires('compliance.read')
  @ApiOperation({ summary: 'Tỷ lệ cập nhật của từng đơn vị trong một tháng' })
  @ApiOkResponse({ type: [UnitComplianceDto] })
  @ApiProblems(400, 404, 422)
  byUnit(
    @CurrentPrincipal() principal: Principal,
    @Param('programme') programme: string,
    @Param('period') period: string,
    @Query() { asOf }: AsOfDto,
  ): Promise<readonly UnitComplianceDto[]> {
    if (!isPeriod(period, REPORTING_PERIOD_KINDS)) {
      throw new Refusal('invalid', 'invalid-period', `“${period}” không phải là kỳ báo cáo, như 2026-03.`);
    }
    this.programmes.get(programme);
    const instant = asOfInstant(asOf, this.clock.now());
    return this.queries.execute(new ComplianceByUnitQuery(principal, programme, period, instant));
  }

  @Get('compliance-by-unit')
  @Requires('compliance.read')
  @ApiOperation({ summary: 'Bảng đơn vị × kỳ báo cáo; đơn vị chủ trì chỉ thấy dòng của mình' })
  @ApiOkResponse({ type: UnitComplianceMapDto })
  @ApiProblems(400, 404, 422)
  map(
    @CurrentPrincipal() principal: Principal,
    @Param('programme') programme: string,
    @Query() { asOf }: AsOfDto,
  ): Promise<UnitComplianceMapDto> {
    this.programmes.get(programme);
    const instant = asOfInstant(asOf, this.clock.now());
    return this.queries.execute(new UnitComplianceMapQuery(principal, programme, instant));
  }

  @Get('due-soon')
  @Requires('assignment.read')
  @ApiOperation({
    summary: 'Những gì đến hạn trong số ngày làm việc tới: nhiệm vụ theo ngày, và hạn chốt báo cáo',
  })
  @ApiOkResponse({ type: DueSoonDto })
  @ApiProblems(400, 404, 422)
  dueSoon(
    @CurrentPrincipal() principal: Principal,
    @Param('programme') programme: string,
    @Query() { workingDays = DEFAULT_WORKING_DAYS }: DueSoonQuestionDto,
  ): Promise<DueSoonDto> {
    this.programmes.get(programme);
    return this.queries.execute(new DueSoonQuery(principal, programme, workingDays));
  }

  @Get('slots')
  @Requires('compliance.read')
  @ApiOperation({ summary: 'Danh sách đứng sau con số: từng kỳ của từng phần giao nhiệm vụ' })
  @ApiOkResponse({ type: SlotPageDto })
  @ApiProblems(400, 404, 422)
  slots(
    @CurrentPrincipal() principal: Principal,
    @Param('programme') programme: string,
    @Query() { asOf, ...filter }: ListSlotsDto,
  ): Promise<SlotPageDto> {
    this.programmes.get(programme);
    const instant = asOfInstant(asOf, this.clock.now());
    return this.queries.execute(new ListSlotsQuery(principal, { ...filter, programme, asOf: instant }));
  }
}
