import { Controller, Get, Param, Query } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { ApiProblems, CurrentPrincipal, type Principal, Requires } from '#access';
import type { Diff } from '../domain/diff.js';
import { DiffQuery } from '../queries/diff/diff.query.js';
import { DiffDto, DiffFilterDto } from './diff.dto.js';

@ApiTags('Lịch sử')
@Controller('programmes/:programme/diff')
export class DiffController {
  constructor(private readonly queries: QueryBus) {}

  @Get()
  @Requires('history.read')
  @ApiOperation({
    summary: 'Những gì được biết thêm giữa hai thời điểm',
    description:
      'Sự kiện ghi nhận sau from, đến hết to, theo nhóm. Đầu mối đơn vị chỉ xem những gì nói về đơn vị mình.',
  })
  @ApiOkResponse({ type: DiffDto })
  @ApiProblems(400, 404, 422)
  diff(
    @CurrentPrincipal() principal: Principal,
    @Param('programme') programme: string,
    @Query() { from, to, unit, group, cursor, limit }: DiffFilterDto,
  ): Promise<Diff> {
    const filter = {
      from,
      to: to ?? undefined,
      unit: unit ?? undefined,
      group: group ?? undefined,
      cursor: cursor ?? undefined,
      limit: limit ?? undefined,
    };
    return this.queries.execute(new DiffQuery(principal, programme, filter));
  }
}
