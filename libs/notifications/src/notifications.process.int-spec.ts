import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { addDays, instantAt } from '#kernel';
import type { AdoptedPolicy } from '#reporting';
import { type Bench, benches, EMAIL, EVENING, local, PROGRAMME, TEXTS, UNIT } from './testing/bench.js';
import { readTexts } from './texts/text-folder.js';

const { open } = benches();

const OFFICER = { role: 'lead-unit', unit: UNIT } as const;
const OFFICE = { role: 'standing-office', unit: null } as const;
const WANTED = { email: 'khcn@example.vn', digest: true, immediate: true };
const DIGEST = local('2026-03-03 07:30');
const HOUR_MS = 3_600_000;
const LEASE_OVER = local('2026-03-03 07:41');

const SUBJECT = {
  rule: 'update-missing',
  programme: PROGRAMME,
  task: '1',
  unit: UNIT,
  assignment: `${PROGRAMME}.1.${UNIT}`,
  period: '2026-02',
};
const WARNING = `warning-update-missing.${SUBJECT.assignment}.2026-02`;

/** One officer and one of the standing office, who want mails; the outbox has begun to follow. */
async function prepared(bench = open()): Promise<Bench> {
  await bench.account('khcn', OFFICER);
  await bench.account('vp', OFFICE);
  await bench.tickAt(bench.clock.now());
  bench.outbox.setContact('khcn', WANTED, 'khcn', EVENING);
  bench.outbox.setContact('vp', { ...WANTED, email: 'vp@example.vn' }, 'vp', EVENING);
  return bench;
}

const kindsOf = ({ outbox }: Bench, account: string) =>
  outbox
    .notices(account, { unread: false, limit: 100 })
    .map(({ kind }) => kind)
    .toReversed();

const later = (instant: string, ms: number) => new Date(Date.parse(instant) + ms).toISOString();

describe('Following the log', () => {
  it('turns an event into a notice for whom it concerns, once', async () => {
    const bench = await prepared();
    await bench.assign('1');
    await bench.tickAt(EVENING);
    await bench.tickAt(EVENING);
    expect(kindsOf(bench, 'khcn')).toStrictEqual(['task-assigned']);
    expect(kindsOf(bench, 'vp')).toStrictEqual([]);
    expect(bench.outbox.unread('khcn')).toBe(1);
  });

  it('begins a new file at the end of the log: nobody is told of what is long past', async () => {
    const bench = open();
    await bench.account('khcn', OFFICER);
    await bench.assign('1');
    await bench.tickAt(EVENING);
    await bench.assign('2');
    await bench.tickAt(EVENING);
    const told = bench.outbox.notices('khcn', { unread: false, limit: 10 });
    expect(told.map((notice) => notice.told.values.task)).toStrictEqual(['2']);
  });

  it('begins at the start of the log where the settings say so', async () => {
    const bench = open({ settings: { startAt: 'beginning' } });
    await bench.account('khcn', OFFICER);
    await bench.assign('1');
    await bench.tickAt(EVENING);
    expect(kindsOf(bench, 'khcn')).toStrictEqual(['task-assigned']);
  });

  it('goes on where it stood when the process starts again, over more than a page', async () => {
    const bench = await prepared();
    for (let task = 1; task <= 3; task += 1) await bench.assign(String(task));
    await bench.tickAt(EVENING);
    for (let task = 4; task <= 510; task += 1) await bench.assign(String(task));
    const again = open({ folder: bench.folder, name: 'again' });
    await again.tickAt(EVENING);
    const told = again.outbox.notices('khcn', { unread: false, limit: 1_000 });
    expect(new Set(told.map((notice) => notice.told.values.task)).size).toBe(510);
    expect(told).toHaveLength(510);
  });

  it('two processes at once tell nobody anything twice', async () => {
    const bench = await prepared();
    const other = open({ folder: bench.folder, name: 'two' });
    for (let task = 1; task <= 20; task += 1) await bench.assign(String(task));
    await Promise.all([bench.readModels.catchUp(), other.readModels.catchUp()]);
    await Promise.all([
      bench.process.tick(),
      other.process.tick(),
      bench.process.tick(),
      other.process.tick(),
    ]);
    expect(kindsOf(bench, 'khcn')).toHaveLength(20);
  });

  it('waits for the rows that say who is who', async () => {
    const bench = await prepared();
    await bench.account('moi', OFFICER);
    await bench.assign('1');
    await bench.process.tick();
    expect(kindsOf(bench, 'moi')).toStrictEqual([]);
    await bench.tickAt(EVENING);
    expect(kindsOf(bench, 'moi')).toStrictEqual(['task-assigned']);
  });

  it('tells nobody whose account was closed', async () => {
    const bench = await prepared();
    await bench.append('account-khcn', 'AccountDisabled', { reason: 'Nghỉ' });
    await bench.assign('1');
    await bench.tickAt(EVENING);
    expect(kindsOf(bench, 'khcn')).toStrictEqual([]);
  });
});

const POLICY: AdoptedPolicy = {
  from: '2026-01-01',
  policy: {
    id: 'monthly',
    title: 'Hằng tháng',
    period: 'calendar-month',
    cutOff: { day: 5, time: '17:00', nextWorkingDay: false },
    goal: 0.9,
    taskCountsWhen: 'share',
    sufficiency: { summaryMinLength: 0, percent: false, proofAtFull: false },
  },
  calendar: { '2026': { holidays: [], workedWeekends: [] } },
};

describe('A cut-off that passes', () => {
  it('is told to the standing office once, with the rate as of then', async () => {
    const bench = open({ now: local('2026-02-02 09:00') });
    await bench.adopt(POLICY);
    await bench.assign('1');
    await prepared(bench);
    await bench.tickAt(local('2026-03-05 17:00'));
    expect(kindsOf(bench, 'vp')).toStrictEqual([]);
    await bench.tickAt(local('2026-03-05 17:01'));
    await bench.tickAt(local('2026-03-05 17:02'));
    expect(kindsOf(bench, 'vp')).toStrictEqual(['cut-off-passed']);
    expect(bench.outbox.notices('vp', { unread: false, limit: 1 })[0]?.told.values).toMatchObject({
      period: '02/2026',
      expected: '1',
      missing: '1',
      rate: '0,0 %',
      meetsGoal: 'chưa đạt',
    });
  });

  it('while nobody looked is told afterwards, each of them', async () => {
    const bench = open({ now: local('2026-01-02 09:00') });
    await bench.adopt(POLICY);
    await bench.assign('1');
    await prepared(bench);
    await bench.tickAt(local('2026-04-20 09:00'));
    const periods = bench.outbox
      .notices('vp', { unread: false, limit: 9 })
      .map(({ told }) => told.values.period);
    expect(periods.toSorted()).toStrictEqual(['01/2026', '02/2026', '03/2026']);
  });
});

describe('The mail of the day', () => {
  it('is one a person, from its hour on, with everything since the last', async () => {
    const bench = await prepared();
    await bench.assign('1');
    await bench.assign('2');
    await bench.append(`assignment-${PROGRAMME}.1.${UNIT}`, 'ExtensionRequested', {
      from: '2026-06-30',
      to: '2026-07-31',
      reason: 'Chờ vốn',
    });
    await bench.tickAt(local('2026-03-03 07:29'));
    expect(bench.mail.letters).toHaveLength(0);
    await bench.tickAt(DIGEST);
    await bench.tickAt(local('2026-03-03 12:00'));
    expect(bench.mail.letters.map(({ target }) => target)).toStrictEqual(['khcn', 'vp']);
    const [own] = bench.mail.letters;
    expect(own?.subject).toBe('NQ57: 2 thông báo đến ngày 03/03/2026');
    expect(own?.body).toContain('NHIỆM VỤ ĐƯỢC GIAO (2)');
    expect(own?.body).toContain('Kính gửi Chức danh khcn,');
  });

  it('of the next day tells only what is new, and there is none where nothing is', async () => {
    const bench = await prepared();
    await bench.assign('1');
    await bench.tickAt(DIGEST);
    await bench.assign('2');
    await bench.tickAt(local('2026-03-03 09:00'));
    await bench.tickAt(local('2026-03-04 07:30'));
    await bench.tickAt(local('2026-03-05 07:30'));
    expect(bench.mail.letters.map(({ body }) => /Được giao nhiệm vụ (\d)/.exec(body)?.[1])).toStrictEqual([
      '1',
      '2',
    ]);
  });

  it('gathers what came while nobody looked for days into one', async () => {
    const bench = await prepared();
    await bench.assign('1', { at: EVENING });
    await bench.assign('2', { at: local('2026-03-05 09:00') });
    await bench.tickAt(local('2026-03-09 10:00'));
    expect(bench.mail.letters.map(({ subject }) => subject)).toStrictEqual([
      'NQ57: 2 thông báo đến ngày 09/03/2026',
    ]);
  });

  it.each([
    ['has no address', { email: null, digest: true, immediate: true }],
    ['wants none', { ...WANTED, digest: false }],
  ])(
    'is not written to who %s; the list holds it all the same, and no later mail does',
    async (_who, contact) => {
      const bench = await prepared();
      bench.outbox.setContact('khcn', contact, 'khcn', EVENING);
      await bench.assign('1');
      await bench.tickAt(DIGEST);
      bench.outbox.setContact('khcn', WANTED, 'khcn', EVENING);
      await bench.tickAt(local('2026-03-04 07:30'));
      expect(bench.mail.letters).toHaveLength(0);
      expect(kindsOf(bench, 'khcn')).toStrictEqual(['task-assigned']);
    },
  );

  it('is made once by two processes that come to its hour at the same time', async () => {
    const bench = await prepared();
    await bench.assign('1');
    const other = open({ folder: bench.folder, name: 'two' });
    await Promise.all([bench.tickAt(DIGEST), other.tickAt(DIGEST)]);
    await Promise.all([bench.tickAt(DIGEST), other.tickAt(DIGEST)]);
    expect([...bench.mail.letters, ...other.mail.letters]).toHaveLength(1);
  });

  it('says that it speaks of simulated data', async () => {
    const bench = await prepared();
    await bench.assign('1', { simulated: { seed: 7 } });
    await bench.tickAt(DIGEST);
    expect(bench.mail.letters[0]?.subject).toMatch(/^\[DỮ LIỆU MÔ PHỎNG\] /);
  });
});

describe('What can’t wait', () => {
  const ask = (bench: Bench) =>
    bench.append(WARNING, 'ExplanationRequested', { ...SUBJECT, question: 'Vì sao?', dueOn: '2026-03-10' });

  it('goes out at once, and not again with the mail of the day', async () => {
    const bench = await prepared();
    await ask(bench);
    await bench.tickAt(EVENING);
    expect(bench.mail.letters.map(({ subject }) => subject)).toStrictEqual([
      'NQ57: Yêu cầu giải trình nhiệm vụ 1, hạn 10/03/2026',
    ]);
    await bench.tickAt(DIGEST);
    expect(bench.mail.letters).toHaveLength(1);
  });

  it('waits for the mail of the day with those who want it so', async () => {
    const bench = await prepared();
    bench.outbox.setContact('khcn', { ...WANTED, immediate: false }, 'khcn', EVENING);
    await ask(bench);
    await bench.tickAt(EVENING);
    expect(bench.mail.letters).toHaveLength(0);
    await bench.tickAt(DIGEST);
    expect(bench.mail.letters).toHaveLength(1);
  });

  it('is what the settings say', async () => {
    const bench = await prepared(open({ settings: { email: { ...EMAIL, immediately: ['task-assigned'] } } }));
    await ask(bench);
    await bench.assign('1');
    await bench.tickAt(EVENING);
    expect(bench.mail.letters.map(({ subject }) => subject)).toStrictEqual(['NQ57: Được giao nhiệm vụ 1']);
  });
});

describe('Without a mail server in the settings', () => {
  it('the list fills and no mail waits, nor comes when one is set later', async () => {
    const bench = await prepared(open({ settings: {} }));
    await bench.assign('1');
    await bench.tickAt(DIGEST);
    expect(kindsOf(bench, 'khcn')).toStrictEqual(['task-assigned']);
    const withMail = open({ folder: bench.folder, name: 'later' });
    await withMail.tickAt(local('2026-03-04 07:30'));
    expect(withMail.mail.letters).toHaveLength(0);
    expect(withMail.outbox.counts()).toStrictEqual({ waiting: 0, failed: 0, sent: 0, dead: 0 });
  });

  it('what waited for the day’s mail while there was one no longer does', async () => {
    const bench = await prepared();
    await bench.assign('1');
    await bench.tickAt(EVENING);
    const without = open({ folder: bench.folder, name: 'without', settings: {} });
    await without.tickAt(DIGEST);
    expect(without.outbox.counts()).toStrictEqual({ waiting: 0, failed: 0, sent: 0, dead: 0 });
  });
});

describe('Delivering', () => {
  const DOWN = { kind: 'unreachable', error: 'connect ECONNREFUSED' } as const;

  it('a server that is down for a day delays, loses nothing and is asked ever less often', async () => {
    const bench = await prepared();
    for (let task = 1; task <= 3; task += 1) await bench.account(`khcn-${task}`, OFFICER);
    for (let task = 1; task <= 3; task += 1) {
      bench.outbox.setContact(`khcn-${task}`, { ...WANTED, email: `k${task}@example.vn` }, 'x', EVENING);
    }
    await bench.assign('1');
    bench.mail.answer = DOWN;
    for (let minute = 0; minute <= 24 * 60; minute += 5) {
      await bench.tickAt(later(DIGEST, minute * 60_000));
      if (minute === 60) await bench.assign('2');
    }
    const tries = bench.mail.letters.length;
    expect(tries).toBeLessThan(24 * 4 * 8);
    expect(bench.outbox.counts()).toMatchObject({ sent: 0, dead: 0 });
    bench.mail.letters.length = 0;
    bench.mail.answer = { kind: 'sent' };
    await bench.tickAt(local('2026-03-04 08:00'));
    expect(bench.mail.letters.map(({ target }) => target).toSorted()).toStrictEqual([
      ...['khcn', 'khcn'],
      ...['khcn-1', 'khcn-1', 'khcn-2', 'khcn-2', 'khcn-3', 'khcn-3'],
    ]);
    expect(new Set(bench.mail.letters.map(({ id }) => id)).size).toBe(8);
    expect(bench.outbox.counts()).toStrictEqual({ waiting: 0, failed: 0, sent: 8, dead: 0 });
    await bench.tickAt(local('2026-03-04 09:00'));
    expect(bench.mail.letters).toHaveLength(8);
  });

  it('a letter that is put off does not hold up the others', async () => {
    const bench = await prepared();
    await bench.assign('1');
    await bench.append(`assignment-${PROGRAMME}.1.${UNIT}`, 'CompletionProposed', { summary: 'Xong' });
    bench.mail.answer = async ({ target }) =>
      target === 'khcn' ? { kind: 'delayed', error: '450 mailbox busy' } : { kind: 'sent' };
    await bench.tickAt(DIGEST);
    expect(bench.outbox.counts()).toMatchObject({ failed: 1, sent: 1 });
  });

  it('what is refused for good is given up, listed with its reason, and sent when somebody asks for it', async () => {
    const bench = await prepared();
    await bench.assign('1');
    bench.mail.answer = { kind: 'refused', error: '550 no such user' };
    for (let hour = 0; hour < 24; hour += 1) await bench.tickAt(later(DIGEST, hour * HOUR_MS));
    expect(bench.mail.letters).toHaveLength(3);
    const [dead] = bench.outbox.deliveries({ state: 'dead', limit: 10 });
    expect(dead).toMatchObject({ target: 'khcn', attempts: 3, lastError: '550 no such user' });
    bench.mail.answer = { kind: 'sent' };
    expect(bench.outbox.retry(dead?.id ?? '', bench.clock.now())).toBe(true);
    await bench.tickAt(bench.clock.now());
    expect(bench.mail.letters.map(({ id }) => id)).toStrictEqual(Array(4).fill(dead?.id));
    expect(bench.outbox.retry(dead?.id ?? '', bench.clock.now())).toBe(false);
    expect(bench.outbox.retry('nobody', bench.clock.now())).toBeNull();
  });

  it('what can’t be delivered for three days is given up', async () => {
    const bench = await prepared();
    await bench.assign('1');
    bench.mail.answer = DOWN;
    for (let hour = 0; hour <= 73; hour += 1) await bench.tickAt(later(DIGEST, hour * HOUR_MS));
    expect(bench.outbox.counts()).toMatchObject({ dead: 1, sent: 0 });
  });

  it('a process that was killed between claiming and sending leaves letters that go out after the lease, with the same id', async () => {
    const bench = await prepared();
    await bench.assign('1');
    await bench.readModels.catchUp();
    bench.clock.set(DIGEST);
    await bench.process.follow();
    const [claimed] = bench.outbox.claim('email', {
      by: 'killed',
      now: DIGEST,
      leaseUntil: local('2026-03-03 07:40'),
      limit: 1,
    });
    const next = open({ folder: bench.folder, name: 'next' });
    await next.tickAt(local('2026-03-03 07:39'));
    expect(next.mail.letters).toHaveLength(0);
    await next.tickAt(LEASE_OVER);
    await next.tickAt(local('2026-03-03 09:00'));
    expect(next.mail.letters.map(({ id }) => id)).toStrictEqual([claimed?.id]);
  });

  it('a process that was killed between sending and writing it down sends once more, with the same id', async () => {
    const bench = await prepared();
    await bench.assign('1');
    let release = () => {};
    const sent = new Promise<void>((resolve) => {
      bench.mail.answer = () =>
        new Promise((answer) => {
          release = () => answer({ kind: 'sent' });
          resolve();
        });
    });
    await bench.readModels.catchUp();
    bench.clock.set(DIGEST);
    await bench.process.follow();
    const delivering = bench.process.deliver();
    await sent;
    const next = open({ folder: bench.folder, name: 'next' });
    await next.tickAt(LEASE_OVER);
    const [first] = bench.mail.letters;
    expect(next.mail.letters).toStrictEqual([expect.objectContaining({ id: first?.id, body: first?.body })]);
    await next.tickAt(local('2026-03-03 09:00'));
    expect(next.mail.letters).toHaveLength(1);
    release();
    await delivering;
  });

  it('two processes share the letters: each is sent by one of them', async () => {
    const bench = await prepared();
    for (let index = 1; index <= 30; index += 1) {
      await bench.account(`khcn-${index}`, OFFICER);
      bench.outbox.setContact(`khcn-${index}`, WANTED, 'x', EVENING);
    }
    await bench.assign('1');
    const other = open({ folder: bench.folder, name: 'two' });
    await other.readModels.catchUp();
    const slowly = async () => {
      await new Promise((resolve) => setTimeout(resolve, 1));
      return { kind: 'sent' } as const;
    };
    bench.mail.answer = slowly;
    other.mail.answer = slowly;
    await bench.readModels.catchUp();
    bench.clock.set(DIGEST);
    other.clock.set(DIGEST);
    await bench.process.follow();
    await Promise.all([bench.process.deliver(), other.process.deliver()]);
    const ids = [...bench.mail.letters, ...other.mail.letters].map(({ id }) => id);
    expect(ids).toHaveLength(31);
    expect(new Set(ids).size).toBe(31);
  });

  it('a claim that has run out and is another’s is not settled by the one who had it', async () => {
    const bench = await prepared();
    await bench.assign('1');
    await bench.readModels.catchUp();
    bench.clock.set(DIGEST);
    await bench.process.follow();
    const claim = (by: string, now: string) =>
      bench.outbox.claim('email', { by, now, leaseUntil: later(now, 60_000), limit: 9 }).map(({ id }) => id);
    const [id] = claim('slow', DIGEST);
    expect(claim('quick', DIGEST)).toStrictEqual([]);
    expect(claim('quick', later(DIGEST, 60_000))).toStrictEqual([id]);
    expect(bench.outbox.settle(id ?? '', 'slow', { state: 'sent' }, DIGEST)).toBe(false);
    expect(bench.outbox.settle(id ?? '', 'quick', { state: 'sent' }, DIGEST)).toBe(true);
    expect(bench.outbox.counts()).toMatchObject({ sent: 1, waiting: 0 });
  });
});

describe('Webhooks', () => {
  const SUBSCRIPTIONS = ['one', 'two'].map((id) => ({
    id,
    url: `https://${id}.example.vn/hook`,
    secret: 'rất bí mật và đủ dài',
    kinds: ['task-assigned'],
  }));

  it('are told once of each thing that they want to know, however many people are', async () => {
    const bench = await prepared(open({ settings: { webhooks: SUBSCRIPTIONS.slice(0, 1) } }));
    await bench.account('khcn-2', OFFICER);
    await bench.assign('1');
    await bench.append(`assignment-${PROGRAMME}.1.${UNIT}`, 'CompletionProposed', { summary: 'Xong' });
    await bench.tickAt(EVENING);
    await bench.tickAt(EVENING);
    expect(bench.hook.letters).toHaveLength(1);
    const [letter] = bench.hook.letters;
    expect(JSON.parse(letter?.body ?? '')).toMatchObject({
      specversion: '1.0',
      type: 'vn.nq57.task-assigned',
      source: 'urn:nq57-monitor',
      time: EVENING,
      data: { assignment: `${PROGRAMME}.1.${UNIT}`, unit: UNIT, due: '2026-06-30' },
    });
    expect(bench.outbox.unread('khcn')).toBe(1);
  });

  it('one that is down does not hold up another', async () => {
    const bench = await prepared(open({ settings: { webhooks: SUBSCRIPTIONS } }));
    bench.hook.answer = async ({ target }) =>
      target === 'one' ? { kind: 'unreachable', error: 'down' } : { kind: 'sent' };
    for (let task = 1; task <= 9; task += 1) await bench.assign(String(task));
    await bench.tickAt(EVENING);
    const sentTo = (target: string) => bench.hook.letters.filter((letter) => letter.target === target).length;
    expect(sentTo('two')).toBe(9);
    expect(sentTo('one')).toBeLessThan(9);
    bench.hook.answer = { kind: 'sent' };
    await bench.tickAt(local('2026-03-02 21:00'));
    expect(bench.outbox.counts()).toStrictEqual({ waiting: 0, failed: 0, sent: 18, dead: 0 });
  });
});

describe('The list of a person', () => {
  it('is marked as read by its own person alone', async () => {
    const bench = await prepared();
    await bench.assign('1');
    await bench.assign('2');
    await bench.tickAt(EVENING);
    const [newest] = bench.outbox.notices('khcn', { unread: true, limit: 10 });
    bench.outbox.markRead('vp', [newest?.id ?? ''], EVENING);
    expect(bench.outbox.unread('khcn')).toBe(2);
    bench.outbox.markRead('khcn', [newest?.id ?? ''], EVENING);
    expect(bench.outbox.unread('khcn')).toBe(1);
    bench.outbox.markRead('khcn', null, EVENING);
    expect(bench.outbox.notices('khcn', { unread: true, limit: 10 })).toStrictEqual([]);
    expect(bench.outbox.notices('khcn', { unread: false, limit: 10 })).toHaveLength(2);
  });

  it('forgets what is older than the settings keep it, and tells it to nobody again', async () => {
    const bench = await prepared(open({ settings: { email: EMAIL, keepDays: 30 } }));
    await bench.assign('1');
    await bench.tickAt(DIGEST);
    expect(bench.outbox.counts()).toMatchObject({ sent: 1 });
    await bench.tickAt(instantAt(addDays('2026-03-03', 40), '08:00'));
    expect(kindsOf(bench, 'khcn')).toStrictEqual([]);
    expect(bench.outbox.counts()).toMatchObject({ sent: 0 });
    expect(bench.mail.letters).toHaveLength(1);
  });
});

describe('A running process', () => {
  it('follows and delivers by itself until it is stopped', async () => {
    const bench = await prepared(open({ settings: { email: { ...EMAIL, immediately: ['task-assigned'] } } }));
    const arrived = new Promise<void>((resolve) => {
      bench.mail.answer = async () => {
        resolve();
        return { kind: 'sent' };
      };
    });
    bench.readModels.start();
    bench.process.start();
    await bench.assign('1');
    await arrived;
    await bench.process.stop();
    await bench.assign('2');
    await bench.readModels.catchUp();
    await bench.process.tick();
    expect(bench.mail.letters).toHaveLength(1);
    expect(kindsOf(bench, 'khcn')).toStrictEqual(['task-assigned']);
    bench.outbox.close();
  });

  it('does not start with texts that can’t be used, and names file and line', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'nq57-texts-'));
    cpSync(TEXTS, folder, { recursive: true });
    writeFileSync(join(folder, 'due-soon.txt'), 'group: Nhóm\nsubject: {{ngày}}\n\nThân.\n');
    try {
      expect(() => readTexts(folder)).toThrow('due-soon.txt:2: không có giá trị {{ngày}}');
      expect(() => readTexts(TEXTS)).not.toThrow();
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
