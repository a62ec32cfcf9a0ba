import type { FastifyRequest } from 'fastify';
import { header } from '../request.js';

/** The cookie that holds a browser's session; scripts can't read it. */
export const SESSION_COOKIE = 'nq57-session';

/** Whether the session's cookie is sent over https alone; `auto`: where the request that opened it came so. */
export const SECURE_COOKIES = ['auto', 'always', 'never'] as const;
export type SecureCookies = (typeof SECURE_COOKIES)[number];

const TOKEN = /^[\w-]{1,100}$/;

/**
 * The session that a Cookie header names. Two of the name are none: one of them was put there by somebody else, and
 * nobody can tell which.
 */
export function sessionCookieOf(cookies: string | undefined): string | null {
  const values = (cookies ?? '').split(';').flatMap((pair) => {
    const [name, ...value] = pair.split('=');
    return name?.trim() === SESSION_COOKIE ? [value.join('=').trim()] : [];
  });
  const [token = ''] = values;
  return values.length === 1 && TOKEN.test(token) ? token : null;
}

/** The Set-Cookie header that gives a browser its session, until it is closed or the session ends. */
export function openSessionCookie(request: FastifyRequest, token: string, secure: SecureCookies): string {
  return cookie(token, isSecure(request, secure));
}

/** The Set-Cookie header that takes a browser's session away. */
export function endSessionCookie(request: FastifyRequest, secure: SecureCookies): string {
  return `${cookie('', isSecure(request, secure))}; Max-Age=0`;
}

function cookie(value: string, secure: boolean): string {
  return `${SESSION_COOKIE}=${value}; Path=/; HttpOnly; SameSite=Strict${secure ? '; Secure' : ''}`;
}

/** Who claims to have come by https and did not only keeps a cookie from being sent back over http. */
function isSecure(request: FastifyRequest, secure: SecureCookies): boolean {
  if (secure !== 'auto') return secure === 'always';
  const [forwarded = ''] = (header(request, 'x-forwarded-proto') ?? '').split(',');
  return request.protocol === 'https' || forwarded.trim() === 'https';
}
