import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { contractPage, contractRows, isKept, type JestReport } from './contract-matrix.js';
import { ROOT, runNode, say } from './project.js';

const PAGE = join(ROOT, 'docs', 'eventstoredb', 'contract.md');
const JEST = join(ROOT, 'node_modules', 'jest', 'bin', 'jest.js');

/**
 * The tests of the event log, the contract suite among them, on both engines.
 * @param version of the server
 * @returns what is wrong; empty where all is well
 */
export async function contractPart(url: string, version: string, writeDocs: boolean): Promise<string[]> {
  const folder = mkdtempSync(join(tmpdir(), 'nq57-contract-'));
  const output = join(folder, 'report.json');
  try {
    const flags = ['--experimental-vm-modules', '--no-warnings'];
    await runNode([...flags, JEST, 'libs/event-log', '--json', `--outputFile=${output}`], {
      EVENTSTOREDB_URL: url,
    });
    const report = JSON.parse(readFileSync(output, 'utf8')) as JestReport;
    const rows = contractRows(report);
    process.stdout.write(`${contractPage(rows, version)}\n`);
    if (writeDocs) {
      writeFileSync(PAGE, contractPage(rows, version));
      say(`Written: ${PAGE}`);
    }
    const failed = report.numFailedTests + report.numRuntimeErrorTestSuites;
    return [
      ...(failed > 0 ? [`contract: ${failed} tests of the event log failed`] : []),
      ...(isKept(rows) ? [] : ['contract: not every case was run and passed on both engines']),
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
