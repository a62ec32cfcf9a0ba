// The tests against a real server: the contract suite, the demo, the fault drills. See docs/eventstoredb/README.md.
//   node dist/test/eventstoredb/main.js [--only contract|demo|drills|D1|D2|D3|D4]… [--rounds-factor 0.2] [--write-docs]
import { writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { contractPart } from './contract-part.js';
import { demoPart } from './demo-part.js';
import { InvalidDeploymentError } from './deployment.js';
import { DRILLS, type Drill } from './drills/drill.js';
import { type DrillResult, drillsPage, flawsOf, resultTable } from './drills/report.js';
import { runDrill } from './drills/run-drill.js';
import { type Found, findDeployments } from './find-deployments.js';
import { ROOT, say } from './project.js';
import { nodeInfo } from './server-nodes.js';

const EXIT = { failed: 1, usage: 2, noServer: 3 } as const;
const PAGE = join(ROOT, 'docs', 'eventstoredb', 'drills.md');

interface Options {
  readonly only: readonly string[];
  readonly roundsFactor: number;
  readonly writeDocs: boolean;
}

/** @throws {TypeError} an option that can't be */
function readOptions(): Options {
  const { values } = parseArgs({
    options: {
      only: { type: 'string', multiple: true, default: [] },
      'rounds-factor': { type: 'string', default: '1' },
      'write-docs': { type: 'boolean', default: false },
    },
  });
  const known = ['contract', 'demo', 'drills', ...DRILLS.map(({ id }) => id)];
  const unknown = values.only.find((name) => !known.includes(name));
  if (unknown !== undefined) throw new TypeError(`--only ${unknown}: there are ${known.join(', ')}`);
  const roundsFactor = Number(values['rounds-factor']);
  if (!(roundsFactor > 0)) throw new TypeError('--rounds-factor: a number above 0');
  return { only: values.only, roundsFactor, writeDocs: values['write-docs'] };
}

const wanted = ({ only }: Options, ...names: string[]) =>
  only.length === 0 || names.some((name) => only.includes(name));

/** Runs the drills that there are nodes for. @returns what is wrong */
async function drillsPart(options: Options, { deployments }: Found, version: string): Promise<string[]> {
  const asked = DRILLS.filter(({ id }) => wanted(options, 'drills', id));
  const notRun = asked.filter(({ deployment }) => !deployments[deployment]);
  for (const { id, title, deployment } of notRun) {
    say(`${id} is not run (${title}): EVENTSTOREDB_NODES names no "${deployment}"`);
  }
  const results: DrillResult[] = [];
  const flaws: string[] = [];
  for (const drill of asked.filter((each) => !notRun.includes(each))) {
    try {
      const result = await runDrill(drill, deployments[drill.deployment]!, roundsOf(drill, options));
      results.push(result);
      flaws.push(...flawsOf(result));
    } catch (error) {
      flaws.push(`${drill.id}: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  if (results.length > 0) process.stdout.write(`${resultTable(results)}\n`);
  const whole = results.length === DRILLS.length && options.roundsFactor >= 1 && flaws.length === 0;
  if (options.writeDocs && whole) {
    const machine = { version, cores: availableParallelism(), node: process.version };
    writeFileSync(PAGE, drillsPage(results, machine));
    say(`Written: ${PAGE}`);
  } else if (options.writeDocs) {
    say('The page of the drills is not written: it tells of all drills, with all rounds and nothing wrong.');
  }
  return flaws;
}

const roundsOf = ({ rounds }: Drill, { roundsFactor }: Options) =>
  Math.max(1, Math.round(rounds * roundsFactor));

/** @returns the exit code */
async function run(options: Options, found: Found): Promise<number> {
  const { url, address } = found;
  const info = await nodeInfo(address, url);
  const version = info?.version ?? 'of unknown version';
  say(`Server: EventStoreDB ${version}`);
  const flaws: string[] = [];
  if (wanted(options, 'contract')) flaws.push(...(await contractPart(url, version, options.writeDocs)));
  if (wanted(options, 'demo')) flaws.push(...(await demoPart(url, version, options.writeDocs)));
  if (wanted(options, 'drills', ...DRILLS.map(({ id }) => id)))
    flaws.push(...(await drillsPart(options, found, version)));
  for (const flaw of flaws) say(flaw);
  say(flaws.length === 0 ? 'All is as it must be.' : `${flaws.length} things are not as they must be.`);
  return flaws.length === 0 ? 0 : EXIT.failed;
}

async function main(): Promise<number> {
  let found: Found | null;
  let options: Options;
  try {
    options = readOptions();
    found = await findDeployments(process.env);
  } catch (error) {
    if (!(error instanceof InvalidDeploymentError || error instanceof TypeError)) throw error;
    say(error.message);
    return EXIT.usage;
  }
  if (!found) {
    say('Neither a server nor Docker is here, and nothing was tested: name a server by EVENTSTOREDB_URL,');
    say('or nodes that can be stopped and started by EVENTSTOREDB_NODES (docs/eventstoredb/README.md).');
    return EXIT.noServer;
  }
  try {
    return await run(options, found);
  } finally {
    await found.release();
  }
}

process.exit(await main());
