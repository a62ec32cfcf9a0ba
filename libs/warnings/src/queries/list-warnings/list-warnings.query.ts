import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { type Principal, scopeOf } from '#access';
import type { JsonObject } from '#event-log';
import { invalidCursor } from '#kernel';
import { ReadModels } from '#projections';
import type { WarningRule } from '../../domain/warning.events.js';

export interface WarningFilter {
  readonly programme?: string | undefined;
  readonly rule?: WarningRule | undefined;
  readonly unit?: string | undefined;
  readonly task?: string | undefined;
  readonly assignment?: string | undefined;
  readonly state?: 'open' | 'cleared' | undefined;
  /** The warnings that had been raised by the end of this day, as they stood then. */
  readonly asOf?: string | undefined;
  readonly id?: string | undefined;
  readonly cursor?: string | undefined;
  readonly limit?: number | undefined;
}

export interface WarningView {
  /** `<rule>.<assignment>.<period>` */
  readonly id: string;
  readonly rule: WarningRule;
  readonly ruleText: string;
  readonly programme: string;
  readonly task: string;
  readonly unit: string;
  readonly unitName: string;
  readonly assignment: string;
  readonly period: string;
  readonly level: number;
  readonly inputs: JsonObject;
  readonly raisedAt: string;
  readonly raisedOn: string;
  readonly raisedRecordedAt: string;
  readonly clearedAt: string | null;
  readonly clearedOn: string | null;
  readonly clearedCause: string | null;
  readonly simulated: boolean;
  /** What stands behind it: the events that raised it, cleared it, and the fact that cleared it. */
  readonly events: {
    readonly raised: string;
    readonly cleared: string | null;
    readonly clearedBy: string | null;
  };
}

/** Vietnamese names of the rules, as people read them. */
export const RULE_TEXT: Readonly<Record<WarningRule, string>> = {
  'update-missing': 'Không cập nhật tiến độ',
  'update-insufficient': 'Cập nhật không đủ dữ liệu',
  'task-overdue': 'Quá hạn chưa hoàn thành',
};

/** Warnings by filter, newest first. A lead unit sees its own alone. */
export class ListWarningsQuery extends Query<{ items: readonly WarningView[]; next: string | null }> {
  constructor(
    readonly principal: Principal,
    readonly filter: WarningFilter,
  ) {
    super();
  }
}

type Raw = Omit<WarningView, 'ruleText' | 'inputs' | 'simulated' | 'events'> & {
  inputs: string;
  simulated: number;
  raisedEvent: string;
  clearedEvent: string | null;
  clearedBy: string | null;
};

const DEFAULT_LIMIT = 50;
const CURSOR = /^(\d{4}-\d{2}-\d{2}T[\d:.]+Z)~(.+)$/;

@QueryHandler(ListWarningsQuery)
export class ListWarningsHandler implements IQueryHandler<ListWarningsQuery> {
  constructor(private readonly readModels: ReadModels) {}

  async execute({ principal, filter }: ListWarningsQuery) {
    const scope = scopeOf(principal, 'warning.read');
    const limit = filter.limit ?? DEFAULT_LIMIT;
    const where: string[] = [];
    const values: Record<string, string | number> = { limit: limit + 1 };
    for (const name of ['programme', 'rule', 'unit', 'task', 'assignment', 'id'] as const) {
      const value = filter[name];
      if (value === undefined) continue;
      where.push(`w.${name} = @${name}`);
      values[name] = value;
    }
    if (scope !== 'all') {
      where.push('w.unit IN (SELECT value FROM json_each(@scope))');
      values.scope = JSON.stringify(scope);
    }
    // As it stood at a day's end: raised by then; what was cleared later still stood open.
    const open = filter.asOf ? '(w.cleared_on IS NULL OR w.cleared_on > @asOf)' : 'w.cleared_on IS NULL';
    if (filter.asOf) {
      where.push('w.raised_on <= @asOf');
      values.asOf = filter.asOf;
    }
    if (filter.state) where.push(filter.state === 'open' ? open : `NOT ${open}`);
    if (filter.cursor !== undefined) {
      const [, at, id] = CURSOR.exec(filter.cursor) ?? [];
      if (!at || !id) {
        throw invalidCursor();
      }
      where.push('(w.raised_at, w.id) < (@beforeAt, @beforeId)');
      Object.assign(values, { beforeAt: at, beforeId: id });
    }
    const hidden = (column: string) =>
      filter.asOf ? `CASE WHEN ${open} THEN NULL ELSE w.${column} END` : `w.${column}`;
    const rows = this.readModels.db.$client
      .prepare<[Record<string, string | number>], Raw>(
        `SELECT w.id, w.rule, w.programme, w.task, w.unit, coalesce(u.name, w.unit) AS unitName, w.assignment,
           w.period, w.level, w.inputs, w.raised_at AS raisedAt, w.raised_on AS raisedOn,
           w.raised_recorded_at AS raisedRecordedAt, w.raised_event AS raisedEvent,
           ${hidden('cleared_at')} AS clearedAt, ${hidden('cleared_on')} AS clearedOn,
           ${hidden('cleared_cause')} AS clearedCause, ${hidden('cleared_event')} AS clearedEvent,
           ${hidden('cleared_by')} AS clearedBy, w.simulated
         FROM warnings_warnings w LEFT JOIN catalogue_units u ON u.id = w.unit
         ${where.length ? `WHERE ${where.join(' AND ')}` : ''}
         ORDER BY w.raised_at DESC, w.id DESC, w.raised_revision DESC LIMIT @limit`,
      )
      .all(values);
    const items = rows.slice(0, limit).map(
      ({ raisedEvent, clearedEvent, clearedBy, simulated, inputs, ...row }): WarningView => ({
        ...row,
        ruleText: RULE_TEXT[row.rule],
        inputs: JSON.parse(inputs) as JsonObject,
        simulated: simulated === 1,
        events: { raised: raisedEvent, cleared: clearedEvent, clearedBy },
      }),
    );
    const last = items.at(-1);
    return { items, next: rows.length > limit && last ? `${last.raisedAt}~${last.id}` : null };
  }
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
    .prepare<[string, string, string], { rule: WarningRule; level: number; open: number; count: number }>(
      `SELECT rule, level, cleared_on IS NULL OR cleared_on > ? AS open, count(*) AS count
       FROM warnings_warnings WHERE programme = ? AND raised_on <= ? GROUP BY 1, 2, 3`,
    )
    .all(asOf, programme, asOf);
  const byRule: Record<WarningRule, number> = {
    'update-missing': 0,
    'update-insufficient': 0,
    'task-overdue': 0,
  };
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
