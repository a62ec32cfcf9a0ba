import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { actorFor, type Principal } from '#access';
import type { Page } from '#kernel';
import type { NoticeKind } from '../../domain/announcement.js';
import { render } from '../../domain/texts.js';
import { Outbox } from '../../outbox/outbox.js';
import { TextFolder } from '../../texts/text-folder.js';
import { pageOf, seqOfCursor } from '../seq-cursor.js';

export interface NoticeView {
  readonly id: string;
  readonly kind: NoticeKind;
  readonly unit: string | null;
  /** One line. */
  readonly title: string;
  readonly text: string;
  /** Path of what it speaks of. */
  readonly link: string;
  /** Instant at which it was so. */
  readonly at: string;
  /** Instant at which it was told. */
  readonly madeAt: string;
  readonly readAt: string | null;
  readonly simulated: boolean;
}

export interface NoticePage extends Page<NoticeView> {
  /** How many in all are not read. */
  readonly unread: number;
}

/** One's own notices, newest first. */
export class ListNoticesQuery extends Query<NoticePage> {
  constructor(
    readonly principal: Principal,
    readonly filter: {
      readonly unread?: boolean | undefined;
      readonly cursor?: string | undefined;
      readonly limit?: number | undefined;
    },
  ) {
    super();
  }
}

const DEFAULT_LIMIT = 50;

@QueryHandler(ListNoticesQuery)
export class ListNoticesHandler implements IQueryHandler<ListNoticesQuery> {
  constructor(
    private readonly outbox: Outbox,
    private readonly folder: TextFolder,
  ) {}

  async execute({ principal, filter }: ListNoticesQuery): Promise<NoticePage> {
    actorFor(principal, 'notification.own');
    const limit = filter.limit ?? DEFAULT_LIMIT;
    const rows = this.outbox.notices(principal.id, {
      unread: filter.unread ?? false,
      before: seqOfCursor(filter.cursor),
      limit: limit + 1,
    });
    const { items, next } = pageOf(rows, limit);
    return {
      items: items.map(({ id, kind, unit, at, madeAt, readAt, told }) => {
        const { subject, body } = render(this.folder.texts.kinds[kind], told.values);
        const { link, simulated } = told;
        return { id, kind, unit, title: subject, text: body, link, at, madeAt, readAt, simulated };
      }),
      next,
      unread: this.outbox.unread(principal.id),
    };
  }
}
