/*
 * STORAGE FORMAT. These names and bodies stand in logs for good. A change of meaning is a new schemaVersion with an
 * upcaster, never an edit. Each type has a golden fixture in `fixtures/catalogue-events.json`.
 *
 * Stream `task-<programme>.<code>`.
 */
import type { JsonObject, JsonValue } from '#event-log';
import type { SourceBody } from './programme.events.js';
import type { Recurrence, ScheduleKind } from './schedule/index.js';

export interface MilestoneBody extends JsonObject {
  readonly what?: string;
  /** `YYYY-MM-DD`, here and below. */
  readonly start?: string;
  readonly due?: string;
  readonly condition?: string;
  readonly recurrence?: Recurrence;
}

/** The document's phrase and what was understood by it; what the phrase doesn't say is left out. */
export interface ScheduleBody extends JsonObject {
  readonly phrase: string;
  readonly kind: ScheduleKind;
  readonly start?: string;
  readonly due?: string;
  readonly milestones?: readonly MilestoneBody[];
  readonly condition?: string;
  readonly recurrence?: Recurrence;
}

/** What a task is, as its document states it. What the document doesn't give is left out where the key may miss. */
export interface TaskContent {
  /** Code of the section. */
  readonly section: string;
  readonly title: string;
  /** By position. */
  readonly directingLeaders: readonly string[];
  /** Ids of units and groups; empty where the document names none that is known. */
  readonly leadUnits: readonly string[];
  /** Ids of units and groups. */
  readonly coordinatingUnits: readonly string[];
  readonly deliverables: readonly string[];
  readonly schedule: ScheduleBody;
  /** In million đồng (triệu đồng). */
  readonly budgetMillionVnd?: number;
  /** True for a heading row with sub-numbers: it is not assigned, and its budget is that of its parts. */
  readonly isGroup?: boolean;
  /** Code of the group row that the task stands under. */
  readonly parentCode?: string;
  /** Lead units as the document words them, where nobody of that name is registered. */
  readonly unknownLeadUnits?: readonly string[];
  /** Coordinating units as the document words them, where nobody of that name is registered. */
  readonly unknownCoordinatingUnits?: readonly string[];
  readonly note?: string;
}

/** What the person who imported a file said in the place of one of its cells; names of persons are left out. */
export interface ImportCorrection extends JsonObject {
  /** Table and row of the file, for people. */
  readonly place: string;
  /** Of the file's columns: `schedule`, `lead` … */
  readonly field: string;
  /** What the file says; “” where it says nothing. */
  readonly from: string;
  readonly to: string;
}

export interface TaskRegistered extends JsonObject, TaskContent {
  readonly programme: string;
  readonly code: string;
  /** Place in the document, from 1. */
  readonly ordinal: number;
  /** Left out where the content is as the file says it. */
  readonly corrections?: readonly ImportCorrection[];
}

/** One field of a task's content, before and after; null where it holds nothing. */
export interface TaskChange extends JsonObject {
  readonly field: string;
  readonly from: JsonValue;
  readonly to: JsonValue;
}

/** The document by which something was changed. */
export interface AuthorityBody extends JsonObject {
  readonly number: string;
  /** `YYYY-MM-DD` */
  readonly date: string | null;
  readonly issuer: string | null;
}

/** Content that was stated anew. What was assigned meanwhile keeps its due dates: those change by extension. */
export interface TaskAmended extends JsonObject {
  readonly programme: string;
  readonly code: string;
  readonly changes: readonly TaskChange[];
  readonly document: AuthorityBody;
  /** The file that the new content was read from, or null. */
  readonly source: SourceBody | null;
  /** Left out where the content is as the file says it. */
  readonly corrections?: readonly ImportCorrection[];
}

/** The task carries out, at its level, a task of another programme. */
export interface TaskLinked extends JsonObject {
  readonly programme: string;
  readonly code: string;
  readonly relation: 'derived-from';
  readonly to: { readonly programme: string; readonly task: string };
}

export interface TaskEvents {
  TaskRegistered: TaskRegistered;
  TaskAmended: TaskAmended;
  TaskLinked: TaskLinked;
}

export type NewTaskEvent = {
  [Type in keyof TaskEvents]: { readonly type: Type; readonly data: TaskEvents[Type] };
}[keyof TaskEvents];
