import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { and, asc, eq, gt, type SQL } from 'drizzle-orm';
import { actorFor, type Principal } from '#access';
import { invalidCursor, Refusal } from '#kernel';
import { ReadModels } from '#projections';
import { unitOfWarning, warningStream } from '#warnings';
import { history } from '../../read-models/history/history.table.js';
import {
  DEFAULT_HISTORY_PAGE,
  type HistoryPage,
  type HistoryPaging,
  MAX_HISTORY_PAGE,
} from '../assignment-history/assignment-history.query.js';
import { HistoryLines, type LineFilter, linesOf } from '../history-lines.js';

const REVISION = /^\d{1,9}$/;

/**
 * One warning's life: raised, climbed, explained, cleared; newest last. The cursor is the revision of the last line.
 * @throws {Refusal} forbidden; not-found `warning-not-found`; invalid `invalid-cursor`
 */
export class WarningHistoryQuery extends Query<HistoryPage> {
  constructor(
    readonly principal: Principal,
    /** Id of the warning. */
    readonly warning: string,
    readonly paging: HistoryPaging = {},
    readonly filter: LineFilter = {},
  ) {
    super();
  }
}

@QueryHandler(WarningHistoryQuery)
export class WarningHistoryHandler implements IQueryHandler<WarningHistoryQuery> {
  constructor(
    private readonly readModels: ReadModels,
    private readonly lines: HistoryLines,
  ) {}

  async execute({ principal, warning, paging, filter }: WarningHistoryQuery): Promise<HistoryPage> {
    actorFor(principal, 'history.read', unitOfWarning(this.readModels, warning));
    const { cursor } = paging;
    if (cursor !== undefined && !REVISION.test(cursor)) throw invalidCursor();
    const limit = Math.min(paging.limit ?? DEFAULT_HISTORY_PAGE, MAX_HISTORY_PAGE);
    const ofWarning = eq(history.stream, warningStream(warning));
    const rows = this.readModels.db
      .select()
      .from(history)
      .where(
        and(
          ofWarning,
          linesOf(filter),
          cursor === undefined ? undefined : gt(history.revision, Number(cursor)),
        ),
      )
      .orderBy(asc(history.revision))
      .limit(limit + 1)
      .all();
    if (rows.length === 0 && !this.#exists(ofWarning)) {
      throw new Refusal('not-found', 'warning-not-found', 'Không có cảnh báo này.');
    }
    const shown = rows.slice(0, limit);
    const last = shown.at(-1);
    return {
      items: this.lines.tell(shown),
      next: rows.length > limit && last ? String(last.revision) : null,
    };
  }

  #exists(ofWarning: SQL): boolean {
    const found = this.readModels.db
      .select({ position: history.position })
      .from(history)
      .where(ofWarning)
      .limit(1)
      .get();
    return found !== undefined;
  }
}
