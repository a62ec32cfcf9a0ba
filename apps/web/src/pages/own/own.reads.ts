import type { PagedRead, Read } from '../../api/reads.js';
import {
  scorecardsControllerOfUnit,
  trailsControllerOfUnit,
  warningsControllerList,
} from '../../client/sdk.gen.js';
import type { TrailDto, UnitScorecardDto, WarningDto, WarningPageDto } from '../../client/types.gen.js';

const PAGE = 50;

/** A unit's warnings, those that weigh most first. */
export const warningsOf = (
  programme: string,
  unit: string,
  state: 'open' | 'cleared',
): PagedRead<WarningPageDto> => ({
  key: ['own-warnings', programme, unit, state],
  madeOf: ['warning', 'programme', 'task', 'unit'],
  call: (options, cursor) =>
    warningsControllerList({
      ...options,
      query: {
        programme,
        unit,
        state,
        order: state === 'open' ? 'inbox' : 'newest',
        limit: PAGE,
        cursor: cursor ?? undefined,
      },
    }),
});

export type Warning = WarningDto;

/** What was on record about a unit, from one day to another. */
export const trailOf = (
  programme: string,
  unit: string,
  from: string,
  until: string | undefined,
): Read<TrailDto> => ({
  key: ['own-trail', programme, unit, from, until],
  madeOf: ['assignment', 'period', 'task', 'unit', 'warning'],
  call: (options) =>
    trailsControllerOfUnit({ ...options, path: { unit }, query: { programme, from, until } }),
});

/** A unit's scorecard of a month, a quarter or a year. */
export const scorecardOf = (programme: string, span: string, unit: string): Read<UnitScorecardDto> => ({
  key: ['own-scorecard', programme, span, unit],
  madeOf: ['assignment', 'period', 'programme', 'task', 'unit', 'warning'],
  call: (options) => scorecardsControllerOfUnit({ ...options, path: { programme, span, unit } }),
});
