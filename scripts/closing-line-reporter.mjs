import { writeSync } from 'node:fs';

const STDOUT = 1;
const STDERR = 2;

/**
 * Ends a run of Jest with one plain line, `12 passed, 0 failed, 1 skipped` (skipped only where there are any), for who
 * reads the outcome by machine. A test file that could not be run at all counts as one failure.
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
    const line = `${numPassedTests} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}\n`;
    // Jest's own summary comes after its reporters: the line waits for the end of the process to be the last.
    process.once('exit', () => writeSync(this.#stream, line));
  }
}
