import type { Command } from 'commander';
import type { IndicatorDetail, JudgedIndicator, MeasurementVersion } from '#indicators';
import { dateOption } from '../date-option.js';
import { dateText, percentText, print, printJson, SIMULATED_BANNER, table } from '../output.js';

interface Measured {
  readonly programme: string;
  readonly indicator: string;
  readonly unit?: string;
  readonly period: string;
  readonly value: string;
  readonly numerator?: string;
  readonly denominator?: string;
  readonly unitOfMeasure?: string;
  readonly on: string;
  readonly source: string;
  readonly reason?: string;
  readonly json?: boolean;
}

interface Asked {
  readonly programme: string;
  readonly indicator?: string;
  readonly asOf?: string;
  readonly json?: boolean;
}

const textOf = (text: string | undefined) => text?.normalize('NFC').trim() ?? null;

/** Recording what was measured of an indicator, and how one or all of a programme stand. */
export function indicatorCommands(program: Command): void {
  program
    .command('measure')
    .description('ghi số liệu của một chỉ tiêu cho một tháng, một quý hoặc một năm')
    .requiredOption('--programme <id>', 'mã chương trình')
    .requiredOption('--indicator <code>', 'mã chỉ tiêu')
    .option('--unit <id>', 'mã đơn vị báo cáo; không nêu: số liệu chung của chỉ tiêu')
    .requiredOption('--period <period>', 'tháng, quý hoặc năm: 2026-03, 2026-Q1, 2026')
    .requiredOption('--value <number>', 'giá trị, viết theo cách Việt Nam: 1.234,5')
    .option('--numerator <number>', 'tử số, với chỉ tiêu tính bằng %')
    .option('--denominator <number>', 'mẫu số, với chỉ tiêu tính bằng %')
    .option('--unit-of-measure <text>', 'đơn vị tính của số liệu, để đối chiếu với chỉ tiêu')
    .requiredOption('--on <date>', 'ngày mà số liệu nói đến, dạng năm-tháng-ngày')
    .requiredOption('--source <text>', 'nguồn số liệu')
    .option('--reason <text>', 'lý do ghi sau khi kỳ báo cáo đã chốt')
    .option('--json', 'in JSON')
    .action(async (measured: Measured) => {
      const { programme, indicator: code, unit, period, on: measuredOn, json } = measured;
      dateOption(measuredOn);
      const { withSystem } = await import('../system.js');
      const { GetIndicatorQuery, readVietnameseNumber, RecordMeasurementCommand } = await import(
        '#indicators'
      );
      const optional = (text: string | undefined, what: string) =>
        text === undefined ? null : readVietnameseNumber(text, what);
      const content = {
        period,
        value: readVietnameseNumber(measured.value, 'Giá trị'),
        numerator: optional(measured.numerator, 'Tử số'),
        denominator: optional(measured.denominator, 'Mẫu số'),
        measuredOn,
        source: textOf(measured.source) ?? '',
        documents: [],
        reason: textOf(measured.reason),
        unitOfMeasure: textOf(measured.unitOfMeasure),
      };
      await withSystem(async ({ queries, commands, principal, context, readModels, clock }) => {
        const asked = context(['measure', programme, code, unit ?? null, content]);
        const result = await commands.execute(
          new RecordMeasurementCommand(asked, { programme, code, unit }, content),
        );
        await readModels.catchUp();
        const shown = await queries.execute(new GetIndicatorQuery(principal, programme, code, clock.now()));
        if (json) return printJson({ ...result, indicator: shown });
        print(result.eventIds.length > 0 ? 'Đã ghi.' : 'Số liệu này đã có: không có gì phải ghi.');
        print(`${shown.code}: ${shown.verdictText}. ${shown.judgement.why}`);
      });
    });

  program
    .command('judge')
    .description('đánh giá các chỉ tiêu của chương trình, kèm lý do; hoặc một chỉ tiêu với mọi số liệu')
    .requiredOption('--programme <id>', 'mã chương trình')
    .option('--indicator <code>', 'chỉ một chỉ tiêu: lộ trình, mục tiêu, số liệu, đính chính, độ phủ')
    .option('--as-of <date>', 'số liệu và mục tiêu tính đến ngày này, dạng năm-tháng-ngày; mặc định: hôm nay')
    .option('--json', 'in JSON')
    .action(async ({ programme, indicator, asOf, json }: Asked) => {
      if (asOf !== undefined) dateOption(asOf);
      const { withSystem } = await import('../system.js');
      const { asOfInstant, localDate } = await import('#kernel');
      const { GetIndicatorQuery, JudgeIndicatorsQuery } = await import('#indicators');
      await withSystem(async ({ queries, principal, clock }) => {
        const instant = asOfInstant(asOf, clock.now());
        if (indicator === undefined) {
          const judged = await queries.execute(new JudgeIndicatorsQuery(principal, programme, instant));
          return json ? printJson(judged) : printJudged(judged, localDate(instant));
        }
        const one = await queries.execute(new GetIndicatorQuery(principal, programme, indicator, instant));
        return json ? printJson(one) : printOne(one, localDate(instant));
      });
    });
}

const NONE = '–';

const coverageText = (rollUp: JudgedIndicator['rollUp']) =>
  rollUp ? `${rollUp.reported}/${rollUp.expected}` : NONE;

async function printJudged(judged: readonly JudgedIndicator[], asOf: string): Promise<void> {
  const { figureText, targetText, VERDICT_TEXT, VERDICTS } = await import('#indicators');
  if (judged.some(({ simulated }) => simulated)) print(SIMULATED_BANNER);
  print(`Đánh giá chỉ tiêu tính đến ${dateText(asOf)}`);
  print();
  const rows = judged.map((indicator) => {
    const { code, name, direction, unit, verdictText, judgement, rollUp } = indicator;
    const { target, latest, expected } = judgement.inputs;
    const { projection, stretchReached } = judgement;
    return [
      code,
      name,
      target ? `${targetText(direction, target, unit, indicator)} (${target.year})` : NONE,
      latest ? figureText(latest.value) : NONE,
      latest ? dateText(latest.measuredOn) : NONE,
      coverageText(rollUp),
      expected === null ? NONE : figureText(expected),
      projection
        ? `${figureText(projection.value)} (${figureText(projection.low)} đến ${figureText(projection.high)})`
        : NONE,
      `${verdictText}${stretchReached ? ', cả mức phấn đấu' : ''}`,
    ];
  });
  const head = [
    'Mã',
    'Chỉ tiêu',
    'Mục tiêu',
    'Số liệu',
    'Ngày',
    'Nơi đã báo',
    'Lộ trình',
    'Dự báo cuối năm',
    'Đánh giá',
  ];
  print(table(head, rows));
  print();
  const counts = VERDICTS.map((verdict) => {
    const count = judged.filter(({ judgement }) => judgement.verdict === verdict).length;
    return `${VERDICT_TEXT[verdict]} ${count}`;
  });
  print(`${judged.length} chỉ tiêu: ${counts.join(', ')}.`);
  const reasons = judged.filter(({ judgement }) => judgement.inputs.latest !== null);
  if (reasons.length === 0) return;
  print();
  for (const { code, verdictText, judgement } of reasons) print(`${code}: ${verdictText}. ${judgement.why}`);
  print();
  for (const rule of new Set(reasons.map(({ judgement }) => judgement.rule))) print(`Quy tắc: ${rule}`);
}

async function printOne(indicator: IndicatorDetail, asOf: string): Promise<void> {
  const { figureText } = await import('#indicators');
  const { localDate } = await import('#kernel');
  const { code, name, unit, verdictText, judgement, rollUp, simulated, ownerName } = indicator;
  if (simulated) print(SIMULATED_BANNER);
  print(`${code} ${name}`);
  print(`Tính đến ${dateText(asOf)}: ${verdictText}. ${judgement.why}`);
  print(`Quy tắc: ${judgement.rule}`);
  if (ownerName !== null) print(`Đơn vị phụ trách: ${ownerName}`);
  if (indicator.dataSource) print(`Nguồn số liệu: ${indicator.dataSource}`);
  if (indicator.verification) print(`Cách kiểm chứng: ${indicator.verification}`);
  const { projection, path } = judgement;
  if (projection) {
    const range = `${figureText(projection.low)} đến ${figureText(projection.high, unit)}`;
    print(`Dự báo ngày ${dateText(projection.on)}: ${figureText(projection.value, unit)} (${range})`);
  }
  if (path) {
    print();
    print('Lộ trình');
    print(
      table(
        ['Ngày', 'Mức'],
        path.points.map(({ on, value }) => [dateText(on), figureText(value)]),
      ),
    );
  }
  print();
  print('Mục tiêu');
  const targets = indicator.targets.map(({ year, text, document, setAt, standing }) => [
    year,
    text,
    document ? `${document.number} (${dateText(document.date)})` : 'văn bản của chương trình',
    dateText(localDate(setAt)),
    standing ? 'có hiệu lực' : 'đã thay',
  ]);
  print(table(['Năm', 'Mục tiêu', 'Văn bản', 'Ghi ngày', 'Hiệu lực'], targets));
  if (rollUp) await printRollUp(rollUp, unit);
  if (indicator.measurements.length > 0) {
    print();
    print('Số liệu');
    const rows = indicator.measurements.map((version) => [
      version.periodText,
      figureText(version.value),
      version.numerator === null
        ? NONE
        : `${figureText(version.numerator)}/${figureText(version.denominator ?? 0)}`,
      dateText(version.measuredOn),
      version.source ?? NONE,
      stateText(version),
      version.recordedBy,
      version.eventId.slice(0, 8),
    ]);
    print(table(['Kỳ', 'Số liệu', 'Tử/mẫu', 'Ngày', 'Nguồn', 'Tình trạng', 'Người ghi', 'Sự kiện'], rows));
  }
  const missing = indicator.periods?.missing ?? [];
  if (missing.length > 0) {
    const { periodText } = await import('#kernel');
    print();
    print(`Khuyết số liệu: ${missing.map(periodText).join(', ')}`);
  }
}

function stateText({
  standing,
  waiting,
  endedAs,
  corrects,
  reason,
  withdrawnReason,
}: MeasurementVersion): string {
  const is = waiting
    ? 'chờ xác nhận'
    : standing
      ? 'đang dùng'
      : endedAs === 'withdrawn'
        ? 'đã rút'
        : 'đã đính chính';
  const why = withdrawnReason ?? reason;
  return `${corrects === null ? '' : 'đính chính, '}${is}${why === null ? '' : `: ${why}`}`;
}

async function printRollUp(
  rollUp: NonNullable<JudgedIndicator['rollUp']>,
  unit: string | null,
): Promise<void> {
  const { figureText } = await import('#indicators');
  const { periodText } = await import('#kernel');
  print();
  const of = rollUp.group
    ? `các đơn vị thuộc nhóm “${rollUp.group.name}”`
    : `các chỉ tiêu ${rollUp.codes.join(', ')}`;
  print(`Tổng hợp từ ${of}; nơi chưa có số liệu là khuyết, không tính là 0`);
  const rows = rollUp.byPeriod.map(
    ({ period, value, numerator, denominator, reported, expected, coverage, weightCoverage }) => [
      periodText(period),
      figureText(value, unit),
      numerator === null ? NONE : `${figureText(numerator)}/${figureText(denominator ?? 0)}`,
      `${reported}/${expected}`,
      percentText(coverage),
      percentText(weightCoverage),
    ],
  );
  print(table(['Kỳ', 'Số liệu', 'Tử/mẫu', 'Nơi đã báo', 'Độ phủ', 'Độ phủ theo mẫu số'], rows));
  if (rollUp.missing.length > 0 && rollUp.period !== null) {
    print(`Khuyết ở ${periodText(rollUp.period)}: ${rollUp.missing.join(', ')}`);
  }
}
