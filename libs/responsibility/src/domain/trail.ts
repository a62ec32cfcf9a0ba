import type { SlotOutcome } from '#reporting';
import { type AssignmentStatus, ENDED, STATUS_TEXT } from '#tasks';
import { RULE_ROLE } from './role-text.js';
import type { Change, HistoryEventType } from './sentences.js';

/** Who did it, under which role, for which unit. */
export interface LineActor {
  readonly id: string;
  /** Position that the account stands for; null for rules and for the person at the server's command line. */
  readonly name: string | null;
  readonly role: string;
  readonly roleText: string;
  readonly unit: string | null;
  readonly unitName: string | null;
}

/** One event told: who, when, what, from what to what. */
export interface HistoryLine {
  readonly position: string;
  readonly eventId: string;
  readonly type: HistoryEventType;
  readonly stream: string;
  readonly revision: number;
  /** Null where the event speaks of none, here and in the next five. */
  readonly programme: string | null;
  readonly task: string | null;
  readonly unit: string | null;
  readonly unitName: string | null;
  readonly assignment: string | null;
  /** Code of an indicator. */
  readonly indicator: string | null;
  /** Instant. */
  readonly recordedAt: string;
  /** `YYYY-MM-DD` */
  readonly effectiveOn: string;
  readonly actor: LineActor;
  /** The rule that acted; null where a person did. */
  readonly rule: { readonly id: string; readonly version: number } | null;
  readonly simulated: boolean;
  readonly sentence: string;
  readonly changes: readonly Change[];
}

/** One stretch of time for which a unit held a task. */
export interface Duty {
  readonly assignment: string;
  readonly programme: string;
  readonly task: string;
  readonly taskTitle: string;
  readonly unit: string;
  readonly unitName: string;
  /** Instant. */
  readonly from: string;
  /** Instant; null while it is held. */
  readonly until: string | null;
  readonly how: 'assigned' | 'transferred' | 'reopened';
  readonly ended: 'completed' | 'released' | 'transferred' | 'cancelled' | null;
  /** `YYYY-MM-DD`; null for a task without an end. */
  readonly originalDue: string | null;
  /** As it stood at the stretch's end. */
  readonly currentDue: string | null;
  /** As it stood at the stretch's end. */
  readonly status: AssignmentStatus;
  readonly statusText: string;
  readonly startEvent: string;
  readonly endEvent: string | null;
  readonly simulated: boolean;
}

/** An account, the right by which it could act, and how often it did. */
export interface TrailActor {
  readonly account: string;
  readonly name: string | null;
  readonly role: string;
  readonly roleText: string;
  /** The unit that the right is tied to, or null. */
  readonly unit: string | null;
  readonly unitName: string | null;
  /** Instant of the grant; null where acts are on record but no grant is. */
  readonly from: string | null;
  /** Instant of the revocation; null while the right is held. */
  readonly until: string | null;
  readonly grantEvent: string | null;
  readonly revokeEvent: string | null;
  /** Lines of this trail that were recorded under this right. */
  readonly acts: number;
  readonly firstActAt: string | null;
  readonly lastActAt: string | null;
  readonly simulated: boolean;
}

export type Shortfall = Extract<SlotOutcome, 'late' | 'insufficient' | 'missing'>;

/** A monthly update that was not as it should be. */
export interface TrailSlot {
  readonly assignment: string;
  readonly programme: string;
  readonly task: string;
  readonly unit: string;
  readonly unitName: string;
  readonly period: string;
  readonly outcome: Shortfall;
  /** Instant until which the update would have been on time. */
  readonly cutOff: string;
  /** Event id of the report that decided it, or null. */
  readonly report: string | null;
  /** Ids of the events that raised and cleared warnings on this slot, oldest first. */
  readonly warnings: readonly string[];
}

export interface TrailTotals {
  readonly reports: number;
  readonly late: number;
  readonly insufficient: number;
  readonly missing: number;
  readonly warningsRaised: number;
  /** Warnings that stood at the trail's end, whenever they were raised. */
  readonly warningsOpen: number;
  readonly extensionsRequested: number;
  readonly extensionsGranted: number;
  /** Reports and completion proposals that were sent back. */
  readonly returned: number;
  /** Completed assignments that were opened again. */
  readonly reopened: number;
}

/** Who answered for what: of a unit, or of a task. */
export interface Trail {
  readonly subject: { readonly kind: 'unit' | 'task'; readonly id: string; readonly name: string };
  /** First and last day that were asked for; null: from the beginning, until now. */
  readonly from: string | null;
  readonly until: string | null;
  /** Instant up to which facts count: the last day's end, or now. */
  readonly asOf: string;
  /** True when anything in it is simulated. */
  readonly simulated: boolean;
  readonly duties: readonly Duty[];
  readonly actors: readonly TrailActor[];
  readonly slots: Readonly<Record<Shortfall, readonly TrailSlot[]>>;
  /** Oldest first. */
  readonly lines: readonly HistoryLine[];
  readonly totals: TrailTotals;
}

/** Instants, both included. */
export interface TrailWindow {
  /** Null: from the beginning. */
  readonly start: string | null;
  readonly end: string;
}

/** True for what held at any time in the window. @param until null: it holds on */
export function touches({ start, end }: TrailWindow, from: string, until: string | null): boolean {
  return from <= end && (until === null || start === null || until >= start);
}

/** How an assignment stood from an instant on. */
export interface Standing {
  readonly at: string;
  readonly status: AssignmentStatus;
  readonly currentDue: string | null;
  readonly eventId: string;
}

type DutyHolder = Pick<
  Duty,
  'assignment' | 'programme' | 'task' | 'taskTitle' | 'unit' | 'unitName' | 'originalDue' | 'simulated'
> & { readonly transferredFrom: string | null };

/**
 * The stretches of time for which the unit held the assignment: one, and another for each reopening.
 * @param standings oldest first
 */
export function dutiesOf({ transferredFrom, ...holder }: DutyHolder, standings: readonly Standing[]): Duty[] {
  const duties: Duty[] = [];
  let held: Pick<Duty, 'from' | 'how' | 'startEvent'> | null = null;
  const close = ({ at, status, currentDue, eventId }: Standing, isEnd: boolean) => {
    if (!held) return;
    duties.push({
      ...holder,
      ...held,
      until: isEnd ? at : null,
      ended: isEnd ? (status as Duty['ended']) : null,
      currentDue,
      status,
      statusText: STATUS_TEXT[status],
      endEvent: isEnd ? eventId : null,
    });
    held = null;
  };
  for (const standing of standings) {
    const { at: from, eventId: startEvent, status } = standing;
    if (ENDED.has(status)) close(standing, true);
    else if (!held) {
      const how = duties.length > 0 ? 'reopened' : transferredFrom === null ? 'assigned' : 'transferred';
      held = { from, startEvent, how };
    }
  }
  const last = standings.at(-1);
  if (last) close(last, false);
  return duties;
}

/** A right as it was granted, and revoked if it was. */
export interface Right {
  readonly event: string;
  readonly account: string;
  readonly role: string;
  readonly unit: string | null;
  readonly grantedAt: string;
  readonly revokedAt: string | null;
  readonly revokedEvent: string | null;
  readonly simulated: boolean;
}

type Act = Pick<HistoryLine, 'recordedAt' | 'simulated'> & {
  readonly actor: Pick<LineActor, 'id' | 'role' | 'unit'>;
};

/** A {@link TrailActor} without the names. */
export type ActorFacts = Omit<TrailActor, 'name' | 'roleText' | 'unitName'>;

/**
 * Who could act for the units of a trail, and everyone else who acted in it, each with the right that covered the act.
 * Rules are none: their acts carry the rule. Rights that are tied to no unit are listed only where they were used.
 * @param acts oldest first, within the window
 */
export function actorsOf(
  rights: readonly Right[],
  acts: readonly Act[],
  window: TrailWindow,
): readonly ActorFacts[] {
  const held = rights
    .filter(({ grantedAt, revokedAt }) => touches(window, grantedAt, revokedAt))
    .map((right) => ({ right, acts: [] as Act[] }));
  const unfounded = new Map<string, Act[]>();
  for (const act of acts) {
    const { id, role, unit } = act.actor;
    if (role === RULE_ROLE) continue;
    const covering = held.findLast(
      ({ right }) =>
        right.account === id &&
        right.role === role &&
        right.unit === unit &&
        right.grantedAt <= act.recordedAt &&
        (right.revokedAt === null || act.recordedAt <= right.revokedAt),
    );
    if (covering) {
      covering.acts.push(act);
      continue;
    }
    const key = JSON.stringify([id, role, unit]);
    const others = unfounded.get(key);
    if (others) others.push(act);
    else unfounded.set(key, [act]);
  }
  const listed = held
    .filter(({ right, acts: own }) => right.unit !== null || own.length > 0)
    .map(({ right, acts: own }): ActorFacts => {
      const revoked = right.revokedAt !== null && right.revokedAt <= window.end;
      return {
        account: right.account,
        role: right.role,
        unit: right.unit,
        from: right.grantedAt,
        until: revoked ? right.revokedAt : null,
        grantEvent: right.event,
        revokeEvent: revoked ? right.revokedEvent : null,
        ...activity(own),
        simulated: right.simulated || own.some(({ simulated }) => simulated),
      };
    });
  const unlisted = [...unfounded.values()].map((own): ActorFacts => {
    const { id, role, unit } = own[0]!.actor;
    return {
      account: id,
      role,
      unit,
      from: null,
      until: null,
      grantEvent: null,
      revokeEvent: null,
      ...activity(own),
      simulated: own.some(({ simulated }) => simulated),
    };
  });
  return [...listed, ...unlisted].sort(byUnitThenTime);
}

function activity(acts: readonly Act[]): Pick<TrailActor, 'acts' | 'firstActAt' | 'lastActAt'> {
  return {
    acts: acts.length,
    firstActAt: acts[0]?.recordedAt ?? null,
    lastActAt: acts.at(-1)?.recordedAt ?? null,
  };
}

/** Those who act for a unit first. */
function byUnitThenTime(a: ActorFacts, b: ActorFacts): number {
  const key = ({ unit, from, firstActAt, account, role }: ActorFacts) => [
    unit === null ? '1' : `0${unit}`,
    from ?? firstActAt ?? '',
    account,
    role,
  ];
  const [one, other] = [key(a), key(b)];
  const index = one.findIndex((part, place) => part !== other[place]);
  if (index < 0) return 0;
  return one[index]! < other[index]! ? -1 : 1;
}
