import type { FastifyReply, FastifyRequest } from 'fastify';

/** A policy of what a document may load and who may frame it, as the header writes it. */
const policy = (rules: Readonly<Record<string, string>>): string =>
  Object.entries(rules)
    .map(([name, sources]) => `${name} ${sources}`)
    .join('; ');

const CLOSED = { 'frame-ancestors': "'none'", 'base-uri': "'none'" } as const;

/** For what is no page: data, files, errors. */
const DATA_POLICY = policy({ 'default-src': "'none'", ...CLOSED, 'form-action': "'none'" });

/** For Swagger UI, which writes its own styles. */
const API_PAGES_POLICY = policy({
  'default-src': "'none'",
  'script-src': "'self'",
  'style-src': "'self' 'unsafe-inline'",
  'img-src': "'self' data:",
  'font-src': "'self' data:",
  'connect-src': "'self'",
  ...CLOSED,
  'form-action': "'none'",
});

/** For the pages of the web application. @param nonce of this one answer, for the styles that the page makes itself */
export function pagePolicy(nonce: string): string {
  return policy({
    'default-src': "'none'",
    'script-src': "'self'",
    'style-src': `'self' 'nonce-${nonce}'`,
    'img-src': "'self' data:",
    'font-src': "'self'",
    'connect-src': "'self'",
    'manifest-src': "'self'",
    ...CLOSED,
    'form-action': "'self'",
  });
}

const API_PAGES = /^\/docs(?:[/?]|$)/;

/** What every answer carries unless its route says otherwise; the policy is that of data. */
export const SECURITY_HEADERS: Readonly<Record<string, string>> = {
  'Content-Security-Policy': DATA_POLICY,
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
  'Referrer-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Cache-Control': 'no-store',
};

/** Puts {@link SECURITY_HEADERS} on an answer before anything is written of it, streams included. */
export function setSecurityHeaders(request: FastifyRequest, reply: FastifyReply): void {
  for (const [name, value] of Object.entries(SECURITY_HEADERS)) reply.raw.setHeader(name, value);
  if (API_PAGES.test(request.url)) reply.raw.setHeader('Content-Security-Policy', API_PAGES_POLICY);
}
