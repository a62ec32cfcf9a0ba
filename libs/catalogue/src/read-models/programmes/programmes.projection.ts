import { inserter, type ReadModel, type ReadModelDb } from '#projections';
import { bodyOf } from '../../domain/difference.js';
import type { ProgrammeRegistered } from '../../domain/programme.events.js';
import { programmeIdOf } from '../../domain/programme.state.js';
import { catalogueProgrammes, catalogueSections } from './programmes.table.js';

/** Programmes and their sections. */
export const programmesReadModel: ReadModel = {
  name: 'catalogue-programmes',
  version: 1,
  tables: [catalogueProgrammes, catalogueSections],
  handlers(db: ReadModelDb) {
    const insertProgramme = inserter(db, catalogueProgrammes);
    const insertSection = inserter(db, catalogueSections);
    return {
      ProgrammeRegistered(event) {
        const id = programmeIdOf(event.stream);
        const { title, issuer, documentYear, period, sections, units, policy } =
          bodyOf<ProgrammeRegistered>(event);
        insertProgramme({
          id,
          title,
          issuer,
          documentYear,
          periodFrom: period.from,
          periodUntil: period.until,
          units,
          policy,
        });
        sections.forEach((section, index) => {
          insertSection({ programme: id, code: section.code, title: section.title, ordinal: index + 1 });
        });
      },
    };
  },
};
