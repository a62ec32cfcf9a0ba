import { describe, expect, it } from '@jest/globals';
import {
  countedGroups,
  DIFF_GROUP_TEXT,
  DIFF_GROUPS,
  type DiffLine,
  groupOf,
  LINE_GROUPS,
  typesOf,
} from './diff.js';
import { diffText } from './diff-text.js';
import { HISTORY_EVENT_TYPES } from './sentences.js';

describe('The groups of a diff', () => {
  it('hold every type that a history tells of, each in one group', () => {
    const grouped = LINE_GROUPS.flatMap((group) => typesOf(group));
    expect([...grouped].sort()).toEqual([...HISTORY_EVENT_TYPES].sort());
    for (const group of LINE_GROUPS) for (const type of typesOf(group)) expect(groupOf(type)).toBe(group);
  });

  it('count by type, those with nothing in them too', () => {
    const groups = countedGroups(
      new Map([
        ['ProgressReported', 5],
        ['TaskAssigned', 2],
        ['ExtensionGranted', 1],
      ] as const),
      { onTime: 3, late: 2 },
    );
    expect(groups.map(({ group, count }) => [group, count])).toEqual([
      ['assignments', 3],
      ['updates', 5],
      ['corrections', 0],
      ['warnings', 0],
      ['figures', 0],
      ['periods', 0],
      ['programme', 0],
    ]);
    expect(groups[0]?.types).toEqual([
      { type: 'TaskAssigned', text: 'giao', count: 2 },
      { type: 'ExtensionGranted', text: 'gia hạn', count: 1 },
    ]);
    expect(groups.map(({ timeliness }) => timeliness)).toEqual([
      null,
      { onTime: 3, late: 2 },
      null,
      null,
      null,
      null,
      null,
    ]);
  });
});

const LINE: DiffLine = {
  position: '0001',
  eventId: 'aaaaaaaa-0000-5000-8000-000000000000',
  type: 'ProgressReported',
  stream: 'assignment-p.7.so-a',
  revision: 3,
  programme: 'p',
  task: '7',
  unit: 'so-a',
  unitName: 'Sở A',
  assignment: 'p.7.so-a',
  indicator: null,
  recordedAt: '2026-02-06T02:00:00.000Z',
  effectiveOn: '2026-02-06',
  actor: {
    id: 'dm',
    name: 'Đầu mối Sở A',
    role: 'lead-unit',
    roleText: 'đầu mối đơn vị',
    unit: 'so-a',
    unitName: 'Sở A',
  },
  rule: null,
  simulated: true,
  sentence: 'Báo cáo tiến độ kỳ 01/2026.',
  changes: [],
  group: 'updates',
  timeliness: 'late',
};

describe('A diff as text', () => {
  const groups = countedGroups(new Map([['ProgressReported', 3]] as const), { onTime: 1, late: 2 });
  const diff = {
    programme: 'p',
    from: '2026-01-31T16:59:59.999Z',
    to: '2026-02-28T16:59:59.999Z',
    unit: null,
    simulated: true,
    total: 3,
    groups,
  };

  it('says the window, each group with its counts, its lines, and how many are not shown', () => {
    expect(diffText(diff, [LINE]).split('\n')).toEqual([
      'DỮ LIỆU MÔ PHỎNG',
      '',
      'BIẾT THÊM sau 31/01/2026 23:59 đến 28/02/2026 23:59: 3 sự kiện (p)',
      '',
      `${DIFF_GROUP_TEXT.assignments}: 0`,
      '',
      `${DIFF_GROUP_TEXT.updates}: 3 (cập nhật 3; đúng hạn 1; muộn 2)`,
      '  06/02/2026 09:00 [aaaaaaaa] Đầu mối Sở A (đầu mối đơn vị, Sở A) (mô phỏng); nhiệm vụ số 7, Sở A (muộn)',
      '    Báo cáo tiến độ kỳ 01/2026.',
      '  … và 2 dòng nữa (--group updates)',
      ...DIFF_GROUPS.slice(2).flatMap((group) => ['', `${DIFF_GROUP_TEXT[group]}: 0`]),
    ]);
  });

  it('says the day that a line speaks of where it is another one', () => {
    const line = { ...LINE, effectiveOn: '2026-01-31', simulated: false, timeliness: null };
    expect(diffText({ ...diff, simulated: false }, [line])).toContain(
      'Sở A); nhiệm vụ số 7, Sở A; nói về ngày 31/01/2026\n',
    );
  });
});
