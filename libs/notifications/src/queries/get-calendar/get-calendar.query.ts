import { createHash } from 'node:crypto';
import { Inject } from '@nestjs/common';
import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { AccountDirectory, scopeOf } from '#access';
import { addDays, CLOCK, type Clock, localDate, Refusal } from '#kernel';
import { ReadModels } from '#projections';
import { DAYS_TO_CUT_OFF, reportingPeriods, SlotService } from '#reporting';
import { RESTING } from '#tasks';
import { feedIdOf, opensFeed } from '../../calendar/feed-token.js';
import { iCalendarOf } from '../../calendar/icalendar.js';
import {
  type CalendarEntry,
  type CutOffRow,
  cutOffEntry,
  type DueRow,
  dueEntry,
  type ExplanationRow,
  explanationEntry,
} from '../../domain/calendar.js';
import { knownCutOff } from '../../facts/cut-offs.js';
import { NoticeFactsService } from '../../facts/notice-facts.service.js';
import { Outbox } from '../../outbox/outbox.js';

export interface Calendar {
  /** iCalendar. */
  readonly text: string;
  /** With its quotes. */
  readonly etag: string;
}

/** A unit's calendar, for a program that can't log in but has the link. */
export class GetCalendarQuery extends Query<Calendar> {
  constructor(
    readonly unit: string,
    readonly token: string,
  ) {
    super();
  }
}

/** The running period and the next two. */
const PERIODS_AHEAD = 3;
/** Days after now on which the last of them has ended. */
const DAYS_AHEAD = 1_200;

type Flagged<Row> = Omit<Row, 'simulated'> & { readonly simulated: number };

@QueryHandler(GetCalendarQuery)
export class GetCalendarHandler implements IQueryHandler<GetCalendarQuery> {
  constructor(
    private readonly outbox: Outbox,
    private readonly accounts: AccountDirectory,
    private readonly readModels: ReadModels,
    private readonly slots: SlotService,
    private readonly facts: NoticeFactsService,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** @throws {Refusal} not-found (`calendar-not-found`): a link that is wrong, revoked, or of who may not look any more */
  async execute({ unit, token }: GetCalendarQuery): Promise<Calendar> {
    if (!this.#mayRead(unit, token)) {
      throw new Refusal('not-found', 'calendar-not-found', 'Không có lịch ở đường dẫn này.');
    }
    const entries = [
      ...this.#dues(unit).map(dueEntry),
      ...this.#cutOffs(unit).map(cutOffEntry),
      ...this.#explanations(unit).map(explanationEntry),
    ];
    const text = iCalendarOf(`Nghị quyết 57: ${this.facts.unitName(unit)}`, sorted(entries));
    return { text, etag: `"${createHash('sha256').update(text).digest('base64url')}"` };
  }

  #mayRead(unit: string, token: string): boolean {
    const feed = this.outbox.feed(feedIdOf(token));
    if (!opensFeed(token, feed?.tokenSha256 ?? null) || feed?.unit !== unit) return false;
    const principal = this.accounts.principal(feed.account);
    if (!principal) return false;
    try {
      const scope = scopeOf(principal, 'assignment.read');
      return scope === 'all' || scope.includes(unit);
    } catch (error) {
      if (error instanceof Refusal) return false;
      throw error;
    }
  }

  #dues(unit: string): DueRow[] {
    return this.#client
      .prepare<[string, string], Flagged<DueRow>>(
        `SELECT a.id AS assignment, coalesce(p.title, a.programme) AS programmeTitle, a.task,
           coalesce(t.title, a.task) AS taskTitle, a.current_due AS due, max(v.revision) AS revision,
           max(v.from_at) AS changedAt, a.simulated
         FROM tasks_assignments a
         JOIN tasks_assignment_versions v ON v.assignment = a.id
         LEFT JOIN catalogue_programmes p ON p.id = a.programme
         LEFT JOIN catalogue_tasks t ON t.programme = a.programme AND t.code = a.task
         WHERE a.unit = ? AND a.current_due IS NOT NULL
           AND a.status NOT IN (SELECT value FROM json_each(?))
         GROUP BY a.id`,
      )
      .all(unit, JSON.stringify([...RESTING]))
      .map(flagged);
  }

  #explanations(unit: string): ExplanationRow[] {
    return this.#client
      .prepare<[string], Flagged<Omit<ExplanationRow, 'ofIndicator'>> & { readonly ofIndicator: number }>(
        `SELECT w.id AS warning, w.rule, w.indicator IS NOT NULL AS ofIndicator,
           coalesce(w.task, w.indicator) AS matter, coalesce(t.title, i.name, w.task, w.indicator) AS title,
           w.explanation_due_on AS dueOn, max(e.revision) AS revision, max(e.recorded_at) AS changedAt, w.simulated
         FROM warnings_warnings w
         JOIN warnings_explanations e ON e.warning = w.id
         LEFT JOIN catalogue_tasks t ON t.programme = w.programme AND t.code = w.task
         LEFT JOIN catalogue_indicators i ON i.programme = w.programme AND i.code = w.indicator
         WHERE coalesce(w.unit, w.asked_unit) = ? AND w.explanation IN ('asked', 'returned') AND w.explanation_due_on IS NOT NULL
         GROUP BY w.id`,
      )
      .all(unit)
      .map((row) => ({ ...flagged(row), ofIndicator: row.ofIndicator === 1 }));
  }

  /** Of the programmes in which the unit has something live. */
  #cutOffs(unit: string): CutOffRow[] {
    const programmes = this.#client
      .prepare<[string, string], { programme: string }>(
        `SELECT DISTINCT programme FROM tasks_assignments
         WHERE unit = ? AND status NOT IN (SELECT value FROM json_each(?)) ORDER BY programme`,
      )
      .all(unit, JSON.stringify([...RESTING]));
    return programmes.flatMap(({ programme }) => this.#cutOffsOf(programme));
  }

  #cutOffsOf(programme: string): CutOffRow[] {
    const now = this.clock.now();
    const today = localDate(now);
    const policies = this.slots.policies(programme);
    const rows: CutOffRow[] = [];
    for (const { period, adopted } of reportingPeriods(
      policies,
      addDays(today, -DAYS_TO_CUT_OFF),
      addDays(today, DAYS_AHEAD),
    )) {
      if (rows.length === PERIODS_AHEAD) break;
      const cutOff = knownCutOff(adopted, period);
      if (cutOff === null || cutOff < now) continue;
      rows.push({
        programme,
        programmeTitle: this.facts.programmeTitle(programme),
        period,
        cutOff,
        policy: policies.indexOf(adopted),
        simulated: this.facts.isSimulated(programme),
      });
    }
    return rows;
  }

  get #client() {
    return this.readModels.db.$client;
  }
}

const flagged = <Row>(row: Row & { readonly simulated: number }) => ({
  ...row,
  simulated: row.simulated === 1,
});

const sorted = (entries: readonly CalendarEntry[]) =>
  entries.toSorted((a, b) => (a.uid < b.uid ? -1 : a.uid > b.uid ? 1 : 0));
