import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { CommandBus } from '@nestjs/cqrs';
import { DocumentBuilder, SwaggerModule } from '@nestjs/swagger';
import {
  accountsReadModel,
  type Grant,
  operatorPrincipal,
  RegisterAccountCommand,
  SetPasswordCommand,
} from '#access';
import { openTestApp, type TestApp } from '#access/testing';
import { catalogueReadModels, DEFAULT_IMPORT_LIMITS, IMPORT_SETTINGS } from '#catalogue';
import { digestOf } from '#event-log';
import { randomId, SettableClock } from '#kernel';
import { policiesReadModel } from '#reporting';
import { assignmentsReadModel } from '#tasks';
import { warningsReadModel } from '#warnings';
import { CHANNEL_OVERRIDES, NotificationsModule, NotificationsProcess } from './index.js';
import { NOTIFICATION_SETTINGS, readNotificationSettings } from './settings/notification-settings.js';
import { EMAIL, PROGRAMME, TEXTS, TestChannel, UNIT } from './testing/bench.js';

const PASSWORD = 'mật khẩu rất dài';
const PEOPLE: Readonly<Record<string, Grant>> = {
  khcn: { role: 'lead-unit', unit: UNIT },
  'van-phong': { role: 'standing-office', unit: null },
  'quan-tri': { role: 'administrator', unit: null },
};
const ADDRESS = { email: 'khcn@example.vn', digest: true, immediate: false };

let clock: SettableClock;
let system: TestApp;
let mail: TestChannel;
let tokens: Record<string, string>;

beforeEach(async () => {
  clock = new SettableClock('2026-03-02T22:00:00.000Z');
  mail = new TestChannel();
  const models = [
    ...catalogueReadModels,
    accountsReadModel,
    assignmentsReadModel,
    policiesReadModel,
    warningsReadModel,
  ];
  system = await openTestApp({
    name: 'notifications',
    clock,
    models,
    units: { has: (unit) => unit === UNIT },
    imports: [NotificationsModule],
    providers: (folder) => [
      { provide: IMPORT_SETTINGS, useValue: { folder, limits: DEFAULT_IMPORT_LIMITS } },
      { provide: CHANNEL_OVERRIDES, useValue: { email: mail } },
      {
        provide: NOTIFICATION_SETTINGS,
        useValue: readNotificationSettings(
          { email: EMAIL },
          { file: join(folder, 'notifications.db'), texts: TEXTS },
        ),
      },
    ],
  });
  tokens = await registered();
  await system.app.get(NotificationsProcess).tick();
});

afterEach(async () => {
  await system.app.get(NotificationsProcess).stop();
  await system.close();
});

/** Registers everybody. @returns their tokens */
async function registered(): Promise<Record<string, string>> {
  const commands = system.app.get(CommandBus);
  const context = (what: unknown) => {
    const commandId = randomId();
    const principal = operatorPrincipal('may-chu');
    return { principal, commandId, correlationId: commandId, digest: digestOf(what) };
  };
  for (const [id, grant] of Object.entries(PEOPLE)) {
    const registration = { id, displayName: `Chức danh ${id}`, grants: [grant] };
    await commands.execute(new RegisterAccountCommand(registration, context(registration)));
    await commands.execute(new SetPasswordCommand(id, PASSWORD, context(id)));
  }
  await system.readModels.catchUp();
  const opened: Record<string, string> = {};
  for (const account of Object.keys(PEOPLE)) {
    const { body } = await call('POST', '/sessions', undefined, { account, password: PASSWORD });
    opened[account] = (body as { token: string }).token;
  }
  return opened;
}

async function call(method: 'GET' | 'POST' | 'PUT' | 'DELETE', url: string, who?: string, payload?: object) {
  const answer = await system.app.inject({
    method,
    url,
    ...(payload ? { payload } : {}),
    headers: who ? { authorization: `Bearer ${tokens[who]}` } : {},
  });
  const isJson = answer.headers['content-type']?.toString().includes('json');
  return {
    status: answer.statusCode,
    headers: answer.headers,
    text: answer.body,
    body: (isJson ? answer.json() : null) as Record<string, unknown> & { type?: string },
  };
}

async function assign(task: string): Promise<void> {
  const commandId = randomId();
  await system.log.append(`assignment-${PROGRAMME}.${task}.${UNIT}`, 'no-stream', [
    {
      id: randomId(),
      type: 'TaskAssigned',
      data: {
        programme: PROGRAMME,
        task,
        unit: UNIT,
        viaGroup: null,
        transferredFrom: null,
        scheduleKind: 'month',
        due: '2026-06-30',
      },
      metadata: {
        actor: { id: 'van-phong', role: 'standing-office', unit: null },
        commandId,
        correlationId: commandId,
        recordedAt: clock.now(),
        effectiveOn: '2026-03-03',
        schemaVersion: 1,
      },
    },
  ]);
  await system.readModels.catchUp();
  await system.app.get(NotificationsProcess).tick();
}

describe('One’s own notices', () => {
  it('are listed newest first, page by page, with how many are not read', async () => {
    for (const task of ['1', '2', '3']) await assign(task);
    const first = await call('GET', '/me/notifications?limit=2', 'khcn');
    expect(first.body).toMatchObject({
      unread: 3,
      items: [{ kind: 'task-assigned', title: 'Được giao nhiệm vụ 3', readAt: null, unit: UNIT }, {}],
    });
    const second = await call('GET', `/me/notifications?limit=2&cursor=${first.body.next}`, 'khcn');
    expect(second.body).toMatchObject({ next: null, items: [{ title: 'Được giao nhiệm vụ 1' }] });
    expect((await call('GET', '/me/notifications', 'van-phong')).body).toMatchObject({
      items: [],
      unread: 0,
    });
  });

  it('are marked as read, by id or all', async () => {
    for (const task of ['1', '2', '3']) await assign(task);
    const { body } = await call('GET', '/me/notifications', 'khcn');
    const [{ id }] = body.items as [{ id: string }];
    const one = await call('POST', '/me/notifications/read', 'khcn', { ids: [id] });
    expect([one.status, one.body]).toStrictEqual([200, { unread: 2 }]);
    expect((await call('GET', '/me/notifications?unread=true', 'khcn')).body.items).toHaveLength(2);
    expect((await call('POST', '/me/notifications/read', 'khcn', { all: true })).body).toStrictEqual({
      unread: 0,
    });
  });

  it.each(['?cursor=x', '?limit=0', '?limit=201', '?unread=1', '?other=1'])(
    'a question %s is refused',
    async (query) => {
      expect((await call('GET', `/me/notifications${query}`, 'khcn')).status).toBe(400);
    },
  );

  it('are for who is logged in', async () => {
    expect((await call('GET', '/me/notifications')).status).toBe(401);
  });
});

describe('How somebody is reached', () => {
  it('is said by the person', async () => {
    expect((await call('GET', '/me/notifications/settings', 'khcn')).body).toStrictEqual({
      email: null,
      digest: true,
      immediate: true,
    });
    expect((await call('PUT', '/me/notifications', 'khcn', ADDRESS)).body).toStrictEqual(ADDRESS);
    expect((await call('GET', '/me/notifications/settings', 'khcn')).body).toStrictEqual(ADDRESS);
    expect((await call('PUT', '/me/notifications', 'khcn', {})).body).toMatchObject({ email: null });
  });

  it('may be said by an administrator, and by nobody else', async () => {
    const path = '/accounts/khcn/notifications';
    expect((await call('PUT', path, 'quan-tri', ADDRESS)).body).toStrictEqual(ADDRESS);
    expect((await call('GET', path, 'quan-tri')).body).toStrictEqual(ADDRESS);
    expect((await call('PUT', path, 'van-phong', ADDRESS)).status).toBe(403);
    expect((await call('GET', path, 'van-phong')).status).toBe(403);
    expect((await call('PUT', '/accounts/nobody/notifications', 'quan-tri', ADDRESS)).body.type).toBe(
      'urn:nq57:problem:no-such-account',
    );
  });

  it.each(['a@b.vn\r\nBcc: c@d.vn', 'a@b.vn\n', 'a@b.vn,c@d.vn', 'Tên <a@b.vn>', '', 'a', 7])(
    'an address %j is refused',
    async (email) => {
      expect((await call('PUT', '/me/notifications', 'khcn', { email })).body.type).toBe(
        'urn:nq57:problem:invalid-input',
      );
    },
  );

  it('never enters the log', async () => {
    await call('PUT', '/me/notifications', 'khcn', ADDRESS);
    const events = await system.log.readAll(null, 1_000);
    expect(JSON.stringify(events)).not.toContain(ADDRESS.email);
  });
});

describe('Deliveries', () => {
  const refused = { kind: 'refused', error: '550 no such user' } as const;

  async function given(): Promise<string> {
    await call('PUT', '/me/notifications', 'khcn', ADDRESS);
    await assign('1');
    mail.answer = refused;
    for (const hour of ['01', '02', '03', '04']) {
      clock.set(`2026-03-03T${hour}:00:00.000Z`);
      await system.app.get(NotificationsProcess).tick();
    }
    const { body } = await call('GET', '/notifications/deliveries?state=dead', 'van-phong');
    expect(body).toMatchObject({
      counts: { waiting: 0, failed: 0, sent: 0, dead: 1 },
      items: [{ channel: 'email', target: 'khcn', kind: 'digest', attempts: 3, lastError: refused.error }],
    });
    expect(JSON.stringify(body)).not.toContain('@');
    const [{ id }] = body.items as [{ id: string }];
    return id;
  }

  it('that were given up are listed, and sent again when somebody asks for it', async () => {
    const id = await given();
    mail.answer = { kind: 'sent' };
    expect((await call('POST', `/notifications/deliveries/${id}/retry`, 'quan-tri')).status).toBe(204);
    await system.app.get(NotificationsProcess).tick();
    expect((await call('GET', '/notifications/deliveries?state=sent', 'van-phong')).body.items).toHaveLength(
      1,
    );
    expect((await call('POST', `/notifications/deliveries/${id}/retry`, 'quan-tri')).body.type).toBe(
      'urn:nq57:problem:delivery-not-retryable',
    );
    expect((await call('POST', '/notifications/deliveries/nothing/retry', 'quan-tri')).status).toBe(404);
  });

  it('are no business of a unit', async () => {
    const id = await given();
    expect((await call('GET', '/notifications/deliveries', 'khcn')).status).toBe(403);
    expect((await call('POST', `/notifications/deliveries/${id}/retry`, 'khcn')).status).toBe(403);
  });
});

describe('The calendar of a unit', () => {
  it('is read by who has the link, without a session, and is answered 304 where it is known', async () => {
    await assign('1');
    const made = await call('POST', '/me/calendar-feeds', 'khcn', { unit: UNIT });
    expect(made.status).toBe(201);
    const path = made.body.path as string;
    const answer = await call('GET', path);
    expect([answer.status, answer.headers['content-type']]).toStrictEqual([
      200,
      'text/calendar; charset=utf-8',
    ]);
    expect(answer.text).toMatch(/^BEGIN:VCALENDAR\r\n/);
    const again = await system.app.inject({
      method: 'GET',
      url: path,
      headers: { 'if-none-match': String(answer.headers.etag) },
    });
    expect([again.statusCode, again.body]).toStrictEqual([304, '']);
  });

  it('is not found by a wrong link, without one, or after it was revoked', async () => {
    const { body } = await call('POST', '/me/calendar-feeds', 'khcn', { unit: UNIT });
    const path = body.path as string;
    for (const wrong of [`${path}x`, `/units/${UNIT}/calendar.ics`, path.replace(UNIT, 'so-tc')]) {
      expect((await call('GET', wrong)).body.type).toBe('urn:nq57:problem:calendar-not-found');
    }
    expect((await call('GET', '/me/calendar-feeds', 'khcn')).text).not.toContain('token');
    expect((await call('DELETE', `/me/calendar-feeds/${body.id}`, 'van-phong')).status).toBe(404);
    expect((await call('DELETE', `/me/calendar-feeds/${body.id}`, 'khcn')).status).toBe(204);
    expect((await call('GET', path)).status).toBe(404);
  });

  it('is made by who may see the unit', async () => {
    expect((await call('POST', '/me/calendar-feeds', 'quan-tri', { unit: UNIT })).status).toBe(403);
    expect((await call('POST', '/me/calendar-feeds', 'khcn', { unit: 'so-tc' })).status).toBe(403);
    expect((await call('POST', '/me/calendar-feeds', 'van-phong', { unit: 'so-tc' })).body.type).toBe(
      'urn:nq57:problem:unknown-unit',
    );
  });
});

describe('The API pages', () => {
  it('know every route and what it answers', () => {
    const { paths } = SwaggerModule.createDocument(system.app, new DocumentBuilder().build());
    for (const [path, method] of [
      ['/me/notifications', 'get'],
      ['/me/notifications', 'put'],
      ['/me/notifications/read', 'post'],
      ['/me/notifications/settings', 'get'],
      ['/me/calendar-feeds', 'get'],
      ['/me/calendar-feeds', 'post'],
      ['/me/calendar-feeds/{feed}', 'delete'],
      ['/accounts/{id}/notifications', 'get'],
      ['/accounts/{id}/notifications', 'put'],
      ['/notifications/deliveries', 'get'],
      ['/notifications/deliveries/{delivery}/retry', 'post'],
      ['/units/{unit}/calendar.ics', 'get'],
    ] as const) {
      const operation = paths[path]?.[method];
      expect([path, operation?.summary === undefined]).toStrictEqual([path, false]);
      expect(Object.keys(operation?.responses ?? {}).some((status) => status.startsWith('2'))).toBe(true);
    }
  });
});
