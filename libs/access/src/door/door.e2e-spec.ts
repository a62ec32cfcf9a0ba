import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { Body, Controller, Get, Header, Logger, Post, Query, Res } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Test } from '@nestjs/testing';
import type { FastifyReply } from 'fastify';
import { CommandIdReusedError, type CommandResult, digestOf, type Position } from '#event-log';
import { CLOCK, derivedId, Refusal, SettableClock } from '#kernel';
import { ReadModels } from '#projections';
import type { CommandContext } from '../domain/command-context.js';
import type { Principal } from '../domain/principal.js';
import { answerCommand } from './commands/answer-command.js';
import { Context } from './commands/context.decorator.js';
import { DoorAdapter } from './door-adapter.js';
import { DOOR_PROVIDERS } from './door-providers.js';
import { Text, WholeNumber } from './fields/fields.js';
import { CurrentPrincipal } from './request.js';
import { PrincipalResolver } from './routes/authentication.guard.js';
import { Public, Requires } from './routes/route-access.js';
import { RouteCatalogue } from './routes/route-catalogue.js';

class NoteDto {
  @Text({ max: 100 })
  readonly text: string;
}

class PageDto {
  @WholeNumber({ min: 1, fromQuery: true, optional: true })
  readonly limit?: number | null;
}

const WROTE: CommandResult = { revision: 7, position: '0042' as Position, eventIds: ['e'], repeated: false };

@Controller('notes')
class NotesController {
  @Get()
  @Public()
  list(@Query() { limit }: PageDto) {
    return { limit: limit ?? null };
  }

  @Get('mine')
  @Requires('session.own')
  mine(@CurrentPrincipal() { id }: Principal) {
    return { id };
  }

  @Get('all')
  @Requires('account.read')
  all() {
    return [];
  }

  @Post()
  @Requires('session.own')
  write(@Body() { text }: NoteDto, @Context() context: CommandContext) {
    return { text, ...context, principal: context.principal.id };
  }

  @Post('answer/:what')
  @Requires('session.own')
  answer(@Query('what') what: string, @Res({ passthrough: true }) reply: FastifyReply) {
    return answerCommand(reply, what === 'nothing' ? { ...WROTE, eventIds: [] } : WROTE, { id: 'n-1' });
  }

  @Get('broken')
  @Public()
  broken() {
    throw new Error('connection string with a secret');
  }

  @Get('refused')
  @Public()
  @Header('Content-Type', 'text/html')
  refused() {
    throw new Refusal('unavailable', 'resting', 'Đang nghỉ.');
  }

  @Get('reused')
  @Public()
  reused() {
    throw new CommandIdReusedError('c-1');
  }
}

const inspector: Principal = {
  id: 'kiem-tra',
  displayName: 'Kiểm tra',
  grants: [{ role: 'inspector', unit: null }],
};
const lead: Principal = {
  id: 'so-khcn',
  displayName: 'Đầu mối',
  grants: [{ role: 'lead-unit', unit: 'so-khcn' }],
};
const principals: Record<string, Principal> = { 'token-of-inspector': inspector, 'token-of-lead': lead };

const BODY_LIMIT = 10_000;
const waited: string[] = [];
let app: NestFastifyApplication;

function moduleWith(controllers: (new () => object)[]) {
  return Test.createTestingModule({
    imports: [DiscoveryModule],
    controllers,
    providers: [
      ...DOOR_PROVIDERS,
      { provide: CLOCK, useValue: new SettableClock('2026-03-02T01:00:00Z') },
      { provide: PrincipalResolver, useValue: { resolve: (token: string) => principals[token] ?? null } },
      {
        provide: ReadModels,
        useValue: {
          waitFor: async (position: string, timeoutMs: number) => {
            waited.push(`${position} ${timeoutMs}`);
            return position !== '9999';
          },
        },
      },
    ],
  }).compile();
}

beforeAll(async () => {
  const module = await moduleWith([NotesController]);
  app = module.createNestApplication<NestFastifyApplication>(new DoorAdapter({ bodyLimit: BODY_LIMIT }), {
    logger: false,
  });
  await app.init();
  await app.getHttpAdapter().getInstance().ready();
});

afterAll(() => app.close());
afterEach(() => {
  jest.restoreAllMocks();
});

type Headers = Record<string, string>;
const asLead: Headers = { authorization: 'Bearer token-of-lead' };
const get = (url: string, headers: Headers = {}) => app.inject({ method: 'GET', url, headers });
const post = (url: string, payload: string | object, headers: Headers = {}) =>
  app.inject({ method: 'POST', url, payload, headers: { ...asLead, ...headers } });

describe('the problem filter', () => {
  it('answers a refusal as a problem document with the id of the request', async () => {
    const answer = await get('/notes/refused');
    expect(answer.statusCode).toBe(503);
    expect(answer.headers['content-type']).toBe('application/problem+json; charset=utf-8');
    expect(answer.headers['retry-after']).toBe('5');
    expect(answer.json()).toEqual({
      type: 'urn:nq57:problem:resting',
      title: 'Tạm thời chưa phục vụ được',
      status: 503,
      detail: 'Đang nghỉ.',
      instance: expect.stringMatching(/^[0-9a-f-]{36}$/),
    });
  });

  it('answers an event log error by its code', async () => {
    const answer = await get('/notes/reused');
    expect([answer.statusCode, answer.json().type]).toEqual([422, 'urn:nq57:problem:idempotency-key-reused']);
  });

  it('answers what was not foreseen without a word of it, and logs it', async () => {
    const logged = jest.spyOn(Logger.prototype, 'error').mockImplementation(() => {});
    const answer = await get('/notes/broken?token=abc');
    expect([answer.statusCode, answer.json().type]).toEqual([500, 'urn:nq57:problem:internal-error']);
    expect(answer.body).not.toContain('secret');
    expect(logged).toHaveBeenCalledTimes(1);
    expect(logged.mock.calls[0]?.[0]).toContain('GET /notes/broken: internal-error');
    expect(logged.mock.calls[0]?.[1]).toContain('connection string');
  });

  it('answers an unknown route, whatever the method', async () => {
    for (const answer of [await get('/nowhere'), await post('/nowhere', {})]) {
      expect([answer.statusCode, answer.json().type]).toEqual([404, 'urn:nq57:problem:no-such-route']);
    }
  });

  it.each([
    ['broken JSON', '{"text":', 'application/json', 400, 'invalid-json'],
    ['an empty body', '', 'application/json', 400, 'invalid-json'],
    ['a body with __proto__', '{"__proto__":{"a":1}}', 'application/json', 400, 'invalid-json'],
    ['a plain text', 'text', 'text/plain', 415, 'unsupported-media-type'],
    ['a form', 'text=a', 'application/x-www-form-urlencoded', 415, 'unsupported-media-type'],
    ['a body too large', `{"text":"${'x'.repeat(BODY_LIMIT)}"}`, 'application/json', 413, 'body-too-large'],
    ['a list', '[]', 'application/json', 400, 'invalid-input'],
    [
      'a deep nest',
      `{"text":${'['.repeat(4000)}${']'.repeat(4000)}}`,
      'application/json',
      400,
      'invalid-input',
    ],
  ])('answers %s with a problem', async (_what, payload, type, status, code) => {
    const answer = await post('/notes', payload, { 'content-type': type });
    expect([answer.statusCode, answer.json().type]).toEqual([status, `urn:nq57:problem:${code}`]);
    expect(answer.headers['content-type']).toBe('application/problem+json; charset=utf-8');
  });

  it('answers a malformed path with a problem', async () => {
    const answer = await get('/%E0%A4%A');
    expect([answer.statusCode, answer.json().type]).toEqual([400, 'urn:nq57:problem:bad-request']);
  });

  it('answers a form with flaws with each of them', async () => {
    const answer = await post('/notes', { text: '', more: 1 });
    expect(answer.statusCode).toBe(400);
    expect(answer.json()).toMatchObject({
      type: 'urn:nq57:problem:invalid-input',
      errors: [
        { at: 'more', detail: 'trường “more” không có trong biểu mẫu' },
        { at: 'text', detail: 'không được để trống' },
      ],
    });
  });

  it('checks a query by its DTO', async () => {
    expect((await get('/notes?limit=20')).json()).toEqual({ limit: 20 });
    expect((await get('/notes?limit=x')).statusCode).toBe(400);
    expect((await get('/notes?page=1')).statusCode).toBe(400);
  });
});

describe('the guard', () => {
  it('lets everybody through a public route', async () => {
    expect((await get('/notes')).statusCode).toBe(200);
    expect((await get('/notes', { authorization: 'Bearer wrong' })).statusCode).toBe(200);
  });

  it.each([
    ['no header', {}],
    ['another scheme', { authorization: 'Basic dG9rZW4=' }],
    ['no token', { authorization: 'Bearer' }],
    ['a token that opens nothing', { authorization: 'Bearer wrong' }],
    ['two tokens', { authorization: 'Bearer token-of-lead token-of-inspector' }],
  ] satisfies [string, Headers][])('answers 401 and asks for a bearer token: %s', async (_what, headers) => {
    const answer = await get('/notes/mine', headers);
    expect([answer.statusCode, answer.json().type]).toEqual([401, 'urn:nq57:problem:unauthenticated']);
    expect(answer.headers['www-authenticate']).toBe('Bearer');
  });

  it('tells the controller who asks', async () => {
    expect((await get('/notes/mine', asLead)).json()).toEqual({ id: 'so-khcn' });
    expect((await get('/notes/mine', { authorization: 'bearer  token-of-lead' })).statusCode).toBe(200);
  });

  it('refuses who has no grant with the permission, and lets through who has one', async () => {
    const answer = await get('/notes/all', asLead);
    expect([answer.statusCode, answer.json().detail]).toEqual([
      403,
      'Tài khoản “so-khcn” không có quyền xem danh sách tài khoản.',
    ]);
    expect((await get('/notes/all', { authorization: 'Bearer token-of-inspector' })).statusCode).toBe(200);
  });
});

describe('the routes', () => {
  it('are listed with what they declare', () => {
    const routes = app.get(RouteCatalogue).list();
    expect(routes.map(({ method, path }) => `${method} ${path}`)).toEqual([
      'GET /notes',
      'POST /notes',
      'GET /notes/all',
      'POST /notes/answer/:what',
      'GET /notes/broken',
      'GET /notes/mine',
      'GET /notes/refused',
      'GET /notes/reused',
    ]);
    expect(routes[0]?.access).toEqual({ public: true });
    expect(routes[2]?.access).toEqual({ permission: 'account.read' });
  });

  it('keep the app from starting while one of them declares nothing', async () => {
    @Controller(['silent', 'quiet'])
    class SilentController {
      @Get('route')
      route() {
        return null;
      }

      @Get('open')
      @Public()
      open() {
        return null;
      }
    }
    const module = await moduleWith([NotesController, SilentController]);
    const silent = module.createNestApplication<NestFastifyApplication>(new DoorAdapter(), { logger: false });
    await expect(silent.init()).rejects.toThrow(
      'GET /quiet/route (SilentController.route), GET /silent/route (SilentController.route)',
    );
    await silent.close();
  });
});

describe('the context of a command', () => {
  it('has one id for one key of one account, another for another', async () => {
    const send = async (key: string) =>
      (await post('/notes', { text: 'a' }, { 'idempotency-key': key })).json();
    const first = await send('key-1');
    expect(first.commandId).toBe(derivedId('so-khcn:key-1'));
    expect((await send('key-1')).commandId).toBe(first.commandId);
    expect((await send('key-2')).commandId).not.toBe(first.commandId);
  });

  it('has an id of its own without a key', async () => {
    const send = async () => (await post('/notes', { text: 'a' })).json().commandId;
    expect(await send()).not.toBe(await send());
  });

  it.each(['', 'hai từ', 'a b', 'x'.repeat(201)])('refuses the key %j', async (key) => {
    const answer = await post(
      '/notes',
      { text: 'a' },
      { 'idempotency-key': Buffer.from(key).toString('latin1') },
    );
    expect([answer.statusCode, answer.json().type]).toEqual([
      400,
      'urn:nq57:problem:invalid-idempotency-key',
    ]);
  });

  it('takes a sane correlation id, and the command id in place of any other', async () => {
    const send = async (id: string) =>
      (await post('/notes', { text: 'a' }, { 'x-correlation-id': id })).json();
    expect((await send('dot-bao-cao.03')).correlationId).toBe('dot-bao-cao.03');
    const other = await send('a b; DROP');
    expect(other.correlationId).toBe(other.commandId);
  });

  it('has a digest of what was asked, and of nothing else', async () => {
    const send = async (text: string, headers: Headers = {}) =>
      (await post('/notes', { text }, headers)).json().digest;
    const digest = await send('a', { 'idempotency-key': 'k' });
    expect(digest).toBe(digestOf({ method: 'POST', path: '/notes', body: { text: 'a' } }));
    expect(await send('a', { 'if-match': '4' })).toBe(digest);
    expect(await send('b')).not.toBe(digest);
  });

  it.each([
    ['"5"', 5],
    ['5', 5],
    ['"0"', 0],
  ])('demands the revision of If-Match %s', async (value, revision) => {
    expect((await post('/notes', { text: 'a' }, { 'if-match': value })).json().demandedRevision).toBe(
      revision,
    );
  });

  it.each(['*', 'W/"5"', '"5', '5"', '-1', '05', '"5", "6"', '5.0', '', '9'.repeat(16)])(
    'refuses If-Match %s',
    async (value) => {
      const answer = await post('/notes', { text: 'a' }, { 'if-match': value });
      expect([answer.statusCode, answer.json().type]).toEqual([400, 'urn:nq57:problem:invalid-if-match']);
    },
  );
});

describe('the answer to a command', () => {
  it('is 201 with the revision as ETag and the position when something was written', async () => {
    const answer = await app.inject({ method: 'POST', url: '/notes/answer/x', headers: asLead });
    expect([answer.statusCode, answer.headers.etag]).toEqual([201, '"7"']);
    expect(answer.json()).toEqual({ revision: 7, position: '0042', repeated: false, id: 'n-1' });
  });

  it('is 200 when there was nothing to write', async () => {
    const answer = await app.inject({ method: 'POST', url: '/notes/answer/x?what=nothing', headers: asLead });
    expect(answer.statusCode).toBe(200);
  });
});

describe('Read-After', () => {
  it('waits two seconds at most for the read models to pass the position', async () => {
    waited.length = 0;
    expect((await get('/notes', { 'read-after': '0042' })).statusCode).toBe(200);
    expect(waited).toEqual(['0042 2000']);
  });

  it('answers that the read models are behind when they are', async () => {
    const answer = await get('/notes', { 'read-after': '9999' });
    expect([answer.statusCode, answer.json().type]).toEqual([503, 'urn:nq57:problem:read-model-behind']);
    expect(answer.headers['retry-after']).toBe('5');
  });

  it.each(['', 'a b', 'x'.repeat(65)])('refuses %j as a position', async (position) => {
    const answer = await get('/notes', { 'read-after': position });
    expect([answer.statusCode, answer.json().type]).toEqual([400, 'urn:nq57:problem:invalid-read-after']);
  });
});
