import { dateText, daysApart } from '#kernel';
import type { DeadlineCase, Finding, Severity } from './findings.js';
import { areLinked, jobsOf, originOf, type Row, type Sources, sideOf } from './rows.js';
import type { SameJobs } from './same-jobs.js';
import { highest, likeness, rounded } from './similarity.js';
import { deadlineCaseOf, dueDaysOf, lastDayOf, scheduleText, staysWithin } from './time-spans.js';

const SEVERITY: Readonly<Record<DeadlineCase, Severity>> = {
  different: 'high',
  'no-end': 'medium',
  conditional: 'medium',
  missing: 'medium',
};

/** The same job with two deadlines: along the links, within a programme, between programmes. */
export function twoDeadlines(sources: Sources, { clusters, across }: SameJobs): Finding[] {
  return [...alongLinks(sources), ...clusters.flatMap(withinCluster), ...across.flatMap(betweenPeers)];
}

/** Of two documents without a link between them nobody knows which stands above: either may stay within the other. */
function betweenPeers({ a, b, likeness: value }: SameJobs['across'][number]): Finding[] {
  if (areLinked(a, b)) return [];
  const [caseA, caseB] = [deadlineCaseOf(a), deadlineCaseOf(b)];
  if (caseA === 'different' && caseB === 'different') {
    return staysWithin(a, b) || staysWithin(b, a) ? [] : [finding([a, b], 'different', value)];
  }
  const [dated, open] = caseA === 'different' ? [a, b] : [b, a];
  const openCase = deadlineCaseOf(open);
  // That one of two unlinked documents says nothing is its own lack of a time, not a contradiction.
  if (deadlineCaseOf(dated) !== 'different' || openCase === 'missing') return [];
  if (openCase === 'no-end' && (lastDayOf(open)?.due ?? '') <= (lastDayOf(dated)?.due ?? '')) return [];
  return [finding([a, b], openCase, value)];
}

function alongLinks(sources: Sources): Finding[] {
  return sources.list.flatMap(jobsOf).flatMap((derived) =>
    derived.task.derivedFrom.flatMap((ref) => {
      const origin = originOf(sources, ref);
      if (!origin || origin.task.isGroup || staysWithin(derived, origin)) return [];
      const value = highest(derived.readings, origin.readings, likeness);
      return [finding([origin, derived], deadlineCaseOf(derived), value)];
    }),
  );
}

/** Rows of one document are equals: any difference of the last day counts, and so does a day against no end. */
function withinCluster({ rows, likeness: value }: SameJobs['clusters'][number]): Finding[] {
  const last = rows.map(lastDayOf);
  const dated = last.filter((day) => day?.named);
  if (dated.length === 0) return [];
  if (new Set(last.map((day) => day?.due)).size === 1) return [];
  if (new Set(dated.map((day) => day?.due)).size > 1) return [finding(rows, 'different', value)];
  const worst = rows.map(deadlineCaseOf).find((one) => one !== 'different') ?? 'different';
  return [finding(rows, worst, value)];
}

function finding(rows: readonly Row[], kind: DeadlineCase, value: number): Finding {
  return {
    kind: 'two-deadlines',
    severity: SEVERITY[kind],
    case: kind,
    similarity: rounded(value),
    sides: rows.map((row) => sideOf(row, scheduleText(row))),
    detail: detailOf(rows, kind),
  };
}

function detailOf(rows: readonly Row[], kind: DeadlineCase): string {
  const dated = rows.flatMap((row) => [...dueDaysOf(row)].sort().at(-1) ?? []).sort();
  const [first, last] = [dated[0], dated.at(-1)];
  switch (kind) {
    case 'different': {
      const days = first && last ? daysApart(first, last) : 0;
      return days === 0 ? 'Hai thời hạn không khớp nhau.' : `Hai thời hạn lệch nhau ${days} ngày.`;
    }
    case 'no-end':
      return `Một bên phải xong ${first ? dateText(first) : ''}, bên kia không có điểm kết thúc.`;
    case 'conditional':
      return `Một bên có hạn ${first ? dateText(first) : ''}, bên kia chờ điều kiện chưa có ngày.`;
    case 'missing':
      return `Một bên có hạn ${first ? dateText(first) : ''}, bên kia không ghi thời gian.`;
  }
}

/** Days that lie before the document's own; of a document without a day, before its year. */
export function beforeIssue({ list }: Sources): Finding[] {
  return list.flatMap((source) => {
    const { issuedOn, documentYear } = source.programme;
    const earliest = issuedOn ?? `${documentYear}-01-01`;
    const issued = issuedOn ? `ban hành ngày ${dateText(issuedOn)}` : `của năm ${documentYear}`;
    return jobsOf(source).flatMap((row) => {
      const [due] = dueDaysOf(row)
        .filter((day) => day < earliest)
        .sort();
      if (due === undefined) return [];
      return [
        {
          kind: 'before-issue',
          severity: 'high',
          sides: [sideOf(row, scheduleText(row))],
          detail: `Hạn ${dateText(due)} có trước văn bản, ${issued}.`,
        } satisfies Finding,
      ];
    });
  });
}
