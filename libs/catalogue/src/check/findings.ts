/** What a finding is about; each is explained in docs/catalogues.md. */
export const FINDING_KINDS = [
  'two-deadlines',
  'before-issue',
  'counted-twice',
  'swapped-budgets',
  'two-budgets',
  'group-sum',
  'overlapping-jobs',
  'two-leads',
  'two-targets',
  'no-lead',
  'no-product',
  'no-time',
  'shared-lead',
  'doubled-title',
  'broken-link',
  'circular-link',
  'link-to-group',
  'unknown-basis',
  'basis-without-link',
  'link-without-basis',
] as const;

export type FindingKind = (typeof FINDING_KINDS)[number];

/** `high`: both can't hold; `medium`: somebody has to say what holds; `low`: worth knowing. */
export const SEVERITIES = ['high', 'medium', 'low'] as const;

export type Severity = (typeof SEVERITIES)[number];

/**
 * How two deadlines contradict: `different` days; one side has a day and the other goes on without an end (`no-end`),
 * waits for a condition without a day (`conditional`) or says nothing (`missing`).
 */
export type DeadlineCase = 'different' | 'no-end' | 'conditional' | 'missing';

/** One of the places that a finding compares. */
export interface Side {
  readonly programme: string;
  /** Code of the task or indicator; null where the document as a whole is meant. */
  readonly code: string | null;
  /** `name.yaml:57` */
  readonly at: string;
  /** Title of the task, name of the indicator, title of the programme. */
  readonly title: string;
  /** Names of the lead units; empty where none is named or the side is no task. */
  readonly units: readonly string[];
  /** What this place says about the matter, Vietnamese. */
  readonly says: string;
  /** The budget that stands here, where the finding is about budgets. */
  readonly budgetMillionVnd?: number;
}

export interface Finding {
  readonly kind: FindingKind;
  readonly severity: Severity;
  /** Only with `two-deadlines`. */
  readonly case?: DeadlineCase;
  /** 0 to 1, three decimals: how much the titles say the same. Missing where titles weren't compared. */
  readonly similarity?: number;
  /** In million đồng: what is counted too often (`counted-twice`), or the difference (`group-sum`, `two-budgets`). */
  readonly amountMillionVnd?: number;
  /** One place or more: the origin before what carries it out, else in the order of programmes and of their rows. */
  readonly sides: readonly Side[];
  /** One Vietnamese sentence. */
  readonly detail: string;
  /** What else differs and is no contradiction by itself, Vietnamese. */
  readonly remark?: string;
}

export interface CheckedProgramme {
  readonly id: string;
  readonly title: string;
  /** All rows, group rows included. */
  readonly tasks: number;
  /** Group rows. */
  readonly groups: number;
  readonly indicators: number;
  /** Sum of the budgets of all rows that are no group rows; null where the document gives none. */
  readonly budgetMillionVnd: number | null;
  /** Jobs listed by more than one unit with the budget each time, and what that counts too often. */
  readonly countedTwice: { readonly jobs: number; readonly amountMillionVnd: number };
  /** The budget with each such job counted once; null where the document gives none. */
  readonly netBudgetMillionVnd: number | null;
  /** How many findings of each kind have a side in this programme. */
  readonly findings: Readonly<Partial<Record<FindingKind, number>>>;
}

/** One of the "6 rõ" and what a catalogue can show of it. */
export interface ClarityCriterion {
  /** `rõ người`, … */
  readonly name: string;
  /** The findings that speak of it; empty: a catalogue can't show it. */
  readonly kinds: readonly FindingKind[];
  /** What is checked, or why it can't be. Vietnamese. */
  readonly checked: string;
}

export interface CheckResult {
  /** By id. */
  readonly programmes: readonly CheckedProgramme[];
  readonly clarity: readonly ClarityCriterion[];
  /** The gravest first, then by kind and place. */
  readonly findings: readonly Finding[];
}
