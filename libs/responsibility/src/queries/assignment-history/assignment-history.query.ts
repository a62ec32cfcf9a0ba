import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { and, asc, eq, gt } from 'drizzle-orm';
import { actorFor, type Principal } from '#access';
import { invalidCursor, Refusal } from '#kernel';
import { ReadModels } from '#projections';
import { unitOfAssignment } from '#tasks';
import type { HistoryLine } from '../../domain/trail.js';
import { history } from '../../read-models/history/history.table.js';
import { HistoryLines, type LineFilter, linesOf } from '../history-lines.js';

export const MAX_HISTORY_PAGE = 500;
export const DEFAULT_HISTORY_PAGE = 100;
const POSITION = /^[\d/-]{1,64}$/;

export interface HistoryPage {
  readonly items: readonly HistoryLine[];
  /** Send it back as `cursor` for the next page; null at the end. */
  readonly next: string | null;
}

export interface HistoryPaging {
  /** Position of the last line that was seen. */
  readonly cursor?: string | undefined;
  /** 1 to {@link MAX_HISTORY_PAGE}; default 100. */
  readonly limit?: number | undefined;
}

/**
 * The history of one assignment and its warnings, newest last.
 * @throws {Refusal} forbidden; not-found `assignment-not-found`; invalid `invalid-cursor`
 */
export class AssignmentHistoryQuery extends Query<HistoryPage> {
  constructor(
    readonly principal: Principal,
    readonly assignment: string,
    readonly paging: HistoryPaging = {},
    readonly filter: LineFilter = {},
  ) {
    super();
  }
}

@QueryHandler(AssignmentHistoryQuery)
export class AssignmentHistoryHandler implements IQueryHandler<AssignmentHistoryQuery> {
  constructor(
    private readonly readModels: ReadModels,
    private readonly lines: HistoryLines,
  ) {}

  async execute({ principal, assignment, paging, filter }: AssignmentHistoryQuery): Promise<HistoryPage> {
    actorFor(principal, 'history.read', unitOfAssignment(assignment));
    if (paging.cursor !== undefined && !POSITION.test(paging.cursor)) throw invalidCursor();
    const limit = Math.min(paging.limit ?? DEFAULT_HISTORY_PAGE, MAX_HISTORY_PAGE);
    const after = paging.cursor === undefined ? undefined : gt(history.position, paging.cursor);
    const rows = this.readModels.db
      .select()
      .from(history)
      .where(and(eq(history.assignment, assignment), after, linesOf(filter)))
      .orderBy(asc(history.position))
      .limit(limit + 1)
      .all();
    if (rows.length === 0 && !this.#exists(assignment)) {
      throw new Refusal('not-found', 'assignment-not-found', 'Không có phần giao nhiệm vụ này.');
    }
    const shown = rows.slice(0, limit);
    return {
      items: this.lines.tell(shown),
      next: rows.length > limit ? (shown.at(-1)?.position ?? null) : null,
    };
  }

  #exists(assignment: string): boolean {
    const found = this.readModels.db
      .select({ position: history.position })
      .from(history)
      .where(eq(history.assignment, assignment))
      .limit(1)
      .get();
    return found !== undefined;
  }
}
