import { Inject } from '@nestjs/common';
import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { type Principal, scopeOf } from '#access';
import type { JsonObject } from '#event-log';
import { asOfInstant, CLOCK, type Clock, invalidCursor, localDate } from '#kernel';
import { ReadModels } from '#projections';
import { SlotService } from '#reporting';
import { standingWorkingDays } from '../../domain/escalation.js';
import type { ExplanationStanding } from '../../domain/explanation.state.js';
import {
  type ClearingCause,
  type ExplanationEventType,
  WARNING_RULES,
  type WarningRule,
} from '../../domain/warning.events.js';
import { levelText, RULE_TEXT, warningFact } from '../../domain/warning-text.js';
import { type CourseStep, type ExplanationView, explanationText, type WarningView } from './warning-view.js';

export interface WarningFilter {
  readonly programme?: string | undefined;
  readonly rule?: WarningRule | undefined;
  /** The unit that answers for it, or was asked. */
  readonly unit?: string | undefined;
  readonly task?: string | undefined;
  readonly assignment?: string | undefined;
  /** Code of an indicator. */
  readonly indicator?: string | undefined;
  readonly state?: 'open' | 'cleared' | undefined;
  /** 1 to 4: the highest level that it has reached. */
  readonly level?: number | undefined;
  readonly explanation?: ExplanationStanding | undefined;
  /** The warnings that had been raised by the end of this day, as they stood then. */
  readonly asOf?: string | undefined;
  readonly id?: string | undefined;
  /**
   * newest: by the instant of raising, the last one first; inbox: the highest level first, of one level the oldest. Those
   * raised at one instant by rule, then as the documents have their tasks and indicators, then by unit.
   */
  readonly order?: WarningOrder | undefined;
  readonly cursor?: string | undefined;
  readonly limit?: number | undefined;
}

export const WARNING_ORDERS = ['newest', 'inbox'] as const;
export type WarningOrder = (typeof WARNING_ORDERS)[number];

export interface WarningPage {
  readonly items: readonly WarningView[];
  /** How many the filter finds at each level, whichever level it asks for; a level that has none is left out. */
  readonly byLevel: Readonly<Record<string, number>>;
  readonly next: string | null;
}

/** Warnings by filter, each time that they were raised. A lead unit sees its own alone. */
export class ListWarningsQuery extends Query<WarningPage> {
  constructor(
    readonly principal: Principal,
    readonly filter: WarningFilter,
  ) {
    super();
  }
}

interface Raw {
  readonly id: string;
  readonly revision: number;
  readonly raisedRevision: number;
  readonly rule: WarningRule;
  readonly programme: string;
  readonly task: string | null;
  readonly taskTitle: string | null;
  readonly unit: string | null;
  readonly unitName: string | null;
  readonly assignment: string | null;
  readonly indicator: string | null;
  readonly indicatorName: string | null;
  readonly askedUnit: string | null;
  readonly askedUnitName: string | null;
  readonly period: string;
  readonly level: number;
  readonly raisedLevel: number;
  readonly inputs: string;
  readonly raisedAt: string;
  readonly raisedOn: string;
  readonly raisedRecordedAt: string;
  readonly raisedEvent: string;
  readonly subjectOrdinal: number;
  readonly unitOrdinal: number;
  readonly clearedAt: string | null;
  readonly clearedOn: string | null;
  readonly clearedCause: ClearingCause | null;
  readonly clearedEvent: string | null;
  readonly clearedBy: string | null;
  readonly simulated: number;
}

interface EscalationRow {
  readonly warning: string;
  readonly raisedRevision: number;
  readonly fromLevel: number;
  readonly toLevel: number;
  readonly because: string;
  readonly workingDays: number;
  readonly periods: number | null;
  readonly climbedAt: string;
  readonly eventId: string;
}

interface ExplanationRow {
  readonly warning: string;
  readonly raisedRevision: number;
  readonly type: ExplanationEventType;
  readonly data: string;
  readonly recordedAt: string;
  readonly actorId: string;
  readonly eventId: string;
}

type Values = Record<string, string | number>;

const DEFAULT_LIMIT = 50;
const CURSORS: Readonly<Record<WarningOrder, RegExp>> = {
  newest: /^()(\d{4}-\d{2}-\d{2}T[\d:.]+Z)~([a-z-]+)~(-?\d+)~(-?\d+)~(.+)$/,
  inbox: /^([1-4])~(\d{4}-\d{2}-\d{2}T[\d:.]+Z)~([a-z-]+)~(-?\d+)~(-?\d+)~(.+)$/,
};

/** Where a row of `w` has its place among what was raised at one instant: by rule, as the document has it, by unit. */
const SUBJECT_ORDINAL = 'coalesce(t.ordinal, i.ordinal, -1)';
const UNIT_ORDINAL = 'coalesce(u.ordinal, -1)';
const PLACE = `w.rule, ${SUBJECT_ORDINAL}, ${UNIT_ORDINAL}, w.id`;
const AFTER_PLACE = '@afterRule, @afterSubject, @afterUnit, @afterId';

/** The unit that answers for a row of `w`. */
const ANSWERING = 'coalesce(w.unit, w.asked_unit)';

/** The level that a row of `w` had reached by the end of `@asOf`. */
const LEVEL_AS_OF = `CASE WHEN w.level = w.raised_level THEN w.level ELSE max(w.raised_level, coalesce(
  (SELECT max(e.to_level) FROM warnings_escalations e
   WHERE e.warning = w.id AND e.raised_revision = w.raised_revision AND e.climbed_on <= @asOf), 0)) END`;

/** Where the explanation of a row of `w` stood by the end of `@asOf`. */
const EXPLANATION_AS_OF = `coalesce((SELECT CASE x.type WHEN 'ExplanationRequested' THEN 'asked'
    WHEN 'ExplanationSubmitted' THEN 'submitted' WHEN 'ExplanationReturned' THEN 'returned' ELSE 'accepted' END
  FROM warnings_explanations x WHERE x.warning = w.id AND x.recorded_on <= @asOf
  ORDER BY x.revision DESC LIMIT 1), 'none')`;

/** What is open on each assignment by the end of `@today`: `assignment`, the highest `level`, how many are `open`. */
export const OPEN_WARNINGS_OF_ASSIGNMENTS = `SELECT assignment, max(level) AS level, count(*) AS open FROM (
  SELECT w.assignment, ${LEVEL_AS_OF.replaceAll('@asOf', '@today')} AS level FROM warnings_warnings w
  WHERE w.assignment IS NOT NULL AND w.raised_on <= @today AND (w.cleared_on IS NULL OR w.cleared_on > @today))
  GROUP BY assignment`;

@QueryHandler(ListWarningsQuery)
export class ListWarningsHandler implements IQueryHandler<ListWarningsQuery> {
  constructor(
    private readonly readModels: ReadModels,
    private readonly slots: SlotService,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async execute({ principal, filter }: ListWarningsQuery): Promise<WarningPage> {
    const scope = scopeOf(principal, 'warning.read');
    const limit = filter.limit ?? DEFAULT_LIMIT;
    const order = filter.order ?? 'newest';
    const level = filter.asOf ? `(${LEVEL_AS_OF})` : 'w.level';
    const where: string[] = [];
    const values: Values = {};
    for (const name of ['programme', 'rule', 'unit', 'task', 'assignment', 'indicator', 'id'] as const) {
      const value = filter[name];
      if (value === undefined) continue;
      where.push(`${name === 'unit' ? ANSWERING : `w.${name}`} = @${name}`);
      values[name] = value;
    }
    if (scope !== 'all') {
      where.push(`${ANSWERING} IN (SELECT value FROM json_each(@scope))`);
      values.scope = JSON.stringify(scope);
    }
    // As it stood at a day's end: raised by then; what was cleared later still stood open.
    const open = filter.asOf ? '(w.cleared_on IS NULL OR w.cleared_on > @asOf)' : 'w.cleared_on IS NULL';
    if (filter.asOf) {
      where.push('w.raised_on <= @asOf');
      values.asOf = filter.asOf;
    }
    if (filter.state) where.push(filter.state === 'open' ? open : `NOT ${open}`);
    if (filter.explanation !== undefined) {
      where.push(`${filter.asOf ? EXPLANATION_AS_OF : 'w.explanation'} = @explanation`);
      values.explanation = filter.explanation;
    }
    const byLevel = this.#byLevel(level, where, values);
    if (filter.level !== undefined) {
      where.push(`${level} = @level`);
      values.level = filter.level;
    }
    if (filter.cursor !== undefined) {
      const [, atLevel, at, rule, subject, unit, id] = CURSORS[order].exec(filter.cursor) ?? [];
      if (!at || !rule || !id) {
        throw invalidCursor();
      }
      values.afterAt = at;
      values.afterRule = rule;
      values.afterSubject = Number(subject);
      values.afterUnit = Number(unit);
      values.afterId = id;
      if (order === 'newest') {
        where.push(`(w.raised_at < @afterAt OR (w.raised_at = @afterAt AND (${PLACE}) > (${AFTER_PLACE})))`);
      } else {
        where.push(`(-${level}, w.raised_at, ${PLACE}) > (@afterLevel, @afterAt, ${AFTER_PLACE})`);
        values.afterLevel = -Number(atLevel);
      }
    }
    const hidden = (column: string) =>
      filter.asOf ? `CASE WHEN ${open} THEN NULL ELSE w.${column} END` : `w.${column}`;
    const sorted =
      order === 'newest'
        ? `w.raised_at DESC, ${PLACE}, w.raised_revision DESC`
        : `level DESC, w.raised_at, ${PLACE}, w.raised_revision`;
    const rows = this.readModels.db.$client
      .prepare<[Values], Raw>(
        `SELECT w.id, w.revision, w.raised_revision AS raisedRevision, w.rule, w.programme, w.task,
           t.title AS taskTitle, w.unit, coalesce(u.name, w.unit) AS unitName, w.assignment, w.indicator,
           coalesce(i.name, w.indicator) AS indicatorName, w.asked_unit AS askedUnit,
           coalesce(a.name, w.asked_unit) AS askedUnitName, w.period, ${level} AS level,
           w.raised_level AS raisedLevel, w.inputs, w.raised_at AS raisedAt, w.raised_on AS raisedOn,
           w.raised_recorded_at AS raisedRecordedAt, w.raised_event AS raisedEvent,
           ${hidden('cleared_at')} AS clearedAt, ${hidden('cleared_on')} AS clearedOn,
           ${hidden('cleared_cause')} AS clearedCause, ${hidden('cleared_event')} AS clearedEvent,
           ${hidden('cleared_by')} AS clearedBy, w.simulated,
           ${SUBJECT_ORDINAL} AS subjectOrdinal, ${UNIT_ORDINAL} AS unitOrdinal
         FROM warnings_warnings w LEFT JOIN catalogue_units u ON u.id = w.unit
         LEFT JOIN catalogue_units a ON a.id = w.asked_unit
         LEFT JOIN catalogue_tasks t ON t.programme = w.programme AND t.code = w.task
         LEFT JOIN catalogue_indicators i ON i.programme = w.programme AND i.code = w.indicator
         ${whereText(where)}
         ORDER BY ${sorted} LIMIT @limit`,
      )
      .all({ ...values, limit: limit + 1 });
    const shown = rows.slice(0, limit);
    const last = shown.at(-1);
    const place = last && [last.raisedAt, last.rule, last.subjectOrdinal, last.unitOrdinal, last.id];
    const cursor = place && (order === 'inbox' ? [last.level, ...place] : place).join('~');
    return {
      items: this.#views(shown, filter.asOf),
      byLevel,
      next: rows.length > limit && cursor ? cursor : null,
    };
  }

  /** @param level the expression for a row's level */
  #byLevel(level: string, where: readonly string[], values: Values): Record<string, number> {
    const rows = this.readModels.db.$client
      .prepare<[Values], { level: number; count: number }>(
        `SELECT ${level} AS level, count(*) AS count FROM warnings_warnings w ${whereText(where)} GROUP BY 1`,
      )
      .all(values);
    return Object.fromEntries(rows.map((row) => [row.level, row.count]));
  }

  #views(rows: readonly Raw[], asOf: string | undefined): WarningView[] {
    const now = asOfInstant(asOf, this.clock.now());
    const day = asOf ?? localDate(now);
    const { climbs, told } = this.#coursesOf(rows, asOf);
    return rows.map((row): WarningView => {
      const {
        raisedRevision,
        raisedLevel,
        raisedEvent,
        clearedEvent,
        clearedBy,
        simulated,
        subjectOrdinal: _subject,
        unitOrdinal: _unit,
        inputs: text,
        ...shown
      } = row;
      const inputs = JSON.parse(text) as JsonObject;
      const ofWarning = told.get(row.id) ?? [];
      const { rule, period, clearedAt, clearedCause } = row;
      const course: CourseStep[] = [
        {
          type: 'WarningRaised',
          at: row.raisedAt,
          event: raisedEvent,
          level: raisedLevel,
          details: { inputs },
          actor: null,
        },
        ...(climbs.get(row.id) ?? []).filter((step) => step.raisedRevision === raisedRevision).map(climbStep),
        ...ofWarning.filter((step) => step.raisedRevision === raisedRevision).map(explanationStep),
        ...(clearedAt === null || clearedEvent === null
          ? []
          : [
              {
                type: 'WarningCleared',
                at: clearedAt,
                event: clearedEvent,
                level: null,
                details: { cause: clearedCause, event: clearedBy },
                actor: null,
              } as const,
            ]),
      ];
      return {
        ...shown,
        ruleText: RULE_TEXT[rule],
        levelText: levelText(row.level, row),
        inputs,
        fact: warningFact(rule, inputs, period),
        clearedLate: clearedAt !== null && row.level > 1,
        workingDays: this.#workingDays(row, now),
        explanation: explanationView(ofWarning, day),
        course: course.sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0)),
        simulated: simulated === 1,
        events: { raised: raisedEvent, cleared: clearedEvent, clearedBy },
      };
    });
  }

  /** What the warnings of some rows climbed and what was said of them, by warning. */
  #coursesOf(rows: readonly Raw[], asOf: string | undefined) {
    const client = this.readModels.db.$client;
    const values = { ids: JSON.stringify(rows.map(({ id }) => id)), asOf: asOf ?? '9999' };
    const climbs = client
      .prepare<[Values], EscalationRow>(
        `SELECT warning, raised_revision AS raisedRevision, from_level AS fromLevel, to_level AS toLevel, because,
           working_days AS workingDays, periods, climbed_at AS climbedAt, event_id AS eventId
         FROM warnings_escalations
         WHERE warning IN (SELECT value FROM json_each(@ids)) AND climbed_on <= @asOf ORDER BY warning, revision`,
      )
      .all(values);
    const told = client
      .prepare<[Values], ExplanationRow>(
        `SELECT warning, raised_revision AS raisedRevision, type, data, recorded_at AS recordedAt,
           actor_id AS actorId, event_id AS eventId
         FROM warnings_explanations
         WHERE warning IN (SELECT value FROM json_each(@ids)) AND recorded_on <= @asOf ORDER BY warning, revision`,
      )
      .all(values);
    return {
      climbs: Map.groupBy(climbs, ({ warning }) => warning),
      told: Map.groupBy(told, ({ warning }) => warning),
    };
  }

  #workingDays({ programme, raisedAt, clearedAt }: Raw, now: string): number | null {
    return standingWorkingDays({ from: raisedAt, until: clearedAt }, this.slots.policies(programme), now);
  }
}

const whereText = (where: readonly string[]) => (where.length ? `WHERE ${where.join(' AND ')}` : '');

function climbStep(row: EscalationRow): CourseStep {
  const { fromLevel, toLevel, because, workingDays, periods, climbedAt, eventId } = row;
  return {
    type: 'WarningEscalated',
    at: climbedAt,
    event: eventId,
    level: toLevel,
    details: { from: fromLevel, to: toLevel, because, workingDays, periods },
    actor: null,
  };
}

/** What a warning is of; its steps don't repeat it. */
const SUBJECT: ReadonlySet<string> = new Set([
  'rule',
  'programme',
  'task',
  'unit',
  'assignment',
  'indicator',
  'period',
]);

function explanationStep({ type, data, recordedAt, actorId, eventId }: ExplanationRow): CourseStep {
  const said = Object.entries(JSON.parse(data) as JsonObject).filter(([key]) => !SUBJECT.has(key));
  const details: JsonObject = Object.fromEntries(said);
  return { type, at: recordedAt, event: eventId, level: null, details, actor: actorId };
}

const STATES: Readonly<Record<ExplanationEventType, ExplanationStanding>> = {
  ExplanationRequested: 'asked',
  ExplanationSubmitted: 'submitted',
  ExplanationReturned: 'returned',
  CauseConfirmed: 'accepted',
};

function explanationView(told: readonly ExplanationRow[], day: string): ExplanationView {
  const last = told.at(-1);
  const state = last ? STATES[last.type] : 'none';
  const asks = last && (state === 'asked' || state === 'returned');
  const dueOn = asks ? (JSON.parse(last.data) as { readonly dueOn: string }).dueOn : null;
  const confirmed = told.findLast(({ type }) => type === 'CauseConfirmed');
  const objective = confirmed
    ? (JSON.parse(confirmed.data) as { readonly objective: boolean }).objective
    : null;
  const overdue = dueOn !== null && dueOn < day;
  return { state, stateText: explanationText({ state, overdue, objective }), dueOn, overdue, objective };
}

export interface WarningCounts {
  /** Open warnings by rule. */
  readonly byRule: Readonly<Record<WarningRule, number>>;
  /** Open warnings by level of escalation. */
  readonly byLevel: Readonly<Record<string, number>>;
  readonly open: number;
  readonly cleared: number;
}

/** A programme's warnings in figures, as they stood at the end of a day. */
export function countWarnings(readModels: ReadModels, programme: string, asOf: string): WarningCounts {
  const rows = readModels.db.$client
    .prepare<[Values], { rule: WarningRule; level: number; open: number; count: number }>(
      `SELECT rule, ${LEVEL_AS_OF} AS level, cleared_on IS NULL OR cleared_on > @asOf AS open, count(*) AS count
       FROM warnings_warnings w WHERE programme = @programme AND raised_on <= @asOf GROUP BY 1, 2, 3`,
    )
    .all({ programme, asOf });
  const byRule = Object.fromEntries(WARNING_RULES.map((rule) => [rule, 0])) as Record<WarningRule, number>;
  const byLevel: Record<string, number> = { 1: 0 };
  let open = 0;
  let cleared = 0;
  for (const row of rows) {
    if (!row.open) {
      cleared += row.count;
      continue;
    }
    open += row.count;
    byRule[row.rule] += row.count;
    byLevel[row.level] = (byLevel[row.level] ?? 0) + row.count;
  }
  return { byRule, byLevel, open, cleared };
}
