import type { PagedRead, Read } from '../../api/reads.js';
import {
  diffControllerDiff,
  lookUpControllerSearch,
  lookUpControllerTrail,
  thingsControllerHistory,
  trailsControllerOfTask,
  trailsControllerOfUnit,
} from '../../client/sdk.gen.js';
import type {
  AccountTrailDto,
  DiffControllerDiffData,
  DiffDto,
  HistoryPageDto,
  LookUpControllerTrailData,
  SearchAnswerDto,
  TrailDto,
  TrailsControllerOfTaskData,
} from '../../client/types.gen.js';

type Asked<Data extends { query?: object }> = Omit<
  NonNullable<Data['query']>,
  'asOf' | 'asKnownAt' | 'cursor' | 'limit'
>;
export type TrailFilter = Asked<TrailsControllerOfTaskData>;

const PAGE = 100;
const HITS = 20;
const EVERYTHING = ['assignment', 'indicator', 'period', 'programme', 'task', 'unit', 'warning'] as const;

/** What is called so, by kind. Asked when somebody asks, and not again by itself: a look may be recorded. */
export const found = (q: string): Read<SearchAnswerDto> => ({
  key: ['search', q],
  madeOf: [],
  call: (options) => lookUpControllerSearch({ ...options, query: { q, limit: HITS } }),
});

/** What a unit answered for within a programme. */
export const unitTrail = (programme: string, unit: string, filter: TrailFilter): Read<TrailDto> => ({
  key: ['trail', 'unit', programme, unit, filter],
  madeOf: ['assignment', 'warning'],
  call: (options) => trailsControllerOfUnit({ ...options, path: { unit }, query: { ...filter, programme } }),
});

/** Who answered for a task. */
export const taskTrail = (programme: string, task: string, filter: TrailFilter): Read<TrailDto> => ({
  key: ['trail', 'task', programme, task, filter],
  madeOf: ['assignment', 'warning'],
  call: (options) => trailsControllerOfTask({ ...options, path: { programme, task }, query: filter }),
});

/** What a position did, and what it answered for. */
export const accountTrail = (
  id: string,
  filter: Asked<LookUpControllerTrailData>,
): PagedRead<AccountTrailDto> => ({
  key: ['trail', 'account', id, filter],
  madeOf: EVERYTHING,
  call: (options, cursor) =>
    lookUpControllerTrail({
      ...options,
      path: { id },
      query: { ...filter, limit: PAGE, cursor: cursor ?? undefined },
    }),
});

/** What came to be known between two instants. */
export const diff = (programme: string, filter: Asked<DiffControllerDiffData>): PagedRead<DiffDto> => ({
  key: ['diff', programme, filter],
  madeOf: EVERYTHING,
  call: (options, cursor) =>
    diffControllerDiff({
      ...options,
      path: { programme },
      query: {
        ...(filter as NonNullable<DiffControllerDiffData['query']>),
        limit: PAGE,
        cursor: cursor ?? undefined,
      },
    }),
});

/** More than any task is amended, and the most that the server gives at once. */
const MOST_AMENDMENTS = 500;

/** How a task was registered and amended, oldest first. */
export const taskRecord = (programme: string, task: string): Read<HistoryPageDto> => ({
  key: ['task-record', programme, task],
  madeOf: ['task'],
  call: (options) =>
    thingsControllerHistory({
      ...options,
      path: { thingKind: 'task', thing: `${programme}.${task}` },
      query: { limit: MOST_AMENDMENTS },
    }),
});
