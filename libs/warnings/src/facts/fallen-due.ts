import { addDays, instantAt, localDate, nthWorkingDayAfter } from '#kernel';
import type { ReadModelDb } from '#projections';
import { type AdoptedPolicy, cutOffOf, DAYS_TO_CUT_OFF, isPastCutOff, reportingPeriods } from '#reporting';
import { programmeOfAssignment } from '#tasks';
import { LAST_LEVEL } from '../domain/escalation.js';
import { FIRST_DAY_HOUR, LAST_DAY_HOUR } from '../domain/working-hours.js';

/** Whole programmes, and single assignments, by id. */
export interface Selection {
  readonly programmes: ReadonlySet<string>;
  readonly ids: ReadonlySet<string>;
}

export type PoliciesOf = (programme: string) => readonly AdoptedPolicy[];

const DAYS_OF_A_WEEK = 7;
const WORKING_DAYS_OF_A_WEEK = 5;

/**
 * What may be judged otherwise at an instant than at an earlier one though nothing was recorded of it: a cut-off, a due
 * date or a working day has passed, a policy has come into force. It may name more than what is, never less.
 */
export class FallenDue {
  constructor(private readonly policiesOf: PoliciesOf) {}

  /** Whether anything can have fallen due: told by the clock and the policies alone. */
  anything(db: ReadModelDb, since: string, now: string): boolean {
    return (
      localDate(since) !== localDate(now) ||
      passed(FIRST_DAY_HOUR, since, now) ||
      passed(LAST_DAY_HOUR, since, now) ||
      this.#programmes(db, since, now).length > 0
    );
  }

  /** Whether indicators may be judged otherwise, or their warnings have climbed: a day or a working day has ended. */
  ofIndicators(since: string, now: string): boolean {
    return localDate(since) !== localDate(now) || passed(LAST_DAY_HOUR, since, now);
  }

  /** What to look at. */
  between(db: ReadModelDb, since: string, now: string): Selection {
    const ids = new Set<string>();
    if (localDate(since) !== localDate(now)) this.#overdue(db, since, now, ids);
    if (passed(FIRST_DAY_HOUR, since, now)) this.#dueSoon(db, since, now, ids);
    if (passed(LAST_DAY_HOUR, since, now)) standing(db, ids);
    return { programmes: new Set(this.#programmes(db, since, now)), ids };
  }

  #overdue(db: ReadModelDb, since: string, now: string, ids: Set<string>): void {
    const rows = db.$client
      .prepare<[string, string], string>(
        'SELECT id FROM tasks_assignments WHERE current_due >= ? AND current_due < ?',
      )
      .pluck()
      .iterate(addDays(localDate(since), -1), localDate(now));
    for (const id of rows) ids.add(id);
  }

  #dueSoon(db: ReadModelDb, since: string, now: string, ids: Set<string>): void {
    const [from, until] = [localDate(since), localDate(now)];
    const known = new Map<string, boolean>();
    const rows = db.$client
      .prepare<[string], readonly [id: string, due: string]>(
        'SELECT id, current_due FROM tasks_assignments WHERE current_due >= ?',
      )
      .raw()
      .iterate(from);
    for (const [id, due] of rows) {
      const programme = programmeOfAssignment(id);
      const key = `${programme} ${due}`;
      const near =
        known.get(key) ?? this.policiesOf(programme).some((one) => comesNear(one, due, from, until));
      known.set(key, near);
      if (near) ids.add(id);
    }
  }

  /** Those of which a cut-off has passed or a policy has come into force. */
  #programmes(db: ReadModelDb, since: string, now: string): string[] {
    return db.$client
      .prepare<[], string>('SELECT DISTINCT programme FROM reporting_policies')
      .pluck()
      .all()
      .filter((programme) => {
        const adopted = this.policiesOf(programme);
        return cutOffPassed(adopted, since, now) || beginsBetween(adopted, since, now);
      });
  }
}

/** Whether a local time of day lies after one instant, on or before another. */
function passed(time: string, since: string, now: string): boolean {
  const until = localDate(now);
  const last = instantAt(until, time) <= now ? until : addDays(until, -1);
  return instantAt(last, time) > since;
}

/** Whether the day on which a policy warns of a due date is one of these. */
function comesNear(
  { policy, calendar, from: inForce }: AdoptedPolicy,
  due: string,
  from: string,
  until: string,
): boolean {
  const days = policy.warnings?.dueSoonWorkingDays;
  if (days === undefined) return false;
  if (!calendar[due.slice(0, 4)]) {
    // Days off would only make it earlier; whether the year is needed by now the rule itself says.
    const weeks = Math.ceil(days / WORKING_DAYS_OF_A_WEEK) + 1;
    return until >= addDays(due, -weeks * DAYS_OF_A_WEEK);
  }
  const day = nthWorkingDayAfter(addDays(due, -1), 1 - days, calendar);
  if (day === null) return true;
  // A policy that comes into force later warns on its first day of what has come near by then.
  const on = day < inForce ? inForce : day;
  return from <= on && on <= until;
}

/** What waits for its acceptance, and what stands and may climb. */
function standing({ $client: client }: ReadModelDb, ids: Set<string>): void {
  const waiting = client
    .prepare<[], string>(`SELECT id FROM tasks_assignments WHERE status = 'assigned'`)
    .pluck();
  for (const id of waiting.iterate()) ids.add(id);
  const climbing = client
    .prepare<[number], string>(
      `SELECT assignment FROM warnings_warnings
       WHERE cleared_at IS NULL AND level < ? AND assignment IS NOT NULL`,
    )
    .pluck();
  for (const id of climbing.iterate(LAST_LEVEL)) ids.add(id);
}

function cutOffPassed(adopted: readonly AdoptedPolicy[], since: string, now: string): boolean {
  // A cut-off lies within its period or in the month after it.
  const from = addDays(localDate(since), -DAYS_TO_CUT_OFF);
  return reportingPeriods(adopted, from, localDate(now)).some(
    ({ period, adopted: policy }) => isPastCutOff(policy, period, now) && cutOffOf(policy, period) >= since,
  );
}

function beginsBetween(adopted: readonly AdoptedPolicy[], since: string, now: string): boolean {
  return adopted.some(({ from }) => instantAt(from) > since && instantAt(from) <= now);
}
