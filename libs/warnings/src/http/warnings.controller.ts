import { Controller, Get, Inject, Param, Query } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { ApiProblems, actorFor, CurrentPrincipal, type Principal, Requires } from '#access';
import { asOfInstant, CLOCK, type Clock, Refusal } from '#kernel';
import { unitOfAssignment } from '#tasks';
import { ListWarningsQuery } from '../queries/list-warnings/list-warnings.query.js';
import { ListWarningsDto, WarningDto, WarningPageDto } from './warnings.dto.js';

@ApiTags('Cảnh báo')
@Controller('warnings')
export class WarningsController {
  constructor(
    private readonly queries: QueryBus,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get()
  @Requires('warning.read')
  @ApiOperation({ summary: 'Các cảnh báo, mới nhất trước, cùng các sự kiện đứng sau' })
  @ApiOkResponse({ type: WarningPageDto })
  @ApiProblems(400, 422)
  list(@CurrentPrincipal() principal: Principal, @Query() filter: ListWarningsDto): Promise<WarningPageDto> {
    asOfInstant(filter.asOf, this.clock.now());
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
    // `<rule>.<assignment>.<period>`: whose it is stands in its id.
    actorFor(principal, 'warning.read', unitOfAssignment(warning.slice(0, warning.lastIndexOf('.'))));
    const { items } = await this.queries.execute(new ListWarningsQuery(principal, { id: warning }));
    if (items.length === 0) {
      throw new Refusal('not-found', 'warning-not-found', 'Không có cảnh báo này.');
    }
    return items;
  }
}
