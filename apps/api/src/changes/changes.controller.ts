import { Controller, Headers, Inject, type MessageEvent, Req, Sse } from '@nestjs/common';
import { ApiHeader, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import {
  concatMap,
  defer,
  from,
  interval,
  map,
  merge,
  mergeMap,
  type Observable,
  Subject,
  takeUntil,
} from 'rxjs';
import {
  ApiProblems,
  isOfAccounts,
  NowOnly,
  PrincipalResolver,
  permissionsOf,
  Requires,
  sessionTokenOf,
} from '#access';
import { EVENT_LOG, type EventLog, follow, type Position, type RecordedEvent } from '#event-log';
import { CLOCK, type Clock, localDate, Refusal } from '#kernel';
import { ReadModels } from '#projections';
import { unitOfAssignment } from '#tasks';

const HEARTBEAT_MS = 20_000;
const ROWS_PATIENCE_MS = 10_000;
const POSITION = /^[\x21-\x7E]{1,64}$/;

/** The unit that an event concerns, or null for what concerns everybody: an indicator's "unit" is one of measure. */
function unitOf({ stream, data }: RecordedEvent): string | null {
  if (stream.startsWith('assignment-')) return unitOfAssignment(stream);
  return stream.startsWith('warning-') && typeof data.unit === 'string' ? data.unit : null;
}

/** @param units ids of those whose matters alone may be told; null: everybody's */
function isFor(units: readonly string[] | null, event: RecordedEvent): boolean {
  if (isOfAccounts(event.stream)) return false;
  const unit = unitOf(event);
  return units === null || unit === null || units.includes(unit);
}

@ApiTags('Thay đổi')
@Controller('changes')
@NowOnly()
export class ChangesController {
  constructor(
    @Inject(EVENT_LOG) private readonly log: EventLog,
    private readonly readModels: ReadModels,
    @Inject(CLOCK) private readonly clock: Clock,
    private readonly principals: PrincipalResolver,
  ) {}

  /** Tells what has happened, once its rows can be read. Starts now, or after `Last-Event-ID`. */
  @Sse()
  @Requires('changes.read')
  @ApiOperation({
    summary: 'Luồng thay đổi (SSE); đơn vị chủ trì chỉ nhận việc của mình',
    description:
      'Nối lại với Last-Event-ID thì nhận tiếp từ đó, không sót, không lặp. Luồng hết khi phiên đăng nhập hoặc quyền đã hết.',
  })
  @ApiHeader({ name: 'Last-Event-ID', required: false, description: 'Vị trí đã nhận sau cùng' })
  @ApiOkResponse({
    description: 'Mỗi thay đổi một thông điệp',
    content: {
      'text/event-stream': {
        schema: {
          type: 'string',
          description:
            'event: change; id: vị trí; data: JSON gồm position, stream, revision, type, unit, recordedAt, simulated. Cách quãng có event: heartbeat, data là ngày của máy chủ.',
        },
      },
    },
  })
  @ApiProblems(400)
  changes(
    @Req() request: FastifyRequest,
    @Headers('last-event-id') lastEventId?: string,
  ): Observable<MessageEvent> {
    const token = sessionTokenOf(request) ?? '';
    if (lastEventId !== undefined && !POSITION.test(lastEventId)) {
      throw new Refusal('invalid', 'invalid-last-event-id', 'Last-Event-ID phải là vị trí đã nhận.');
    }
    const ended = new Subject<void>();
    // A stream may outlive the session that opened it, and the rights that it had then.
    const checked = <Message>(told: (units: readonly string[] | null) => Message[]): Message[] => {
      const principal = this.principals.resolve(token);
      const right =
        principal && permissionsOf(principal).find(({ permission }) => permission === 'changes.read');
      if (right) return told(right.units);
      ended.next();
      return [];
    };
    // What has rows by now was read, or can be: this needs no log, and an outage of it is waited out.
    const events = defer(() =>
      follow(this.log, lastEventId ? (lastEventId as Position) : this.readModels.checkpoint()),
    ).pipe(
      // A browser that reads again after the message must find the rows.
      concatMap(async (page) => {
        const last = page.at(-1);
        if (last) await this.readModels.waitFor(last.position, ROWS_PATIENCE_MS);
        return page;
      }),
      mergeMap((page) => from(checked((units) => page.filter((event) => isFor(units, event))))),
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
    const heartbeat = interval(HEARTBEAT_MS).pipe(
      mergeMap(() =>
        checked((): MessageEvent[] => [{ type: 'heartbeat', data: localDate(this.clock.now()) }]),
      ),
    );
    return merge(events, heartbeat).pipe(takeUntil(ended));
  }
}
