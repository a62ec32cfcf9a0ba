import { describe, expect, it } from '@jest/globals';
import type { Principal } from '#access';
import { derivedId } from '#kernel';
import {
  assigned,
  becomes,
  idOf,
  local,
  PROGRAMME,
  policy,
  report,
  type Step,
} from '../../domain/testing/history.js';
import { adopt, benches, factsOf } from '../../testing/bench.js';
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

async function prepared() {
  const { log, readModels, tickAt } = open(folder());
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
  const handler = new ListWarningsHandler(readModels);
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

  it('refuses a cursor that it never gave', async () => {
    const { list } = await prepared();
    await expect(list({ cursor: 'x' })).rejects.toMatchObject({ code: 'invalid-cursor' });
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
      byRule: { 'update-insufficient': 0, ...byRule },
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
