import { describe, expect, it } from '@jest/globals';
import type { JsonObject, Position, RecordedEvent } from '#event-log';
import type { NewWarningEvent, WarningSubject } from './warning.events.js';
import { missingTurns, type WarningState, warningState } from './warning.state.js';

const SUBJECT: WarningSubject = {
  rule: 'task-overdue',
  programme: 'mau-2026',
  task: '7',
  unit: 'so-noi-vu',
  assignment: 'mau-2026.7.so-noi-vu',
  period: '2026-06-30',
};

const FIRST = '2026-06-30T17:00:00.000Z';
const SECOND = '2026-07-05T02:00:00.000Z';
const THIRD = '2026-07-09T02:00:00.000Z';

const raised = (at: string): NewWarningEvent => ({
  type: 'WarningRaised',
  data: { ...SUBJECT, at, level: 1, inputs: {} },
  effectiveOn: at.slice(0, 10),
});
const cleared = (at: string): NewWarningEvent => ({
  type: 'WarningCleared',
  data: { ...SUBJECT, at, cause: 'status', event: '00000000-0000-5000-8000-000000000001' },
  effectiveOn: at.slice(0, 10),
});

const climbed = (at: string, to: number): NewWarningEvent => ({
  type: 'WarningEscalated',
  data: { ...SUBJECT, at, from: to - 1, to, because: 'grace', workingDays: 5, periods: null },
  effectiveOn: at.slice(0, 10),
});
const raisedTo = (at: string, level: number): NewWarningEvent => {
  const turn = raised(at);
  return turn.type === 'WarningRaised' ? { ...turn, data: { ...turn.data, level } } : turn;
};

function stored(events: readonly { readonly type: string; readonly data: JsonObject }[]): WarningState {
  return events
    .map(
      ({ type, data }, revision): RecordedEvent => ({
        id: `00000000-0000-5000-8000-${String(revision).padStart(12, '0')}`,
        type,
        data,
        metadata: {
          actor: { id: 'warnings', role: 'rule', unit: null },
          commandId: 'test',
          correlationId: 'test',
          recordedAt: THIRD,
          effectiveOn: '2026-07-09',
          schemaVersion: 1,
        },
        stream: 'warning-task-overdue.mau-2026.7.so-noi-vu.2026-06-30',
        revision,
        position: String(revision).padStart(16, '0') as Position,
        rawData: JSON.stringify(data),
        rawMetadata: '{}',
      }),
    )
    .reduce(warningState.evolve, warningState.initial);
}

const TWO = [raised(FIRST), cleared(SECOND)];
const THREE = [...TWO, raised(THIRD)];

describe('What a warning’s stream still lacks', () => {
  it.each([
    ['is everything when nothing was written', [], THREE, THREE],
    ['is the rest when the beginning was written', TWO, THREE, [raised(THIRD)]],
    ['is nothing when all was written', THREE, THREE, []],
    ['is nothing when another process has looked later and written more', THREE, TWO, []],
    ['is nothing when another process has cleared what stands here', TWO, [raised(FIRST)], []],
    ['is nothing when nothing is wanted', [], [], []],
    [
      'is one turn where the rules look back differently and the warning stands now',
      TWO,
      [raised(SECOND)],
      [raised(SECOND)],
    ],
    [
      'is one turn where the rules look back differently and the warning stands no more',
      [raised(FIRST)],
      [raised(SECOND), cleared(THIRD)],
      [cleared(THIRD)],
    ],
    [
      'is nothing where the rules look back differently but it stands all the same',
      [raised(FIRST)],
      [raised(SECOND)],
      [],
    ],
    [
      'is nothing where the rules look back differently and it stands no more all the same',
      TWO,
      [raised(FIRST), cleared(THIRD)],
      [],
    ],
    [
      'is the step that was climbed since',
      [raised(FIRST)],
      [raised(FIRST), climbed(SECOND, 2)],
      [climbed(SECOND, 2)],
    ],
    [
      'is the second of two steps at one instant',
      [raised(FIRST), climbed(SECOND, 2)],
      [raised(FIRST), climbed(SECOND, 2), climbed(SECOND, 3)],
      [climbed(SECOND, 3)],
    ],
    [
      'is the steps above the written level, where the rules look back differently',
      [raised(FIRST), climbed(SECOND, 2)],
      [raised(FIRST), climbed(FIRST, 2), climbed(THIRD, 3)],
      [climbed(THIRD, 3)],
    ],
    [
      'never lowers the level that was reached, where the rules look back differently',
      [raised(FIRST), climbed(SECOND, 2), cleared(SECOND)],
      [raised(SECOND)],
      [raisedTo(SECOND, 2)],
    ],
  ])('%s', (_name, written, wanted, missing) => {
    expect(missingTurns(stored(written), wanted)).toStrictEqual(missing);
  });

  it('is nothing once it has been written', () => {
    const written = [...TWO, ...missingTurns(stored(TWO), THREE)];
    expect(missingTurns(stored(written), THREE)).toStrictEqual([]);
  });
});

describe('The state of a warning', () => {
  it('is the turns that were written, oldest first', () => {
    expect(stored(THREE)).toStrictEqual([
      { type: 'WarningRaised', at: FIRST },
      { type: 'WarningCleared', at: SECOND },
      { type: 'WarningRaised', at: THIRD },
    ]);
  });

  it('takes no account of events that it does not know', () => {
    expect(stored([...TWO, { type: 'ExplanationRequested', data: { question: 'Vì sao?' } }])).toStrictEqual(
      stored(TWO),
    );
  });
});
