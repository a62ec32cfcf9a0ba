import { asc, eq } from 'drizzle-orm';
import type { RecordedEvent } from '#event-log';
import { inserter, type ReadModel, type ReadModelDb } from '#projections';
import {
  type Programme,
  type ProgrammeDefinition,
  type ProgrammeState,
  programmeIdOf,
  programmeState,
} from '../../domain/programme.state.js';
import { catalogueProgrammes, catalogueSections } from './programmes.table.js';

const rowOf = ({ sections: _sections, period, ...programme }: ProgrammeDefinition) => ({
  ...programme,
  periodFrom: period.from,
  periodUntil: period.until,
});

/** Programmes and their sections. */
export const programmesReadModel: ReadModel = {
  name: 'catalogue-programmes',
  version: 2,
  tables: [catalogueProgrammes, catalogueSections],
  handlers(db: ReadModelDb) {
    const insertProgramme = inserter(db, catalogueProgrammes);
    const insertSection = inserter(db, catalogueSections);

    const known = (id: string): ProgrammeState => {
      const row = db.select().from(catalogueProgrammes).where(eq(catalogueProgrammes.id, id)).get();
      if (!row) return null;
      const { periodFrom, periodUntil, ...rest } = row;
      const sections = db
        .select({ code: catalogueSections.code, title: catalogueSections.title })
        .from(catalogueSections)
        .where(eq(catalogueSections.programme, id))
        .orderBy(asc(catalogueSections.ordinal))
        .all();
      return { ...rest, period: { from: periodFrom, until: periodUntil }, sections };
    };
    const write = ({ id, sections, ...definition }: Programme) => {
      db.delete(catalogueProgrammes).where(eq(catalogueProgrammes.id, id)).run();
      db.delete(catalogueSections).where(eq(catalogueSections.programme, id)).run();
      insertProgramme({ id, ...rowOf({ sections, ...definition }) });
      sections.forEach(({ code, title }, index) => {
        insertSection({ programme: id, code, title, ordinal: index + 1 });
      });
    };
    const step = (event: RecordedEvent) => {
      const next = programmeState.evolve(known(programmeIdOf(event.stream)), event);
      if (next) write(next);
    };
    return { ProgrammeRegistered: step, ProgrammeAmended: step };
  },
};
