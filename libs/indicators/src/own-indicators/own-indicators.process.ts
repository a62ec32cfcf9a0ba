import { Inject, Injectable, Logger } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ListIndicatorsQuery, programmeStream } from '#catalogue';
import { type CommandEnvelope, digestOf, EVENT_LOG, type EventLog, type JsonObject } from '#event-log';
import { CLOCK, type Clock, derivedId, type PeriodKind } from '#kernel';
import { ReadModels, Ticker } from '#projections';
import { SlotService } from '#reporting';
import type { BucketFacts } from '#tasks';
import { MEASURED_PERIODS, PERIOD_OF_CADENCE } from '../domain/indicator-measurement.decisions.js';
import {
  type Closing,
  completionRate,
  measureByClose,
  OWN_RULES,
  type OwnFigures,
  type OwnMeasurement,
  type OwnRule,
  ownMeasurements,
  updateRate,
} from '../domain/own-measurements.js';
import { IndicatorRepository } from '../indicator.repository.js';

/** The log takes no event that is older than this against its newest: what a close looked at is written by then. */
const SETTLE_MS = 5_000;

/** How often the scheduler looks for closes that have settled, and for what was left over. */
const TICK_MS = 1_000;

/** What makes measurements due: a close, and an indicator that is or becomes measured by the system. */
const LOOKED_AT: ReadonlySet<string> = new Set(['PeriodClosed', 'IndicatorDefined', 'IndicatorAmended']);

/** An indicator that the system measures. */
interface OwnIndicator {
  readonly programme: string;
  readonly code: string;
  readonly rule: OwnRule;
  /** Of the periods that it takes figures of. */
  readonly kinds: readonly PeriodKind[];
}

/** An indicator that could not be measured. */
interface Failure {
  readonly programme: string;
  readonly code: string;
  readonly cause: unknown;
}

/**
 * The process that measures the indicators of which the system knows the figures itself, each time that a period is
 * closed. It finds all that the closes of a programme say and writes what the log lacks: so it loses nothing while it
 * is away, and two of them at once write nothing twice.
 */
@Injectable()
export class OwnIndicatorsProcess {
  readonly #logger = new Logger(OwnIndicatorsProcess.name);
  /** Programmes of which something is to be looked at. */
  readonly #changed = new Set<string>();
  /** Commands that were seen to, so that their streams are not read again in this process. */
  readonly #done = new Set<string>();
  /** Whether the next tick has to look at every programme. */
  #everything = true;
  readonly #ticker = new Ticker({
    tick: () => this.tick(SETTLE_MS),
    everyMs: TICK_MS,
    onFailure: (error) => this.#logger.error(error, 'indicators could not be measured'),
  });

  constructor(
    @Inject(EVENT_LOG) private readonly log: EventLog,
    @Inject(CLOCK) private readonly clock: Clock,
    private readonly readModels: ReadModels,
    private readonly queries: QueryBus,
    private readonly slots: SlotService,
    private readonly indicators: IndicatorRepository,
  ) {}

  /** Watches the log until {@link stop}. The first look covers every close since the beginning. */
  start(): void {
    this.#ticker.start(this.readModels.applied$, (events) => {
      const changed = events.filter(({ type }) => LOOKED_AT.has(type));
      for (const { data } of changed) this.#changed.add(data.programme as string);
      return changed.length > 0;
    });
  }

  stop(): Promise<void> {
    return this.#ticker.stop();
  }

  /** Says that a period of a programme was closed, where nobody watches the log (simulation). */
  changed(programme: string): void {
    this.#changed.add(programme);
  }

  /**
   * Writes what the closes of the programmes that changed say and the log lacks; the first tick looks at all
   * programmes. Ticks don't overlap. What could not be measured is tried again by the next one.
   * @param settleMs how far back to look: what a close has judged may be appended just after it
   * @returns how many events were written
   * @throws the first failure, after all the others were seen to
   */
  tick(settleMs = 0): Promise<number> {
    return this.#ticker.inTurn(() => this.#tick(settleMs));
  }

  async #tick(settleMs: number): Promise<number> {
    if (this.#ticker.stopping || this.readModels.outdated) return 0;
    if (!this.#everything && this.#changed.size === 0) return 0;
    const until = new Date(Date.parse(this.clock.now()) - settleMs).toISOString();
    await this.readModels.catchUp();
    const programmes = this.#everything ? this.#allClosed() : [...this.#changed].sort();
    this.#everything = false;
    this.#changed.clear();
    const failures: Failure[] = [];
    let written = 0;
    for (const programme of programmes) written += await this.#measure(programme, until, failures);
    for (const { programme } of failures) this.#changed.add(programme);
    const [first] = failures;
    if (first) {
      const { programme, code, cause } = first;
      throw new Error(`${failures.length} indicators could not be measured, ${programme} ${code} the first`, {
        cause,
      });
    }
    return written;
  }

  #allClosed(): string[] {
    return this.readModels.db.$client
      .prepare<[], string>('SELECT DISTINCT programme FROM reporting_period_closes ORDER BY programme')
      .pluck()
      .all();
  }

  /** @returns events written */
  async #measure(programme: string, until: string, failures: Failure[]): Promise<number> {
    const closes = this.slots.closes.all(programme);
    const settled = closes.filter(({ closedAt }) => closedAt <= until);
    if (settled.length < closes.length) this.#changed.add(programme);
    if (settled.length === 0) return 0;
    let written = 0;
    for (const indicator of await this.#ownIndicators(programme)) {
      const { code, rule, kinds } = indicator;
      const wanted = ownMeasurements(rule, kinds, settled, (closing) => this.#figures(indicator, closing));
      try {
        // In their order: a correction stands behind what it corrects.
        for (const measurement of wanted) written += await this.#write(indicator, measurement);
      } catch (cause) {
        failures.push({ programme, code, cause });
      }
    }
    return written;
  }

  async #ownIndicators(programme: string): Promise<OwnIndicator[]> {
    const defined = await this.queries.execute(new ListIndicatorsQuery(programme));
    return defined.flatMap(({ code, formula, cadence }) => {
      if (formula?.kind !== 'system') return [];
      const kinds = cadence ? [PERIOD_OF_CADENCE[cadence]] : MEASURED_PERIODS;
      return [{ programme, code, rule: formula.of, kinds }];
    });
  }

  #figures({ programme, rule }: OwnIndicator, { closed, period, at }: Closing): OwnFigures | null {
    switch (rule) {
      case 'monthly-update-rate':
        return updateRate(closed);
      case 'on-time-completion-rate':
        return completionRate(this.#assignmentsAt(programme, at), period);
    }
  }

  /** Every assignment of a programme as it stood at an instant. */
  #assignmentsAt(programme: string, at: string): BucketFacts[] {
    return this.readModels.db.$client
      .prepare<[string, string], BucketFacts>(
        `SELECT status, current_due AS currentDue, completed_on AS completedOn, proposed_on AS proposedOn
         FROM (
           SELECT v.status, v.current_due, v.completed_on, v.proposed_on,
             row_number() OVER (PARTITION BY v.assignment ORDER BY v.revision DESC) AS newest
           FROM tasks_assignment_versions v JOIN tasks_assignments a ON a.id = v.assignment
           WHERE a.programme = ? AND v.from_at <= ?
         ) WHERE newest = 1`,
      )
      .all(programme, at);
  }

  async #write(indicator: OwnIndicator, measurement: OwnMeasurement): Promise<number> {
    const { programme, code } = indicator;
    const commandId = derivedId(`own-indicator/${programme}/${code}/${measurement.close}`);
    if (this.#done.has(commandId)) return 0;
    const envelope = envelopeOf(indicator, measurement, commandId, await this.#simulationOf(programme));
    const { eventIds, repeated } = await this.indicators.byRule(
      { programme, code },
      envelope,
      (state, facts) => measureByClose(state, measurement, facts),
    );
    this.#done.add(commandId);
    return repeated ? 0 : eventIds.length;
  }

  /** What marks the programme's events as simulated. */
  async #simulationOf(programme: string): Promise<JsonObject | undefined> {
    const [first] = await this.log.readStream(programmeStream(programme), { limit: 1 });
    return first?.metadata.simulated;
  }
}

/** What one close says of an indicator is one command, whichever process finds it. */
function envelopeOf(
  { programme, code, rule }: OwnIndicator,
  { close }: OwnMeasurement,
  commandId: string,
  simulated: JsonObject | undefined,
): CommandEnvelope {
  return {
    commandId,
    correlationId: commandId,
    digest: digestOf([programme, code, close]),
    actor: { id: 'own-indicators', role: 'rule', unit: null },
    rule: { id: rule, version: OWN_RULES[rule] },
    ...(simulated ? { simulated } : {}),
  };
}
