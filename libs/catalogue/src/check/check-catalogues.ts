import type { CatalogueFile } from '../loading/catalogue-file.js';
import { budgetsOf, groupSums, totalOf } from './budgets.js';
import { CLARITY, unclear } from './clarity.js';
import { beforeIssue, twoDeadlines } from './deadlines.js';
import { millionVnd } from './figures.js';
import {
  type CheckedProgramme,
  type CheckResult,
  FINDING_KINDS,
  type Finding,
  SEVERITIES,
} from './findings.js';
import { twoLeads } from './leads.js';
import { doubledTitles, links } from './links.js';
import { compareText, type Source, sourcesOf } from './rows.js';
import { findSameJobs } from './same-jobs.js';
import { twoTargets } from './targets.js';

/**
 * What contradicts within catalogues and between them, and what their tasks lack. Pure; the order of the files changes
 * nothing. A file without a readable programme is left out: what is wrong with it stands in its flaws.
 * @param files as `readCatalogueFile` answers them
 * @param known ids of programmes that exist without being checked; links to them are not broken
 */
export function checkCatalogues(
  files: readonly CatalogueFile[],
  known: ReadonlySet<string> = new Set(),
): CheckResult {
  const sources = sourcesOf(files);
  const same = findSameJobs(sources);
  const budgets = budgetsOf(same);
  const findings = [
    ...twoDeadlines(sources, same),
    ...beforeIssue(sources),
    ...budgets.findings,
    ...groupSums(sources),
    ...twoLeads(sources, same),
    ...twoTargets(sources),
    ...unclear(sources),
    ...doubledTitles(sources),
    ...links(sources, known),
  ];
  const order = new Map(
    sources.list
      .flatMap(({ rows, indicators }) => [
        ...rows.map(({ task }) => task),
        ...indicators.map(({ indicator }) => indicator),
      ])
      .map(({ programme, code }, place) => [`${programme} ${code}`, place]),
  );
  const placeOf = ({ sides: [first] }: Finding) => order.get(`${first?.programme} ${first?.code}`) ?? -1;
  const sorted = findings
    .map((finding) => ({ finding, text: JSON.stringify(finding.sides) }))
    .sort(
      ({ finding: a, text }, { finding: b, text: other }) =>
        SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity) ||
        FINDING_KINDS.indexOf(a.kind) - FINDING_KINDS.indexOf(b.kind) ||
        placeOf(a) - placeOf(b) ||
        compareText(text, other),
    )
    .map(({ finding }) => finding);
  const kinds = countsOf(sorted);
  return {
    programmes: sources.list.map((source) =>
      checked(source, budgets.countedTwice.get(source), kinds.get(source.programme.id) ?? {}),
    ),
    clarity: CLARITY,
    findings: sorted,
  };
}

/** Programme → kind → how many findings have a side in it. */
function countsOf(findings: readonly Finding[]): Map<string, CheckedProgramme['findings']> {
  const counts = new Map<string, Record<string, number>>();
  for (const { kind, sides } of findings) {
    for (const id of new Set(sides.map(({ programme }) => programme))) {
      const ofOne = counts.get(id) ?? {};
      ofOne[kind] = (ofOne[kind] ?? 0) + 1;
      counts.set(id, ofOne);
    }
  }
  return counts;
}

function checked(
  source: Source,
  countedTwice: { readonly jobs: number; readonly dong: number } = { jobs: 0, dong: 0 },
  findings: CheckedProgramme['findings'],
): CheckedProgramme {
  const total = totalOf(source);
  return {
    id: source.programme.id,
    title: source.programme.title,
    tasks: source.rows.length,
    groups: source.rows.filter(({ task }) => task.isGroup).length,
    indicators: source.indicators.length,
    budgetMillionVnd: total === null ? null : millionVnd(total),
    countedTwice: { jobs: countedTwice.jobs, amountMillionVnd: millionVnd(countedTwice.dong) },
    netBudgetMillionVnd: total === null ? null : millionVnd(total - countedTwice.dong),
    findings,
  };
}
