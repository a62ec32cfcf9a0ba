import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, brotliDecompressSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { expectProblem } from '../support/expectations.js';
import { PROGRAMME, TestSystem } from '../support/system.js';

const SCRIPT = 'export const one = 1;';
const PAGE = `<!doctype html><html lang="vi"><head><meta property="csp-nonce" nonce="__CSP_NONCE__">
<script type="module" src="/assets/index-1a2b.js" nonce="__CSP_NONCE__"></script></head><body></body></html>`;

let system: TestSystem;

beforeAll(async () => {
  system = await TestSystem.open({ tasks: [] });
});

afterAll(() => system.close());

const page = (url: string) =>
  system.call('GET', url, { headers: { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' } });

const rules = (policy: unknown) => String(policy).split('; ');

describe('Without built pages', () => {
  it('the bare address says how to build them and where the API is', async () => {
    const { status, text, headers } = await system.call('GET', '/');
    expect([status, headers['content-type']]).toEqual([200, 'text/html; charset=utf-8']);
    expect(text).toContain('npm run build');
    expect(text).toContain('href="/docs"');
  });
});

describe('The web application', () => {
  beforeAll(() => {
    const { webDir } = system.settings.http;
    mkdirSync(join(webDir, 'assets'), { recursive: true });
    writeFileSync(join(webDir, 'index.html'), PAGE);
    writeFileSync(join(webDir, 'favicon.svg'), '<svg xmlns="http://www.w3.org/2000/svg"/>');
    writeFileSync(join(webDir, 'assets', 'index-1a2b.js'), SCRIPT);
    writeFileSync(join(webDir, 'assets', 'index-1a2b.js.br'), brotliCompressSync(SCRIPT));
    writeFileSync(join(system.folder, 'secret.txt'), 'không ai được đọc');
  });

  afterAll(() => rmSync(system.settings.http.webDir, { recursive: true }));

  it.each(['/', '/tong-quan', '/nhiem-vu/13', '/canh-bao?muc=2', '/khong-co/gi-ca'])(
    'is at %s, never taken from a cache unasked',
    async (url) => {
      const { status, headers, text } = await page(url);
      expect([status, headers['content-type'], headers['cache-control']]).toEqual([
        200,
        'text/html; charset=utf-8',
        'no-cache',
      ]);
      expect(text).toContain('/assets/index-1a2b.js');
    },
  );

  it('has a policy that lets in no script but its own files, and only the styles of this very answer', async () => {
    const [one, two] = [await page('/tong-quan'), await page('/tong-quan')];
    const [, nonce = ''] = /nonce="([^"]+)"/.exec(one.text) ?? [];
    expect(nonce).toMatch(/^[A-Za-z0-9+/]{22}==$/);
    expect(one.text).not.toContain('__CSP_NONCE__');
    expect(two.text).not.toContain(nonce);
    expect(rules(one.headers['content-security-policy']).sort()).toEqual(
      [
        "default-src 'none'",
        "script-src 'self'",
        `style-src 'self' 'nonce-${nonce}'`,
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "manifest-src 'self'",
        "frame-ancestors 'none'",
        "form-action 'self'",
        "base-uri 'none'",
      ].sort(),
    );
  });

  it('has files that are kept for ever, for their name changes with them', async () => {
    const { status, headers, text } = await system.call('GET', '/assets/index-1a2b.js');
    expect([status, headers['cache-control'], text]).toEqual([
      200,
      'public, max-age=31536000, immutable',
      SCRIPT,
    ]);
    expect(headers['content-type']).toContain('javascript');
  });

  it('sends a file as it was packed beforehand, to whom can unpack it', async () => {
    const answer = await system.app.inject({
      method: 'GET',
      url: '/assets/index-1a2b.js',
      headers: { 'accept-encoding': 'gzip, br' },
    });
    expect([answer.headers['content-encoding'], answer.headers.vary]).toEqual(['br', 'accept-encoding']);
    expect(brotliDecompressSync(answer.rawPayload).toString()).toBe(SCRIPT);
  });

  it('has its icon beside the page, asked for anew each time', async () => {
    const { status, headers } = await system.call('GET', '/favicon.svg');
    expect([status, headers['content-type'], headers['cache-control']]).toEqual([
      200,
      'image/svg+xml',
      'public, max-age=0',
    ]);
  });

  it.each([
    '/assets/../../secret.txt',
    '/assets/..%2f..%2fsecret.txt',
    '/../secret.txt',
    '/%2e%2e/secret.txt',
    '/secret.txt',
    '/assets/.htaccess',
    '/assets/none.js',
    '/assets/',
    '/index.html%00.svg',
  ])('hands out nothing else: %s', async (url) => {
    const { status, text, body } = await system.call('GET', url);
    expect([400, 403, 404]).toContain(status);
    expect(text).not.toContain('không ai được đọc');
    expect(body.type).toMatch(/^urn:nq57:problem:/);
  });

  it('is no answer to a program that asks for what is not there', async () => {
    expectProblem(await system.call('GET', '/khong-co'), 404, 'no-such-route');
    expectProblem(await system.call('POST', '/tong-quan'), 404, 'no-such-route');
    const asked = { headers: { accept: 'application/json' } };
    expectProblem(await system.call('GET', '/programmes/x/y/z/t', asked), 404, 'no-such-route');
  });

  it('does not stand before the API: its answers are for a browser’s address line as well', async () => {
    const { status, headers } = await page(`/programmes/${PROGRAMME}`);
    expect([status, headers['content-type']]).toEqual([401, 'application/problem+json; charset=utf-8']);
  });
});

describe('Every answer', () => {
  it.each([
    ['data', '/health/live', 200],
    ['a problem', '/assignments', 401],
    ['a way that leads nowhere', '/khong-co', 404],
    ['an address that can’t be read', '/%', 400],
  ])('is framed by nobody, taken for nothing else and kept by nobody: %s', async (_, url, wanted) => {
    const { status, headers } = await system.call('GET', url);
    expect(status).toBe(wanted);
    expect(headers).toMatchObject({
      'x-frame-options': 'DENY',
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
      'cache-control': 'no-store',
    });
    expect(rules(headers['content-security-policy'])).toEqual(
      expect.arrayContaining(["default-src 'none'", "frame-ancestors 'none'"]),
    );
  });

  it('carries them on the stream of changes too', async () => {
    const answer = await system.app.inject({
      method: 'GET',
      url: '/changes',
      headers: { authorization: `Bearer ${await system.token('office')}` },
      payloadAsStream: true,
    });
    expect([answer.statusCode, answer.headers['x-frame-options']]).toEqual([200, 'DENY']);
    answer.stream().destroy();
  });

  it('lets the API’s own pages load what they need, and nobody frame them', async () => {
    const { status, headers } = await system.call('GET', '/docs');
    expect(status).toBe(200);
    expect(rules(headers['content-security-policy'])).toEqual(
      expect.arrayContaining([
        "script-src 'self'",
        "style-src 'self' 'unsafe-inline'",
        "frame-ancestors 'none'",
      ]),
    );
  });

  it('that tells of an error holds neither stack nor path', async () => {
    for (const url of ['/assignments', '/khong-co', '/%', '/assets/none.js']) {
      const { text } = await system.call('GET', url);
      expect(text).not.toMatch(/\bat .+:\d+:\d+|node_modules|\/work\//);
    }
  });
});
