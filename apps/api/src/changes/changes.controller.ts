import { Controller, Headers, Inject, type MessageEvent, Sse } from '@nestjs/common';
import { ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import { concatMap, defer, filter, from, interval, map, merge, mergeMap, type Observable } from 'rxjs';
import { CurrentPrincipal, type Principal, Requires, scopeOf } from '#access';
import { EVENT_LOG, type EventLog, follow, type Position, type RecordedEvent } from '#event-log';
import { Refusal } from '#kernel';
import { ReadModels } from '#projections';
import { unitOfAssignment } from '#tasks';

const HEARTBEAT_MS = 20_000;
const ROWS_PATIENCE_MS = 10_000;
const POSITION = /^[\x21-\x7E]{1,64}$/;

/** The unit that an event concerns, or null for what concerns everybody. */
function unitOf(event: RecordedEvent): string | null {
  if (event.stream.startsWith('assignment-')) return unitOfAssignment(event.stream);
  return typeof event.data.unit === 'string' ? event.data.unit : null;
}

@ApiTags('Thay đổi')
@Controller('changes')
export class ChangesController {
  constructor(
    @Inject(EVENT_LOG) private readonly log: EventLog,
    private readonly readModels: ReadModels,
  ) {}

  /** Tells what has happened, once its rows can be read. Starts now, or after `Last-Event-ID`. */
  @Sse()
  @Requires('changes.read')
  @ApiOperation({
    summary: 'Luồng thay đổi (SSE); đơn vị chủ trì chỉ nhận việc của mình',
    description: 'Nối lại với Last-Event-ID thì nhận tiếp từ đó, không sót, không lặp.',
  })
  @ApiProduces('text/event-stream')
  changes(
    @CurrentPrincipal() principal: Principal,
    @Headers('last-event-id') lastEventId?: string,
  ): Observable<MessageEvent> {
    const scope = scopeOf(principal, 'changes.read');
    if (lastEventId !== undefined && !POSITION.test(lastEventId)) {
      throw new Refusal('invalid', 'invalid-last-event-id', 'Last-Event-ID phải là vị trí đã nhận.');
    }
    const visible = (event: RecordedEvent) => {
      if (event.stream.startsWith('account-')) return false;
      const unit = unitOf(event);
      return scope === 'all' || unit === null || scope.includes(unit);
    };
    const events = defer(() => (lastEventId ? from([lastEventId as Position]) : from(this.log.head()))).pipe(
      mergeMap((after) => follow(this.log, after)),
      // A browser that reads again after the message must find the rows.
      concatMap(async (page) => {
        const last = page.at(-1);
        if (last) await this.readModels.waitFor(last.position, ROWS_PATIENCE_MS);
        return page;
      }),
      mergeMap((page) => from(page)),
      filter(visible),
      map(
        (event): MessageEvent => ({
          id: event.position,
          type: 'change',
          data: {
            position: event.position,
            stream: event.stream,
            revision: event.revision,
            type: event.type,
            unit: unitOf(event),
            recordedAt: event.metadata.recordedAt,
            simulated: event.metadata.simulated !== undefined,
          },
        }),
      ),
    );
    const heartbeat = interval(HEARTBEAT_MS).pipe(map((): MessageEvent => ({ type: 'heartbeat', data: '' })));
    return merge(events, heartbeat);
  }
}
