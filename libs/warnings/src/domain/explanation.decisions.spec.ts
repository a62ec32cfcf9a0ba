import { describe, expect, it } from '@jest/globals';
import type { JsonObject, Position, RecordedEvent } from '#event-log';
import { Refusal } from '#kernel';
import {
  type Days,
  type Explanation,
  judgeExplanation,
  requestExplanation,
  submitExplanation,
} from './explanation.decisions.js';
import { answeringUnit, type ExplanationState, explanationState } from './explanation.state.js';
import { idOf } from './testing/history.js';
import type { NewExplanationEvent, NewWarningEvent, WarningSubject } from './warning.events.js';

const SUBJECT: WarningSubject = {
  rule: 'update-missing',
  programme: 'mau-2026',
  task: '7',
  unit: 'phuong-hai-duong',
  assignment: 'mau-2026.7.phuong-hai-duong',
  period: '2026-03',
};
/** Monday 20 April 2026, with five working days to answer. */
const TODAY: Days = { today: '2026-04-20', dueByPolicy: '2026-04-28' };
const LATER: Days = { today: '2026-04-29', dueByPolicy: '2026-05-08' };

const raised: Given = {
  type: 'WarningRaised',
  data: { ...SUBJECT, at: '2026-04-06T10:00:00.000Z', level: 1, inputs: {} },
};
const cleared: Given = {
  type: 'WarningCleared',
  data: { ...SUBJECT, at: '2026-04-10T03:00:00.000Z', cause: 'report', event: idOf(0) },
};
const requested = (dueOn = '2026-04-28', question = 'Vì sao chưa cập nhật?'): NewExplanationEvent => ({
  type: 'ExplanationRequested',
  data: { ...SUBJECT, question, dueOn },
});
const EXPLANATION: Explanation = { text: 'Bão làm mất điện', cause: 'objective', documents: [] };
const submitted = (request: string | null = null): NewExplanationEvent => ({
  type: 'ExplanationSubmitted',
  data: { ...SUBJECT, request, ...EXPLANATION },
});
const returned = (explanation: string, dueOn = '2026-04-28'): NewExplanationEvent => ({
  type: 'ExplanationReturned',
  data: { ...SUBJECT, explanation, reason: 'Chưa rõ', dueOn },
});
const confirmed = (explanation: string, objective = true): NewExplanationEvent => ({
  type: 'CauseConfirmed',
  data: { ...SUBJECT, explanation, objective, reason: 'Có xác nhận' },
});

interface Given {
  readonly type: NewWarningEvent['type'] | NewExplanationEvent['type'];
  readonly data: JsonObject;
}

function fold(events: readonly Given[]): ExplanationState {
  return events
    .map(
      ({ type, data }, revision): RecordedEvent => ({
        id: idOf(revision),
        type,
        data,
        metadata: {
          actor: { id: 'tester', role: 'standing-office', unit: null },
          commandId: idOf(revision),
          correlationId: idOf(revision),
          recordedAt: '2026-04-20T02:00:00.000Z',
          effectiveOn: '2026-04-20',
          schemaVersion: 1,
        },
        stream: 'warning-test',
        revision,
        position: String(revision).padStart(16, '0') as Position,
        rawData: JSON.stringify(data),
        rawMetadata: '{}',
      }),
    )
    .reduce(explanationState.evolve, explanationState.initial);
}

/** `given(…events).when(decision)`: what it came to, whole. */
const given = (...events: readonly Given[]) => ({
  when: (decide: (state: ExplanationState) => readonly NewExplanationEvent[]) => {
    try {
      return { events: decide(fold(events)) };
    } catch (error) {
      if (error instanceof Refusal) return { refused: error.code };
      throw error;
    }
  },
});

describe('Asking for an explanation', () => {
  const ask =
    (dueOn: string | null = null, days = TODAY, question = 'Vì sao chưa cập nhật?') =>
    (state: ExplanationState) =>
      requestExplanation(state, question, dueOn, days);

  it('sets the policy’s number of working days where no day is named', () => {
    expect(given(raised).when(ask())).toStrictEqual({ events: [requested('2026-04-28')] });
  });

  it.each(['2026-04-20', '2026-05-30'])('takes a named day: %s', (dueOn) => {
    expect(given(raised).when(ask(dueOn))).toStrictEqual({ events: [requested(dueOn)] });
  });

  it('may concern a warning that has been cleared', () => {
    expect(given(raised, cleared).when(ask())).toStrictEqual({ events: [requested()] });
  });

  it('may follow a request whose day has passed without an answer', () => {
    expect(given(raised, requested()).when(ask(null, LATER))).toStrictEqual({
      events: [requested('2026-05-08')],
    });
  });

  it('may follow an acceptance once the warning was raised again', () => {
    const accepted = [raised, submitted(), confirmed(idOf(1))];
    expect(given(...accepted).when(ask())).toStrictEqual({ refused: 'explanation-accepted' });
    expect(given(...accepted, cleared, raised).when(ask())).toStrictEqual({ events: [requested()] });
  });

  it('yields nothing when it is the same again', () => {
    expect(given(raised, requested()).when(ask())).toStrictEqual({ events: [] });
  });

  it.each<[string, readonly Given[], ReturnType<typeof ask>, string]>([
    ['without a warning', [], ask(), 'warning-not-found'],
    ['with a day in the past', [raised], ask('2026-04-19'), 'explanation-due-past'],
    [
      'without a day, where the policy gives none',
      [raised],
      ask(null, { ...TODAY, dueByPolicy: null }),
      'explanation-due-missing',
    ],
    ['without a question', [raised], ask(null, TODAY, '  '), 'question-missing'],
    [
      'while an answer is still awaited',
      [raised, requested()],
      ask('2026-05-30'),
      'explanation-already-requested',
    ],
    [
      'while a returned one is still awaited',
      [raised, submitted(), returned(idOf(1))],
      ask(),
      'explanation-already-requested',
    ],
    ['while an answer waits for its judgement', [raised, submitted()], ask(), 'explanation-waiting'],
  ])('is refused %s', (_name, events, decide, code) => {
    expect(given(...events).when(decide)).toStrictEqual({ refused: code });
  });
});

describe('Explaining', () => {
  const explain = (state: ExplanationState) => submitExplanation(state, EXPLANATION);

  it('names the request that it answers', () => {
    expect(given(raised, requested()).when(explain)).toStrictEqual({ events: [submitted(idOf(1))] });
  });

  it('may come unasked, and after the warning was cleared', () => {
    expect(given(raised, cleared).when(explain)).toStrictEqual({ events: [submitted(null)] });
  });

  it('may come again after a return, still in answer to the request', () => {
    const history = [raised, requested(), submitted(idOf(1)), returned(idOf(2))];
    expect(given(...history).when(explain)).toStrictEqual({ events: [submitted(idOf(1))] });
  });

  it('may come again when the warning is raised again after an acceptance, unasked', () => {
    const history = [raised, requested(), submitted(idOf(1)), confirmed(idOf(2)), cleared, raised];
    expect(given(...history).when(explain)).toStrictEqual({ events: [submitted(null)] });
  });

  it.each<[string, readonly Given[], string]>([
    ['without a warning', [], 'warning-not-found'],
    ['while one waits for its judgement', [raised, submitted()], 'explanation-waiting'],
    ['after one was accepted', [raised, submitted(), confirmed(idOf(1))], 'explanation-accepted'],
  ])('is refused %s', (_name, events, code) => {
    expect(given(...events).when(explain)).toStrictEqual({ refused: code });
  });

  it('is refused without a text', () => {
    const blank = (state: ExplanationState) => submitExplanation(state, { ...EXPLANATION, text: ' \n' });
    expect(given(raised).when(blank)).toStrictEqual({ refused: 'explanation-missing' });
  });
});

describe('Judging an explanation', () => {
  const accept =
    (objective: boolean | null, reason = 'Có xác nhận') =>
    (state: ExplanationState) =>
      judgeExplanation(state, { decision: 'accepted', objective, reason }, TODAY);
  const sendBack =
    (dueOn: string | null = null, days = TODAY) =>
    (state: ExplanationState) =>
      judgeExplanation(state, { decision: 'returned', reason: 'Chưa rõ', dueOn }, days);

  it.each([true, false])('accepts it, with an objective cause confirmed: %s', (objective) => {
    expect(given(raised, submitted()).when(accept(objective))).toStrictEqual({
      events: [confirmed(idOf(1), objective)],
    });
  });

  it('returns it with a new day, the policy’s where none is named', () => {
    expect(given(raised, submitted()).when(sendBack())).toStrictEqual({ events: [returned(idOf(1))] });
    expect(given(raised, submitted()).when(sendBack('2026-04-22'))).toStrictEqual({
      events: [returned(idOf(1), '2026-04-22')],
    });
  });

  it('judges the one that was sent after a return', () => {
    const history = [raised, submitted(), returned(idOf(1)), submitted()];
    expect(given(...history).when(accept(true))).toStrictEqual({ events: [confirmed(idOf(3))] });
  });

  it.each<[string, readonly Given[], ReturnType<typeof accept>, string]>([
    ['without a warning', [], accept(true), 'warning-not-found'],
    ['when nothing was submitted', [raised, requested()], accept(true), 'no-explanation-waiting'],
    [
      'when it was accepted already',
      [raised, submitted(), confirmed(idOf(1))],
      accept(true),
      'explanation-already-judged',
    ],
    [
      'when it was returned already',
      [raised, submitted(), returned(idOf(1))],
      sendBack(),
      'explanation-already-judged',
    ],
    ['without a word on the cause', [raised, submitted()], accept(null), 'objective-missing'],
    ['without a reason', [raised, submitted()], accept(true, ' '), 'reason-missing'],
    ['with a day in the past', [raised, submitted()], sendBack('2026-04-19'), 'explanation-due-past'],
    [
      'without a day, where the policy gives none',
      [raised, submitted()],
      sendBack(null, { ...TODAY, dueByPolicy: null }),
      'explanation-due-missing',
    ],
  ])('is refused %s', (_name, events, decide, code) => {
    expect(given(...events).when(decide)).toStrictEqual({ refused: code });
  });
});

describe('A warning that no unit answers for', () => {
  const UNOWNED: WarningSubject = {
    rule: 'indicator-off-track',
    programme: 'mau-2026',
    task: null,
    unit: null,
    assignment: null,
    indicator: '1.(1)/1',
    period: '2026',
  };
  const unownedRaised: Given = {
    type: 'WarningRaised',
    data: { ...UNOWNED, at: '2026-04-06T10:00:00.000Z', level: 1, inputs: {} },
  };
  const ask = (state: ExplanationState, unit: string | null) =>
    requestExplanation(state, 'Vì sao chậm?', null, TODAY, unit);
  const asked: Given = {
    type: 'ExplanationRequested',
    data: { ...UNOWNED, askedUnit: 'so-a', question: 'Vì sao chậm?', dueOn: '2026-04-28' },
  };

  it('is explained by the unit that the request names', () => {
    expect(ask(fold([unownedRaised]), 'so-a')).toStrictEqual([asked]);
    expect(submitExplanation(fold([unownedRaised, asked]), EXPLANATION)).toStrictEqual([
      {
        type: 'ExplanationSubmitted',
        data: { ...UNOWNED, askedUnit: 'so-a', request: idOf(1), ...EXPLANATION },
      },
    ]);
    expect(answeringUnit(fold([unownedRaised]))).toBeNull();
    expect(answeringUnit(fold([unownedRaised, asked]))).toBe('so-a');
  });

  it('asked the same again of the same unit yields nothing, of another one it is refused', () => {
    const state = fold([unownedRaised, asked]);
    expect(ask(state, 'so-a')).toStrictEqual([]);
    expect(() => ask(state, 'so-b')).toThrow(
      expect.objectContaining({ code: 'explanation-already-requested' }),
    );
  });

  it('can’t be asked about without a unit, and one with a unit of its own not of another', () => {
    expect(() => ask(fold([unownedRaised]), null)).toThrow(
      expect.objectContaining({ code: 'explanation-unit-missing' }),
    );
    expect(() => ask(fold([raised]), 'so-b')).toThrow(
      expect.objectContaining({ code: 'explanation-unit-differs' }),
    );
    expect(ask(fold([raised]), SUBJECT.unit)[0]?.data).not.toHaveProperty('askedUnit');
  });

  it('passes to the owner with the next raising', () => {
    const owned: Given = { ...unownedRaised, data: { ...unownedRaised.data, unit: 'so-c' } };
    const state = fold([unownedRaised, asked, owned]);
    expect(answeringUnit(state)).toBe('so-c');
    expect(submitExplanation(state, EXPLANATION)[0]?.data).toMatchObject({ unit: 'so-c' });
  });
});
