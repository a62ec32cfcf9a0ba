import { type Command, InvalidArgumentError, Option } from 'commander';
import type { BenchReport } from '../bench/bench.js';
import type { Measurement, MeasureName } from '../bench/measurement.js';
import { note, print, printJson, table } from '../output.js';

const MEASURES: readonly MeasureName[] = ['append', 'rebuild', 'http', 'memory'];
const DEFAULT_EVENTS = 1_000_000;
/** A programme's first weeks: fewer would hold no reports. */
const FEWEST_EVENTS = 5_000;
const MISSED = 1;

function eventCount(text: string): number {
  const count = Number(text);
  if (Number.isSafeInteger(count) && count >= FEWEST_EVENTS) return count;
  throw new InvalidArgumentError(`là số nguyên từ ${FEWEST_EVENTS} trở lên.`);
}

/** `nq57 bench`: the speed goals, each as a ratio inside one run. Exit code 1 when one is missed. */
export function benchCommand(program: Command): void {
  program
    .command('bench')
    .description('đo tốc độ và bộ nhớ, so với mốc đo trong cùng một lần chạy')
    .option('--events <n>', 'số sự kiện của nhật ký được dựng lại', eventCount, DEFAULT_EVENTS)
    .addOption(new Option('--only <name>', 'chỉ một phép đo').choices(MEASURES))
    .option('--json', 'in JSON')
    .action(async ({ json, ...options }: { events: number; only?: MeasureName; json?: boolean }) => {
      const { bench } = await import('../bench/bench.js');
      const report = await bench(options);
      if (json) printJson(report);
      else print(reportText(report));
      if (!report.met) {
        note('Có mục tiêu chưa đạt.');
        process.exitCode = MISSED;
      }
    });

  program
    .command('bench-part', { hidden: true })
    .argument('<name>')
    .action(async (name: string) => {
      if (name === 'memory') (await import('../bench/memory.js')).memoryPart();
      else (await import('../bench/http-part.js')).httpPart();
    });
}

function reportText({ machine, measures }: BenchReport): string {
  const { cpu, cores, memoryGb, os, node } = machine;
  return [
    `${cpu}, ${cores} nhân, ${memoryGb} GB, ${os}, Node ${node}`,
    '',
    table(['Phép đo', 'Kết quả', 'Mốc so', 'Tỷ số', 'Mục tiêu', ''], measures.map(row)),
    '',
    ...measures.flatMap(({ name, what, against }) => [
      `${name}: ${what}`,
      ...(against ? [`${' '.repeat(name.length)}  mốc so: ${against}`] : []),
    ]),
  ].join('\n');
}

const UNIT_TEXT = { 'events/s': 'sự kiện/s', 'requests/s': 'yêu cầu/s', MB: 'MB' } as const;

function row({ name, unit, ours, baseline, ratio, goal, met }: Measurement): string[] {
  const figure = (value: number) => `${Math.round(value).toLocaleString('vi-VN')} ${UNIT_TEXT[unit]}`;
  const decimal = (value: number) => value.toLocaleString('vi-VN', { maximumFractionDigits: 2 });
  return [
    name,
    figure(ours),
    baseline === null ? '–' : figure(baseline),
    ratio === null ? '–' : decimal(ratio),
    'atLeast' in goal ? `≥ ${decimal(goal.atLeast)}` : `< ${figure(goal.below)}`,
    met ? 'đạt' : 'CHƯA ĐẠT',
  ];
}
