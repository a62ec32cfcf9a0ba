import { createHmac, timingSafeEqual } from 'node:crypto';

const PREFIX = 'whsec_';
const VERSION = 'v1';

/** The key of a secret: the bytes of `whsec_<base64>`, else of the text itself. */
function keyOf(secret: string): Buffer {
  return secret.startsWith(PREFIX)
    ? Buffer.from(secret.slice(PREFIX.length), 'base64')
    : Buffer.from(secret, 'utf8');
}

/**
 * HMAC-SHA256 over `<id>.<timestamp>.<body>`, as Standard Webhooks writes it: `v1,<base64>`.
 * @param timestamp seconds since 1970
 */
export function signatureOf(secret: string, id: string, timestamp: number, body: string): string {
  const hmac = createHmac('sha256', keyOf(secret)).update(`${id}.${timestamp}.${body}`, 'utf8');
  return `${VERSION},${hmac.digest('base64')}`;
}

/** Whether a header `webhook-signature` (one signature or more, by spaces) holds the right one. */
export function isSignedBy(
  secret: string,
  { id, timestamp, body, signature }: { id: string; timestamp: number; body: string; signature: string },
): boolean {
  const wanted = Buffer.from(signatureOf(secret, id, timestamp, body));
  return signature
    .split(' ')
    .map((one) => Buffer.from(one))
    .some((one) => one.length === wanted.length && timingSafeEqual(one, wanted));
}
