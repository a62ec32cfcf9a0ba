import { writeSync } from 'node:fs';

const STDOUT = 1;
const STDERR = 2;

/**
 * Ends a run of Jest with one plain line, `12 passed, 0 failed, 1 skipped` (skipped only where there are any), for who
 * reads the outcome by machine. A test file that could not be run at all counts as one failure. What was skipped is told
 * before it, each reason once: the bracket in the tests' names.
 */
export default class ClosingLineReporter {
  #stream;

  constructor({ json }) {
    // With --json standard output is for JSON alone.
    this.#stream = json ? STDERR : STDOUT;
  }

  onRunComplete(_contexts, results) {
    const { numPassedTests, numFailedTests, numRuntimeErrorTestSuites } = results;
    const skipped = results.numPendingTests + results.numTodoTests;
    const failed = numFailedTests + numRuntimeErrorTestSuites;
    for (const [reason, count] of reasonsOf(results))
      writeSync(STDERR, `Skipped ${count} tests: ${reason}\n`);
    const line = `${numPassedTests} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}\n`;
    // Jest's own summary comes after its reporters: the line waits for the end of the process to be the last.
    process.once('exit', () => writeSync(this.#stream, line));
  }
}

/** Each reason for which tests were skipped, with how many. */
function reasonsOf({ testResults }) {
  const reasons = new Map();
  for (const { testResults: tests } of testResults) {
    for (const { status, fullName } of tests) {
      if (status !== 'pending' && status !== 'todo') continue;
      const [, reason = fullName] = /\((?:skipped|cannot): ([^)]*)\)/.exec(fullName) ?? [];
      reasons.set(reason, (reasons.get(reason) ?? 0) + 1);
    }
  }
  return reasons;
}
