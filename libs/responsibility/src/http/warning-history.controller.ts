import { Controller, Get, Param, Query } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { ApiProblems, CurrentPrincipal, type Principal, Requires } from '#access';
import type { HistoryPage } from '../queries/assignment-history/assignment-history.query.js';
import { WarningHistoryQuery } from '../queries/warning-history/warning-history.query.js';
import { HistoryFilterDto, HistoryPageDto } from './responsibility.dto.js';

@ApiTags('Cảnh báo')
@Controller('warnings')
export class WarningHistoryController {
  constructor(private readonly queries: QueryBus) {}

  @Get(':warning/history')
  @Requires('history.read')
  @ApiOperation({ summary: 'Một cảnh báo từ lúc phát sinh đến lúc kết thúc, từng sự kiện một câu' })
  @ApiOkResponse({ type: HistoryPageDto })
  @ApiProblems(400, 404)
  history(
    @CurrentPrincipal() principal: Principal,
    @Param('warning') warning: string,
    @Query() { cursor, limit, group, actor }: HistoryFilterDto,
  ): Promise<HistoryPage> {
    const paging = { cursor: cursor ?? undefined, limit: limit ?? undefined };
    const lines = { group: group ?? undefined, actor: actor ?? undefined };
    return this.queries.execute(new WarningHistoryQuery(principal, warning, paging, lines));
  }
}
