import { Inject, Injectable } from '@nestjs/common';
import { type CommandContext, envelopeFor } from '#access';
import { ProgrammeDirectory } from '#catalogue';
import {
  type CommandEnvelope,
  type CommandResult,
  EVENT_LOG,
  type EventLog,
  executeCommand,
  foldStream,
  type RecordedEvent,
  readWholeStream,
} from '#event-log';
import {
  CLOCK,
  type Clock,
  dateText,
  firstDay,
  isPeriod,
  localDate,
  type Period,
  periodText,
  REPORTING_PERIOD_KINDS,
  Refusal,
} from '#kernel';
import { ReadModels } from '#projections';
import type { NewPeriodEvent } from './domain/period.events.js';
import { type PeriodState, periodState, periodStream } from './domain/period.state.js';
import { type AdoptedPolicy, cutOffOf, policyFor } from './domain/policy.js';
import { SlotService } from './slot.service.js';

/** A period that a programme asks reports for, and that has begun. */
export interface KnownPeriod {
  readonly programme: string;
  readonly period: Period;
  readonly adopted: AdoptedPolicy;
  readonly cutOff: string;
}

/** Finds the periods of programmes and carries commands out on their streams. */
@Injectable()
export class PeriodRepository {
  constructor(
    @Inject(EVENT_LOG) private readonly log: EventLog,
    @Inject(CLOCK) private readonly clock: Clock,
    private readonly readModels: ReadModels,
    private readonly slots: SlotService,
    private readonly programmes: ProgrammeDirectory,
  ) {}

  /**
   * @throws {Refusal} `programme-not-found`, `invalid-period` (no period's name), `period-not-asked-for` (of a kind that
   *   the programme's policies have none of), `period-in-future`
   */
  find(programme: string, period: string): KnownPeriod {
    this.programmes.get(programme);
    if (!isPeriod(period, REPORTING_PERIOD_KINDS)) {
      throw new Refusal('invalid', 'invalid-period', `“${period}” không phải là kỳ báo cáo, như 2026-03.`);
    }
    const adopted = policyFor(this.slots.policies(programme), period);
    if (!adopted) {
      throw new Refusal(
        'unprocessable',
        'period-not-asked-for',
        `Quy chế của chương trình không có kỳ báo cáo ${periodText(period)}.`,
      );
    }
    const today = localDate(this.clock.now());
    if (firstDay(period) > today) {
      throw new Refusal(
        'unprocessable',
        'period-in-future',
        `Chưa đến kỳ ${periodText(period)}; hôm nay là ${dateText(today)}.`,
      );
    }
    return { programme, period, adopted, cutOff: cutOffOf(adopted, period) };
  }

  /**
   * Brings the rows up to what the log holds: what is decided from tables must not miss what was recorded before.
   * @throws {Refusal} `read-model-behind` while the tables are being built anew
   */
  async upToDate(): Promise<void> {
    if (this.readModels.outdated) {
      throw new Refusal(
        'unavailable',
        'read-model-behind',
        'Số liệu để đọc đang được dựng lại; hãy thử lại sau ít phút.',
      );
    }
    await this.readModels.catchUp();
  }

  /** The period as its stream has it, and the stream's revision (-1: nothing was written on it). */
  read({ programme, period }: KnownPeriod): Promise<{ state: PeriodState; revision: number }> {
    return foldStream(this.log, periodStream(programme, period), periodState);
  }

  /** The events that a command has written on the period's stream before. */
  async writtenBy({ programme, period }: KnownPeriod, commandId: string): Promise<readonly RecordedEvent[]> {
    const events = await readWholeStream(this.log, periodStream(programme, period));
    return events.filter(({ metadata }) => metadata.commandId === commandId);
  }

  /** @param decide gets the state and the instant of recording */
  carryOut(
    { programme, period }: KnownPeriod,
    envelope: CommandEnvelope,
    decide: (state: PeriodState, recordedAt: string) => readonly NewPeriodEvent[],
    demandedRevision?: number,
  ): Promise<CommandResult> {
    return executeCommand({
      log: this.log,
      clock: this.clock,
      stream: periodStream(programme, period),
      envelope,
      state: periodState,
      decide,
      demandedRevision,
    });
  }

  /** {@link carryOut} for a person's command that takes the permission to close. */
  execute(
    known: KnownPeriod,
    context: CommandContext,
    decide: (state: PeriodState, by: string, recordedAt: string) => readonly NewPeriodEvent[],
  ): Promise<CommandResult> {
    const envelope = envelopeFor(context, 'period.close');
    return this.carryOut(
      known,
      envelope,
      (state, recordedAt) => decide(state, envelope.actor.id, recordedAt),
      context.demandedRevision,
    );
  }
}
