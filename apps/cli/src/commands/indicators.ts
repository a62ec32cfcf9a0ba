import type { Command } from 'commander';
import type { JudgedIndicator } from '#indicators';
import { isIsoDate, Refusal } from '#kernel';
import { dateText, print, printJson, SIMULATED_BANNER, table } from '../output.js';

interface Measured {
  readonly programme: string;
  readonly indicator: string;
  readonly period: string;
  readonly value: string;
  readonly numerator?: string;
  readonly denominator?: string;
  readonly on: string;
  readonly source: string;
  readonly json?: boolean;
}

interface Asked {
  readonly programme: string;
  readonly asOf?: string;
  readonly json?: boolean;
}

function checkDate(date: string): void {
  if (isIsoDate(date)) return;
  throw new Refusal('invalid', 'invalid-date', `“${date}” không phải là ngày dạng năm-tháng-ngày.`);
}

/** Recording what was measured of an indicator, and how all of a programme stand. */
export function indicatorCommands(program: Command): void {
  program
    .command('measure')
    .description('ghi số liệu của một chỉ tiêu cho một tháng hoặc một năm')
    .requiredOption('--programme <id>', 'mã chương trình')
    .requiredOption('--indicator <code>', 'mã chỉ tiêu')
    .requiredOption('--period <period>', 'tháng hoặc năm: 2026-03, 2026')
    .requiredOption('--value <number>', 'giá trị, viết theo cách Việt Nam: 1.234,5')
    .option('--numerator <number>', 'tử số, với chỉ tiêu tính bằng %')
    .option('--denominator <number>', 'mẫu số, với chỉ tiêu tính bằng %')
    .requiredOption('--on <date>', 'ngày mà số liệu nói đến, dạng năm-tháng-ngày')
    .requiredOption('--source <text>', 'nguồn số liệu')
    .option('--json', 'in JSON')
    .action(
      async ({ programme, indicator: code, period, on: measuredOn, source, json, ...texts }: Measured) => {
        checkDate(measuredOn);
        const { withSystem } = await import('../system.js');
        const { GetIndicatorQuery, readVietnameseNumber, RecordMeasurementCommand } = await import(
          '#indicators'
        );
        const optional = (text: string | undefined, what: string) =>
          text === undefined ? null : readVietnameseNumber(text, what);
        const content = {
          period,
          value: readVietnameseNumber(texts.value, 'Giá trị'),
          numerator: optional(texts.numerator, 'Tử số'),
          denominator: optional(texts.denominator, 'Mẫu số'),
          measuredOn,
          source: source.normalize('NFC').trim(),
          documents: [],
        };
        await withSystem(async ({ queries, commands, principal, context, readModels, clock }) => {
          const asked = context(['measure', programme, code, content]);
          const result = await commands.execute(
            new RecordMeasurementCommand(asked, { programme, code }, content),
          );
          await readModels.catchUp();
          const shown = await queries.execute(new GetIndicatorQuery(principal, programme, code, clock.now()));
          if (json) return printJson({ ...result, indicator: shown });
          print(result.eventIds.length > 0 ? 'Đã ghi.' : 'Số liệu này đã có: không có gì phải ghi.');
          print(`${shown.code}: ${shown.verdictText}. ${shown.judgement.why}`);
        });
      },
    );

  program
    .command('judge')
    .description('đánh giá các chỉ tiêu của chương trình, kèm lý do')
    .requiredOption('--programme <id>', 'mã chương trình')
    .option('--as-of <date>', 'tính đến hết ngày, dạng năm-tháng-ngày; mặc định: bây giờ')
    .option('--json', 'in JSON')
    .action(async ({ programme, asOf, json }: Asked) => {
      if (asOf !== undefined) checkDate(asOf);
      const { withSystem } = await import('../system.js');
      const { asOfInstant, localDate } = await import('#kernel');
      const { JudgeIndicatorsQuery } = await import('#indicators');
      await withSystem(async ({ queries, principal, clock }) => {
        const instant = asOfInstant(asOf, clock.now());
        const judged = await queries.execute(new JudgeIndicatorsQuery(principal, programme, instant));
        return json ? printJson(judged) : printJudged(judged, localDate(instant));
      });
    });
}

async function printJudged(judged: readonly JudgedIndicator[], asOf: string): Promise<void> {
  const { figureText, targetText, VERDICT_TEXT, VERDICTS } = await import('#indicators');
  if (judged.some(({ simulated }) => simulated)) print(SIMULATED_BANNER);
  print(`Đánh giá chỉ tiêu tính đến ${dateText(asOf)}`);
  print();
  const rows = judged.map(({ code, name, direction, unit, verdictText, judgement }) => {
    const { target, latest, expected } = judgement.inputs;
    const { projection, stretchReached } = judgement;
    return [
      code,
      name,
      target ? `${targetText(direction, target, unit)} (${target.year})` : '–',
      latest ? figureText(latest.value) : '–',
      latest ? dateText(latest.measuredOn) : '–',
      expected === null ? '–' : figureText(expected),
      projection
        ? `${figureText(projection.value)} (${figureText(projection.low)} đến ${figureText(projection.high)})`
        : '–',
      `${verdictText}${stretchReached ? ', cả mức phấn đấu' : ''}`,
    ];
  });
  const head = ['Mã', 'Chỉ tiêu', 'Mục tiêu', 'Số liệu', 'Ngày', 'Lộ trình', 'Dự báo cuối năm', 'Đánh giá'];
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
