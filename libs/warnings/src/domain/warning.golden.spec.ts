import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import type { JsonObject, Position } from '#event-log';
import { evaluate } from './evaluate.js';
import {
  assigned,
  assignmentOf,
  becomes,
  idOf,
  local,
  policy,
  report,
  reportReturned,
  type Step,
} from './testing/history.js';
import { RULE_VERSIONS, WARNING_EVENT_TYPES, type WarningRule } from './warning.events.js';
import { warningState } from './warning.state.js';

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

const named = FIXTURES.map((fixture) => ({ ...fixture, rule: fixture.data.rule as WarningRule }));

const begun = assigned(local('2026-03-10 09:00'), { due: '2026-03-31' });
const returned = [
  begun,
  report(local('2026-03-30 10:00'), '2026-03', { percent: null, summary: 'Đang làm' }),
  reportReturned(local('2026-04-02 10:00'), idOf(1)),
  becomes(local('2026-04-20 10:00'), 'completed', 'assigned'),
];

/** A history that leads to each rule's warnings. */
const HISTORIES: Readonly<Record<WarningRule, readonly Step[]>> = {
  'update-missing': [begun],
  'update-insufficient': returned,
  'task-overdue': returned,
};

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
    const event = {
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
    expect(warningState.evolve([], event)).toStrictEqual([{ type, at: data.at }]);
  });

  it.each(named)(
    'are still what the rules produce, byte for byte: $type of $rule',
    ({ type, rule, data }) => {
      const produced = evaluate(assignmentOf(HISTORIES[rule]), [policy()], local('2026-05-04 10:00'))
        .flatMap(({ events }) => events)
        .filter((event) => event.type === type && event.data.rule === rule)
        .map((event) => JSON.stringify(event.data));
      expect(produced).toStrictEqual([JSON.stringify(data)]);
    },
  );
});
