import { Controller, Get, Inject } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProperty, ApiTags } from '@nestjs/swagger';
import { HealthCheck, HealthCheckService, HealthIndicatorService } from '@nestjs/terminus';
import { Public } from '#access';
import { comparePositions, EVENT_LOG, type EventLog, type Position } from '#event-log';
import { ReadModels } from '#projections';

class LiveDto {
  @ApiProperty({ enum: ['ok'] }) readonly status: 'ok';
}

@ApiTags('Vận hành')
@Controller('health')
export class HealthController {
  /** Whether the rows have reached the log's end once since the start. */
  #caughtUp = false;

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
    const head = this.log.head();
    return this.health.check([() => this.#eventLog(head), () => this.#readModels(head)]);
  }

  async #eventLog(head: Promise<Position | null>) {
    const indicator = this.indicators.check('eventLog');
    try {
      return indicator.up({ head: await head });
    } catch (error) {
      return indicator.down({ message: error instanceof Error ? error.name : 'error' });
    }
  }

  async #readModels(head: Promise<Position | null>) {
    const indicator = this.indicators.check('readModels');
    if (this.readModels.failure) return indicator.down({ message: 'following the log ended' });
    if (this.readModels.outdated) return indicator.down({ message: 'rebuilding' });
    const end = await head.catch(() => undefined);
    const checkpoint = this.readModels.checkpoint();
    // Once they have caught up they stay ready: rows are always a moment behind.
    this.#caughtUp ||=
      end === null || (end !== undefined && checkpoint !== null && comparePositions(checkpoint, end) >= 0);
    return this.#caughtUp ? indicator.up({ checkpoint }) : indicator.down({ message: 'catching up' });
  }
}
