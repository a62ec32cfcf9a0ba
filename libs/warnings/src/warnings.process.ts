import { Inject, Injectable, Logger } from '@nestjs/common';
import type { Subscription } from 'rxjs';
import {
  type CommandEnvelope,
  digestOf,
  EVENT_LOG,
  type EventLog,
  executeCommand,
  type JsonObject,
  readWholeStream,
} from '#event-log';
import { addDays, CLOCK, type Clock, derivedId, localDate, periodOf, previousPeriod } from '#kernel';
import { ReadModels } from '#projections';
import { type AdoptedPolicy, cutOffOf, policyFor, SlotService } from '#reporting';
import { type Assignment, assignmentState, assignmentStream } from '#tasks';
import { evaluate, type WarningTimeline, warningStream } from './domain/evaluate.js';
import { RULE_VERSIONS, type WarningRule } from './domain/warning.events.js';
import { missingTurns, warningState } from './domain/warning.state.js';

/** Assignments that are evaluated at the same time: their appends share durable writes. */
const AT_ONCE = 64;

/** How often the server looks whether a cut-off or a due date has passed. */
const TICK_MS = 1_000;

/**
 * The process manager that raises and clears warnings. It finds, for an assignment, every turn that its warnings
 * have taken until now, and writes what is not yet written: so it loses nothing while it is away, and two of them at
 * once write nothing twice.
 */
@Injectable()
export class WarningsProcess {
  readonly #logger = new Logger(WarningsProcess.name);
  /** Turns known to be written, by warning: the log only grows, so this is never wrong, only incomplete. */
  readonly #written = new Map<string, number>();
  readonly #changed = new Set<string>();
  #lastTick: string | null = null;
  #ticking: Promise<number> = Promise.resolve(0);
  #timer: NodeJS.Timeout | undefined;
  #watching: Subscription | undefined;

  constructor(
    @Inject(EVENT_LOG) private readonly log: EventLog,
    @Inject(CLOCK) private readonly clock: Clock,
    private readonly readModels: ReadModels,
    private readonly slots: SlotService,
  ) {}

  /** Watches the clock and the log until {@link stop}. The first look covers everything since the beginning. */
  start(): void {
    this.#watching = this.readModels.applied$.subscribe((events) => {
      let any = false;
      for (const { stream, type } of events) {
        // A policy changes what was late: look at everything again.
        if (type === 'ReportingPolicyAdopted') this.#lastTick = null;
        if (!stream.startsWith('assignment-')) continue;
        this.#changed.add(stream.slice('assignment-'.length));
        any = true;
      }
      if (any) this.#tickAndLog();
    });
    this.#timer = setInterval(() => this.#tickAndLog(), TICK_MS);
    this.#tickAndLog();
  }

  async stop(): Promise<void> {
    this.#watching?.unsubscribe();
    clearInterval(this.#timer);
    await this.#ticking.catch(() => 0);
  }

  #tickAndLog(): void {
    this.tick().catch((error: unknown) => this.#logger.error(error, 'warnings could not be evaluated'));
  }

  /** Says that an assignment has changed, where nobody watches the log (simulation). */
  changed(assignment: string): void {
    this.#changed.add(assignment);
  }

  /**
   * Evaluates what has changed or fallen due since the last tick; the first tick evaluates everything.
   * Ticks don't overlap. @returns how many warning events were written
   */
  tick(): Promise<number> {
    this.#ticking = this.#ticking.catch(() => 0).then(() => this.#tick());
    return this.#ticking;
  }

  async #tick(): Promise<number> {
    const now = this.clock.now();
    const changed = [...this.#changed];
    this.#changed.clear();
    try {
      const due = this.#fallenDue(this.#lastTick, now);
      const ids = due === 'all' ? this.#all() : [...new Set([...changed, ...due])].sort();
      const written = await this.evaluate(ids, now);
      this.#lastTick = now;
      return written;
    } catch (error) {
      for (const id of changed) this.#changed.add(id);
      throw error;
    }
  }

  /** Assignments whose due date or slot's cut-off lies between two instants; `all` at the first look. */
  #fallenDue(since: string | null, now: string): readonly string[] | 'all' {
    if (since === null) return 'all';
    const client = this.readModels.db.$client;
    const ids: string[] = [];
    const [from, until] = [localDate(since), localDate(now)];
    if (from !== until) {
      const overdue = client
        .prepare<[string, string], { id: string }>(
          'SELECT id FROM tasks_assignments WHERE current_due >= ? AND current_due < ?',
        )
        .all(addDays(from, -1), until);
      for (const { id } of overdue) ids.push(id);
    }
    const programmes = client
      .prepare<[], { programme: string }>('SELECT DISTINCT programme FROM reporting_policies')
      .all();
    for (const { programme } of programmes) {
      if (!this.#cutOffPassed(this.slots.policies(programme), since, now)) continue;
      const live = client
        .prepare<[string], { id: string }>('SELECT id FROM tasks_assignments WHERE programme = ?')
        .all(programme);
      for (const { id } of live) ids.push(id);
    }
    return ids;
  }

  #cutOffPassed(adopted: readonly AdoptedPolicy[], since: string, now: string): boolean {
    // A cut-off lies in the month after its period: the period before the one that was running at `since` is the first.
    let period = previousPeriod(periodOf(localDate(now)));
    for (
      ;
      period >= previousPeriod(previousPeriod(periodOf(localDate(since))));
      period = previousPeriod(period)
    ) {
      const policy = policyFor(adopted, period);
      if (!policy) continue;
      const cutOff = cutOffOf(policy, period);
      if (cutOff >= since && cutOff < now) return true;
    }
    return false;
  }

  #all(): string[] {
    return this.readModels.db.$client
      .prepare<[], { id: string }>('SELECT id FROM tasks_assignments ORDER BY id')
      .all()
      .map(({ id }) => id);
  }

  /** Writes what is missing in the warnings of these assignments by an instant. @returns events written */
  async evaluate(ids: readonly string[], asOf: string): Promise<number> {
    const policies = new Map<string, AdoptedPolicy[]>();
    let written = 0;
    for (let start = 0; start < ids.length; start += AT_ONCE) {
      const counts = await Promise.all(
        ids.slice(start, start + AT_ONCE).map(async (id) => {
          const events = await readWholeStream(this.log, assignmentStream(id));
          const assignment = events.reduce(assignmentState.evolve, assignmentState.initial);
          if (!assignment) return 0;
          const { programme } = assignment;
          const adopted = policies.get(programme) ?? this.slots.policies(programme);
          policies.set(programme, adopted);
          const simulated = events[0]?.metadata.simulated as JsonObject | undefined;
          return this.#write(assignment, adopted, asOf, simulated);
        }),
      );
      written += counts.reduce((sum, count) => sum + count, 0);
    }
    return written;
  }

  async #write(
    assignment: Assignment,
    adopted: readonly AdoptedPolicy[],
    asOf: string,
    simulated: JsonObject | undefined,
  ): Promise<number> {
    let written = 0;
    for (const timeline of evaluate(assignment, adopted, asOf)) {
      if (this.#written.get(timeline.id) === timeline.events.length) continue;
      const result = await executeCommand({
        log: this.log,
        clock: this.clock,
        stream: warningStream(timeline.id),
        envelope: envelopeOf(timeline, simulated),
        state: warningState,
        decide: (state) => missingTurns(state, timeline.events),
      });
      this.#written.set(timeline.id, timeline.events.length);
      if (!result.repeated) written += result.eventIds.length;
    }
    return written;
  }
}

/** The same turns are the same command, whichever process finds them. */
function envelopeOf({ id, events }: WarningTimeline, simulated: JsonObject | undefined): CommandEnvelope {
  const rule = id.slice(0, id.indexOf('.')) as WarningRule;
  const commandId = derivedId(`warning/${id}/${events.length}/${events.at(-1)?.data.at}`);
  return {
    commandId,
    correlationId: commandId,
    digest: digestOf(events.map(({ type, data }) => [type, data.at])),
    actor: { id: 'warnings', role: 'rule', unit: null },
    rule: { id: rule, version: RULE_VERSIONS[rule] },
    ...(simulated ? { simulated } : {}),
  };
}
