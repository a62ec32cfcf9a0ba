import { Controller, Get, Param, Query, type StreamableFile } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import {
  ApiProblems,
  CurrentPrincipal,
  MEDIA_TYPES,
  type Principal,
  Requires,
  tableFile,
  writeTable,
} from '#access';
import { ProgrammeDirectory } from '#catalogue';
import { Refusal } from '#kernel';
import { ListAssignmentsQuery } from '../queries/list-assignments/list-assignments.query.js';
import { ASSIGNMENT_COLUMNS } from './assignment-columns.js';
import { ExportAssignmentsDto } from './assignments.dto.js';

/** A file is made in memory: what is longer is narrowed first. */
const MAX_ROWS = 20_000;
const SHEET_NAME = 'Nhiệm vụ';
const BINARY = { schema: { type: 'string', format: 'binary' } } as const;

@ApiTags('Giao nhiệm vụ')
@Controller('programmes/:programme/assignments')
export class AssignmentExportController {
  constructor(
    private readonly queries: QueryBus,
    private readonly programmes: ProgrammeDirectory,
  ) {}

  @Get('export')
  @Requires('assignment.read')
  @ApiOperation({
    summary: 'Danh sách nhiệm vụ đã giao dưới dạng tệp Excel hoặc CSV',
    description: 'Cùng bộ lọc và thứ tự với GET /assignments; đơn vị chủ trì chỉ nhận phần của mình.',
  })
  @ApiOkResponse({
    description: 'Tệp',
    content: { [MEDIA_TYPES.xlsx]: BINARY, [MEDIA_TYPES.csv]: { schema: { type: 'string' } } },
  })
  @ApiProblems(400, 404, 422)
  async export(
    @CurrentPrincipal() principal: Principal,
    @Param('programme') programme: string,
    @Query() { format, ...filter }: ExportAssignmentsDto,
  ): Promise<StreamableFile> {
    this.programmes.get(programme);
    const query = new ListAssignmentsQuery(principal, { ...filter, programme, limit: MAX_ROWS });
    const { items, next } = await this.queries.execute(query);
    if (next !== null) {
      throw new Refusal(
        'unprocessable',
        'export-too-large',
        `Danh sách dài hơn ${MAX_ROWS.toLocaleString('vi-VN')} dòng; hãy lọc bớt rồi xuất lại.`,
      );
    }
    const bytes = await writeTable(SHEET_NAME, ASSIGNMENT_COLUMNS, items, format);
    return tableFile(`nhiem-vu-${programme}`, format, bytes);
  }
}
