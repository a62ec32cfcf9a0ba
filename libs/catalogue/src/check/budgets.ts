import { amountText, dong, millionVnd } from './figures.js';
import type { Finding, Side } from './findings.js';
import { jobsOf, type Row, type Source, type Sources, sideOf } from './rows.js';
import type { Cluster, SameJobs } from './same-jobs.js';
import { rounded } from './similarity.js';
import { scheduleText, timeSpansOf } from './time-spans.js';

const budgetOf = ({ task }: Row) => dong(task.budgetMillionVnd ?? 0);

function sideOfBudget(row: Row): Side {
  const { budgetMillionVnd } = row.task;
  if (budgetMillionVnd === null) return sideOf(row, `không ghi kinh phí; ${scheduleText(row)}`);
  return {
    ...sideOf(row, `${amountText(budgetMillionVnd)} triệu đồng; ${scheduleText(row)}`),
    budgetMillionVnd,
  };
}

/** Two jobs of the same two owners whose budgets are exchanged. */
interface Swap {
  readonly one: Cluster;
  readonly other: Cluster;
}

export interface Budgets {
  readonly findings: readonly Finding[];
  /** Programme → the jobs counted more than once, and how much that is too often, in đồng. */
  readonly countedTwice: ReadonlyMap<Source, { readonly jobs: number; readonly dong: number }>;
}

/** What the budgets of jobs that stand more than once in a document say. */
export function budgetsOf({ clusters, overlapping }: SameJobs): Budgets {
  const paid = clusters
    .map(({ rows, likeness: value }) => ({ rows: rows.filter((row) => budgetOf(row) > 0), likeness: value }))
    .filter(({ rows }) => rows.length > 1);
  const swaps = swapsOf(paid);
  const swapped = new Set(swaps.flatMap(({ one, other }) => [one, other]));
  const countedTwice = new Map<Source, { jobs: number; dong: number }>();
  const findings: Finding[] = swaps.map(swapFinding);
  for (const cluster of paid) {
    const [first] = cluster.rows;
    if (!first) continue;
    const budgets = cluster.rows.map(budgetOf);
    const isSame = new Set(budgets).size === 1;
    if (!isSame && !swapped.has(cluster)) {
      findings.push(twoBudgets(cluster));
      continue;
    }
    const excess = budgets.slice(1).reduce((sum, budget) => sum + budget, 0);
    const known = countedTwice.get(first.source) ?? { jobs: 0, dong: 0 };
    countedTwice.set(first.source, { jobs: known.jobs + 1, dong: known.dong + excess });
    findings.push({
      kind: 'counted-twice',
      severity: 'high',
      similarity: rounded(cluster.likeness),
      amountMillionVnd: millionVnd(excess),
      sides: cluster.rows.map(sideOfBudget),
      detail: `${
        isSame
          ? `Kinh phí của một việc được ghi ở ${cluster.rows.length} đơn vị`
          : `Kinh phí của một việc được ghi ở ${cluster.rows.length} đơn vị, số bị đổi chỗ với việc khác`
      }: tính thừa ${amountText(millionVnd(excess))} triệu đồng.`,
      ...remarkOf(cluster.rows),
    });
  }
  return { findings: [...findings, ...overlapping.flatMap(overlappingJobs)], countedTwice };
}

/** Two schedules may end on one day and still be worded as different spans. */
function remarkOf(rows: readonly Row[]): Pick<Finding, 'remark'> {
  const spans = new Set(rows.map((row) => JSON.stringify(timeSpansOf(row))));
  if (spans.size === 1) return {};
  const phrases = rows.map(({ task }) => `“${task.schedule.phrase}”`);
  return { remark: `thời gian ghi khác nhau: ${phrases.join(' và ')}` };
}

function swapsOf(clusters: readonly Cluster[]): Swap[] {
  const waiting = new Map<string, Cluster[]>();
  const swaps: Swap[] = [];
  for (const cluster of clusters) {
    const [a, b] = cluster.rows;
    if (!a || !b || cluster.rows.length > 2 || budgetOf(a) === budgetOf(b)) continue;
    const ordered = a.owner < b.owner ? [a, b] : [b, a];
    const key = (rows: readonly Row[]) =>
      [a.task.programme, ordered[0]?.owner, ordered[1]?.owner, ...rows.map(budgetOf)].join('|');
    const counterpart = waiting.get(key([...ordered].reverse()))?.shift();
    if (counterpart) swaps.push({ one: counterpart, other: cluster });
    else waiting.set(key(ordered), [...(waiting.get(key(ordered)) ?? []), cluster]);
  }
  return swaps;
}

function swapFinding({ one, other }: Swap): Finding {
  const [first, second] = [...one.rows].map(budgetOf).map((budget) => amountText(millionVnd(budget)));
  return {
    kind: 'swapped-budgets',
    severity: 'high',
    similarity: rounded(Math.min(one.likeness, other.likeness)),
    sides: [...one.rows, ...other.rows].map(sideOfBudget),
    detail: `Kinh phí của hai việc bị đổi chỗ giữa hai đơn vị: ${first} và ${second} triệu đồng.`,
  };
}

function twoBudgets({ rows, likeness: value }: Cluster): Finding {
  const budgets = rows.map(budgetOf);
  const difference = millionVnd(Math.max(...budgets) - Math.min(...budgets));
  return {
    kind: 'two-budgets',
    severity: 'medium',
    similarity: rounded(value),
    amountMillionVnd: difference,
    sides: rows.map(sideOfBudget),
    detail: `Một việc có hai mức kinh phí, chênh ${amountText(difference)} triệu đồng: cần rõ là phần của mỗi đơn vị hay ghi nhầm.`,
  };
}

function overlappingJobs({ a, b, likeness: value }: SameJobs['overlapping'][number]): Finding[] {
  if (budgetOf(a) === 0 || budgetOf(b) === 0) return [];
  return [
    {
      kind: 'overlapping-jobs',
      severity: 'low',
      similarity: rounded(value),
      sides: [a, b].map(sideOfBudget),
      detail:
        'Cùng một loại việc ở hai đơn vị với số lượng khác nhau: cần rõ việc nhỏ có nằm trong việc lớn không.',
    },
  ];
}

/** Group rows with a budget of their own that isn't the sum of their parts. */
export function groupSums({ list }: Sources): Finding[] {
  return list.flatMap((source) => {
    const parts = new Map<string, Row[]>();
    for (const row of jobsOf(source)) {
      const parent = row.task.parentCode;
      if (parent !== null) parts.set(parent, [...(parts.get(parent) ?? []), row]);
    }
    return source.rows.flatMap((row) => {
      if (!row.task.isGroup || row.task.budgetMillionVnd === null) return [];
      const ofGroup = parts.get(row.task.code) ?? [];
      const sum = ofGroup.reduce((total, part) => total + budgetOf(part), 0);
      const difference = budgetOf(row) - sum;
      // What the parts lack may stand in a part that gives no figure.
      const mayLack = ofGroup.some(({ task }) => task.budgetMillionVnd === null);
      if (difference === 0 || (difference > 0 && mayLack)) return [];
      const total = amountText(millionVnd(sum));
      return [
        {
          kind: 'group-sum',
          severity: 'high',
          amountMillionVnd: millionVnd(Math.abs(difference)),
          sides: [row, ...ofGroup].map(sideOfBudget),
          detail: `Dòng nhóm ghi ${amountText(row.task.budgetMillionVnd)}, các dòng con cộng lại ${total}: lệch ${amountText(millionVnd(Math.abs(difference)))} triệu đồng.`,
        } satisfies Finding,
      ];
    });
  });
}

/** Sum of the budgets of all rows but group rows, in đồng; null where none is given. */
export function totalOf(source: Source): number | null {
  const given = jobsOf(source).filter(({ task }) => task.budgetMillionVnd !== null);
  return given.length === 0 ? null : given.reduce((sum, row) => sum + budgetOf(row), 0);
}
