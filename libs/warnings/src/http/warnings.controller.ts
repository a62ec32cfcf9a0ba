import { Controller, Get, Param, Query } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { ApiProblems, CurrentPrincipal, type Principal, Requires } from '#access';
import { Refusal } from '#kernel';
import { ListWarningsQuery } from '../queries/list-warnings/list-warnings.query.js';
import { ListWarningsDto, WarningDto, WarningPageDto } from './warnings.dto.js';

@ApiTags('Cảnh báo')
@Controller('warnings')
export class WarningsController {
  constructor(private readonly queries: QueryBus) {}

  @Get()
  @Requires('warning.read')
  @ApiOperation({ summary: 'Các cảnh báo, mới nhất trước, cùng các sự kiện đứng sau' })
  @ApiOkResponse({ type: WarningPageDto })
  @ApiProblems(400)
  list(@CurrentPrincipal() principal: Principal, @Query() filter: ListWarningsDto): Promise<WarningPageDto> {
    return this.queries.execute(new ListWarningsQuery(principal, filter));
  }

  @Get(':warning')
  @Requires('warning.read')
  @ApiOperation({ summary: 'Một cảnh báo: mỗi lần phát sinh một mục, mới nhất trước' })
  @ApiOkResponse({ type: [WarningDto] })
  @ApiProblems(404)
  async get(
    @CurrentPrincipal() principal: Principal,
    @Param('warning') warning: string,
  ): Promise<readonly WarningDto[]> {
    const { items } = await this.queries.execute(new ListWarningsQuery(principal, { id: warning }));
    if (items.length === 0) {
      throw new Refusal('not-found', 'warning-not-found', 'Không có cảnh báo này.');
    }
    return items;
  }
}
