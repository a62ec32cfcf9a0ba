import { figureText } from '#indicators';
import { headText, SIMULATED } from './line-text.js';
import type { Change } from './sentences.js';
import type { HistoryLine } from './trail.js';

const valueText = (value: string | number | null) =>
  value === null ? '(không)' : typeof value === 'number' ? figureText(value) : value;

const changeText = ({ label, from, to }: Change) => `    ${label}: ${valueText(from)} → ${valueText(to)}`;

/** Lines of history as plain text in Vietnamese: when, which event, who, what, from what to what. */
export function historyText(lines: readonly HistoryLine[]): string {
  return [
    ...(lines.some(({ simulated }) => simulated) ? [SIMULATED, ''] : []),
    ...lines.flatMap((line) => [headText(line), `  ${line.sentence}`, ...line.changes.map(changeText)]),
  ].join('\n');
}
