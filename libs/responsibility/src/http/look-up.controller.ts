import { Controller, Get, Param, Query } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { ApiProblems, CurrentPrincipal, type Principal, Requires } from '#access';
import type { AccountTrail } from '../domain/account-trail.js';
import { AccountTrailQuery } from '../queries/account-trail/account-trail.query.js';
import { type SearchAnswer, SearchQuery } from '../queries/search/search.query.js';
import { type StoredEvent, StoredEventQuery } from '../queries/stored-event/stored-event.query.js';
import {
  AccountTrailDto,
  AccountTrailFilterDto,
  SearchAnswerDto,
  SearchFilterDto,
  StoredEventDto,
} from './look-up.dto.js';

@ApiTags('Tra cứu')
@Controller()
export class LookUpController {
  constructor(private readonly queries: QueryBus) {}

  @Get('search')
  @Requires('history.read')
  @ApiOperation({
    summary: 'Tìm đơn vị, nhiệm vụ, chức danh, chỉ tiêu, số văn bản',
    description: 'Có dấu hoặc không dấu. Đầu mối đơn vị chỉ tìm thấy việc của đơn vị mình.',
  })
  @ApiOkResponse({ type: SearchAnswerDto })
  @ApiProblems(400, 404)
  search(
    @CurrentPrincipal() principal: Principal,
    @Query() { q, programme, kind, limit }: SearchFilterDto,
  ): Promise<SearchAnswer> {
    const filter = { programme: programme ?? undefined, kind: kind ?? undefined, limit: limit ?? undefined };
    return this.queries.execute(new SearchQuery(principal, q, filter));
  }

  @Get('events/:event')
  @Requires('history.read')
  @ApiOperation({
    summary: 'Một sự kiện đúng như đã lưu',
    description:
      'Đầu mối đơn vị chỉ xem sự kiện của đơn vị mình; sự kiện về tài khoản cần quyền xem tài khoản.',
  })
  @ApiOkResponse({ type: StoredEventDto })
  @ApiProblems(404, 503)
  event(@CurrentPrincipal() principal: Principal, @Param('event') event: string): Promise<StoredEvent> {
    return this.queries.execute(new StoredEventQuery(principal, event));
  }

  @Get('accounts/:id/trail')
  @Requires('trail.read-account')
  @ApiOperation({ summary: 'Hồ sơ trách nhiệm của một chức danh: đã làm gì, chịu trách nhiệm về việc gì' })
  @ApiOkResponse({ type: AccountTrailDto })
  @ApiProblems(400, 404, 422)
  trail(
    @CurrentPrincipal() principal: Principal,
    @Param('id') account: string,
    @Query() { from, until, group, actor, cursor, limit }: AccountTrailFilterDto,
  ): Promise<AccountTrail> {
    const filter = {
      from: from ?? undefined,
      until: until ?? undefined,
      group: group ?? undefined,
      actor: actor ?? undefined,
      cursor: cursor ?? undefined,
      limit: limit ?? undefined,
    };
    return this.queries.execute(new AccountTrailQuery(principal, account, filter));
  }
}
