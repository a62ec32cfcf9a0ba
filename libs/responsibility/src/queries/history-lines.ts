import { Injectable } from '@nestjs/common';
import { and, eq, inArray, type SQL } from 'drizzle-orm';
import { AccountDirectory } from '#access';
import { UnitDirectory } from '#catalogue';
import type { JsonObject } from '#event-log';
import { ReadModels } from '#projections';
import { groupOf, type LineGroup, typesOf } from '../domain/diff.js';
import { RULE_ROLE, roleText } from '../domain/role-text.js';
import { describeEvent, type MeasureOf, type NameOf } from '../domain/sentences.js';
import type { HistoryLine } from '../domain/trail.js';
import { type HistoryRow, history } from '../read-models/history/history.table.js';

/** Which lines of a history are wanted; left out: whatever. */
export interface LineFilter {
  /** Kind of the event. */
  readonly group?: LineGroup | undefined;
  /** Account that acted, or the process whose rule did. */
  readonly actor?: string | undefined;
}

/** The filter as a condition on rows. */
export function linesOf({ group, actor }: LineFilter): SQL | undefined {
  return and(
    group === undefined ? undefined : inArray(history.type, [...typesOf(group)]),
    actor === undefined ? undefined : eq(history.actorId, actor),
  );
}

/** The filter on one row. */
export const isWanted =
  ({ group, actor }: LineFilter) =>
  ({ type, actorId }: Pick<HistoryRow, 'type' | 'actorId'>): boolean =>
    (group === undefined || groupOf(type) === group) && (actor === undefined || actorId === actor);

/** Names for one answer. */
export interface Names {
  readonly unit: NameOf;
  readonly measure: MeasureOf;
  /** Position that an account stands for; null for one that isn't registered. */
  readonly account: (id: string) => string | null;
}

/** Tells rows of the history as lines. */
@Injectable()
export class HistoryLines {
  constructor(
    private readonly units: UnitDirectory,
    private readonly accounts: AccountDirectory,
    private readonly readModels: ReadModels,
  ) {}

  /** The names as they stand now, each looked up once. */
  names(): Names {
    const units = this.units.names();
    return {
      unit: (id) => units.get(id) ?? id,
      measure: this.#measures(),
      account: this.accounts.names(),
    };
  }

  #measures(): MeasureOf {
    const known = new Map<string, string | null>();
    const select = this.readModels.db.$client
      .prepare<[string, string], string | null>(
        'SELECT unit FROM catalogue_indicators WHERE programme = ? AND code = ?',
      )
      .pluck();
    return (programme, code) => {
      const key = `${programme} ${code}`;
      const measure = known.get(key) ?? select.get(programme, code) ?? null;
      known.set(key, measure);
      return measure;
    };
  }

  /** One line a row, in the same order. */
  tell(rows: readonly HistoryRow[], names = this.names()): HistoryLine[] {
    return rows.map((row) => lineOf(row, names));
  }
}

/** Who did what a row tells of, or which rule. */
export function whoOf(
  { actorId, actorRole, actorUnit, rule }: HistoryRow,
  names: Names,
): Pick<HistoryLine, 'actor' | 'rule'> {
  return {
    actor: {
      id: actorId,
      name: actorRole === RULE_ROLE ? null : names.account(actorId),
      role: actorRole,
      roleText: roleText(actorRole),
      unit: actorUnit,
      unitName: actorUnit === null ? null : names.unit(actorUnit),
    },
    rule: rule === null ? null : (JSON.parse(rule) as { id: string; version: number }),
  };
}

function lineOf(row: HistoryRow, names: Names): HistoryLine {
  const { type, recordedAt } = row;
  const data = JSON.parse(row.data) as JsonObject;
  return {
    position: row.position,
    eventId: row.eventId,
    type,
    stream: row.stream,
    revision: row.revision,
    programme: row.programme,
    task: row.task,
    unit: row.unit,
    unitName: row.unit === null ? null : names.unit(row.unit),
    assignment: row.assignment,
    indicator: row.indicator,
    recordedAt,
    effectiveOn: row.effectiveOn,
    ...whoOf(row, names),
    simulated: row.simulated,
    ...describeEvent({ type, data, recordedAt }, names.unit, names.measure),
  };
}
