import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import type { Principal } from '#access';
import { type PreparedSheet, SheetService } from '../../bulk/sheet.service.js';

/** What confirming a sheet would do as things stand now. Answers a refusal `not-found` `sheet-not-found`. */
export class GetSheetQuery extends Query<PreparedSheet> {
  constructor(
    /** Of whoever would confirm: rows of units that are not theirs are flaws. */
    readonly principal: Principal,
    readonly programme: string,
    readonly sheetId: string,
  ) {
    super();
  }
}

@QueryHandler(GetSheetQuery)
export class GetSheetHandler implements IQueryHandler<GetSheetQuery> {
  constructor(private readonly sheets: SheetService) {}

  execute({ principal, programme, sheetId }: GetSheetQuery): Promise<PreparedSheet> {
    return this.sheets.get(programme, sheetId, principal);
  }
}
