import { Inject, Injectable } from '@nestjs/common';
import { type CommandContext, envelopeFor, type Permission } from '#access';
import { type CommandResult, EVENT_LOG, type EventLog, executeCommand, foldStream } from '#event-log';
import { CLOCK, type Clock, localDate } from '#kernel';
import type { NewAssignmentEvent } from './domain/assignment.events.js';
import { type AssignmentState, assignmentState, assignmentStream } from './domain/assignment.state.js';
import { Turns } from './turns.js';

/** The unit that an assignment's id ends in; programmes and units carry no dot, task codes may. */
export function unitOfAssignment(id: string): string {
  return id.slice(id.lastIndexOf('.') + 1);
}

/** The programme that an assignment's id begins with. */
export function programmeOfAssignment(id: string): string {
  return id.slice(0, id.indexOf('.'));
}

/** Carries commands out on one assignment's stream, with the unit's scope enforced before anything is decided. */
@Injectable()
export class AssignmentRepository {
  readonly #turns = new Turns();

  constructor(
    @Inject(EVENT_LOG) private readonly log: EventLog,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /**
   * Commands on one assignment are carried out in the order of their arrival: many at once would only conflict with
   * one another until they gave up.
   * @param decide gets the state and the local day of recording
   */
  execute(
    id: string,
    context: CommandContext,
    permission: Permission,
    decide: (state: AssignmentState, today: string) => readonly NewAssignmentEvent[],
  ): Promise<CommandResult> {
    const envelope = envelopeFor(context, permission, unitOfAssignment(id));
    return this.#turns.take(id, () =>
      executeCommand({
        log: this.log,
        clock: this.clock,
        stream: assignmentStream(id),
        envelope,
        state: assignmentState,
        decide: (state, recordedAt) => decide(state, localDate(recordedAt)),
        demandedRevision: context.demandedRevision,
      }),
    );
  }

  /** The assignment as it stands; null when there is none. */
  async read(id: string): Promise<AssignmentState> {
    return (await foldStream(this.log, assignmentStream(id), assignmentState)).state;
  }
}
