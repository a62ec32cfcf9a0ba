export {
  type Milestone,
  RECURRENCES,
  type Recurrence,
  type Schedule,
  type ScheduleKind,
  UnknownSchedulePhraseError,
} from './schedule.js';
export { parseSchedule } from './schedule-parser.js';
export { renderSchedule } from './schedule-renderer.js';
export { MAX_PHRASE_LENGTH } from './schedule-tokens.js';
