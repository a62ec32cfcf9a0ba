import { describe, expect, it } from '@jest/globals';
import { judge, pauseSeconds } from './retry.js';

const RETRY = { firstSeconds: 60, longestSeconds: 900, giveUpHours: 72, refusals: 3 };
const NOW = '2026-04-06T02:00:00.000Z';
const tried = (attempts: number, refusals = 0, since = NOW) => ({ attempts, refusals, since });

describe('After a try', () => {
  it('what was sent is done with', () => {
    expect(judge({ kind: 'sent' }, tried(1), RETRY, NOW)).toStrictEqual({ state: 'sent' });
  });

  it('the pause doubles from try to try, up to the longest', () => {
    expect([1, 2, 3, 4, 5, 6, 100].map((attempts) => pauseSeconds(attempts, RETRY))).toStrictEqual([
      60, 120, 240, 480, 900, 900, 900,
    ]);
  });

  it.each(['delayed', 'unreachable'] as const)('what is %s is tried again, however often', (kind) => {
    expect(judge({ kind, error: 'e' }, tried(2), RETRY, NOW)).toStrictEqual({
      state: 'failed',
      nextAt: '2026-04-06T02:02:00.000Z',
      error: 'e',
      refusals: 0,
    });
    expect(judge({ kind, error: 'e' }, tried(500), RETRY, NOW).state).toBe('failed');
  });

  it.each([
    ['a day', '2026-04-05T02:00:00.000Z', 'failed'],
    ['just less than three days', '2026-04-03T02:00:01.000Z', 'failed'],
    ['three days', '2026-04-03T02:00:00.000Z', 'dead'],
  ])('after %s of trying what is put off is %s since %s', (_for, since, state) => {
    expect(judge({ kind: 'unreachable', error: 'e' }, tried(90, 0, since), RETRY, NOW).state).toBe(state);
  });

  it('what is refused for good is dead at the third refusal', () => {
    const refused = { kind: 'refused', error: '550' } as const;
    expect(
      [0, 1, 2].map((before) => judge(refused, tried(before + 1, before), RETRY, NOW).state),
    ).toStrictEqual(['failed', 'failed', 'dead']);
  });
});
