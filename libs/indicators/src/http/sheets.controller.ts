import {
  Body,
  Controller,
  Get,
  HttpCode,
  HttpStatus,
  Inject,
  Param,
  Post,
  Query,
  Req,
  type StreamableFile,
} from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import {
  ApiBody,
  ApiConsumes,
  ApiCreatedResponse,
  ApiOkResponse,
  ApiOperation,
  ApiProduces,
  ApiTags,
} from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import {
  ApiProblems,
  type CommandContext,
  Context,
  CurrentPrincipal,
  MEDIA_TYPES,
  NowOnly,
  type Principal,
  Requires,
  tableFile,
} from '#access';
import { IMPORT_SETTINGS, type ImportSettings, readInWorker, uploadedFile } from '#catalogue';
import { templateLines } from '../bulk/sheet-template.js';
import { writeSheet } from '../bulk/write-sheet.js';
import { ConfirmSheetCommand } from '../commands/confirm-sheet/confirm-sheet.command.js';
import { PrepareSheetCommand } from '../commands/prepare-sheet/prepare-sheet.command.js';
import { GetSheetQuery } from '../queries/get-sheet/get-sheet.query.js';
import { SheetTemplateQuery } from '../queries/sheet-template/sheet-template.query.js';
import {
  ConfirmSheetDto,
  PrepareSheetDto,
  SheetPageDto,
  SheetResultDto,
  SheetTemplateDto,
  SheetViewDto,
  scopeOfTemplate,
  sheetView,
} from './sheets.dto.js';

const DEFAULT_FORMAT = 'xlsx';

@ApiTags('Chỉ tiêu')
@Controller('programmes/:programme/indicators')
export class SheetsController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
    @Inject(IMPORT_SETTINGS) private readonly settings: ImportSettings,
  ) {}

  @Get('sheet')
  @Requires('programme.read')
  @ApiOperation({ summary: 'Biểu nhập số liệu của một kỳ, để điền bằng Excel rồi gửi lại' })
  @ApiProduces(...Object.values(MEDIA_TYPES))
  @ApiOkResponse({ schema: { type: 'string', format: 'binary' }, description: 'Tệp Excel hoặc CSV' })
  @ApiProblems(400, 404, 422)
  async template(
    @CurrentPrincipal() principal: Principal,
    @Param('programme') programme: string,
    @Query() asked: SheetTemplateDto,
  ): Promise<StreamableFile> {
    const { period, format } = asked;
    const scope = scopeOfTemplate(asked);
    const template = await this.queries.execute(new SheetTemplateQuery(principal, programme, period, scope));
    const kind = format ?? DEFAULT_FORMAT;
    const bytes = await writeSheet(templateLines(template), kind);
    return tableFile(`so-lieu-${template.programme.id}-${period}`, kind, bytes);
  }

  @Post('sheets')
  @Requires('indicator.report-own')
  @ApiOperation({
    summary: 'Gửi biểu đã điền (Excel hoặc CSV) để xem trước',
    description: 'Chưa ghi gì: bản xem trước cho biết sẽ ghi, sẽ đính chính những gì và mọi lỗi theo từng ô.',
  })
  @ApiConsumes('multipart/form-data')
  @ApiBody({ schema: { type: 'object', properties: { file: { type: 'string', format: 'binary' } } } })
  @ApiCreatedResponse({ type: SheetViewDto, description: 'Bản xem trước, với trang đầu các dòng' })
  @ApiProblems(400, 404, 413, 422)
  async prepare(
    @Param('programme') programme: string,
    @Query() { period }: PrepareSheetDto,
    @Context() context: CommandContext,
    @Req() request: FastifyRequest,
  ): Promise<SheetViewDto> {
    const { limits } = this.settings;
    const { bytes, name } = await uploadedFile(request, limits.maxFileBytes);
    const document = await readInWorker(bytes, name, limits);
    const command = new PrepareSheetCommand(context, programme, document, period ?? null);
    return sheetView(await this.commands.execute(command));
  }

  @Get('sheets/:sheet')
  @NowOnly()
  @Requires('indicator.report-own')
  @ApiOperation({ summary: 'Bản xem trước của một biểu, so với những gì đã ghi lúc này' })
  @ApiOkResponse({ type: SheetViewDto })
  @ApiProblems(400, 404)
  async get(
    @CurrentPrincipal() principal: Principal,
    @Param('programme') programme: string,
    @Param('sheet') sheet: string,
    @Query() page: SheetPageDto,
  ): Promise<SheetViewDto> {
    return sheetView(await this.queries.execute(new GetSheetQuery(principal, programme, sheet)), page);
  }

  @Post('sheets/:sheet/confirm')
  @HttpCode(HttpStatus.OK)
  @Requires('indicator.report-own')
  @ApiOperation({
    summary: 'Xác nhận biểu: ghi từng dòng',
    description: 'Xác nhận lại thì ghi nốt phần còn thiếu, không ghi hai lần. Còn lỗi thì không ghi gì.',
  })
  @ApiOkResponse({ type: SheetResultDto })
  @ApiProblems(400, 404, 409, 422, 503)
  confirm(
    @Param('programme') programme: string,
    @Param('sheet') sheet: string,
    @Body() { digest }: ConfirmSheetDto,
    @Context() context: CommandContext,
  ): Promise<SheetResultDto> {
    return this.commands.execute(new ConfirmSheetCommand(context, programme, sheet, digest));
  }
}
