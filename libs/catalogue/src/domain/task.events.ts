/*
 * STORAGE FORMAT. These names and bodies stand in logs for good. A change of meaning is a new schemaVersion with an
 * upcaster, never an edit. Each type has a golden fixture in `fixtures/catalogue-events.json`.
 *
 * Stream `task-<programme>.<code>`.
 */
import type { JsonObject } from '#event-log';
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

export interface TaskRegistered extends JsonObject {
  readonly programme: string;
  readonly code: string;
  /** Code of the section. */
  readonly section: string;
  readonly title: string;
  /** By position. */
  readonly directingLeaders: readonly string[];
  /** Ids of units and groups. */
  readonly leadUnits: readonly string[];
  /** Ids of units and groups. */
  readonly coordinatingUnits: readonly string[];
  readonly deliverables: readonly string[];
  readonly schedule: ScheduleBody;
  /** Place in the document, from 1. */
  readonly ordinal: number;
}

export interface TaskEvents {
  TaskRegistered: TaskRegistered;
}

export interface NewTaskEvent {
  readonly type: 'TaskRegistered';
  readonly data: TaskRegistered;
}
