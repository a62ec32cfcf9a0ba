import type { Read } from '../../api/reads.js';
import {
  assignmentsControllerGet,
  complianceControllerDueSoon,
  periodsControllerWork,
} from '../../client/sdk.gen.js';
import type { AssignmentDto, DueSoonDto, WorkListDto } from '../../client/types.gen.js';

export type WorkItem = WorkListDto['items'][number];

/** More than any unit has in a month. */
const ALL = 1000;

/** What a unit reports in a period, by due date. */
export const workOf = (programme: string, period: string, unit: string): Read<WorkListDto> => ({
  key: ['work', programme, period, unit],
  madeOf: ['assignment', 'period', 'programme', 'task'],
  call: (options) =>
    periodsControllerWork({ ...options, path: { programme, period }, query: { unit, limit: ALL } }),
});

export type Report = AssignmentDto['reports'][number];

/** What was sent of an assignment, word for word. */
export const reportsOf = (assignment: string): Read<readonly Report[]> => ({
  key: ['reports', assignment],
  madeOf: ['assignment'],
  call: async (options) => {
    const { data } = await assignmentsControllerGet({ ...options, path: { assignment } });
    return { data: data.reports };
  },
});

/** Working days until a cut-off count at most to this many. */
const AHEAD = 40;

/** The cut-offs that are coming, each with the working days left. */
export const comingCutOffs = (programme: string): Read<DueSoonDto> => ({
  key: ['coming-cut-offs', programme],
  madeOf: ['programme'],
  call: (options) =>
    complianceControllerDueSoon({ ...options, path: { programme }, query: { workingDays: AHEAD } }),
});
