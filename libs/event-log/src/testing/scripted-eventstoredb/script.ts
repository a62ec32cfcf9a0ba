/** What a call asks for: `read` is a page of a stream or of everything, `gossip` a client's search for the leader. */
export type CallKind = 'append' | 'read' | 'subscription' | 'features' | 'gossip';

/** Why a call or a subscription is refused. */
export type Refusal =
  | 'not-leader'
  | 'access-denied'
  | 'wrong-credentials'
  | 'not-ready'
  | 'shutting-down'
  | 'commit-timed-out'
  | 'deadline-exceeded'
  | 'consumer-too-slow';

/** What becomes of one call. */
export interface Fate {
  /** Whether it is done. */
  readonly acts: boolean;
  /** What is waited for before it is done. */
  readonly before?: Promise<unknown>;
  /** What is waited for before it is answered. */
  readonly held?: Promise<unknown>;
  readonly ends: 'answered' | 'silent' | 'cut' | { readonly refused: Refusal };
}

const AS_ASKED: Fate = { acts: true, ends: 'answered' };

/** Ends a sentence that `server.next('append')` begins: what happens to that call. */
export class Sentence {
  readonly #say: (fate: Fate) => void;

  constructor(say: (fate: Fate) => void) {
    this.#say = say;
  }

  /** It is done, and the connection breaks before the answer is sent. */
  losesItsAnswer(): void {
    this.#say({ acts: true, ends: 'cut' });
  }

  /** It is done, and never answered. */
  staysUnanswered(): void {
    this.#say({ acts: true, ends: 'silent' });
  }

  /** It is neither done nor answered. */
  isSwallowed(): void {
    this.#say({ acts: false, ends: 'silent' });
  }

  /** The connection breaks before it is done. */
  breaksOff(): void {
    this.#say({ acts: false, ends: 'cut' });
  }

  /** It is done when a moment has come, even if nobody waits for the answer any more. */
  isDoneOnlyAfter(moment: Promise<unknown>): void {
    this.#say({ acts: true, before: moment, ends: 'answered' });
  }

  /** It is done at once, and answered when a moment has come. */
  isAnsweredOnlyAfter(moment: Promise<unknown>): void {
    this.#say({ acts: true, held: moment, ends: 'answered' });
  }

  isRefusedAs(refused: Refusal): void {
    this.#say({ acts: false, ends: { refused } });
  }
}

/** The fates of the calls to come, in the order in which each kind comes. */
export class Script {
  readonly #next = new Map<CallKind, Fate[]>();
  readonly #every = new Map<CallKind, Fate>();

  next(kind: CallKind, count: number): Sentence {
    return new Sentence((fate) => {
      const fates = this.#next.get(kind) ?? [];
      fates.push(...Array.from({ length: count }, () => fate));
      this.#next.set(kind, fates);
    });
  }

  every(kind: CallKind): Sentence {
    return new Sentence((fate) => this.#every.set(kind, fate));
  }

  clear(): void {
    this.#next.clear();
    this.#every.clear();
  }

  take(kind: CallKind): Fate {
    return this.#next.get(kind)?.shift() ?? this.#every.get(kind) ?? AS_ASKED;
  }
}
