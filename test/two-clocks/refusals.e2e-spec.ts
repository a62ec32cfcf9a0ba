import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { expectProblem } from '../support/expectations.js';
import { FINANCE_ASSIGNMENT, fullReport, PROGRAMME, TestSystem } from '../support/system.js';

const OVERVIEW = `/programmes/${PROGRAMME}/overview`;
const SETUP_MS = 60_000;

let system: TestSystem;

beforeAll(async () => {
  system = await TestSystem.open();
  system.at('2026-02-03');
  await system.done(`/assignments/${FINANCE_ASSIGNMENT}/acceptance`, 'finance');
  system.at('2026-02-04');
  await system.report(FINANCE_ASSIGNMENT, 'finance', '2026-01', 20);
  await system.settled();
}, SETUP_MS);

afterAll(() => system.close());

const ask = (url: string) => system.call('GET', url, { as: 'office' });

describe('The two clocks of a read', () => {
  it.each([
    ['a day that has not come', 'asKnownAt=2026-02-05', 422, 'as-of-in-future'],
    ['an instant that has not come', 'asKnownAt=2026-02-04T09:00:01%2B07:00', 422, 'instant-in-future'],
    ['an instant without its offset', 'asKnownAt=2026-02-03T09:00:00', 400, 'invalid-instant'],
    ['what is no instant', 'asKnownAt=hôm qua', 400, 'invalid-instant'],
    ['two instants at once', 'asKnownAt=2026-02-02&asKnownAt=2026-02-03', 400, 'invalid-input'],
    ['a day later than what was known', 'asOf=2026-02-04&asKnownAt=2026-02-03', 422, 'as-of-in-future'],
  ])('refuse %s', async (_what, query, status, code) => {
    expectProblem(await ask(`${OVERVIEW}?${query}`), status, code);
    expectProblem(await ask(`/assignments/${FINANCE_ASSIGNMENT}?${query}`), status, code);
  });

  it('are refused where only now is known', async () => {
    expectProblem(await ask('/me?asKnownAt=2026-02-03'), 400, 'only-now');
    expectProblem(await ask('/me/notifications?asOf=2026-02-03'), 400, 'only-now');
  });

  it('are no parameters of a command', async () => {
    const url = `/assignments/${FINANCE_ASSIGNMENT}/progress-reports?asKnownAt=2026-02-03`;
    expectProblem(await system.post(url, 'finance', fullReport('2026-01', 30)), 400, 'invalid-input');
  });

  it('answer a read without an asOf of its own as it was known at that day’s end', async () => {
    const percents = async (query: string) =>
      (await ask(`/assignments/${FINANCE_ASSIGNMENT}${query}`)).body.percent;
    expect([
      await percents(''),
      await percents('?asOf=2026-02-03'),
      await percents('?asOf=2026-02-04'),
    ]).toEqual([20, null, 20]);
  });

  it('show nothing of an assignment before it was known', async () => {
    expectProblem(
      await ask(`/assignments/${FINANCE_ASSIGNMENT}?asKnownAt=2026-01-04`),
      404,
      'assignment-not-found',
    );
  });
});
