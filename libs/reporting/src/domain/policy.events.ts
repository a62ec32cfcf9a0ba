/*
 * STORAGE FORMAT. The name and the body stand in logs for good. A change of meaning is a new schemaVersion with an
 * upcaster, never an edit. Golden fixture in `fixtures/reporting-events.json`.
 */
import type { AdoptedPolicy } from './policy.js';

/** On the programme's stream: the policy that holds from a day on, until the next one. */
export interface ReportingPolicyAdopted {
  readonly type: 'ReportingPolicyAdopted';
  readonly data: AdoptedPolicy;
}
