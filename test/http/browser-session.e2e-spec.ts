import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { expectNothingWritten, expectProblem } from '../support/expectations.js';
import {
  type Answer,
  FINANCE,
  PASSWORD,
  PEOPLE,
  PROGRAMME,
  TestSystem,
  type Who,
} from '../support/system.js';

let system: TestSystem;

beforeAll(async () => {
  system = await TestSystem.open();
});

afterAll(() => system.close());

const URL = '/browser-session';
const ACCEPTANCE = `/assignments/${PROGRAMME}.13.${FINANCE}/acceptance`;

type Headers = Readonly<Record<string, string>>;

interface Browser {
  /** As the browser sends it by itself. */
  readonly cookie: string;
  readonly csrf: string;
}

const credentials = (who: Who, password = PASSWORD) => ({ account: PEOPLE[who].id, password });

const logIn = (who: Who, headers: Headers = {}, password?: string): Promise<Answer> =>
  system.call('POST', URL, { body: credentials(who, password), headers });

const setCookie = ({ headers }: Answer) => String(headers['set-cookie'] ?? '');

async function browserOf(who: Who): Promise<Browser> {
  const answer = await logIn(who);
  return { cookie: setCookie(answer).split(';')[0] ?? '', csrf: String(answer.body.csrfToken) };
}

const read = (url: string, { cookie }: Pick<Browser, 'cookie'>) =>
  system.call('GET', url, { headers: { cookie } });

const send = (url: string, { cookie }: Browser, headers: Headers = {}, body?: object) =>
  system.call('POST', url, { headers: { cookie, ...headers }, ...(body ? { body } : {}) });

describe('Logging in from a browser', () => {
  it('puts the session into a cookie that no script can read and no other site can send', async () => {
    const answer = await logIn('finance');
    expect(answer.status).toBe(201);
    expect(setCookie(answer)).toMatch(/^nq57-session=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict$/);
    const [, token = ''] = /=([\w-]+)/.exec(setCookie(answer)) ?? [];
    expect(answer.text).not.toContain(token);
    expect(answer.headers['cache-control']).toBe('no-store');
  });

  it('tells the pages who it is, with names, what may be done, and what day it is', async () => {
    system.at('2026-02-10');
    const { body } = await logIn('finance');
    expect(body).toEqual({
      principal: {
        ...PEOPLE.finance,
        grants: [{ role: 'lead-unit', roleName: 'Đơn vị chủ trì', unit: FINANCE, unitName: 'Sở Tài chính' }],
      },
      permissions: expect.arrayContaining([
        { permission: 'programme.read', units: null },
        { permission: 'report.submit', units: [FINANCE] },
      ]),
      csrfToken: expect.stringMatching(/^[\w-]{43}$/),
      expiresAt: '2026-02-10T14:00:00.000Z',
      serverDate: '2026-02-10',
      viewsRecorded: false,
      simulated: false,
      programmes: [{ id: PROGRAMME, title: expect.stringContaining('') }],
    });
  });

  it('shows an administrator no programme, for there is none to see', async () => {
    expect((await logIn('administrator')).body.programmes).toEqual([]);
  });

  it('keeps the cookie to https where the request came by it', async () => {
    expect(setCookie(await logIn('finance', { 'x-forwarded-proto': 'https' }))).toMatch(/; Secure$/);
    expect(setCookie(await logIn('finance', { 'x-forwarded-proto': 'http' }))).not.toContain('Secure');
  });

  it.each([
    ['always', true],
    ['never', false],
  ] as const)('keeps the cookie to https as the setting says: %s', async (secureCookies, secure) => {
    const app = await system.another({ roles: ['http'], http: { ...system.settings.http, secureCookies } });
    const { headers } = await app.inject({
      method: 'POST',
      url: URL,
      payload: credentials('finance'),
      headers: { 'x-forwarded-proto': secure ? 'http' : 'https' },
    });
    expect(String(headers['set-cookie']).includes('Secure')).toBe(secure);
    await app.close();
  });

  it('ends the session that the browser had before', async () => {
    const before = await browserOf('inspector');
    await logIn('inspector', { cookie: before.cookie });
    expectProblem(await read(URL, before), 401, 'unauthenticated');
  });

  it('is refused with a wrong password, gives no cookie, and counts with the other attempts', async () => {
    const wrong = 'mật khẩu không phải thế';
    for (let attempt = 1; attempt <= 4; attempt += 1) {
      const answer = await logIn('science', {}, wrong);
      expectProblem(answer, 401, 'bad-credentials');
      expect(answer.headers['set-cookie']).toBeUndefined();
      await system.call('POST', '/sessions', { body: credentials('science', wrong) });
    }
    expectProblem(await logIn('science'), 429, 'too-many-attempts');
  });

  it.each([
    ['sec-fetch-site', 'cross-site'],
    ['sec-fetch-site', 'same-site'],
    ['origin', 'https://elsewhere.example'],
    ['origin', 'null'],
  ])('is refused from another site’s page: %s %s', async (name, value) => {
    const answer = await logIn('finance', { [name]: value });
    expectProblem(answer, 403, 'cross-site-request');
    expect(answer.headers['set-cookie']).toBeUndefined();
  });
});

describe('A browser’s session', () => {
  it('reads with the cookie alone', async () => {
    const browser = await browserOf('inspector');
    expect((await read('/me', browser)).body.id).toBe(PEOPLE.inspector.id);
    const again = await read(URL, browser);
    expect([again.status, again.body.csrfToken]).toEqual([200, browser.csrf]);
    expect(again.headers['set-cookie']).toBeUndefined();
  });

  it('is none without a cookie, with a made-up one, or with two', async () => {
    const { cookie } = await browserOf('inspector');
    for (const one of ['', 'nq57-session=', 'nq57-session=abc', `${cookie}; nq57-session=abc`, 'session=x']) {
      expectProblem(await read(URL, { cookie: one }), 401, 'unauthenticated');
    }
    expect((await read(URL, { cookie: `a=b; ${cookie}; c=d` })).status).toBe(200);
  });

  it('can’t command without the token of its own pages', async () => {
    const browser = await browserOf('finance');
    const other = await browserOf('inspector');
    await expectNothingWritten(system, async () => {
      expectProblem(await send(ACCEPTANCE, browser), 403, 'csrf-token-missing');
      expectProblem(await send(ACCEPTANCE, browser, { 'x-csrf-token': '' }), 403, 'csrf-token-missing');
      for (const wrong of [other.csrf, `${browser.csrf}x`, 'ế']) {
        const answer = await send(ACCEPTANCE, browser, { 'x-csrf-token': encodeURIComponent(wrong) });
        expectProblem(answer, 403, 'csrf-token-wrong');
      }
    });
  });

  it('can’t be used by another site, even with the token', async () => {
    const browser = await browserOf('finance');
    await expectNothingWritten(system, async () => {
      for (const from of [{ origin: 'https://elsewhere.example' }, { 'sec-fetch-site': 'cross-site' }]) {
        const answer = await send(ACCEPTANCE, browser, { 'x-csrf-token': browser.csrf, ...from });
        expectProblem(answer, 403, 'cross-site-request');
      }
    });
  });

  it('commands with the token from a page of ours', async () => {
    const browser = await browserOf('finance');
    const ours = {
      'x-csrf-token': browser.csrf,
      'sec-fetch-site': 'same-origin',
      origin: 'http://localhost',
    };
    expect((await send(ACCEPTANCE, browser, ours)).status).toBe(201);
    const byOrigin = { 'x-csrf-token': browser.csrf, origin: 'http://nq57.example', host: 'nq57.example' };
    expect((await send(ACCEPTANCE, browser, byOrigin)).status).toBe(200);
  });

  it('gives way to a bearer token, which needs no token of pages', async () => {
    const browser = await browserOf('inspector');
    const authorization = `Bearer ${await system.token('finance')}`;
    expect((await send(ACCEPTANCE, browser, { authorization })).status).toBe(200);
    expectProblem(await send(ACCEPTANCE, browser, { authorization: 'Bearer x' }), 401, 'unauthenticated');
  });

  it('lets an inspector change nothing, the token of the pages notwithstanding', async () => {
    const browser = await browserOf('inspector');
    await expectNothingWritten(system, async () => {
      expectProblem(await send(ACCEPTANCE, browser, { 'x-csrf-token': browser.csrf }), 403, 'forbidden');
    });
  });

  it('ends by logging out, which takes the cookie away', async () => {
    const browser = await browserOf('inspector');
    const headers = { cookie: browser.cookie, 'x-csrf-token': browser.csrf };
    const answer = await system.call('DELETE', URL, { headers });
    expect([answer.status, setCookie(answer)]).toEqual([
      204,
      'nq57-session=; Path=/; HttpOnly; SameSite=Strict; Max-Age=0',
    ]);
    expectProblem(await read(URL, browser), 401, 'unauthenticated');
  });

  it('ends by itself', async () => {
    const browser = await browserOf('inspector');
    const now = system.clock.now();
    system.clock.set('2026-02-11T02:00:00Z');
    expectProblem(await read(URL, browser), 401, 'unauthenticated');
    system.clock.set(now);
  });
});
