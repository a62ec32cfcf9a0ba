import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { ProgrammeDirectory, type ProgrammeView } from '../programme-directory.js';

/** One programme. Answers a refusal `not-found` `programme-not-found` for one that isn't registered. */
export class GetProgrammeQuery extends Query<ProgrammeView> {
  constructor(readonly programme: string) {
    super();
  }
}

@QueryHandler(GetProgrammeQuery)
export class GetProgrammeHandler implements IQueryHandler<GetProgrammeQuery> {
  constructor(private readonly programmes: ProgrammeDirectory) {}

  async execute({ programme }: GetProgrammeQuery): Promise<ProgrammeView> {
    return this.programmes.get(programme);
  }
}
