import { expect } from '@jest/globals';
import { verifyLog } from '#event-log';
import type { Answer, TestSystem } from './system.js';

/** Letters that only Vietnamese has. */
const VIETNAMESE = /[ăâđêôơưàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ]/i;

/** The answer is a problem document of this status and stable code, with a sentence in Vietnamese. */
export function expectProblem(answer: Answer, status: number, code: string): void {
  const { type, status: stated, detail, title, instance } = answer.body;
  expect([answer.status, stated, type]).toEqual([status, status, `urn:nq57:problem:${code}`]);
  expect(answer.headers['content-type']).toBe('application/problem+json; charset=utf-8');
  expect(detail).toMatch(VIETNAMESE);
  expect(detail).toBe(String(detail).normalize('NFC'));
  expect(title).toMatch(VIETNAMESE);
  expect(instance).toEqual(expect.any(String));
}

/** Whatever `act` did, nothing was written and the log is whole. */
export async function expectNothingWritten<Result>(
  system: TestSystem,
  act: () => Promise<Result>,
): Promise<Result> {
  const before = await system.head();
  const result = await act();
  expect(await system.head()).toBe(before);
  const { whole, problems } = await verifyLog(system.settings.eventLog.path);
  expect({ whole, problems }).toEqual({ whole: true, problems: [] });
  return result;
}

const PATIENCE_MS = 15_000;
const PAUSE_MS = 50;

/** Asks until there is an answer other than undefined. @throws {Error} when none comes */
export async function eventually<Result>(
  ask: () => Promise<Result | undefined>,
  what: string,
): Promise<Result> {
  const end = performance.now() + PATIENCE_MS;
  for (;;) {
    const answer = await ask();
    if (answer !== undefined) return answer;
    if (performance.now() > end) throw new Error(`in vain: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
  }
}
