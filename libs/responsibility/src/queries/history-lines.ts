import { Injectable } from '@nestjs/common';
import { AccountDirectory } from '#access';
import { UnitDirectory } from '#catalogue';
import type { JsonObject } from '#event-log';
import { RULE_ROLE, roleText } from '../domain/role-text.js';
import { describeEvent, type NameOf } from '../domain/sentences.js';
import type { HistoryLine } from '../domain/trail.js';
import type { HistoryRow } from '../read-models/history/history.table.js';

/** Names for one answer. */
export interface Names {
  readonly unit: NameOf;
  /** Position that an account stands for; null for one that isn't registered. */
  readonly account: (id: string) => string | null;
}

/** Tells rows of the history as lines. */
@Injectable()
export class HistoryLines {
  constructor(
    private readonly units: UnitDirectory,
    private readonly accounts: AccountDirectory,
  ) {}

  /** The names as they stand now, each looked up once. */
  names(): Names {
    const units = this.units.names();
    const accounts = new Map<string, string | null>();
    return {
      unit: (id) => units.get(id) ?? id,
      account: (id) => {
        const known = accounts.get(id);
        if (known !== undefined) return known;
        const name = this.accounts.find(id)?.displayName ?? null;
        accounts.set(id, name);
        return name;
      },
    };
  }

  /** One line a row, in the same order. */
  tell(rows: readonly HistoryRow[], names = this.names()): HistoryLine[] {
    return rows.map((row) => lineOf(row, names));
  }
}

function lineOf(row: HistoryRow, names: Names): HistoryLine {
  const { type, recordedAt, actorId, actorRole, actorUnit } = row;
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
    unitName: names.unit(row.unit),
    assignment: row.assignment,
    recordedAt,
    effectiveOn: row.effectiveOn,
    actor: {
      id: actorId,
      name: actorRole === RULE_ROLE ? null : names.account(actorId),
      role: actorRole,
      roleText: roleText(actorRole),
      unit: actorUnit,
      unitName: actorUnit === null ? null : names.unit(actorUnit),
    },
    rule: row.rule === null ? null : (JSON.parse(row.rule) as { id: string; version: number }),
    simulated: row.simulated,
    ...describeEvent({ type, data, recordedAt }, names.unit),
  };
}
