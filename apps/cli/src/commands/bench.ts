import { type Command, InvalidArgumentError, Option } from 'commander';
import type { BenchReport } from '../bench/bench.js';
import type { Goal, Measurement, MeasureName } from '../bench/measurement.js';
import { note, print, printJson, table } from '../output.js';

const MEASURES: readonly MeasureName[] = [
  'append',
  'rebuild',
  'known-at',
  'http',
  'memory',
  'rules',
  'esdb-append',
  'esdb-follow',
];
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
      else if (name === 'rules') (await import('../bench/rules.js')).rulesPart();
      else (await import('../bench/http-part.js')).httpPart();
    });
}

function reportText({ machine, measures, leftOut }: BenchReport): string {
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
    ...leftOut.map(({ name, why }) => `${name}: không đo, vì ${why}`),
  ].join('\n');
}

/** Smaller figures are told with a decimal. */
const DECIMAL_BELOW = 100;

const UNIT_TEXT = {
  'events/s': 'sự kiện/s',
  'requests/s': 'yêu cầu/s',
  MB: 'MB',
  s: 'giây',
  ms: 'ms',
  µs: 'µs',
} as const;

function row({ name, unit, ours, baseline, ratio, goal, met }: Measurement): string[] {
  const figure = (value: number) =>
    `${value.toLocaleString('vi-VN', { maximumFractionDigits: value < DECIMAL_BELOW ? 1 : 0 })} ${UNIT_TEXT[unit]}`;
  const decimal = (value: number) => value.toLocaleString('vi-VN', { maximumFractionDigits: 2 });
  const goalText = (wanted: Goal) => {
    if ('atLeast' in wanted) return `≥ ${decimal(wanted.atLeast)}`;
    return 'atMost' in wanted ? `≤ ${decimal(wanted.atMost)}` : `< ${figure(wanted.below)}`;
  };
  return [
    name,
    figure(ours),
    baseline === null ? '–' : figure(baseline),
    ratio === null ? '–' : decimal(ratio),
    goalText(goal),
    met ? 'đạt' : 'CHƯA ĐẠT',
  ];
}
