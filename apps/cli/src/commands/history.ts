import type { Command } from 'commander';
import { Refusal } from '#kernel';
import type { FieldKindName, FieldLine } from '#responsibility';
import { print, printJson } from '../output.js';
import type { System } from '../system.js';

interface Asked {
  readonly warning?: string;
  readonly programme?: string;
  readonly task?: string;
  readonly indicator?: string;
  readonly unit?: string;
  readonly policy?: boolean;
  /** True: every field. */
  readonly field?: string | true;
  readonly json?: boolean;
}

interface Thing {
  readonly kind: FieldKindName;
  readonly id: string;
}

/** Lines that are read at once. */
const PAGE = 500;

/** What happened to one thing, event by event; with --field: what its fields were. */
export function historyCommand(program: Command): void {
  program
    .command('history')
    .description(
      'lịch sử của một thứ, từng sự kiện một câu; với --field: từng trường cũ, mới, từ bao giờ, do ai',
    )
    .argument('[assignment]', 'mã phần giao nhiệm vụ, ví dụ ctr-bcd-2026.1.so-noi-vu')
    .option('--warning <id>', 'mã cảnh báo, ví dụ update-missing.ctr-bcd-2026.1.so-noi-vu.2026-01')
    .option('--programme <id>', 'mã chương trình: một mình, hoặc cùng --task, --indicator, --policy')
    .option('--task <code>', 'nhiệm vụ: được đăng ký, sửa đổi, liên kết ra sao')
    .option('--indicator <code>', 'chỉ tiêu; cùng --unit: số liệu của đơn vị ấy')
    .option('--policy', 'quy định báo cáo của chương trình')
    .option('--unit <id>', 'đơn vị')
    .option('--field [name]', 'lịch sử của một trường, ví dụ due, status, figure; không nêu tên: mọi trường')
    .option('--json', 'in JSON')
    .action(async (assignment: string | undefined, asked: Asked) => {
      const thing = thingOf(assignment, asked);
      const { withSystem } = await import('../system.js');
      await withSystem((system) =>
        asked.field === undefined ? tell(system, thing, asked) : tellFields(system, thing, asked),
      );
    });
}

/** @throws {Refusal} `invalid-option`: the options name no thing, or more than one */
function thingOf(assignment: string | undefined, asked: Asked): Thing {
  const { warning, programme, task, indicator, unit, policy } = asked;
  const named = [assignment, warning, task, indicator, policy || undefined].filter(
    (one) => one !== undefined,
  );
  const isPlain = programme === undefined && unit === undefined;
  if (named.length <= 1) {
    if (assignment !== undefined && isPlain) return { kind: 'assignment', id: assignment };
    if (warning !== undefined && isPlain) return { kind: 'warning', id: warning };
    if (programme !== undefined && indicator !== undefined) {
      const own = `${programme}.${indicator}`;
      return { kind: 'indicator', id: unit === undefined ? own : `${own}.${unit}` };
    }
    if (programme !== undefined && unit === undefined) {
      if (task !== undefined) return { kind: 'task', id: `${programme}.${task}` };
      if (policy) return { kind: 'policy', id: programme };
      if (named.length === 0) return { kind: 'programme', id: programme };
    }
    if (programme === undefined && unit !== undefined && named.length === 0)
      return { kind: 'unit', id: unit };
  }
  throw new Refusal(
    'invalid',
    'invalid-option',
    'Cần đúng một thứ: mã phần giao nhiệm vụ; --warning; --unit; hoặc --programme, một mình hay cùng một trong --task, --indicator (có thể thêm --unit), --policy.',
  );
}

async function tell({ queries, principal }: System, { kind, id }: Thing, asked: Asked): Promise<void> {
  const { AssignmentHistoryQuery, historyText, ThingHistoryQuery, WarningHistoryQuery } = await import(
    '#responsibility'
  );
  if (kind === 'task') {
    const { TaskHistoryQuery } = await import('#catalogue');
    const { localDateTimeText } = await import('#kernel');
    const lines = await queries.execute(new TaskHistoryQuery(asked.programme ?? '', asked.task ?? ''));
    if (asked.json) return printJson(lines);
    for (const { recordedAt, actor, sentence } of lines) {
      print(`${localDateTimeText(recordedAt)}  ${actor.id} (${actor.role}): ${sentence}`);
    }
    return;
  }
  const paging = { limit: PAGE };
  const told = await queries.execute(
    kind === 'assignment'
      ? new AssignmentHistoryQuery(principal, id, paging)
      : kind === 'warning'
        ? new WarningHistoryQuery(principal, id, paging)
        : new ThingHistoryQuery(principal, kind, id, paging),
  );
  if (asked.json) printJson(told);
  else print(historyText(told.items));
}

async function tellFields({ queries, principal }: System, { kind, id }: Thing, asked: Asked): Promise<void> {
  const { FieldHistoryQuery, fieldHistoryText } = await import('#responsibility');
  const field = typeof asked.field === 'string' ? asked.field : undefined;
  const lines: FieldLine[] = [];
  let cursor: string | undefined;
  do {
    const paging = { limit: PAGE, cursor };
    const page = await queries.execute(new FieldHistoryQuery(principal, kind, id, field, paging));
    lines.push(...page.items);
    cursor = page.next ?? undefined;
  } while (cursor !== undefined);
  if (asked.json) printJson(lines);
  else print(lines.length > 0 ? fieldHistoryText(lines) : 'Trường này chưa từng thay đổi.');
}
