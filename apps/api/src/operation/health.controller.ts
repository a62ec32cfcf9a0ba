import { Controller, Get, Inject } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProperty, ApiTags } from '@nestjs/swagger';
import { HealthCheck, HealthCheckService, HealthIndicatorService } from '@nestjs/terminus';
import { Public } from '#access';
import { EVENT_LOG, type EventLog } from '#event-log';
import { ReadModels } from '#projections';

class LiveDto {
  @ApiProperty({ enum: ['ok'] }) readonly status: 'ok';
}

@ApiTags('Vận hành')
@Controller('health')
export class HealthController {
  constructor(
    private readonly health: HealthCheckService,
    private readonly indicators: HealthIndicatorService,
    @Inject(EVENT_LOG) private readonly log: EventLog,
    private readonly readModels: ReadModels,
  ) {}

  @Get('live')
  @Public()
  @ApiOperation({ summary: 'Tiến trình còn chạy' })
  @ApiOkResponse({ type: LiveDto })
  live(): LiveDto {
    return { status: 'ok' };
  }

  @Get('ready')
  @Public()
  @HealthCheck()
  @ApiOperation({ summary: 'Sẵn sàng phục vụ: nhật ký sự kiện đọc được, số liệu theo kịp' })
  ready() {
    return this.health.check([
      async () => {
        const indicator = this.indicators.check('eventLog');
        try {
          return indicator.up({ head: await this.log.head() });
        } catch (error) {
          return indicator.down({ message: error instanceof Error ? error.name : 'error' });
        }
      },
      async () => {
        const indicator = this.indicators.check('readModels');
        if (this.readModels.failure) return indicator.down({ message: 'following the log ended' });
        if (this.readModels.outdated) return indicator.down({ message: 'rebuilding' });
        return indicator.up({ checkpoint: this.readModels.checkpoint() });
      },
    ]);
  }
}
