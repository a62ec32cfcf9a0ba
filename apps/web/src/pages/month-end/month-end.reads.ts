import type { PagedRead, Read } from '../../api/reads.js';
import {
  complianceControllerByUnit,
  complianceControllerCompliance,
  periodsControllerDrift,
  periodsControllerList,
  periodsControllerPreview,
  periodsControllerSlots,
} from '../../client/sdk.gen.js';
import type {
  PeriodComplianceDto,
  PeriodDriftDto,
  PeriodDto,
  PeriodSlotsPageDto,
  ReminderPreviewDto,
  UnitComplianceDto,
} from '../../client/types.gen.js';
import type { Outcome } from '../../ui/words.js';

/** The periods that have begun, oldest first: status, reminders, closes. */
export const periods = (programme: string): Read<PeriodDto[]> => ({
  key: ['periods', programme],
  madeOf: ['period', 'programme'],
  call: (options) => periodsControllerList({ ...options, path: { programme } }),
});

/** How each period was reported, with what has drifted since it was closed. */
export const compliance = (programme: string): Read<PeriodComplianceDto[]> => ({
  key: ['compliance', programme],
  madeOf: ['assignment', 'period', 'programme'],
  call: (options) => complianceControllerCompliance({ ...options, path: { programme } }),
});

/** The same of one period, unit by unit. */
export const byUnit = (programme: string, period: string): Read<UnitComplianceDto[]> => ({
  key: ['compliance-of-units', programme, period],
  madeOf: ['assignment', 'period', 'programme'],
  call: (options) => complianceControllerByUnit({ ...options, path: { programme, period } }),
});

/** Whom a reminder would reach, and what each would read. */
export const reminderPreview = (programme: string, period: string): Read<ReminderPreviewDto> => ({
  key: ['reminder-preview', programme, period],
  madeOf: ['assignment', 'period', 'programme'],
  call: (options) => periodsControllerPreview({ ...options, path: { programme, period } }),
});

export interface ListFilter {
  readonly outcome?: Outcome | undefined;
  readonly unit?: string | undefined;
}

const PAGE = 200;

/** The list that the last close froze. */
export const frozenList = (
  programme: string,
  period: string,
  filter: ListFilter,
): PagedRead<PeriodSlotsPageDto> => ({
  key: ['frozen-list', programme, period, filter],
  madeOf: ['period'],
  call: (options, cursor) =>
    periodsControllerSlots({
      ...options,
      path: { programme, period },
      query: { ...filter, order: 'document', limit: PAGE, cursor: cursor ?? undefined },
    }),
});

const WHOLE_PAGE = 1000;

/** The whole list as the hash is over it: one line each, a line feed behind it. */
export const canonicalList = (programme: string, period: string): Read<string> => ({
  key: ['canonical-list', programme, period],
  madeOf: ['period'],
  call: async (options) => {
    const lines: string[] = [];
    let cursor: string | undefined;
    do {
      const { data } = await periodsControllerSlots({
        ...options,
        path: { programme, period },
        query: { limit: WHOLE_PAGE, cursor },
      });
      lines.push(...data.items.map(({ line }) => `${line}\n`));
      cursor = data.next ?? undefined;
    } while (cursor !== undefined);
    return { data: lines.join('') };
  },
});

/** What differs now from what was closed: figures, and slot by slot with the event since which it does. */
export const drift = (programme: string, period: string): PagedRead<PeriodDriftDto> => ({
  key: ['drift', programme, period],
  madeOf: ['assignment', 'period', 'programme'],
  call: (options, cursor) =>
    periodsControllerDrift({
      ...options,
      path: { programme, period },
      query: { limit: PAGE, cursor: cursor ?? undefined },
    }),
});
