import { Controller, Get, Query } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { ApiProblems, Requires } from '#access';
import { ListUnitsDto } from '../queries/list-units/list-units.dto.js';
import { ListUnitsQuery, type UnitView } from '../queries/list-units/list-units.query.js';
import { UnitDto } from './catalogue.dto.js';

@ApiTags('Danh mục')
@Controller('units')
export class UnitsController {
  constructor(private readonly queries: QueryBus) {}

  @Get()
  @Requires('unit.read')
  @ApiOperation({ summary: 'Các đơn vị' })
  @ApiOkResponse({ type: [UnitDto] })
  @ApiProblems(400)
  list(@Query() filter: ListUnitsDto): Promise<UnitView[]> {
    return this.queries.execute(new ListUnitsQuery(filter));
  }
}
