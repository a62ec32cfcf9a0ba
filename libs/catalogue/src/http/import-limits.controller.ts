import { Controller, Get, Inject } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { NowOnly, Requires } from '#access';
import { IMPORT_SETTINGS, type ImportSettings } from '../importing/import-settings.js';
import { ImportLimitsDto } from './imports.dto.js';

@ApiTags('Nhập văn bản')
@Controller('import-limits')
@NowOnly()
export class ImportLimitsController {
  constructor(@Inject(IMPORT_SETTINGS) private readonly settings: ImportSettings) {}

  @Get()
  @Requires('catalogue.load')
  @ApiOperation({ summary: 'Giới hạn của tệp gửi lên, để biết trước khi gửi' })
  @ApiOkResponse({ type: ImportLimitsDto })
  get(): ImportLimitsDto {
    return { maxFileBytes: this.settings.limits.maxFileBytes };
  }
}
