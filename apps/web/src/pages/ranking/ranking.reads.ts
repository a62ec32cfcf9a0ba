import type { Read } from '../../api/reads.js';
import {
  scorecardsControllerDraft,
  scorecardsControllerList,
  scorecardsControllerOfUnit,
} from '../../client/sdk.gen.js';
import type { DraftDto, ScorecardListDto, UnitScorecardDto } from '../../client/types.gen.js';
import type { UnitKind } from '../../ui/unit-kinds.js';

export type DraftKind = DraftDto['kind'];

const MADE_OF = ['assignment', 'period', 'programme', 'task', 'unit', 'warning'] as const;

/** The units of a programme, as they rank in a span. */
export const scorecards = (programme: string, span: string, kind?: UnitKind): Read<ScorecardListDto> => ({
  key: ['scorecards', programme, span, kind],
  madeOf: MADE_OF,
  call: (options) => scorecardsControllerList({ ...options, path: { programme, span }, query: { kind } }),
});

/** One unit's card, with the list behind each of its figures. */
export const unitScorecard = (programme: string, span: string, unit: string): Read<UnitScorecardDto> => ({
  key: ['unit-scorecard', programme, span, unit],
  madeOf: MADE_OF,
  call: (options) => scorecardsControllerOfUnit({ ...options, path: { programme, span, unit } }),
});

/** A draft of commendation or criticism. */
export const draft = (programme: string, span: string, kind: DraftKind): Read<DraftDto> => ({
  key: ['scorecard-draft', programme, span, kind],
  madeOf: MADE_OF,
  call: async (options) => {
    const { data } = await scorecardsControllerDraft({
      ...options,
      path: { programme, span, kind },
      headers: { Accept: 'application/json' },
    });
    return { data: data as DraftDto };
  },
});
