import { Inject, Injectable } from '@nestjs/common';
import { actorFor, type CommandContext, envelopeFor, type Permission, type Principal } from '#access';
import { type IndicatorState, isMember, ProgrammeDirectory, UnitDirectory } from '#catalogue';
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
import { CLOCK, type Clock, localDate } from '#kernel';
import { SlotService } from '#reporting';
import { feedingGroup } from './domain/formula.js';
import type { MeasuringFacts, MeasuringUnit } from './domain/indicator-measurement.decisions.js';
import type { NewIndicatorMeasurementEvent } from './domain/indicator-measurement.events.js';
import {
  figuresStream,
  type IndicatorRef,
  type MeasuredIndicatorState,
  measuredIndicatorState,
} from './domain/indicator-measurement.state.js';

/** What an act on an indicator comes to. */
export type Decide = (
  state: MeasuredIndicatorState,
  facts: MeasuringFacts,
) => readonly NewIndicatorMeasurementEvent[];

/** What a command on figures is decided by, as things stand. */
export interface IndicatorLook {
  /** The whole stream. */
  readonly events: readonly RecordedEvent[];
  readonly state: MeasuredIndicatorState;
  readonly facts: MeasuringFacts;
}

/** What it takes to measure: a unit's figures, or the indicator's own. */
const permissionFor = ({ unit }: IndicatorRef): Permission =>
  unit === undefined ? 'indicator.measure' : 'indicator.report-own';

/** Carries commands out on the streams of indicators, with the unit's scope enforced before anything is decided. */
@Injectable()
export class IndicatorRepository {
  constructor(
    @Inject(EVENT_LOG) private readonly log: EventLog,
    @Inject(CLOCK) private readonly clock: Clock,
    private readonly programmes: ProgrammeDirectory,
    private readonly units: UnitDirectory,
    private readonly slots: SlotService,
  ) {}

  /**
   * A person's command on figures: a unit's under `indicator.report-own`, the indicator's own under `indicator.measure`.
   * @throws {Refusal} `programme-not-found`, `forbidden`, and what `decide` throws
   */
  measure(ref: IndicatorRef, context: CommandContext, decide: Decide): Promise<CommandResult> {
    const envelope = envelopeFor(context, permissionFor(ref), ref.unit);
    return this.#carryOut(ref, envelope, false, decide, context.demandedRevision);
  }

  /** A person's command on targets. @throws {Refusal} `programme-not-found`, `forbidden`, and what `decide` throws */
  setTarget(ref: IndicatorRef, context: CommandContext, decide: Decide): Promise<CommandResult> {
    const envelope = envelopeFor(context, 'indicator.target');
    return this.#carryOut(ref, envelope, false, decide, context.demandedRevision);
  }

  /**
   * What the rule does that measures what the system counts itself.
   * @param envelope of the rule: its name as actor, its id and version
   * @throws {Refusal} `programme-not-found`, and what `decide` throws
   */
  byRule(ref: IndicatorRef, envelope: CommandEnvelope, decide: Decide): Promise<CommandResult> {
    return this.#carryOut(ref, envelope, true, decide);
  }

  /**
   * What a person's command on figures would be decided by now. Nothing is written.
   * @throws {Refusal} `programme-not-found`, `forbidden`
   */
  async look(ref: IndicatorRef, principal: Principal): Promise<IndicatorLook> {
    const { id: by } = actorFor(principal, permissionFor(ref), ref.unit);
    const factsAt = await this.#facts(ref, by, false);
    const events = await readWholeStream(this.log, figuresStream(ref));
    const state = events.reduce(measuredIndicatorState.evolve, measuredIndicatorState.initial);
    return { events, state, facts: factsAt(this.clock.now()) };
  }

  /** The indicator, or what a unit reports on it, as its stream has it. */
  async read(ref: IndicatorRef): Promise<{ state: MeasuredIndicatorState; revision: number }> {
    return foldStream(this.log, figuresStream(ref), measuredIndicatorState);
  }

  async #carryOut(
    ref: IndicatorRef,
    envelope: CommandEnvelope,
    byRule: boolean,
    decide: Decide,
    demandedRevision?: number,
  ): Promise<CommandResult> {
    const factsAt = await this.#facts(ref, envelope.actor.id, byRule);
    return executeCommand({
      log: this.log,
      clock: this.clock,
      stream: figuresStream(ref),
      envelope,
      state: measuredIndicatorState,
      decide: (state, recordedAt) => decide(state, factsAt(recordedAt)),
      demandedRevision,
    });
  }

  /** @returns what is known from outside the stream, by the instant of recording */
  async #facts(
    ref: IndicatorRef,
    by: string,
    byRule: boolean,
  ): Promise<(recordedAt: string) => MeasuringFacts> {
    const { from: programmeFrom } = this.programmes.get(ref.programme).period;
    const unit = ref.unit === undefined ? null : await this.#unit(ref, ref.unit);
    const closed = this.slots.closes
      .all(ref.programme)
      .filter(({ reopenedAt }) => reopenedAt === null)
      .map(({ period }) => period);
    return (recordedAt) => ({ programmeFrom, today: localDate(recordedAt), by, byRule, unit, closed });
  }

  async #unit({ programme, code }: IndicatorRef, id: string): Promise<MeasuringUnit> {
    const { definition } = (await this.read({ programme, code })).state;
    return { id, definition, ...this.#membership(definition, id) };
  }

  #membership(definition: IndicatorState, id: string): Pick<MeasuringUnit, 'isRegistered' | 'isMember'> {
    const { units, groups } = this.units.unitsAndGroups();
    const unit = units.find((one) => one.id === id);
    const groupId = feedingGroup(definition?.formula);
    const group = groups.find((one) => one.id === groupId);
    return {
      isRegistered: unit !== undefined,
      isMember: unit !== undefined && !!group && isMember(group, unit),
    };
  }
}
