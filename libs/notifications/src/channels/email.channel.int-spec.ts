import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import { SettableClock } from '#kernel';
import { readNotificationSettings } from '../settings/notification-settings.js';
import { benches, EVENING, local, UNIT } from '../testing/bench.js';
import type { Letter } from './channel.js';
import { EmailChannel } from './email.channel.js';

const SOME_PORT = 0;

interface Received {
  readonly from: string | false;
  readonly to: readonly string[];
  readonly text: string;
}

/** A mail server of its own for each test: what it took, and what it answers. */
class Server {
  readonly received: Received[] = [];
  readonly #server: SMTPServer;

  constructor(options: SMTPServerOptions = {}) {
    this.#server = new SMTPServer({
      authOptional: true,
      disabledCommands: ['STARTTLS'],
      onData: (stream, session, done) => {
        const parts: Buffer[] = [];
        stream.on('data', (part: Buffer) => parts.push(part));
        stream.on('end', () => {
          const { mailFrom, rcptTo } = session.envelope;
          this.received.push({
            from: mailFrom ? mailFrom.address : false,
            to: rcptTo.map(({ address }) => address),
            text: Buffer.concat(parts).toString('utf8'),
          });
          done();
        });
      },
      ...options,
    });
    this.#server.on('error', () => {});
  }

  listen(port = SOME_PORT): Promise<number> {
    return new Promise((resolve) => {
      this.#server.listen(port, '127.0.0.1', () => {
        resolve((this.#server.server.address() as AddressInfo).port);
      });
    });
  }

  close(): Promise<void> {
    return new Promise((resolve) => {
      this.#server.close(() => resolve());
    });
  }
}

/** An answer of an SMTP server. */
const answering = (responseCode: number, text: string) => Object.assign(new Error(text), { responseCode });

const LETTER: Letter = {
  id: '7a1c2b9e-0000-5000-8000-000000000001',
  channel: 'email',
  target: 'khcn',
  subject: 'NQ57: Yêu cầu giải trình nhiệm vụ 4.2',
  body: 'Kính gửi Chuyên viên,\n\nHạn giải trình: 10/03/2026.\n.\nHết.',
};

const { open } = benches();
let servers: Server[] = [];
let channels: EmailChannel[] = [];

beforeEach(() => {
  servers = [];
  channels = [];
});
afterEach(async () => {
  for (const channel of channels) channel.close();
  for (const server of servers) await server.close();
});

function server(options?: SMTPServerOptions): Server {
  const made = new Server(options);
  servers.push(made);
  return made;
}

function channel(port: number, address: string | null = 'khcn@example.vn', more: object = {}): EmailChannel {
  const { email } = readNotificationSettings(
    { email: { host: '127.0.0.1', port, from: 'nq57@example.vn', fromName: 'Cơ quan Thường trực', ...more } },
    { file: '', texts: '' },
  );
  if (!email) throw new Error('no settings of e-mail');
  const made = new EmailChannel(email, new SettableClock(EVENING), () => address);
  channels.push(made);
  return made;
}

/** The header of a message, unfolded. */
const headerOf = ({ text }: Received, name: string) =>
  new RegExp(`^${name}: (.*)$`, 'im').exec(text.split('\r\n\r\n')[0]?.replace(/\r\n[ \t]+/g, ' ') ?? '')?.[1];

describe('Mail through a real server', () => {
  it('arrives with its text, its stable id and the clock’s date', async () => {
    const there = server();
    const outcome = await channel(await there.listen()).send(LETTER);
    expect(outcome).toStrictEqual({ kind: 'sent' });
    const [mail] = there.received;
    expect(mail).toMatchObject({ from: 'nq57@example.vn', to: ['khcn@example.vn'] });
    if (!mail) return;
    expect(headerOf(mail, 'Message-ID')).toBe(`<${LETTER.id}@example.vn>`);
    expect(headerOf(mail, 'Date')).toBe('Mon, 02 Mar 2026 13:00:00 +0000');
    expect(headerOf(mail, 'Auto-Submitted')).toBe('auto-generated');
    expect(headerOf(mail, 'Content-Type')).toMatch(/^text\/plain; charset=utf-8/);
    expect(headerOf(mail, 'Subject')).toMatch(/^=\?UTF-8\?/);
  });

  it('is sent again with the same id where it is sent again', async () => {
    const there = server();
    const way = channel(await there.listen());
    await way.send(LETTER);
    await way.send(LETTER);
    expect(new Set(there.received.map((mail) => headerOf(mail, 'Message-ID'))).size).toBe(1);
  });

  it.each([
    ['an address with a line break', 'khcn@example.vn\r\nBcc: ai@do.vn', LETTER],
    ['two addresses', 'a@example.vn,b@example.vn', LETTER],
    ['no address', null, LETTER],
    ['a subject with a line break', 'khcn@example.vn', { ...LETTER, subject: 'Tin\r\nBcc: ai@do.vn' }],
  ])('is refused before any server sees it for %s', async (_what, address, letter) => {
    const there = server();
    const outcome = await channel(await there.listen(), address).send(letter);
    expect(outcome.kind).toBe('refused');
    expect(there.received).toHaveLength(0);
  });

  it('logs in where the settings say so; a refused login holds everything, and no mail is given up for it', async () => {
    const there = server({
      authOptional: false,
      allowInsecureAuth: true,
      onAuth: ({ username, password }, _session, done) =>
        password === 'đúng' ? done(null, { user: username ?? '' }) : done(answering(535, 'bad login')),
    });
    const port = await there.listen();
    const good = { user: 'nq57', password: 'đúng' };
    expect(await channel(port, undefined, good).send(LETTER)).toStrictEqual({ kind: 'sent' });
    const bad = await channel(port, undefined, { ...good, password: 'sai' }).send(LETTER);
    expect(bad.kind).toBe('unreachable');
  });

  it('refuses a server without STARTTLS where the settings demand it', async () => {
    const there = server();
    const outcome = await channel(await there.listen(), undefined, { requireTls: true }).send(LETTER);
    expect(outcome.kind).not.toBe('sent');
    expect(there.received).toHaveLength(0);
  });

  it.each([
    [450, 'delayed'],
    [452, 'delayed'],
    [421, 'unreachable'],
    [550, 'refused'],
    [553, 'refused'],
  ])('an answer %i to the receiver means %s, and its text comes without the address', async (code, kind) => {
    const there = server({
      onRcptTo: ({ address }, _session, done) => done(answering(code, `<${address}> not now`)),
    });
    const outcome = await channel(await there.listen()).send(LETTER);
    expect(outcome.kind).toBe(kind);
    if (outcome.kind === 'sent') return;
    expect(outcome.error).toContain(String(code));
    expect(outcome.error).not.toContain('khcn@');
  });

  it.each([
    [451, 'delayed'],
    [554, 'refused'],
  ])('an answer %i to the message means %s', async (code, kind) => {
    const there = server({
      onData: (stream, _session, done) => {
        stream.resume();
        stream.on('end', () => done(answering(code, 'no')));
      },
    });
    expect((await channel(await there.listen()).send(LETTER)).kind).toBe(kind);
  });

  it('where nobody listens, nothing can be reached', async () => {
    const there = server();
    const port = await there.listen();
    await there.close();
    expect((await channel(port).send(LETTER)).kind).toBe('unreachable');
  });
});

describe('The outbox and a real server', () => {
  it('survives a server that is away for a day: every mail arrives once, and following goes on meanwhile', async () => {
    const away = server();
    const port = await away.listen();
    await away.close();
    const settings = { email: { host: '127.0.0.1', port, from: 'nq57@example.vn' } };
    const bench = open({ settings, real: true });
    await bench.account('khcn', { role: 'lead-unit', unit: UNIT });
    await bench.tickAt(EVENING);
    bench.outbox.setContact(
      'khcn',
      { email: 'khcn@example.vn', digest: true, immediate: true },
      'khcn',
      EVENING,
    );
    await bench.assign('1');
    for (const hour of ['07:30', '08:30', '12:00', '17:00', '23:00']) {
      await bench.tickAt(local(`2026-03-03 ${hour}`));
    }
    await bench.assign('2');
    await bench.tickAt(local('2026-03-04 07:29'));
    expect(bench.outbox.unread('khcn')).toBe(2);
    expect(bench.outbox.counts()).toMatchObject({ failed: 1, sent: 0, dead: 0 });
    expect(bench.outbox.deliveries({ limit: 1 })[0]?.lastError).toContain('ECONNREFUSED');

    const back = server();
    await back.listen(port);
    await bench.tickAt(local('2026-03-04 08:00'));
    await bench.tickAt(local('2026-03-04 09:00'));
    const bodies = back.received.map(({ text }) => text);
    expect(bodies).toHaveLength(2);
    expect(new Set(back.received.map((mail) => headerOf(mail, 'Message-ID'))).size).toBe(2);
    expect(bench.outbox.counts()).toStrictEqual({ waiting: 0, failed: 0, sent: 2, dead: 0 });
  });
});
