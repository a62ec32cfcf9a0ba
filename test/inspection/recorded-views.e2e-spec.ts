import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { operatorPrincipal } from '#access';
import { EventLogUnavailableError } from '#event-log';
import { AdoptPolicyCommand, adoptedPolicy } from '#reporting';
import type { AccountTrail } from '#responsibility';
import { expectNothingWritten, expectProblem } from '../support/expectations.js';
import { FINANCE, FINANCE_ASSIGNMENT, PEOPLE, PROGRAMME, TestSystem, type Who } from '../support/system.js';

const VIEWS = `inspection-${PEOPLE.inspector.id}.2026-02-03.09`;
const SETUP_MS = 60_000;

let system: TestSystem;

const ask = (url: string, as: Who = 'inspector', headers = {}) => system.call('GET', url, { as, headers });
const views = async () => (await system.events(VIEWS)).map(({ data }) => data);

/** Adopts the city's policy anew, with or without the recording of views. */
async function adopt(from: string, recordViews: boolean): Promise<void> {
  const { policy, ...adopted } = adoptedPolicy('city-monthly', from);
  const next = { ...adopted, policy: { ...policy, inspection: { recordViews } } };
  const context = system.context(operatorPrincipal('van-hanh'));
  await system.commands.execute(new AdoptPolicyCommand(context, PROGRAMME, next));
  await system.settled();
}

beforeAll(async () => {
  system = await TestSystem.open();
  for (const who of Object.keys(PEOPLE) as Who[]) await system.token(who);
}, SETUP_MS);

afterAll(() => system.close());

describe('What an inspector looks at', () => {
  it('leaves no event where the policy in force says nothing of it', async () => {
    system.at('2026-02-02');
    await expectNothingWritten(system, async () => {
      expect((await ask(`/units/${FINANCE}/trail`)).status).toBe(200);
    });
  });

  it('leaves none before the day from which a policy says so', async () => {
    await adopt('2026-02-03', true);
    await expectNothingWritten(system, async () => {
      expect((await ask('/units')).status).toBe(200);
    });
    system.at('2026-02-03');
  });

  it('is recorded with its route, its parameters and both clocks, under the inspector’s name', async () => {
    const url = `/units/${FINANCE}/trail?until=2026-01-31&programme=${PROGRAMME}&asKnownAt=2026-02-01`;
    expect((await ask(url)).status).toBe(200);
    const [event] = await system.events(VIEWS);
    expect(event).toMatchObject({
      type: 'RecordsViewed',
      data: {
        route: '/units/:unit/trail',
        parameters: { programme: PROGRAMME, unit: FINANCE, until: '2026-01-31' },
        asOf: null,
        asKnownAt: '2026-02-01',
      },
      metadata: {
        actor: { id: PEOPLE.inspector.id, role: 'inspector', unit: null },
        // Now, whatever instant was asked about.
        recordedAt: system.clock.now(),
        effectiveOn: '2026-02-03',
      },
    });
  });

  it('is recorded in words of a search, and with the day that is spoken of', async () => {
    expect((await ask('/search?q=T%C3%A0i%20ch%C3%ADnh&asOf=2026-01-31')).status).toBe(200);
    expect((await views()).at(-1)).toEqual({
      route: '/search',
      parameters: { q: 'Tài chính' },
      asOf: '2026-01-31',
      asKnownAt: null,
    });
  });

  it('is recorded once for each read, however many run side by side', async () => {
    const before = (await views()).length;
    const answers = await Promise.all(Array.from({ length: 20 }, () => ask('/programmes')));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    expect((await views()).length).toBe(before + 20);
  });

  it('is one view when the very same read is sent again under its X-Request-Id', async () => {
    const before = (await views()).length;
    const headers = { 'x-request-id': 'again' };
    await ask('/programmes', 'inspector', headers);
    await ask('/programmes', 'inspector', headers);
    expect((await views()).length).toBe(before + 1);
    await ask('/units', 'inspector', headers);
    expect((await views()).length).toBe(before + 2);
  });

  it('is recorded at HEAD as at GET, for that tells something too', async () => {
    const before = (await views()).length;
    const headers = { authorization: `Bearer ${await system.token('inspector')}` };
    const url = `/units/${FINANCE}/trail?asKnownAt=2026-02-01`;
    const { statusCode, body } = await system.app.inject({ method: 'HEAD', url, headers });
    expect([statusCode, body]).toEqual([200, '']);
    expect((await views()).slice(before)).toEqual([
      {
        route: '/units/:unit/trail',
        parameters: { unit: FINANCE },
        asOf: null,
        asKnownAt: '2026-02-01',
      },
    ]);
  });

  it.each([
    ['a file', `/programmes/${PROGRAMME}/assignments/export?format=csv`],
    ['a text', `/units/${FINANCE}/trail`],
  ])('is answered as ever: %s', async (_what, url) => {
    const headers = { accept: 'text/plain' };
    const recorded = await ask(url, 'inspector', headers);
    const plain = await ask(url, 'office', headers);
    expect([recorded.status, recorded.headers['content-type'], recorded.text]).toEqual([
      200,
      plain.headers['content-type'],
      plain.text,
    ]);
  });

  it.each([
    ['his own account', '/me'],
    ['his own notices', '/me/notifications'],
    ['what nobody may', '/notifications/deliveries'],
    ['what there is not', '/assignments/no.such.one'],
    ['what is asked wrongly', '/search?q='],
    ['an open page', '/health/live'],
  ])('is not %s', async (_what, url) => {
    await expectNothingWritten(system, async () => {
      await ask(url);
    });
  });

  it.each(['office', 'leader', 'finance', 'administrator'] as const)(
    'is not what “%s” reads',
    async (who) => {
      await expectNothingWritten(system, async () => {
        await ask(`/assignments/${FINANCE_ASSIGNMENT}`, who);
        await ask('/accounts', who);
      });
    },
  );

  it('is told in the inspector’s own trail, to those who may read accounts', async () => {
    const url = `/accounts/${PEOPLE.inspector.id}/trail?group=accounts`;
    const { items } = await system.get<AccountTrail>(url, 'inspector');
    expect(items.map(({ sentence }) => sentence)).toContain(
      'Xem /search (q = Tài chính), nói về ngày 31/01/2026.',
    );
    expect((await system.get<AccountTrail>(url, 'office')).items).toEqual([]);
    const [event] = await system.events(VIEWS);
    expectProblem(await ask(`/events/${event?.id}`, 'office'), 403, 'forbidden');
  });

  it.each([
    ['data', '/programmes'],
    ['a file', `/programmes/${PROGRAMME}/assignments/export?format=csv`],
    ['another file', `/programmes/${PROGRAMME}/indicators/sheet?period=2026-01&format=csv`],
  ])('is not answered while it can’t be recorded: %s', async (_what, url) => {
    const append = jest.spyOn(system.log, 'append').mockRejectedValue(new EventLogUnavailableError('away'));
    try {
      const refused = await ask(url);
      expectProblem(refused, 503, 'view-not-recorded');
      expect(refused.text).not.toContain(PROGRAMME);
      expect(refused.headers['content-disposition']).toBeUndefined();
      expect((await ask('/programmes', 'office')).status).toBe(200);
      expect((await ask('/me')).status).toBe(200);
    } finally {
      append.mockRestore();
    }
    expect((await ask('/programmes')).status).toBe(200);
  });

  it('leaves none again from the day on which the policy stops saying so', async () => {
    await adopt('2026-02-04', false);
    system.at('2026-02-04');
    await expectNothingWritten(system, async () => {
      expect((await ask('/units')).status).toBe(200);
    });
  });
});
