/*
 * STORAGE FORMAT. These names and bodies stand in logs for good. A change of meaning is a new schemaVersion with an
 * upcaster, never an edit. Each type has a golden fixture in `fixtures/catalogue-events.json`.
 *
 * Stream `unit-<id>`.
 */
import type { JsonObject } from '#event-log';

export const UNIT_KINDS = [
  'department',
  'government-office',
  'party-body',
  'party-committee',
  'front',
  'police',
  'military',
  'university',
  'commune',
  'division',
  'central',
  'organisation',
  'village',
  'other',
] as const;

export type UnitKind = (typeof UNIT_KINDS)[number];

export interface UnitRegistered extends JsonObject {
  readonly name: string;
  readonly kind: UnitKind;
  /** The official code; communes have one. */
  readonly code: string | null;
  /** Other spellings met in documents. */
  readonly aliases: readonly string[];
  /** Place in the file that registered it, from 1: the order in which units are shown. */
  readonly ordinal: number;
}

/** The former name goes on as an alias: documents of its time use it. */
export interface UnitRenamed extends JsonObject {
  readonly from: string;
  readonly to: string;
  /** Number and date of the decision, or null when none was given. */
  readonly document: string | null;
}

export interface UnitEvents {
  UnitRegistered: UnitRegistered;
  UnitRenamed: UnitRenamed;
}

export type NewUnitEvent = {
  [Type in keyof UnitEvents]: { readonly type: Type; readonly data: UnitEvents[Type] };
}[keyof UnitEvents];
