import { lastDay, type Period } from '#kernel';
import type { ReportingPolicy } from './policy.js';

/** What the rule looks at in an update. */
export interface ReportFacts {
  readonly kind: 'progress' | 'nothing-to-report';
  readonly percent: number | null;
  readonly summary: string;
  /** How many were handed over. */
  readonly deliverables: number;
  readonly documents: number;
  /** Whether difficulties were stated. */
  readonly difficulties: boolean;
  /** Whole đồng paid out so far, or null when not stated. */
  readonly disbursedVnd: number | null;
  /** Kind of the task's schedule. */
  readonly scheduleKind: string;
  /** Whether the task has a budget. */
  readonly hasBudget: boolean;
  /** The due date in force when it was sent (ISO), or null for none. */
  readonly due: string | null;
  readonly period: Period;
}

export type Lack =
  | 'summary-too-short'
  | 'percent-missing'
  | 'proof-missing'
  | 'disbursement-missing'
  | 'deliverable-missing';

/** What is lacking, as the unit reads it. */
export const LACK_TEXT: Readonly<Record<Lack, string>> = {
  'summary-too-short': 'kết quả thực hiện nêu quá ngắn',
  'percent-missing': 'chưa nêu tỷ lệ hoàn thành',
  'proof-missing': 'báo 100 % nhưng chưa nêu sản phẩm hoặc văn bản',
  'disbursement-missing': 'nhiệm vụ có kinh phí nhưng chưa nêu số tiền đã giải ngân',
  'deliverable-missing': 'đã đến hạn nhưng chưa nêu sản phẩm bàn giao hoặc khó khăn, vướng mắc',
};

/** Tasks without an end have no percent to reach. */
const WITHOUT_END: ReadonlySet<string> = new Set(['ongoing', 'annual', 'monthly', 'none']);

/** What an update must hold to be sufficient; "nothing to report" needs none of it. */
export interface ReportNeeds {
  /** Characters. */
  readonly summaryMinLength: number;
  readonly percent: boolean;
  /** At 100 %: a deliverable or a document. */
  readonly proofAtFull: boolean;
  /** The money paid out so far. */
  readonly disbursement: boolean;
  /** Below 100 %: a deliverable, a document, or difficulties. */
  readonly deliverableOrDifficulties: boolean;
}

/** What the policy demands of an update of such an assignment in such a period. */
export function needsOf(
  about: Pick<ReportFacts, 'scheduleKind' | 'hasBudget' | 'due' | 'period'>,
  { sufficiency }: ReportingPolicy,
): ReportNeeds {
  const { summaryMinLength, ongoingSummaryMinLength = summaryMinLength, percent, proofAtFull } = sufficiency;
  const { disbursementWithBudget = false, deliverableWhenDue = false } = sufficiency;
  const withoutEnd = WITHOUT_END.has(about.scheduleKind);
  const isDue = about.due !== null && about.due <= lastDay(about.period);
  return {
    summaryMinLength: withoutEnd ? ongoingSummaryMinLength : summaryMinLength,
    percent: percent && !withoutEnd,
    proofAtFull,
    disbursement: disbursementWithBudget && about.hasBudget,
    deliverableOrDifficulties: deliverableWhenDue && isDue,
  };
}

/** What an update lacks of what the policy demands; empty when it is sufficient. */
export function lacksOf(report: ReportFacts, policy: ReportingPolicy): Lack[] {
  if (report.kind === 'nothing-to-report') return [];
  const needs = needsOf(report, policy);
  const proofs = report.deliverables + report.documents;
  const lacks: Lack[] = [];
  if (isShorter(report.summary.trim(), needs.summaryMinLength)) lacks.push('summary-too-short');
  if (needs.percent && report.percent === null) lacks.push('percent-missing');
  if (needs.proofAtFull && report.percent === 100 && proofs === 0) lacks.push('proof-missing');
  if (needs.disbursement && report.disbursedVnd === null) lacks.push('disbursement-missing');
  if (needs.deliverableOrDifficulties && report.percent !== 100 && proofs === 0 && !report.difficulties) {
    lacks.push('deliverable-missing');
  }
  return lacks;
}

/** Whether a text has fewer characters, of which each takes one or two units of its length. */
function isShorter(text: string, characters: number): boolean {
  return text.length < characters || (text.length < 2 * characters && [...text].length < characters);
}
