import { isDeepStrictEqual } from 'node:util';
import type { RecordedEvent } from '#event-log';
import { dateText, firstDay, isIsoDate, localDate, periodOf, Refusal } from '#kernel';
import type { ReportingPolicyAdopted } from './policy.events.js';
import { type AdoptedPolicy, cutOffOf, reportingPeriods } from './policy.js';
import { policyFlaws } from './policy-flaws.js';

/** The programme's stream as this lib reads it. */
export interface PolicyState {
  readonly registered: boolean;
  /** In the order of adoption. */
  readonly adopted: readonly AdoptedPolicy[];
}

export const policyState = {
  initial: { registered: false, adopted: [] } as PolicyState,
  evolve: (state: PolicyState, event: RecordedEvent): PolicyState => {
    if (event.type === 'ProgrammeRegistered') return { ...state, registered: true };
    if (event.type !== 'ReportingPolicyAdopted') return state;
    return { ...state, adopted: [...state.adopted, event.data as unknown as AdoptedPolicy] };
  },
};

/**
 * Adopts a policy from a day on. The one that is in force already yields nothing.
 * Refused: an unknown programme, a start that is no day or lies before the last one's, a policy that contradicts itself;
 * and a policy after the first that would reach back into periods before the present one, or whose first cut-off has
 * passed already: nothing becomes late, or ceases to be late, after the fact.
 * @param today local day of recording
 */
export function adoptPolicy(
  state: PolicyState,
  adopted: AdoptedPolicy,
  today: string,
): readonly ReportingPolicyAdopted[] {
  if (!state.registered) {
    throw new Refusal('not-found', 'programme-not-found', 'Chưa có chương trình này.');
  }
  const { policy, from } = adopted;
  const refuse = (detail: string) => {
    throw new Refusal('unprocessable', 'invalid-policy', detail);
  };
  if (!isIsoDate(from)) refuse(`Ngày áp dụng “${from}” không phải là một ngày.`);
  const [flaw] = policyFlaws(policy);
  if (flaw !== undefined) refuse(flaw);
  const last = state.adopted.at(-1);
  if (last && isDeepStrictEqual(last, adopted)) return [];
  if (last && from <= last.from) {
    refuse(`Quy chế mới phải áp dụng sau ngày ${last.from} của quy chế đang có.`);
  }
  const earliest = firstDay(periodOf(today, last?.policy.period));
  if (last && from < earliest) {
    refuse(`Quy chế mới không áp dụng cho các kỳ đã qua: sớm nhất từ ngày ${earliest}.`);
  }
  const [first] = reportingPeriods([...state.adopted, adopted], from, from);
  const cutOff = first && localDate(cutOffOf(first.adopted, first.period));
  if (last && cutOff && cutOff < today) {
    refuse(`Hạn nộp đầu tiên theo quy chế mới (ngày ${dateText(cutOff)}) đã qua: hãy áp dụng từ kỳ sau.`);
  }
  return [{ type: 'ReportingPolicyAdopted', data: adopted }];
}
