import { Injectable } from '@nestjs/common';
import { ProgrammeDirectory, type UnitKind } from '#catalogue';
import { dateText, localDate, type Period, Refusal, type WorkCalendar } from '#kernel';
import { ReadModels } from '#projections';
import {
  type AdoptedPolicy,
  cutOffOf,
  documentOrder,
  isPastCutOff,
  type PeriodCompliance,
  policyFor,
  policyOn,
  type Slot,
  SlotService,
} from '#reporting';
import type { ExplanationEventType, WarningRule } from '#warnings';
import { dayCounter } from './domain/days.js';
import { type ExplanationStep, explanationsOf } from './domain/explanations.js';
import type {
  AssignmentFact,
  ExplanationFact,
  ExtensionFact,
  SlotFact,
  UnitFacts,
  VersionFact,
  WarningFact,
} from './domain/facts.js';
import { type RankedScorecard, ranked } from './domain/ranking.js';
import { scorecardOf } from './domain/scorecard.js';
import { dayOfMatter, holds, type Span, spanOf } from './domain/span.js';

/** A reporting period of a span. */
export interface SpanPeriod {
  readonly period: Period;
  /** Instant until which its updates are on time; null: that lies ahead. */
  readonly cutOff: string | null;
  readonly state: PeriodCompliance['state'];
}

/** A programme's scorecards over a span, as they were known at an instant. */
export interface Scorecards {
  readonly programme: string;
  readonly programmeTitle: string;
  readonly span: Span;
  readonly asOf: string;
  /** Those of which somebody owes an update. */
  readonly periods: readonly SpanPeriod[];
  /** Share of updates that the policy in force at the span's end asks for, 0–1. */
  readonly goal: number;
  /** Whether the span, or a cut-off of its periods, still lies ahead. */
  readonly provisional: boolean;
  readonly simulated: boolean;
  /** Every unit with a task of the programme by the span's end, best rank first. */
  readonly cards: readonly RankedScorecard[];
}

interface SpanSlots {
  readonly shown: readonly Slot[];
  /** Event id of the sufficient report that came after the cut-off, by `<assignment> <period>`. */
  readonly late: ReadonlyMap<string, string>;
  readonly closed: ReadonlySet<Period>;
}

interface UnitRow {
  readonly id: string;
  readonly name: string;
  readonly kind: UnitKind;
  readonly simulated: number;
}

type Owned<Row> = Row & { readonly unit: string };

/** Gathers scorecards from the read models. Always all of a programme: a rank needs the others. */
@Injectable()
export class ScorecardReader {
  constructor(
    private readonly readModels: ReadModels,
    private readonly slots: SlotService,
    private readonly programmes: ProgrammeDirectory,
  ) {}

  /**
   * @param asOf instant up to which facts count
   * @throws {Refusal} not-found `programme-not-found`; invalid `invalid-span`; unprocessable `span-not-begun`,
   * `policy-not-adopted`, `calendar-missing`
   */
  read(programme: string, spanId: string, asOf: string): Scorecards {
    const { title: programmeTitle } = this.programmes.get(programme);
    const span = spanOf(spanId);
    if (!span) {
      throw new Refusal(
        'invalid',
        'invalid-span',
        `“${spanId}” không phải là tháng, quý hay năm, như 2026-03, 2026-Q1, 2026.`,
      );
    }
    const today = localDate(asOf);
    if (span.first > today) {
      throw new Refusal(
        'unprocessable',
        'span-not-begun',
        `Chưa đến ${dateText(span.first)}, ngày đầu của thời gian được hỏi.`,
      );
    }
    const adopted = this.slots.policies(programme);
    const inForce = policyOn(adopted, span.last < today ? span.last : today);
    if (!inForce) {
      throw new Refusal(
        'unprocessable',
        'policy-not-adopted',
        'Chương trình chưa áp dụng quy chế báo cáo nào.',
      );
    }
    const setting = { asOf, daysLate: dayCounter(calendarOf(adopted)) };
    const slots = this.#slots(programme, span, asOf);
    const periods = this.#periods(slots, adopted, asOf);
    const cards = this.#facts(programme, span, asOf, slots, periods).map((facts) =>
      scorecardOf(facts, span, setting),
    );
    const all = [...periods.values()];
    return {
      programme,
      programmeTitle,
      span,
      asOf,
      periods: all,
      goal: inForce.policy.goal,
      provisional: span.last >= today || all.some(({ cutOff }) => cutOff === null),
      simulated: cards.some(({ simulated }) => simulated),
      cards: ranked(cards),
    };
  }

  /** Titles of a programme's tasks, by code. */
  titles(programme: string): ReadonlyMap<string, string> {
    const rows = this.readModels.db.$client
      .prepare<[string], [string, string]>('SELECT code, title FROM catalogue_tasks WHERE programme = ?')
      .raw()
      .all(programme);
    return new Map(rows);
  }

  /** Names of a programme's indicators, by code. */
  indicatorNames(programme: string): ReadonlyMap<string, string> {
    const rows = this.readModels.db.$client
      .prepare<[string], [string, string]>('SELECT code, name FROM catalogue_indicators WHERE programme = ?')
      .raw()
      .all(programme);
    return new Map(rows);
  }

  /** The slots of a span: of a period that was closed by then the frozen ones, beside those that have come late since. */
  #slots(programme: string, span: Span, asOf: string): SpanSlots {
    const judged = this.slots
      .slots({ programme, asOf })
      .filter(({ period }) => holds(span, dayOfMatter(period)));
    const closed = new Set<Period>();
    const inOrder = documentOrder(this.readModels, programme);
    const shown = [...Map.groupBy(judged, ({ period }) => period)].flatMap(([period, own]) => {
      const close = this.slots.closes.holding(programme, period, asOf);
      if (!close) return own;
      closed.add(period);
      return this.slots.closes.list(close).toSorted(inOrder);
    });
    const late = new Map(
      judged.flatMap(({ assignment, period, outcome, report }) =>
        outcome === 'late' && report !== null ? [[`${assignment} ${period}`, report] as const] : [],
      ),
    );
    return { shown, late, closed };
  }

  #periods(
    { shown, closed }: SpanSlots,
    adopted: readonly AdoptedPolicy[],
    asOf: string,
  ): ReadonlyMap<Period, SpanPeriod> {
    const found = [...new Set(shown.map(({ period }) => period))].sort();
    return new Map(
      found.map((period) => {
        const policy = policyFor(adopted, period);
        const cutOff = policy && isPastCutOff(policy, period, asOf) ? cutOffOf(policy, period) : null;
        const state = closed.has(period) ? 'closed' : cutOff === null ? 'open' : 'past-cut-off';
        return [period, { period, cutOff, state }];
      }),
    );
  }

  #facts(
    programme: string,
    span: Span,
    asOf: string,
    { shown, late }: SpanSlots,
    periods: ReadonlyMap<Period, SpanPeriod>,
  ): UnitFacts[] {
    const client = this.readModels.db.$client;
    const units = client
      .prepare<[Record<string, string>], UnitRow>(
        `SELECT a.unit AS id, coalesce(u.name, a.unit) AS name, coalesce(u.kind, 'other') AS kind,
           max(a.simulated) AS simulated
         FROM tasks_assignments a LEFT JOIN catalogue_units u ON u.id = a.unit
         WHERE a.programme = @programme AND a.assigned_at <= @asOf AND a.assigned_on <= @last
         GROUP BY a.unit ORDER BY a.unit`,
      )
      .all({ programme, asOf, last: span.last });
    const slotsOf = Map.groupBy(shown, ({ unit }) => unit);
    const assignments = this.#assignments(programme, asOf);
    const warnings = this.#warnings(programme, asOf);
    const explanations = this.#explanations(programme, asOf);
    const extensions = this.#extensions(programme, asOf);
    const reportedAt = client
      .prepare<[string, string], string>(
        'SELECT recorded_at FROM tasks_reports WHERE assignment = ? AND event_id = ?',
      )
      .pluck();
    const lateReport = (assignment: string, period: Period): SlotFact['late'] => {
      const eventId = late.get(`${assignment} ${period}`);
      const instant = eventId === undefined ? undefined : reportedAt.get(assignment, eventId);
      return eventId === undefined || instant === undefined ? null : { eventId, at: instant };
    };
    const slotFact = ({ assignment, task, period, outcome, report }: Slot): SlotFact => ({
      assignment,
      task,
      period,
      outcome,
      cutOff: periods.get(period)?.cutOff ?? null,
      report,
      late: lateReport(assignment, period),
    });
    return units.map(({ id, name, kind, simulated }) => ({
      unit: id,
      unitName: name,
      kind,
      simulated: simulated === 1,
      slots: (slotsOf.get(id) ?? []).map(slotFact),
      assignments: assignments.get(id) ?? [],
      warnings: warnings.get(id) ?? [],
      explanations: explanations.get(id) ?? [],
      extensions: extensions.get(id) ?? [],
    }));
  }

  #assignments(programme: string, asOf: string): ReadonlyMap<string, readonly AssignmentFact[]> {
    const rows = this.readModels.db.$client
      .prepare<[string, string], Owned<VersionFact> & { readonly assignment: string; readonly task: string }>(
        `SELECT a.unit, a.id AS assignment, a.task, v.from_at AS at, v.status, v.current_due AS currentDue,
           v.completed_on AS completedOn, v.proposed_on AS proposedOn, v.event_id AS eventId
         FROM tasks_assignment_versions v JOIN tasks_assignments a ON a.id = v.assignment
         LEFT JOIN catalogue_tasks t ON t.programme = a.programme AND t.code = a.task
         WHERE a.programme = ? AND v.from_at <= ? ORDER BY t.ordinal, a.id, v.revision`,
      )
      .all(programme, asOf);
    return byUnit(
      [...Map.groupBy(rows, ({ assignment }) => assignment)].flatMap(([assignment, versions]) => {
        const [first] = versions;
        return first ? [[first.unit, { assignment, task: first.task, versions }] as const] : [];
      }),
    );
  }

  #warnings(programme: string, asOf: string): ReadonlyMap<string, readonly WarningFact[]> {
    const client = this.readModels.db.$client;
    const climbs = Map.groupBy(
      client
        .prepare<[string, string], { warning: string; level: number; eventId: string }>(
          `SELECT warning, to_level AS level, event_id AS eventId FROM warnings_escalations
           WHERE programme = ? AND climbed_at <= ? ORDER BY warning, revision`,
        )
        .all(programme, asOf),
      ({ warning }) => warning,
    );
    const rows = client
      .prepare<
        [string, string],
        Pick<
          WarningFact,
          'id' | 'assignment' | 'task' | 'indicator' | 'period' | 'raisedAt' | 'raisedEvent'
        > & {
          readonly unit: string | null;
          readonly rule: WarningRule;
          readonly level: number;
          readonly clearedAt: string | null;
          readonly clearedEvent: string | null;
        }
      >(
        `SELECT w.id, w.rule, w.unit, w.assignment, w.task, w.indicator, w.period, w.raised_level AS level,
           w.raised_at AS raisedAt, w.raised_event AS raisedEvent, w.cleared_at AS clearedAt,
           w.cleared_event AS clearedEvent
         FROM warnings_warnings w
         LEFT JOIN catalogue_tasks t ON t.programme = w.programme AND t.code = w.task
         LEFT JOIN catalogue_indicators i ON i.programme = w.programme AND i.code = w.indicator
         WHERE w.programme = ? AND w.raised_at <= ?
         ORDER BY w.raised_at, w.rule, coalesce(t.ordinal, i.ordinal), w.id, w.raised_revision`,
      )
      .all(programme, asOf);
    return byUnit(
      [...Map.groupBy(rows, ({ id }) => id)].flatMap(([id, turns]) => {
        const [first, last] = [turns[0], turns.at(-1)];
        if (!first || !last) return [];
        const cleared = turns.filter(({ clearedAt }) => clearedAt !== null && clearedAt <= asOf);
        const climbed = climbs.get(id) ?? [];
        const { rule, assignment, task, indicator, period, raisedEvent, raisedAt } = first;
        // Of an indicator that came to have an owner, the owner's; without one it is nobody's.
        const { unit } = last;
        if (unit === null) return [];
        const warning: WarningFact = {
          id,
          rule,
          assignment,
          task,
          indicator,
          period,
          raisedEvent,
          raisedAt,
          standing: !cleared.includes(last),
          clearedAt: cleared.includes(last) ? last.clearedAt : null,
          highestLevel: Math.max(...turns.map(({ level }) => level), ...climbed.map(({ level }) => level)),
          events: [
            ...turns.map((turn) => turn.raisedEvent),
            ...climbed.map(({ eventId }) => eventId),
            ...cleared.flatMap(({ clearedEvent }) => clearedEvent ?? []),
          ],
        };
        return [[unit, warning] as const];
      }),
    );
  }

  #explanations(programme: string, asOf: string): ReadonlyMap<string, readonly ExplanationFact[]> {
    const rows = this.readModels.db.$client
      .prepare<
        [string, string],
        Owned<Omit<ExplanationStep, 'type' | 'objective'>> & {
          readonly type: ExplanationEventType;
          readonly objective: number | null;
        }
      >(
        `SELECT unit, warning, type, event_id AS eventId, recorded_at AS at, actor_id AS "by",
           (SELECT display_name FROM accounts WHERE id = actor_id) AS byName, json_extract(data, '$.dueOn') AS dueOn, objective
         FROM warnings_explanations
         WHERE programme = ? AND recorded_at <= ? AND unit IS NOT NULL ORDER BY warning, revision`,
      )
      .all(programme, asOf);
    return byUnit(
      [...Map.groupBy(rows, ({ warning }) => warning).values()].flatMap((steps) =>
        explanationsOf(
          steps.map((step) => ({
            ...step,
            objective: step.objective === null ? null : step.objective === 1,
          })),
          asOf,
        ).map((explanation) => [steps[0]?.unit ?? '', explanation] as const),
      ),
    );
  }

  #extensions(programme: string, asOf: string): ReadonlyMap<string, readonly ExtensionFact[]> {
    const rows = this.readModels.db.$client
      .prepare<
        [string, string],
        Owned<Omit<ExtensionFact, 'decision'>> & {
          readonly granted: number | null;
          readonly decidedAt: string | null;
          readonly decidedOn: string | null;
          readonly decidedEvent: string | null;
        }
      >(
        `SELECT unit, request AS eventId, assignment, task, requested_on AS requestedOn, from_date AS "from",
           to_date AS "to", granted, decided_at AS decidedAt, decided_on AS decidedOn, decided_event AS decidedEvent
         FROM scorecards_extensions WHERE programme = ? AND requested_at <= ? ORDER BY requested_at, request`,
      )
      .all(programme, asOf);
    return byUnit(
      rows.map(({ unit, granted, decidedAt, decidedOn, decidedEvent, ...request }) => {
        const isDecided = decidedAt !== null && decidedAt <= asOf;
        const decision =
          isDecided && decidedOn !== null && decidedEvent !== null
            ? { granted: granted === 1, on: decidedOn, eventId: decidedEvent }
            : null;
        return [unit, { ...request, decision }] as const;
      }),
    );
  }
}

/** Facts by the unit whose they are, in their order. */
function byUnit<Fact>(
  owned: readonly (readonly [unit: string, Fact])[],
): ReadonlyMap<string, readonly Fact[]> {
  const found = new Map<string, Fact[]>();
  for (const [unit, fact] of owned) {
    const own = found.get(unit);
    if (own) own.push(fact);
    else found.set(unit, [fact]);
  }
  return found;
}

/**
 * The working days of all years that a programme's policies know. A year's calendar is that of the policy in force in it;
 * where that one doesn't reach so far, of the latest that does.
 */
function calendarOf(adopted: readonly AdoptedPolicy[]): WorkCalendar {
  const years = new Set(adopted.flatMap(({ calendar }) => Object.keys(calendar)));
  return Object.fromEntries(
    [...years].flatMap((year) => {
      const knowing = adopted.filter(({ calendar }) => calendar[year] !== undefined);
      const inForce = knowing.findLast(({ from }) => from <= `${year}-12-31`) ?? knowing.at(-1);
      const known = inForce?.calendar[year];
      return known ? [[year, known]] : [];
    }),
  );
}
