import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { and, asc, count, eq, gt, gte, lte, max, min, notLike, or, type SQL } from 'drizzle-orm';
import { AccountDirectory, actorFor, mayReadAccounts, type Principal } from '#access';
import { invalidCursor, Refusal } from '#kernel';
import { ReadModels } from '#projections';
import type { AccountTrail } from '../../domain/account-trail.js';
import { groupCounts } from '../../domain/diff.js';
import { roleText } from '../../domain/role-text.js';
import {
  type Duty,
  type Shortfall,
  type TrailActor,
  type TrailSlot,
  type TrailWindow,
  touches,
} from '../../domain/trail.js';
import { history } from '../../read-models/history/history.table.js';
import { type RightRow, rights } from '../../read-models/rights/rights.table.js';
import {
  DEFAULT_HISTORY_PAGE,
  type HistoryPaging,
  MAX_HISTORY_PAGE,
} from '../assignment-history/assignment-history.query.js';
import { HistoryLines, linesOf, type Names } from '../history-lines.js';
import { type TrailDays, TrailReader } from '../trail-reader.js';

const POSITION = /^[\d/-]{1,64}$/;

export interface AccountTrailFilter extends TrailDays, HistoryPaging {}

/**
 * Everything that an account did, what was done to it, and what it answered for. What it looked at, and the events of
 * accounts, are told to those alone who may read accounts.
 * @throws {Refusal} forbidden; not-found `no-such-account`; invalid `invalid-cursor`, `invalid-window`; unprocessable
 *   `as-of-in-future`
 */
export class AccountTrailQuery extends Query<AccountTrail> {
  constructor(
    readonly principal: Principal,
    readonly account: string,
    readonly filter: AccountTrailFilter = {},
  ) {
    super();
  }
}

@QueryHandler(AccountTrailQuery)
export class AccountTrailHandler implements IQueryHandler<AccountTrailQuery> {
  constructor(
    private readonly readModels: ReadModels,
    private readonly accounts: AccountDirectory,
    private readonly reader: TrailReader,
    private readonly lines: HistoryLines,
  ) {}

  async execute({ principal, account, filter }: AccountTrailQuery): Promise<AccountTrail> {
    actorFor(principal, 'trail.read-account');
    const { from, until, group, actor, cursor, limit = DEFAULT_HISTORY_PAGE } = filter;
    if (cursor !== undefined && !POSITION.test(cursor)) throw invalidCursor();
    const window = this.reader.window({ from, until });
    const shown = mayReadAccounts(principal)
      ? undefined
      : and(notLike(history.stream, 'account-%'), notLike(history.stream, 'inspection-%'));
    const acts = and(eq(history.actorId, account), shown, lte(history.recordedAt, window.end));
    const name = this.accounts.find(account)?.displayName ?? null;
    if (name === null && !this.#any(acts)) {
      throw new Refusal(
        'not-found',
        'no-such-account',
        'Không có tài khoản này, và không có việc nào của nó.',
      );
    }
    const names = this.lines.names();
    const whole = and(
      or(eq(history.actorId, account), eq(history.stream, `account-${account}`)),
      shown,
      lte(history.recordedAt, window.end),
      window.start === null ? undefined : gte(history.recordedAt, window.start),
    );
    const { counts, simulated } = this.#counts(whole);
    const held = this.#rights(account).filter(({ grantedAt, revokedAt }) =>
      touches(window, grantedAt, revokedAt),
    );
    const pageSize = Math.min(limit, MAX_HISTORY_PAGE);
    const rows = this.readModels.db
      .select()
      .from(history)
      .where(
        and(
          whole,
          linesOf({ group, actor }),
          cursor === undefined ? undefined : gt(history.position, cursor),
        ),
      )
      .orderBy(asc(history.position))
      .limit(pageSize + 1)
      .all();
    const page = rows.slice(0, pageSize);
    return {
      account,
      name,
      from: from ?? null,
      until: until ?? null,
      asOf: window.end,
      simulated: simulated || held.some((right) => right.simulated),
      rights: held.map((right) => this.#right(right, acts, window, names)),
      ...this.#answered(held, window, names),
      groups: groupCounts(counts),
      total: [...counts.values()].reduce((sum, ofType) => sum + ofType, 0),
      items: this.lines.tell(page, names).map((line) => ({ ...line, own: line.actor.id === account })),
      next: rows.length > pageSize ? (page.at(-1)?.position ?? null) : null,
    };
  }

  #any(where: SQL | undefined): boolean {
    const { db } = this.readModels;
    return db.select({ position: history.position }).from(history).where(where).limit(1).get() !== undefined;
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

  #rights(account: string): RightRow[] {
    return this.readModels.db
      .select()
      .from(rights)
      .where(eq(rights.account, account))
      .orderBy(asc(rights.grantedAt), asc(rights.event))
      .all();
  }

  /** A right with what was done under it in the window. */
  #right(right: RightRow, acts: SQL | undefined, window: TrailWindow, names: Names): TrailActor {
    const { account, role, unit, grantedAt, revokedAt } = right;
    const { start, end } = stretchOf(right, window);
    const done = this.readModels.db
      .select({ count: count(), first: min(history.recordedAt), last: max(history.recordedAt) })
      .from(history)
      .where(
        and(
          acts,
          eq(history.actorRole, role),
          unit === null ? undefined : eq(history.actorUnit, unit),
          gte(history.recordedAt, start),
          lte(history.recordedAt, end),
        ),
      )
      .get();
    const revoked = revokedAt !== null && revokedAt <= window.end;
    return {
      account,
      name: names.account(account),
      role,
      roleText: roleText(role),
      unit,
      unitName: unit === null ? null : names.unit(unit),
      from: grantedAt,
      until: revoked ? revokedAt : null,
      grantEvent: right.event,
      revokeEvent: revoked ? right.revokedEvent : null,
      acts: done?.count ?? 0,
      firstActAt: done?.first ?? null,
      lastActAt: done?.last ?? null,
      simulated: right.simulated,
    };
  }

  #answered(
    held: readonly RightRow[],
    window: TrailWindow,
    names: Names,
  ): Pick<AccountTrail, 'duties' | 'slots'> {
    const duties = new Map<string, Duty>();
    const slots: Record<Shortfall, TrailSlot[]> = { late: [], insufficient: [], missing: [] };
    for (const right of held) {
      if (right.unit === null) continue;
      const answered = this.reader.answered(right.unit, stretchOf(right, window), names);
      for (const duty of answered.duties) duties.set(duty.startEvent, duty);
      for (const outcome of Object.keys(slots) as Shortfall[])
        slots[outcome].push(...answered.slots[outcome]);
    }
    return { duties: [...duties.values()], slots };
  }
}

/** The part of a window in which a right was held. */
function stretchOf({ grantedAt, revokedAt }: RightRow, { start, end }: TrailWindow) {
  return {
    start: start !== null && start > grantedAt ? start : grantedAt,
    end: revokedAt !== null && revokedAt < end ? revokedAt : end,
  };
}
