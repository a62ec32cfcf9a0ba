import { Inject, Injectable } from '@nestjs/common';
import { type CommandContext, envelopeFor, type Permission } from '#access';
import { type CommandResult, EVENT_LOG, type EventLog, executeCommand, foldStream } from '#event-log';
import { CLOCK, type Clock, localDate, nthWorkingDayAfter } from '#kernel';
import { policyOn, SlotService } from '#reporting';
import { unitOfAssignment } from '#tasks';
import { warningStream } from './domain/evaluate.js';
import type { Days } from './domain/explanation.decisions.js';
import { answeringUnit, type ExplanationState, explanationState } from './domain/explanation.state.js';
import type { NewExplanationEvent } from './domain/warning.events.js';
import { assignmentOfWarning } from './domain/warning-id.js';

/**
 * Carries out what people do on one warning's stream, with the unit's scope enforced before anything is decided. The
 * scheduler writes its turns to the same stream: what conflicts with one is read and decided again.
 */
@Injectable()
export class WarningRepository {
  constructor(
    @Inject(EVENT_LOG) private readonly log: EventLog,
    @Inject(CLOCK) private readonly clock: Clock,
    private readonly slots: SlotService,
  ) {}

  /** @throws {Refusal} forbidden: the warning is of another unit; and what `decide` throws */
  execute(
    id: string,
    context: CommandContext,
    permission: Permission,
    decide: (state: ExplanationState, days: Days) => readonly NewExplanationEvent[],
  ): Promise<CommandResult> {
    const carryOut = (unit: string | undefined) =>
      executeCommand({
        log: this.log,
        clock: this.clock,
        stream: warningStream(id),
        envelope: envelopeFor(context, permission, unit),
        state: explanationState,
        decide: (state, recordedAt) => {
          const today = localDate(recordedAt);
          const dueByPolicy = state.subject && this.#dueByPolicy(state.subject.programme, today);
          return decide(state, { today, dueByPolicy });
        },
        demandedRevision: context.demandedRevision,
      });
    const assignment = assignmentOfWarning(id);
    return assignment === null ? this.#answering(id).then(carryOut) : carryOut(unitOfAssignment(assignment));
  }

  /** The unit whose matter an indicator's warning is, as its stream tells. */
  async #answering(id: string): Promise<string | undefined> {
    const { state } = await foldStream(this.log, warningStream(id), explanationState);
    return answeringUnit(state) ?? undefined;
  }

  #dueByPolicy(programme: string, today: string): string | null {
    const adopted = policyOn(this.slots.policies(programme), today);
    const days = adopted?.policy.explanationWorkingDays;
    return adopted && days !== undefined ? nthWorkingDayAfter(today, days, adopted.calendar) : null;
  }
}
