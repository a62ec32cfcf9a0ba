import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { casesOfPage, contractPage, contractRows, isKept, type JestReport } from './contract-matrix.js';
import { ROOT } from './project.js';

const SUITE = join(ROOT, 'libs/event-log/src/testing/contract');

/** The names of the cases, as the suite's sources have them. */
const cases = readdirSync(SUITE)
  .filter((file) => file.endsWith('-cases.ts'))
  .flatMap((file) => [...readFileSync(join(SUITE, file), 'utf8').matchAll(/^ {2}'([^']+)': async/gm)])
  .map(([, name]) => name);

const sqlite = ['the SQLite engine keeps the event log contract', 'reading'];
const eventstoredb = ['against a server', 'the EventStoreDB engine keeps the event log contract', 'reading'];

const report = (...results: [readonly string[], string, string][]): JestReport => ({
  numFailedTests: 0,
  numPassedTests: 0,
  numRuntimeErrorTestSuites: 0,
  testResults: [
    {
      assertionResults: results.map(([ancestorTitles, title, status]) => ({ ancestorTitles, title, status })),
    },
  ],
});

describe('The contract matrix', () => {
  it('in docs/ has exactly the cases of the contract suite', () => {
    const page = readFileSync(join(ROOT, 'docs/eventstoredb/contract.md'), 'utf8');
    expect(cases.length).toBeGreaterThan(0);
    expect(casesOfPage(page).toSorted()).toStrictEqual(cases.toSorted());
  });

  it('puts what became of a case on either engine into one row', () => {
    const rows = contractRows(report([sqlite, 'reads', 'passed'], [eventstoredb, 'reads', 'failed']));
    expect(rows).toStrictEqual([
      { group: 'reading', name: 'reads', sqlite: 'passed', eventstoredb: 'failed' },
    ]);
  });

  it('tells what an engine cannot do, with the reason', () => {
    const rows = contractRows(
      report([sqlite, 'reads', 'passed'], [eventstoredb, 'reads (cannot: no disk)', 'pending']),
    );
    expect(rows[0]?.eventstoredb).toStrictEqual({ cannot: 'no disk' });
    expect(isKept(rows)).toBe(true);
    expect(contractPage(rows, '23.10')).toMatch(/^\| reads \| passed \| cannot: no disk +\|$/m);
  });

  it('is not kept where a case failed, was not run, or where there is none', () => {
    expect(isKept([])).toBe(false);
    expect(isKept(contractRows(report([sqlite, 'reads', 'passed'])))).toBe(false);
    expect(isKept(contractRows(report([sqlite, 'reads', 'passed'], [eventstoredb, 'reads', 'failed'])))).toBe(
      false,
    );
    expect(isKept(contractRows(report([sqlite, 'reads', 'passed'], [eventstoredb, 'reads', 'passed'])))).toBe(
      true,
    );
  });

  it('takes a case that was skipped without a reason for one that failed', () => {
    const rows = contractRows(report([sqlite, 'reads', 'pending'], [eventstoredb, 'reads', 'passed']));
    expect(isKept(rows)).toBe(false);
  });
});
