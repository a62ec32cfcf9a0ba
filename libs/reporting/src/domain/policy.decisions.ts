import { isDeepStrictEqual } from 'node:util';
import type { RecordedEvent } from '#event-log';
import { firstDay, isIsoDate, periodOf, Refusal } from '#kernel';
import type { ReportingPolicyAdopted } from './policy.events.js';
import type { AdoptedPolicy } from './policy.js';

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

const LAST_SAFE_DAY = 28;

/**
 * Adopts a policy from a day on. The one that is in force already yields nothing.
 * Refused: an unknown programme, a start that is no day or lies before the last one's, figures out of range; and a
 * policy after the first that would reach back into months before the present one: nothing becomes late, or ceases to
 * be late, after the fact.
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
  const { day, time } = policy.cutOff;
  const refuse = (detail: string) => {
    throw new Refusal('unprocessable', 'invalid-policy', detail);
  };
  if (!isIsoDate(from)) refuse(`Ngày áp dụng “${from}” không phải là một ngày.`);
  if (!Number.isInteger(day) || day < 1 || day > LAST_SAFE_DAY) refuse('Ngày chốt phải từ 1 đến 28.');
  if (!/^([01]\d|2[0-3]):[0-5]\d$/.test(time)) refuse(`Giờ chốt “${time}” phải có dạng HH:mm.`);
  if (!(policy.goal >= 0 && policy.goal <= 1)) refuse('Mục tiêu phải từ 0 đến 1.');
  const last = state.adopted.at(-1);
  if (last && isDeepStrictEqual(last, adopted)) return [];
  if (last && from <= last.from) {
    refuse(`Quy chế mới phải áp dụng sau ngày ${last.from} của quy chế đang có.`);
  }
  const earliest = firstDay(periodOf(today));
  if (last && from < earliest) {
    refuse(`Quy chế mới không áp dụng cho các kỳ đã qua: sớm nhất từ ngày ${earliest}.`);
  }
  return [{ type: 'ReportingPolicyAdopted', data: adopted }];
}
