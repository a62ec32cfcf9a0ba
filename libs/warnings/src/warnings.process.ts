import { Inject, Injectable, Logger } from '@nestjs/common';
import type { Subscription } from 'rxjs';
import {
  type CommandEnvelope,
  digestOf,
  EVENT_LOG,
  type EventLog,
  EventLogUnavailableError,
  executeCommand,
  type JsonObject,
  type RecordedEvent,
  readWholeStream,
} from '#event-log';
import { addDays, CLOCK, type Clock, derivedId, localDate, type Period } from '#kernel';
import { ReadModels } from '#projections';
import {
  type AdoptedPolicy,
  cutOffOf,
  isPastCutOff,
  policyFor,
  reportingPeriods,
  SlotService,
} from '#reporting';
import { type Assignment, assignmentState, assignmentStream, programmeOfAssignment } from '#tasks';
import { evaluate, type WarningTimeline, warningStream } from './domain/evaluate.js';
import { RULE_VERSIONS, type WarningRule } from './domain/warning.events.js';
import { missingTurns, warningState } from './domain/warning.state.js';

const ASSIGNMENT = 'assignment-';

/** Assignments that are evaluated at the same time: their appends share durable writes. */
const AT_ONCE = 64;

/** The log takes no event that is older than this against its newest: what was stamped before is written by then. */
const SETTLE_MS = 5_000;

/** Days before an instant on which a period may have ended whose cut-off lies at it. */
const DAYS_BACK = 62;

/** How long changes are gathered before they are evaluated. */
const GATHER_MS = 50;

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
  /** The policies that programmes had adopted when they were last asked for. */
  readonly #policies = new Map<string, readonly AdoptedPolicy[]>();
  #lastTick = '';
  /** Whether the next tick has to look at everything. */
  #everything = true;
  #ticking: Promise<number> = Promise.resolve(0);
  /** Whether the log could not be used at the last tick. */
  #away = false;
  #timer: NodeJS.Timeout | undefined;
  #soon: NodeJS.Timeout | undefined;
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
      for (const event of events) {
        if (event.type === 'ReportingPolicyAdopted') {
          this.#everything = true;
          this.#policies.clear();
        } else if (event.stream.startsWith(ASSIGNMENT) && !this.#isEarlyReport(event)) {
          this.#changed.add(event.stream.slice(ASSIGNMENT.length));
        } else continue;
        any = true;
      }
      if (any) this.#tickSoon();
    });
    this.#timer = setInterval(() => this.#tickAndLog(), TICK_MS);
    this.#tickAndLog();
  }

  /**
   * A report for a month whose cut-off is still to come changes no warning: at the cut-off all of the programme is
   * looked at.
   */
  #isEarlyReport({ type, stream, data }: RecordedEvent): boolean {
    if (type !== 'ProgressReported') return false;
    const programme = programmeOfAssignment(stream.slice(ASSIGNMENT.length));
    const adopted = this.#policies.get(programme) ?? this.slots.policies(programme);
    this.#policies.set(programme, adopted);
    const period = data.period as Period;
    const policy = policyFor(adopted, period);
    return policy === null || cutOffOf(policy, period) > this.clock.now();
  }

  async stop(): Promise<void> {
    this.#watching?.unsubscribe();
    clearInterval(this.#timer);
    clearTimeout(this.#soon);
    await this.#ticking.catch(() => 0);
  }

  /** What changes within a moment is looked at together. */
  #tickSoon(): void {
    this.#soon ??= setTimeout(() => {
      this.#soon = undefined;
      this.#tickAndLog();
    }, GATHER_MS);
  }

  #tickAndLog(): void {
    this.tick(SETTLE_MS).then(
      () => {
        this.#away = false;
      },
      (error: unknown) => {
        const away = error instanceof Error && error.cause instanceof EventLogUnavailableError;
        // Told once: what is left over is tried again by every tick.
        if (!(away && this.#away)) this.#logger.error(error, 'warnings could not be evaluated');
        this.#away = away;
      },
    );
  }

  /** Says that an assignment has changed, where nobody watches the log (simulation). */
  changed(assignment: string): void {
    this.#changed.add(assignment);
  }

  /**
   * Evaluates what has changed or fallen due since the last tick; the first tick, and the one after a policy was
   * adopted, evaluates everything. Ticks don't overlap. What could not be evaluated is tried again by the next one.
   * @param settleMs how far back to look: a report that is stamped just before a cut-off may be appended just after it
   * @returns how many warning events were written
   */
  tick(settleMs = 0): Promise<number> {
    this.#ticking = this.#ticking.catch(() => 0).then(() => this.#tick(settleMs));
    return this.#ticking;
  }

  async #tick(settleMs: number): Promise<number> {
    // Tables that are about to be swapped don't hold all that is to be looked at.
    if (this.readModels.outdated) return 0;
    const now = new Date(Date.parse(this.clock.now()) - settleMs).toISOString();
    const due = this.#everything ? this.#all() : this.#fallenDue(this.#lastTick, now);
    const ids = [...new Set([...this.#changed, ...due])].sort();
    this.#changed.clear();
    this.#everything = false;
    this.#lastTick = now;
    const { written, failures } = await this.#evaluateEach(ids, now);
    for (const id of failures.keys()) this.#changed.add(id);
    throwFirst(failures);
    return written;
  }

  /** Assignments whose due date or slot's cut-off lies between two instants. */
  #fallenDue(since: string, now: string): readonly string[] {
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
    // A cut-off lies within its period or in the month after it.
    const from = addDays(localDate(since === '' ? now : since), -DAYS_BACK);
    return reportingPeriods(adopted, from, localDate(now)).some(
      ({ period, adopted: policy }) => isPastCutOff(policy, period, now) && cutOffOf(policy, period) >= since,
    );
  }

  #all(): string[] {
    return this.readModels.db.$client
      .prepare<[], { id: string }>('SELECT id FROM tasks_assignments ORDER BY id')
      .all()
      .map(({ id }) => id);
  }

  /**
   * Writes what is missing in the warnings of these assignments by an instant, or by the newest fact of theirs where
   * that lies later: what the log holds has happened, whichever clock it was recorded by.
   * @returns events written
   * @throws the first failure, after all the others were evaluated
   */
  async evaluate(ids: readonly string[], asOf: string): Promise<number> {
    const { written, failures } = await this.#evaluateEach(ids, asOf);
    throwFirst(failures);
    return written;
  }

  async #evaluateEach(
    ids: readonly string[],
    asOf: string,
  ): Promise<{ written: number; failures: ReadonlyMap<string, unknown> }> {
    const failures = new Map<string, unknown>();
    let written = 0;
    let away: EventLogUnavailableError | undefined;
    for (let start = 0; start < ids.length; start += AT_ONCE) {
      if (away) {
        // The others would wait in vain, one group after the other.
        for (const id of ids.slice(start)) failures.set(id, away);
        break;
      }
      await Promise.all(
        ids.slice(start, start + AT_ONCE).map(async (id) => {
          try {
            const count = await this.#evaluateOne(id, asOf);
            written += count;
          } catch (error) {
            failures.set(id, error);
            if (error instanceof EventLogUnavailableError) away = error;
          }
        }),
      );
    }
    return { written, failures };
  }

  async #evaluateOne(id: string, asOf: string): Promise<number> {
    const events = await readWholeStream(this.log, assignmentStream(id));
    const assignment = events.reduce(assignmentState.evolve, assignmentState.initial);
    if (!assignment) return 0;
    const adopted = this.slots.policies(assignment.programme);
    const newest = events.at(-1)?.metadata.recordedAt ?? asOf;
    const { simulated } = events[0]?.metadata ?? {};
    return this.#write(assignment, adopted, newest > asOf ? newest : asOf, simulated);
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

function throwFirst(failures: ReadonlyMap<string, unknown>): void {
  const [first] = failures;
  if (!first) return;
  const [assignment, cause] = first;
  throw new Error(`${failures.size} assignments could not be evaluated, ${assignment} the first`, { cause });
}

/** The same turns are the same command, whichever process finds them; others never share its id. */
function envelopeOf({ id, events }: WarningTimeline, simulated: JsonObject | undefined): CommandEnvelope {
  const rule = id.slice(0, id.indexOf('.')) as WarningRule;
  const digest = digestOf(events.map(({ type, data }) => [type, data.at]));
  const commandId = derivedId(`warning/${id}/${digest}`);
  return {
    commandId,
    correlationId: commandId,
    digest,
    actor: { id: 'warnings', role: 'rule', unit: null },
    rule: { id: rule, version: RULE_VERSIONS[rule] },
    ...(simulated ? { simulated } : {}),
  };
}
