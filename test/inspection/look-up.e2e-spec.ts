import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { instantAt } from '#kernel';
import type { AccountTrail, HistoryPage, SearchAnswer, StoredEvent, Trail } from '#responsibility';
import { WarningsProcess } from '#warnings';
import { expectProblem } from '../support/expectations.js';
import {
  FINANCE,
  FINANCE_ASSIGNMENT,
  FINANCE_TASK,
  PEOPLE,
  PROGRAMME,
  SCIENCE,
  SCIENCE_ASSIGNMENT,
  TestSystem,
  type Who,
} from '../support/system.js';

const DOCUMENT = { number: '45/QĐ-BCĐ', date: '2026-02-10', issuer: 'Ban Chỉ đạo thành phố' };
const SETUP_MS = 60_000;
const AFTER_THE_START = instantAt('2026-02-02', '08:00');

let system: TestSystem;

/** January: finance reports in time, science late; science’s task is suspended by a document. */
beforeAll(async () => {
  system = await TestSystem.open();
  system.at('2026-02-02');
  await system.report(FINANCE_ASSIGNMENT, 'finance', '2026-01', 20);
  system.at('2026-02-06');
  await system.app.get(WarningsProcess).tick();
  system.at('2026-02-09');
  await system.report(SCIENCE_ASSIGNMENT, 'science', '2026-01', 10);
  await system.app.get(WarningsProcess).tick();
  system.at('2026-02-10');
  await system.done(`/assignments/${SCIENCE_ASSIGNMENT}/status`, 'office', {
    to: 'suspended',
    reason: 'Chờ hướng dẫn',
    document: DOCUMENT,
  });
  await system.settled();
}, SETUP_MS);

afterAll(() => system.close());

const ask = (url: string, as: Who = 'inspector') => system.call('GET', url, { as });
const search = (q: string, who: Who = 'inspector', further = '') =>
  system.get<SearchAnswer>(`/search?q=${encodeURIComponent(q)}${further}`, who);
const found = ({ groups }: SearchAnswer) =>
  Object.fromEntries(groups.map(({ kind, items }) => [kind, items.map(({ id }) => id)]));

describe('A stored event', () => {
  it('is answered text for text as the log holds it, with its sentence', async () => {
    const [stored] = await system.events(`assignment-${FINANCE_ASSIGNMENT}`);
    const answer = await system.get<StoredEvent>(`/events/${stored?.id}`, 'inspector');
    expect(answer).toMatchObject({
      id: stored?.id,
      stream: stored?.stream,
      revision: 0,
      position: stored?.position,
      type: 'TaskAssigned',
      data: stored?.rawData,
      metadata: stored?.rawMetadata,
    });
    expect(answer.line?.sentence).toContain('Giao nhiệm vụ số 13 cho Sở Tài chính');
  });

  it('of a unit is shown to the unit, and to no other', async () => {
    const [stored] = await system.events(`assignment-${FINANCE_ASSIGNMENT}`);
    expect((await ask(`/events/${stored?.id}`, 'finance')).status).toBe(200);
    expectProblem(await ask(`/events/${stored?.id}`, 'science'), 403, 'forbidden');
  });

  it('of an account is shown to who may read accounts alone', async () => {
    const [stored] = await system.events(`account-${PEOPLE.finance.id}`);
    expect((await ask(`/events/${stored?.id}`)).body).toMatchObject({ type: 'AccountRegistered' });
    for (const who of ['office', 'leader', 'finance'] as const) {
      expectProblem(await ask(`/events/${stored?.id}`, who), 403, 'forbidden');
    }
  });

  it('of a programme is shown to everybody who may read histories', async () => {
    const [stored] = await system.events(`programme-${PROGRAMME}`);
    expect((await ask(`/events/${stored?.id}`, 'finance')).status).toBe(200);
  });

  it('that was not known yet, or never was, is not found', async () => {
    const stored = (await system.events(`assignment-${FINANCE_ASSIGNMENT}`)).at(-1);
    expectProblem(await ask(`/events/${stored?.id}?asKnownAt=2026-01-31`), 404, 'event-not-found');
    expectProblem(await ask('/events/11111111-1111-4111-8111-111111111111'), 404, 'event-not-found');
  });
});

describe('The search', () => {
  it.each(['Sở Tài chính', 'so tai chinh', 'TAI chinh so'])('finds a unit by “%s”', async (q) => {
    expect(found(await search(q)).unit).toContain(FINANCE);
  });

  it('finds a task by its number, first of all, and says where its trail is', async () => {
    const { groups } = await search(FINANCE_TASK);
    const [task] = groups.find(({ kind }) => kind === 'task')?.items ?? [];
    expect(task).toMatchObject({
      id: FINANCE_TASK,
      programme: PROGRAMME,
      at: `/programmes/${PROGRAMME}/tasks/${FINANCE_TASK}/trail`,
    });
    expect((await ask(task?.at ?? '')).status).toBe(200);
  });

  it('finds a document by its number without marks, with the event that names it', async () => {
    const { groups } = await search('45/qd-bcd');
    const hit = groups.find(({ kind }) => kind === 'document')?.items[0];
    expect(hit).toMatchObject({
      id: DOCUMENT.number,
      title: 'Số 45/QĐ-BCĐ ngày 10/02/2026',
      detail: DOCUMENT.issuer,
      stream: `assignment-${SCIENCE_ASSIGNMENT}`,
      at: `/events/${hit?.event}`,
    });
    expect((await ask(hit?.at ?? '')).body).toMatchObject({ type: 'AssignmentStatusChanged' });
  });

  it('finds a position that has an account, for who may read its trail', async () => {
    expect(found(await search('dau moi so tai chinh')).account).toEqual([PEOPLE.finance.id]);
    expect(found(await search('dau moi so tai chinh', 'leader')).account).toBeUndefined();
  });

  it('finds directing leaders and indicators, each with an address that answers', async () => {
    for (const q of ['chủ tịch', 'dịch vụ công']) {
      for (const { items } of (await search(q)).groups) {
        for (const { at } of items) expect([at, (await ask(at)).status]).toEqual([at, 200]);
      }
    }
    expect(Object.keys(found(await search('chủ tịch')))).toContain('leader');
    expect(Object.keys(found(await search('dịch vụ công')))).toContain('indicator');
  });

  it('shows a lead unit its own matters alone', async () => {
    expect(found(await search('so', 'finance', '&kind=unit')).unit).toEqual([FINANCE]);
    expect(found(await search(FINANCE_TASK, 'science', '&kind=task')).task ?? []).not.toContain(FINANCE_TASK);
    expect(found(await search('45/QĐ-BCĐ', 'finance')).document).toBeUndefined();
    expect(found(await search('45/QĐ-BCĐ', 'science')).document).toEqual([DOCUMENT.number]);
  });

  it('is bounded, and says that there is more', async () => {
    const { groups } = await search('so', 'inspector', '&kind=unit&limit=2');
    expect(groups).toMatchObject([{ kind: 'unit', more: true }]);
    expect(groups[0]?.items).toHaveLength(2);
  });

  it('knows what was known then', async () => {
    expect(found(await search('45/QĐ-BCĐ', 'inspector', '&asKnownAt=2026-02-09'))).toEqual({});
  });

  it.each([
    ['', 400, 'invalid-input'],
    [' ', 400, 'invalid-input'],
    ['x'.repeat(201), 400, 'invalid-input'],
    ['so&limit=51', 400, 'invalid-input'],
    ['so&kind=person', 400, 'invalid-input'],
    ['so&programme=no-such', 404, 'programme-not-found'],
  ])('refuses “%.20s”', async (query, status, code) => {
    expectProblem(await ask(`/search?q=${query}`), status, code);
  });

  it.each(['%', '_', "'", '"', '\\', '[', '1 OR 1=1'])('takes %s for what it is', async (q) => {
    expect((await ask(`/search?q=${encodeURIComponent(q)}`)).status).toBe(200);
  });
});

describe('The lines of a trail', () => {
  const TRAIL = `/units/${SCIENCE}/trail`;

  it('are those of one kind of event, everything else staying whole', async () => {
    const whole = await system.get<Trail>(TRAIL, 'inspector');
    const updates = await system.get<Trail>(`${TRAIL}?group=updates`, 'inspector');
    expect(updates.lines.map(({ type }) => type)).toEqual(['ProgressReported']);
    expect({ ...updates, lines: [] }).toEqual({ ...whole, lines: [] });
  });

  it('are those of one actor, a person or a rule', async () => {
    const types = async (actor: string) =>
      new Set(
        (await system.get<Trail>(`${TRAIL}?actor=${actor}`, 'inspector')).lines.map(({ type }) => type),
      );
    expect(await types(PEOPLE.science.id)).toEqual(
      new Set(['ProgressReported', 'AssignmentAccepted', 'AssignmentStatusChanged']),
    );
    expect(await types('warnings')).toEqual(new Set(['WarningRaised', 'WarningEscalated', 'WarningCleared']));
    expect(await types('nobody')).toEqual(new Set());
  });

  it.each([
    `/assignments/${SCIENCE_ASSIGNMENT}/history`,
    `/history/assignment/${SCIENCE_ASSIGNMENT}`,
    `/programmes/${PROGRAMME}/tasks/12/trail`,
  ])('of %s are filtered alike', async (url) => {
    const body = await system.get<HistoryPage & Trail>(
      `${url}?group=assignments&actor=${PEOPLE.office.id}`,
      'inspector',
    );
    const types = (body.items ?? body.lines).map(({ type }) => type);
    expect(types).toEqual(['TaskAssigned', 'AssignmentStatusChanged']);
  });

  it('of a warning may be none, which is not to say that there is no warning', async () => {
    const warning = `/warnings/update-missing.${SCIENCE_ASSIGNMENT}.2026-01/history`;
    expect((await system.get<HistoryPage>(`${warning}?group=updates`, 'inspector')).items).toEqual([]);
    expectProblem(
      await ask('/warnings/update-missing.no.such.warning/history?group=updates'),
      404,
      'warning-not-found',
    );
  });

  it('are refused for a kind that there is not', async () => {
    expectProblem(await ask(`${TRAIL}?group=accounts`), 400, 'invalid-input');
  });
});

describe('The trail of a position', () => {
  const trail = (query = '', who: Who = 'inspector', id: string = PEOPLE.science.id) =>
    system.get<AccountTrail>(`/accounts/${id}/trail${query}`, who);

  it('tells what the account did and what was done to it, what it answered for, and under which right', async () => {
    const told = await trail();
    expect(told).toMatchObject({ name: PEOPLE.science.displayName, total: told.items.length, next: null });
    expect(told.items.map(({ type, own }) => [type, own])).toEqual(
      expect.arrayContaining([
        ['AccountRegistered', false],
        ['RoleGranted', false],
        ['PasswordChanged', false],
        ['ProgressReported', true],
      ]),
    );
    expect(told.rights).toMatchObject([{ role: 'lead-unit', unit: SCIENCE, until: null }]);
    expect(told.rights[0]?.acts).toBe(told.items.filter(({ own }) => own).length);
    expect(told.duties.map(({ assignment }) => assignment)).toContain(SCIENCE_ASSIGNMENT);
    expect(told.slots.late.map(({ assignment }) => assignment)).toEqual([SCIENCE_ASSIGNMENT]);
    expect(told.groups.reduce((sum, { count }) => sum + count, 0)).toBe(told.total);
  });

  it('has the same lines whatever pages it is read in', async () => {
    const whole = await trail();
    const ids: string[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const page: AccountTrail = await trail(`?limit=2${cursor === '' ? '' : `&cursor=${cursor}`}`);
      ids.push(...page.items.map(({ eventId }) => eventId));
      cursor = page.next;
    }
    expect(ids).toEqual(whole.items.map(({ eventId }) => eventId));
  });

  it('counts the whole, whichever kind of line is asked for', async () => {
    const whole = await trail();
    const updates = await trail('?group=updates');
    expect(updates.items.map(({ type }) => type)).toEqual(['ProgressReported']);
    expect([updates.total, updates.groups]).toEqual([whole.total, whole.groups]);
  });

  it('hides the events of accounts from who may not read accounts', async () => {
    const told = await trail('', 'office');
    expect(told.items.every(({ own }) => own)).toBe(true);
    expect(told.groups.map(({ group }) => group)).not.toContain('accounts');
  });

  it('is there for who acted without an account, and for nobody who never was', async () => {
    expect((await trail('?limit=1', 'inspector', 'van-hanh')).name).toBeNull();
    expectProblem(await ask('/accounts/no-such/trail'), 404, 'no-such-account');
    expectProblem(
      await ask(`/accounts/${PEOPLE.science.id}/trail?asKnownAt=2026-01-04`),
      404,
      'no-such-account',
    );
  });

  it('of a window holds what was recorded within it', async () => {
    const told = await trail('?from=2026-02-02&until=2026-02-09');
    expect(told.items.length).toBeGreaterThan(0);
    expect(told.items.every(({ recordedAt }) => recordedAt >= AFTER_THE_START)).toBe(true);
    expectProblem(
      await ask(`/accounts/${PEOPLE.science.id}/trail?from=2026-02-09&until=2026-02-02`),
      400,
      'invalid-window',
    );
  });

  it('is neither a lead unit’s nor a directing leader’s to read', async () => {
    for (const who of ['finance', 'science', 'leader', 'administrator'] as const) {
      expectProblem(await ask(`/accounts/${PEOPLE.science.id}/trail`, who), 403, 'forbidden');
    }
  });
});
