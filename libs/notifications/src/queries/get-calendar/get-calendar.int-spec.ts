import { describe, expect, it } from '@jest/globals';
import ICAL from 'ical.js';
import type { Principal } from '#access';
import type { AdoptedPolicy } from '#reporting';
import { MakeFeedCommand, MakeFeedHandler } from '../../commands/make-feed/make-feed.command.js';
import { RevokeFeedCommand, RevokeFeedHandler } from '../../commands/revoke-feed/revoke-feed.command.js';
import { type Bench, benches, local, PROGRAMME, UNIT } from '../../testing/bench.js';
import { GetCalendarHandler, GetCalendarQuery } from './get-calendar.query.js';

const { open } = benches();
const NOW = local('2026-03-10 09:00');

const POLICY: AdoptedPolicy = {
  from: '2026-01-01',
  policy: {
    id: 'monthly',
    title: 'Hằng tháng',
    period: 'calendar-month',
    cutOff: { day: 5, time: '17:00', nextWorkingDay: true },
    goal: 0.9,
    taskCountsWhen: 'share',
    sufficiency: { summaryMinLength: 0, percent: false, proofAtFull: false },
  },
  calendar: { '2026': { holidays: [], workedWeekends: [] } },
};

const OFFICER: Principal = {
  id: 'khcn',
  displayName: 'Chuyên viên',
  grants: [{ role: 'lead-unit', unit: UNIT }],
};

const tokenOf = (path: string) => new URL(path, 'https://x.vn').searchParams.get('token') ?? '';

async function prepared() {
  const bench = open({ now: local('2026-03-02 09:00') });
  await bench.adopt(POLICY);
  await bench.account('khcn', { role: 'lead-unit', unit: UNIT });
  bench.clock.set(NOW);
  const { outbox, accounts, readModels, slots, facts, clock } = bench;
  const units = { has: (unit: string) => unit === UNIT || unit === 'so-tc' };
  const calendar = new GetCalendarHandler(outbox, accounts, readModels, slots, facts, clock);
  const feeds = new MakeFeedHandler(outbox, clock, units);
  await readModels.catchUp();
  const { path, id } = await feeds.execute(new MakeFeedCommand(OFFICER, UNIT));
  const token = tokenOf(path);
  return {
    bench,
    feeds,
    id,
    path,
    token,
    /** What the link gives now. */
    get: async (unit = UNIT, given = token) => {
      await readModels.catchUp();
      return calendar.execute(new GetCalendarQuery(unit, given));
    },
  };
}

/** The entries of a calendar, as a program reads them, by UID. */
function entriesOf(text: string) {
  const parsed = new ICAL.Component(ICAL.parse(text));
  const events = parsed.getAllSubcomponents('vevent').map((component) => new ICAL.Event(component));
  return new Map(
    events.map((event) => [
      event.uid,
      {
        isDay: event.startDate.isDate,
        start: event.startDate.toString(),
        summary: event.summary,
        sequence: event.sequence,
        stamp: event.component.getFirstPropertyValue('dtstamp')?.toString(),
      },
    ]),
  );
}

const dueOf = (task: string) => `due.${PROGRAMME}.${task}.${UNIT}@nq57-monitor`;

async function extend({ append, clock }: Bench, task: string, at: string): Promise<void> {
  clock.set(at);
  await append(`assignment-${PROGRAMME}.${task}.${UNIT}`, 'ExtensionGranted', {
    request: 'r',
    originalDue: '2026-06-30',
    from: '2026-06-30',
    to: '2026-09-30',
    reason: 'Chờ vốn',
    document: null,
  });
}

describe('The calendar of a unit', () => {
  it('holds the due dates of what is live as whole days, and nothing of other units', async () => {
    const { bench, get } = await prepared();
    await bench.assign('1', { due: '2026-06-30' });
    await bench.assign('2', { due: null });
    await bench.assign('3', { due: '2026-07-31', unit: 'so-tc' });
    await bench.assign('4', { due: '2026-05-31' });
    await bench.append(`assignment-${PROGRAMME}.4.${UNIT}`, 'AssignmentStatusChanged', {
      from: 'assigned',
      to: 'cancelled',
      reason: 'Thôi',
      document: null,
    });
    const entries = entriesOf((await get()).text);
    expect([...entries.keys()].filter((uid) => uid.startsWith('due.'))).toStrictEqual([dueOf('1')]);
    expect(entries.get(dueOf('1'))).toStrictEqual({
      isDay: true,
      start: '2026-06-30',
      summary: 'Hạn hoàn thành nhiệm vụ 1: 1',
      sequence: 0,
      stamp: '2026-03-10T02:00:00Z',
    });
  });

  it('holds the cut-offs of the running period and the next two, at their hour', async () => {
    const { bench, get } = await prepared();
    await bench.assign('1');
    const cutOffs = [...entriesOf((await get()).text)].filter(([uid]) => uid.startsWith('cut-off.'));
    expect(cutOffs.map(([uid, { start, isDay }]) => [uid, start, isDay])).toStrictEqual([
      [`cut-off.${PROGRAMME}.2026-03@nq57-monitor`, '2026-04-06T10:00:00Z', false],
      [`cut-off.${PROGRAMME}.2026-04@nq57-monitor`, '2026-05-05T10:00:00Z', false],
      [`cut-off.${PROGRAMME}.2026-05@nq57-monitor`, '2026-06-05T10:00:00Z', false],
    ]);
  });

  it('holds the days until which explanations are asked for, until they are given', async () => {
    const { bench, get } = await prepared();
    const assignment = await bench.assign('1');
    const warning = `update-missing.${assignment}.2026-02`;
    const subject = {
      rule: 'update-missing',
      programme: PROGRAMME,
      task: '1',
      unit: UNIT,
      assignment,
      period: '2026-02',
    };
    await bench.append(`warning-${warning}`, 'WarningRaised', { ...subject, at: NOW, level: 1, inputs: {} });
    await bench.append(`warning-${warning}`, 'ExplanationRequested', {
      ...subject,
      question: 'Vì sao?',
      dueOn: '2026-03-17',
    });
    const uid = `explanation.${warning}@nq57-monitor`;
    expect(entriesOf((await get()).text).get(uid)).toMatchObject({ isDay: true, start: '2026-03-17' });
    await bench.append(`warning-${warning}`, 'ExplanationSubmitted', {
      ...subject,
      request: 'r',
      text: 'Chờ vốn',
      cause: 'objective',
      documents: [],
    });
    expect(entriesOf((await get()).text).has(uid)).toBe(false);
  });

  it('moves an entry under the same UID, with a later stamp and a higher sequence', async () => {
    const { bench, get } = await prepared();
    await bench.assign('1');
    const before = await get();
    await extend(bench, '1', local('2026-03-11 10:00'));
    const after = await get();
    expect(entriesOf(after.text).get(dueOf('1'))).toMatchObject({
      start: '2026-09-30',
      sequence: 1,
      stamp: '2026-03-11T03:00:00Z',
    });
    expect(after.etag).not.toBe(before.etag);
  });

  it('is the same text, with the same ETag, whenever it is asked for', async () => {
    const { bench, get } = await prepared();
    await bench.assign('1');
    const before = await get();
    bench.clock.set(local('2026-03-11 23:00'));
    expect(await get()).toStrictEqual(before);
  });

  it('says that simulated entries are', async () => {
    const { bench, get } = await prepared();
    await bench.assign('1', { simulated: { seed: 7 } });
    const summaries = [...entriesOf((await get()).text).values()].map(({ summary }) => summary);
    expect(summaries).toHaveLength(4);
    expect(summaries.filter((summary) => !summary.startsWith('[DỮ LIỆU MÔ PHỎNG] '))).toStrictEqual([]);
  });
});

describe('The link to a calendar', () => {
  const refused = { kind: 'not-found', code: 'calendar-not-found' };

  it('opens the unit that it was made for, and no other', async () => {
    const { get, path } = await prepared();
    expect(path).toMatch(/^\/units\/so-khcn\/calendar\.ics\?token=[\w.-]+$/);
    await expect(get()).resolves.toMatchObject({ etag: expect.stringMatching(/^"[\w-]+"$/) });
    await expect(get('so-tc')).rejects.toMatchObject(refused);
  });

  it('does not open where a sign of it is wrong, missing or too many', async () => {
    const { get, token, id } = await prepared();
    const last = token.at(-1) === 'A' ? 'B' : 'A';
    for (const wrong of [`${token.slice(0, -1)}${last}`, `${token}A`, `${id}.`, id, 'x.y', '', '.']) {
      await expect(get(UNIT, wrong)).rejects.toMatchObject(refused);
    }
  });

  it('is not kept: the file holds neither the token nor its secret', async () => {
    const { bench, token, id } = await prepared();
    const feed = bench.outbox.feed(id);
    expect(feed?.tokenSha256).toHaveLength(32);
    expect(JSON.stringify(feed)).not.toContain(token.split('.')[1]);
  });

  it('is closed when its account revokes it, which nobody else can', async () => {
    const { bench, get, id } = await prepared();
    const revoke = new RevokeFeedHandler(bench.outbox);
    await expect(
      revoke.execute(new RevokeFeedCommand({ ...OFFICER, id: 'other' }, id)),
    ).rejects.toMatchObject({
      code: 'feed-not-found',
    });
    await get();
    await revoke.execute(new RevokeFeedCommand(OFFICER, id));
    await expect(get()).rejects.toMatchObject(refused);
  });

  it('is closed when its account is, or loses the unit', async () => {
    const closed = await prepared();
    await closed.bench.append('account-khcn', 'AccountDisabled', { reason: 'Nghỉ' });
    await expect(closed.get()).rejects.toMatchObject(refused);
    const revoked = await prepared();
    await revoked.bench.append('account-khcn', 'RoleRevoked', {
      role: 'lead-unit',
      unit: UNIT,
      reason: 'Chuyển',
    });
    await expect(revoked.get()).rejects.toMatchObject(refused);
  });

  it('is made for one’s own unit, which exists, and not without end', async () => {
    const { feeds } = await prepared();
    await expect(feeds.execute(new MakeFeedCommand(OFFICER, 'so-tc'))).rejects.toMatchObject({
      kind: 'forbidden',
    });
    const office: Principal = { ...OFFICER, id: 'vp', grants: [{ role: 'standing-office', unit: null }] };
    await expect(feeds.execute(new MakeFeedCommand(office, 'nowhere'))).rejects.toMatchObject({
      code: 'unknown-unit',
    });
    for (let made = 0; made < 20; made += 1) await feeds.execute(new MakeFeedCommand(office, UNIT));
    await expect(feeds.execute(new MakeFeedCommand(office, UNIT))).rejects.toMatchObject({
      code: 'too-many-feeds',
    });
  });
});
