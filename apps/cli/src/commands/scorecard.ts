import type { Command } from 'commander';
import type { UnitKind } from '#catalogue';
import { Refusal } from '#kernel';
import type { Rank, ScorecardHead, ScorecardList, Shortfall, UnitScorecard } from '#scorecards';
import { dateOption } from '../date-option.js';
import { dateText, print, printJson, SIMULATED_BANNER, table } from '../output.js';

interface Asked {
  readonly programme: string;
  readonly span: string;
  readonly unit?: string;
  readonly kind?: string;
  readonly draft?: string;
  readonly asOf?: string;
  readonly json?: boolean;
}

/** The units' scorecards over a month, quarter or year; one unit's with each delay; drafts for a person to decide on. */
export function scorecardCommand(program: Command): void {
  program
    .command('scorecard')
    .description('số liệu và xếp hạng các đơn vị theo tháng, quý, năm; dự thảo biểu dương, phê bình')
    .requiredOption('--programme <id>', 'mã chương trình')
    .requiredOption('--span <span>', 'tháng, quý hoặc năm: 2026-03, 2026-Q1, 2026')
    .option('--unit <id>', 'một đơn vị, kèm danh sách từng lần chậm')
    .option('--kind <kind>', 'chỉ một loại đơn vị, ví dụ department, commune')
    .option('--draft <kind>', 'dự thảo: commendation (biểu dương) hoặc criticism (phê bình)')
    .option('--as-of <date>', 'tính đến hết ngày, dạng năm-tháng-ngày; mặc định: bây giờ')
    .option('--json', 'in JSON')
    .action(async ({ programme, span, unit, kind, draft, asOf, json }: Asked) => {
      if ([unit, kind, draft].filter((option) => option !== undefined).length > 1) {
        throw new Refusal('invalid', 'invalid-option', 'Chỉ dùng một trong: --unit, --kind, --draft.');
      }
      dateOption(asOf);
      const { withSystem } = await import('../system.js');
      const { asOfInstant } = await import('#kernel');
      const { DRAFT_KINDS, DraftQuery, ListScorecardsQuery, UnitScorecardQuery } = await import(
        '#scorecards'
      );
      const { UNIT_KINDS } = await import('#catalogue');
      const draftKind = oneOf('--draft', DRAFT_KINDS, draft);
      const unitKind: UnitKind | undefined = oneOf('--kind', UNIT_KINDS, kind);
      await withSystem(async ({ queries, principal, clock }) => {
        const instant = asOfInstant(asOf, clock.now());
        if (draftKind !== undefined) {
          const found = await queries.execute(new DraftQuery(principal, programme, span, draftKind, instant));
          return json ? printJson(found) : print(found.text.trimEnd());
        }
        if (unit !== undefined) {
          const found = await queries.execute(
            new UnitScorecardQuery(principal, programme, span, unit, instant),
          );
          return json ? printJson(found) : printUnit(found);
        }
        const found = await queries.execute(
          new ListScorecardsQuery(principal, programme, span, instant, unitKind),
        );
        return json ? printJson(found) : printList(found);
      });
    });
}

function oneOf<Value extends string>(
  option: string,
  values: readonly Value[],
  text: string | undefined,
): Value | undefined {
  if (text === undefined) return undefined;
  const found = values.find((one) => one === text);
  if (found === undefined) {
    throw new Refusal('invalid', 'invalid-option', `${option} là một trong: ${values.join(', ')}.`);
  }
  return found;
}

const placeText = (rank: Rank | null) => (rank ? `${rank.place}/${rank.of}` : '–');

async function printHead({
  span,
  asOf,
  goal,
  provisional,
  simulated,
  rankingRule,
}: ScorecardHead): Promise<void> {
  const { localDateTimeText } = await import('#kernel');
  const { shareText } = await import('#scorecards');
  if (simulated) print(SIMULATED_BANNER);
  print(
    `Xếp hạng đơn vị, ${span.text}; số liệu tính đến ${localDateTimeText(asOf)}; mục tiêu ${shareText(goal)}${provisional ? ' (tạm tính)' : ''}`,
  );
  print(rankingRule);
  print();
}

async function printList(list: ScorecardList): Promise<void> {
  const { shareText } = await import('#scorecards');
  await printHead(list);
  const rows = list.units.map(({ unitName, rank, rankInKind, updates, delays, warnings, tasks }) => [
    placeText(rank),
    placeText(rankInKind),
    unitName,
    updates.expected,
    updates.onTime,
    updates.late,
    updates.insufficient,
    updates.missing,
    updates.excused,
    shareText(updates.rate),
    shareText(updates.rateWithoutExcused),
    delays.unexcusedDays.working,
    warnings.standing,
    warnings.highestLevel,
    tasks.overdue + tasks.overdueFromBefore,
  ]);
  const head = [
    'Hạng',
    'Cùng loại',
    'Đơn vị',
    'Phải có',
    'Đúng hạn',
    'Muộn',
    'Thiếu',
    'Không',
    'Kh.quan',
    'Tỷ lệ',
    'Trừ kh.q.',
    'Ngày chậm',
    'Cảnh báo',
    'Mức',
    'Quá hạn',
  ];
  print(table(head, rows));
}

const KIND_TEXT: Readonly<Record<Shortfall['kind'], string>> = {
  'update-late': 'cập nhật muộn',
  'update-missing': 'không cập nhật',
  'update-insufficient': 'thiếu dữ liệu',
  'task-overdue': 'nhiệm vụ quá hạn',
};

const EXPLANATION_TEXT: Readonly<Record<Shortfall['explanation'], string>> = {
  none: '–',
  requested: 'đã yêu cầu',
  submitted: 'đã giải trình',
  judged: 'đã xem xét',
};

const causeText = ({ cause }: Shortfall) =>
  cause === null ? 'chưa xác nhận' : cause.objective ? 'khách quan' : 'chủ quan';

async function printUnit(found: UnitScorecard): Promise<void> {
  const { localDate } = await import('#kernel');
  const { shareText } = await import('#scorecards');
  await printHead(found);
  const { card, lists } = found;
  const { updates, delays, warnings, extensions, explanations, tasks } = card;
  print(
    [
      `${card.unitName}: hạng ${placeText(card.rank)}; cùng loại ${placeText(card.rankInKind)}`,
      `  Cập nhật: phải có ${updates.expected}, đúng hạn ${updates.onTime} (không phát sinh ${updates.nothingToReport}), muộn ${updates.late}, thiếu ${updates.insufficient}, không có ${updates.missing}; tỷ lệ ${shareText(updates.rate)}`,
      `  Nguyên nhân khách quan đã xác nhận: ${updates.excused} lượt; tỷ lệ không tính các lượt đó ${shareText(updates.rateWithoutExcused)}`,
      `  Số lần chậm: ${delays.count}, trong đó khách quan ${delays.excused}; tổng ${delays.days.working} ngày làm việc (${delays.days.calendar} ngày), lâu nhất ${delays.worst.working}`,
      `  Cảnh báo: ${warnings.raised}, chưa gỡ ${warnings.standing}, mức cao nhất ${warnings.highestLevel}`,
      `  Gia hạn: đề nghị ${extensions.requested}, đồng ý ${extensions.granted}, từ chối ${extensions.refused}`,
      `  Giải trình: yêu cầu ${explanations.requested}, quá hạn ${explanations.late}, chấp nhận ${explanations.accepted}, khách quan ${explanations.objectiveCauses}`,
      `  Nhiệm vụ: hoàn thành đúng hạn ${tasks.completedOnTime}, quá hạn ${tasks.completedLate}; quá hạn chưa xong ${tasks.overdue}, từ trước ${tasks.overdueFromBefore}`,
      '',
    ].join('\n'),
  );
  const rows = [...lists.overdueFromBefore, ...lists.shortfalls].map((row) => [
    KIND_TEXT[row.kind],
    row.task,
    row.kind === 'task-overdue' ? '' : row.period,
    dateText(row.dueOn),
    row.doneOn === null ? 'chưa' : dateText(row.doneOn),
    row.days ? row.days.working : '–',
    row.warningLevel || '–',
    EXPLANATION_TEXT[row.explanation],
    causeText(row),
    row.cause ? `${dateText(localDate(row.cause.at))} ${row.cause.by}` : '',
    (row.events.report ?? row.events.warnings[0] ?? row.events.due ?? '').slice(0, 8),
  ]);
  const head = [
    'Việc chậm, thiếu',
    'Nhiệm vụ',
    'Kỳ',
    'Hạn',
    'Xong',
    'Ngày làm việc',
    'Mức',
    'Giải trình',
    'Nguyên nhân',
    'Xác nhận',
    'Sự kiện',
  ];
  print(table(head, rows));
}
