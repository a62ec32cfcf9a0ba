import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import type { JsonObject, Position, RecordedEvent } from '#event-log';
import type { AdoptedPolicy } from '#reporting';
import { evaluate, evaluateIndicator } from './evaluate.js';
import { judgeExplanation, requestExplanation, submitExplanation } from './explanation.decisions.js';
import { type ExplanationState, explanationState } from './explanation.state.js';
import {
  ALL_RULES,
  accepted,
  assigned,
  assignmentOf,
  becomes,
  fullPolicy,
  idOf,
  local,
  policy,
  report,
  reportReturned,
  type Step,
} from './testing/history.js';
import { correctedTo, courseOf, measured, targeted } from './testing/indicator.js';
import {
  EXPLANATION_EVENT_TYPES,
  type ExplanationEventType,
  type NewExplanationEvent,
  type NewWarningEvent,
  RULE_VERSIONS,
  WARNING_EVENT_TYPES,
  type WarningEventType,
  type WarningRule,
} from './warning.events.js';
import { turnOf, warningState } from './warning.state.js';

/*
 * The fixtures are the storage format: bodies as they stand in logs, key order included. A fixture is never edited to
 * make a test pass; a body that has to change gets a new schemaVersion, an upcaster and a fixture of its own.
 */

interface Fixture {
  readonly type: string;
  readonly schemaVersion: number;
  readonly data: JsonObject;
}

const FIXTURES = JSON.parse(
  readFileSync(new URL('./fixtures/warning-events.json', import.meta.url), 'utf8'),
) as readonly Fixture[];

const named = FIXTURES.map((fixture) => ({
  ...fixture,
  type: fixture.type as WarningEventType,
  rule: fixture.data.rule as WarningRule,
}));

const begun = assigned(local('2026-03-10 09:00'), { due: '2026-03-31' });
const returned = [
  begun,
  report(local('2026-03-30 10:00'), '2026-03', { percent: null, summary: 'Đang làm' }),
  reportReturned(local('2026-04-02 10:00'), idOf(1)),
  becomes(local('2026-04-20 10:00'), 'completed', 'assigned'),
];

interface History {
  readonly steps: readonly Step[];
  readonly policies: readonly AdoptedPolicy[];
  readonly asOf: string;
}

const AS_OF = local('2026-05-04 10:00');
const plain = (steps: readonly Step[]): History => ({ steps, policies: [policy()], asOf: AS_OF });

/** A history that leads to each rule's warnings. */
const HISTORIES: Readonly<Record<Exclude<WarningRule, 'indicator-off-track'>, History>> = {
  'update-missing': plain([begun]),
  'update-insufficient': plain(returned),
  'task-overdue': plain(returned),
  'task-due-soon': { steps: [begun], policies: [fullPolicy()], asOf: AS_OF },
  'not-accepted': {
    steps: [begun, accepted(local('2026-03-25 10:00'))],
    policies: [fullPolicy()],
    asOf: AS_OF,
  },
  contradiction: {
    steps: [
      assigned(local('2026-03-10 09:00'), { budgetMillionVnd: 2_000 }),
      accepted(local('2026-03-11 09:00')),
      report(local('2026-03-30 10:00'), '2026-03', { percent: 100, disbursedVnd: 900_000_000 }),
      report(local('2026-04-29 10:00'), '2026-04', { percent: 60 }),
    ],
    policies: [
      fullPolicy({
        ...ALL_RULES,
        sufficiency: { proofAtFull: false },
        escalation: { unitHeadAfter: 5, leaderAfter: 10, inspectionAfterPeriods: 2 },
      }),
    ],
    asOf: local('2026-06-08 10:00'),
  },
};

/** An indicator without an owner: off its track, climbing, and brought back by a correction. */
const COURSE = courseOf([
  targeted(local('2026-01-05 08:00'), 60),
  measured(local('2026-04-02 09:00'), '2026-03', 5, '2026-03-31'),
  correctedTo(local('2026-04-14 09:00'), '2026-03', 20),
]);

function turnsOfRule(rule: WarningRule): readonly NewWarningEvent[] {
  if (rule === 'indicator-off-track') {
    const policies = [fullPolicy({ ...ALL_RULES, warnings: { indicatorOffTrack: true } })];
    return evaluateIndicator(COURSE, policies, AS_OF).flatMap(({ events }) => events);
  }
  const { steps, policies, asOf } = HISTORIES[rule];
  return evaluate(assignmentOf(steps), policies, asOf)
    .flatMap(({ events }) => events)
    .filter(({ data }) => data.rule === rule);
}

const REQUEST_ID = idOf(100);
const SUBMISSION_ID = idOf(101);

/** What people do about a warning, each with what comes before it. */
const EXPLAINED: Readonly<
  Record<ExplanationEventType, (state: ExplanationState) => readonly NewExplanationEvent[]>
> = {
  ExplanationRequested: (state) =>
    requestExplanation(
      state,
      'Vì sao chưa cập nhật?',
      null,
      { today: '2026-04-20', dueByPolicy: '2026-04-29' },
      state.subject?.unit === null ? 'so-khcn' : null,
    ),
  ExplanationSubmitted: (state) =>
    submitExplanation(
      { ...state, asked: { question: 'Vì sao?', dueOn: '2026-04-29' }, request: REQUEST_ID },
      {
        text: 'Bão số 1 làm mất điện toàn địa bàn.',
        cause: 'objective',
        documents: [{ number: '12/BC-UBND', date: '2026-04-22', issuer: 'UBND phường', sha256: null }],
      },
    ),
  ExplanationReturned: (state) =>
    judgeExplanation(
      { ...state, waiting: SUBMISSION_ID },
      { decision: 'returned', reason: 'Chưa có xác nhận của ngành điện', dueOn: '2026-05-08' },
      { today: '2026-04-27', dueByPolicy: null },
    ),
  CauseConfirmed: (state) =>
    judgeExplanation(
      { ...state, waiting: SUBMISSION_ID },
      { decision: 'accepted', objective: true, reason: 'Đã có xác nhận của ngành điện' },
      { today: '2026-04-28', dueByPolicy: null },
    ),
};

/** The bodies that the rules, or people, produce of one type for a rule's warning. */
function produced(type: WarningEventType, rule: WarningRule): readonly JsonObject[] {
  const turns = turnsOfRule(rule);
  const people = EXPLAINED[type as ExplanationEventType] as
    | (typeof EXPLAINED)[ExplanationEventType]
    | undefined;
  if (!people) return turns.filter((event) => event.type === type).map(({ data }) => data);
  const [raised] = turns;
  if (!raised) return [];
  const { subject } = explanationState.evolve(explanationState.initial, recorded(raised.type, raised.data));
  return people({ ...explanationState.initial, subject }).map(({ data }) => data);
}

function recorded(type: WarningEventType, data: JsonObject): RecordedEvent {
  return {
    id: idOf(0),
    type,
    data,
    metadata: {
      actor: { id: 'warnings', role: 'rule', unit: null },
      commandId: idOf(0),
      correlationId: idOf(0),
      recordedAt: '2026-05-04T03:00:00.000Z',
      effectiveOn: '2026-04-06',
      schemaVersion: 1,
    },
    stream: 'warning-test',
    revision: 0,
    position: '0000000000000001' as Position,
    rawData: JSON.stringify(data),
    rawMetadata: '{}',
  };
}

describe('The stored events of a warning', () => {
  it('have a fixture for each type and none for another', () => {
    expect(new Set(FIXTURES.map(({ type }) => type))).toStrictEqual(new Set(WARNING_EVENT_TYPES));
  });

  it('have a fixture for each rule, whose inputs differ', () => {
    const rules = named.filter(({ type }) => type === 'WarningRaised').map(({ rule }) => rule);
    expect(rules.sort()).toStrictEqual(Object.keys(RULE_VERSIONS).sort());
  });

  it('are all of the first version of their schema', () => {
    expect(FIXTURES.filter(({ schemaVersion }) => schemaVersion !== 1)).toStrictEqual([]);
  });

  it.each(named)('are still read: $type of $rule', ({ type, data }) => {
    const event = recorded(type, data);
    const isTurn = !EXPLANATION_EVENT_TYPES.some((one) => one === type);
    expect(warningState.evolve([], event)).toStrictEqual(isTurn ? [turnOf(type, data)] : []);
    const told = explanationState.evolve(explanationState.initial, event);
    const changes = !isTurn || type === 'WarningRaised';
    expect(told !== explanationState.initial).toBe(changes);
  });

  it.each(named)('are still what is produced, byte for byte: $type of $rule', ({ type, rule }) => {
    const stored = named.filter((one) => one.type === type && one.rule === rule).map(({ data }) => data);
    expect(produced(type, rule).map((data) => JSON.stringify(data))).toStrictEqual(
      stored.map((data) => JSON.stringify(data)),
    );
  });
});
