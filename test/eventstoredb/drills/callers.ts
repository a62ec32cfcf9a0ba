import { Agent } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { derivedId } from '#kernel';
import { within } from '../project.js';
import { FirstAcknowledgement } from './first-acknowledgement.js';
import { call, type HttpAnswer } from './http.js';

/** A caller that has logged in. */
export interface CallerSession {
  readonly account: string;
  readonly token: string;
  readonly assignments: readonly string[];
}

/** What a caller was told about a command of its own. */
export interface Acknowledgement {
  readonly commandId: string;
  readonly stream: string;
  readonly eventIds: readonly string[];
  readonly revision: number;
  readonly position: string;
}

/** What was answered, counted. */
export interface Tally {
  readonly unavailable: number;
  readonly withoutRetryAfter: number;
  /** What was neither 201 nor 503, connections that failed included: each text with its count. */
  readonly others: ReadonlyMap<string, number>;
  /** The longest that one request waited for its answer, in milliseconds. */
  readonly longestMs: number;
}

const CREATED = 201;
const UNAVAILABLE = 503;
const INTERNAL_ERROR = 500;
const ANSWER_MS = 60_000;
const LONGEST_REST_MS = 1_000;
const AFTER_FAILURE_MS = 200;
const FULL = 100;
const SHOWN = 160;

/**
 * Callers that report progress one after another, each on its own assignments, and send the very same request again
 * until it is acknowledged.
 */
export class Callers {
  readonly acknowledgements: Acknowledgement[] = [];
  readonly first = new FirstAcknowledgement();
  readonly #others = new Map<string, number>();
  readonly #counts: number[];
  readonly #working: Promise<unknown>;
  readonly #period: string;
  #unavailable = 0;
  #withoutRetryAfter = 0;
  #longestMs = 0;
  #stopped = false;
  #givenUp = false;

  /** @param period the month that is reported on, `yyyy-mm` */
  constructor(
    private readonly base: string,
    private readonly run: string,
    sessions: readonly CallerSession[],
    period: string,
  ) {
    this.#period = period;
    this.#counts = sessions.map(() => 0);
    this.#working = Promise.all(sessions.map((session, number) => this.#work(session, number)));
  }

  get tally(): Tally {
    return {
      unavailable: this.#unavailable,
      withoutRetryAfter: this.#withoutRetryAfter,
      others: this.#others,
      longestMs: this.#longestMs,
    };
  }

  /** Waits until each caller has been acknowledged once more. @returns false when that takes longer than the time */
  async allAcknowledgedAgain(timeoutMs: number): Promise<boolean> {
    const before = [...this.#counts];
    for (const until = Date.now() + timeoutMs; Date.now() < until; await pause(AFTER_FAILURE_MS)) {
      if (this.#counts.every((count, number) => count > before[number]!)) return true;
    }
    return false;
  }

  /**
   * Lets every caller bring what it has begun to its end.
   * @returns false where one could not within the time, and was given up
   */
  async stop(timeoutMs: number): Promise<boolean> {
    this.#stopped = true;
    const done = await within(
      this.#working.then(() => true),
      timeoutMs,
      false,
    );
    this.#givenUp = !done;
    return done;
  }

  async #work({ account, token, assignments }: CallerSession, number: number): Promise<void> {
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    for (let turn = 0; !this.#stopped; turn += 1) {
      const assignment = assignments[turn % assignments.length]!;
      const key = `${this.run}.${turn}`;
      const answer = await this.#untilAnswered(assignment, token, key, turn, agent);
      if (!answer) continue;
      this.acknowledgements.push({
        commandId: derivedId(`${account}:${key}`),
        stream: `assignment-${assignment}`,
        eventIds: answer.events,
        revision: answer.revision,
        position: answer.position,
      });
      this.#counts[number]! += 1;
    }
    agent.destroy();
  }

  /** @returns null where the request was refused for good, or given up */
  async #untilAnswered(
    assignment: string,
    token: string,
    key: string,
    turn: number,
    agent: Agent,
  ): Promise<{ events: string[]; revision: number; position: string } | null> {
    const body = {
      period: this.#period,
      kind: 'progress',
      percent: Math.min(turn, FULL),
      summary: `Đã rà soát xong hồ sơ, lần cập nhật thứ ${turn + 1}.`,
    };
    while (!this.#givenUp) {
      const sentAt = Date.now();
      let answer: HttpAnswer;
      try {
        answer = await call({
          method: 'POST',
          url: `${this.base}/assignments/${assignment}/progress-reports`,
          headers: { authorization: `Bearer ${token}`, 'idempotency-key': key },
          body,
          agent,
          timeoutMs: ANSWER_MS,
        });
      } catch (error) {
        this.#note(`no answer: ${error instanceof Error ? error.message : String(error)}`);
        await pause(AFTER_FAILURE_MS);
        continue;
      } finally {
        this.#longestMs = Math.max(this.#longestMs, Date.now() - sentAt);
      }
      if (answer.status === CREATED) {
        this.first.acknowledged(sentAt);
        return JSON.parse(answer.text) as { events: string[]; revision: number; position: string };
      }
      if (answer.status === UNAVAILABLE) await this.#rest(answer);
      else {
        this.#note(`${answer.status}: ${answer.text.slice(0, SHOWN)}`);
        if (answer.status < INTERNAL_ERROR) return null;
        await pause(AFTER_FAILURE_MS);
      }
    }
    return null;
  }

  async #rest({ headers }: HttpAnswer): Promise<void> {
    this.#unavailable += 1;
    const seconds = Number(headers['retry-after'] ?? Number.NaN);
    if (!(seconds > 0)) this.#withoutRetryAfter += 1;
    await pause(Math.min((seconds || 1) * 1_000, LONGEST_REST_MS));
  }

  #note(what: string): void {
    // The id of the request is another each time.
    const text = what.replace(/"instance":"[^"]*"/, '"instance":…');
    this.#others.set(text, (this.#others.get(text) ?? 0) + 1);
  }
}
