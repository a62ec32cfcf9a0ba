import { localDate, localDateTimeText } from '#kernel';
import type { Principal } from './principal.js';
import type { RecordsViewed } from './view.events.js';

/** One read as it was asked. */
export interface View {
  readonly route: string;
  readonly parameters: Readonly<Record<string, string | readonly string[]>>;
  readonly asOf: string | null;
  readonly asKnownAt: string | null;
}

const VIEW_PREFIX = 'inspection-';
const ACCOUNT_PREFIX = 'account-';
const HOUR = /(\d\d):\d\d$/;

/**
 * The stream of what an account looked at within one hour of Việt Nam's time: it stays short enough to be read at each
 * view. @param instant of recording
 */
export function viewStream(account: string, instant: string): string {
  const [, hour] = HOUR.exec(localDateTimeText(instant)) ?? [];
  return `${VIEW_PREFIX}${account}.${localDate(instant)}.${hour}`;
}

/** Whether a stream speaks of accounts or of what they looked at, which is for those who may read accounts. */
export function isOfAccounts(stream: string): boolean {
  return stream.startsWith(ACCOUNT_PREFIX) || stream.startsWith(VIEW_PREFIX);
}

/** Whose views are recorded where a policy says so: who inspects and does nothing else. */
export function isOnlyInspector({ grants }: Pick<Principal, 'grants'>): boolean {
  return grants.length > 0 && grants.every(({ role }) => role === 'inspector');
}

/** A view is recorded as it was asked, its parameters in the order of their names. */
export function recordView({ route, parameters, asOf, asKnownAt }: View): RecordsViewed[] {
  const ordered = Object.fromEntries(
    Object.entries(parameters).sort(([one], [other]) => (one < other ? -1 : 1)),
  );
  return [{ type: 'RecordsViewed', data: { route, parameters: ordered, asOf, asKnownAt } }];
}
