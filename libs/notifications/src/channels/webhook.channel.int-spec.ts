import { type IncomingMessage, Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from '@jest/globals';
import { CloudEvent } from 'cloudevents';
import { SettableClock } from '#kernel';
import type { Announcement } from '../domain/announcement.js';
import { EVENING } from '../testing/bench.js';
import type { Letter } from './channel.js';
import { cloudEventOf } from './cloud-event.js';
import type { Resolve } from './private-addresses.js';
import { isSignedBy } from './signature.js';
import { WebhookChannel } from './webhook.channel.js';

const SECRET = 'rất bí mật và đủ dài';
const ANNOUNCEMENT: Announcement = {
  id: '7a1c2b9e-0000-5000-8000-000000000002',
  kind: 'task-assigned',
  cause: 'e',
  unit: 'so-khcn',
  at: EVENING,
  simulated: true,
  link: '/assignments/x',
  values: {},
  data: { assignment: 'x', due: null },
  receivers: [],
};
const BODY = cloudEventOf(ANNOUNCEMENT, { subject: 'Được giao nhiệm vụ', body: 'Nội dung.' });
const LETTER: Letter = { id: ANNOUNCEMENT.id, channel: 'webhook', target: 'one', subject: '', body: BODY };

interface Request {
  readonly method: string | undefined;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

let servers: Server[] = [];
afterEach(() => {
  for (const server of servers) {
    server.closeAllConnections();
    server.close();
  }
  servers = [];
});

/** @returns its address and what it was sent */
async function listening(
  status: number | null,
  headers: Record<string, string> = {},
): Promise<{ url: string; requests: Request[] }> {
  const requests: Request[] = [];
  const server = new Server((request, response) => {
    let body = '';
    request.setEncoding('utf8');
    request.on('data', (part: string) => {
      body += part;
    });
    request.on('end', () => {
      requests.push({ method: request.method, headers: request.headers, body });
      // Null: a receiver that never answers.
      if (status !== null) response.writeHead(status, headers).end('x');
    });
  });
  servers.push(server);
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`, requests };
}

const channel = (
  url: string,
  { allowPrivate = true, ...options }: { allowPrivate?: boolean; resolve?: Resolve; timeoutMs?: number } = {},
) =>
  new WebhookChannel(
    [{ id: 'one', url, secret: SECRET, kinds: ['task-assigned'], allowPrivate }],
    new SettableClock(EVENING),
    options,
  );

describe('A webhook', () => {
  it('is sent a CloudEvent of version 1.0 that its receiver can check', async () => {
    const { url, requests } = await listening(204);
    expect(await channel(url).send(LETTER)).toStrictEqual({ kind: 'sent' });
    const [request] = requests;
    expect(request?.method).toBe('POST');
    expect(request?.headers['content-type']).toBe('application/cloudevents+json; charset=utf-8');
    const event = JSON.parse(request?.body ?? '');
    expect(new CloudEvent(event).validate()).toBe(true);
    expect(event).toMatchObject({
      specversion: '1.0',
      id: ANNOUNCEMENT.id,
      source: 'urn:nq57-monitor',
      type: 'vn.nq57.task-assigned',
      time: EVENING,
      simulated: true,
      data: { assignment: 'x', due: null, unit: 'so-khcn', event: 'e' },
    });
    const signed = {
      id: String(request?.headers['webhook-id']),
      timestamp: Number(request?.headers['webhook-timestamp']),
      body: request?.body ?? '',
      signature: String(request?.headers['webhook-signature']),
    };
    expect(signed.timestamp).toBe(Date.parse(EVENING) / 1000);
    expect(isSignedBy(SECRET, signed)).toBe(true);
    expect(isSignedBy(SECRET, { ...signed, body: `${signed.body} ` })).toBe(false);
    expect(isSignedBy(SECRET, { ...signed, timestamp: signed.timestamp + 1 })).toBe(false);
    expect(isSignedBy('một khóa khác cũng dài', signed)).toBe(false);
  });

  it.each([
    [200, 'sent'],
    [202, 'sent'],
    [400, 'refused'],
    [410, 'refused'],
    [408, 'unreachable'],
    [429, 'unreachable'],
    [500, 'unreachable'],
    [503, 'unreachable'],
  ])('that answers %i counts as %s', async (status, kind) => {
    const { url } = await listening(status);
    expect((await channel(url).send(LETTER)).kind).toBe(kind);
  });

  it('is not followed where it leads elsewhere', async () => {
    const elsewhere = await listening(200);
    const { url } = await listening(307, { location: elsewhere.url });
    expect(await channel(url).send(LETTER)).toStrictEqual({
      kind: 'refused',
      error: 'answered 307: redirects are not followed',
    });
    expect(elsewhere.requests).toHaveLength(0);
  });

  it('that never answers is given up after a while', async () => {
    const { url } = await listening(null);
    expect((await channel(url, { timeoutMs: 50 }).send(LETTER)).kind).toBe('unreachable');
  });

  it('that the settings no longer have is refused', async () => {
    const { url } = await listening(200);
    expect((await channel(url).send({ ...LETTER, target: 'gone' })).kind).toBe('refused');
  });

  it('on a private address is never connected to, unless the settings allow it', async () => {
    const { url, requests } = await listening(200);
    expect(await channel(url, { allowPrivate: false }).send(LETTER)).toStrictEqual({
      kind: 'refused',
      error: '127.0.0.1 leads to an address that is not public',
    });
    expect(requests).toHaveLength(0);
  });

  it.each([
    ['this machine', ['127.0.0.1']],
    ['a public and a private address', ['203.0.113.9', '10.0.0.1']],
    ['this machine in the coat of IPv6', ['::ffff:127.0.0.1']],
    ['a local address of IPv6', ['fd00::1']],
  ])('whose name leads to %s when it is connected to is refused', async (_where, addresses) => {
    const { url, requests } = await listening(200);
    const named = url.replace('127.0.0.1', 'hook.example.vn');
    const resolve: Resolve = (_hostname, _options, callback) =>
      callback(
        null,
        addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
      );
    const outcome = await channel(named, { allowPrivate: false, resolve }).send(LETTER);
    expect(outcome).toStrictEqual({
      kind: 'refused',
      error: 'hook.example.vn leads to an address that is not public',
    });
    expect(requests).toHaveLength(0);
  });

  it('whose name can’t be found now is tried again', async () => {
    const resolve: Resolve = (_hostname, _options, callback) =>
      callback(Object.assign(new Error('getaddrinfo ENOTFOUND'), { code: 'ENOTFOUND' }), []);
    const way = channel('http://hook.example.vn/', { allowPrivate: false, resolve });
    expect((await way.send(LETTER)).kind).toBe('unreachable');
  });
});
