import { mkdirSync, mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Test } from '@nestjs/testing';
import Database from 'better-sqlite3';
import { DoorAdapter } from '#access';
import { EVENT_LOG, openSqliteEventLog, verifyLog } from '#event-log';
import type { SettableClock } from '#kernel';
import { SMALL_CATALOGUE, SMALL_PROGRAMME, SmallConfig } from '../support/config-folder.js';
import { expectNothingWritten, expectProblem } from '../support/expectations.js';
import { cli, type Ended, server } from '../support/processes.js';
import {
  type Answer,
  FINANCE_ASSIGNMENT,
  fullReport,
  type LocalSettings,
  PEOPLE,
  PROGRAMME,
  SCIENCE_ASSIGNMENT,
  settingsFor,
  TestSystem,
  type Who,
} from '../support/system.js';

const { AppModule } = await import('../../apps/api/src/app.module.js');

const REPORTS = `/assignments/${FINANCE_ASSIGNMENT}/progress-reports`;
const FEBRUARY = { period: '2026-02', kind: 'progress', percent: 50, summary: 'Đã rà soát xong các hồ sơ.' };
const DOCUMENT = { number: '1/BC', date: '2026-02-01', issuer: 'Sở Tài chính' };
const JSON_HEADERS = { 'content-type': 'application/json' };
const REASON = { reason: 'Theo kết luận cuộc họp' };

let system: TestSystem;
let port: number;

beforeAll(async () => {
  system = await TestSystem.open();
  await system.app.listen(0, '127.0.0.1');
  port = (system.app.getHttpServer().address() as AddressInfo).port;
  system.at('2026-02-20');
  await system.report(FINANCE_ASSIGNMENT, 'finance', '2026-02', 40);
});

afterAll(() => system.close());

interface Case {
  readonly what: string;
  readonly status: number;
  readonly code: string;
  /** Default: finance. */
  readonly as?: Who;
  /** Default: POST. */
  readonly method?: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Default: the progress reports of finance. */
  readonly url?: string;
  readonly body?: object | string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Fields that must be named. */
  readonly at?: readonly string[];
}

/** One sentence for a case, for the name of its test. */
const cases = (all: readonly Case[]) => all.map((one) => ({ ...one, toString: () => one.what }));

async function refuse({ as = 'finance', method = 'POST', url = REPORTS, ...one }: Case): Promise<Answer> {
  const { body, headers } = one;
  return expectNothingWritten(system, async () => {
    const options = { as, ...(body === undefined ? {} : { body }), ...(headers ? { headers } : {}) };
    const answer = await system.call(method, url, options);
    expectProblem(answer, one.status, one.code);
    if (one.at) {
      const errors = answer.body.errors as { at: string; detail: string }[];
      expect(errors.map(({ at }) => at)).toEqual(one.at);
      for (const { detail } of errors) expect(detail).not.toBe('');
    }
    return answer;
  });
}

/** A case of a report with one field other than it should be. */
const field = (what: string, change: object, at: readonly string[]): Case => ({
  what,
  body: { ...FEBRUARY, ...change },
  status: 400,
  code: 'invalid-input',
  at,
});

describe('A progress report is refused, and nothing is written, for', () => {
  it.each(
    cases([
      field('an unknown field', { mood: 'tốt' }, ['mood']),
      field('an unknown field within a document', { documents: [{ ...DOCUMENT, size: 1 }] }, [
        'documents[0].size',
      ]),
      field('a percent that is a text', { percent: '50' }, ['percent']),
      field('a percent that is no whole number', { percent: 50.5 }, ['percent']),
      field('a percent too large to be held exactly', { percent: 1e300 }, ['percent']),
      field('a period that is a number', { period: 202_602 }, ['period']),
      field('a period that is no month', { period: '2026-13' }, ['period']),
      field('a kind that there is not', { kind: 'xong' }, ['kind']),
      field('a summary that is a list', { summary: ['Đã xong'] }, ['summary']),
      field('documents that are no list', { documents: DOCUMENT }, ['documents']),
      field('a document that is no object', { documents: ['1/BC'] }, ['documents']),
      field('a document of a day that there is not', { documents: [{ ...DOCUMENT, date: '2026-02-30' }] }, [
        'documents[0].date',
      ]),
      field('a digest that is none', { documents: [{ ...DOCUMENT, sha256: 'abc' }] }, [
        'documents[0].sha256',
      ]),
      field('an amount below nothing', { disbursedVnd: -1 }, ['disbursedVnd']),
      field('a control character', { summary: 'Đã rà soát\u0007 xong các hồ sơ' }, ['summary']),
      field('a mark that turns the direction of writing', { summary: 'Đã rà soát\u202E xong' }, ['summary']),
      field('a text of 5,000 characters', { summary: 'ữ'.repeat(5000) }, ['summary']),
      field('51 deliverables', { deliverables: Array.from({ length: 51 }, (_, i) => `Sản phẩm ${i}`) }, [
        'deliverables',
      ]),
      field('two faults at once, both named', { percent: 'nửa', kind: 'xong' }, ['kind', 'percent']),
      { what: 'no body', status: 400, code: 'invalid-input', at: ['period', 'kind'] },
      { what: 'a body of nothing', body: '', headers: JSON_HEADERS, status: 400, code: 'invalid-json' },
      { what: 'half a JSON', body: '{"period":', headers: JSON_HEADERS, status: 400, code: 'invalid-json' },
      {
        what: 'half a letter',
        body: '{"period":"2026-02","kind":"progress","summary":"a\\ud800"}',
        headers: JSON_HEADERS,
        status: 400,
        code: 'invalid-input',
        at: ['summary'],
      },
      {
        what: 'a field named __proto__',
        body: '{"__proto__":{"admin":true}}',
        headers: JSON_HEADERS,
        status: 400,
        code: 'invalid-json',
      },
      {
        what: 'a field named toString',
        body: { ...FEBRUARY, toString: 'x' },
        status: 400,
        code: 'invalid-input',
        at: ['toString'],
      },
      {
        what: 'a list in place of an object',
        body: [FEBRUARY],
        status: 400,
        code: 'invalid-input',
        at: [''],
      },
      {
        what: 'a body nested 1,000 times',
        body: `${'{"a":'.repeat(1000)}1${'}'.repeat(1000)}`,
        headers: JSON_HEADERS,
        status: 400,
        code: 'invalid-input',
        at: [''],
      },
      {
        what: 'a body of 10 MB',
        body: { ...FEBRUARY, summary: 'x'.repeat(10_000_000) },
        status: 413,
        code: 'body-too-large',
      },
      {
        what: 'a body of plain text',
        body: 'Đã xong',
        headers: { 'content-type': 'text/plain' },
        status: 415,
        code: 'unsupported-media-type',
      },
      {
        what: 'a body of form fields',
        body: 'period=2026-02',
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
        status: 415,
        code: 'unsupported-media-type',
      },
      { what: 'percent 101', body: { ...FEBRUARY, percent: 101 }, status: 422, code: 'percent-out-of-range' },
      { what: 'percent -1', body: { ...FEBRUARY, percent: -1 }, status: 422, code: 'percent-out-of-range' },
      {
        what: 'a percent that goes down without a reason',
        body: { ...FEBRUARY, percent: 39 },
        status: 422,
        code: 'percent-went-down',
      },
      {
        what: 'a percent that goes down for a blank reason',
        body: { ...FEBRUARY, percent: 39, percentDownReason: '  ' },
        status: 422,
        code: 'percent-went-down',
      },
      {
        what: 'a month in the future',
        body: { ...FEBRUARY, period: '2026-03' },
        status: 422,
        code: 'period-in-future',
      },
      {
        what: 'a month before the assignment',
        body: { ...FEBRUARY, period: '2025-12' },
        status: 422,
        code: 'period-before-assignment',
      },
      {
        what: 'another unit’s assignment',
        url: `/assignments/${SCIENCE_ASSIGNMENT}/progress-reports`,
        body: FEBRUARY,
        status: 403,
        code: 'forbidden',
      },
      {
        what: 'an assignment of the unit that there is not',
        url: `/assignments/${PROGRAMME}.99.so-tai-chinh/progress-reports`,
        body: FEBRUARY,
        status: 404,
        code: 'assignment-not-found',
      },
      {
        what: 'a stale ETag',
        body: FEBRUARY,
        headers: { 'if-match': '"0"' },
        status: 412,
        code: 'precondition-failed',
      },
      {
        what: 'an ETag that is none',
        body: FEBRUARY,
        headers: { 'if-match': 'mới nhất'.normalize('NFD').replace(/\P{ASCII}/gu, '') },
        status: 400,
        code: 'invalid-if-match',
      },
    ]),
  )('%s', async (one) => {
    await refuse(one);
  });

  it('the Idempotency-Key of a report with another body', async () => {
    const headers = { 'idempotency-key': 'thang-hai' };
    expect((await system.post(REPORTS, 'finance', { ...FEBRUARY, percent: 41 }, headers)).status).toBe(201);
    await refuse({
      what: '',
      body: { ...FEBRUARY, percent: 42 },
      headers,
      status: 422,
      code: 'idempotency-key-reused',
    });
  });
});

describe('Other commands are refused, and nothing is written, for', () => {
  const finance = `/assignments/${FINANCE_ASSIGNMENT}`;

  it.each(
    cases([
      {
        what: 'a field where none is read',
        url: `${finance}/acceptance`,
        body: { note: 'Đã nhận' },
        status: 400,
        code: 'invalid-input',
        at: ['note'],
      },
      {
        what: 'a query parameter where none is read',
        url: `${finance}/acceptance?asOf=2026-01-01`,
        status: 400,
        code: 'invalid-input',
        at: ['asOf'],
      },
      {
        what: 'no reason',
        as: 'office',
        url: `${finance}/status`,
        body: { to: 'suspended' },
        status: 400,
        code: 'invalid-input',
        at: ['reason'],
      },
      {
        what: 'a reason of blanks',
        as: 'office',
        url: `${finance}/status`,
        body: { to: 'suspended', reason: ' \u00A0 ' },
        status: 400,
        code: 'invalid-input',
        at: ['reason'],
      },
      {
        what: 'a status that nobody sets by hand',
        as: 'office',
        url: `${finance}/status`,
        body: { to: 'completed', ...REASON },
        status: 400,
        code: 'invalid-input',
        at: ['to'],
      },
      {
        what: 'an extension to an earlier day',
        url: `${finance}/extension-requests`,
        body: { to: '2026-03-01', ...REASON },
        status: 422,
        code: 'extension-not-later',
      },
      {
        what: 'a decision without a request',
        as: 'office',
        url: `${finance}/extension-decisions`,
        body: { decision: 'granted', ...REASON },
        status: 409,
        code: 'no-extension-pending',
      },
      {
        what: 'a confirmation without a proposal',
        as: 'office',
        url: `${finance}/completion-confirmation`,
        body: {},
        status: 409,
        code: 'no-completion-pending',
      },
      {
        what: 'the return of a report that there is not',
        as: 'office',
        url: `${finance}/progress-reports/1234/return`,
        body: REASON,
        status: 404,
        code: 'report-not-found',
      },
      {
        what: 'the transfer to the unit itself',
        as: 'office',
        url: `${finance}/transfer`,
        body: { to: 'so-tai-chinh', ...REASON },
        status: 409,
        code: 'already-assigned',
      },
      {
        what: 'the transfer to a path',
        as: 'office',
        url: `${finance}/transfer`,
        body: { to: '../../x', ...REASON },
        status: 422,
        code: 'unknown-unit',
      },
      {
        what: 'a task that there is not',
        as: 'office',
        url: `/programmes/${PROGRAMME}/tasks/41/assignments`,
        status: 404,
        code: 'task-not-found',
      },
      {
        what: 'a policy that there is not',
        as: 'office',
        url: `/programmes/${PROGRAMME}/policies`,
        body: { policy: 'khong-co', from: '2026-01-01' },
        status: 404,
        code: 'policy-not-found',
      },
      {
        what: 'a policy from a year without a calendar',
        as: 'office',
        url: `/programmes/${PROGRAMME}/policies`,
        body: { policy: 'city-monthly', from: '2031-01-01' },
        status: 422,
        code: 'calendar-missing',
      },
      {
        what: 'a catalogue that there is not',
        as: 'office',
        url: '/programmes/ctr-2099/load',
        status: 404,
        code: 'catalogue-missing',
      },
      {
        what: 'a catalogue outside its folder',
        as: 'office',
        url: '/programmes/..%2Funits%2Fhai-phong/load',
        status: 404,
        code: 'catalogue-missing',
      },
      {
        what: 'an account that exists with another name',
        as: 'administrator',
        url: '/accounts',
        body: { ...PEOPLE.finance, displayName: 'Khác' },
        status: 409,
        code: 'account-exists',
      },
      {
        what: 'a role of a unit that there is not',
        as: 'administrator',
        url: '/accounts',
        body: { id: 'moi', displayName: 'Mới', grants: [{ role: 'lead-unit', unit: 'so-khong-co' }] },
        status: 422,
        code: 'unknown-unit',
      },
      {
        what: 'the role of the command line',
        as: 'administrator',
        url: '/accounts',
        body: { id: 'moi', displayName: 'Mới', grants: [{ role: 'operator' }] },
        status: 400,
        code: 'invalid-input',
        at: ['grants[0].role'],
      },
      {
        what: 'a way of calling that there is not',
        as: 'office',
        method: 'PUT',
        url: finance,
        body: {},
        status: 404,
        code: 'no-such-route',
      },
    ]),
  )('%s', async (one) => {
    await refuse(one);
  });
});

describe('A question is refused for', () => {
  const programme = `/programmes/${PROGRAMME}`;
  const question = (
    what: string,
    url: string,
    status: number,
    code: string,
    at?: readonly string[],
  ): Case => ({
    what,
    as: 'office',
    method: 'GET',
    url,
    status,
    code,
    ...(at ? { at } : {}),
  });

  it.each(
    cases([
      question('a query parameter that there is not', '/assignments?colour=red', 400, 'invalid-input', [
        'colour',
      ]),
      question(
        'a query parameter of one assignment',
        `/assignments/${FINANCE_ASSIGNMENT}?period=2026-01`,
        400,
        'invalid-input',
        ['period'],
      ),
      question('a query parameter given twice', '/assignments?limit=1&limit=2', 400, 'invalid-input', [
        'limit',
      ]),
      question('a query parameter with brackets', '/assignments?unit[ne]=x', 400, 'invalid-input', [
        'unit[ne]',
      ]),
      question('a limit of 0', '/assignments?limit=0', 400, 'invalid-input', ['limit']),
      question('a limit of 100,000', '/warnings?limit=100000', 400, 'invalid-input', ['limit']),
      question('a limit that is no number', `${programme}/slots?limit=nhieu`, 400, 'invalid-input', [
        'limit',
      ]),
      question('a bucket that there is not', '/assignments?bucket=red', 400, 'invalid-input', ['bucket']),
      question('quotes in an id', '/assignments?unit=%27%20OR%201%3D1', 400, 'invalid-input', ['unit']),
      question('a search of 100,000 letters', `/assignments?q=${'x'.repeat(100_000)}`, 400, 'invalid-input', [
        'q',
      ]),
      question('an invalid cursor of assignments', '/assignments?cursor=abc', 400, 'invalid-cursor'),
      question(
        'a cursor of another shape',
        `/assignments?cursor=${Buffer.from('[1,2]').toString('base64url')}`,
        400,
        'invalid-cursor',
      ),
      question('an invalid cursor of warnings', '/warnings?cursor=abc', 400, 'invalid-cursor'),
      question('an invalid cursor of slots', `${programme}/slots?cursor=-1`, 400, 'invalid-cursor'),
      question(
        'an invalid cursor of a history',
        `/assignments/${FINANCE_ASSIGNMENT}/history?cursor=abc`,
        400,
        'invalid-cursor',
      ),
      question(
        'a day in the future: overview',
        `${programme}/overview?asOf=2026-02-21`,
        422,
        'as-of-in-future',
      ),
      question(
        'a day in the future: compliance',
        `${programme}/compliance?asOf=2027-01-01`,
        422,
        'as-of-in-future',
      ),
      question('a day in the future: slots', `${programme}/slots?asOf=2027-01-01`, 422, 'as-of-in-future'),
      question(
        'a day in the future: a unit’s trail',
        '/units/so-tai-chinh/trail?until=2027-01-01',
        422,
        'as-of-in-future',
      ),
      question('a day in the future: warnings', '/warnings?asOf=2027-01-01', 422, 'as-of-in-future'),
      question('a day that is none', `${programme}/overview?asOf=2026-02-30`, 400, 'invalid-input', ['asOf']),
      question('a day that is a word', `${programme}/compliance?asOf=homqua`, 400, 'invalid-input', ['asOf']),
      question('a month that is none', `${programme}/compliance/2026-13/units`, 400, 'invalid-period'),
      question('a programme that there is not', '/programmes/ctr-2099/overview', 404, 'programme-not-found'),
      question(
        'the slots of an assignment that there is not',
        `/assignments/${PROGRAMME}.99.so-y-te/slots`,
        404,
        'assignment-not-found',
      ),
      question('a warning that there is not', '/warnings/update-missing.x.2026-01', 404, 'warning-not-found'),
      {
        ...question('a Read-After that is no position', '/assignments', 400, 'invalid-read-after'),
        headers: { 'read-after': 'a b' },
      },
      {
        ...question('a Last-Event-ID that is no position', '/changes', 400, 'invalid-last-event-id'),
        headers: { 'last-event-id': 'a b' },
      },
    ]),
  )('%s', async (one) => {
    await refuse(one);
  });

  it('a Read-After of what was never written, after some patience', async () => {
    const answer = await refuse({
      ...question('', '/assignments', 503, 'read-model-behind'),
      headers: { 'read-after': '9999999999999999' },
    });
    expect(answer.headers['retry-after']).toBe('5');
  });
});

/** Sends a path as it stands, where a client of the better sort would have tidied it up. */
async function raw(
  path: string,
  as: Who,
  method = 'GET',
  head: Record<string, string> = {},
): Promise<Answer> {
  const headers = { authorization: `Bearer ${await system.token(as)}`, connection: 'close', ...head };
  return new Promise((resolve, reject) => {
    const sent = request({ host: '127.0.0.1', port, path, method, headers }, (answer) => {
      const chunks: Buffer[] = [];
      answer.on('data', (chunk: Buffer) => chunks.push(chunk));
      answer.on('end', () => {
        const text = Buffer.concat(chunks).toString();
        const isJson = answer.headers['content-type']?.includes('json') ?? false;
        const body = isJson ? JSON.parse(text) : {};
        resolve({ status: answer.statusCode ?? 0, headers: answer.headers, text, body });
      });
    });
    sent.on('error', reject);
    sent.end();
  });
}

describe('An id in an address that looks like', () => {
  const SHOWN = 40;
  const ids = [
    '%2e%2e',
    '..',
    '%2e%2e%2f%2e%2e%2fetc%2fpasswd',
    "'%20OR%20'1'='1",
    '1;%20DROP%20TABLE%20events--',
    '%00',
    '%F0%9F%98%80',
    '%3Cscript%3E',
    '$%7Bx%7D',
    '__proto__',
    'constructor',
    '*',
    '%25',
    '%E0%A4%A',
    'x'.repeat(299),
    'x'.repeat(2000),
  ];

  it.each(ids.map((id) => ({ id, toString: () => id.slice(0, SHOWN) })))(
    '%s finds nothing, does nothing, and is no fault of the server’s',
    async ({ id }) => {
      await expectNothingWritten(system, async () => {
        for (const [method, path, who] of [
          ['GET', `/assignments/${id}`, 'office'],
          ['GET', `/assignments/${id}/history`, 'office'],
          ['GET', `/warnings/${id}`, 'office'],
          ['GET', `/units/${id}/trail`, 'office'],
          ['GET', `/programmes/${id}`, 'office'],
          ['GET', `/programmes/${id}/overview`, 'office'],
          ['GET', `/programmes/${PROGRAMME}/tasks/${id}/trail`, 'office'],
          ['POST', `/programmes/${id}/load`, 'office'],
          ['POST', `/programmes/${PROGRAMME}/tasks/${id}/assignments`, 'office'],
          ['POST', `/assignments/${id}/acceptance`, 'finance'],
          ['GET', `/docs/${id}`, 'office'],
        ] as const) {
          const answer = await raw(path, who, method);
          expect([path, answer.status, [400, 403, 404, 414].includes(answer.status)]).toEqual([
            path,
            answer.status,
            true,
          ]);
          expectProblem(answer, answer.status, String(answer.body.type).slice('urn:nq57:problem:'.length));
        }
      });
    },
  );

  it('an address longer than the server reads is told so', async () => {
    const answer = await raw(`/assignments?q=${'x'.repeat(100_000)}`, 'office');
    expectProblem(answer, 431, 'headers-too-large');
  });

  it('a request that is no HTTP is told so', async () => {
    const answer = await raw('/assignments', 'office', 'GET', {
      'transfer-encoding': 'chunked',
      'content-length': '5',
    });
    expectProblem(answer, 400, 'bad-request');
  });

  it('the longest ids that the city’s own units make are read', async () => {
    const unit = 'van-phong-doan-dai-bieu-quoc-hoi-va-hoi-dong-nhan-dan-thanh-pho';
    const id = `update-insufficient.${PROGRAMME}.15.${unit}.2026-01`;
    expectProblem(await raw(`/warnings/${id}`, 'office'), 404, 'warning-not-found');
  });
});

describe('Text that is odd but right', () => {
  const lastSummary = async () =>
    (await system.events(`assignment-${FINANCE_ASSIGNMENT}`)).at(-1)?.data.summary;

  it('is stored as NFC, however the keyboard composed it', async () => {
    const summary = 'Đã chuyển đổi số toàn bộ hồ sơ của Sở';
    const sent = { ...FEBRUARY, percent: 50, summary: summary.normalize('NFD') };
    expect(sent.summary).not.toBe(summary);
    expect((await system.post(REPORTS, 'finance', sent)).status).toBe(201);
    expect(await lastSummary()).toBe(summary);
  });

  it('keeps emoji, quotes, tags and 4,000 characters as they are', async () => {
    for (const summary of [`Đã xong 👍🏽 “90 %” <b>'; DROP TABLE events; --`, '😀'.repeat(4000)]) {
      const answer = await system.post(REPORTS, 'finance', { ...FEBRUARY, percent: 50, summary });
      expect(answer.status).toBe(201);
      expect(await lastSummary()).toBe(summary);
    }
  });
});

describe('A catalogue with faults', () => {
  let config: SmallConfig;

  beforeAll(() => {
    config = new SmallConfig();
    process.env.NQ57_CONFIG_DIR = config.folder;
  });

  afterAll(() => {
    delete process.env.NQ57_CONFIG_DIR;
    config.delete();
  });

  const lineOf = (text: string, part: string) => text.slice(0, text.indexOf(part)).split('\n').length;
  const load = () => system.post(`/programmes/${SMALL_PROGRAMME}/load`, 'office');
  const file = `catalogues/${SMALL_PROGRAMME}.yaml`;

  it('is refused whole, with every fault by file and line: a duplicate code, an unknown unit, unknown phrases', async () => {
    const text = SMALL_CATALOGUE.replace("code: '2'", "code: '1'")
      .replace('coordinatingUnits: [so-b]', 'coordinatingUnits: [so-khong-co]')
      .replace('Quý II/2026', 'Càng sớm càng tốt')
      .replace('Thường xuyên', 'Tháng 13/2026');
    config.write(file, text);
    await expectNothingWritten(system, async () => {
      const answer = await load();
      expectProblem(answer, 422, 'invalid-catalogue');
      const errors = answer.body.errors as { at: string; detail: string }[];
      const at = (part: string) => `${SMALL_PROGRAMME}.yaml:${lineOf(text, part)}`;
      const secondCode = text.indexOf("code: '1'", text.indexOf("code: '1'") + 1);
      expect(errors).toEqual([
        { at: at('so-khong-co'), detail: expect.stringContaining('so-khong-co') },
        {
          at: `${SMALL_PROGRAMME}.yaml:${text.slice(0, secondCode).split('\n').length}`,
          detail: expect.stringContaining('“1”'),
        },
        { at: at('Càng sớm'), detail: expect.stringContaining('Càng sớm càng tốt') },
        { at: at('Tháng 13/2026'), detail: expect.stringContaining('Tháng 13/2026') },
      ]);
    });
  });

  it('is refused when anything in it is marked as classified', async () => {
    config.write(file, SMALL_CATALOGUE.replace('classified: false', 'classified: true'));
    await expectNothingWritten(system, async () => expectProblem(await load(), 422, 'classified-matter'));
  });

  it('is refused when it is no YAML', async () => {
    config.write(file, `${SMALL_CATALOGUE}\n  - [`);
    await expectNothingWritten(system, async () => expectProblem(await load(), 422, 'invalid-catalogue'));
  });

  it('is loaded once they are mended, and refused when it differs from what was loaded', async () => {
    config.write(file, SMALL_CATALOGUE);
    expect((await load()).status).toBe(201);
    config.write(file, SMALL_CATALOGUE.replace('Số hóa hồ sơ', 'Số hóa mọi hồ sơ'));
    await expectNothingWritten(system, async () => {
      const answer = await load();
      expectProblem(answer, 409, 'catalogue-differs');
      expect(answer.body.errors).toEqual([
        expect.objectContaining({ at: expect.stringMatching(/^mau-2026\.yaml:\d+$/) }),
      ]);
    });
  });
});

describe('A clock that jumps back an hour', () => {
  it('stops commands with a clear error, and nothing else; once it is right they go on', async () => {
    system.at('2026-02-23', '10:00');
    await system.report(FINANCE_ASSIGNMENT, 'finance', '2026-02', 60);
    system.at('2026-02-23', '09:00');
    const answer = await refuse({
      what: '',
      body: fullReport('2026-02', 65),
      status: 503,
      code: 'clock-went-back',
    });
    expect(answer.headers['retry-after']).toBe('5');
    expect((await system.call('GET', '/assignments', { as: 'finance' })).status).toBe(200);
    system.at('2026-02-23', '10:01');
    await system.report(FINANCE_ASSIGNMENT, 'finance', '2026-02', 65);
  });
});

describe('A full disk', () => {
  const ROOM_PAGES = 60;
  const MAX_PAGES = 300;
  let full: TestSystem | undefined;

  afterEach(() => full?.close());

  /** Takes room within the log's own file, which can be given back. */
  function fill(path: string): void {
    const db = new Database(path);
    db.exec('CREATE TABLE filler (bytes BLOB)');
    const insert = db.prepare('INSERT INTO filler VALUES (zeroblob(4000))');
    db.transaction(() => {
      for (let page = 0; page < ROOM_PAGES; page += 1) insert.run();
    })();
    db.close();
  }

  /** A server whose log may not grow beyond what it needs and the filler. */
  async function limited(settings: LocalSettings, clock: SettableClock): Promise<NestFastifyApplication> {
    await openSqliteEventLog(settings.eventLog.path).close();
    fill(settings.eventLog.path);
    const log = openSqliteEventLog(settings.eventLog.path, { maxPageCount: MAX_PAGES });
    const module = await Test.createTestingModule({ imports: [AppModule.with(settings, clock)] })
      .overrideProvider(EVENT_LOG)
      .useValue(log)
      .compile();
    const app = module.createNestApplication<NestFastifyApplication>(new DoorAdapter(), { logger: false });
    await app.init();
    await app.getHttpAdapter().getInstance().ready();
    return app;
  }

  it('stops commands with 503 and Retry-After, reading goes on, and with room the same command is carried out', async () => {
    full = await TestSystem.open({ tasks: ['13'], create: limited });
    const one = full;
    one.at('2026-01-30');
    const long = { ...FEBRUARY, period: '2026-01', summary: 'Đã rà soát. '.repeat(300) };
    let written = 0;
    let refused: Answer | undefined;
    for (let attempt = 0; attempt < 200 && refused === undefined; attempt += 1) {
      const headers = { 'idempotency-key': `lan-${attempt}` };
      const answer = await one.post(REPORTS, 'finance', long, headers);
      if (answer.status === 201) written += 1;
      else refused = answer;
    }
    if (!refused) throw new Error('the disk was never full');
    expectProblem(refused, 503, 'event-log-unavailable');
    expect(refused.headers['retry-after']).toBe('5');
    expect(written).toBeGreaterThan(0);
    const headers = { 'idempotency-key': `lan-${written}` };
    await expectNothingWritten(one, async () => {
      expectProblem(await one.post(REPORTS, 'finance', long, headers), 503, 'event-log-unavailable');
      expect((await one.call('GET', '/assignments', { as: 'finance' })).status).toBe(200);
      expect((await one.call('GET', '/health/live')).status).toBe(200);
    });
    const db = new Database(one.settings.eventLog.path);
    db.exec('DROP TABLE filler');
    db.close();
    const again = await one.post(REPORTS, 'finance', long, headers);
    expect([again.status, again.body.repeated]).toEqual([201, false]);
    expect((await verifyLog(one.settings.eventLog.path)).whole).toBe(true);
  });
});

describe('A log that can’t be read', () => {
  let folder: string;

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'nq57-corrupt-'));
  });

  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  /** A data folder with a log that was good once. */
  function damaged(name: string, damage: (path: string) => void): Record<string, string> {
    const { dataDir, eventLog } = settingsFor(join(folder, name));
    mkdirSync(dataDir);
    const db = new Database(system.settings.eventLog.path);
    db.prepare('VACUUM INTO ?').run(eventLog.path);
    db.close();
    damage(eventLog.path);
    return { NQ57_DATA_DIR: dataDir, NQ57_PORT: '0', NQ57_LOG_LEVEL: 'error' };
  }

  function expectRefusal({ code, stdout, stderr }: Ended): void {
    expect([code, stdout, stderr]).toEqual([1, '', expect.stringMatching(/^[^\n]*events\.db[^\n]*\n$/)]);
  }

  const DAMAGES: readonly [string, (path: string) => void][] = [
    ['is not a database', (path) => writeFileSync(path, 'không phải cơ sở dữ liệu '.repeat(500))],
    [
      'is another program’s database',
      (path) => {
        rmSync(path);
        const db = new Database(path);
        db.exec('CREATE TABLE notes (text TEXT)');
        db.close();
      },
    ],
    ['was cut off', (path) => truncateSync(path, 4096)],
    [
      'has lost what protects it',
      (path) => {
        const db = new Database(path);
        db.exec('DROP TRIGGER events_refuse_delete');
        db.close();
      },
    ],
  ];

  it.each(DAMAGES)(
    'because it %s stops the server and the command line with one clear line',
    async (name, damage) => {
      const env = damaged(name.replaceAll(' ', '-'), damage);
      const [started, asked] = await Promise.all([
        server({ env }),
        cli(['overview', '--programme', PROGRAMME], { env }),
      ]);
      expectRefusal(started);
      expectRefusal(asked);
    },
  );
});
