import { describe, expect, it } from '@jest/globals';
import type { FastifyRequest } from 'fastify';
import { Refusal } from '#kernel';
import { checkBrowserCommand, csrfTokenOf, refuseCrossSite } from './csrf.js';
import { endSessionCookie, openSessionCookie, sessionCookieOf } from './session-cookie.js';

const SESSION = 'a'.repeat(43);

const request = (method: string, headers: Record<string, string>, protocol = 'http') =>
  ({ method, headers: { host: 'nq57.example:5757', ...headers }, protocol }) as unknown as FastifyRequest;

function codeOf(act: () => void): string | null {
  try {
    act();
    return null;
  } catch (error) {
    if (error instanceof Refusal) return error.code;
    throw error;
  }
}

describe('The token of a session’s pages', () => {
  it('is the session’s alone, always the same, and does not tell the session', () => {
    expect(csrfTokenOf(SESSION)).toBe(csrfTokenOf(SESSION));
    expect(csrfTokenOf(SESSION)).not.toBe(csrfTokenOf('b'.repeat(43)));
    expect(csrfTokenOf(SESSION)).not.toContain(SESSION);
  });

  it.each(['GET', 'HEAD', 'OPTIONS'])('is not asked for at %s', (method) => {
    expect(codeOf(() => checkBrowserCommand(request(method, {}), SESSION))).toBeNull();
  });

  it.each(['POST', 'PUT', 'PATCH', 'DELETE', 'QUERY'])('is asked for at %s', (method) => {
    const check = (headers: Record<string, string>) =>
      codeOf(() => checkBrowserCommand(request(method, headers), SESSION));
    expect(check({})).toBe('csrf-token-missing');
    expect(check({ 'x-csrf-token': csrfTokenOf('b'.repeat(43)) })).toBe('csrf-token-wrong');
    expect(check({ 'x-csrf-token': csrfTokenOf(SESSION) })).toBeNull();
  });
});

describe('A request of another site', () => {
  it.each<[string, Record<string, string>]>([
    ['says so itself', { 'sec-fetch-site': 'cross-site', origin: 'http://nq57.example:5757' }],
    ['is a neighbour’s', { 'sec-fetch-site': 'same-site' }],
    ['has another host', { origin: 'http://elsewhere.example' }],
    ['has another port', { origin: 'http://nq57.example:8080' }],
    ['hides where it comes from', { origin: 'null' }],
    ['has an origin that is none', { origin: 'nonsense' }],
  ])('is refused: it %s', (_, headers) => {
    expect(codeOf(() => refuseCrossSite(request('POST', headers)))).toBe('cross-site-request');
  });

  it.each<[string, Record<string, string>]>([
    ['a program, which says nothing', {}],
    ['a page of ours', { 'sec-fetch-site': 'same-origin' }],
    [
      'a page of ours behind a proxy that changes the host',
      { 'sec-fetch-site': 'same-origin', origin: 'https://a.b' },
    ],
    ['the person in the address line', { 'sec-fetch-site': 'none' }],
    ['an older browser on a page of ours', { origin: 'http://nq57.example:5757' }],
  ])('is not: %s', (_, headers) => {
    expect(codeOf(() => refuseCrossSite(request('POST', headers)))).toBeNull();
  });
});

describe('The cookie of a session', () => {
  it.each<[string | undefined, string | null]>([
    [`nq57-session=${SESSION}`, SESSION],
    [`a=1; nq57-session=${SESSION}; b="x=y"`, SESSION],
    [`nq57-session=${SESSION}; nq57-session=other`, null],
    ['nq57-session=', null],
    ['nq57-session=có dấu', null],
    [`nq57-session=${'a'.repeat(101)}`, null],
    [`xnq57-session=${SESSION}`, null],
    ['nq57-session', null],
    ['', null],
    [undefined, null],
  ])('is read from %j', (cookies, session) => {
    expect(sessionCookieOf(cookies)).toBe(session);
  });

  it('can’t be read by scripts nor sent by other sites, and goes over https alone where it should', () => {
    const plain = `nq57-session=${SESSION}; Path=/; HttpOnly; SameSite=Strict`;
    const http = request('POST', {});
    expect(openSessionCookie(http, SESSION, 'auto')).toBe(plain);
    expect(openSessionCookie(http, SESSION, 'always')).toBe(`${plain}; Secure`);
    const proxied = request('POST', { 'x-forwarded-proto': 'https, http' });
    expect(openSessionCookie(proxied, SESSION, 'auto')).toBe(`${plain}; Secure`);
    expect(openSessionCookie(proxied, SESSION, 'never')).toBe(plain);
    expect(openSessionCookie(request('POST', {}, 'https'), SESSION, 'auto')).toBe(`${plain}; Secure`);
    expect(endSessionCookie(http, 'auto')).toBe(
      'nq57-session=; Path=/; HttpOnly; SameSite=Strict; Max-Age=0',
    );
  });
});
