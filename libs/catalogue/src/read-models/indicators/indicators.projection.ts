import { and, eq } from 'drizzle-orm';
import { inserter, type ReadModel, type ReadModelDb } from '#projections';
import { bodyOf } from '../../domain/difference.js';
import type { IndicatorAmended, IndicatorDefined } from '../../domain/indicator.events.js';
import { amendedIndicator, NO_DETAILS } from '../../domain/indicator.state.js';
import { catalogueIndicators } from './indicators.table.js';

/** Indicators and their targets as their programmes state them. */
export const indicatorsReadModel: ReadModel = {
  name: 'catalogue-indicators',
  version: 3,
  tables: [catalogueIndicators],
  handlers(db: ReadModelDb) {
    const insertIndicator = inserter(db, catalogueIndicators);
    return {
      IndicatorDefined(event) {
        insertIndicator({ ...NO_DETAILS, ...bodyOf<IndicatorDefined>(event) });
      },
      IndicatorAmended(event) {
        const { programme, code, changes } = bodyOf<IndicatorAmended>(event);
        const own = and(eq(catalogueIndicators.programme, programme), eq(catalogueIndicators.code, code));
        const row = db.select().from(catalogueIndicators).where(own).get();
        if (row) db.update(catalogueIndicators).set(amendedIndicator(row, { changes })).where(own).run();
      },
    };
  },
};
