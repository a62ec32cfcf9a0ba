import { inserter, type ReadModel, type ReadModelDb } from '#projections';
import { bodyOf } from '../../domain/difference.js';
import type { IndicatorDefined } from '../../domain/indicator.events.js';
import { catalogueIndicators } from './indicators.table.js';

/** Indicators and their targets as their programmes state them. */
export const indicatorsReadModel: ReadModel = {
  name: 'catalogue-indicators',
  version: 2,
  tables: [catalogueIndicators],
  handlers(db: ReadModelDb) {
    const insertIndicator = inserter(db, catalogueIndicators);
    return {
      IndicatorDefined(event) {
        const indicator = bodyOf<IndicatorDefined>(event);
        const { programme, code, group, name, unit, direction } = indicator;
        const { target, targetMax, stretchTarget, targetYear, parentCode, ordinal } = indicator;
        insertIndicator({
          programme,
          code,
          group,
          name,
          unit,
          direction,
          target,
          targetMax,
          stretchTarget,
          targetYear,
          parentCode: parentCode ?? null,
          ordinal,
        });
      },
    };
  },
};
