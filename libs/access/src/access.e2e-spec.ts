import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { CommandBus } from '@nestjs/cqrs';
import { DocumentBuilder, SwaggerModule } from '@nestjs/swagger';
import { digestOf, readWholeStream } from '#event-log';
import { randomId, SettableClock } from '#kernel';
import {
  AccountDirectory,
  accountsReadModel,
  type CommandContext,
  GRANTABLE_ROLES,
  type Grant,
  operatorPrincipal,
  RegisterAccountCommand,
  RouteCatalogue,
  reachOf,
  SetPasswordCommand,
} from './index.js';
import { openTestApp, type TestApp } from './testing/index.js';

const PASSWORD = 'mật khẩu rất dài';
const OTHER_PASSWORD = 'một mật khẩu khác';

let clock: SettableClock;
let system: TestApp;

beforeEach(async () => {
  clock = new SettableClock('2026-03-02T01:00:00.000Z');
  system = await openTestApp({
    name: 'access',
    clock,
    models: [accountsReadModel],
    units: { has: async (unit) => unit === 'so-khcn' },
  });
  system.readModels.start();
});

afterEach(() => system.close());

const operatorContext = (what: unknown): CommandContext => {
  const commandId = randomId();
  return {
    principal: operatorPrincipal('may-chu'),
    commandId,
    correlationId: commandId,
    digest: digestOf(what),
  };
};

/** An account with a password, as the operator makes it at the command line; the read model knows it on return. */
async function account(id: string, ...grants: Grant[]): Promise<void> {
  const commands = system.app.get(CommandBus);
  await commands.execute(
    new RegisterAccountCommand({ id, displayName: `Chức danh ${id}`, grants }, operatorContext(id)),
  );
  const { position } = await commands.execute(new SetPasswordCommand(id, PASSWORD, operatorContext(id)));
  if (position) await system.readModels.waitFor(position, 5000);
}

interface Answer {
  readonly status: number;
  readonly body: Record<string, unknown> & { readonly position: string };
  readonly headers: Record<string, unknown>;
}

type Headers = Record<string, string>;

async function call(method: string, url: string, body?: object, headers: Headers = {}): Promise<Answer> {
  const answer = await system.app.inject({
    method: method as 'GET',
    url,
    headers,
    ...(body === undefined ? {} : { payload: body }),
  });
  return {
    status: answer.statusCode,
    body: answer.body === '' ? { position: '' } : answer.json(),
    headers: answer.headers,
  };
}

const logIn = (id: string, password = PASSWORD) => call('POST', '/sessions', { account: id, password });

async function bearer(id: string, password = PASSWORD): Promise<Headers> {
  const { body } = await logIn(id, password);
  return { authorization: `Bearer ${body.token}` };
}

const eventsOf = async (id: string) =>
  (await readWholeStream(system.log, `account-${id}`)).map(({ type, data }) => ({ type, data }));

const admin: Grant = { role: 'administrator', unit: null };
const lead: Grant = { role: 'lead-unit', unit: 'so-khcn' };
const inspector: Grant = { role: 'inspector', unit: null };
const problem = (code: string) => `urn:nq57:problem:${code}`;

describe('a session', () => {
  it('is opened by login, tells who one is, and ends by logging out', async () => {
    await account('so-khcn', lead);
    const { status, body, headers } = await logIn('so-khcn');
    expect([status, headers['cache-control']]).toEqual([201, 'no-store']);
    expect(body).toEqual({
      token: expect.any(String),
      expiresAt: '2026-03-02T13:00:00.000Z',
      account: { id: 'so-khcn', displayName: 'Chức danh so-khcn', grants: [lead] },
    });
    const as = { authorization: `Bearer ${body.token}` };
    expect((await call('GET', '/me', undefined, as)).body).toEqual({
      id: 'so-khcn',
      displayName: 'Chức danh so-khcn',
      enabled: true,
      grants: [lead],
      registeredAt: '2026-03-02T01:00:00.000Z',
      revision: 2,
    });
    expect((await call('DELETE', '/sessions/current', undefined, as)).status).toBe(204);
    expect((await call('GET', '/me', undefined, as)).status).toBe(401);
  });

  it('is refused alike for an unknown account, a wrong password and a disabled account', async () => {
    await account('quan-tri', admin);
    await account('so-khcn', lead);
    await call('POST', '/accounts/so-khcn/disable', { reason: 'Nghỉ' }, await bearer('quan-tri'));
    const answers = [
      await logIn('khong-co'),
      await logIn('quan-tri', OTHER_PASSWORD),
      await logIn('so-khcn'),
    ];
    for (const { status, body } of answers) {
      expect([status, body.type]).toEqual([401, problem('bad-credentials')]);
    }
    expect(new Set(answers.map(({ body }) => body.detail)).size).toBe(1);
  });

  it('outlives the last role: its holder can ask who they are and leave, and do nothing else', async () => {
    await account('quan-tri', admin);
    await account('so-khcn', lead);
    const as = await bearer('so-khcn');
    const revoked = { ...lead, reason: 'Chuyển công tác' };
    const administrator = await bearer('quan-tri');
    const { body } = await call('DELETE', '/accounts/so-khcn/roles', revoked, administrator);
    const known = { ...as, 'read-after': body.position };
    expect((await call('GET', '/me', undefined, known)).body).toMatchObject({ id: 'so-khcn', grants: [] });
    expect((await call('GET', '/accounts', undefined, as)).status).toBe(403);
    const change = { currentPassword: PASSWORD, password: OTHER_PASSWORD };
    expect((await call('POST', '/me/password', change, as)).status).toBe(403);
    expect((await call('DELETE', '/sessions/current', undefined, as)).status).toBe(204);
    expect((await logIn('so-khcn')).status).toBe(201);
  });

  it('is refused with 429 after eight failures', async () => {
    for (let failure = 1; failure <= 8; failure += 1) expect((await logIn('ai-do')).status).toBe(401);
    const { status, body } = await logIn('ai-do');
    expect([status, body.type]).toEqual([429, problem('too-many-attempts')]);
  });
});

describe('an administrator', () => {
  let as: Headers;

  beforeEach(async () => {
    await account('quan-tri', admin);
    as = await bearer('quan-tri');
  });

  it('registers an account; every event names who did it', async () => {
    const form = { id: 'so-khcn', displayName: ' Đầu  mối '.normalize('NFD'), grants: [lead] };
    const { status, body, headers } = await call('POST', '/accounts', form, as);
    expect([status, headers.etag]).toEqual([201, '"1"']);
    expect(body).toEqual({ revision: 1, position: expect.any(String), repeated: false });
    const events = await readWholeStream(system.log, 'account-so-khcn');
    expect(events.map(({ type, data }) => ({ type, data }))).toEqual([
      { type: 'AccountRegistered', data: { displayName: 'Đầu mối' } },
      { type: 'RoleGranted', data: lead },
    ]);
    for (const { metadata } of events) {
      expect(metadata.actor).toEqual({ id: 'quan-tri', role: 'administrator', unit: null });
    }
    const page = await call('GET', '/accounts?limit=1', undefined, { ...as, 'read-after': body.position });
    expect(page.body).toMatchObject({ items: [{ id: 'quan-tri' }], next: 'quan-tri' });
    expect((await call('GET', '/accounts?after=quan-tri', undefined, as)).body).toEqual({
      items: [
        {
          id: 'so-khcn',
          displayName: 'Đầu mối',
          enabled: true,
          grants: [lead],
          registeredAt: '2026-03-02T01:00:00.000Z',
          revision: 1,
        },
      ],
      next: null,
    });
  });

  it('grants and revokes roles, once for one key, and not past If-Match', async () => {
    await account('so-khcn', lead);
    const key = { ...as, 'idempotency-key': 'k-1' };
    const granted = await call('POST', '/accounts/so-khcn/roles', { role: 'inspector' }, key);
    expect([granted.status, granted.body.repeated]).toEqual([201, false]);
    const again = await call('POST', '/accounts/so-khcn/roles', { role: 'inspector' }, key);
    expect([again.status, again.body]).toEqual([201, { ...granted.body, repeated: true }]);
    const other = await call('POST', '/accounts/so-khcn/roles', { role: 'standing-office' }, key);
    expect([other.status, other.body.type]).toEqual([422, problem('idempotency-key-reused')]);
    const held = await call('POST', '/accounts/so-khcn/roles', { role: 'inspector' }, as);
    expect([held.status, held.headers.etag]).toEqual([200, '"3"']);

    const revocation = { role: 'inspector', unit: null, reason: 'Hết nhiệm vụ' };
    const stale = await call('DELETE', '/accounts/so-khcn/roles', revocation, { ...as, 'if-match': '"2"' });
    expect([stale.status, stale.body.type]).toEqual([412, problem('precondition-failed')]);
    const revoked = await call('DELETE', '/accounts/so-khcn/roles', revocation, { ...as, 'if-match': '"3"' });
    expect(revoked.status).toBe(201);
    expect((await eventsOf('so-khcn')).slice(3)).toEqual([
      { type: 'RoleGranted', data: inspector },
      { type: 'RoleRevoked', data: revocation },
    ]);
  });

  it.each([
    ['a unit that does not exist', { role: 'lead-unit', unit: 'so-xd' }, 422, 'unknown-unit'],
    ['no unit', { role: 'lead-unit' }, 400, 'unit-required'],
    ['a role that no account can hold', { role: 'operator' }, 400, 'invalid-input'],
    ['the standing office to an administrator', { role: 'standing-office' }, 409, 'duties-separated'],
  ])('is refused to grant %s', async (_what, form, expected, code) => {
    const { status, body } = await call('POST', '/accounts/quan-tri/roles', form, as);
    expect([status, body.type]).toEqual([expected, problem(code)]);
  });

  it.each(['khong-co', 'A', '%20', 'a_b', 'x'.repeat(90)])(
    'is told that there is no account %s',
    async (id) => {
      const { status, body } = await call('POST', `/accounts/${id}/disable`, { reason: 'Thử' }, as);
      expect(status).toBe(404);
      expect(body.type).toMatch(/no-such-(account|route)$/);
    },
  );

  it('cannot leave the system without an administrator', async () => {
    const alone = await call('POST', '/accounts/quan-tri/disable', { reason: 'Nghỉ' }, as);
    expect([alone.status, alone.body.type]).toEqual([409, problem('last-administrator')]);
    await account('quan-tri-2', admin);
    const revocation = { ...admin, reason: 'Đổi người' };
    const both = await Promise.all([
      call('DELETE', '/accounts/quan-tri-2/roles', revocation, as),
      call('DELETE', '/accounts/quan-tri/roles', revocation, as),
    ]);
    expect(both.map(({ status }) => status).sort()).toEqual([201, 409]);
  });

  it('is counted by the stream, not by a read model that lags behind', async () => {
    await account('quan-tri-2', admin);
    await call('POST', '/accounts/quan-tri-2/disable', { reason: 'Nghỉ' }, as);
    jest
      .spyOn(system.app.get(AccountDirectory), 'administrators')
      .mockReturnValue(['quan-tri', 'quan-tri-2']);
    const { status, body } = await call('POST', '/accounts/quan-tri/disable', { reason: 'Nghỉ' }, as);
    expect([status, body.type]).toEqual([409, problem('last-administrator')]);
  });

  it('disables an account: its sessions end at once, also before the read model knows', async () => {
    await account('so-khcn', lead);
    const theirs = await bearer('so-khcn');
    const { body } = await call('POST', '/accounts/so-khcn/disable', { reason: 'Chuyển công tác' }, as);
    expect((await call('GET', '/me', undefined, theirs)).status).toBe(401);
    const enabled = await call('POST', '/accounts/so-khcn/enable', { reason: 'Trở lại' }, as);
    expect(enabled.body.position > body.position).toBe(true);
    expect((await call('GET', '/me', undefined, theirs)).status).toBe(401);
    await call('GET', '/accounts', undefined, { ...as, 'read-after': enabled.body.position });
    expect((await logIn('so-khcn')).status).toBe(201);
  });

  it('does not close an account again by an old command sent again', async () => {
    await account('so-khcn', lead);
    const key = { ...as, 'idempotency-key': 'dong-1' };
    await call('POST', '/accounts/so-khcn/disable', { reason: 'Nghỉ' }, key);
    const { body } = await call('POST', '/accounts/so-khcn/enable', { reason: 'Trở lại' }, as);
    const again = await call('POST', '/accounts/so-khcn/disable', { reason: 'Nghỉ' }, key);
    expect(again.body.repeated).toBe(true);
    await system.readModels.waitFor(body.position as never, 5000);
    expect((await logIn('so-khcn')).status).toBe(201);
  });

  it('sets a password; the log holds that it was changed and no trace of the secret', async () => {
    await account('so-khcn', lead);
    const theirs = await bearer('so-khcn');
    const key = { ...as, 'idempotency-key': 'mk-1' };
    const set = await call('POST', '/accounts/so-khcn/password', { password: OTHER_PASSWORD }, key);
    expect(set.status).toBe(201);
    expect((await eventsOf('so-khcn')).at(-1)).toEqual({ type: 'PasswordChanged', data: {} });
    expect((await call('GET', '/me', undefined, theirs)).status).toBe(401);
    expect((await logIn('so-khcn')).status).toBe(401);
    expect((await logIn('so-khcn', OTHER_PASSWORD)).status).toBe(201);

    const path = '/accounts/so-khcn/password';
    const digests = (await readWholeStream(system.log, 'account-so-khcn')).map(
      ({ metadata }) => metadata.commandDigest,
    );
    expect(digests).toContain(digestOf({ method: 'POST', path, body: {} }));
    expect(digests).not.toContain(digestOf({ method: 'POST', path, body: { password: OTHER_PASSWORD } }));
    const files = readdirSync(system.folder).map((name) => readFileSync(join(system.folder, name)));
    expect(Buffer.concat(files).includes(OTHER_PASSWORD)).toBe(false);
  });

  it('sets a password once for one key, and not another one under the same key', async () => {
    await account('so-khcn', lead);
    const key = { ...as, 'idempotency-key': 'mk-1' };
    const set = (password: string) => call('POST', '/accounts/so-khcn/password', { password }, key);
    await set(OTHER_PASSWORD);
    const again = await set(OTHER_PASSWORD);
    expect([again.status, again.body.repeated]).toEqual([201, true]);
    const reused = await set('mật khẩu thứ ba');
    expect([reused.status, reused.body.type]).toEqual([422, problem('idempotency-key-reused')]);
    expect((await logIn('so-khcn', OTHER_PASSWORD)).status).toBe(201);
  });
});

describe('the holder of an account', () => {
  it('changes the password, knowing the current one; the sessions end', async () => {
    await account('so-khcn', lead);
    const as = await bearer('so-khcn');
    const change = (currentPassword: string) =>
      call('POST', '/me/password', { currentPassword, password: OTHER_PASSWORD }, as);
    const wrong = await change('không phải nó');
    expect([wrong.status, wrong.body.type, wrong.body.errors]).toEqual([
      400,
      problem('wrong-password'),
      [{ at: 'currentPassword', detail: 'không đúng' }],
    ]);
    expect((await change(PASSWORD)).status).toBe(201);
    expect((await call('GET', '/me', undefined, as)).status).toBe(401);
    expect((await logIn('so-khcn', OTHER_PASSWORD)).status).toBe(201);
    expect((await readWholeStream(system.log, 'account-so-khcn')).at(-1)?.metadata.actor).toEqual({
      id: 'so-khcn',
      ...lead,
    });
  });

  it('is refused a password that breaks the rules, and nothing is written', async () => {
    await account('so-khcn', lead);
    const before = await eventsOf('so-khcn');
    const form = { currentPassword: PASSWORD, password: 'ngắn quá' };
    const { status, body } = await call('POST', '/me/password', form, await bearer('so-khcn'));
    expect([status, body.type]).toEqual([400, problem('unfit-password')]);
    expect(await eventsOf('so-khcn')).toEqual(before);
  });
});

describe('every route of this lib', () => {
  it('answers 401 without a token unless it is public, and 403 exactly to the roles without its permission', async () => {
    await account('quan-tri', admin);
    const tokens: Record<string, Headers> = { administrator: await bearer('quan-tri') };
    for (const role of GRANTABLE_ROLES.filter((name) => name !== 'administrator')) {
      await account(`tk-${role}`, { role, unit: role === 'lead-unit' ? 'so-khcn' : null });
      tokens[role] = await bearer(`tk-${role}`);
    }
    const routes = system.app.get(RouteCatalogue).list();
    expect(routes.map(({ method, path }) => `${method} ${path}`)).toEqual([
      'GET /accounts',
      'POST /accounts',
      'POST /accounts/:id/disable',
      'POST /accounts/:id/enable',
      'POST /accounts/:id/password',
      'DELETE /accounts/:id/roles',
      'POST /accounts/:id/roles',
      'GET /me',
      'POST /me/password',
      'POST /sessions',
      'DELETE /sessions/current',
    ]);
    for (const { method, path, access } of routes) {
      if (!access || 'public' in access) continue;
      const url = path.replace(':id', 'khong-co');
      expect((await call(method, url)).status).toBe(401);
      if (path === '/sessions/current') continue;
      for (const role of GRANTABLE_ROLES) {
        const { status } = await call(method, url, method === 'GET' ? undefined : { extra: 1 }, tokens[role]);
        const expected = reachOf(role, access.permission) === null ? 403 : method === 'GET' ? 200 : 400;
        expect([method, path, role, status]).toEqual([method, path, role, expected]);
      }
    }
  });

  it('is described for the API pages', () => {
    const document = SwaggerModule.createDocument(
      system.app,
      new DocumentBuilder().setOpenAPIVersion('3.1.0').build(),
    );
    expect(document.paths['/accounts/{id}/roles']?.post?.responses).toHaveProperty('412');
    expect(document.components?.schemas?.RegisterAccountDto).toMatchObject({
      required: ['id', 'displayName', 'grants'],
      properties: {
        displayName: { type: 'string', maxLength: 200 },
        grants: { type: 'array', maxItems: 20 },
      },
    });
  });
});

describe('the accounts read model', () => {
  it('is the same after a rebuild from the log', async () => {
    await account('quan-tri', admin);
    await account('so-khcn', lead, inspector);
    const as = await bearer('quan-tri');
    await call('DELETE', '/accounts/so-khcn/roles', { ...lead, reason: 'Đổi' }, as);
    await call('POST', '/accounts/so-khcn/roles', lead, as);
    const { body } = await call('POST', '/accounts/so-khcn/disable', { reason: 'Nghỉ' }, as);
    await system.readModels.waitFor(body.position as never, 5000);
    const live = system.readModels.hashes();
    await system.readModels.rebuild();
    expect(system.readModels.hashes()).toEqual(live);
    const listed = await call('GET', '/accounts?after=quan-tri', undefined, as);
    expect(listed.body.items).toMatchObject([{ id: 'so-khcn', enabled: false, grants: [inspector, lead] }]);
  });
});
