import type { CommandBus } from '@nestjs/cqrs';
import type { CommandContext, Principal } from '#access';
import type { CommandResult } from '#event-log';
import { CorrectMeasurementCommand, RecordMeasurementCommand } from '#indicators';
import { addDays, instantAt, lastDay, type Period, type WorkCalendar, workingDayFrom } from '#kernel';
import type { ReadModels } from '#projections';
import type { Act } from './month-end.js';
import { Random } from './random.js';

export interface FiguresParts {
  readonly programme: string;
  readonly seed: string;
  readonly calendar: WorkCalendar;
  readonly commands: CommandBus;
  readonly readModels: ReadModels;
  /** Who records. */
  readonly office: Principal;
  /** The context of a command, named by what it does. */
  context(principal: Principal, name: string): CommandContext;
}

interface IndicatorRow {
  readonly code: string;
  readonly unit: string | null;
  readonly direction: string;
  readonly target: number;
  readonly targetMax: number | null;
}

/** The months whose figures are recorded, and how much of the way to the year's target lies behind by then. */
const MEASURED: readonly (readonly [month: string, share: number])[] = [
  ['03', 0.25],
  ['06', 0.5],
  ['09', 0.75],
  ['10', 0.84],
];
const SHARE = '%';
const MOST_PERCENT = 100;
/** What is rounded to thousandths where the target is no whole number. */
const FINE = 1_000;
const TENTHS = 10;
const RECORDED_AFTER_DAYS = 3;
const CORRECTED_AFTER_DAYS = 10;

/**
 * Figures for the indicators of a simulated year, recorded some days after each quarter: most on their way, some not,
 * gaps, and a few that are put right later. Qualitative indicators have none. The same seed, the same figures.
 */
export function plannedFigures(parts: FiguresParts, year: string): Act[] {
  const { programme, seed, calendar, readModels } = parts;
  const indicators = readModels.db.$client
    .prepare<[string], IndicatorRow>(
      `SELECT code, unit, direction, target, target_max AS targetMax FROM catalogue_indicators
       WHERE programme = ? AND target IS NOT NULL ORDER BY ordinal, code`,
    )
    .all(programme);
  return indicators.flatMap((indicator) => {
    const random = new Random(`${seed}/figures/${indicator.code}`);
    const diligence = 0.82 + 0.32 * random.next();
    return MEASURED.flatMap(([month, share]): Act[] => {
      const measuredOn = lastDay(`${year}-${month}`);
      const value = figureOn(indicator, share, diligence, random);
      const isGap = random.chance(0.12);
      const wasWrong = random.chance(0.06);
      if (isGap) return [];
      const period = `${year}-${month}`;
      const at = instantAt(workingDayFrom(addDays(measuredOn, RECORDED_AFTER_DAYS), calendar), '10:30');
      return [recorded(parts, indicator, { period, measuredOn, value, at, wasWrong })];
    });
  });
}

/** A figure on the way to the target, as far as the year's share and the diligence have brought it. */
function figureOn(
  { unit, direction, target, targetMax }: IndicatorRow,
  share: number,
  diligence: number,
  random: Random,
): number {
  const reached = Math.min(1.05, share * diligence + 0.04 * (random.next() - 0.5));
  if (direction === 'rank_at_most') return Math.max(1, Math.round(target + (1 - reached) * 6));
  const goal = targetMax === null ? target : (target + targetMax) / 2;
  const value = direction === 'at_most' ? goal * (1.6 - 0.6 * reached) : goal * reached;
  if (unit === SHARE) return Math.min(MOST_PERCENT, Math.round(value * TENTHS) / TENTHS);
  return Number.isInteger(target) ? Math.round(value) : Math.round(value * FINE) / FINE;
}

interface Figure {
  readonly period: Period;
  readonly measuredOn: string;
  readonly value: number;
  readonly at: string;
  /** Whether another figure is recorded first, and put right later. */
  readonly wasWrong: boolean;
}

function recorded(parts: FiguresParts, { code, unit, target }: IndicatorRow, figure: Figure): Act {
  const { programme, commands, office, context } = parts;
  const { period, measuredOn, value, at, wasWrong } = figure;
  const name = `measure/${code}/${period}`;
  const step = Number.isInteger(target) || unit === SHARE ? 1 : 1 / FINE;
  const nothing = { numerator: null, denominator: null, measuredOn };
  return {
    at,
    name,
    run: async (later) => {
      const first = wasWrong ? Math.max(0, value - step) : value;
      const { eventIds } = (await commands.execute(
        new RecordMeasurementCommand(
          context(office, name),
          { programme, code },
          { period, value: first, ...nothing, source: 'Báo cáo của cơ quan chủ trì chỉ tiêu', documents: [] },
        ),
      )) as CommandResult;
      const [measurement] = eventIds;
      if (!wasWrong || first === value || measurement === undefined) return;
      later({
        at: instantAt(
          workingDayFrom(addDays(at.slice(0, 10), CORRECTED_AFTER_DAYS), parts.calendar),
          '10:45',
        ),
        name: `correct/${code}/${period}`,
        run: () =>
          commands.execute(
            new CorrectMeasurementCommand(
              context(office, `correct/${code}/${period}`),
              { programme, code },
              {
                measurement,
                to: { value, ...nothing },
                reason: 'Đối chiếu lại số liệu với cơ quan thống kê',
                documents: [],
              },
            ),
          ),
      });
    },
  };
}
