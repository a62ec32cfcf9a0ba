import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import type { Principal } from '#access';
import { invalidCursor } from '#kernel';
import type { FieldKindName } from '../../domain/field-kinds.js';
import {
  DEFAULT_HISTORY_PAGE,
  type HistoryPage,
  type HistoryPaging,
  MAX_HISTORY_PAGE,
} from '../assignment-history/assignment-history.query.js';
import { HistoryLines, isWanted, type LineFilter } from '../history-lines.js';
import { Things } from '../things.js';

const REVISION = /^\d{1,9}$/;

/**
 * Every event of one thing, told; newest last. The cursor is the revision of the last line.
 * @throws {Refusal} forbidden; not-found `thing-not-found`; invalid `invalid-cursor`
 */
export class ThingHistoryQuery extends Query<HistoryPage> {
  constructor(
    readonly principal: Principal,
    readonly kind: FieldKindName,
    readonly id: string,
    readonly paging: HistoryPaging = {},
    readonly filter: LineFilter = {},
  ) {
    super();
  }
}

@QueryHandler(ThingHistoryQuery)
export class ThingHistoryHandler implements IQueryHandler<ThingHistoryQuery> {
  constructor(
    private readonly things: Things,
    private readonly lines: HistoryLines,
  ) {}

  async execute({ principal, kind, id, paging, filter }: ThingHistoryQuery): Promise<HistoryPage> {
    const { cursor } = paging;
    if (cursor !== undefined && !REVISION.test(cursor)) throw invalidCursor();
    const limit = Math.min(paging.limit ?? DEFAULT_HISTORY_PAGE, MAX_HISTORY_PAGE);
    const rows = this.things
      .rows(principal, kind, id)
      .filter(({ type }) => kind !== 'policy' || type === 'ReportingPolicyAdopted')
      .filter(isWanted(filter))
      .filter(({ revision }) => cursor === undefined || revision > Number(cursor));
    const shown = rows.slice(0, limit);
    const last = shown.at(-1);
    return {
      items: this.lines.tell(shown),
      next: rows.length > limit && last ? String(last.revision) : null,
    };
  }
}
