import type { PagedRead, Read } from '../../api/reads.js';
import {
  complianceControllerByUnit,
  complianceControllerCompliance,
  periodsControllerDrift,
  periodsControllerPreview,
  periodsControllerSlots,
} from '../../client/sdk.gen.js';
import type {
  PeriodComplianceDto,
  PeriodDriftDto,
  PeriodSlotsPageDto,
  ReminderPreviewDto,
  UnitComplianceDto,
} from '../../client/types.gen.js';
import type { Outcome } from '../../ui/words.js';

/** How each period was reported, with what has drifted since it was closed. */
export const compliance = (programme: string): Read<PeriodComplianceDto[]> => ({
  key: ['compliance', programme],
  madeOf: ['assignment', 'period', 'programme'],
  call: (options) => complianceControllerCompliance({ ...options, path: { programme } }),
});

/** The same of one period, unit by unit. */
export const byUnit = (programme: string, period: string): Read<UnitComplianceDto[]> => ({
  key: ['compliance-of-units', programme, period],
  madeOf: ['assignment', 'period', 'programme', 'unit'],
  call: (options) => complianceControllerByUnit({ ...options, path: { programme, period } }),
});

/** Whom a reminder would reach, and what each would read. */
export const reminderPreview = (programme: string, period: string): Read<ReminderPreviewDto> => ({
  key: ['reminder-preview', programme, period],
  madeOf: ['assignment', 'period', 'programme'],
  call: (options) => periodsControllerPreview({ ...options, path: { programme, period } }),
});

const PAGE = 200;

/** The list that the last close froze. */
export const frozenList = (
  programme: string,
  period: string,
  outcome: Outcome | undefined,
): PagedRead<PeriodSlotsPageDto> => ({
  key: ['frozen-list', programme, period, outcome],
  madeOf: ['period'],
  call: (options, cursor) =>
    periodsControllerSlots({
      ...options,
      path: { programme, period },
      query: { outcome, order: 'document', limit: PAGE, cursor: cursor ?? undefined },
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
  madeOf: ['assignment', 'period', 'programme', 'task', 'unit'],
  call: (options, cursor) =>
    periodsControllerDrift({
      ...options,
      path: { programme, period },
      query: { limit: PAGE, cursor: cursor ?? undefined },
    }),
});
