import { addDays, localDate } from '#kernel';
import { type AdoptedPolicy, DAYS_TO_CUT_OFF } from '#reporting';
import { type Assignment, assignmentId } from '#tasks';
import { type AssignmentFacts, assignmentFacts } from './assignment-facts.js';
import { type Escalation, escalationsOf, FIRST_LEVEL, type Standing } from './escalation.js';
import type { IndicatorCourse } from './indicator-course.js';
import { type PastPeriod, pastPeriods } from './policies-in-force.js';
import { contradiction } from './rules/contradiction.js';
import { indicatorOffTrack } from './rules/indicator-off-track.js';
import { notAccepted } from './rules/not-accepted.js';
import { type Finding, factsOf, type RuleFacts, type Turn } from './rules/rule.js';
import { slotCourses } from './rules/slot-course.js';
import { taskDueSoon } from './rules/task-due-soon.js';
import { taskOverdue } from './rules/task-overdue.js';
import { updateInsufficient } from './rules/update-insufficient.js';
import { updateMissing } from './rules/update-missing.js';
import type { NewWarningEvent, WarningRule, WarningSubject } from './warning.events.js';
import { warningOfAssignment, warningOfIndicator } from './warning-id.js';

/** What should stand in one warning's stream by now: raised, escalated, cleared, raised again… oldest first. */
export interface WarningTimeline {
  /** `<rule>.<assignment or indicator>.<period>` */
  readonly id: string;
  readonly events: readonly NewWarningEvent[];
}

export function warningStream(id: string): string {
  return `warning-${id}`;
}

/**
 * Every warning that an assignment has had until `asOf`, with the instants at which each was raised, climbed and was
 * cleared: a pure function of what was recorded, so that a scheduler that was away writes, on its return, exactly what
 * it would have written. A rule or step that a policy doesn't hold does not judge.
 * @throws {CalendarYearMissingError}
 */
export function evaluate(
  assignment: Assignment,
  policies: readonly AdoptedPolicy[],
  asOf: string,
): WarningTimeline[] {
  return evaluateFacts(assignmentFacts(assignment), policies, asOf);
}

/**
 * {@link evaluate}, from no more than the rules look at.
 * @throws {CalendarYearMissingError}
 */
export function evaluateFacts(
  assignment: AssignmentFacts,
  policies: readonly AdoptedPolicy[],
  asOf: string,
): WarningTimeline[] {
  const facts = factsOf(assignment, policies, asOf);
  const slots = slotCourses(facts);
  const ofUpdates = inOrderOfPeriods([...updateMissing(slots), ...updateInsufficient(slots)]);
  const findings = [
    ...ofUpdates,
    ...taskOverdue(facts),
    ...taskDueSoon(facts),
    ...notAccepted(facts),
    ...contradiction(facts, slots),
  ];
  if (findings.length === 0) return [];
  const firstRaised = firstRaisedByPeriod(ofUpdates);
  return findings.map((finding) => timelineOf(finding, facts, firstRaised));
}

/** What one period's update was warned of is told before that of the next. */
function inOrderOfPeriods(findings: Finding[]): Finding[] {
  return findings.sort((a, b) => (a.periodIndex ?? 0) - (b.periodIndex ?? 0));
}

/** When the update of each period was first under warning, by index of the period. */
function firstRaisedByPeriod(findings: readonly Finding[]): ReadonlyMap<number, string> {
  const first = new Map<number, string>();
  for (const { periodIndex, turns } of findings) {
    const at = turns[0]?.at;
    if (periodIndex === undefined || at === undefined) continue;
    const known = first.get(periodIndex);
    if (known === undefined || at < known) first.set(periodIndex, at);
  }
  return first;
}

/** It ends by itself when the due date passes. */
const NEVER_CLIMBS: ReadonlySet<WarningRule> = new Set(['task-due-soon']);

function timelineOf(
  finding: Finding,
  facts: RuleFacts,
  firstRaised: ReadonlyMap<number, string>,
): WarningTimeline {
  const { rule, period } = finding;
  const { programme, task, unit } = facts.assignment;
  const assignment = assignmentId(programme, task, unit);
  const subject: WarningSubject = { rule, programme, task, unit, assignment, period };
  return {
    id: warningOfAssignment(rule, assignment, period),
    events: climbing(finding, facts, firstRaised, () => subject),
  };
}

/**
 * Every warning that an indicator has had until `asOf`, one for each year that it has had a target for; as pure as
 * {@link evaluate}. Its unit is the one that owned the indicator when the warning was raised.
 * @throws {CalendarYearMissingError}
 */
export function evaluateIndicator(
  course: IndicatorCourse,
  policies: readonly AdoptedPolicy[],
  asOf: string,
): WarningTimeline[] {
  const { programme, code } = course;
  const findings = indicatorOffTrack(course, policies, asOf);
  const firstRaised = findings.flatMap(({ turns: [first] }) => first?.at ?? []).sort()[0];
  if (firstRaised === undefined) return [];
  const periods = pastPeriods(
    policies,
    addDays(localDate(firstRaised), -DAYS_TO_CUT_OFF),
    localDate(asOf),
    asOf,
  );
  return findings.map((finding) => {
    const { rule, period } = finding;
    const subjectAt = (at: string): WarningSubject => ({
      rule,
      programme,
      task: null,
      unit: course.ownerAt(at),
      assignment: null,
      indicator: code,
      period,
    });
    return {
      id: warningOfIndicator(rule, programme, code, period),
      events: climbing(finding, { policies, asOf, periods }, new Map(), subjectAt),
    };
  });
}

/** What a warning's climbing depends on beside its own turns. */
interface Surroundings {
  readonly policies: readonly AdoptedPolicy[];
  readonly asOf: string;
  readonly periods: readonly PastPeriod[];
}

/** The turns of a finding with the steps that it climbed between them, as events. */
function climbing(
  finding: Finding,
  { policies, asOf, periods }: Surroundings,
  firstRaised: ReadonlyMap<number, string>,
  subjectAt: (raisedAt: string) => WarningSubject,
): NewWarningEvent[] {
  const standings = standingsOf(finding.turns);
  const climbed = NEVER_CLIMBS.has(finding.rule)
    ? []
    : escalationsOf(standings, policies, consecutiveOf(finding, standings, periods, firstRaised), asOf);
  return eventsOf(subjectAt, finding.turns, climbed);
}

function standingsOf(turns: readonly Turn[]): Standing[] {
  return turns.flatMap(({ at, raise }, index) =>
    raise ? [{ from: at, until: turns[index + 1]?.at ?? null }] : [],
  );
}

/**
 * When the duty had been under warning for so many periods: of an update, the period itself and those right before it;
 * of any other warning, the cut-offs at which it stood.
 */
function consecutiveOf(
  { periodIndex }: Finding,
  standings: readonly Standing[],
  periods: readonly PastPeriod[],
  firstRaised: ReadonlyMap<number, string>,
): (count: number) => string | null {
  if (periodIndex !== undefined) {
    return (count) => {
      let latest = '';
      for (let index = periodIndex; index > periodIndex - count; index -= 1) {
        const at = firstRaised.get(index);
        if (at === undefined) return null;
        if (at > latest) latest = at;
      }
      return latest;
    };
  }
  return (count) => {
    const stoodAt = periods
      .map(({ cutOff }) => cutOff)
      .filter((cutOff) =>
        standings.some(({ from, until }) => from < cutOff && (until === null || cutOff < until)),
      )
      .sort();
    return stoodAt[count - 1] ?? null;
  };
}

function eventsOf(
  subjectAt: (raisedAt: string) => WarningSubject,
  turns: readonly Turn[],
  climbed: readonly (readonly Escalation[])[],
): NewWarningEvent[] {
  const events: NewWarningEvent[] = [];
  let level = FIRST_LEVEL;
  let standing = 0;
  let subject = subjectAt(turns[0]?.at ?? '');
  for (const { at, raise, clear } of turns) {
    const effectiveOn = localDate(at);
    if (raise) subject = subjectAt(at);
    if (clear) {
      events.push({ type: 'WarningCleared', data: { ...subject, at, ...clear }, effectiveOn });
      continue;
    }
    events.push({ type: 'WarningRaised', data: { ...subject, at, level, inputs: raise ?? {} }, effectiveOn });
    for (const step of climbed[standing] ?? []) {
      const { at: climbedAt, from, to, because, workingDays, periods } = step;
      events.push({
        type: 'WarningEscalated',
        data: { ...subject, at: climbedAt, from, to, because, workingDays, periods },
        effectiveOn: localDate(climbedAt),
      });
      level = to;
    }
    standing += 1;
  }
  return events;
}
