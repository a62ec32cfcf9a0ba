import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import { Refusal } from '#kernel';
import { header, isRead } from '../request.js';

const PURPOSE = 'nq57-csrf';

/** What the pages of a session send along with their commands; the session can't be learnt from it. */
export function csrfTokenOf(session: string): string {
  return createHmac('sha256', session).update(PURPOSE).digest('base64url');
}

/**
 * Checks that a command which a browser sent with its cookie comes from a page of ours, opened in that very session.
 * Reads change nothing and are let through.
 * @throws {Refusal} forbidden (`cross-site-request`, `csrf-token-missing`, `csrf-token-wrong`)
 */
export function checkBrowserCommand(request: FastifyRequest, session: string): void {
  if (isRead(request)) return;
  refuseCrossSite(request);
  const token = header(request, 'x-csrf-token');
  if (token === undefined || token === '') {
    throw new Refusal(
      'forbidden',
      'csrf-token-missing',
      'Yêu cầu từ trình duyệt thiếu X-CSRF-Token; hãy tải lại trang rồi làm lại.',
    );
  }
  if (isSame(token, csrfTokenOf(session))) return;
  throw new Refusal(
    'forbidden',
    'csrf-token-wrong',
    'X-CSRF-Token không thuộc phiên đăng nhập này; hãy tải lại trang rồi làm lại.',
  );
}

/**
 * Refuses what a page of another origin has a browser send. Programs that are no browsers say nothing of an origin.
 * @throws {Refusal} forbidden (`cross-site-request`)
 */
export function refuseCrossSite(request: FastifyRequest): void {
  const site = header(request, 'sec-fetch-site');
  const origin = header(request, 'origin');
  const isOwn =
    site === undefined
      ? origin === undefined || hostOf(origin) === request.headers.host?.toLowerCase()
      : site === 'same-origin' || site === 'none';
  if (isOwn) return;
  throw new Refusal(
    'forbidden',
    'cross-site-request',
    'Yêu cầu đến từ một trang khác; chỉ nhận yêu cầu từ chính các trang của hệ thống này.',
  );
}

/** Host and port of an origin; null where it names none (`null`, nonsense). */
function hostOf(origin: string): string | null {
  return URL.canParse(origin) ? new URL(origin).host || null : null;
}

/** Takes as long for texts that differ early as late. */
function isSame(one: string, other: string): boolean {
  const [a, b] = [one, other].map((text) => createHash('sha256').update(text).digest()) as [Buffer, Buffer];
  return timingSafeEqual(a, b);
}
