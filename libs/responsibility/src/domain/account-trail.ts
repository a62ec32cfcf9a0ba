import type { GroupCount } from './diff.js';
import type { Duty, HistoryLine, Shortfall, TrailActor, TrailSlot } from './trail.js';

/** A line of a position's trail: what the account did, or what was done to it. */
export interface AccountTrailLine extends HistoryLine {
  /** False: it happened to the account. */
  readonly own: boolean;
}

/** What an account did, and what it answered for: the trail of a person's position. */
export interface AccountTrail {
  readonly account: string;
  /** Position that the account stands for; null for who acts without one: the server's operator, a rule's process. */
  readonly name: string | null;
  /** First and last day that were asked for; null: from the beginning, until now. */
  readonly from: string | null;
  readonly until: string | null;
  /** Instant up to which facts count. */
  readonly asOf: string;
  /** True when anything in it is simulated, on whatever page. */
  readonly simulated: boolean;
  /** Roles that it held at any time of the window, each with what it did under it. */
  readonly rights: readonly TrailActor[];
  /** What its units held while it could act for them. */
  readonly duties: readonly Duty[];
  /** Updates of those units that fell short at a cut-off while it could act for them. */
  readonly slots: Readonly<Record<Shortfall, readonly TrailSlot[]>>;
  /** Of the whole window, whichever page, kind or actor was asked for. */
  readonly groups: readonly GroupCount[];
  readonly total: number;
  /** One page, oldest first. */
  readonly items: readonly AccountTrailLine[];
  /** Send it back as `cursor` for the next page; null at the end. */
  readonly next: string | null;
}
