import { Module } from '@nestjs/common';
import { ReportingModule } from '#reporting';
import { WarningsController } from './http/warnings.controller.js';
import { ListWarningsHandler } from './queries/list-warnings/list-warnings.query.js';
import { WarningsProcess } from './warnings.process.js';

/** Needs, provided globally: EVENT_LOG, CLOCK, ReadModels, CqrsModule, the door of #access. */
@Module({
  imports: [ReportingModule],
  controllers: [WarningsController],
  providers: [ListWarningsHandler, WarningsProcess],
  exports: [WarningsProcess],
})
export class WarningsModule {}
