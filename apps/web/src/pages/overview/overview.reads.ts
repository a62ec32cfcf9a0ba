import type { Read, ReadCall } from '../../api/reads.js';
import {
  assignmentsControllerList,
  complianceControllerByUnit,
  overviewControllerOverview,
  periodsControllerOne,
  policiesControllerList,
} from '../../client/sdk.gen.js';
import type {
  AdoptedPolicyDto,
  AssignmentRowDto,
  OverviewDto,
  PeriodDto,
  UnitComplianceDto,
} from '../../client/types.gen.js';

export type MonthFigures = OverviewDto['compliance'][number];

/** The programme at a glance. */
export const overview = (programme: string): Read<OverviewDto> => ({
  key: ['overview', programme],
  madeOf: ['assignment', 'period', 'programme', 'task', 'warning'],
  call: (options) => overviewControllerOverview({ ...options, path: { programme } }),
});

/** The reporting policies, in the order of their adoption. */
export const policies = (programme: string): Read<AdoptedPolicyDto[]> => ({
  key: ['policies', programme],
  madeOf: ['programme'],
  call: (options) => policiesControllerList({ ...options, path: { programme } }),
});

/** One reporting period: its cut-off, its close, its reminders. */
export const period = (programme: string, name: string): Read<PeriodDto> => ({
  key: ['period', programme, name],
  madeOf: ['period', 'programme'],
  call: (options) => periodsControllerOne({ ...options, path: { programme, period: name } }),
});

/** How each unit stands in each of some months. */
export const unitsByMonth = (
  programme: string,
  months: readonly string[],
): Read<ReadonlyMap<string, readonly UnitComplianceDto[]>> => ({
  key: ['units-by-month', programme, months],
  madeOf: ['assignment', 'period', 'programme'],
  call: async (options) => {
    const answers = await Promise.all(
      months.map((month) => complianceControllerByUnit({ ...options, path: { programme, period: month } })),
    );
    return { data: new Map(months.map((month, index) => [month, answers[index]?.data ?? []])) };
  },
});

const PAGE = 200;
const MAX_PAGES = 10;
const DONE: ReadonlySet<AssignmentRowDto['bucket']> = new Set([
  'completedOnTime',
  'completedLate',
  'stopped',
]);

/** What falls due from one day to another and isn't done. */
export const dueBetween = (programme: string, from: string, until: string): Read<AssignmentRowDto[]> => ({
  key: ['due', programme, from, until],
  madeOf: ['assignment', 'task'],
  call: async (options) => ({ data: await allDue(options, programme, from, until) }),
});

/** The first day after one on which something that isn't done falls due; null: there is none. */
export const nextDueAfter = (programme: string, after: string): Read<string | null> => ({
  key: ['next-due', programme, after],
  madeOf: ['assignment', 'task'],
  call: async (options) => {
    const { data } = await assignmentsControllerList({
      ...options,
      query: { programme, dueFrom: after, sort: 'due', limit: PAGE },
    });
    const next = data.items.find(({ bucket, currentDue }) => !DONE.has(bucket) && (currentDue ?? '') > after);
    return { data: next?.currentDue ?? null };
  },
});

async function allDue(
  options: ReadCall,
  programme: string,
  dueFrom: string,
  dueUntil: string,
): Promise<AssignmentRowDto[]> {
  const rows: AssignmentRowDto[] = [];
  let cursor: string | undefined;
  for (let page = 0; page < MAX_PAGES; page += 1) {
    const { data } = await assignmentsControllerList({
      ...options,
      query: { programme, dueFrom, dueUntil, sort: 'due', limit: PAGE, cursor },
    });
    rows.push(...data.items.filter(({ bucket }) => !DONE.has(bucket)));
    if (data.next === null) break;
    cursor = data.next;
  }
  return rows;
}
