/*
 * STORAGE FORMAT. These names and bodies stand in logs for good. A change of meaning is a new schemaVersion with an
 * upcaster, never an edit. Each type has a golden fixture in `fixtures/catalogue-events.json`.
 *
 * Stream `programme-<id>`. The reporting policy's events stand on the same stream and belong to reporting.
 */
import type { JsonObject, JsonValue } from '#event-log';

export interface SectionBody extends JsonObject {
  readonly code: string;
  readonly title: string;
}

export interface PeriodBody extends JsonObject {
  /** First day, `YYYY-MM-DD`. */
  readonly from: string;
  /** Last day, `YYYY-MM-DD`. */
  readonly until: string;
}

/** A file that something was read from. */
export interface SourceBody extends JsonObject {
  /** File name, without folders. */
  readonly file: string;
  /** SHA-256 (hex) of the file's bytes. */
  readonly sha256: string;
}

export interface ProgrammeRegistered extends JsonObject {
  readonly title: string;
  readonly issuer: string;
  /** The year that bare months and quarters in schedules belong to. */
  readonly documentYear: number;
  readonly period: PeriodBody;
  /** In the document's order. */
  readonly sections: readonly SectionBody[];
  /** Id of the units file whose units the programme speaks of. */
  readonly units: string;
  /** Id of the reporting policy that the programme asks for; adopting one is an event of its own. */
  readonly policy: string;
  /** The document's number, where it is known. */
  readonly number?: string;
  /** The day on which the document was issued, `YYYY-MM-DD`, where it is known. */
  readonly issuedOn?: string;
  /** Ids of the programmes that it carries out ("căn cứ"). */
  readonly basis?: readonly string[];
  readonly source: SourceBody;
}

/** One field of a programme, before and after; null where it holds nothing. */
export interface ProgrammeChange extends JsonObject {
  readonly field: string;
  readonly from: JsonValue;
  readonly to: JsonValue;
}

/** Content that was stated anew, or for the first time. */
export interface ProgrammeAmended extends JsonObject {
  readonly changes: readonly ProgrammeChange[];
  readonly source: SourceBody;
}

export interface ProgrammeEvents {
  ProgrammeRegistered: ProgrammeRegistered;
  ProgrammeAmended: ProgrammeAmended;
}

export type NewProgrammeEvent = {
  [Type in keyof ProgrammeEvents]: { readonly type: Type; readonly data: ProgrammeEvents[Type] };
}[keyof ProgrammeEvents];
