import { Inject, Injectable } from '@nestjs/common';
import { type CommandContext, envelopeFor, type Permission } from '#access';
import { indicatorStream, ProgrammeDirectory } from '#catalogue';
import { type CommandResult, EVENT_LOG, type EventLog, executeCommand } from '#event-log';
import { CLOCK, type Clock, localDate } from '#kernel';
import type { MeasuringFacts } from './domain/indicator-measurement.decisions.js';
import type { NewIndicatorMeasurementEvent } from './domain/indicator-measurement.events.js';
import { type MeasuredIndicatorState, measuredIndicatorState } from './domain/indicator-measurement.state.js';

/** Which indicator a command speaks of. */
export interface IndicatorRef {
  readonly programme: string;
  readonly code: string;
}

/** Carries commands out on the streams of indicators. */
@Injectable()
export class IndicatorRepository {
  constructor(
    @Inject(EVENT_LOG) private readonly log: EventLog,
    @Inject(CLOCK) private readonly clock: Clock,
    private readonly programmes: ProgrammeDirectory,
  ) {}

  /** @throws {Refusal} `programme-not-found`, `forbidden`, and what `decide` throws */
  execute(
    { programme, code }: IndicatorRef,
    context: CommandContext,
    permission: Permission,
    decide: (state: MeasuredIndicatorState, facts: MeasuringFacts) => readonly NewIndicatorMeasurementEvent[],
  ): Promise<CommandResult> {
    const envelope = envelopeFor(context, permission);
    const { from: programmeFrom } = this.programmes.get(programme).period;
    return executeCommand({
      log: this.log,
      clock: this.clock,
      stream: indicatorStream(programme, code),
      envelope,
      state: measuredIndicatorState,
      decide: (state, recordedAt) => decide(state, { programmeFrom, today: localDate(recordedAt) }),
      demandedRevision: context.demandedRevision,
    });
  }
}
