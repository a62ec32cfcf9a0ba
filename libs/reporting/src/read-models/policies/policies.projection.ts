import type { RecordedEvent } from '#event-log';
import { inserter, type ReadModel, type ReadModelDb } from '#projections';
import type { AdoptedPolicy } from '../../domain/policy.js';
import { policies } from './policies.table.js';

export const policiesReadModel: ReadModel = {
  name: 'policies',
  version: 1,
  tables: [policies],
  handlers: (db: ReadModelDb) => {
    const insert = inserter(db, policies);
    return {
      ReportingPolicyAdopted: (event: RecordedEvent) => {
        const adopted = event.data as unknown as AdoptedPolicy;
        insert({
          programme: event.stream.slice('programme-'.length),
          position: event.position,
          from: adopted.from,
          adopted,
        });
      },
    };
  },
};
