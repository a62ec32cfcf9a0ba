import type { CommandBus } from '@nestjs/cqrs';
import type { CommandContext, Principal } from '#access';
import type { CommandResult } from '#event-log';
import {
  CorrectMeasurementCommand,
  type IndicatorRef,
  RecordMeasurementCommand,
  SetTargetCommand,
  WithdrawMeasurementCommand,
} from '#indicators';
import { addDays, instantAt, lastDay, type Period, type WorkCalendar, workingDayFrom } from '#kernel';
import type { ReadModels } from '#projections';
import type { DocumentRef } from '#tasks';
import {
  dealt,
  type FedGoal,
  type Goal,
  goalsOf,
  isShare,
  type Measured,
  measuredPeriods,
  nearestShare,
  PACES,
  type Pace,
  reachedOn,
  roundedFor,
  shareOf,
  valueAt,
} from './goals.js';
import type { Act } from './month-end.js';
import { Random } from './random.js';

export interface FiguresParts {
  readonly programme: string;
  readonly seed: string;
  readonly calendar: WorkCalendar;
  readonly commands: CommandBus;
  readonly readModels: ReadModels;
  /** Who records what no unit reports. */
  readonly office: Principal;
  /** Who records what a unit reports. */
  ofUnit(unit: string): Principal;
  /** The context of a command, named by what it does. */
  context(principal: Principal, name: string): CommandContext;
}

/** Commands carried out at the same simulated instant share durable writes. */
export const AT_ONCE = 64;

/** Figures of a period, and what becomes of them. */
interface Figure {
  readonly ref: IndicatorRef;
  readonly by: Principal;
  readonly period: Period;
  readonly measured: Measured;
  readonly source: string;
  /** Why they come only after the close. */
  readonly reason: string | null;
  readonly corrected: Correction | null;
  readonly withdrawn: { readonly at: string; readonly reason: string } | null;
}

interface Correction {
  readonly at: string;
  readonly to: Measured;
  readonly reason: string;
  readonly documents: readonly DocumentRef[];
}

const OWN_PACES: readonly Pace[] = ['even', 'behind', 'even', 'late', 'ahead'];
const FED_PACES: readonly Pace[] = ['behind', 'even', 'ahead', 'late'];

const RECORDED_AFTER_DAYS = 3;
const CORRECTED_AFTER_DAYS = 10;
const WITHDRAWN_AFTER_DAYS = 14;
/** The day of the year on which a target is raised, and by how many percentage points. */
const RAISED_ON = '06-03';
const RAISED_BY = 10;
const HIGHEST_TO_RAISE = 80;

/** Said with every source and document: nobody has issued them. */
const SIMULATED = 'mô phỏng';
const OFFICE_SOURCE = `Báo cáo của cơ quan chủ trì chỉ tiêu (${SIMULATED})`;
const UNIT_SOURCE = `Báo cáo của Ủy ban nhân dân cấp xã (${SIMULATED})`;
const CHECKED_AGAIN = 'Đối chiếu lại số liệu với cơ quan thống kê';
const COUNTED_AGAIN = 'Rà soát lại sổ theo dõi, tử số ghi thiếu hồ sơ của một bộ phận';
/** Why the correction was made that the whole city's figure shows. */
export const DIGIT_TOO_MANY = 'Gõ thừa một chữ số ở mẫu số; đã đối chiếu với sổ theo dõi';
const LATE_REASON = 'Kỳ báo cáo đã chốt khi đơn vị tổng hợp xong số liệu của các bộ phận';
const OF_ANOTHER_YEAR = 'Lấy nhầm số liệu của năm trước; chưa có số liệu của kỳ này để thay';

const documentOf = (number: string, date: string, issuer: string): DocumentRef => ({
  number,
  date,
  issuer: `${issuer} (${SIMULATED})`,
  sha256: null,
});

/**
 * What is recorded of the indicators of a simulated year: the programme's own figures some days after each quarter, those
 * of the units that feed a rolled-up one every second month, or in the cadence that is defined. Most are on their way,
 * some are not; there are gaps, late ones, corrections, a withdrawal and a target that a document raises. What the system
 * measures itself, and what is rolled up, nobody records; qualitative indicators have no figures. The same seed, the
 * same acts.
 */
export function plannedFigures(parts: FiguresParts, year: string): Act[] {
  const { own, fed } = goalsOf(parts.readModels, parts.programme);
  return [
    ...ownFigures(parts, own, year),
    ...raisedTarget(parts, own, year),
    ...unitFigures(parts, fed, year),
  ];
}

/** Some days after another, at work. */
const workingInstant = ({ calendar }: FiguresParts, day: string, after: number, time: string) =>
  instantAt(workingDayFrom(addDays(day, after), calendar), time);

function ownFigures(parts: FiguresParts, goals: readonly Goal[], year: string): Act[] {
  const { programme, seed, office } = parts;
  const codes = goals.map(({ code }) => code);
  const paces = dealt(seed, codes, OWN_PACES);
  const withdrawnOne = codes.length === 0 ? null : new Random(`${seed}/withdrawn`).pick(codes);
  return goals.flatMap((goal) => {
    const { code } = goal;
    const random = new Random(`${seed}/figures/${code}`);
    const whole = wholeOf(goal, random);
    const pace = PACES[paces.get(code) ?? 'even'];
    return measuredPeriods(goal, false, year).flatMap((period, index): Act[] => {
      const day = lastDay(period);
      const value = valueAt(goal, period, reachedOn(day, pace, random));
      const isWithdrawn = code === withdrawnOne && index === 0;
      const isGap = random.chance(0.1) && !isWithdrawn;
      const isWrong = random.chance(0.08) && !isWithdrawn;
      const hasDocument = random.chance(0.5);
      if (isGap) return [];
      const right =
        whole === null ? { value, numerator: null, denominator: null } : nearestShare(goal, value, whole);
      const wrong = isWrong ? tooLow(goal, right, random) : right;
      const at = workingInstant(parts, day, RECORDED_AFTER_DAYS, '10:30');
      const correctedAt = workingInstant(parts, at.slice(0, 10), CORRECTED_AFTER_DAYS, '10:45');
      const document = documentOf(
        `${random.whole(100, 900)}/BC-MP`,
        correctedAt.slice(0, 10),
        'Cơ quan chủ trì chỉ tiêu',
      );
      const figure: Figure = {
        ref: { programme, code },
        by: office,
        period,
        measured: wrong,
        source: OFFICE_SOURCE,
        reason: null,
        corrected:
          wrong.value === right.value
            ? null
            : { at: correctedAt, to: right, reason: CHECKED_AGAIN, documents: hasDocument ? [document] : [] },
        withdrawn: isWithdrawn
          ? { at: workingInstant(parts, day, WITHDRAWN_AFTER_DAYS, '15:00'), reason: OF_ANOTHER_YEAR }
          : null,
      };
      return [{ at, name: `measure/${code}/${period}`, run: (later) => record(parts, figure, later) }];
    });
  });
}

/** What a goal that is a quotient is a share of; null where nothing says what is divided by what. */
function wholeOf(goal: Goal, random: Random): number | null {
  const { formula } = goal;
  if (formula?.kind !== 'ratio' || !isShare(goal)) return null;
  const size = random.whole(1_200, 2_400);
  return /dân số/i.test(formula.denominator) ? size * 1_000 : size;
}

/** Figures that somebody will have to put right: some of what counts was overlooked. */
function tooLow(goal: Goal, right: Measured, random: Random): Measured {
  const part = 0.85 + 0.1 * random.next();
  const { value, numerator, denominator } = right;
  if (goal.direction === 'rank_at_most') return { ...right, value: value + 1 };
  if (numerator === null || denominator === null) return { ...right, value: roundedFor(goal, value * part) };
  return shareOf(goal, Math.round(numerator * part), denominator);
}

/** A document raises the target of one of the goals that are not at their highest yet. */
function raisedTarget(parts: FiguresParts, goals: readonly Goal[], year: string): Act[] {
  const { programme, seed, commands, office, context } = parts;
  const candidates = goals.filter(
    (goal) => isShare(goal) && goal.direction === 'at_least' && goal.target <= HIGHEST_TO_RAISE,
  );
  if (candidates.length === 0) return [];
  const { code, target } = new Random(`${seed}/raised`).pick(candidates);
  const day = `${year}-${RAISED_ON}`;
  const name = `target/${code}/${year}`;
  const content = {
    year: Number(year),
    to: { target: target + RAISED_BY, targetMax: null, stretchTarget: null },
    document: documentOf('57/QĐ-MP', addDays(day, -1), 'Ban Chỉ đạo thành phố'),
  };
  return [
    {
      at: instantAt(workingDayFrom(day, parts.calendar), '14:30'),
      name,
      run: () => commands.execute(new SetTargetCommand(context(office, name), { programme, code }, content)),
    },
  ];
}

/** When a unit's officer fills in the sheet of a period; null: not at all. */
interface Sheet {
  readonly at: string;
  readonly isLate: boolean;
}

const SHEET_TIMES = ['08:30', '10:00', '14:00', '15:30'] as const;
const ON_TIME_DAYS = [1, 5] as const;
const LATE_DAYS = [12, 20] as const;
/** Which of a goal's periods holds the mistake that the whole city's figure shows, counted from 0. */
const SHOWN_PERIOD = 1;
const SHOWN_AFTER_DAYS = 19;
const TOO_MANY_BY = 10;

function sheetOf(parts: FiguresParts, unit: string, period: Period): Sheet | null {
  const { seed } = parts;
  const isCareless = new Random(`${seed}/sheets/${unit}`).chance(0.1);
  const random = new Random(`${seed}/sheets/${unit}/${period}`);
  if (random.chance(isCareless ? 0.35 : 0.04)) return null;
  const isLate = random.chance(isCareless ? 0.4 : 0.05);
  const [soonest, latest] = isLate ? LATE_DAYS : ON_TIME_DAYS;
  const after = random.whole(soonest, latest);
  return { isLate, at: workingInstant(parts, lastDay(period), after, random.pick(SHEET_TIMES)) };
}

/** What each unit reports of the goals that it feeds, each sheet at once; what falls on one instant is one act. */
function unitFigures(parts: FiguresParts, fed: readonly FedGoal[], year: string): Act[] {
  const byInstant = new Map<string, Figure[]>();
  for (const [index, { goal, units }] of fed.entries()) {
    const pace = FED_PACES[index % FED_PACES.length] ?? 'even';
    for (const [place, period] of measuredPeriods(goal, true, year).entries()) {
      const filled = units.flatMap((unit) => {
        const sheet = sheetOf(parts, unit, period);
        const figure = sheet && unitFigure(parts, goal, { unit, units: units.length, period, pace, sheet });
        return figure ? [{ at: sheet.at, isLate: sheet.isLate, figure }] : [];
      });
      const isShown = pace === 'even' && place === SHOWN_PERIOD && index === FED_PACES.indexOf('even');
      const shown = isShown ? largestOf(filled.filter(({ isLate }) => !isLate)) : null;
      for (const entry of filled) {
        const figure = entry === shown ? withDigitTooMany(parts, goal, entry.figure) : entry.figure;
        byInstant.set(entry.at, [...(byInstant.get(entry.at) ?? []), figure]);
      }
    }
  }
  return [...byInstant].map(([at, figures]) => ({
    at,
    name: `sheets/${at}`,
    run: async (later) => {
      for (let start = 0; start < figures.length; start += AT_ONCE) {
        await Promise.all(
          figures.slice(start, start + AT_ONCE).map((figure) => record(parts, figure, later)),
        );
      }
    },
  }));
}

const sizeOf = ({ figure }: { readonly figure: Figure }) => figure.measured.denominator ?? 0;

/** The one with the largest whole of all that were right at once. */
function largestOf<Entry extends { readonly figure: Figure }>(entries: readonly Entry[]): Entry | null {
  return entries
    .filter((entry) => entry.figure.corrected === null && sizeOf(entry) > 0)
    .reduce<Entry | null>((best, entry) => (best && sizeOf(best) >= sizeOf(entry) ? best : entry), null);
}

interface Reporting {
  readonly unit: string;
  /** How many units report. */
  readonly units: number;
  readonly period: Period;
  readonly pace: Pace;
  readonly sheet: Sheet;
}

/** What a unit puts in its sheet for a goal; null: nothing. */
function unitFigure(
  parts: FiguresParts,
  goal: Goal,
  { unit, units, period, pace, sheet }: Reporting,
): Figure | null {
  const { programme, seed, ofUnit } = parts;
  const { code } = goal;
  const habits = new Random(`${seed}/unit-figures/${code}/${unit}`);
  const skill = 0.94 + 0.12 * habits.next();
  const people = habits.whole(45, 130);
  const random = new Random(`${seed}/unit-figures/${code}/${unit}/${period}`);
  const files = random.whole(300, 2_400);
  const isGap = random.chance(0.015);
  const isWrong = random.chance(0.02);
  const hasDocument = random.chance(0.5);
  if (isGap) return null;
  const reached = reachedOn(lastDay(period), PACES[pace] * skill, random);
  const value = valueAt(goal, period, reached);
  const each = goal.formula?.kind === 'sum' ? roundedFor(goal, value / units) : value;
  const right = isShare(goal)
    ? nearestShare(goal, value, goal.timing === 'within-period' ? files : people)
    : { value: each, numerator: null, denominator: null };
  const wrong = isWrong ? tooLow(goal, right, random) : right;
  const correctedAt = workingInstant(parts, sheet.at.slice(0, 10), CORRECTED_AFTER_DAYS, '10:45');
  const document = documentOf(
    `${random.whole(10, 99)}/BC-MP`,
    correctedAt.slice(0, 10),
    'Ủy ban nhân dân cấp xã',
  );
  return {
    ref: { programme, code, unit },
    by: ofUnit(unit),
    period,
    measured: wrong,
    source: UNIT_SOURCE,
    reason: sheet.isLate ? LATE_REASON : null,
    corrected:
      wrong.value === right.value
        ? null
        : { at: correctedAt, to: right, reason: COUNTED_AGAIN, documents: hasDocument ? [document] : [] },
    withdrawn: null,
  };
}

/** The same figure as it stands for two weeks, with a digit too many: it weighs ten times as much as it should. */
function withDigitTooMany(parts: FiguresParts, goal: Goal, figure: Figure): Figure {
  const { measured: to, period } = figure;
  const { numerator, denominator } = to;
  if (numerator === null || denominator === null) return figure;
  const at = workingInstant(parts, lastDay(period), SHOWN_AFTER_DAYS, '10:45');
  const documents = [documentOf('45/BC-MP', at.slice(0, 10), 'Ủy ban nhân dân cấp xã')];
  return {
    ...figure,
    measured: shareOf(goal, numerator, denominator * TOO_MANY_BY),
    corrected: { at, to, reason: DIGIT_TOO_MANY, documents },
  };
}

/** Records figures, and plans what becomes of them. */
async function record(parts: FiguresParts, figure: Figure, later: (act: Act) => void): Promise<void> {
  const { commands, context } = parts;
  const { ref, by, period, measured, source, reason, corrected, withdrawn } = figure;
  const measuredOn = lastDay(period);
  const subject = `${ref.code}/${ref.unit ?? ''}/${period}`;
  const name = `measure/${subject}`;
  const { eventIds } = (await commands.execute(
    new RecordMeasurementCommand(context(by, name), ref, {
      period,
      ...measured,
      measuredOn,
      source,
      documents: [],
      reason,
    }),
  )) as CommandResult;
  const [measurement] = eventIds;
  if (measurement === undefined) return;
  if (corrected) {
    const { at, to, reason, documents } = corrected;
    const correcting = `correct/${subject}`;
    const content = { measurement, to: { ...to, measuredOn }, reason, documents };
    later({
      at,
      name: correcting,
      run: () => commands.execute(new CorrectMeasurementCommand(context(by, correcting), ref, content)),
    });
  }
  if (withdrawn) {
    const withdrawing = `withdraw/${subject}`;
    const content = { measurement, reason: withdrawn.reason };
    later({
      at: withdrawn.at,
      name: withdrawing,
      run: () => commands.execute(new WithdrawMeasurementCommand(context(by, withdrawing), ref, content)),
    });
  }
}
