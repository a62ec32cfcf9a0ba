import { dateText } from '#kernel';
import type { NamedDocument } from './field-history.js';
import { type HeadLine, headText, SIMULATED } from './line-text.js';

/** What a line of a field's history shows. */
export interface FieldTextLine extends HeadLine {
  readonly label: string;
  readonly fromText: string | null;
  readonly toText: string | null;
  readonly effectiveOn: string;
  readonly documents: readonly NamedDocument[];
  readonly sourceFile: string | null;
  readonly reason: string | null;
}

const NOTHING = '(không)';

function documentText({ number, date, issuer }: NamedDocument): string {
  return `số ${number}${date === null ? '' : ` ngày ${dateText(date)}`}${issuer === null ? '' : ` của ${issuer}`}`;
}

function changeText(line: FieldTextLine): string[] {
  const by = [
    ...line.documents.map((document) => `văn bản ${documentText(document)}`),
    ...(line.sourceFile === null ? [] : [`tệp ${line.sourceFile}`]),
    ...(line.reason === null ? [] : [`lý do: ${line.reason}`]),
  ];
  return [
    `${line.label}: ${line.fromText ?? NOTHING} → ${line.toText ?? NOTHING}`,
    `  có hiệu lực ${dateText(line.effectiveOn)}; ghi nhận ${headText(line)}`,
    ...(by.length > 0 ? [`  ${by.join('; ')}`] : []),
  ];
}

/** The history of fields as plain text in Vietnamese: from what to what, from when, known since when, by whom, by what. */
export function fieldHistoryText(lines: readonly FieldTextLine[]): string {
  return [
    ...(lines.some(({ simulated }) => simulated) ? [SIMULATED, ''] : []),
    ...lines.flatMap(changeText),
  ].join('\n');
}
