import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { ImportService, type PreparedImport } from '../../importing/import.service.js';

/** A prepared import as things stand now. Answers a refusal `not-found` `import-not-found`. */
export class GetImportQuery extends Query<PreparedImport> {
  constructor(
    readonly programme: string,
    readonly importId: string,
  ) {
    super();
  }
}

@QueryHandler(GetImportQuery)
export class GetImportHandler implements IQueryHandler<GetImportQuery> {
  constructor(private readonly imports: ImportService) {}

  execute({ programme, importId }: GetImportQuery): Promise<PreparedImport> {
    return this.imports.get(programme, importId);
  }
}
