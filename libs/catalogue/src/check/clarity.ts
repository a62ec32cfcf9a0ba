import type { ClarityCriterion, Finding, FindingKind } from './findings.js';
import { jobsOf, leadsOf, type Row, type Sources, sideOf } from './rows.js';
import { scheduleText } from './time-spans.js';

/** The "6 rõ": what a catalogue shows of each, and what it can't. */
export const CLARITY: readonly ClarityCriterion[] = [
  {
    name: 'rõ người',
    kinds: ['no-lead'],
    checked: 'Nhiệm vụ phải nêu đơn vị chủ trì. Cá nhân phụ trách không có trong danh mục.',
  },
  {
    name: 'rõ việc',
    kinds: ['doubled-title'],
    checked: 'Chỉ thấy được hai dòng trùng tên; tên đã đủ rõ hay chưa thì người đọc phải xét.',
  },
  { name: 'rõ thời gian', kinds: ['no-time'], checked: 'Nhiệm vụ phải ghi thời gian thực hiện.' },
  {
    name: 'rõ trách nhiệm',
    kinds: ['shared-lead'],
    checked: 'Chỉ thấy được nơi nhiều đơn vị được nêu tên cùng chủ trì, không rõ ai chịu trách nhiệm chính.',
  },
  { name: 'rõ sản phẩm', kinds: ['no-product'], checked: 'Nhiệm vụ phải ghi sản phẩm.' },
  {
    name: 'rõ thẩm quyền',
    kinds: [],
    checked: 'Không kiểm tra được: danh mục không ghi ai có quyền quyết định.',
  },
];

interface Rule {
  readonly kind: FindingKind;
  readonly severity: Finding['severity'];
  readonly lacks: (row: Row) => boolean;
  readonly says: (row: Row) => string;
  readonly detail: string;
}

const RULES: readonly Rule[] = [
  {
    kind: 'no-lead',
    severity: 'medium',
    lacks: ({ task }) => task.leadUnits.length + task.unknownLeadUnits.length === 0,
    says: () => 'không nêu đơn vị chủ trì',
    detail: 'Không rõ người: không có đơn vị chủ trì.',
  },
  {
    kind: 'no-product',
    severity: 'medium',
    lacks: ({ task }) => task.deliverables.length === 0,
    says: () => 'không ghi sản phẩm',
    detail: 'Không rõ sản phẩm.',
  },
  {
    kind: 'no-time',
    severity: 'medium',
    lacks: ({ task }) => task.schedule.kind === 'none',
    says: scheduleText,
    detail: 'Không rõ thời gian.',
  },
  {
    kind: 'shared-lead',
    severity: 'low',
    lacks: (row) => leadsOf(row).named.length > 1,
    says: (row) => `${leadsOf(row).named.length} đơn vị cùng chủ trì`,
    detail: 'Không rõ trách nhiệm chính: nhiều đơn vị cùng chủ trì.',
  },
];

/** What a task lacks of the "6 rõ"; a group row is a heading and owes none of it. */
export function unclear({ list }: Sources): Finding[] {
  return RULES.flatMap(({ kind, severity, lacks, says, detail }) =>
    list
      .flatMap(jobsOf)
      .filter(lacks)
      .map((row) => ({ kind, severity, sides: [sideOf(row, says(row))], detail })),
  );
}
