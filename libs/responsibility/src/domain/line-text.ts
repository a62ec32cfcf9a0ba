import { localDateTimeText } from '#kernel';
import type { HistoryLine } from './trail.js';

/** What stands above a text that holds anything simulated. */
export const SIMULATED = 'DỮ LIỆU MÔ PHỎNG';

const SHORT_ID = 8;

/** The start of an event's id: enough to find it by. */
export const idText = (eventId: string) => `[${eventId.slice(0, SHORT_ID)}]`;

/** What the head of a line is told from. */
export type HeadLine = Pick<HistoryLine, 'recordedAt' | 'eventId' | 'actor' | 'rule' | 'simulated'>;

function whoText({ actor: { id, name, roleText, unitName }, rule }: HeadLine): string {
  if (rule) return `${roleText} ${rule.id}, phiên bản ${rule.version}`;
  return `${name ?? id} (${unitName === null ? roleText : `${roleText}, ${unitName}`})`;
}

/** When, which event, who; and that it is simulated, where it is. */
export function headText(line: HeadLine): string {
  const simulated = line.simulated ? ' (mô phỏng)' : '';
  return `${localDateTimeText(line.recordedAt)} ${idText(line.eventId)} ${whoText(line)}${simulated}`;
}
