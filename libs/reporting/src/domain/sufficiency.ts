import type { ReportingPolicy } from './policy.js';

/** What the rule looks at in an update. */
export interface ReportFacts {
  readonly kind: 'progress' | 'nothing-to-report';
  readonly percent: number | null;
  readonly summary: string;
  /** How many were handed over. */
  readonly deliverables: number;
  readonly documents: number;
  /** Kind of the task's schedule. */
  readonly scheduleKind: string;
}

export type Lack = 'summary-too-short' | 'percent-missing' | 'proof-missing';

/** What is lacking, as the unit reads it. */
export const LACK_TEXT: Readonly<Record<Lack, string>> = {
  'summary-too-short': 'kết quả thực hiện nêu quá ngắn',
  'percent-missing': 'chưa nêu tỷ lệ hoàn thành',
  'proof-missing': 'báo 100 % nhưng chưa nêu sản phẩm hoặc văn bản',
};

/** Tasks without an end have no percent to reach. */
const WITHOUT_END: ReadonlySet<string> = new Set(['ongoing', 'annual', 'monthly', 'none']);

/** What an update lacks of what the policy demands; empty when it is sufficient. */
export function lacksOf(report: ReportFacts, policy: ReportingPolicy): Lack[] {
  if (report.kind === 'nothing-to-report') return [];
  const { summaryMinLength, percent, proofAtFull } = policy.sufficiency;
  const lacks: Lack[] = [];
  if ([...report.summary.trim()].length < summaryMinLength) lacks.push('summary-too-short');
  if (percent && report.percent === null && !WITHOUT_END.has(report.scheduleKind)) {
    lacks.push('percent-missing');
  }
  if (proofAtFull && report.percent === 100 && report.deliverables + report.documents === 0) {
    lacks.push('proof-missing');
  }
  return lacks;
}
