import { markdownTable } from '../markdown.js';
import type { Tally } from './callers.js';
import type { LogFindings } from './checks.js';
import type { Drill } from './drill.js';

/** One fault, and how long it took until something was acknowledged again; null: it never was. */
export interface Round {
  readonly oursMs: number | null;
  readonly bareMs: number | null;
  /** How long the fault was left. */
  readonly holdMs: number;
}

export interface DrillResult {
  readonly drill: Drill;
  readonly rounds: readonly Round[];
  readonly acknowledged: number;
  readonly tally: Tally;
  readonly findings: LogFindings;
  /** Null where the stream of changes told exactly what the log holds. */
  readonly sseDifference: string | null;
  readonly differingRows: readonly string[];
  readonly alive: boolean;
  /** How often the bare client's process ended by itself. */
  readonly bareEnded: number;
  readonly flaws: readonly string[];
}

/** Every answer must come within this. */
export const TIME_LIMIT_MS = 20_000;

const SHOWN = 3;
const SECOND_MS = 1_000;

const some = (what: string, list: readonly string[]) =>
  list.length === 0 ? [] : [`${list.length} ${what}: ${list.slice(0, SHOWN).join('; ')}`];

/** Everything of a drill that is not as it must be; empty where all is well. */
export function flawsOf({ drill, rounds, tally, findings, ...result }: DrillResult): string[] {
  const never = rounds.filter(({ oursMs }) => oursMs === null).length;
  const { missing, doubled, outOfOrder, untold, report } = findings;
  return [
    ...(result.acknowledged === 0 ? ['nothing was acknowledged'] : []),
    ...some('acknowledged commands missing', missing),
    ...some('commands doubled', doubled),
    ...some('commands out of order', outOfOrder),
    ...some('commands stored that nobody was told of', untold),
    ...some(
      'problems of the log',
      report.problems.map(({ problem }) => problem),
    ),
    ...[...tally.others].map(([what, count]) => `${count} answers: ${what}`),
    ...(tally.withoutRetryAfter > 0 ? [`${tally.withoutRetryAfter} answers 503 without Retry-After`] : []),
    ...(tally.longestMs > TIME_LIMIT_MS ? [`an answer took ${tally.longestMs} ms`] : []),
    ...(never > 0 ? [`in ${never} rounds nothing was acknowledged after the fault`] : []),
    ...(result.sseDifference === null ? [] : [`the stream of changes: ${result.sseDifference}`]),
    ...some('read models differ from those built anew', result.differingRows),
    ...(result.alive ? [] : ["the server's process ended"]),
    ...result.flaws,
  ].map((flaw) => `${drill.id}: ${flaw}`);
}

const seconds = (milliseconds: number | null | undefined) =>
  milliseconds === null || milliseconds === undefined ? 'never' : (milliseconds / SECOND_MS).toFixed(1);

/** `median / longest` in seconds; a round without any is the longest of all. */
function medianAndMax(times: readonly (number | null)[]): string {
  const sorted = times.toSorted((a, b) => (a ?? Number.POSITIVE_INFINITY) - (b ?? Number.POSITIVE_INFINITY));
  return `${seconds(sorted[Math.floor((sorted.length - 1) / 2)])} / ${seconds(sorted.at(-1))}`;
}

const yes = (is: boolean) => (is ? 'yes' : 'NO');
const sum = (counts: Iterable<number>) => [...counts].reduce((total, count) => total + count, 0);

type Column = readonly [title: string, cell: (result: DrillResult) => string | number];

const COLUMNS: readonly Column[] = [
  ['drill', ({ drill }) => `${drill.id} ${drill.title}`],
  ['rounds', ({ rounds }) => rounds.length],
  ['acknowledged', ({ acknowledged }) => acknowledged],
  ['missing', ({ findings }) => findings.missing.length],
  ['doubled', ({ findings }) => findings.doubled.length],
  ['out of order', ({ findings }) => findings.outOfOrder.length],
  ['503', ({ tally }) => tally.unavailable],
  ['other answers', ({ tally }) => sum(tally.others.values())],
  ['longest answer', ({ tally }) => seconds(tally.longestMs)],
  ['first ack., ours', ({ rounds }) => medianAndMax(rounds.map(({ oursMs }) => oursMs))],
  ['first ack., bare', ({ rounds }) => medianAndMax(rounds.map(({ bareMs }) => bareMs))],
  ['log whole', ({ findings }) => yes(findings.report.whole)],
  ['changes whole', ({ sseDifference }) => yes(sseDifference === null)],
  ['read models equal', ({ differingRows }) => yes(differingRows.length === 0)],
  ['process alive', ({ alive }) => yes(alive)],
];

/** The results as a table in Markdown. */
export function resultTable(results: readonly DrillResult[]): string {
  return markdownTable(
    COLUMNS.map(([title]) => title),
    results.map((result) => COLUMNS.map(([, cell]) => cell(result))),
  );
}

/** The page `docs/eventstoredb/drills.md`. */
export function drillsPage(
  results: readonly DrillResult[],
  { version, cores, node }: { readonly version: string; readonly cores: number; readonly node: string },
): string {
  const rounds = results
    .map(({ drill, rounds: list }) => {
      const rows = list.map(({ oursMs, bareMs, holdMs }, index) => [
        index + 1,
        seconds(holdMs),
        seconds(oursMs),
        seconds(bareMs),
      ]);
      return `### ${drill.id}: ${drill.title}

${markdownTable(['round', 'fault left for', 'ours', 'bare client'], rows)}
`;
    })
    .join('\n');
  return `# The fault drills on a real server

Generated by \`npm run test:eventstoredb -- --only drills --write-docs\`; not to be edited. Server: EventStoreDB
${version}; Node ${node.replace(/^v/, '')}; ${cores} cores shared by the nodes, the system, the callers and the bare client.

${resultTable(results)}

Times in seconds; of the first acknowledgements median / longest.

What the columns mean, and how to run the drills on other nodes: [README.md](README.md).

## First acknowledgement after each fault

From the fault (its command had returned) until the first acknowledgement of something sent after it, in seconds. The
bare client is the client package alone, on the same call with the same deadline, in a process of its own through the
same outage; it repeats what failed after 50 ms.

${rounds}`;
}
