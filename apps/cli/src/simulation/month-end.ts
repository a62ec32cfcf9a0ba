import type { CommandBus } from '@nestjs/cqrs';
import type { CommandContext, Principal } from '#access';
import { addWorkingDays, instantAt, localDate, type Period } from '#kernel';
import type { ReadModels } from '#projections';
import {
  type AdoptedPolicy,
  ClosePeriodCommand,
  ConfirmReopeningCommand,
  cutOffOf,
  RequestReopeningCommand,
  reportingPeriods,
} from '#reporting';
import { type AssignmentStatus, ENDED, ReportProgressCommand } from '#tasks';
import {
  JudgeExplanationCommand,
  RequestExplanationCommand,
  SubmitExplanationCommand,
  type WarningRule,
} from '#warnings';
import { Random } from './random.js';
import { texts } from './texts.js';

/** Who acts when a month ends. */
export interface MonthEndPeople {
  readonly office: Principal;
  /** Confirms what a second person must. */
  readonly officeHead: Principal;
  readonly leader: Principal;
  ofUnit(unit: string): Principal;
}

export interface MonthEndParts {
  readonly programme: string;
  readonly seed: string;
  readonly from: string;
  readonly until: string;
  readonly policies: readonly AdoptedPolicy[];
  readonly commands: CommandBus;
  readonly readModels: ReadModels;
  readonly people: MonthEndPeople;
  /** The context of a command, named by what it does. */
  context(principal: Principal, name: string): CommandContext;
}

/** Something that happens at an instant; names tell acts of one instant apart. */
export interface Act {
  readonly at: string;
  readonly name: string;
  /** @param later plans something for a later day */
  run(later: (act: Act) => void): Promise<unknown>;
}

interface AskedWarning {
  readonly id: string;
  readonly rule: WarningRule;
  readonly unit: string;
  readonly assignment: string;
  readonly period: string;
  readonly due: string | null;
}

const CLOSING_AFTER = 2;
const REOPENING_AFTER = 5;
/** Which of the closed periods is opened once more, counted from 0. */
const REOPENED = 2;
/** Warnings that the authority asks about in one week. */
const ASKED_A_WEEK = 6;
const LEVEL_OF_LEADERS = 3;
const MONDAY = 'Mon';

/** By their instants; those of one instant by their names. */
export const inOrder = (acts: readonly Act[]): readonly Act[] =>
  [...acts].sort((a, b) => (a.at === b.at ? (a.name < b.name ? -1 : 1) : a.at < b.at ? -1 : 1));

const isMonday = (date: string) => new Date(`${date}T00:00:00Z`).toUTCString().startsWith(MONDAY);

/**
 * What the standing office does when a month has ended: it closes the month, opens one of them once more with a second
 * person, and asks units to explain the warnings that have climbed; units answer, the authority judges. The same seed,
 * the same acts.
 */
export class MonthEnd {
  readonly #parts: MonthEndParts;
  #acts: Act[] = [];

  constructor(parts: MonthEndParts) {
    this.#parts = parts;
    const { policies, from, until } = parts;
    const periods = reportingPeriods(policies, from, until);
    for (const [index, { period, adopted }] of periods.entries()) this.#planClosing(index, period, adopted);
  }

  /** What falls on a day, in order. @param mayAsk whether warnings are up to date: the scheduler runs */
  actsOf(day: string, mayAsk: boolean): readonly Act[] {
    if (mayAsk && isMonday(day))
      this.#plan(instantAt(day, '10:00'), 'ask', () => this.#askForExplanations(day));
    const today = this.#acts.filter(({ at }) => localDate(at) === day);
    this.#acts = this.#acts.filter(({ at }) => localDate(at) !== day);
    return inOrder(today);
  }

  #plan(at: string, name: string, run: () => Promise<unknown>): void {
    this.#acts.push({ at, name, run });
  }

  #workingDay(day: string, count: number): string {
    const [first] = this.#parts.policies;
    return addWorkingDays(day, count, first?.calendar ?? {});
  }

  #planClosing(index: number, period: Period, adopted: AdoptedPolicy): void {
    const { programme, commands, people, context } = this.#parts;
    const close = (round: number) => () =>
      commands.execute(
        new ClosePeriodCommand(context(people.office, `close/${period}/${round}`), programme, period),
      );
    const closingDay = this.#workingDay(localDate(cutOffOf(adopted, period)), CLOSING_AFTER);
    this.#plan(instantAt(closingDay, '09:30'), `close/${period}`, close(1));
    if (index !== REOPENED) return;
    const reopeningDay = this.#workingDay(closingDay, REOPENING_AFTER);
    const reason = 'Bổ sung báo cáo của các xã bị gián đoạn đường truyền trong ngày chốt';
    this.#plan(instantAt(reopeningDay, '10:00'), `reopen/${period}`, () =>
      commands.execute(
        new RequestReopeningCommand(context(people.office, `reopen/${period}`), programme, period, reason),
      ),
    );
    this.#plan(instantAt(reopeningDay, '14:00'), `reopened/${period}`, () =>
      commands.execute(
        new ConfirmReopeningCommand(context(people.officeHead, `reopened/${period}`), programme, period),
      ),
    );
    this.#plan(instantAt(this.#workingDay(reopeningDay, 1), '09:30'), `close/${period}`, close(2));
  }

  /** The authority asks about some of the warnings that have reached the leaders, others each week. */
  async #askForExplanations(day: string): Promise<void> {
    const { programme, seed, readModels, commands, people, context } = this.#parts;
    const standing = readModels.db.$client
      .prepare<[string, number], AskedWarning>(
        `SELECT w.id, w.rule, w.unit, w.assignment, w.period, a.current_due AS due
         FROM warnings_warnings w JOIN tasks_assignments a ON a.id = w.assignment
         WHERE w.programme = ? AND w.level >= ? AND w.cleared_at IS NULL AND w.explanation = 'none'
         ORDER BY w.level DESC, w.raised_at, w.id`,
      )
      .all(programme, LEVEL_OF_LEADERS);
    const random = new Random(`${seed}/ask/${day}`);
    for (let asked = 0; asked < ASKED_A_WEEK && standing.length > 0; asked += 1) {
      // The longest standing first, but not always the very first.
      const [warning] = standing.splice(random.whole(0, Math.min(5, standing.length - 1)), 1);
      if (!warning) return;
      const asker = random.chance(0.25) ? people.leader : people.office;
      const question = 'Đề nghị nêu rõ nguyên nhân chậm, trách nhiệm và biện pháp khắc phục.';
      await commands.execute(
        new RequestExplanationCommand(context(asker, `ask/${warning.id}`), warning.id, question, null),
      );
      if (random.chance(0.88)) this.#planAnswer(warning, this.#workingDay(day, random.whole(2, 4)), 1);
    }
  }

  #planAnswer(warning: AskedWarning, day: string, round: number): void {
    const { seed, commands, people, context } = this.#parts;
    const random = new Random(`${seed}/explain/${warning.id}/${round}`);
    const cause = random.chance(0.4) ? 'objective' : 'subjective';
    const unit = people.ofUnit(warning.unit);
    this.#plan(instantAt(day, '15:00'), `explain/${warning.id}`, async () => {
      const name = `explain/${warning.id}/${round}`;
      const explanation = { text: texts.explanation(random, cause), cause, documents: [] } as const;
      await commands.execute(new SubmitExplanationCommand(context(unit, name), warning.id, explanation));
    });
    this.#planJudgement(warning, this.#workingDay(day, 2), round, cause === 'objective', random);
  }

  #planJudgement(warning: AskedWarning, day: string, round: number, claimed: boolean, random: Random): void {
    const { commands, people, context } = this.#parts;
    const name = `judge/${warning.id}/${round}`;
    const accepted = round > 1 || random.chance(0.75);
    const objective = claimed && random.chance(0.6);
    this.#plan(instantAt(day, '11:00'), name, () =>
      commands.execute(
        new JudgeExplanationCommand(
          context(people.office, name),
          warning.id,
          accepted
            ? {
                decision: 'accepted',
                objective,
                reason: objective ? 'Có căn cứ xác nhận' : 'Đã rõ nguyên nhân',
              }
            : { decision: 'returned', reason: 'Chưa nêu rõ trách nhiệm và thời hạn khắc phục', dueOn: null },
        ),
      ),
    );
    if (!accepted) this.#planAnswer(warning, this.#workingDay(day, 3), round + 1);
    else if (warning.rule === 'update-missing')
      this.#planMissingReport(warning, this.#workingDay(day, 1), random);
  }

  /** Who has explained why an update was missing sends it at last. */
  #planMissingReport({ id, assignment, period, unit, due }: AskedWarning, day: string, random: Random): void {
    const { commands, people, context, readModels } = this.#parts;
    const name = `at-last/${id}`;
    const stands = () =>
      readModels.db.$client
        .prepare<[string], { status: AssignmentStatus }>(
          `SELECT a.status FROM warnings_warnings w JOIN tasks_assignments a ON a.id = w.assignment
           WHERE w.id = ? AND w.cleared_at IS NULL`,
        )
        .get(id);
    this.#plan(instantAt(day, '16:00'), name, async () => {
      const standing = stands();
      if (!standing || ENDED.has(standing.status)) return;
      await commands.execute(
        new ReportProgressCommand(context(people.ofUnit(unit), name), assignment, {
          period,
          kind: 'progress',
          percent: due === null ? null : 10,
          percentDownReason: due === null ? null : 'Báo cáo bù cho kỳ đã qua',
          summary: texts.summary(random),
          difficulties: texts.whyLate(random),
          proposals: '',
          documents: [],
          disbursedVnd: null,
          deliverables: [],
        }),
      );
    });
  }
}
