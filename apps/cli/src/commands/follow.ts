import type { INestApplicationContext } from '@nestjs/common';
import type { Command } from 'commander';
import type { EventLog } from '#event-log';
import { isPeriod, REPORTING_PERIOD_KINDS, Refusal } from '#kernel';
import { dateOption } from '../date-option.js';
import { percentText, print, printJson, SIMULATED_BANNER, table } from '../output.js';

interface Question {
  readonly programme: string;
  readonly asOf?: string;
  readonly json?: boolean;
}

const STATE_TEXT = { open: 'đang mở', 'past-cut-off': 'qua hạn chốt', closed: 'đã chốt' } as const;
const WARNING_STATES = ['open', 'cleared'] as const;

/** Following a programme: overview, compliance, warnings, trail. */
export function followCommands(program: Command): void {
  program
    .command('overview')
    .description('tổng quan một chương trình tính đến hết một ngày')
    .requiredOption('--programme <id>', 'mã chương trình')
    .option('--as-of <date>', 'ngày, dạng năm-tháng-ngày; mặc định: bây giờ')
    .option('--json', 'in JSON')
    .action(async ({ programme, asOf, json }: Question) => {
      const { withSystem } = await import('../system.js');
      const { OverviewQuery } = await import('../../../api/src/index.js');
      const { asOfInstant } = await import('#kernel');
      const overview = await withSystem(({ queries, principal, clock }) =>
        queries.execute(new OverviewQuery(principal, programme, asOfInstant(dateOption(asOf), clock.now()))),
      );
      if (json) printJson(overview);
      else {
        const { overviewText } = await import('../overview-text.js');
        print(overviewText(overview));
      }
    });

  program
    .command('compliance')
    .description('tỷ lệ cập nhật theo tháng; với --period: theo đơn vị')
    .requiredOption('--programme <id>', 'mã chương trình')
    .option('--as-of <date>', 'ngày, dạng năm-tháng-ngày; mặc định: bây giờ')
    .option('--period <month>', 'tháng, dạng năm-tháng: từng đơn vị trong tháng đó')
    .option('--unit <id>', 'chỉ một đơn vị')
    .option('--json', 'in JSON')
    .action(
      async ({ programme, asOf, json, period, unit }: Question & { period?: string; unit?: string }) => {
        const { withSystem } = await import('../system.js');
        const { asOfInstant } = await import('#kernel');
        const { ComplianceByUnitQuery, ComplianceQuery } = await import('#reporting');
        checkPeriod(period);
        await withSystem(async ({ queries, principal, clock, log, app }) => {
          await checkIds(app, programme, unit);
          const instant = asOfInstant(dateOption(asOf), clock.now());
          if (!json && (await isSimulated(log))) print(SIMULATED_BANNER);
          if (period) {
            const units = await queries.execute(
              new ComplianceByUnitQuery(principal, programme, period, instant),
            );
            const shown = unit ? units.filter((row) => row.unit === unit) : units;
            if (json) return printJson(shown);
            const rows = shown.map((row) => [
              row.unitName,
              row.expected,
              row.onTime,
              row.nothingToReport,
              row.late,
              row.insufficient,
              row.missing,
              percentText(row.rate),
            ]);
            return print(
              table(
                ['Đơn vị', 'Phải có', 'Đúng hạn', 'K.phát sinh', 'Muộn', 'Thiếu', 'Không có', 'Tỷ lệ'],
                rows,
              ),
            );
          }
          const months = await queries.execute(new ComplianceQuery(principal, programme, instant, unit));
          if (json) return printJson(months);
          const rows = months.map(({ period: month, state, byAssignment, byTask, meetsGoal }) => [
            month,
            STATE_TEXT[state],
            byAssignment.expected,
            percentText(byAssignment.rate),
            percentText(byTask.rate),
            meetsGoal === null ? '–' : meetsGoal ? 'đạt' : 'chưa đạt',
          ]);
          print(table(['Tháng', 'Kỳ', 'Phải có', 'Theo phần giao', 'Theo nhiệm vụ', 'Mục tiêu'], rows));
        });
      },
    );

  program
    .command('slots')
    .description('danh sách đứng sau con số: từng kỳ của từng phần giao nhiệm vụ')
    .requiredOption('--programme <id>', 'mã chương trình')
    .option('--as-of <date>', 'ngày, dạng năm-tháng-ngày; mặc định: bây giờ')
    .option('--period <month>', 'tháng, dạng năm-tháng')
    .option('--unit <id>', 'đơn vị')
    .option('--task <code>', 'nhiệm vụ')
    .option(
      '--outcome <outcome>',
      'on-time, nothing-to-report, late, insufficient, missing, not-yet-due, exempt',
    )
    .option('--json', 'in JSON')
    .action(
      async ({
        programme,
        asOf,
        json,
        outcome,
        ...filter
      }: Question & { period?: string; unit?: string; task?: string; outcome?: string }) => {
        const { withSystem } = await import('../system.js');
        const { asOfInstant } = await import('#kernel');
        const { ListSlotsQuery, SLOT_OUTCOMES } = await import('#reporting');
        const wanted = SLOT_OUTCOMES.find((one) => one === outcome);
        if (outcome && !wanted) {
          throw new Refusal(
            'invalid',
            'invalid-outcome',
            `--outcome là một trong: ${SLOT_OUTCOMES.join(', ')}.`,
          );
        }
        checkPeriod(filter.period);
        const page = await withSystem(async ({ queries, principal, clock, app }) => {
          await checkIds(app, programme, filter.unit);
          return queries.execute(
            new ListSlotsQuery(principal, {
              ...filter,
              programme,
              outcome: wanted,
              asOf: asOfInstant(dateOption(asOf), clock.now()),
              limit: Number.MAX_SAFE_INTEGER,
            }),
          );
        });
        if (json) printJson(page.items);
        else {
          if (page.items.some(({ simulated }) => simulated)) print(SIMULATED_BANNER);
          const rows = page.items.map((slot) => [
            slot.period,
            slot.task,
            slot.unitName,
            slot.outcomeText,
            slot.lacks.join('; '),
            (slot.report ?? '').slice(0, 8),
          ]);
          print(table(['Kỳ', 'Nhiệm vụ', 'Đơn vị', 'Kết quả', 'Còn thiếu', 'Sự kiện'], rows));
        }
      },
    );

  program
    .command('warnings')
    .description('các cảnh báo, mới nhất trước; với --inbox: mức cao nhất trước, cùng mức thì lâu nhất trước')
    .requiredOption('--programme <id>', 'mã chương trình')
    .option('--as-of <date>', 'như đã biết vào cuối ngày')
    .option('--unit <id>', 'đơn vị')
    .option('--state <state>', 'open hoặc cleared')
    .option('--level <n>', 'mức, từ 1 đến 4')
    .option('--inbox', 'mức cao nhất trước, cùng mức thì lâu nhất trước')
    .option('--limit <n>', 'số dòng', '50')
    .option('--json', 'in JSON')
    .action(
      async ({
        programme,
        asOf,
        unit,
        state,
        level,
        inbox,
        limit,
        json,
      }: Question & { unit?: string; state?: string; level?: string; inbox?: boolean; limit: string }) => {
        const { withSystem } = await import('../system.js');
        const { ListWarningsQuery } = await import('#warnings');
        const { asOfInstant, dateText } = await import('#kernel');
        const wanted = WARNING_STATES.find((one) => one === state);
        if (state && !wanted) {
          throw new Refusal(
            'invalid',
            'invalid-state',
            `--state là một trong: ${WARNING_STATES.join(', ')}.`,
          );
        }
        if (level !== undefined && !/^[1-4]$/.test(level)) {
          throw new Refusal('invalid', 'invalid-level', '--level là một trong: 1, 2, 3, 4.');
        }
        if (!/^[1-9]\d{0,8}$/.test(limit)) {
          throw new Refusal('invalid', 'invalid-limit', '--limit là một số nguyên dương.');
        }
        const day = dateOption(asOf);
        const { items } = await withSystem(async ({ queries, principal, clock, app }) => {
          await checkIds(app, programme, unit);
          asOfInstant(day, clock.now());
          return queries.execute(
            new ListWarningsQuery(principal, {
              programme,
              unit,
              state: wanted,
              level: level === undefined ? undefined : Number(level),
              order: inbox ? 'inbox' : 'newest',
              asOf: day,
              limit: Number(limit),
            }),
          );
        });
        if (json) printJson(items);
        else {
          if (items.some(({ simulated }) => simulated)) print(SIMULATED_BANNER);
          const rows = items.map((warning) => [
            dateText(warning.raisedOn),
            warning.clearedOn ? dateText(warning.clearedOn) : 'còn',
            warning.level,
            warning.ruleText,
            warning.task ?? warning.indicator ?? '–',
            warning.unitName ?? '–',
            warning.period,
            warning.explanation.state === 'none' ? '–' : warning.explanation.stateText,
            warning.events.raised.slice(0, 8),
          ]);
          print(
            table(
              [
                'Từ',
                'Đến',
                'Mức',
                'Cảnh báo',
                'Nhiệm vụ, chỉ tiêu',
                'Đơn vị',
                'Kỳ/hạn',
                'Giải trình',
                'Sự kiện',
              ],
              rows,
            ),
          );
        }
      },
    );

  program
    .command('trail')
    .description('hồ sơ trách nhiệm của một đơn vị hoặc một nhiệm vụ')
    .option('--unit <id>', 'đơn vị')
    .option('--task <code>', 'nhiệm vụ, cùng --programme')
    .option('--programme <id>', 'mã chương trình')
    .option('--from <date>', 'từ ngày')
    .option('--until <date>', 'đến hết ngày')
    .option('--json', 'in JSON')
    .action(
      async (options: {
        unit?: string;
        task?: string;
        programme?: string;
        from?: string;
        until?: string;
        json?: boolean;
      }) => {
        const { withSystem } = await import('../system.js');
        const { TaskTrailQuery, trailText, UnitTrailQuery } = await import('#responsibility');
        const { unit, task, json } = options;
        if ((unit === undefined) === (task === undefined)) {
          throw new Refusal('invalid', 'invalid-option', 'Cần đúng một trong hai: --unit hoặc --task.');
        }
        const range = { from: dateOption(options.from), until: dateOption(options.until) };
        const trail = await withSystem(async ({ queries, principal, app }) => {
          const { ProgrammeDirectory } = await import('#catalogue');
          const programme = options.programme ?? onlyProgramme(app.get(ProgrammeDirectory).all());
          return unit === undefined
            ? queries.execute(new TaskTrailQuery(principal, programme, task ?? '', range))
            : queries.execute(
                new UnitTrailQuery(principal, unit, { ...range, programme: options.programme }),
              );
        });
        if (json) printJson(trail);
        else print(trailText(trail));

        function onlyProgramme(programmes: readonly { readonly id: string }[]): string {
          const [first] = programmes;
          if (first && programmes.length === 1) return first.id;
          throw new Refusal('invalid', 'invalid-option', 'Cần --programme.');
        }
      },
    );

  program
    .command('evaluate')
    .description('xét và ghi các cảnh báo còn thiếu đến lúc này')
    .option('--json', 'in JSON')
    .action(async ({ json }: { json?: boolean }) => {
      const { withSystem } = await import('../system.js');
      const { WarningsProcess } = await import('#warnings');
      const written = await withSystem(({ app }) => app.get(WarningsProcess).tick());
      if (json) printJson({ written });
      else print(`Đã ghi ${written} sự kiện cảnh báo.`);
    });
}

/** @throws {Refusal} not-found: an id that nothing bears would only give an empty list */
async function checkIds(app: INestApplicationContext, programme: string, unit?: string): Promise<void> {
  const { ProgrammeDirectory, UnitDirectory } = await import('#catalogue');
  const { Refusal } = await import('#kernel');
  app.get(ProgrammeDirectory).get(programme);
  if (unit !== undefined && !app.get(UnitDirectory).has(unit)) {
    throw new Refusal('not-found', 'unit-not-found', `Không có đơn vị “${unit}”.`);
  }
}

/** Whether a log holds simulated data: its first event says so. */
async function isSimulated(log: EventLog): Promise<boolean> {
  const [first] = await log.readAll(null, 1);
  return first?.metadata.simulated !== undefined;
}

function checkPeriod(text: string | undefined): void {
  if (text === undefined || isPeriod(text, REPORTING_PERIOD_KINDS)) return;
  throw new Refusal('invalid', 'invalid-period', `“${text}” không phải là kỳ báo cáo, như 2026-03.`);
}
