import { Inject, Injectable } from '@nestjs/common';
import { and, asc, eq, inArray, isNotNull, isNull, lte, or } from 'drizzle-orm';
import { asOfInstant, CLOCK, type Clock, instantAt, Refusal } from '#kernel';
import { ReadModels } from '#projections';
import { cutOffOf, policyFor, type Slot, SlotService } from '#reporting';
import type { WarningSubject } from '#warnings';
import { RULE_ROLE, roleText } from '../domain/role-text.js';
import {
  actorsOf,
  type Duty,
  dutiesOf,
  type HistoryLine,
  type Shortfall,
  type Standing,
  type Trail,
  type TrailActor,
  type TrailSlot,
  type TrailTotals,
  type TrailWindow,
  touches,
} from '../domain/trail.js';
import { type HistoryRow, history } from '../read-models/history/history.table.js';
import { rights } from '../read-models/rights/rights.table.js';
import { HistoryLines, isWanted, type LineFilter, type Names } from './history-lines.js';

/** What part of the record a trail covers; units: only these, or all. */
export interface TrailScope {
  readonly programme?: string | undefined;
  readonly task?: string | undefined;
  readonly units: 'all' | readonly string[];
}

/** First and last day, `YYYY-MM-DD`; left out: from the beginning, until now. Which lines are told: all else is whole. */
export interface TrailDays extends LineFilter {
  readonly from?: string | undefined;
  readonly until?: string | undefined;
}

type DutyRow = Omit<Parameters<typeof dutiesOf>[0], 'simulated'> & { readonly simulated: number };

/** Gathers a trail from the read models. */
@Injectable()
export class TrailReader {
  constructor(
    private readonly readModels: ReadModels,
    private readonly slotService: SlotService,
    private readonly historyLines: HistoryLines,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /**
   * What had been recorded by the end of the last day. Lines are those recorded from the first day on; duties and
   * rights those that held at any time from then on; slots those whose cut-off lies there.
   * @throws {Refusal} unprocessable `as-of-in-future`; invalid `invalid-window`
   */
  read(subject: Trail['subject'], scope: TrailScope, { from, until, ...filter }: TrailDays): Trail {
    const window = this.window({ from, until });
    const names = this.historyLines.names();
    const { end: asOf } = window;
    const known = this.#rows(scope, asOf);
    const rows = known.filter(({ recordedAt }) => window.start === null || recordedAt >= window.start);
    const lines = this.historyLines.tell(rows, names);
    const everHeld = this.#duties(scope, asOf);
    const duties = everHeld.filter((duty) => touches(window, duty.from, duty.until));
    const units = subject.kind === 'unit' ? [subject.id] : [...new Set(duties.map(({ unit }) => unit))];
    const actors = this.#actors(units, lines, window, names);
    const slots = this.#slots(scope, everHeld, known, window, names);
    return {
      subject,
      from: from ?? null,
      until: until ?? null,
      asOf,
      simulated: [lines, duties, actors].some((part) => part.some(({ simulated }) => simulated)),
      duties,
      actors,
      slots,
      lines: lines.filter(({ type, actor }) => isWanted(filter)({ type, actorId: actor.id })),
      totals: totalsOf(rows, known, slots),
    };
  }

  /**
   * The instants of a first and a last day.
   * @throws {Refusal} unprocessable `as-of-in-future`; invalid `invalid-window`
   */
  window({ from, until }: Pick<TrailDays, 'from' | 'until'>): TrailWindow {
    if (from !== undefined && until !== undefined && from > until) {
      throw new Refusal('invalid', 'invalid-window', 'Ngày đầu phải không sau ngày cuối.', [
        { at: 'from', detail: 'phải không sau until' },
      ]);
    }
    return {
      start: from === undefined ? null : instantAt(from),
      end: asOfInstant(until, this.clock.now()),
    };
  }

  /** What a unit answered for in a window, whoever acted for it: its duties, and the updates that fell short. */
  answered(unit: string, window: TrailWindow, names: Names): Pick<Trail, 'duties' | 'slots'> {
    const scope: TrailScope = { units: [unit] };
    const everHeld = this.#duties(scope, window.end);
    return {
      duties: everHeld.filter((duty) => touches(window, duty.from, duty.until)),
      slots: this.#slots(scope, everHeld, this.#rows(scope, window.end), window, names),
    };
  }

  #rows({ programme, task, units }: TrailScope, asOf: string): HistoryRow[] {
    return this.readModels.db
      .select()
      .from(history)
      .where(
        and(
          programme === undefined ? undefined : eq(history.programme, programme),
          task === undefined ? undefined : eq(history.task, task),
          units === 'all' ? undefined : inArray(history.unit, [...units]),
          or(isNotNull(history.assignment), isNotNull(history.warningRule)),
          lte(history.recordedAt, asOf),
        ),
      )
      .orderBy(asc(history.position))
      .all();
  }

  #duties({ programme, task, units }: TrailScope, asOf: string): Duty[] {
    const client = this.readModels.db.$client;
    const where = ['a.assigned_at <= @asOf'];
    const values: Record<string, string> = { asOf };
    if (programme !== undefined) {
      where.push('a.programme = @programme');
      values.programme = programme;
    }
    if (task !== undefined) {
      where.push('a.task = @task');
      values.task = task;
    }
    if (units !== 'all') {
      where.push('a.unit IN (SELECT value FROM json_each(@units))');
      values.units = JSON.stringify(units);
    }
    const holders = client
      .prepare<[Record<string, string>], DutyRow>(
        `SELECT a.id AS assignment, a.programme, a.task, coalesce(t.title, a.task) AS taskTitle, a.unit,
           coalesce(u.name, a.unit) AS unitName, a.transferred_from AS transferredFrom,
           a.original_due AS originalDue, a.simulated
         FROM tasks_assignments a
         LEFT JOIN catalogue_tasks t ON t.programme = a.programme AND t.code = a.task
         LEFT JOIN catalogue_units u ON u.id = a.unit
         WHERE ${where.join(' AND ')} ORDER BY a.assigned_at, t.ordinal, u.ordinal, a.id`,
      )
      .all(values);
    const standings = client
      .prepare<[Record<string, string>], Standing & { readonly assignment: string }>(
        `SELECT v.assignment, v.from_at AS at, v.status, v.current_due AS currentDue, v.event_id AS eventId
         FROM tasks_assignment_versions v JOIN tasks_assignments a ON a.id = v.assignment
         WHERE ${where.join(' AND ')} AND v.from_at <= @asOf ORDER BY v.assignment, v.revision`,
      )
      .all(values);
    const byAssignment = new Map<string, Standing[]>();
    for (const { assignment, ...standing } of standings) {
      const own = byAssignment.get(assignment);
      if (own) own.push(standing);
      else byAssignment.set(assignment, [standing]);
    }
    return holders.flatMap((row) =>
      dutiesOf({ ...row, simulated: row.simulated === 1 }, byAssignment.get(row.assignment) ?? []),
    );
  }

  #actors(
    units: readonly string[],
    lines: readonly HistoryLine[],
    window: TrailWindow,
    { account, unit: nameOf }: Names,
  ): TrailActor[] {
    const acted = new Set(lines.filter(({ actor }) => actor.role !== RULE_ROLE).map(({ actor }) => actor.id));
    const held = this.readModels.db
      .select()
      .from(rights)
      .where(
        or(inArray(rights.unit, [...units]), and(isNull(rights.unit), inArray(rights.account, [...acted]))),
      )
      .orderBy(asc(rights.grantedAt), asc(rights.event))
      .all();
    return actorsOf(held, lines, window).map(({ account: id, role, unit, ...facts }) => ({
      account: id,
      name: account(id),
      role,
      roleText: roleText(role),
      unit,
      unitName: unit === null ? null : nameOf(unit),
      ...facts,
    }));
  }

  #slots(
    { task, units }: TrailScope,
    duties: readonly Duty[],
    known: readonly HistoryRow[],
    { start, end: asOf }: TrailWindow,
    names: Names,
  ): Trail['slots'] {
    const warnings = warningsBySlot(known);
    const onlyUnit = units !== 'all' && units.length === 1 ? units[0] : undefined;
    const found: Record<Shortfall, TrailSlot[]> = { late: [], insufficient: [], missing: [] };
    for (const programme of new Set(duties.map((duty) => duty.programme))) {
      const adopted = this.slotService.policies(programme);
      for (const slot of this.slotService.slots({ programme, asOf, task, unit: onlyUnit })) {
        const policy = policyFor(adopted, slot.period);
        if (!isShort(slot) || !policy || (units !== 'all' && !units.includes(slot.unit))) continue;
        const cutOff = cutOffOf(policy, slot.period);
        if (start !== null && cutOff < start) continue;
        const { assignment, unit, period, outcome, report } = slot;
        found[outcome].push({
          assignment,
          programme,
          task: slot.task,
          unit,
          unitName: names.unit(unit),
          period,
          outcome,
          cutOff,
          report,
          warnings: warnings.get(`${assignment} ${period}`) ?? [],
        });
      }
    }
    return found;
  }
}

function isShort(slot: Slot): slot is Slot & { readonly outcome: Shortfall } {
  return slot.outcome === 'late' || slot.outcome === 'insufficient' || slot.outcome === 'missing';
}

/** Event ids of warnings by `<assignment> <period>`. */
function warningsBySlot(rows: readonly HistoryRow[]): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  for (const row of rows) {
    if (row.warningRule !== 'update-missing' && row.warningRule !== 'update-insufficient') continue;
    const key = `${row.assignment} ${(JSON.parse(row.data) as WarningSubject).period}`;
    const events = found.get(key);
    if (events) events.push(row.eventId);
    else found.set(key, [row.eventId]);
  }
  return found;
}

/** What says whether a warning stands. */
const TURNS: ReadonlySet<HistoryRow['type']> = new Set(['WarningRaised', 'WarningCleared']);

/** @param known everything by the trail's end, `rows` of it those in the window */
function totalsOf(
  rows: readonly HistoryRow[],
  known: readonly HistoryRow[],
  { late, insufficient, missing }: Trail['slots'],
): TrailTotals {
  const count = (...types: readonly HistoryRow['type'][]) =>
    rows.filter(({ type }) => types.includes(type)).length;
  const lastTurn = new Map<string, HistoryRow['type']>();
  for (const { stream, type } of known) if (TURNS.has(type)) lastTurn.set(stream, type);
  return {
    reports: count('ProgressReported'),
    late: late.length,
    insufficient: insufficient.length,
    missing: missing.length,
    warningsRaised: count('WarningRaised'),
    warningsOpen: [...lastTurn.values()].filter((type) => type === 'WarningRaised').length,
    extensionsRequested: count('ExtensionRequested'),
    extensionsGranted: count('ExtensionGranted'),
    returned: count('ProgressReportReturned', 'CompletionReturned'),
    reopened: rows.filter(isReopening).length,
  };
}

function isReopening({ type, data }: HistoryRow): boolean {
  return type === 'AssignmentStatusChanged' && (JSON.parse(data) as { from: string }).from === 'completed';
}
