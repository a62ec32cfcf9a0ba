import { setTimeout as pause } from 'node:timers/promises';
import { derivedId, type Period } from '#kernel';
import type { Caller, CallerAssignment } from './preparation.js';

/** What somebody was told of a command: it was carried out, and wrote these events. */
export interface Acknowledgement {
  readonly commandId: string;
  readonly stream: string;
  readonly events: readonly string[];
  readonly revision: number;
  readonly position: string;
}

interface Answer {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
}

const CREATED = 201;
const PRECONDITION_FAILED = 412;
const UNAVAILABLE = 503;
const REQUEST_MS = 30_000;
const PATIENCE_MS = 60_000;
const REST_MS = 100;
const PERCENT = 40;
/** Every fourth report lacks what the policy demands. */
const THIN = 4;

/** What an officer sends twice, to both replicas at the same moment. */
const KINDS = ['same-command', 'two-commands', 'one-revision'] as const;

/**
 * Callers of both replicas. Each reports on the assignments of its unit in turn, always with two requests at the same
 * moment, one to each replica: the same command, two commands, or two commands that demand the same revision. A
 * request without an answer, or answered 503, is sent again as it was, to the other replica.
 */
export class Callers {
  readonly acknowledged: Acknowledgement[] = [];
  /** Ids of commands that were refused because the stream had moved on. */
  readonly refused: string[] = [];
  /** What was answered otherwise than it should be. */
  readonly flaws: string[] = [];
  /** How many pairs of requests of each kind were answered. */
  readonly pairs: Record<(typeof KINDS)[number], number> = {
    'same-command': 0,
    'two-commands': 0,
    'one-revision': 0,
  };
  /** Requests to which no answer came. */
  unanswered = 0;
  readonly #revisions = new Map<string, number>();
  readonly #rounds: number[];
  readonly #work: Promise<unknown>;
  #stopped = false;

  /** They begin at once. @param replicas where the two listen, as `http://host:port` */
  constructor(
    private readonly replicas: readonly [string, string],
    callers: readonly Caller[],
    private readonly periods: readonly Period[],
  ) {
    for (const { id, revision } of callers.flatMap(({ assignments }) => assignments)) {
      this.#revisions.set(id, revision);
    }
    this.#rounds = callers.map(() => 0);
    this.#work = Promise.all(callers.map((caller, index) => this.#callOn(caller, index)));
  }

  /** Waits until each caller has gone on to its next assignment some times. */
  async goneOn(times: number): Promise<void> {
    const wanted = this.#rounds.map((rounds) => rounds + times);
    const until = performance.now() + PATIENCE_MS;
    while (this.#rounds.some((rounds, index) => rounds < (wanted[index] ?? 0))) {
      if (performance.now() > until) throw new Error(`the callers stand still: ${this.flaws.join('; ')}`);
      await pause(REST_MS);
    }
  }

  /** Lets each caller bring to its end what it has begun. @throws {Error} a request was never answered */
  async stop(): Promise<void> {
    this.#stopped = true;
    await this.#work;
  }

  async #callOn(caller: Caller, index: number): Promise<void> {
    const { length } = caller.assignments;
    for (let round = 0; !this.#stopped; round += 1) {
      const assignment = caller.assignments[round % length];
      if (assignment) await this.#callBoth(caller, assignment, index, round);
      this.#rounds[index] = round + 1;
    }
  }

  async #callBoth(caller: Caller, { id }: CallerAssignment, index: number, round: number): Promise<void> {
    const kind = KINDS[(round + index) % KINDS.length] ?? 'same-command';
    const period = this.periods[Math.floor(round / KINDS.length) % this.periods.length] ?? '';
    const isThin = (round + index) % THIN === 0;
    const key = `${id}/${round}`;
    const keys = kind === 'same-command' ? [key, key] : [`${key}/first`, `${key}/second`];
    const seen = this.#revisions.get(id);
    const headers: Record<string, string> = kind === 'one-revision' ? { 'if-match': `"${seen}"` } : {};
    const answers = await Promise.all(
      keys.map((ownKey, replica) =>
        this.#send(caller, replica, id, ownKey, reportOf(period, isThin, ownKey), headers),
      ),
    );
    this.pairs[kind] += 1;
    const statuses = answers.map(({ status }) => status);
    const wanted = kind === 'one-revision' ? [CREATED, PRECONDITION_FAILED] : [CREATED, CREATED];
    if (String(statuses.toSorted()) !== String(wanted)) {
      this.flaws.push(`${kind} ${key}: ${JSON.stringify(answers)}`);
    }
    const told = new Set(
      answers.map(({ body: { events, revision, position } }) => `${events} ${revision} ${position}`),
    );
    if (kind === 'same-command' && told.size !== 1) {
      this.flaws.push(`${key} was answered in two ways: ${JSON.stringify(answers)}`);
    }
    for (const [place, { status, body }] of answers.entries()) {
      const commandId = derivedId(`${caller.account}:${keys[place]}`);
      if (status === PRECONDITION_FAILED) this.refused.push(commandId);
      if (status !== CREATED) continue;
      const { events, revision: own, position } = body as unknown as Acknowledgement;
      this.acknowledged.push({ commandId, stream: `assignment-${id}`, events, revision: own, position });
      this.#revisions.set(id, Math.max(own, this.#revisions.get(id) ?? 0));
    }
  }

  /** Sends one report until it is answered. */
  async #send(
    { token }: Caller,
    first: number,
    assignment: string,
    key: string,
    body: object,
    headers: Readonly<Record<string, string>>,
  ): Promise<Answer> {
    const until = performance.now() + PATIENCE_MS;
    for (let turn = first; performance.now() < until; turn += 1) {
      const url = `${this.replicas[turn % 2 === 0 ? 0 : 1]}/assignments/${assignment}/progress-reports`;
      try {
        const answer = await fetch(url, {
          method: 'POST',
          signal: AbortSignal.timeout(REQUEST_MS),
          headers: {
            authorization: `Bearer ${token}`,
            'content-type': 'application/json',
            'idempotency-key': key,
            ...headers,
          },
          body: JSON.stringify(body),
        });
        const parsed = (await answer.json()) as Answer['body'];
        if (answer.status !== UNAVAILABLE) return { status: answer.status, body: parsed };
      } catch {
        this.unanswered += 1;
      }
      await pause(REST_MS);
    }
    throw new Error(`${key} was never answered`);
  }
}

function reportOf(period: Period, isThin: boolean, key: string): object {
  return {
    period,
    kind: 'progress',
    percent: PERCENT,
    summary: isThin ? 'Đang làm.' : `Đã rà soát hồ sơ và gửi lấy ý kiến các đơn vị (${key}).`,
  };
}
