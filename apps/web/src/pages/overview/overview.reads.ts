import type { Read, ReadCall } from '../../api/reads.js';
import {
  assignmentsControllerList,
  complianceControllerMap,
  overviewControllerOverview,
  periodsControllerOne,
} from '../../client/sdk.gen.js';
import type {
  AssignmentRowDto,
  OverviewDto,
  PeriodDto,
  UnitComplianceMapDto,
} from '../../client/types.gen.js';
import { dayAfter } from '../../ui/working-days.js';

export type MonthFigures = OverviewDto['compliance'][number];

/** The programme at a glance. */
export const overview = (programme: string): Read<OverviewDto> => ({
  key: ['overview', programme],
  madeOf: ['assignment', 'period', 'programme', 'task', 'warning'],
  call: (options) => overviewControllerOverview({ ...options, path: { programme } }),
});

/** One reporting period: its cut-off, its close, its reminders. */
export const period = (programme: string, name: string): Read<PeriodDto> => ({
  key: ['period', programme, name],
  madeOf: ['period', 'programme'],
  call: (options) => periodsControllerOne({ ...options, path: { programme, period: name } }),
});

/** How each unit stands in each period. */
export const unitsByPeriod = (programme: string): Read<UnitComplianceMapDto> => ({
  key: ['units-by-period', programme],
  madeOf: ['assignment', 'period', 'programme', 'unit'],
  call: (options) => complianceControllerMap({ ...options, path: { programme } }),
});

/** What is due and still to be done: how many in all, and the first of them. */
export interface Due {
  readonly total: number;
  readonly rows: readonly AssignmentRowDto[];
}

const PAGE = 200;
const MAX_PAGES = 10;

/** What falls due from one day to another and is still to be done. */
export const dueBetween = (programme: string, from: string, until: string): Read<Due> => ({
  key: ['due', programme, from, until],
  madeOf: ['assignment', 'task', 'unit'],
  call: async (options) => ({ data: await allDue(options, programme, from, until) }),
});

/** A day on which something still to be done falls due, and how many assignments do. */
export interface DueDay {
  readonly due: string;
  readonly count: number;
}

/** The first such day after another; null: there is none. */
export const nextDueAfter = (programme: string, after: string): Read<DueDay | null> => ({
  key: ['next-due', programme, after],
  madeOf: ['assignment', 'task'],
  call: async (options) => {
    const { data } = await assignmentsControllerList({
      ...options,
      query: { programme, dueFrom: dayAfter(after), outstanding: true, sort: 'due', limit: 1 },
    });
    const due = data.items[0]?.currentDue;
    if (!due) return { data: null };
    const ofDay = await assignmentsControllerList({
      ...options,
      query: { programme, dueFrom: due, dueUntil: due, outstanding: true, limit: 1 },
    });
    return { data: { due, count: ofDay.data.total ?? 0 } };
  },
});

/** Reads page by page; of very many only the first, and then no task whose rows may be cut off in the middle. */
async function allDue(options: ReadCall, programme: string, dueFrom: string, dueUntil: string): Promise<Due> {
  const rows: AssignmentRowDto[] = [];
  let total = 0;
  let cursor: string | undefined;
  for (let page = 0; page < MAX_PAGES; page += 1) {
    const { data } = await assignmentsControllerList({
      ...options,
      query: { programme, dueFrom, dueUntil, outstanding: true, sort: 'due', limit: PAGE, cursor },
    });
    rows.push(...data.items);
    total = data.total ?? total;
    if (data.next === null) return { total, rows };
    cursor = data.next;
  }
  const last = rows.at(-1)?.task;
  return { total, rows: rows.slice(0, rows.findLastIndex(({ task }) => task !== last) + 1) };
}
