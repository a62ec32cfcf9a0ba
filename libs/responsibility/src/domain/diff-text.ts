import { dateText, localDate, localDateTimeText } from '#kernel';
import type { Diff, DiffGroupCounts, DiffLine } from './diff.js';
import { headText, SIMULATED } from './line-text.js';

const TIMELINESS_TEXT = { 'on-time': ' (đúng hạn)', late: ' (muộn)' } as const;

function matterText({ task, indicator, unitName }: DiffLine): string {
  const matter =
    task === null ? (indicator === null ? [] : [`chỉ tiêu ${indicator}`]) : [`nhiệm vụ số ${task}`];
  return [...matter, ...(unitName === null ? [] : [unitName])].join(', ');
}

function lineText(line: DiffLine): string[] {
  const { recordedAt, effectiveOn, timeliness } = line;
  const matter = matterText(line);
  const head = [
    headText(line),
    ...(matter === '' ? [] : [`${matter}${timeliness === null ? '' : TIMELINESS_TEXT[timeliness]}`]),
    ...(effectiveOn === localDate(recordedAt) ? [] : [`nói về ngày ${dateText(effectiveOn)}`]),
  ];
  return [`  ${head.join('; ')}`, `    ${line.sentence}`];
}

function groupText({ groupText: title, count, types, timeliness }: DiffGroupCounts): string {
  const parts = types.map(({ text, count: ofType }) => `${text} ${ofType}`);
  const late = timeliness ? [`đúng hạn ${timeliness.onTime}`, `muộn ${timeliness.late}`] : [];
  return `${title}: ${count}${count === 0 ? '' : ` (${[...parts, ...late].join('; ')})`}`;
}

/**
 * What came to be known, as plain text in Vietnamese: each group with its counts, under it its lines.
 * @param lines by group, the first ones of each
 */
export function diffText(diff: Omit<Diff, 'items' | 'next'>, lines: readonly DiffLine[]): string {
  return [
    ...(diff.simulated ? [SIMULATED, ''] : []),
    `BIẾT THÊM sau ${localDateTimeText(diff.from)} đến ${localDateTimeText(diff.to)}: ${diff.total} sự kiện (${diff.programme}${diff.unit === null ? '' : `, ${diff.unit}`})`,
    ...diff.groups.flatMap((group) => {
      const own = lines.filter((line) => line.group === group.group);
      const rest = group.count - own.length;
      const more = rest > 0 && own.length > 0 ? [`  … và ${rest} dòng nữa (--group ${group.group})`] : [];
      return ['', groupText(group), ...own.flatMap(lineText), ...more];
    }),
  ].join('\n');
}
