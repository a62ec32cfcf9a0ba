import { Inject } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { type CommandContext, envelopeFor } from '#access';
import { programmeStream } from '#catalogue';
import { type CommandResult, EVENT_LOG, type EventLog, executeCommand } from '#event-log';
import { CLOCK, type Clock, localDate } from '#kernel';
import { adoptPolicy, policyState } from '../../domain/policy.decisions.js';
import type { AdoptedPolicy } from '../../domain/policy.js';

/** Puts a reporting policy in force for a programme, from a day on. */
export class AdoptPolicyCommand extends Command<CommandResult> {
  constructor(
    readonly context: CommandContext,
    readonly programme: string,
    readonly adopted: AdoptedPolicy,
  ) {
    super();
  }
}

@CommandHandler(AdoptPolicyCommand)
export class AdoptPolicyHandler implements ICommandHandler<AdoptPolicyCommand, CommandResult> {
  constructor(
    @Inject(EVENT_LOG) private readonly log: EventLog,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  execute({ context, programme, adopted }: AdoptPolicyCommand): Promise<CommandResult> {
    return executeCommand({
      log: this.log,
      clock: this.clock,
      stream: programmeStream(programme),
      envelope: envelopeFor(context, 'policy.adopt'),
      state: policyState,
      decide: (state, recordedAt) => adoptPolicy(state, adopted, localDate(recordedAt)),
      demandedRevision: context.demandedRevision,
    });
  }
}
