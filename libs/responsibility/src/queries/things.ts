import { Injectable } from '@nestjs/common';
import { asc, eq } from 'drizzle-orm';
import { actorFor, type Principal, scopeOf } from '#access';
import { Refusal } from '#kernel';
import { ReadModels } from '#projections';
import { unitOfAssignment } from '#tasks';
import { unitOfWarning } from '#warnings';
import { FIELD_KINDS, type FieldKindName } from '../domain/field-kinds.js';
import { type HistoryRow, history } from '../read-models/history/history.table.js';

/** Stream names know no parentheses, see the catalogue's `indicatorStream`. */
const PARENTHESES = /[()]/g;

/** Reads the record of one thing for whoever may see it. */
@Injectable()
export class Things {
  constructor(private readonly readModels: ReadModels) {}

  /**
   * Every event of a thing, oldest first. What belongs to a unit is shown to that unit and to those who see all; what
   * belongs to none, to everybody who may read histories.
   * @param id as in the name of its stream; of an indicator `<programme>.<code>`, for a unit's figures
   *   `<programme>.<code>.<unit>`
   * @throws {Refusal} forbidden; not-found `thing-not-found`
   */
  rows(principal: Principal, kind: FieldKindName, id: string): HistoryRow[] {
    scopeOf(principal, 'history.read');
    this.#check(principal, kind, id);
    const name = kind === 'indicator' ? id.replace(PARENTHESES, '_') : id;
    const rows = this.readModels.db
      .select()
      .from(history)
      .where(eq(history.stream, `${FIELD_KINDS[kind].stream}${name}`))
      .orderBy(asc(history.revision))
      .all();
    if (rows.length === 0) {
      throw new Refusal('not-found', 'thing-not-found', `Không có gì được ghi nhận về “${id}” (${kind}).`);
    }
    if (kind === 'indicator') {
      const unit = rows.find((row) => row.unit !== null)?.unit;
      if (unit) actorFor(principal, 'history.read', unit);
    }
    return rows;
  }

  #check(principal: Principal, kind: FieldKindName, id: string): void {
    if (kind === 'assignment') actorFor(principal, 'history.read', unitOfAssignment(id));
    if (kind === 'unit') actorFor(principal, 'history.read', id);
    if (kind === 'warning') actorFor(principal, 'history.read', unitOfWarning(this.readModels, id));
  }
}
