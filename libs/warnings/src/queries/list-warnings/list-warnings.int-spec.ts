import { describe, expect, it } from '@jest/globals';
import type { Principal } from '#access';
import { derivedId } from '#kernel';
import {
  judgeExplanation,
  requestExplanation,
  submitExplanation,
} from '../../domain/explanation.decisions.js';
import {
  accepted,
  assigned,
  becomes,
  fullPolicy,
  idOf,
  idOfHistory,
  local,
  PROGRAMME,
  policy,
  report,
  type Step,
} from '../../domain/testing/history.js';
import { adopt, benches, factsOf } from '../../testing/bench.js';
import { WarningRepository } from '../../warning.repository.js';
import {
  countWarnings,
  ListWarningsHandler,
  ListWarningsQuery,
  type WarningFilter,
} from './list-warnings.query.js';

const { folder, open } = benches();

const OFFICE: Principal = {
  id: 'co-quan-thuong-truc',
  displayName: 'Cơ quan Thường trực',
  grants: [{ role: 'standing-office', unit: null }],
};

const begun = (task: string, unit: string, due: string | null) =>
  assigned(local('2026-02-10 09:00'), { task, unit, due });

/** February missing for both; the one reports late, the other's task runs overdue and is done at last. */
const HISTORIES: readonly (readonly Step[])[] = [
  [begun('1', 'xa-a', null), report(local('2026-03-09 10:00'), '2026-02')],
  [
    begun('2', 'xa-b', '2026-02-28'),
    becomes(local('2026-03-12 10:00'), 'suspended', 'assigned'),
    becomes(local('2026-03-20 10:00'), 'in-progress', 'suspended'),
  ],
];

/** A task of the catalogue, by its code and place. */
const registeredTask = (code: string, ordinal: number) => ({
  id: derivedId(`task ${code}`),
  type: 'TaskRegistered',
  data: {
    programme: PROGRAMME,
    code,
    section: 'I',
    title: `Nhiệm vụ ${code}`,
    ordinal,
    directingLeaders: [],
    leadUnits: [],
    coordinatingUnits: [],
    deliverables: [],
    schedule: { phrase: '', kind: 'none' },
    budgetMillionVnd: null,
    isGroup: false,
    parentCode: null,
    unknownLeadUnits: [],
    unknownCoordinatingUnits: [],
    note: null,
  },
  metadata: {
    actor: { id: 'tester', role: 'standing-office', unit: null },
    commandId: `task ${code}`,
    correlationId: `task ${code}`,
    recordedAt: local('2026-01-05 08:00'),
    effectiveOn: '2026-01-05',
    schemaVersion: 1,
  },
});

async function prepared() {
  const { log, readModels, slots, clock, tickAt } = open(folder());
  await adopt(log, policy(), 0, local('2026-01-05 08:00'));
  const registered = { name: 'Xã A', kind: 'commune', code: null, aliases: [], ordinal: 0 };
  await log.append('unit-xa-a', 'no-stream', [
    {
      id: derivedId('unit'),
      type: 'UnitRegistered',
      data: registered,
      metadata: {
        actor: { id: 'tester', role: 'standing-office', unit: null },
        commandId: 'unit',
        correlationId: 'unit',
        recordedAt: local('2026-01-05 08:00'),
        effectiveOn: '2026-01-05',
        schemaVersion: 1,
      },
    },
  ]);
  for (const fact of factsOf(HISTORIES)) await fact.append(log);
  await tickAt(local('2026-03-25 08:30'));
  await readModels.catchUp();
  const handler = new ListWarningsHandler(readModels, slots, clock);
  const list = (filter: WarningFilter = {}, principal = OFFICE) =>
    handler.execute(new ListWarningsQuery(principal, filter));
  const shown = async (filter: WarningFilter = {}, principal = OFFICE) =>
    (await list(filter, principal)).items.map(
      ({ rule, unit, raisedOn, clearedOn }) => `${rule} ${unit} ${raisedOn}–${clearedOn ?? ''}`,
    );
  return { log, readModels, list, shown };
}

describe('The list of warnings', () => {
  it('holds each time that a warning was raised, newest first', async () => {
    const { shown } = await prepared();
    expect(await shown()).toStrictEqual([
      'task-overdue xa-b 2026-03-20–',
      'update-missing xa-b 2026-03-05–',
      'update-missing xa-a 2026-03-05–2026-03-09',
      'task-overdue xa-b 2026-03-01–2026-03-12',
    ]);
  });

  it('opens each warning to the events behind it', async () => {
    const { list, log } = await prepared();
    const [warning] = (await list({ unit: 'xa-a' })).items;
    const events = await log.readStream(`warning-${warning?.id}`);
    expect(warning).toMatchObject({
      ruleText: 'Không cập nhật tiến độ',
      unitName: 'Xã A',
      raisedAt: local('2026-03-05 17:00'),
      raisedRecordedAt: local('2026-03-25 08:30'),
      clearedAt: local('2026-03-09 10:00'),
      clearedCause: 'report',
      inputs: { cutOff: local('2026-03-05 17:00') },
      fact: 'chưa có cập nhật kỳ 02/2026 sau khi hết hạn nộp 05/03/2026 17:00',
      level: 1,
      clearedLate: false,
      workingDays: 1,
      simulated: false,
    });
    expect(warning?.events).toStrictEqual({
      raised: events[0]?.id,
      cleared: events[1]?.id,
      clearedBy: idOf(1, '1'),
    });
  });

  it.each<[string, WarningFilter, readonly string[]]>([
    ['by rule', { rule: 'update-missing', unit: 'xa-b' }, ['update-missing xa-b 2026-03-05–']],
    ['that stand', { state: 'open', rule: 'task-overdue' }, ['task-overdue xa-b 2026-03-20–']],
    [
      'that were cleared',
      { state: 'cleared', rule: 'task-overdue' },
      ['task-overdue xa-b 2026-03-01–2026-03-12'],
    ],
    ['by task', { task: '1' }, ['update-missing xa-a 2026-03-05–2026-03-09']],
    ['of another programme', { programme: 'khac' }, []],
    [
      'as of a day: what was cleared later stood open then',
      { asOf: '2026-03-08', state: 'open' },
      ['update-missing xa-b 2026-03-05–', 'update-missing xa-a 2026-03-05–', 'task-overdue xa-b 2026-03-01–'],
    ],
    [
      'as of a day, cleared on that day',
      { asOf: '2026-03-09', state: 'cleared' },
      ['update-missing xa-a 2026-03-05–2026-03-09'],
    ],
  ])('finds those %s', async (_name, filter, expected) => {
    const { shown } = await prepared();
    expect(await shown(filter)).toStrictEqual(expected);
  });

  it('shows a lead unit its own alone', async () => {
    const { shown } = await prepared();
    const principal: Principal = {
      id: 'dau-moi-xa-a',
      displayName: 'Xã A',
      grants: [{ role: 'lead-unit', unit: 'xa-a' }],
    };
    expect(await shown({}, principal)).toStrictEqual(['update-missing xa-a 2026-03-05–2026-03-09']);
    expect(await shown({ unit: 'xa-b' }, principal)).toStrictEqual([]);
  });

  it('comes in pages that leave nothing out and repeat nothing', async () => {
    const { list } = await prepared();
    const whole = (await list()).items;
    const paged = [];
    let cursor: string | undefined;
    do {
      const page: Awaited<ReturnType<typeof list>> = await list({ cursor, limit: 1 });
      paged.push(...page.items);
      cursor = page.next ?? undefined;
    } while (cursor !== undefined);
    expect(paged).toStrictEqual(whole);
  });

  it.each(['newest', 'inbox'] as const)(
    'has what was raised at one instant as the document has its tasks, in pages too: %s',
    async (order) => {
      const { log, readModels, slots, clock, tickAt } = open(folder());
      await adopt(log, policy(), 0, local('2026-01-05 08:00'));
      const codes = ['2', '10', '3.1', 'PL1-5', '1'];
      for (const [ordinal, code] of codes.entries()) {
        await log.append(`task-${PROGRAMME}.${code}`, 'no-stream', [registeredTask(code, ordinal)]);
      }
      for (const fact of factsOf(codes.map((code) => [begun(code, 'xa-a', null)]))) await fact.append(log);
      await tickAt(local('2026-03-06 08:30'));
      await readModels.catchUp();
      const handler = new ListWarningsHandler(readModels, slots, clock);
      const found: (string | null)[] = [];
      let cursor: string | undefined;
      do {
        const filter: WarningFilter = { order, cursor, limit: 2 };
        const page = await handler.execute(new ListWarningsQuery(OFFICE, filter));
        found.push(...page.items.map(({ task }) => task));
        cursor = page.next ?? undefined;
      } while (cursor !== undefined);
      expect(found).toStrictEqual(codes);
    },
  );

  it('refuses a cursor that it never gave', async () => {
    const { list } = await prepared();
    await expect(list({ cursor: 'x' })).rejects.toMatchObject({ code: 'invalid-cursor' });
  });
});

describe('Warnings that climbed and were explained', () => {
  const WARNING = 'update-missing.mau-2026.1.xa-a.2026-02';
  const RAISED = local('2026-03-05 17:00');
  const LEVEL_2 = local('2026-03-12 17:00');
  const LATE = local('2026-03-16 10:00');

  /** February of xa-a: raised, level 2, asked, explained, cleared late, accepted. The other climbs to level 3. */
  async function explained() {
    const { log, readModels, slots, clock, warnings, tickAt } = open(folder());
    await adopt(log, fullPolicy(), 0, local('2026-01-05 08:00'));
    const histories = [
      [begun('1', 'xa-a', null), accepted(local('2026-02-11 09:00')), report(LATE, '2026-02')],
      [begun('2', 'xa-b', null), accepted(local('2026-02-11 09:00'))],
    ];
    for (const fact of factsOf(histories).filter(({ at }) => at < LATE)) await fact.append(log);
    const look = (at: string) => {
      for (const steps of histories) warnings.changed(idOfHistory(steps));
      return tickAt(local(at));
    };
    await look('2026-03-13 09:00');
    const repository = new WarningRepository(log, clock, slots);
    const act = async (
      at: string,
      principal: Principal,
      permission: 'explanation.request' | 'explanation.submit' | 'explanation.judge',
      decide: Parameters<WarningRepository['execute']>[3],
    ) => {
      clock.set(local(at));
      const commandId = `${permission}/${at}`;
      const context = { principal, commandId, correlationId: commandId, digest: commandId };
      await repository.execute(WARNING, context, permission, decide);
    };
    await act('2026-03-13 10:00', OFFICE, 'explanation.request', (state, days) =>
      requestExplanation(state, 'Vì sao?', '2026-03-17', days),
    );
    for (const fact of factsOf(histories).filter(({ at }) => at >= LATE)) await fact.append(log);
    await look('2026-03-16 10:01');
    const unit: Principal = { ...OFFICE, id: 'xa-a', grants: [{ role: 'lead-unit', unit: 'xa-a' }] };
    await act('2026-03-18 09:00', unit, 'explanation.submit', (state) =>
      submitExplanation(state, { text: 'Mất điện', cause: 'objective', documents: [] }),
    );
    await act('2026-03-19 09:00', OFFICE, 'explanation.judge', (state, days) =>
      judgeExplanation(state, { decision: 'accepted', objective: true, reason: 'Đúng' }, days),
    );
    await look('2026-03-23 09:00');
    await readModels.catchUp();
    const handler = new ListWarningsHandler(readModels, slots, clock);
    const list = async (filter: WarningFilter = {}) =>
      (await handler.execute(new ListWarningsQuery(OFFICE, { rule: 'update-missing', ...filter }))).items;
    return { list, log, readModels, handler };
  }

  it('tell their whole course, and keep for ever that they were cleared late', async () => {
    const { list, log } = await explained();
    const [warning] = await list({ unit: 'xa-a' });
    const events = await log.readStream(`warning-${WARNING}`);
    expect(warning).toMatchObject({
      id: WARNING,
      revision: events.length - 1,
      level: 2,
      levelText: 'thủ trưởng đơn vị và các đơn vị phối hợp',
      clearedAt: LATE,
      clearedLate: true,
      workingDays: 6,
      explanation: { state: 'accepted', overdue: false, objective: true, dueOn: null },
    });
    expect(warning?.course.map(({ type, at, level, actor }) => [type, at, level, actor])).toStrictEqual([
      ['WarningRaised', RAISED, 1, null],
      ['WarningEscalated', LEVEL_2, 2, null],
      ['ExplanationRequested', local('2026-03-13 10:00'), null, 'co-quan-thuong-truc'],
      ['WarningCleared', LATE, null, null],
      ['ExplanationSubmitted', local('2026-03-18 09:00'), null, 'xa-a'],
      ['CauseConfirmed', local('2026-03-19 09:00'), null, 'co-quan-thuong-truc'],
    ]);
    expect(warning?.course.map(({ event }) => event)).toStrictEqual(events.map(({ id }) => id));
    expect(warning?.course[2]?.details).toStrictEqual({ question: 'Vì sao?', dueOn: '2026-03-17' });
  });

  it.each<[string, string, number, object]>([
    ['before it climbed', '2026-03-11', 1, { state: 'none', overdue: false, objective: null }],
    ['when it had climbed', '2026-03-12', 2, { state: 'none' }],
    ['when it was asked about', '2026-03-13', 2, { state: 'asked', dueOn: '2026-03-17', overdue: false }],
    ['on the last day to answer', '2026-03-17', 2, { state: 'asked', overdue: false }],
    ['when it was answered', '2026-03-18', 2, { state: 'submitted', dueOn: null }],
    ['when that was accepted', '2026-03-19', 2, { state: 'accepted', objective: true }],
  ])('are shown as they stood %s', async (_name, asOf, level, explanation) => {
    const { list, readModels } = await explained();
    const [warning] = await list({ asOf, unit: 'xa-a' });
    expect(warning).toMatchObject({ level, explanation });
    expect(await list({ asOf, unit: 'xa-a', level })).toHaveLength(1);
    expect(await list({ asOf, unit: 'xa-a', level: 5 - level })).toHaveLength(0);
    expect(countWarnings(readModels, PROGRAMME, asOf).open).toBe(asOf < '2026-03-16' ? 2 : 1);
  });

  it('that were not answered in time say so', async () => {
    const { list, log, readModels } = await explained();
    expect((await list({ unit: 'xa-a', asOf: '2026-03-17' }))[0]?.explanation.stateText).toBe('đã yêu cầu');
    const other = await log.readStream('warning-update-missing.mau-2026.2.xa-b.2026-02');
    expect(other.map(({ data }) => data.to ?? data.level)).toStrictEqual([1, 2, 3]);
    expect(countWarnings(readModels, PROGRAMME, '2026-03-19').byLevel).toStrictEqual({ 1: 0, 3: 1 });
  });

  it.each<[string, WarningFilter, readonly string[]]>([
    ['of a level', { level: 3 }, ['xa-b']],
    ['whose explanation was accepted', { explanation: 'accepted' }, ['xa-a']],
    ['that nobody asked about', { explanation: 'none' }, ['xa-b']],
    ['whose explanation waited then', { explanation: 'submitted', asOf: '2026-03-18' }, ['xa-a']],
    ['as an inbox: the highest level first', { order: 'inbox' }, ['xa-b', 'xa-a']],
  ])('are found %s', async (_name, filter, units) => {
    const { list } = await explained();
    expect((await list(filter)).map(({ unit }) => unit)).toStrictEqual(units);
  });

  it.each<[string, WarningFilter, object]>([
    ['whatever level is asked for', { level: 3 }, { 2: 1, 3: 1 }],
    ['of a unit', { unit: 'xa-b' }, { 3: 1 }],
    ['as they stood on a day', { asOf: '2026-03-11' }, { 1: 2 }],
    ['of which there are none', { task: '9' }, {}],
  ])('are counted by level %s', async (_name, filter, counts) => {
    const { handler } = await explained();
    const found = { rule: 'update-missing', ...filter } as const;
    expect((await handler.execute(new ListWarningsQuery(OFFICE, found))).byLevel).toStrictEqual(counts);
  });

  it('come as an inbox in pages that leave nothing out and repeat nothing', async () => {
    const { handler } = await explained();
    const page = (cursor?: string) =>
      handler.execute(new ListWarningsQuery(OFFICE, { order: 'inbox', limit: 1, cursor }));
    const first = await page();
    const second = await page(first.next ?? '');
    expect([...first.items, ...second.items].map(({ unit, level }) => [unit, level])).toStrictEqual([
      ['xa-b', 3],
      ['xa-a', 2],
    ]);
    expect(second.next).toBeNull();
    await expect(page('x')).rejects.toMatchObject({ code: 'invalid-cursor' });
  });

  it('are the same when they are rebuilt from the log', async () => {
    const { readModels } = await explained();
    const live = readModels.hashes();
    await readModels.rebuild();
    expect(readModels.hashes()).toStrictEqual(live);
  });
});

describe('The figures of warnings', () => {
  it.each([
    ['2026-02-28', { 'update-missing': 0, 'task-overdue': 0 }, 0, 0],
    ['2026-03-08', { 'update-missing': 2, 'task-overdue': 1 }, 3, 0],
    ['2026-03-15', { 'update-missing': 1, 'task-overdue': 0 }, 1, 2],
    ['2026-03-25', { 'update-missing': 1, 'task-overdue': 1 }, 2, 2],
  ])('as of %s are those of the list', async (asOf, byRule, standing, cleared) => {
    const { readModels, list } = await prepared();
    expect(countWarnings(readModels, PROGRAMME, asOf)).toStrictEqual({
      byRule: {
        'indicator-off-track': 0,
        'update-insufficient': 0,
        'task-due-soon': 0,
        'not-accepted': 0,
        contradiction: 0,
        ...byRule,
      },
      byLevel: { 1: standing },
      open: standing,
      cleared,
    });
    expect((await list({ asOf, state: 'open' })).items).toHaveLength(standing);
    expect((await list({ asOf, state: 'cleared' })).items).toHaveLength(cleared);
  });

  it('rebuilt from the log are those of the live ones', async () => {
    const { readModels } = await prepared();
    const live = readModels.hashes();
    await readModels.rebuild();
    expect(readModels.hashes()).toStrictEqual(live);
  });
});
