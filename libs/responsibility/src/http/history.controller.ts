import { Controller, Get, Param, Query } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { ApiProblems, CurrentPrincipal, type Principal, Requires } from '#access';
import {
  AssignmentHistoryQuery,
  type HistoryPage,
} from '../queries/assignment-history/assignment-history.query.js';
import { HistoryFilterDto, HistoryPageDto } from './responsibility.dto.js';

@ApiTags('Hồ sơ trách nhiệm')
@Controller('assignments')
export class HistoryController {
  constructor(private readonly queries: QueryBus) {}

  @Get(':assignment/history')
  @Requires('history.read')
  @ApiOperation({ summary: 'Lịch sử của một phần giao nhiệm vụ và các cảnh báo của nó' })
  @ApiOkResponse({ type: HistoryPageDto })
  @ApiProblems(400, 404)
  history(
    @CurrentPrincipal() principal: Principal,
    @Param('assignment') assignment: string,
    @Query() { cursor, limit, group, actor }: HistoryFilterDto,
  ): Promise<HistoryPage> {
    const paging = { cursor: cursor ?? undefined, limit: limit ?? undefined };
    const lines = { group: group ?? undefined, actor: actor ?? undefined };
    return this.queries.execute(new AssignmentHistoryQuery(principal, assignment, paging, lines));
  }
}
