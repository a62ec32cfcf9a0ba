import { Inject, Injectable } from '@nestjs/common';
import { type CommandContext, envelopeFor, type Permission } from '#access';
import { type CommandResult, EVENT_LOG, type EventLog, executeCommand } from '#event-log';
import { CLOCK, type Clock, localDate } from '#kernel';
import { policyOn, SlotService } from '#reporting';
import { programmeOfAssignment, unitOfAssignment } from '#tasks';
import { warningStream } from './domain/evaluate.js';
import type { Days } from './domain/explanation.decisions.js';
import { type ExplanationState, explanationState } from './domain/explanation.state.js';
import type { NewExplanationEvent } from './domain/warning.events.js';
import { assignmentOfWarning } from './domain/warning-id.js';
import { nthWorkingDayAfter } from './domain/working-days.js';

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
    const assignment = assignmentOfWarning(id);
    const envelope = envelopeFor(context, permission, unitOfAssignment(assignment));
    return executeCommand({
      log: this.log,
      clock: this.clock,
      stream: warningStream(id),
      envelope,
      state: explanationState,
      decide: (state, recordedAt) => {
        const today = localDate(recordedAt);
        const programme = state.subject?.programme ?? programmeOfAssignment(assignment);
        return decide(state, { today, dueByPolicy: this.#dueByPolicy(programme, today) });
      },
      demandedRevision: context.demandedRevision,
    });
  }

  #dueByPolicy(programme: string, today: string): string | null {
    const adopted = policyOn(this.slots.policies(programme), today);
    const days = adopted?.policy.explanationWorkingDays;
    return adopted && days !== undefined ? nthWorkingDayAfter(today, days, adopted.calendar) : null;
  }
}
