import { Inject } from '@nestjs/common';
import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { AccountDirectory, type PositionOf, type Principal, scopeOf } from '#access';
import { ProgrammeDirectory } from '#catalogue';
import { CLOCK, type Clock, firstDay, lastDay, type Period, periodText } from '#kernel';
import { ReadModels } from '#projections';
import type { ClosedCounts } from '../../domain/period.events.js';
import { type AdoptedPolicy, cutOffOf, type FourEyesDecision } from '../../domain/policy.js';
import { PeriodRepository } from '../../period.repository.js';
import type { PeriodClose } from '../../period-closes.js';
import { SlotService } from '../../slot.service.js';

/** `reopened`: it was closed, and is open again. */
export type PeriodStatus = 'open' | 'past-cut-off' | 'closed' | 'reopened';

export const PERIOD_STATUS_TEXT: Readonly<Record<PeriodStatus, string>> = {
  open: 'đang mở',
  'past-cut-off': 'qua hạn, chưa chốt',
  closed: 'đã chốt',
  reopened: 'mở lại, chưa chốt lại',
};

export interface SentReminder {
  /** Event. */
  readonly eventId: string;
  /** The instant at which it should have gone out, and when it did. */
  readonly at: string;
  readonly sentAt: string;
  /** The account; `reminders`: the policy's rule. */
  readonly by: string;
  /** Its position; null for the rule. */
  readonly byName: string | null;
  /** Null by hand. */
  readonly workingDaysBefore: number | null;
  /** How many units were reminded, of how many assignments. */
  readonly units: number;
  readonly assignments: number;
}

export interface CloseView {
  readonly eventId: string;
  /** The instant as of which the slots were judged. */
  readonly at: string;
  readonly closedAt: string;
  /** Accounts, each with its position. */
  readonly closedBy: string;
  readonly closedByName: string | null;
  readonly proposedBy: string | null;
  readonly proposedByName: string | null;
  readonly policy: string;
  readonly expected: number;
  readonly counts: Pick<
    ClosedCounts,
    'onTime' | 'nothingToReport' | 'late' | 'insufficient' | 'missing' | 'notYetDue'
  >;
  readonly exempt: number;
  readonly rateByAssignment: number | null;
  readonly tasksExpected: number;
  readonly tasksComplete: number;
  readonly shareSum: number;
  readonly rateByTask: number | null;
  readonly goal: number;
  readonly meetsGoal: boolean | null;
  readonly sha256: string;
  readonly reopenedAt: string | null;
  readonly reopenedBy: string | null;
  readonly reopenedByName: string | null;
  readonly reopeningRequestedBy: string | null;
  readonly reopeningRequestedByName: string | null;
  readonly reopenReason: string | null;
}

export interface PeriodView {
  readonly period: Period;
  readonly periodText: string;
  /** First and last day. */
  readonly from: string;
  readonly until: string;
  readonly cutOff: string;
  readonly policy: string;
  readonly status: PeriodStatus;
  readonly statusText: string;
  /** Decisions that a second person must confirm. */
  readonly fourEyes: readonly FourEyesDecision[];
  readonly reminders: readonly SentReminder[];
  /** A close that waits for a second person. */
  readonly closeProposal: { readonly at: string; readonly by: string; readonly byName: string | null } | null;
  /** A request to reopen that waits for a second person. */
  readonly reopeningRequest: {
    readonly at: string;
    readonly by: string;
    readonly byName: string | null;
    readonly reason: string;
  } | null;
  /** All closes, the reopened ones too, oldest first. */
  readonly closes: readonly CloseView[];
}

/** The periods of a programme that have begun, from that of its first assignment on, oldest first. */
export class ListPeriodsQuery extends Query<readonly PeriodView[]> {
  constructor(
    readonly principal: Principal,
    readonly programme: string,
  ) {
    super();
  }
}

/** One period. Refused: an unknown programme, no period's name, one that isn't asked for or hasn't begun. */
export class GetPeriodQuery extends Query<PeriodView> {
  constructor(
    readonly principal: Principal,
    readonly programme: string,
    readonly period: string,
  ) {
    super();
  }
}

interface Waiting {
  readonly closeProposedAt: string | null;
  readonly closeProposedBy: string | null;
  readonly reopenRequestedAt: string | null;
  readonly reopenRequestedBy: string | null;
  readonly reopenReason: string | null;
}

function closeView({ closed, ...close }: PeriodClose, nameOf: PositionOf): CloseView {
  const { eventId, at, closedAt, closedBy, proposedBy } = close;
  const { reopenedAt, reopenedBy, reopeningRequestedBy, reopenReason } = close;
  return {
    eventId,
    at,
    closedAt,
    closedBy,
    closedByName: nameOf(closedBy),
    proposedBy,
    proposedByName: nameOf(proposedBy),
    policy: closed.policy.id,
    expected: closed.expected,
    counts: closed.counts,
    exempt: closed.exempt,
    rateByAssignment: closed.rateByAssignment,
    tasksExpected: closed.tasksExpected,
    tasksComplete: closed.tasksComplete,
    shareSum: closed.shareSum,
    rateByTask: closed.rateByTask,
    goal: closed.goal,
    meetsGoal: closed.meetsGoal,
    sha256: closed.sha256,
    reopenedAt,
    reopenedBy,
    reopenedByName: nameOf(reopenedBy),
    reopeningRequestedBy,
    reopeningRequestedByName: nameOf(reopeningRequestedBy),
    reopenReason,
  };
}

/** A period as tables have it, at an instant. */
function viewOf(
  readModels: ReadModels,
  slots: SlotService,
  nameOf: PositionOf,
  programme: string,
  period: Period,
  adopted: AdoptedPolicy,
  now: string,
): PeriodView {
  const client = readModels.db.$client;
  const waiting = client
    .prepare<[string, string], Waiting>(
      `SELECT close_proposed_at AS closeProposedAt, close_proposed_by AS closeProposedBy,
         reopen_requested_at AS reopenRequestedAt, reopen_requested_by AS reopenRequestedBy,
         reopen_reason AS reopenReason
       FROM reporting_periods WHERE programme = ? AND period = ?`,
    )
    .get(programme, period);
  const reminders = client
    .prepare<[string, string], Omit<SentReminder, 'byName'>>(
      `SELECT event_id AS eventId, at, recorded_at AS sentAt, by, working_days_before AS workingDaysBefore, units,
         assignments
       FROM reporting_period_reminders WHERE programme = ? AND period = ? ORDER BY recorded_at, event_id`,
    )
    .all(programme, period);
  const closes = slots.closes.all(programme).filter((close) => close.period === period);
  const last = closes.at(-1);
  const cutOff = cutOffOf(adopted, period);
  const status = !last
    ? cutOff < now
      ? 'past-cut-off'
      : 'open'
    : last.reopenedAt === null
      ? 'closed'
      : 'reopened';
  const { closeProposedAt, closeProposedBy, reopenRequestedAt, reopenRequestedBy, reopenReason } =
    waiting ?? ({} as Partial<Waiting>);
  return {
    period,
    periodText: periodText(period),
    from: firstDay(period),
    until: lastDay(period),
    cutOff,
    policy: adopted.policy.id,
    status,
    statusText: PERIOD_STATUS_TEXT[status],
    fourEyes: adopted.policy.fourEyes ?? [],
    reminders: reminders.map((reminder) => ({ ...reminder, byName: nameOf(reminder.by) })),
    closeProposal:
      closeProposedAt && closeProposedBy
        ? { at: closeProposedAt, by: closeProposedBy, byName: nameOf(closeProposedBy) }
        : null,
    reopeningRequest:
      reopenRequestedAt && reopenRequestedBy
        ? {
            at: reopenRequestedAt,
            by: reopenRequestedBy,
            byName: nameOf(reopenRequestedBy),
            reason: reopenReason ?? '',
          }
        : null,
    closes: closes.map((one) => closeView(one, nameOf)),
  };
}

@QueryHandler(ListPeriodsQuery)
export class ListPeriodsHandler implements IQueryHandler<ListPeriodsQuery> {
  constructor(
    private readonly slots: SlotService,
    private readonly readModels: ReadModels,
    private readonly programmes: ProgrammeDirectory,
    private readonly accounts: AccountDirectory,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async execute({ principal, programme }: ListPeriodsQuery): Promise<readonly PeriodView[]> {
    scopeOf(principal, 'compliance.read');
    this.programmes.get(programme);
    const now = this.clock.now();
    const nameOf = this.accounts.names();
    return this.slots
      .periods(programme, now)
      .map(({ period, adopted }) =>
        viewOf(this.readModels, this.slots, nameOf, programme, period, adopted, now),
      );
  }
}

@QueryHandler(GetPeriodQuery)
export class GetPeriodHandler implements IQueryHandler<GetPeriodQuery> {
  constructor(
    private readonly slots: SlotService,
    private readonly readModels: ReadModels,
    private readonly periods: PeriodRepository,
    private readonly accounts: AccountDirectory,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async execute({ principal, programme, period }: GetPeriodQuery): Promise<PeriodView> {
    scopeOf(principal, 'compliance.read');
    const { adopted } = this.periods.find(programme, period);
    const nameOf = this.accounts.names();
    return viewOf(this.readModels, this.slots, nameOf, programme, period, adopted, this.clock.now());
  }
}
