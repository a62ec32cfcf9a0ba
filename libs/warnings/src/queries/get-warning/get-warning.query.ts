import { type IQueryHandler, Query, QueryBus, QueryHandler } from '@nestjs/cqrs';
import { actorFor, type Principal } from '#access';
import { Refusal } from '#kernel';
import { ReadModels } from '#projections';
import { ListWarningsQuery } from '../list-warnings/list-warnings.query.js';
import type { WarningView } from '../list-warnings/warning-view.js';
import { unitOfWarning } from '../unit-of-warning.js';

/**
 * One warning, each time that it was raised, the newest first; there is at least one.
 * @throws {Refusal} forbidden: of another unit; not-found `warning-not-found`
 */
export class GetWarningQuery extends Query<readonly [WarningView, ...WarningView[]]> {
  constructor(
    readonly principal: Principal,
    readonly warning: string,
  ) {
    super();
  }
}

@QueryHandler(GetWarningQuery)
export class GetWarningHandler implements IQueryHandler<GetWarningQuery> {
  constructor(
    private readonly readModels: ReadModels,
    private readonly queries: QueryBus,
  ) {}

  async execute({ principal, warning }: GetWarningQuery): Promise<readonly [WarningView, ...WarningView[]]> {
    actorFor(principal, 'warning.read', unitOfWarning(this.readModels, warning));
    const { items } = await this.queries.execute(new ListWarningsQuery(principal, { id: warning }));
    const [newest, ...older] = items;
    if (!newest) throw new Refusal('not-found', 'warning-not-found', 'Không có cảnh báo này.');
    return [newest, ...older];
  }
}
