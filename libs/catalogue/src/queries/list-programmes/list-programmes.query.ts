import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { ProgrammeDirectory, type ProgrammeView } from '../programme-directory.js';

/** All programmes, by id. */
export class ListProgrammesQuery extends Query<ProgrammeView[]> {}

@QueryHandler(ListProgrammesQuery)
export class ListProgrammesHandler implements IQueryHandler<ListProgrammesQuery> {
  constructor(private readonly programmes: ProgrammeDirectory) {}

  async execute(): Promise<ProgrammeView[]> {
    return this.programmes.all();
  }
}
