import { parseSchedule, type Schedule } from './schedule/index.js';
import type { MilestoneBody, ScheduleBody } from './task.events.js';

/** Codes of sections and tasks stand in stream names and addresses. */
export const TASK_CODE = /^[0-9A-Za-z][0-9A-Za-z./-]{0,39}$/;

/**
 * The schedule that a task stores: the phrase, and what is understood by it.
 * @param documentYear the year that bare months and quarters belong to
 * @param issuedOn the day of the document, `YYYY-MM-DD`: what "kể từ ngày ban hành" counts from
 * @throws {UnknownSchedulePhraseError} for a phrase that isn't understood
 */
export function scheduleBody(phrase: string, documentYear: number, issuedOn?: string): ScheduleBody {
  return bodyOfSchedule(phrase, parseSchedule(phrase, documentYear, issuedOn));
}

export function bodyOfSchedule(phrase: string, { milestones, ...schedule }: Schedule): ScheduleBody {
  const rest = milestones ? { milestones: milestones as MilestoneBody[] } : {};
  return { phrase, ...schedule, ...rest };
}
