import { LineChart } from 'echarts/charts';
import { GridComponent, LegendComponent, TooltipComponent } from 'echarts/components';
import { type EChartsCoreOption, init, use } from 'echarts/core';
import { CanvasRenderer } from 'echarts/renderers';
import { useEffect, useRef } from 'react';
import { useDark } from '../../app/theme.js';
import type { JudgementDto } from '../../client/types.gen.js';
import { day, number, shortPeriod } from '../../ui/format.js';
import { usePrinting } from '../../ui/use-media.js';
import css from './indicator.module.css';

use([LineChart, GridComponent, LegendComponent, TooltipComponent, CanvasRenderer]);

interface PathChartProps {
  readonly name: string;
  readonly judgement: JudgementDto;
  readonly unit: string | null;
}

/** Figures, path, target and projection, drawn. The table below it says the same. */
export default function PathChart({ name, judgement, unit }: PathChartProps) {
  const place = useRef<HTMLDivElement>(null);
  const dark = useDark();
  const printing = usePrinting();
  // biome-ignore lint/correctness/useExhaustiveDependencies: the colours are the page's, which follow the theme
  useEffect(() => {
    const element = place.current;
    if (!element) return;
    const chart = init(element, null, { renderer: 'canvas', useDirtyRect: false });
    chart.setOption(optionOf(judgement, unit, coloursOf(element)));
    const watch = new ResizeObserver(() => chart.resize());
    watch.observe(element);
    return () => {
      watch.disconnect();
      chart.dispose();
    };
  }, [judgement, unit, dark, printing]);
  return (
    <div
      ref={place}
      className={css.chart}
      role="img"
      aria-label={`Biểu đồ ${name}: số liệu, lộ trình, mục tiêu và dự báo; bảng bên dưới có cùng số liệu`}
    />
  );
}

interface Colours {
  readonly text: string;
  readonly line: string;
  readonly quiet: string;
  readonly figures: string;
  readonly goal: string;
  readonly surface: string;
  readonly projection: string;
  readonly font: string;
}

function coloursOf(element: HTMLElement): Colours {
  const style = getComputedStyle(element);
  const colour = (variable: string) => style.getPropertyValue(variable).trim();
  return {
    text: colour('--text'),
    line: colour('--line'),
    quiet: colour('--text-2'),
    figures: colour('--link'),
    goal: colour('--good'),
    surface: colour('--surface'),
    projection: colour('--watch'),
    font: style.fontFamily,
  };
}

const at = (iso: string) => Date.parse(iso);
const isoOf = (ms: number) => new Date(ms).toISOString().slice(0, 10);

const FIGURES = 'Số liệu';
const PATH = 'Lộ trình';
const GOAL = 'Mục tiêu';
const PROJECTION = 'Dự báo';
const RANGE = 'Khoảng dự báo';

type Point = readonly [number, number];

/** What is drawn: lines told by colour and by their strokes and marks. */
function optionOf(
  { series, path, projection, inputs }: JudgementDto,
  unit: string | null,
  colours: Colours,
): EChartsCoreOption {
  const latest = series.at(-1);
  const goals = [inputs.target?.target, inputs.target?.targetMax].filter(
    (goal): goal is number => typeof goal === 'number',
  );
  const { from, until } = inputs;
  const line = (name: string, data: readonly Point[], style: object) => ({
    name,
    type: 'line',
    data,
    symbol: 'none',
    ...style,
  });
  const drawn = [
    ...(path === null
      ? []
      : [
          line(
            PATH,
            path.points.map(({ on, value }) => [at(on), value]),
            {
              lineStyle: { type: 'dashed', width: 2, color: colours.quiet },
              itemStyle: { color: colours.quiet },
              ...(path.kind === 'quarterly' ? { step: 'end' } : {}),
            },
          ),
        ]),
    ...(from === null || until === null
      ? []
      : goals.map((goal) =>
          line(
            GOAL,
            [
              [at(from), goal],
              [at(until), goal],
            ],
            {
              lineStyle: { type: 'solid', width: 1, color: colours.goal },
              itemStyle: { color: colours.goal },
            },
          ),
        )),
    line(
      FIGURES,
      series.map(({ measuredOn, value }) => [at(measuredOn), value]),
      {
        symbol: 'circle',
        symbolSize: 8,
        lineStyle: { width: 3, color: colours.figures },
        itemStyle: { color: colours.figures },
      },
    ),
    ...(projection === null || !latest
      ? []
      : [
          line(
            PROJECTION,
            [
              [at(latest.measuredOn), latest.value],
              [at(projection.on), projection.value],
            ],
            {
              symbol: 'diamond',
              symbolSize: 8,
              lineStyle: { type: 'dotted', width: 2, color: colours.projection },
              itemStyle: { color: colours.projection },
            },
          ),
          line(
            RANGE,
            [
              [at(latest.measuredOn), latest.value],
              [at(projection.on), projection.low],
              [at(projection.on), projection.high],
              [at(latest.measuredOn), latest.value],
            ],
            {
              lineStyle: { type: 'solid', width: 1, color: colours.projection, opacity: 0.7 },
              itemStyle: { color: colours.projection },
            },
          ),
        ]),
  ];
  const text = { color: colours.text, fontFamily: colours.font, fontSize: 13 };
  return {
    useUTC: true,
    animation: false,
    textStyle: text,
    grid: { left: 8, right: 24, top: 48, bottom: 8, containLabel: true },
    legend: { top: 0, left: 0, textStyle: text, data: [...new Set(drawn.map(({ name }) => name))] },
    tooltip: {
      trigger: 'item',
      renderMode: 'richText',
      backgroundColor: colours.surface,
      borderColor: colours.line,
      textStyle: text,
      formatter: ({ seriesName, value }: { seriesName: string; value: Point }) =>
        `${seriesName}\n${day(isoOf(value[0]))}: ${number(value[1])}${unit === null ? '' : ` ${unit}`}`,
    },
    xAxis: {
      type: 'time',
      ...(from === null ? {} : { min: at(from) }),
      ...(until === null ? {} : { max: at(until) }),
      axisLabel: {
        ...text,
        color: colours.quiet,
        hideOverlap: true,
        formatter: (ms: number) => {
          const iso = isoOf(ms);
          return iso.endsWith('-01') ? `${shortPeriod(iso.slice(0, 7))}/${iso.slice(2, 4)}` : '';
        },
      },
      axisLine: { lineStyle: { color: colours.line } },
      splitLine: { show: false },
    },
    yAxis: {
      type: 'value',
      scale: true,
      name: unit ?? '',
      nameTextStyle: { ...text, color: colours.quiet, align: 'left' },
      axisLabel: { ...text, color: colours.quiet, formatter: (value: number) => number(value) },
      splitLine: { lineStyle: { color: colours.line } },
    },
    series: drawn,
  };
}
