import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { operatorPrincipal, RegisterAccountCommand, RouteCatalogue } from '#access';
import { WarningsProcess } from '#warnings';
import { expectNothingWritten, expectProblem } from '../support/expectations.js';
import {
  type Answer,
  FINANCE,
  FINANCE_ASSIGNMENT,
  FINANCE_TASK,
  fullReport,
  PASSWORD,
  PEOPLE,
  PROGRAMME,
  SCIENCE,
  SCIENCE_ASSIGNMENT,
  SCIENCE_TASK,
  TestSystem,
  type Who,
} from '../support/system.js';

type Person = Exclude<Who, 'science'>;

const PERSONS: readonly Person[] = ['office', 'leader', 'finance', 'inspector', 'administrator'];
const EVERYBODY = 'everybody';
const READERS = 'office leader finance inspector';
const WHO_IS_LOGGED_IN = 'office leader finance inspector administrator';
const DOCUMENT = { number: '1/QĐ', date: '2026-01-20', issuer: 'Ban Chỉ đạo' };
const REASON = { reason: 'Theo kết luận cuộc họp' };
const FIGURES = { value: 80, measuredOn: '2026-01-31' };
const ROLE = { role: 'inspector' };
const OLD_AND_NEW = { currentPassword: PASSWORD, password: PASSWORD };
const MONTH = fullReport('2026-01', 30);

/**
 * How far a lead unit's right reaches. `own`: another unit's is refused. `rows`: it is shown its own rows alone.
 * `all`: as far as anybody's.
 */
type Reach = 'own' | 'rows' | 'all';

interface Line {
  readonly route: string;
  /** Names of those who may, or `everybody`. */
  readonly who: string;
  readonly reach?: Reach;
  /** A body that is right, so that a refusal is for the role and nothing else. */
  readonly body?: object;
}

const line = (route: string, who: string, reach?: Reach, body?: object): Line => ({
  route,
  who,
  ...(reach ? { reach } : {}),
  ...(body ? { body } : {}),
});

/** Every route, who may call it, and how far a lead unit sees or acts there. */
const MATRIX: readonly Line[] = [
  line('GET /', EVERYBODY),
  line('GET /*', EVERYBODY),
  line('GET /docs', EVERYBODY),
  line('GET /openapi.json', EVERYBODY),
  line('GET /health/live', EVERYBODY),
  line('GET /health/ready', EVERYBODY),
  line('GET /metrics', EVERYBODY),
  line('POST /sessions', EVERYBODY, undefined, { account: PEOPLE.office.id, password: PASSWORD }),
  line('DELETE /sessions/current', WHO_IS_LOGGED_IN, 'all'),
  line('POST /browser-session', EVERYBODY, undefined, { account: PEOPLE.office.id, password: PASSWORD }),
  line('GET /browser-session', WHO_IS_LOGGED_IN, 'all'),
  line('DELETE /browser-session', WHO_IS_LOGGED_IN, 'all'),
  line('GET /me', WHO_IS_LOGGED_IN, 'all'),
  line('POST /me/password', WHO_IS_LOGGED_IN, 'all', OLD_AND_NEW),
  line('GET /me/notifications', WHO_IS_LOGGED_IN, 'all'),
  line('PUT /me/notifications', WHO_IS_LOGGED_IN, 'all', { email: 'mot@example.vn' }),
  line('GET /me/notifications/settings', WHO_IS_LOGGED_IN, 'all'),
  line('POST /me/notifications/read', WHO_IS_LOGGED_IN, 'all', { all: true }),
  line('GET /me/calendar-feeds', WHO_IS_LOGGED_IN, 'all'),
  // For one's own unit alone, which the body names: tested where the feeds are.
  line('POST /me/calendar-feeds', READERS, undefined, { unit: FINANCE }),
  line('DELETE /me/calendar-feeds/:feed', WHO_IS_LOGGED_IN, 'all'),
  line('GET /notifications/deliveries', 'office administrator'),
  line('POST /notifications/deliveries/:delivery/retry', 'office administrator'),
  line('GET /units/:unit/calendar.ics', EVERYBODY),
  line('GET /accounts', 'inspector administrator'),
  line('GET /accounts/:id/notifications', 'administrator'),
  line('PUT /accounts/:id/notifications', 'administrator', undefined, { email: 'mot@example.vn' }),
  line('POST /accounts', 'administrator', undefined, {
    id: 'moi',
    displayName: 'Chuyên viên mới',
    grants: [ROLE],
  }),
  line('POST /accounts/:id/roles', 'administrator', undefined, ROLE),
  line('DELETE /accounts/:id/roles', 'administrator', undefined, { ...ROLE, ...REASON }),
  line('POST /accounts/:id/password', 'administrator', undefined, { password: PASSWORD }),
  line('POST /accounts/:id/disable', 'administrator', undefined, REASON),
  line('POST /accounts/:id/enable', 'administrator', undefined, REASON),
  line('GET /units', WHO_IS_LOGGED_IN, 'all'),
  line('GET /units/:unit/trail', READERS, 'own'),
  line('GET /programmes', READERS, 'all'),
  line('GET /programmes/:programme', READERS, 'all'),
  line('GET /programmes/:programme/tasks', READERS, 'all'),
  line('GET /programmes/:programme/tasks/:task', READERS, 'all'),
  line('GET /programmes/:programme/tasks/:task/history', READERS, 'all'),
  line('GET /programmes/:programme/indicators', READERS, 'all'),
  line('GET /programmes/:programme/indicators/judgement', READERS, 'all'),
  line('GET /programmes/:programme/indicators/:indicator', READERS, 'all'),
  line('GET /programmes/:programme/indicators/:indicator/units', READERS, 'all'),
  // The unit stands in the body: that a lead unit has no right to another's is tested where the figures are.
  line('POST /programmes/:programme/indicators/:indicator/measurements', 'office finance', 'all', {
    period: '2026-01',
    source: 'Báo cáo tháng 01',
    unit: FINANCE,
    ...FIGURES,
  }),
  line(
    'POST /programmes/:programme/indicators/:indicator/measurements/:measurement/corrections',
    'office finance',
    'all',
    { unit: FINANCE, ...FIGURES, ...REASON },
  ),
  line(
    'POST /programmes/:programme/indicators/:indicator/measurements/:measurement/confirmations',
    'office finance',
    'all',
    { unit: FINANCE },
  ),
  line(
    'POST /programmes/:programme/indicators/:indicator/measurements/:measurement/withdrawals',
    'office finance',
    'all',
    { unit: FINANCE, ...REASON },
  ),
  line('POST /programmes/:programme/indicators/:indicator/targets', 'office', undefined, {
    year: 2026,
    target: 96,
    document: DOCUMENT,
  }),
  line('GET /programmes/:programme/indicators/sheet', READERS, 'all'),
  // A lead unit's rows of other units are errors of their cells: tested where the sheets are.
  line('POST /programmes/:programme/indicators/sheets', 'office finance', 'all'),
  line('GET /programmes/:programme/indicators/sheets/:sheet', 'office finance', 'all'),
  line('POST /programmes/:programme/indicators/sheets/:sheet/confirm', 'office finance', 'all', {
    digest: '0'.repeat(64),
  }),
  line('GET /programmes/:programme/policies', READERS, 'all'),
  line('GET /programmes/:programme/overview', READERS, 'all'),
  line('GET /programmes/:programme/compliance', READERS, 'rows'),
  line('GET /programmes/:programme/compliance/:period/units', READERS, 'rows'),
  line('GET /programmes/:programme/compliance/:period', READERS, 'rows'),
  line('GET /programmes/:programme/slots', READERS, 'rows'),
  line('GET /programmes/:programme/periods', READERS, 'all'),
  line('GET /programmes/:programme/periods/:period', READERS, 'all'),
  line('GET /programmes/:programme/periods/:period/slots', READERS, 'rows'),
  line('GET /programmes/:programme/periods/:period/work', READERS, 'rows'),
  line('GET /programmes/:programme/periods/:period/drift', READERS, 'rows'),
  line('GET /programmes/:programme/periods/:period/reminders/preview', 'office'),
  line('POST /programmes/:programme/periods/:period/reminders', 'office'),
  line('POST /programmes/:programme/periods/:period/close', 'office'),
  line('POST /programmes/:programme/periods/:period/reopening-requests', 'office', undefined, REASON),
  line('POST /programmes/:programme/periods/:period/reopening', 'office'),
  line('GET /programmes/:programme/scorecards/:span', READERS, 'rows'),
  line('GET /programmes/:programme/scorecards/:span/units/:unit', READERS, 'own'),
  line('GET /programmes/:programme/scorecards/:span/drafts/:kind', 'office leader inspector'),
  line('GET /programmes/:programme/diff', READERS, 'rows'),
  line('GET /search?q=so', READERS, 'rows'),
  line('GET /events/:event', READERS, 'own'),
  line('GET /accounts/:id/trail', 'office inspector'),
  line('GET /history/:thingKind/:thing', READERS, 'own'),
  line('GET /history/:thingKind/:thing/fields', READERS, 'own'),
  line('GET /programmes/:programme/tasks/:task/trail', READERS, 'own'),
  line('GET /programmes/:programme/tasks/:task/reconciliation', READERS, 'own'),
  line('POST /programmes/:programme/load', 'office'),
  line('GET /import-limits', 'office'),
  line('POST /programmes/:programme/imports', 'office'),
  line('GET /programmes/:programme/imports/:import', 'office'),
  line('POST /programmes/:programme/imports/:import/confirmation', 'office', undefined, {
    digest: '0'.repeat(64),
  }),
  line('POST /programmes/:programme/policies', 'office', undefined, {
    policy: 'city-monthly',
    from: '2026-02-01',
  }),
  line('POST /programmes/:programme/tasks/:task/assignments', 'office'),
  line('GET /programmes/:programme/assignments/export?format=csv', READERS, 'rows'),
  line('GET /programmes/:programme/compliance-by-unit', READERS, 'rows'),
  line('GET /programmes/:programme/due-soon', READERS, 'rows'),
  line('GET /changes', READERS, 'rows'),
  line('GET /warnings', READERS, 'rows'),
  line('GET /warnings/:warning', READERS, 'own'),
  line('GET /warnings/:warning/history', READERS, 'own'),
  line('POST /warnings/:warning/explanation-requests', 'office leader', undefined, {
    question: 'Vì sao chưa cập nhật?',
  }),
  line('POST /warnings/:warning/explanations', 'finance', 'own', {
    text: 'Đường truyền gián đoạn trong ngày chốt.',
    cause: 'objective',
  }),
  line('POST /warnings/:warning/explanation-decisions', 'office leader', undefined, {
    decision: 'accepted',
    objective: true,
    ...REASON,
  }),
  line('GET /assignments', READERS, 'rows'),
  line('GET /assignments/:assignment', READERS, 'own'),
  line('GET /assignments/:assignment/history', READERS, 'own'),
  line('GET /assignments/:assignment/slots', READERS, 'own'),
  line('POST /assignments/:assignment/acceptance', 'finance', 'own'),
  line('POST /assignments/:assignment/progress-reports', 'finance', 'own', MONTH),
  line('POST /assignments/:assignment/progress-reports/:report/return', 'office', undefined, REASON),
  line('POST /assignments/:assignment/extension-requests', 'finance', 'own', { to: '2027-03-31', ...REASON }),
  line('POST /assignments/:assignment/extension-decisions', 'office', undefined, {
    decision: 'granted',
    ...REASON,
  }),
  line('POST /assignments/:assignment/completion-proposals', 'finance', 'own', { summary: 'Đã xong' }),
  line('POST /assignments/:assignment/completion-return', 'office', undefined, REASON),
  line('POST /assignments/:assignment/completion-confirmation', 'office', undefined, {}),
  line('POST /assignments/:assignment/status', 'office', undefined, {
    to: 'suspended',
    ...REASON,
    document: DOCUMENT,
  }),
  line('POST /assignments/:assignment/release', 'office', undefined, REASON),
  line('POST /assignments/:assignment/transfer', 'office', undefined, { to: SCIENCE, ...REASON }),
];

/** Routes that the API pages bring along beside those of the matrix. */
const API_PAGES = /^(GET|HEAD) \/docs(\/|-yaml$|$)|^(GET|HEAD) \/openapi\.json$/;

/** The pages of the web application, for whoever asks for a page. */
const PAGES = 'GET /*';

/** Calendar programs can't log in: its address holds a secret, and a wrong one finds nothing. */
const FEED = 'GET /units/:unit/calendar.ics';

/** What a person sets for himself, outside the log. */
const OWN_SETTINGS = /^\w+ \/me\//;

/** Routes that open a session or end the caller's. */
const SESSION_ROUTES = [
  'POST /sessions',
  'DELETE /sessions/current',
  'POST /browser-session',
  'DELETE /browser-session',
  'POST /me/password',
];

let system: TestSystem;

beforeAll(async () => {
  system = await TestSystem.open();
  const spare = { id: 'tam-thoi', displayName: 'Chuyên viên tạm thời', grants: [] };
  await system.commands.execute(
    new RegisterAccountCommand(spare, system.context(operatorPrincipal('van-hanh'))),
  );
  // January's cut-off has passed: nobody has reported, so that each unit has a warning.
  system.at('2026-02-06');
  await system.app.get(WarningsProcess).tick();
  await system.settled();
  own.event = (await system.events(`assignment-${FINANCE_ASSIGNMENT}`))[0]?.id ?? '';
  others.event = (await system.events(`assignment-${SCIENCE_ASSIGNMENT}`))[0]?.id ?? '';
});

afterAll(() => system.close());

const own: Record<string, string> = {
  programme: PROGRAMME,
  task: FINANCE_TASK,
  unit: FINANCE,
  assignment: FINANCE_ASSIGNMENT,
  warning: `update-missing.${FINANCE_ASSIGNMENT}.2026-01`,
  period: '2026-01',
  report: '11111111-1111-4111-8111-111111111111',
  indicator: encodeURIComponent('1.2.1.(1)/1'),
  measurement: '11111111-1111-4111-8111-111111111111',
  span: '2026-01',
  kind: 'criticism',
  thingKind: 'assignment',
  thing: FINANCE_ASSIGNMENT,
  id: 'tam-thoi',
};

const others: Record<string, string> = {
  ...own,
  task: SCIENCE_TASK,
  unit: SCIENCE,
  assignment: SCIENCE_ASSIGNMENT,
  thing: SCIENCE_ASSIGNMENT,
  warning: `update-missing.${SCIENCE_ASSIGNMENT}.2026-01`,
};

function call({ route, body }: Line, as: Who | undefined, parameters = own): Promise<Answer> {
  const [method, path = ''] = route.split(' ');
  const url = path.replace(/:(\w+)/g, (_, name: string) => parameters[name] ?? `no-${name}`);
  const options = { ...(as ? { as } : {}), ...(body ? { body } : {}) };
  // A stream of changes does not end by itself: it counts as answered with its head.
  return url === '/changes' ? headOf(url, as) : system.call(method as 'GET', url, options);
}

async function headOf(url: string, as: Who | undefined): Promise<Answer> {
  const answer = await system.app.inject({
    method: 'GET',
    url,
    headers: as ? { authorization: `Bearer ${await system.token(as)}` } : {},
    payloadAsStream: true,
  });
  const { statusCode: status, headers } = answer;
  const stream = answer.stream();
  if (status === 200) {
    stream.destroy();
    return { status, headers, text: '', body: {} };
  }
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk as Buffer);
  const text = Buffer.concat(chunks).toString();
  return { status, headers, text, body: JSON.parse(text) };
}

const INDENT = 4;

/** Every route of the HTTP server itself, from the tree that it prints. */
function registeredRoutes(): string[] {
  const tree = system.app.getHttpAdapter().getInstance().printRoutes({ commonPrefix: false });
  const path: string[] = [];
  return tree.split('\n').flatMap((text) => {
    const [, indent = '', part = '', methods = ''] = /^([│ ]*)[├└]── (\S*) \(([A-Z, ]+)\)$/.exec(text) ?? [];
    path.splice(indent.length / INDENT, path.length, part);
    return methods
      .split(', ')
      .filter(Boolean)
      .map((method) => `${method} ${path.join('')}`);
  });
}

/** A line's route without the query string that it is asked with. */
const pathOf = ({ route }: Line) => route.split('?')[0] ?? route;
const isPublic = ({ who }: Line) => who === EVERYBODY;
const may = ({ who }: Line, person: Person) => who.split(' ').includes(person);
const named = (lines: readonly Line[]) => lines.map((one) => ({ ...one, toString: () => one.route }));

describe('The table of routes', () => {
  it('names every route that the server has, and no other', () => {
    const routes = system.app
      .get(RouteCatalogue)
      .list()
      .map(({ method, path }) => `${method} ${path}`);
    const tabled = MATRIX.map(pathOf).filter((route) => !API_PAGES.test(route));
    expect([...tabled].sort()).toEqual([...routes].sort());
  });

  it('has no door beside it: whatever the HTTP server answers is a route of the table or an API page', () => {
    const registered = registeredRoutes();
    const known = new Set(MATRIX.map(pathOf).flatMap((route) => [route, route.replace(/^GET /, 'HEAD ')]));
    expect(registered.length).toBeGreaterThanOrEqual(MATRIX.length);
    expect(registered.filter((route) => !known.has(route) && !API_PAGES.test(route))).toEqual([]);
    expect(MATRIX.map(pathOf).filter((route) => !registered.includes(route))).toEqual([]);
  });

  it('asks for a token at HEAD as at GET', async () => {
    const { statusCode } = await system.app.inject({ method: 'HEAD', url: '/assignments' });
    expect(statusCode).toBe(401);
  });
});

describe('Without a token', () => {
  it.each(named(MATRIX.filter(isPublic)))('%s answers', async (one) => {
    const { status } = await call(one, undefined);
    expect([one.route, status < 400 || (status === 404 && [FEED, PAGES].includes(one.route))]).toEqual([
      one.route,
      true,
    ]);
  });

  it.each(named(MATRIX.filter((one) => !isPublic(one))))('%s answers 401', async (one) => {
    const answer = await call(one, undefined);
    expectProblem(answer, 401, 'unauthenticated');
    expect(answer.headers['www-authenticate']).toBe('Bearer');
  });
});

describe.each(PERSONS)('The role of the account “%s”', (person) => {
  const refused = MATRIX.filter((one) => !isPublic(one) && !may(one, person));

  it.each(named(refused))('is not enough for %s, and nothing is written', async (one) => {
    await expectNothingWritten(system, async () => {
      expectProblem(await call(one, person), 403, 'forbidden');
    });
  });
});

describe('A lead unit', () => {
  it.each(named(MATRIX.filter(({ reach }) => reach === 'own')))(
    'gets 403 for another unit’s: %s',
    async (one) => {
      await expectNothingWritten(system, async () => {
        expectProblem(await call(one, 'finance', others), 403, 'forbidden');
      });
    },
  );

  it('sees of every list its own rows alone, also when it asks for another unit’s', async () => {
    const unitsOf = async (url: string) => {
      const body = await system.get<{ items: { unit: string }[] } | { unit: string }[]>(url, 'finance');
      const rows = Array.isArray(body) ? body : body.items;
      return [...new Set(rows.map(({ unit }) => unit))];
    };
    const programme = `/programmes/${PROGRAMME}`;
    for (const url of ['/assignments', '/warnings', `${programme}/slots`]) {
      expect([url, await unitsOf(url)]).toEqual([url, [FINANCE]]);
      expect([url, await unitsOf(`${url}?unit=${SCIENCE}`)]).toEqual([url, []]);
    }
    expect(await unitsOf(`${programme}/compliance/2026-01/units`)).toEqual([FINANCE]);
    const expected = async (url: string, who: Who) => {
      const [first] = await system.get<{ byAssignment: { expected: number } }[]>(url, who);
      return first?.byAssignment.expected ?? 0;
    };
    const mine = await expected(`${programme}/compliance`, 'finance');
    expect(mine).toBe(await expected(`${programme}/compliance?unit=${FINANCE}`, 'office'));
    expect(await expected(`${programme}/compliance?unit=${SCIENCE}`, 'finance')).toBe(0);
  });
});

describe('An inspector', () => {
  it('changes nothing: no command beside the own password leaves an event in the log', async () => {
    await expectNothingWritten(system, async () => {
      const commands = MATRIX.filter(
        ({ route }) =>
          !route.startsWith('GET') && !SESSION_ROUTES.includes(route) && !OWN_SETTINGS.test(route),
      );
      expect(commands.length).toBeGreaterThanOrEqual(20);
      for (const one of commands) {
        for (const parameters of [own, others])
          expect((await call(one, 'inspector', parameters)).status).toBe(403);
      }
    });
  });
});

describe('An administrator', () => {
  it('can’t touch or see a task, a programme, a warning or a unit’s trail', async () => {
    await expectNothingWritten(system, async () => {
      // The names of the units alone are the administrator's too: a lead unit's role is given for one of them.
      const matters = MATRIX.filter(
        (one) => !isPublic(one) && /^\w+ \/(assignments|programmes|warnings|units\/|changes)/.test(one.route),
      );
      expect(matters.length).toBeGreaterThan(30);
      for (const one of matters)
        expect([one.route, (await call(one, 'administrator')).status]).toEqual([one.route, 403]);
    });
  });

  it('can’t take a role over tasks either', async () => {
    await expectNothingWritten(system, async () => {
      const url = `/accounts/${PEOPLE.administrator.id}/roles`;
      for (const grant of [{ role: 'standing-office' }, { role: 'lead-unit', unit: FINANCE }]) {
        const { status } = await system.post(url, 'administrator', grant);
        expect([400, 409, 422]).toContain(status);
      }
    });
  });
});

describe('A token', () => {
  const withToken = (token: string, url = '/me') =>
    system.call('GET', url, { headers: { authorization: `Bearer ${token}` } });

  it('that has expired opens nothing', async () => {
    const { token, expiresAt } = await system.logIn('inspector');
    const now = system.clock.now();
    expect((await withToken(token)).status).toBe(200);
    system.clock.set(expiresAt);
    expectProblem(await withToken(token), 401, 'unauthenticated');
    system.clock.set(now);
  });

  it('that was ended by logging out opens nothing', async () => {
    const { token } = await system.logIn('inspector');
    const headers = { authorization: `Bearer ${token}` };
    expect((await system.call('DELETE', '/sessions/current', { headers })).status).toBe(204);
    expectProblem(await withToken(token), 401, 'unauthenticated');
  });

  it('of an account that was disabled opens nothing, and no new one is given', async () => {
    const { token } = await system.logIn('science');
    const url = `/accounts/${PEOPLE.science.id}`;
    const { position } = await system.done(`${url}/disable`, 'administrator', REASON);
    expectProblem(await withToken(token), 401, 'unauthenticated');
    const credentials = { account: PEOPLE.science.id, password: PASSWORD };
    const again = await system.call('POST', '/sessions', {
      body: credentials,
      headers: { 'read-after': position },
    });
    expectProblem(again, 401, 'bad-credentials');
    await system.done(`${url}/enable`, 'administrator', REASON);
    system.forgetToken('science');
  });

  it('loses a role at the moment at which the role is revoked', async () => {
    const { token } = await system.logIn('science');
    const headers = { authorization: `Bearer ${token}` };
    const url = `/accounts/${PEOPLE.science.id}/roles`;
    const grant = { role: 'lead-unit', unit: SCIENCE };
    const body = { ...grant, ...REASON };
    const ownUrl = `/assignments/${SCIENCE_ASSIGNMENT}`;
    const revoked = await system.call('DELETE', url, { as: 'administrator', body });
    expect(revoked.status).toBe(201);
    const after = { ...headers, 'read-after': String(revoked.body.position) };
    for (const path of ['/assignments', '/programmes', ownUrl]) {
      expectProblem(await system.call('GET', path, { headers: after }), 403, 'forbidden');
    }
    await system.done(url, 'administrator', grant);
  });

  it.each([
    'Bearer',
    'Bearer ',
    'Bearer x',
    `Bearer ${'a'.repeat(4000)}`,
    "Bearer ' OR 1=1 --",
    'Bearer AAAA AAAA',
    'Basic dGh1b25nLXRydWM6beG6rXQ=',
    'thuong-truc',
    '',
  ])('that is none is refused: “%.20s”', async (authorization) => {
    expectProblem(await system.call('GET', '/me', { headers: { authorization } }), 401, 'unauthenticated');
  });

  it('is not read from the address', async () => {
    const token = await system.token('inspector');
    const answer = await system.call(
      'GET',
      `/me?token=${token}&access_token=${token}&authorization=Bearer ${token}`,
    );
    expectProblem(answer, 401, 'unauthenticated');
  });
});

// Last: these are carried out.
describe.each(PERSONS)('The role of the account “%s”, in turn,', (person) => {
  it.each(named(MATRIX.filter((one) => may(one, person))))('is enough for %s', async (one) => {
    const { status, text } = await call(one, person);
    expect([one.route, [401, 403].includes(status) || status >= 500, status, text.slice(0, 300)]).toEqual([
      one.route,
      false,
      status,
      text.slice(0, 300),
    ]);
    if (SESSION_ROUTES.includes(one.route)) system.forgetToken(person);
  });
});
