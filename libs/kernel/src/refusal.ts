/** What kind of no it is; the door turns it into an HTTP status. */
export type RefusalKind =
  | 'invalid'
  | 'unauthenticated'
  | 'forbidden'
  | 'not-found'
  | 'conflict'
  | 'precondition-failed'
  | 'unprocessable'
  | 'too-many'
  | 'unavailable';

/** One thing wrong with the input, and where. */
export interface Flaw {
  /** Field, row or file and line. */
  readonly at: string;
  /** Vietnamese, for the person who sent it. */
  readonly detail: string;
}

/** A typed no: nothing was written. `code` is stable, `detail` is Vietnamese and says what to do. */
export class Refusal extends Error {
  constructor(
    readonly kind: RefusalKind,
    readonly code: string,
    readonly detail: string,
    readonly flaws: readonly Flaw[] = [],
  ) {
    super(`${code}: ${detail}`);
    this.name = 'Refusal';
  }
}
