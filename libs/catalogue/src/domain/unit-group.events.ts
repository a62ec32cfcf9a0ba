/*
 * STORAGE FORMAT. These names and bodies stand in logs for good. A change of meaning is a new schemaVersion with an
 * upcaster, never an edit. Each type has a golden fixture in `fixtures/catalogue-events.json`.
 *
 * Stream `unitgroup-<id>`.
 */
import type { JsonObject } from '#event-log';
import type { UnitKind } from './unit.events.js';

/** Who belongs to a group: units of the kinds and the units named, but for the excluded. */
export interface UnitGroupBody extends JsonObject {
  readonly name: string;
  /** Other wordings met in documents. */
  readonly aliases: readonly string[];
  readonly kinds: readonly UnitKind[];
  /** Unit ids. */
  readonly units: readonly string[];
  /** Unit ids left out. */
  readonly exclude: readonly string[];
  /** True for a group that is shown as the document words it and has no members. */
  readonly descriptive: boolean;
}

/** Stated again, whole, each time the group changes. */
export interface UnitGroupDefined extends UnitGroupBody {
  /** The body that held before, or null the first time. */
  readonly before: UnitGroupBody | null;
  /** Place in the file that defined it, from 1: the order in which groups are shown. */
  readonly ordinal: number;
}

export interface UnitGroupEvents {
  UnitGroupDefined: UnitGroupDefined;
}

export interface NewUnitGroupEvent {
  readonly type: 'UnitGroupDefined';
  readonly data: UnitGroupDefined;
}
