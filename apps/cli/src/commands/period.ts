import type { Command } from 'commander';
import type { CloseView, PeriodDrift, PeriodView } from '#reporting';
import { dateText, percentText, print, printJson, SIMULATED_BANNER, table } from '../output.js';
import type { System } from '../system.js';

interface Asked {
  readonly programme: string;
  readonly period: string;
  readonly json?: boolean;
}

/** Rows of a list that are read at once. */
const ALL = Number.MAX_SAFE_INTEGER;

const SECOND_PERSON =
  'Việc này cần hai người: người ở dòng lệnh (tên đăng nhập của máy chủ) chỉ làm được một nửa, nửa kia do một tài khoản khác làm qua API.';

/** The end of a month: reminding, closing, reopening, and what differs from what was closed. */
export function periodCommands(program: Command): void {
  const period = program
    .command('period')
    .description('kỳ báo cáo: đôn đốc, chốt, mở lại, số liệu trôi')
    .addHelpText('after', `\n${SECOND_PERSON}`);

  period
    .command('list')
    .description('các kỳ của chương trình: tình trạng, đôn đốc, ai chốt')
    .requiredOption('--programme <id>', 'mã chương trình')
    .option('--json', 'in JSON')
    .action(async ({ programme, json }: Omit<Asked, 'period'>) => {
      const { withSystem } = await import('../system.js');
      const { ListPeriodsQuery } = await import('#reporting');
      const periods = await withSystem(async (system) => {
        if (!json) await printBanner(system);
        return system.queries.execute(new ListPeriodsQuery(system.principal, programme));
      });
      if (json) return printJson(periods);
      const { localDateTimeText } = await import('#kernel');
      const rows = periods.map((one) => {
        const last = one.closes.at(-1);
        return [
          one.period,
          one.statusText,
          localDateTimeText(one.cutOff),
          one.reminders.length,
          last ? `${localDateTimeText(last.closedAt)} ${last.closedBy}` : '–',
          percentText(last?.rateByAssignment ?? null),
          percentText(last?.rateByTask ?? null),
        ];
      });
      print(table(['Kỳ', 'Tình trạng', 'Hạn chốt', 'Đôn đốc', 'Chốt', 'Phần giao', 'Nhiệm vụ'], rows));
    });

  periodCommand(period, 'show', 'một kỳ; với --list: danh sách đã chốt, đúng từng byte để tính lại SHA-256')
    .option('--list', 'in danh sách đã chốt')
    .action(async ({ programme, period: id, json, list }: Asked & { list?: boolean }) => {
      const { withSystem } = await import('../system.js');
      const { GetPeriodQuery, PeriodSlotsQuery } = await import('#reporting');
      await withSystem(async (system) => {
        const { queries, principal } = system;
        if (list) {
          const query = new PeriodSlotsQuery(principal, programme, id, { limit: ALL });
          const frozen = await queries.execute(query);
          if (json) printJson(frozen.items);
          else for (const { line } of frozen.items) print(line);
          return;
        }
        const shown = await queries.execute(new GetPeriodQuery(principal, programme, id));
        if (json) return printJson(shown);
        await printBanner(system);
        print(await periodPage(shown));
      });
    });

  periodCommand(period, 'remind', 'đôn đốc các đơn vị chưa báo cáo')
    .option('--preview', 'chỉ xem: gửi cho ai, nội dung gì')
    .action(async ({ programme, period: id, json, preview }: Asked & { preview?: boolean }) => {
      const { withSystem } = await import('../system.js');
      const { ReminderPreviewQuery, RemindPeriodCommand } = await import('#reporting');
      await withSystem(async ({ queries, commands, principal, context }) => {
        if (preview) {
          const shown = await queries.execute(new ReminderPreviewQuery(principal, programme, id));
          if (json) return printJson(shown);
          for (const { text } of shown.units) print(text);
          return print(`${shown.units.length} đơn vị chưa báo cáo đủ.`);
        }
        const command = new RemindPeriodCommand(context(['remind', programme, id]), programme, id);
        const { units, position } = await commands.execute(command);
        if (json) return printJson({ units, position });
        print(
          units.length === 0
            ? 'Các đơn vị đã báo cáo đủ: không có gì để đôn đốc.'
            : `Đã đôn đốc ${units.length} đơn vị.`,
        );
      });
    });

  periodCommand(
    period,
    'close',
    'chốt kỳ: đóng băng danh sách và số liệu; nơi cần hai người: đề nghị hoặc xác nhận',
  ).action(async ({ programme, period: id, json }: Asked) => {
    const { withSystem } = await import('../system.js');
    const { ClosePeriodCommand, GetPeriodQuery } = await import('#reporting');
    await withSystem(async ({ queries, commands, principal, context, readModels }) => {
      const command = new ClosePeriodCommand(context(['close', programme, id]), programme, id);
      const { outcome, position } = await commands.execute(command);
      await readModels.catchUp();
      const shown = await queries.execute(new GetPeriodQuery(principal, programme, id));
      if (json) return printJson({ outcome, position, period: shown });
      print(outcome === 'proposed' ? `Đã đề nghị chốt. ${SECOND_PERSON}` : await periodPage(shown));
    });
  });

  periodCommand(period, 'reopen', 'đề nghị mở lại kỳ đã chốt; người khác xác nhận')
    .requiredOption('--reason <text>', 'lý do')
    .action(async ({ programme, period: id, json, reason }: Asked & { reason: string }) => {
      const { withSystem } = await import('../system.js');
      const { GetPeriodQuery, RequestReopeningCommand } = await import('#reporting');
      await withSystem(async ({ queries, commands, principal, context, readModels }) => {
        const asked = context(['reopen', programme, id, reason]);
        const { position } = await commands.execute(
          new RequestReopeningCommand(asked, programme, id, reason),
        );
        await readModels.catchUp();
        const shown = await queries.execute(new GetPeriodQuery(principal, programme, id));
        if (json) return printJson({ position, period: shown });
        print(shown.status === 'reopened' ? 'Đã mở lại.' : `Đã ghi đề nghị mở lại. ${SECOND_PERSON}`);
      });
    });

  periodCommand(period, 'confirm-reopen', 'xác nhận đề nghị mở lại của người khác').action(
    async ({ programme, period: id, json }: Asked) => {
      const { withSystem } = await import('../system.js');
      const { ConfirmReopeningCommand } = await import('#reporting');
      const { position } = await withSystem(({ commands, context }) =>
        commands.execute(
          new ConfirmReopeningCommand(context(['confirm-reopen', programme, id]), programme, id),
        ),
      );
      if (json) printJson({ position });
      else print('Đã mở lại.');
    },
  );

  periodCommand(
    period,
    'drift',
    'số liệu trôi: những gì nay khác với khi chốt, từ khi nào, do ai, vì sao',
  ).action(async ({ programme, period: id, json }: Asked) => {
    const { withSystem } = await import('../system.js');
    const { PeriodDriftQuery } = await import('#reporting');
    const drift = await withSystem(({ queries, principal }) =>
      queries.execute(new PeriodDriftQuery(principal, programme, id, { limit: ALL })),
    );
    if (json) printJson(drift);
    else print(await driftPage(drift));
  });
}

/** Says on top that the log is a simulated one. */
async function printBanner({ log }: System): Promise<void> {
  const [first] = await log.readAll(null, 1);
  if (first?.metadata.simulated) print(SIMULATED_BANNER);
}

/** A command on one period of one programme. */
function periodCommand(group: Command, name: string, description: string): Command {
  return group
    .command(name)
    .description(description)
    .requiredOption('--programme <id>', 'mã chương trình')
    .requiredOption('--period <period>', 'kỳ: 2026-03, 2026-03-d15, 2026-W07 hoặc 2026')
    .option('--json', 'in JSON');
}

async function periodPage(period: PeriodView): Promise<string> {
  const { localDateTimeText } = await import('#kernel');
  const { reminders, closeProposal, reopeningRequest, closes } = period;
  const at = (instant: string) => localDateTimeText(instant);
  const close = (one: CloseView) => [
    `Chốt ${at(one.closedAt)} bởi ${one.closedBy}${one.proposedBy ? ` (${one.proposedBy} đề nghị)` : ''}, tính đến ${at(one.at)}:`,
    `  phải có ${one.expected}: đúng hạn ${one.counts.onTime}, không phát sinh ${one.counts.nothingToReport}, muộn ${one.counts.late}, thiếu ${one.counts.insufficient}, không báo cáo ${one.counts.missing}; không phải báo cáo ${one.exempt}`,
    `  theo phần giao ${percentText(one.rateByAssignment)}; theo nhiệm vụ ${percentText(one.rateByTask)} (mục tiêu ${percentText(one.goal)}: ${one.meetsGoal === null ? '–' : one.meetsGoal ? 'đạt' : 'chưa đạt'})`,
    `  SHA-256 danh sách: ${one.sha256}`,
    ...(one.reopenedAt
      ? [`  mở lại ${at(one.reopenedAt)} bởi ${one.reopenedBy ?? ''}: ${one.reopenReason ?? ''}`]
      : []),
  ];
  return [
    `Kỳ ${period.periodText} (${dateText(period.from)}–${dateText(period.until)}): ${period.statusText}`,
    `Hạn chốt: ${at(period.cutOff)}`,
    ...reminders.map(
      (one) =>
        `Đôn đốc ${at(one.sentAt)} bởi ${one.by}: ${one.units} đơn vị, ${one.assignments} phần giao nhiệm vụ`,
    ),
    ...(closeProposal ? [`Chờ xác nhận chốt: ${closeProposal.by} đề nghị ${at(closeProposal.at)}`] : []),
    ...closes.flatMap(close),
    ...(reopeningRequest
      ? [
          `Chờ xác nhận mở lại: ${reopeningRequest.by} đề nghị ${at(reopeningRequest.at)}: ${reopeningRequest.reason}`,
        ]
      : []),
  ].join('\n');
}

async function driftPage({ closedAt, closedBy, figures, items, total }: PeriodDrift): Promise<string> {
  const { localDateTimeText } = await import('#kernel');
  const head = `Chốt ${localDateTimeText(closedAt)} bởi ${closedBy}; nay khác ở ${total} phần giao nhiệm vụ.`;
  if (total === 0) return head;
  const value = (figure: number | boolean | null) =>
    figure === null ? '–' : typeof figure === 'boolean' ? (figure ? 'đạt' : 'chưa đạt') : String(figure);
  return [
    head,
    '',
    table(
      ['Số liệu', 'Khi chốt', 'Hiện nay'],
      figures.map(({ figure, from, to }) => [figure, value(from), value(to)]),
    ),
    '',
    table(
      ['Nhiệm vụ', 'Đơn vị', 'Khi chốt', 'Hiện nay', 'Từ', 'Bởi', 'Sự kiện', 'Lý do'],
      items.map(({ task, unitName, from, to, cause }) => [
        task,
        unitName,
        from?.outcomeText ?? '–',
        to?.outcomeText ?? '–',
        cause ? localDateTimeText(cause.recordedAt) : '–',
        cause?.by.id ?? '–',
        cause ? `${cause.type} ${cause.eventId.slice(0, 8)}` : '–',
        cause?.reason ?? '–',
      ]),
    ),
  ].join('\n');
}
