/*
 * STORAGE FORMAT. These names and bodies stand in logs for good. A change of meaning is a new schemaVersion with an
 * upcaster, never an edit. Each type has a golden fixture in `fixtures/catalogue-events.json`.
 *
 * Stream `programme-<id>`. The reporting policy's events stand on the same stream and belong to reporting.
 */
import type { JsonObject } from '#event-log';

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

/** The file that a programme was loaded from. */
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
  readonly source: SourceBody;
}

export interface ProgrammeEvents {
  ProgrammeRegistered: ProgrammeRegistered;
}

export interface NewProgrammeEvent {
  readonly type: 'ProgrammeRegistered';
  readonly data: ProgrammeRegistered;
}
