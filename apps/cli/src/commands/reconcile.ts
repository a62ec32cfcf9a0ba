import type { Command } from 'commander';
import { Refusal } from '#kernel';

import type { AssignmentReconciliation, NamedContradiction, TaskReconciliation } from '#responsibility';
import { dateOption } from '../date-option.js';
import { print, printJson, SIMULATED_BANNER, table } from '../output.js';

interface Asked {
  readonly programme: string;
  readonly task: string;
  readonly unit?: string;
  readonly asOf?: string;
  readonly json?: boolean;
}

/** Progress, money and deliverables of a task side by side, with what contradicts what. */
export function reconcileCommand(program: Command): void {
  program
    .command('reconcile')
    .description('đối chiếu tiến độ, kinh phí và sản phẩm của một nhiệm vụ theo từng kỳ, kèm các mâu thuẫn')
    .requiredOption('--programme <id>', 'mã chương trình')
    .requiredOption('--task <code>', 'mã nhiệm vụ')
    .option('--unit <id>', 'chỉ in phần của một đơn vị')
    .option('--as-of <date>', 'tính đến hết ngày, dạng năm-tháng-ngày; mặc định: bây giờ')
    .option('--json', 'in JSON')
    .action(async ({ programme, task, unit, asOf, json }: Asked) => {
      dateOption(asOf);
      const { withSystem } = await import('../system.js');
      const { asOfInstant } = await import('#kernel');
      const { TaskReconciliationQuery } = await import('#responsibility');
      await withSystem(async ({ queries, principal, clock }) => {
        const instant = asOfInstant(asOf, clock.now());
        const found = await queries.execute(new TaskReconciliationQuery(principal, programme, task, instant));
        const shown = partOf(found, unit);
        return json ? printJson(shown) : printReconciliation(shown);
      });
    });
}

/** One unit's part; without a unit all of it. @throws {Refusal} `assignment-not-found` */
function partOf(found: TaskReconciliation, unit: string | undefined): TaskReconciliation {
  if (unit === undefined) return found;
  const assignments = found.assignments.filter((one) => one.unit === unit);
  if (assignments.length > 0) return { ...found, months: [], assignments };
  throw new Refusal(
    'not-found',
    'assignment-not-found',
    `Nhiệm vụ ${found.task} không giao cho đơn vị “${unit}”.`,
  );
}

const NONE = '–';

async function printReconciliation(found: TaskReconciliation): Promise<void> {
  const { localDateTimeText } = await import('#kernel');
  const { numberText } = await import('#scorecards');
  const { task, title, asOf, promises, simulated, months, assignments } = found;
  if (simulated) print(SIMULATED_BANNER);
  print(`Đối chiếu nhiệm vụ ${task}, tính đến ${localDateTimeText(asOf)}`);
  print(title);
  print(`Sản phẩm phải có: ${promises.deliverables.length === 0 ? NONE : promises.deliverables.join('; ')}`);
  print(
    `Kinh phí: ${promises.budgetMillionVnd === null ? NONE : `${numberText(promises.budgetMillionVnd)} triệu đồng`}`,
  );
  if (assignments.length === 0) print('Nhiệm vụ chưa được giao.');
  if (assignments.length > 1) await printTask(months);
  for (const assignment of assignments) await printAssignment(assignment);
}

const HEAD = ['Kỳ', 'Tiến độ', 'Cập nhật', 'Giải ngân (đồng)', 'Trong kỳ', 'So với kinh phí'] as const;
const DELIVERABLES = ['Phải có', 'Đã bàn giao', 'Văn bản', 'Công nhận'] as const;

async function printTask(months: TaskReconciliation['months']): Promise<void> {
  const { periodText } = await import('#kernel');
  const { numberText, shareText } = await import('#scorecards');
  const { OUTCOME_TEXT } = await import('#reporting');
  const number = (value: number | null) => (value === null ? NONE : numberText(value));
  print();
  print('Cả nhiệm vụ (tiến độ là trung bình các đơn vị đã nêu)');
  const rows = months.map(({ period, progress, money, deliverables }) => [
    periodText(period),
    progress.averagePercent === null
      ? NONE
      : `${numberText(progress.averagePercent)} % (${progress.stated}/${progress.assignments})`,
    Object.entries(progress.outcomes)
      .map(([outcome, count]) => `${OUTCOME_TEXT[outcome as keyof typeof OUTCOME_TEXT]}: ${count}`)
      .join(', '),
    number(money.disbursedVnd),
    number(money.inMonthVnd),
    shareText(money.shareOfBudget),
    deliverables.promised,
    deliverables.handedOverSoFar,
    deliverables.documentsSoFar,
    deliverables.acceptedSoFar,
  ]);
  print(table([...HEAD, ...DELIVERABLES], rows));
  // Those of one unit stand under its own table.
  for (const { period, contradictions } of months) {
    printContradictions(
      periodText(period),
      contradictions.filter(({ unit }) => unit === null),
    );
  }
}

async function printAssignment({ unitName, statusText, months }: AssignmentReconciliation): Promise<void> {
  const { periodText } = await import('#kernel');
  const { numberText, shareText } = await import('#scorecards');
  const number = (value: number | null) => (value === null ? NONE : numberText(value));
  print();
  print(`${unitName} (${statusText})`);
  const rows = months.map(({ period, progress, money, deliverables }) => [
    periodText(period),
    progress.percent === null ? NONE : `${progress.percent} %`,
    progress.outcomeText ?? NONE,
    number(money.disbursedVnd),
    number(money.inMonthVnd),
    shareText(money.shareOfBudget),
    deliverables.promised,
    deliverables.handedOverSoFar,
    deliverables.documentsSoFar,
    deliverables.acceptedSoFar,
  ]);
  print(table([...HEAD, ...DELIVERABLES], rows));
  for (const { period, contradictions } of months) printContradictions(periodText(period), contradictions);
}

function printContradictions(period: string, contradictions: readonly NamedContradiction[]): void {
  for (const { text, events } of contradictions) {
    print(`  Mâu thuẫn, kỳ ${period}: ${text} (sự kiện ${events.join(', ')})`);
  }
}
