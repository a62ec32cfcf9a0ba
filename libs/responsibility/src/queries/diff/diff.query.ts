import { Inject } from '@nestjs/common';
import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { and, asc, count, eq, gt, inArray, lte, max, min, or, type SQL, sql } from 'drizzle-orm';
import { type Principal, scopeOf } from '#access';
import { ProgrammeDirectory, UnitDirectory } from '#catalogue';
import { CLOCK, type Clock, invalidCursor, Refusal } from '#kernel';
import { ReadModels, readInstant } from '#projections';
import { type AdoptedPolicy, cutOffOf, policyFor, SlotService } from '#reporting';
import {
  countedGroups,
  type Diff,
  type DiffGroup,
  type DiffLine,
  groupOf,
  type Timeliness,
  typesOf,
} from '../../domain/diff.js';
import type { HistoryEventType } from '../../domain/sentences.js';
import { type HistoryRow, history } from '../../read-models/history/history.table.js';
import {
  DEFAULT_HISTORY_PAGE,
  type HistoryPaging,
  MAX_HISTORY_PAGE,
} from '../assignment-history/assignment-history.query.js';
import { HistoryLines } from '../history-lines.js';

/** Instant and position of the last line. */
const CURSOR = /^(\d{4}-\d{2}-\d{2}T[\d:.]{8,12}Z)~([\d/-]{1,64})$/;

export interface DiffFilter extends HistoryPaging {
  /** A day (its end) or an instant; what was recorded after it is told. */
  readonly from: string;
  /** A day (its end) or an instant; what was recorded by it is told. Left out: now. */
  readonly to?: string | undefined;
  /** Only what speaks of this unit. */
  readonly unit?: string | undefined;
  /** Lines of this group only; counts are of the whole. */
  readonly group?: DiffGroup | undefined;
}

/**
 * What came to be known of a programme between two instants. A lead unit is told what speaks of it.
 * @throws {Refusal} forbidden; not-found `programme-not-found`, `unit-not-found`; invalid `invalid-instant`,
 *   `invalid-window`, `invalid-cursor`; unprocessable `as-of-in-future`, `instant-in-future`
 */
export class DiffQuery extends Query<Diff> {
  constructor(
    readonly principal: Principal,
    readonly programme: string,
    readonly filter: DiffFilter,
  ) {
    super();
  }
}

@QueryHandler(DiffQuery)
export class DiffHandler implements IQueryHandler<DiffQuery> {
  constructor(
    private readonly readModels: ReadModels,
    private readonly programmes: ProgrammeDirectory,
    private readonly units: UnitDirectory,
    private readonly slots: SlotService,
    private readonly lines: HistoryLines,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async execute({ principal, programme, filter }: DiffQuery): Promise<Diff> {
    const scope = scopeOf(principal, 'history.read');
    this.programmes.get(programme);
    const { unit, group, cursor } = filter;
    if (unit !== undefined && !this.units.has(unit)) {
      throw new Refusal('not-found', 'unit-not-found', `Không có đơn vị “${unit}”.`);
    }
    const { from, to } = this.#window(filter);
    const units = unit === undefined ? scope : scope === 'all' || scope.includes(unit) ? [unit] : [];
    const whole = and(
      eq(history.programme, programme),
      gt(history.recordedAt, from),
      lte(history.recordedAt, to),
      units === 'all' ? undefined : inArray(history.unit, [...units]),
    );
    const policies = this.slots.policies(programme);
    const { counts, simulated } = this.#counts(whole);
    const groups = countedGroups(counts, this.#timeliness(whole, policies));
    const limit = Math.min(filter.limit ?? DEFAULT_HISTORY_PAGE, MAX_HISTORY_PAGE);
    const rows = this.#page(whole, group, cursor, limit + 1);
    const shown = rows.slice(0, limit);
    const last = shown.at(-1);
    return {
      programme,
      from,
      to,
      unit: unit ?? null,
      simulated,
      total: groups.reduce((sum, { count: ofGroup }) => sum + ofGroup, 0),
      groups,
      items: this.#told(shown, policies),
      next: rows.length > limit && last ? `${last.recordedAt}~${last.position}` : null,
    };
  }

  #window({ from, to }: DiffFilter): { readonly from: string; readonly to: string } {
    const now = this.clock.now();
    const window = {
      from: readInstant(from, 'from', now),
      to: to === undefined ? now : readInstant(to, 'to', now),
    };
    if (window.from <= window.to) return window;
    throw new Refusal('invalid', 'invalid-window', 'Thời điểm đầu phải không sau thời điểm cuối.', [
      { at: 'from', detail: 'phải không sau to' },
    ]);
  }

  #counts(whole: SQL | undefined) {
    const rows = this.readModels.db
      .select({ type: history.type, count: count(), simulated: max(history.simulated) })
      .from(history)
      .where(whole)
      .groupBy(history.type)
      .all();
    return {
      counts: new Map(rows.map(({ type, count: ofType }) => [type, ofType])),
      simulated: rows.some((row) => Boolean(row.simulated)),
    };
  }

  /** How many updates came by their period's cut-off, and how many later. */
  #timeliness(whole: SQL | undefined, policies: readonly AdoptedPolicy[]) {
    const { db } = this.readModels;
    const period = sql<string>`json_extract(${history.data}, '$.period')`;
    const reported = and(whole, eq(history.type, 'ProgressReported'));
    const periods = db
      .select({ period, count: count(), first: min(history.recordedAt), last: max(history.recordedAt) })
      .from(history)
      .where(reported)
      .groupBy(period)
      .all();
    const found = { onTime: 0, late: 0 };
    for (const { period: of, count: all, first, last } of periods) {
      const policy = policyFor(policies, of);
      if (!policy) continue;
      const cutOff = cutOffOf(policy, of);
      const late =
        (last ?? '') <= cutOff
          ? 0
          : (first ?? '') > cutOff
            ? all
            : (db
                .select({ count: count() })
                .from(history)
                .where(and(reported, eq(period, of), gt(history.recordedAt, cutOff)))
                .get()?.count ?? 0);
      found.late += late;
      found.onTime += all - late;
    }
    return found;
  }

  #page(
    whole: SQL | undefined,
    group: DiffGroup | undefined,
    cursor: string | undefined,
    limit: number,
  ): HistoryRow[] {
    const [, recordedAt, position] = CURSOR.exec(cursor ?? '') ?? [];
    if (cursor !== undefined && (recordedAt === undefined || position === undefined)) throw invalidCursor();
    const after =
      recordedAt === undefined || position === undefined
        ? undefined
        : or(
            gt(history.recordedAt, recordedAt),
            and(eq(history.recordedAt, recordedAt), gt(history.position, position)),
          );
    return this.readModels.db
      .select()
      .from(history)
      .where(and(whole, after, group === undefined ? undefined : inArray(history.type, [...typesOf(group)])))
      .orderBy(asc(history.recordedAt), asc(history.position))
      .limit(limit)
      .all();
  }

  #told(rows: readonly HistoryRow[], policies: readonly AdoptedPolicy[]): DiffLine[] {
    const lines = this.lines.tell(rows);
    return lines.map((line, index) => ({
      ...line,
      // What is of a programme is of no account.
      group: groupOf(line.type) as DiffGroup,
      timeliness: timelinessOf(line.type, rows[index]!, policies),
    }));
  }
}

function timelinessOf(
  type: HistoryEventType,
  { data, recordedAt }: HistoryRow,
  policies: readonly AdoptedPolicy[],
): Timeliness | null {
  if (type !== 'ProgressReported') return null;
  const { period } = JSON.parse(data) as { period: string };
  const policy = policyFor(policies, period);
  if (!policy) return null;
  return recordedAt <= cutOffOf(policy, period) ? 'on-time' : 'late';
}
