import { describe, expect, it } from '@jest/globals';
import { flawsAt, isUnknownOutcome, OfflineError, ProblemError, problemOf } from './problem.js';

const PROBLEM = { 'Content-Type': 'application/problem+json' };

function answer(status: number, code: string): Promise<ProblemError> {
  const body = JSON.stringify({ type: `urn:nq57:problem:${code}`, title: 'T', detail: 'D' });
  return problemOf(new Response(body, { status, headers: PROBLEM }));
}

describe('Whether it is known what became of a command', () => {
  it('is not known where no answer came, or a gateway answered in place of the server', async () => {
    expect(isUnknownOutcome(new OfflineError())).toBe(true);
    for (const status of [502, 503, 504]) {
      const problem = await problemOf(new Response('<h1>Gateway Timeout</h1>', { status }));
      expect(isUnknownOutcome(problem)).toBe(true);
    }
  });

  it('is not known where the server itself says so or failed', async () => {
    expect(isUnknownOutcome(await answer(503, 'unknown-outcome'))).toBe(true);
    expect(isUnknownOutcome(await answer(500, 'internal-error'))).toBe(true);
  });

  it('is known where the server refused it', async () => {
    expect(isUnknownOutcome(await answer(503, 'event-log-unavailable'))).toBe(false);
    expect(isUnknownOutcome(await answer(409, 'idempotency-key-reused'))).toBe(false);
    expect(isUnknownOutcome(await problemOf(new Response('', { status: 413 })))).toBe(false);
  });
});

describe('The flaws of a field', () => {
  it('are its own and those of what lies in it, not those of a field with a longer name', () => {
    const places = ['documents', 'documents[0].number', 'documents.date', 'documentsOld', 'reason'];
    const flaws = places.map((at) => ({ at, detail: at }));
    expect(flawsAt(new ProblemError(400, 'invalid-input', 'T', 'D', flaws), 'documents')).toEqual(
      places.slice(0, 3),
    );
  });
});
