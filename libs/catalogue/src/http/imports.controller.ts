import { Body, Controller, Get, HttpCode, HttpStatus, Inject, Param, Post, Query, Req } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import {
  ApiBody,
  ApiConsumes,
  ApiCreatedResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { ApiProblems, type CommandContext, Context, NowOnly, Requires } from '#access';
import { ConfirmImportCommand } from '../commands/confirm-import/confirm-import.command.js';
import { PrepareImportCommand } from '../commands/prepare-import/prepare-import.command.js';
import { readInWorker } from '../importing/files/index.js';
import { IMPORT_SETTINGS, type ImportSettings } from '../importing/import-settings.js';
import type { ImportResult } from '../importing/import-store.js';
import { GetImportQuery } from '../queries/get-import/get-import.query.js';
import { ImportViewDto } from './import-view.dto.js';
import {
  ConfirmImportDto,
  cellsOf,
  ImportFormDto,
  ImportPageDto,
  ImportResultDto,
  type ImportView,
  importView,
  PrepareImportDto,
  prepareRequest,
} from './imports.dto.js';
import { uploadedFile } from './uploaded-file.js';

@ApiTags('Nhập văn bản')
@Controller('programmes/:programme/imports')
@NowOnly()
export class ImportsController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
    @Inject(IMPORT_SETTINGS) private readonly settings: ImportSettings,
  ) {}

  @Post()
  @Requires('catalogue.load')
  @ApiOperation({
    summary: 'Gửi phụ lục Word, Excel hoặc CSV để xem trước',
    description:
      'Chưa ghi gì: bản xem trước cho biết sẽ tạo, sẽ sửa, giữ nguyên những gì và chỗ nào không đọc được.',
  })
  @ApiConsumes('multipart/form-data')
  @ApiBody({ type: ImportFormDto })
  @ApiCreatedResponse({ type: ImportViewDto, description: 'Bản xem trước, với trang đầu các nhiệm vụ' })
  @ApiProblems(400, 404, 413, 422)
  async prepare(
    @Param('programme') programme: string,
    @Query() said: PrepareImportDto,
    @Context() context: CommandContext,
    @Req() request: FastifyRequest,
  ): Promise<ImportView> {
    const { bytes, name, fields } = await uploadedFile(request, this.settings.limits.maxFileBytes, ['cells']);
    const cells = cellsOf(fields.cells);
    const document = await readInWorker(bytes, name, this.settings.limits);
    const wanted = prepareRequest(programme, said, cells);
    return importView(await this.commands.execute(new PrepareImportCommand(context, wanted, document)), {});
  }

  @Get(':import')
  @Requires('catalogue.load')
  @ApiOperation({ summary: 'Bản xem trước, so với những gì đã đăng ký lúc này' })
  @ApiOkResponse({ type: ImportViewDto, description: 'Bản xem trước' })
  @ApiProblems(400, 404)
  async get(
    @Param('programme') programme: string,
    @Param('import') id: string,
    @Query() page: ImportPageDto,
  ): Promise<ImportView> {
    return importView(await this.queries.execute(new GetImportQuery(programme, id)), page);
  }

  @Post(':import/confirmation')
  @HttpCode(HttpStatus.OK)
  @Requires('catalogue.load')
  @ApiOperation({
    summary: 'Xác nhận bản xem trước: ghi các nhiệm vụ và chương trình',
    description: 'Xác nhận lại thì trả lời như lần đầu. Còn chỗ không đọc được thì không ghi gì.',
  })
  @ApiOkResponse({ type: ImportResultDto })
  @ApiProblems(400, 404, 409, 422, 503)
  confirm(
    @Param('programme') programme: string,
    @Param('import') id: string,
    @Body() { digest }: ConfirmImportDto,
    @Context() context: CommandContext,
  ): Promise<ImportResult> {
    return this.commands.execute(new ConfirmImportCommand(context, programme, id, digest));
  }
}
