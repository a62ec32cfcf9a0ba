import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

const SECRET_BYTES = 32;
const SEPARATOR = '.';

const sha256Of = (token: string) => createHash('sha256').update(token).digest();
/** What an unknown feed's token is compared with: as much work as for a known one. */
const NOBODY = sha256Of('');

/** A token names its feed and proves itself: `<id>.<secret>`. Only its SHA-256 is kept. */
export function makeFeedToken(id: string): { readonly token: string; readonly sha256: Buffer } {
  const token = `${id}${SEPARATOR}${randomBytes(SECRET_BYTES).toString('base64url')}`;
  return { token, sha256: sha256Of(token) };
}

/** The id of the feed that a token claims to open. */
export function feedIdOf(token: string): string {
  return token.split(SEPARATOR)[0] ?? '';
}

/** Compares in a time that tells nothing. @param sha256 of the token that was made; null: there is no such feed */
export function opensFeed(token: string, sha256: Buffer | null): boolean {
  return timingSafeEqual(sha256Of(token), sha256 ?? NOBODY) && sha256 !== null;
}
