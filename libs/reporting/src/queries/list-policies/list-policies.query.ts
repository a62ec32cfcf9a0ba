import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { ProgrammeDirectory } from '#catalogue';
import type { AdoptedPolicy } from '../../domain/policy.js';
import { SlotService } from '../../slot.service.js';

/** A programme's policies in the order of adoption. Answers a refusal `not-found` `programme-not-found`. */
export class ListPoliciesQuery extends Query<readonly AdoptedPolicy[]> {
  constructor(readonly programme: string) {
    super();
  }
}

@QueryHandler(ListPoliciesQuery)
export class ListPoliciesHandler implements IQueryHandler<ListPoliciesQuery> {
  constructor(
    private readonly slots: SlotService,
    private readonly programmes: ProgrammeDirectory,
  ) {}

  async execute({ programme }: ListPoliciesQuery): Promise<readonly AdoptedPolicy[]> {
    this.programmes.get(programme);
    return this.slots.policies(programme);
  }
}
