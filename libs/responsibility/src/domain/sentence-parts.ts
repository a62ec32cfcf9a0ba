import { dateText } from '#kernel';
import type { DocumentRef } from '#tasks';

/** One thing that an event changed. Texts stand as people read them (dates dd/mm/yyyy), figures as numbers. */
export interface Change {
  readonly field: string;
  /** Vietnamese name of the field. */
  readonly label: string;
  /** Null: there was none. */
  readonly from: string | number | null;
  /** Null: there is none any more. */
  readonly to: string | number | null;
}

export interface Description {
  /** One or more Vietnamese sentences; who did it stands beside them. */
  readonly sentence: string;
  readonly changes: readonly Change[];
}

/** Name of a unit or group by its id; an id without a name stands for itself. */
export type NameOf = (id: string) => string;

/** Unit of measure of a programme's indicator; null for a bare number and for one that isn't known. */
export type MeasureOf = (programme: string, code: string) => string | null;

export interface Context {
  readonly name: NameOf;
  readonly measure: MeasureOf;
  /** Instant at which the event was recorded. */
  readonly recordedAt: string;
}

/** How each event of a lib is told. */
export type DescribeAll<Events> = {
  readonly [Type in keyof Events]: (data: Events[Type], context: Context) => Description;
};

export const quoted = (text: string) => `“${text}”`;

export const moneyText = (dong: number) => `${String(dong).replace(/\B(?=(\d{3})+$)/g, '.')} đồng`;

export const taskText = (task: string) => `nhiệm vụ số ${task}`;

/** A person's words on one line, ended as a sentence. */
export function ended(words: string): string {
  const line = words.replace(/\s+/g, ' ').trim();
  return /[.!?…]$/.test(line) ? line : `${line}.`;
}

/** `Label: words.`, or nothing where nothing was said. */
export function said(label: string, words: string): string[] {
  return words.trim() ? [`${label}: ${ended(words)}`] : [];
}

export const reasonText = (reason: string | null) => said('Lý do', reason ?? '');

export const documentText = ({ number, date, issuer }: DocumentRef) =>
  `số ${number} ngày ${dateText(date)} của ${issuer}`;

export const byDocument = (document: DocumentRef | null) =>
  document ? `, theo văn bản ${documentText(document)}` : '';

export const documentsText = (documents: readonly DocumentRef[]) =>
  said('Văn bản', documents.map(documentText).join('; '));

export const sentences = (...parts: readonly string[]) => parts.join(' ');
