import { accountId } from '../../api/session.js';
import { NOTHING_SAID, type Said } from './said.js';

/** The file that is being imported and what was said of it. */
interface Kept {
  readonly file: File | null;
  readonly said: Said;
  /** The preview that it led to. */
  readonly lan: string | undefined;
}

const NOTHING: Kept = { file: null, said: NOTHING_SAID, lan: undefined };

/** In memory alone: a file of an office has no place in the browser's storage. */
let last: Kept & { readonly account: string | null } = { ...NOTHING, account: null };

/** Keeps the file while its account looks at other pages. */
export function keep(now: Kept): void {
  last = { ...now, account: accountId() };
}

/**
 * What this account left when it went to another page.
 * @param lan the preview that the address asks for: what was left for another one is not given
 */
export function kept(lan: string | undefined): Kept {
  const isOwn = last.account !== null && last.account === accountId();
  return isOwn && (lan === undefined || lan === last.lan) ? last : NOTHING;
}
