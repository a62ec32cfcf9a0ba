import { instantAt } from '#kernel';
import type { SlotOutcome } from '#reporting';
import type { WarningRule } from '#warnings';
import { type DayCounter, dayCounter } from '../days.js';
import type {
  AssignmentFact,
  ExplanationFact,
  Setting,
  SlotFact,
  UnitFacts,
  VersionFact,
  WarningFact,
} from '../facts.js';

/** The instant of a local time, `YYYY-MM-DD HH:mm`. */
export function local(text: string): string {
  const [date = '', time] = text.split(' ');
  return instantAt(date, time);
}

const YEAR = { holidays: [], workedWeekends: [] };

/** Counts by a calendar of 2025 to 2027 that knows no days off but the weekends, and Thursday 30 April 2026. */
export const DAYS: DayCounter = dayCounter({
  2025: YEAR,
  2026: { ...YEAR, holidays: ['2026-04-30'] },
  2027: YEAR,
});

export function setting(asOf: string): Setting {
  return { asOf: local(asOf), daysLate: DAYS };
}

/** March's cut-off: Monday 6 April, 17:00. */
export const CUT_OFF = local('2026-04-06 17:00');

/** An update of March; the report that decided it came at `at`. */
export function slot(outcome: SlotOutcome, fields: Partial<SlotFact> & { at?: string } = {}): SlotFact {
  const { at, ...rest } = fields;
  const task = rest.task ?? '1';
  return {
    assignment: `mau-2026.${task}.so-a`,
    task,
    period: '2026-03',
    outcome,
    cutOff: CUT_OFF,
    report: at === undefined ? null : `report-${task}`,
    late: at !== undefined && outcome === 'late' ? { eventId: `report-${task}`, at: local(at) } : null,
    ...rest,
  };
}

/** A warning of an update of March, standing, that has reached a level. */
export function warning(rule: WarningRule, fields: Partial<WarningFact> = {}): WarningFact {
  const { task = '1', period = '2026-03' } = fields;
  const assignment = `mau-2026.${task}.so-a`;
  const id = `${rule}.${assignment}.${period}`;
  return {
    id,
    rule,
    assignment,
    task,
    indicator: null,
    period,
    raisedEvent: `raised ${id}`,
    raisedAt: CUT_OFF,
    standing: true,
    clearedAt: null,
    highestLevel: 1,
    events: [`raised ${id}`],
    ...fields,
  };
}

/** An explanation of a warning that was asked for, given in time, and judged. */
export function judged(of: string, objective: boolean): ExplanationFact {
  return {
    warning: of,
    request: `request ${of}`,
    requestedAt: local('2026-04-08 09:00'),
    dueOn: '2026-04-15',
    submitted: { eventId: `submission ${of}`, at: local('2026-04-10 09:00') },
    late: false,
    judged: {
      eventId: `judgement ${of}`,
      objective,
      at: local('2026-04-13 09:00'),
      by: 'co-quan-thuong-truc',
      byName: 'Cơ quan Thường trực',
    },
  };
}

export type VersionStep = readonly [at: string, status: VersionFact['status'], fields?: Partial<VersionFact>];

/** An assignment's versions: what a step doesn't say goes on as it was. */
export function assignment(due: string | null, ...steps: readonly VersionStep[]): AssignmentFact {
  let before: VersionFact = {
    at: '',
    status: 'assigned',
    currentDue: due,
    completedOn: null,
    proposedOn: null,
    eventId: '',
  };
  const versions = steps.map(([at, status, fields = {}], index) => {
    before = {
      ...before,
      completedOn: null,
      proposedOn: null,
      at: local(at),
      status,
      eventId: `version-${index}`,
      ...fields,
    };
    return before;
  });
  return { assignment: 'mau-2026.1.so-a', task: '1', versions };
}

/** A unit of which nothing is known but what is said. */
export function unit(facts: Partial<UnitFacts> = {}): UnitFacts {
  return {
    unit: 'so-a',
    unitName: 'Sở A',
    kind: 'department',
    simulated: false,
    slots: [],
    assignments: [],
    warnings: [],
    explanations: [],
    extensions: [],
    ...facts,
  };
}
