import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import type { Clock } from '#kernel';
import type { Outcome } from '../domain/retry.js';
import type { WebhookSubscription } from '../settings/notification-settings.js';
import type { Channel, Letter } from './channel.js';
import { isPrivateHost, PrivateAddressError, publicLookup, type Resolve } from './private-addresses.js';
import { signatureOf } from './signature.js';

const TIMEOUT_MS = 15_000;
const SECOND_MS = 1_000;
const OK = 200;
const REDIRECT = 300;
const CLIENT_ERROR = 400;
const SERVER_ERROR = 500;
/** Statuses below 500 that say "not now". */
const NOT_NOW: ReadonlySet<number> = new Set([408, 425, 429]);

/** What an answer means. A redirect is not followed: the subscription names another address, or none. */
export function outcomeOfStatus(status: number): Outcome {
  if (status >= OK && status < REDIRECT) return { kind: 'sent' };
  const error = `answered ${status}`;
  if (status >= SERVER_ERROR || NOT_NOW.has(status)) return { kind: 'unreachable', error };
  return status >= CLIENT_ERROR
    ? { kind: 'refused', error }
    : { kind: 'refused', error: `${error}: redirects are not followed` };
}

/** POSTs CloudEvents to the subscriptions. */
export class WebhookChannel implements Channel {
  readonly #subscriptions: ReadonlyMap<string, WebhookSubscription>;

  constructor(
    subscriptions: readonly WebhookSubscription[],
    private readonly clock: Clock,
    private readonly options: { readonly resolve?: Resolve; readonly timeoutMs?: number } = {},
  ) {
    this.#subscriptions = new Map(subscriptions.map((one) => [one.id, one]));
  }

  async send({ id, target, body }: Letter): Promise<Outcome> {
    const subscription = this.#subscriptions.get(target);
    if (!subscription) return { kind: 'refused', error: 'the settings have no such subscription any more' };
    const { url, secret, allowPrivate } = subscription;
    const { hostname } = new URL(url);
    if (!allowPrivate && isPrivateHost(hostname)) {
      return { kind: 'refused', error: new PrivateAddressError(hostname).message };
    }
    const timestamp = Math.floor(Date.parse(this.clock.now()) / SECOND_MS);
    try {
      const status = await this.#post(url, allowPrivate, body, {
        'content-type': 'application/cloudevents+json; charset=utf-8',
        'user-agent': 'nq57-monitor',
        'webhook-id': id,
        'webhook-timestamp': String(timestamp),
        'webhook-signature': signatureOf(secret, id, timestamp, body),
      });
      return outcomeOfStatus(status);
    } catch (error) {
      const said = error instanceof Error ? error.message || error.name : String(error);
      return { kind: error instanceof PrivateAddressError ? 'refused' : 'unreachable', error: said };
    }
  }

  close(): void {}

  /** @returns the status of the answer, whose body is not looked at */
  #post(
    url: string,
    allowPrivate: boolean,
    body: string,
    headers: Readonly<Record<string, string>>,
  ): Promise<number> {
    const { resolve, timeoutMs = TIMEOUT_MS } = this.options;
    const content = Buffer.from(body, 'utf8');
    return new Promise((answer, fail) => {
      const send = url.startsWith('https:') ? httpsRequest : httpRequest;
      const request = send(
        url,
        {
          method: 'POST',
          headers: { ...headers, 'content-length': content.length },
          agent: false,
          // From the first byte of the connection to the head of the answer, however slowly it drips.
          signal: AbortSignal.timeout(timeoutMs),
          ...(allowPrivate ? {} : { lookup: publicLookup(resolve) }),
        },
        (response) => {
          const { statusCode = 0 } = response;
          response.destroy();
          answer(statusCode);
        },
      );
      request.on('error', fail);
      request.end(content);
    });
  }
}
