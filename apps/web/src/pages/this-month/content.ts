import type { ReportProgressDto } from '../../client/types.gen.js';
import { dayTyped, documentsOf, type TypedDocument } from '../../ui/documents.js';
import { lengthOf, tooLong } from '../../ui/field.js';
import { day, number } from '../../ui/format.js';
import type { Report, WorkItem } from './this-month.reads.js';

/** An update as it is typed: texts throughout. */
export interface Content {
  readonly percent: string;
  readonly percentDownReason: string;
  readonly summary: string;
  readonly difficulties: string;
  readonly proposals: string;
  /** One a line. */
  readonly deliverables: string;
  readonly disbursed: string;
  readonly documents: readonly TypedDocument[];
  /** What was pressed, until the server has answered: after a lost connection nobody knows whether it arrived. */
  readonly sending: ReportProgressDto['kind'] | null;
}

export const EMPTY: Content = {
  percent: '',
  percentDownReason: '',
  summary: '',
  difficulties: '',
  proposals: '',
  deliverables: '',
  disbursed: '',
  documents: [],
  sending: null,
};

/** What an update that adds to a sent one begins with: it is judged by itself and must hold everything. */
export function beginningOf(report: Report | null): Content {
  if (report === null || report.kind === 'nothing-to-report') return EMPTY;
  return {
    ...EMPTY,
    percent: report.percent === null ? '' : String(report.percent),
    summary: report.summary,
    difficulties: report.difficulties,
    proposals: report.proposals,
    deliverables: report.deliverables.join('\n'),
    documents: report.documents.map(({ number: name, date, issuer, sha256 }, place) => ({
      id: String(place),
      number: name,
      date: day(date),
      issuer,
      sha256: sha256 ?? '',
      fileName: '',
    })),
    disbursed: report.disbursedVnd === null ? '' : number(report.disbursedVnd),
  };
}

/** Of a text, in characters. */
export const MAX_LONG = 4000;
/** Of one line. */
export const MAX_SHORT = 300;
const MAX_LIST = 50;
const MAX_NUMBER = 100;
const MAX_ISSUER = 200;
const MAX_VND = 9_000_000_000_000_000;
const FULL = 100;

/** A whole percentage; null: nothing typed; NaN: can't be read. */
export function percentOf(typed: string): number | null {
  const text = typed.replace(/[\s%]/g, '');
  if (text === '') return null;
  return /^\d{1,3}$/.test(text) && Number(text) <= FULL ? Number(text) : Number.NaN;
}

/** Whole đồng of “1.234.000.000” or “1 234 000 000”; null: nothing typed; NaN: can't be read. */
export function dongOf(typed: string): number | null {
  const text = typed.replace(/\s|đồng|đ$|vnđ$/giu, '');
  if (text === '') return null;
  if (!/^\d{1,3}(\.\d{3})+$|^\d+$/.test(text)) return Number.NaN;
  const value = Number(text.replaceAll('.', ''));
  return value <= MAX_VND ? value : Number.NaN;
}

const lines = (text: string): string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');

/** Whether nothing is typed beyond what the form began with. */
export function isUntouched(content: Content, beginning: Content): boolean {
  return JSON.stringify({ ...content, sending: null }) === JSON.stringify(beginning);
}

/** Fields, as the server names them in its problems. */
export type FieldName =
  | 'percent'
  | 'percentDownReason'
  | 'summary'
  | 'difficulties'
  | 'proposals'
  | 'deliverables'
  | 'disbursedVnd'
  | 'documents';

/** What can't be sent so, by field: a sentence each. */
export type Flaws = Readonly<Partial<Record<FieldName, string>>>;

/** What of the form the server would refuse, seen before it is sent. */
export function flawsOf(content: Content): Flaws {
  const flaws: { -readonly [Name in FieldName]?: string } = {};
  if (Number.isNaN(percentOf(content.percent))) flaws.percent = 'Tỷ lệ là một số nguyên từ 0 đến 100.';
  if (Number.isNaN(dongOf(content.disbursed))) {
    flaws.disbursedVnd = 'Số tiền là số nguyên đồng, như 1.250.000.000.';
  }
  for (const name of ['summary', 'difficulties', 'proposals'] as const) {
    const over = tooLong({ text: content[name], max: MAX_LONG });
    if (over !== null) flaws[name] = over;
  }
  const over = tooLong({ text: content.percentDownReason, max: MAX_SHORT });
  if (over !== null) flaws.percentDownReason = over;
  const products = lines(content.deliverables);
  if (products.length > MAX_LIST) flaws.deliverables = `Tối đa ${MAX_LIST} sản phẩm một lần.`;
  else if (products.some((line) => lengthOf(line) > MAX_SHORT)) {
    flaws.deliverables = `Mỗi sản phẩm một dòng, tối đa ${MAX_SHORT} ký tự.`;
  }
  const documents = documentsFlaw(content.documents);
  if (documents !== null) flaws.documents = documents;
  return flaws;
}

function documentsFlaw(documents: readonly TypedDocument[]): string | null {
  if (documents.length > MAX_LIST) return `Tối đa ${MAX_LIST} văn bản một lần.`;
  for (const [index, { number: name, date, issuer, sha256 }] of documents.entries()) {
    const which = `Văn bản thứ ${index + 1}`;
    if (name.trim() === '') return `${which}: chưa có số, ký hiệu.`;
    if (lengthOf(name) > MAX_NUMBER) return `${which}: số, ký hiệu dài quá ${MAX_NUMBER} ký tự.`;
    if (dayTyped(date) === null) return `${which}: ngày ban hành phải viết như 05/11/2026.`;
    if (issuer.trim() === '') return `${which}: chưa có cơ quan ban hành.`;
    if (lengthOf(issuer) > MAX_ISSUER) return `${which}: tên cơ quan dài quá ${MAX_ISSUER} ký tự.`;
    if (sha256.trim() !== '' && !/^[0-9a-f]{64}$/i.test(sha256.trim())) {
      return `${which}: mã băm SHA-256 gồm 64 chữ số, chữ cái a–f.`;
    }
  }
  return null;
}

/** One thing that an update must hold, and whether it does. */
export interface Need {
  readonly text: string;
  readonly met: boolean;
  /** The field where it belongs. */
  readonly field: FieldName;
  /** Asks for something only under a condition that isn't there now. */
  readonly idle?: boolean;
}

/** What the reporting policy demands of a sufficient update, held against what is typed. The server decides. */
export function needsOf({ needs }: Pick<WorkItem, 'needs'>, content: Content): Need[] {
  const percent = percentOf(content.percent);
  const products = lines(content.deliverables).length + content.documents.length;
  const list: Need[] = [
    {
      text: `kết quả thực hiện, ít nhất ${needs.summaryMinLength} ký tự`,
      met: lengthOf(content.summary) >= needs.summaryMinLength,
      field: 'summary',
    },
  ];
  if (needs.percent) {
    list.unshift({
      text: 'tỷ lệ hoàn thành',
      met: percent !== null && !Number.isNaN(percent),
      field: 'percent',
    });
  }
  if (needs.disbursement) {
    list.push({
      text: 'số tiền đã giải ngân',
      met: content.disbursed.trim() !== '',
      field: 'disbursedVnd',
    });
  }
  if (needs.proofAtFull) {
    list.push({
      text: 'khi báo 100 %: sản phẩm hoặc văn bản',
      met: percent !== FULL || products > 0,
      field: 'deliverables',
      idle: percent !== FULL,
    });
  }
  if (needs.deliverableOrDifficulties) {
    list.push({
      text: 'đã đến hạn: sản phẩm, văn bản, hoặc khó khăn, vướng mắc',
      met: percent === FULL || products > 0 || content.difficulties.trim() !== '',
      field: 'deliverables',
      idle: percent === FULL,
    });
  }
  return list;
}

const NOTHING: Omit<ReportProgressDto, 'period'> = { kind: 'nothing-to-report' };

/** The command's body. Only for a form without flaws. */
export function bodyOf(content: Content, kind: ReportProgressDto['kind'], period: string): ReportProgressDto {
  if (kind === 'nothing-to-report') return { ...NOTHING, period };
  const text = (value: string) => value.normalize('NFC').trim() || null;
  return {
    period,
    kind,
    percent: percentOf(content.percent),
    percentDownReason: text(content.percentDownReason),
    summary: text(content.summary),
    difficulties: text(content.difficulties),
    proposals: text(content.proposals),
    deliverables: lines(content.deliverables.normalize('NFC')),
    disbursedVnd: dongOf(content.disbursed),
    documents: documentsOf(content.documents),
  };
}
