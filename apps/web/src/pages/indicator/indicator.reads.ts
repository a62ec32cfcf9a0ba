import type { PagedRead, Read } from '../../api/reads.js';
import {
  indicatorsControllerOne,
  indicatorsControllerUnits,
  thingsControllerHistory,
} from '../../client/sdk.gen.js';
import type {
  HistoryPageDto,
  IndicatorDetailDto,
  IndicatorUnitsDto,
  MeasurementVersionDto,
} from '../../client/types.gen.js';

export type Indicator = IndicatorDetailDto;
export type Version = MeasurementVersionDto;

/** One indicator with its targets and figures, judged. */
export const indicator = (programme: string, code: string): Read<IndicatorDetailDto> => ({
  key: ['indicator', programme, code],
  madeOf: ['indicator', 'period', 'programme', 'unitgroup'],
  call: (options) => indicatorsControllerOne({ ...options, path: { programme, indicator: code } }),
});

/** What each unit has reported for a period; without one: for the period that is judged. */
export const unitsOfIndicator = (
  programme: string,
  code: string,
  period: string | undefined,
): Read<IndicatorUnitsDto> => ({
  key: ['indicator-units', programme, code, period],
  madeOf: ['indicator', 'programme', 'unitgroup'],
  call: (options) =>
    indicatorsControllerUnits({ ...options, path: { programme, indicator: code }, query: { period } }),
});

const PAGE = 50;

/** Everything that was recorded of it, the oldest first. */
export const history = (programme: string, code: string): PagedRead<HistoryPageDto> => ({
  key: ['indicator-history', programme, code],
  madeOf: ['indicator', 'programme'],
  call: (options, cursor) =>
    thingsControllerHistory({
      ...options,
      path: { thingKind: 'indicator', thing: `${programme}.${code}` },
      query: { limit: PAGE, cursor },
    }),
});
