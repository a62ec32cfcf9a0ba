import { Controller, Get, Param, Query } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { ApiProblems, CurrentPrincipal, type Principal, Requires } from '#access';
import type { Page } from '#kernel';
import type { HistoryPage } from '../queries/assignment-history/assignment-history.query.js';
import { FieldHistoryQuery, type FieldLine } from '../queries/field-history/field-history.query.js';
import { ThingHistoryQuery } from '../queries/thing-history/thing-history.query.js';
import { HistoryFilterDto, HistoryPageDto } from './responsibility.dto.js';
import { FieldHistoryFilterDto, FieldPageDto, ThingDto } from './things.dto.js';

@ApiTags('Lịch sử')
@Controller('history/:thingKind/:thing')
export class ThingsController {
  constructor(private readonly queries: QueryBus) {}

  @Get()
  @Requires('history.read')
  @ApiOperation({
    summary: 'Lịch sử của một thứ bất kỳ, từng sự kiện một câu',
    description: 'Thứ thuộc về một đơn vị: đầu mối chỉ xem của đơn vị mình.',
  })
  @ApiOkResponse({ type: HistoryPageDto })
  @ApiProblems(400, 404)
  history(
    @CurrentPrincipal() principal: Principal,
    @Param() { thingKind, thing }: ThingDto,
    @Query() { cursor, limit, group, actor }: HistoryFilterDto,
  ): Promise<HistoryPage> {
    const paging = { cursor: cursor ?? undefined, limit: limit ?? undefined };
    const lines = { group: group ?? undefined, actor: actor ?? undefined };
    return this.queries.execute(new ThingHistoryQuery(principal, thingKind, thing, paging, lines));
  }

  @Get('fields')
  @Requires('history.read')
  @ApiOperation({
    summary:
      'Lịch sử từng trường: cũ, mới, có hiệu lực từ ngày nào, được biết từ lúc nào, ai, theo văn bản nào',
    description: 'Thứ thuộc về một đơn vị: đầu mối chỉ xem của đơn vị mình.',
  })
  @ApiOkResponse({ type: FieldPageDto })
  @ApiProblems(400, 404)
  fields(
    @CurrentPrincipal() principal: Principal,
    @Param() { thingKind, thing }: ThingDto,
    @Query() { field, cursor, limit }: FieldHistoryFilterDto,
  ): Promise<Page<FieldLine>> {
    const paging = { cursor: cursor ?? undefined, limit: limit ?? undefined };
    return this.queries.execute(
      new FieldHistoryQuery(principal, thingKind, thing, field ?? undefined, paging),
    );
  }
}
