import { Inject } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { type CommandContext, envelopeFor } from '#access';
import { type CommandEnvelope, type CommandResult, PreconditionFailedError } from '#event-log';
import { CLOCK, type Clock, derivedId, type Period } from '#kernel';
import { complianceOf, type Slot } from '../../domain/compliance.js';
import {
  type ClosedFigures,
  type ClosingFacts,
  closePeriod,
  closing,
  type FrozenList,
  listPart,
  proposeClose,
} from '../../domain/period.decisions.js';
import type { Listing } from '../../domain/period.state.js';
import { periodStream } from '../../domain/period.state.js';
import { beginsWith, listOf, partsOf } from '../../domain/period-list.js';
import { listHash } from '../../list-hash.js';
import { type KnownPeriod, PeriodRepository } from '../../period.repository.js';
import { SlotService } from '../../slot.service.js';

export interface CloseResult extends CommandResult {
  /** `proposed`: it waits for a second person. `closed` also where the period was closed already. */
  readonly outcome: 'closed' | 'proposed';
}

/**
 * Closes a period: freezes the list of its slots with their outcomes as of now, and its figures. Where the policy asks for
 * a second person, the first one's command proposes it. Sent again it completes what a crash broke off.
 */
export class ClosePeriodCommand extends Command<CloseResult> {
  constructor(
    readonly context: CommandContext,
    readonly programme: string,
    readonly period: string,
  ) {
    super();
  }
}

@CommandHandler(ClosePeriodCommand)
export class ClosePeriodHandler implements ICommandHandler<ClosePeriodCommand, CloseResult> {
  constructor(
    private readonly periods: PeriodRepository,
    private readonly slots: SlotService,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async execute({ context, programme, period }: ClosePeriodCommand): Promise<CloseResult> {
    const envelope = envelopeFor(context, 'period.close');
    const known = this.periods.find(programme, period);
    const [before] = await this.periods.writtenBy(known, context.commandId);
    if (before) {
      const outcome = before.type === 'PeriodCloseProposed' ? 'proposed' : 'closed';
      return { ...(await this.periods.carryOut(known, envelope, () => [])), outcome };
    }
    await this.periods.upToDate();
    const now = this.clock.now();
    const facts = this.#facts(known, envelope.actor.id, now);
    const { state, revision } = await this.periods.read(known);
    const { demandedRevision } = context;
    if (demandedRevision !== undefined && demandedRevision !== revision) {
      throw new PreconditionFailedError(periodStream(programme, period), demandedRevision, revision);
    }
    switch (closing(state, facts)) {
      case 'nothing':
        return { ...(await this.periods.carryOut(known, envelope, () => [])), outcome: 'closed' };
      case 'propose': {
        const result = await this.periods.carryOut(known, envelope, (latest, recordedAt) =>
          closing(latest, { ...facts, now: recordedAt }) === 'propose' ? proposeClose(facts) : [],
        );
        return { ...result, outcome: 'proposed' };
      }
      case 'close':
        return { ...(await this.#freeze(known, facts, envelope, state.listing)), outcome: 'closed' };
    }
  }

  #facts({ programme, period, adopted, cutOff }: KnownPeriod, by: string, now: string): ClosingFacts {
    return {
      programme,
      period,
      cutOff,
      by,
      fourEyes: adopted.policy.fourEyes?.includes('period-close') ?? false,
      earlierOpen: this.#earlierOpen(programme, period, now),
      slots: this.slots.slots({ programme, period, asOf: now }).length,
      now,
    };
  }

  /** The first period before this one that expected something and is not closed. */
  #earlierOpen(programme: string, period: Period, now: string): Period | null {
    for (const { period: earlier } of this.slots.periods(programme, now)) {
      if (earlier === period) return null;
      if (this.slots.closes.holding(programme, earlier, now)) continue;
      const slots = this.slots.slots({ programme, period: earlier, asOf: now });
      if (slots.some(({ outcome }) => outcome !== 'exempt')) return earlier;
    }
    return null;
  }

  /** Writes the parts that are missing, then the close. */
  async #freeze(
    known: KnownPeriod,
    facts: ClosingFacts,
    envelope: CommandEnvelope,
    begun: Listing | null,
  ): Promise<CommandResult> {
    const { programme, period, adopted } = known;
    const slots = this.slots.slots({ programme, period, asOf: facts.now });
    const list = listOf(slots);
    const parts = partsOf(list);
    const frozen: FrozenList = {
      programme,
      period,
      at: begun && this.#stillHolds(known, begun, parts) ? begun.at : facts.now,
      parts,
    };
    for (const index of parts.keys()) {
      const part = index + 1;
      const commandId = derivedId(`${envelope.commandId}/list/${frozen.at}/${part}`);
      await this.periods.carryOut(known, { ...envelope, commandId }, (state) =>
        listPart(state, frozen, part),
      );
    }
    const figures: ClosedFigures = { ...figuresOf(period, slots, known), sha256: listHash(list) };
    return this.periods.carryOut(known, envelope, (state, recordedAt) =>
      closePeriod(state, frozen, { ...facts, now: recordedAt }, adopted, figures),
    );
  }

  /** Whether a list that was broken off is the one of now, whole: nothing has changed since it was judged. */
  #stillHolds({ programme, period }: KnownPeriod, begun: Listing, parts: FrozenList['parts']): boolean {
    if (begun.parts !== parts.length || !beginsWith(parts, begun.listed)) return false;
    const then = partsOf(listOf(this.slots.slots({ programme, period, asOf: begun.at })));
    return then.length === parts.length && beginsWith(parts, then);
  }
}

function figuresOf(
  period: Period,
  slots: readonly Slot[],
  { adopted: { policy } }: KnownPeriod,
): Omit<ClosedFigures, 'sha256'> {
  const { goal, taskCountsWhen } = policy;
  return complianceOf(period, slots, { due: true, goal, taskCountsWhen });
}
