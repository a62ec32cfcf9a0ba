import { setImmediate as othersTurn } from 'node:timers/promises';
import { Inject, Injectable, Logger } from '@nestjs/common';
import {
  type CommandEnvelope,
  comparePositions,
  digestOf,
  EVENT_LOG,
  type EventLog,
  executeCommand,
  type JsonObject,
  type RecordedEvent,
} from '#event-log';
import { CLOCK, type Clock, derivedId, type Period } from '#kernel';
import { isOutage, type ReadModelDb, ReadModels, Ticker } from '#projections';
import { type AdoptedPolicy, cutOffOf, policyFor, SlotService } from '#reporting';
import { assignmentStream, programmeOfAssignment } from '#tasks';
import { evaluateFacts, evaluateIndicator, type WarningTimeline, warningStream } from './domain/evaluate.js';
import { judgesIndicators } from './domain/rules/indicator-off-track.js';
import { RULE_VERSIONS, type WarningRule } from './domain/warning.events.js';
import { missingTurns, warningState } from './domain/warning.state.js';
import { FactsReader, type KnownAssignment } from './facts/facts-reader.js';
import { FallenDue, type Selection } from './facts/fallen-due.js';
import { IndicatorCourses } from './facts/indicator-courses.js';
import { WrittenTurnsReader } from './facts/written-turns.js';

const ASSIGNMENT = 'assignment-';

/** Streams whose events may change how indicators stand: the units of a group are among what they are made of. */
const CHANGING_INDICATORS = ['indicator-', 'unitgroup-', 'unit-'];

/** Assignments that are read, evaluated and compared in one go; then it is the turn of whatever else waits. */
const PAGE = 250;

/** Warnings that are written at the same time: they share durable writes. */
const AT_ONCE = 128;

/** The log takes no event that is older than this against its newest: what was stamped before is written by then. */
const SETTLE_MS = 5_000;

/** How often the server looks whether a cut-off or a due date has passed. */
const TICK_MS = 1_000;

/** How long a tick waits for the tables before it leaves its work to the next one. */
const PATIENCE_MS = 5_000;

/** Before every id, and after every one. */
const [FIRST_ID, LAST_ID] = ['', '\u{10FFFF}'];

/** What a tick has to look at. */
interface Wanted extends Selection {
  readonly everything: boolean;
  /** Programmes whose indicators are looked at. */
  readonly indicators: ReadonlySet<string>;
}

/** What a warning is of: one assignment, or one of a programme's indicators. */
interface Matter {
  readonly assignment?: string;
  readonly indicatorsOf?: string;
  /** The stream whose first event says whether it is simulated; null: it is not. */
  readonly simulatedBy: string | null;
}

/** A warning of which the log lacks something. */
interface Due {
  readonly matter: Matter;
  readonly timeline: WarningTimeline;
}

/** How an evaluation went. */
interface Outcome {
  written: number;
  /** Assignments that could not be evaluated. */
  readonly failed: Set<string>;
  /** Programmes of which some indicator could not be evaluated. */
  readonly failedIndicators: Set<string>;
  failure: unknown;
  /** Whether it ended before everything was looked at: the log is away, or the process stops. */
  brokenOff: boolean;
}

/**
 * The process manager that raises and clears warnings. It finds, for an assignment, every turn that its warnings
 * have taken until now, and writes what is not yet written: so it loses nothing while it is away, and two of them at
 * once write nothing twice. It reads the tables; of the log it reads only the streams that it writes to.
 */
@Injectable()
export class WarningsProcess {
  readonly #logger = new Logger(WarningsProcess.name);
  readonly #changed = new Set<string>();
  /** Programmes of which an indicator has changed. */
  readonly #changedIndicators = new Set<string>();
  /** Programmes of which a tick was broken off. */
  readonly #leftOver = new Set<string>();
  /** The policies that programmes had adopted when they were last asked for. */
  readonly #policies = new Map<string, readonly AdoptedPolicy[]>();
  readonly #fallenDue: FallenDue;
  #lastTick = '';
  /** Whether the next tick has to look at everything. */
  #everything = true;
  readonly #ticker = new Ticker({
    tick: () => this.tick(SETTLE_MS),
    everyMs: TICK_MS,
    onFailure: (error) => this.#logger.error(error, 'warnings could not be evaluated'),
  });

  constructor(
    @Inject(EVENT_LOG) private readonly log: EventLog,
    @Inject(CLOCK) private readonly clock: Clock,
    private readonly readModels: ReadModels,
    private readonly slots: SlotService,
    private readonly indicators: IndicatorCourses,
  ) {
    this.#fallenDue = new FallenDue((programme) => this.slots.policies(programme));
  }

  /** Watches the clock and the log until {@link stop}. The first look covers everything since the beginning. */
  start(): void {
    this.#ticker.start(this.readModels.applied$, (events) => {
      let any = false;
      for (const event of events) {
        if (event.type === 'ReportingPolicyAdopted') {
          this.#everything = true;
          this.#policies.clear();
          this.indicators.forget();
        } else if (event.stream.startsWith(ASSIGNMENT) && !this.#isEarlyReport(event)) {
          this.#changed.add(event.stream.slice(ASSIGNMENT.length));
        } else if (CHANGING_INDICATORS.some((category) => event.stream.startsWith(category))) {
          this.indicatorsChanged(event);
        } else continue;
        any = true;
      }
      return any;
    });
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

  /** Ends the watching. A tick under way is broken off after the page that it is at. */
  stop(): Promise<void> {
    return this.#ticker.stop();
  }

  /** Says that an assignment has changed, where nobody watches the log (simulation). */
  changed(assignment: string): void {
    this.#changed.add(assignment);
  }

  /** Says that something was recorded of a programme's indicators; what names no programme may concern all. */
  indicatorsChanged({ data }: Pick<RecordedEvent, 'data'>): void {
    const programmes = typeof data.programme === 'string' ? [data.programme] : this.indicators.programmes();
    for (const programme of programmes) this.#changedIndicators.add(programme);
  }

  /**
   * Evaluates what has changed or fallen due since the last tick; the first tick, and the one after a policy was
   * adopted, evaluates everything. Ticks don't overlap. What could not be evaluated is tried again by the next one.
   * @param settleMs how far back to look: a report that is stamped just before a cut-off may be appended just after it
   * @returns how many warning events were written
   */
  tick(settleMs = 0): Promise<number> {
    return this.#ticker.inTurn(() => this.#tick(settleMs));
  }

  async #tick(settleMs: number): Promise<number> {
    // Tables that are about to be swapped don't hold all that is to be looked at.
    if (this.#ticker.stopping || this.readModels.outdated) return 0;
    const now = new Date(Date.parse(this.clock.now()) - settleMs).toISOString();
    const since = this.#lastTick;
    const anything =
      this.#everything ||
      this.#changed.size > 0 ||
      this.#changedIndicators.size > 0 ||
      this.#leftOver.size > 0 ||
      this.#fallenDue.anything(this.readModels.db, since, now);
    if (anything && !(await this.#tablesHoldTheLog())) return 0;
    this.#lastTick = now;
    return anything ? this.#look(this.#wanted(since, now), now) : 0;
  }

  /**
   * What was recorded before now must be in the tables before they are judged: a report that is on its way would be
   * taken for a missing one.
   * @returns false: not yet
   */
  async #tablesHoldTheLog(): Promise<boolean> {
    const head = await this.log.head();
    if (head === null) return true;
    // A server follows the log all the time; else nobody does.
    if (this.#ticker.watching) return this.readModels.waitFor(head, PATIENCE_MS);
    const checkpoint = this.readModels.checkpoint();
    if (checkpoint === null || comparePositions(checkpoint, head) < 0) await this.readModels.catchUp();
    return true;
  }

  /** What is to be looked at now; from here on it is known to this tick alone. */
  #wanted(since: string, now: string): Wanted {
    const everything = this.#everything;
    const due = everything ? NOTHING : this.#fallenDue.between(this.readModels.db, since, now);
    const allIndicators = everything || this.#fallenDue.ofIndicators(since, now);
    const wanted: Wanted = {
      indicators: new Set(allIndicators ? this.indicators.programmes() : this.#changedIndicators),
      everything,
      programmes: everything ? NOTHING.programmes : new Set([...this.#leftOver, ...due.programmes]),
      ids: everything ? NOTHING.ids : new Set([...this.#changed, ...due.ids]),
    };
    this.#everything = false;
    this.#changed.clear();
    this.#changedIndicators.clear();
    this.#leftOver.clear();
    return wanted;
  }

  async #look(wanted: Wanted, now: string): Promise<number> {
    const outcome = newOutcome();
    await this.#evaluatePages(this.#pages(wanted), now, outcome);
    await this.#evaluateIndicators(wanted.indicators, now, outcome);
    for (const id of outcome.failed) this.#changed.add(id);
    for (const programme of outcome.failedIndicators) this.#changedIndicators.add(programme);
    if (outcome.brokenOff) {
      // What was looked at is looked at again: it is not much beside keeping what was not.
      this.#everything ||= wanted.everything;
      for (const programme of wanted.programmes) this.#leftOver.add(programme);
      for (const id of wanted.ids) this.#changed.add(id);
      for (const programme of wanted.indicators) this.#changedIndicators.add(programme);
    }
    throwFailure(outcome);
    return outcome.written;
  }

  /** The assignments to look at, a page at a time; each is read when it is asked for. */
  *#pages({ everything, programmes, ids }: Wanted): Generator<readonly KnownAssignment[]> {
    if (everything) yield* this.#pagesBetween(FIRST_ID, LAST_ID);
    // All ids of a programme, and no others, lie between its name with a dot and with the character after that.
    for (const programme of programmes) yield* this.#pagesBetween(`${programme}.`, `${programme}/`);
    yield* this.#pagesOf([...ids].filter((id) => !programmes.has(programmeOfAssignment(id))).sort());
  }

  *#pagesBetween(after: string, before: string): Generator<readonly KnownAssignment[]> {
    let last: string | undefined = after;
    while (last !== undefined) {
      const page = this.#readers().facts.page(last, before, PAGE);
      if (page.length > 0) yield page;
      last = page.length < PAGE ? undefined : page.at(-1)?.id;
    }
  }

  *#pagesOf(ids: readonly string[]): Generator<readonly KnownAssignment[]> {
    for (let start = 0; start < ids.length; start += PAGE) {
      yield this.#readers().facts.some(ids.slice(start, start + PAGE));
    }
  }

  #known:
    | { readonly db: ReadModelDb; readonly facts: FactsReader; readonly turns: WrittenTurnsReader }
    | undefined;

  /** The readers of the current database: a rebuild swaps it. */
  #readers() {
    const { db } = this.readModels;
    if (this.#known?.db !== db) {
      this.#known = { db, facts: new FactsReader(db), turns: new WrittenTurnsReader(db) };
    }
    return this.#known;
  }

  /**
   * Writes what is missing in the warnings of these assignments by an instant, or by the newest fact of theirs where
   * that lies later: what the log holds has happened, whichever clock it was recorded by.
   * @returns events written
   * @throws the first failure, after all the others were evaluated
   */
  async evaluate(ids: readonly string[], asOf: string): Promise<number> {
    const outcome = newOutcome();
    await this.#evaluatePages(this.#pagesOf([...ids].sort()), asOf, outcome);
    throwFailure(outcome);
    return outcome.written;
  }

  async #evaluatePages(
    pages: Iterable<readonly KnownAssignment[]>,
    asOf: string,
    outcome: Outcome,
  ): Promise<void> {
    const policies = new Map<string, readonly AdoptedPolicy[]>();
    let due: Due[] = [];
    for (const page of pages) {
      due.push(...this.#dueOf(page, policies, asOf, outcome));
      for (; due.length >= AT_ONCE && !outcome.brokenOff; due = due.slice(AT_ONCE)) {
        await this.#writeAll(due.slice(0, AT_ONCE), outcome);
      }
      if (await this.#breaksOff(outcome)) return;
    }
    await this.#writeAll(due, outcome);
  }

  /** Gives the others their turn. @returns whether to end now: those that are left would wait in vain */
  async #breaksOff(outcome: Outcome): Promise<boolean> {
    await othersTurn();
    outcome.brokenOff ||= this.#ticker.stopping;
    return outcome.brokenOff;
  }

  async #writeAll(due: readonly Due[], outcome: Outcome): Promise<void> {
    await Promise.all(due.map((one) => this.#write(one, outcome)));
  }

  /** What the log still lacks, as far as the tables tell. */
  #dueOf(
    page: readonly KnownAssignment[],
    policies: Map<string, readonly AdoptedPolicy[]>,
    asOf: string,
    outcome: Outcome,
  ): Due[] {
    const found: Due[] = [];
    for (const { id, facts, newestAt, simulated } of page) {
      const adopted = policies.get(facts.programme) ?? this.slots.policies(facts.programme);
      policies.set(facts.programme, adopted);
      try {
        for (const timeline of evaluateFacts(facts, adopted, newestAt > asOf ? newestAt : asOf)) {
          const simulatedBy = simulated ? assignmentStream(id) : null;
          found.push({ matter: { assignment: id, simulatedBy }, timeline });
        }
      } catch (error) {
        failed(outcome, { assignment: id }, error);
      }
    }
    return this.#lacking(found);
  }

  async #evaluateIndicators(programmes: ReadonlySet<string>, asOf: string, outcome: Outcome): Promise<void> {
    for (const programme of programmes) {
      if (await this.#breaksOff(outcome)) return;
      const adopted = this.slots.policies(programme);
      if (!adopted.some(judgesIndicators)) continue;
      const found: Due[] = [];
      try {
        for (const { course, newestAt, simulatedBy } of await this.indicators.of(programme)) {
          const until = newestAt > asOf ? newestAt : asOf;
          for (const timeline of evaluateIndicator(course, adopted, until)) {
            found.push({ matter: { indicatorsOf: programme, simulatedBy }, timeline });
          }
        }
      } catch (error) {
        failed(outcome, { indicatorsOf: programme }, error);
      }
      await this.#writeAll(this.#lacking(found), outcome);
    }
  }

  #lacking(found: readonly Due[]): Due[] {
    if (found.length === 0) return [];
    const written = this.#readers().turns.of(found.map(({ timeline }) => timeline.id));
    return found.filter(
      ({ timeline: { id, events } }) => missingTurns(written.get(id) ?? [], events).length > 0,
    );
  }

  async #write({ matter, timeline }: Due, outcome: Outcome): Promise<void> {
    try {
      const simulated =
        matter.simulatedBy === null ? undefined : await this.#simulationOf(matter.simulatedBy);
      const result = await executeCommand({
        log: this.log,
        clock: this.clock,
        stream: warningStream(timeline.id),
        envelope: envelopeOf(timeline, simulated),
        state: warningState,
        decide: (state) => missingTurns(state, timeline.events),
      });
      if (!result.repeated) outcome.written += result.eventIds.length;
    } catch (error) {
      failed(outcome, matter, error);
      outcome.brokenOff ||= isOutage(error);
    }
  }

  /** What marks the events of a stream as simulated. */
  async #simulationOf(stream: string): Promise<JsonObject | undefined> {
    const [first] = await this.log.readStream(stream, { limit: 1 });
    return first?.metadata.simulated;
  }
}

const NOTHING: Selection = { programmes: new Set(), ids: new Set() };

const newOutcome = (): Outcome => ({
  written: 0,
  failed: new Set(),
  failedIndicators: new Set(),
  failure: undefined,
  brokenOff: false,
});

function failed(outcome: Outcome, { assignment, indicatorsOf }: Omit<Matter, 'simulatedBy'>, error: unknown) {
  outcome.failure ??= error;
  if (assignment !== undefined) outcome.failed.add(assignment);
  if (indicatorsOf !== undefined) outcome.failedIndicators.add(indicatorsOf);
}

function throwFailure({ failed, failedIndicators, failure }: Outcome): void {
  const [first] = failed;
  const [programme] = failedIndicators;
  if (first !== undefined) {
    throw new Error(`${failed.size} assignments could not be evaluated, ${first} the first`, {
      cause: failure,
    });
  }
  if (programme !== undefined) {
    throw new Error(`indicators of ${programme} could not be evaluated`, { cause: failure });
  }
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
