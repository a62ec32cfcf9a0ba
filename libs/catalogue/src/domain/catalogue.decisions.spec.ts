import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { defineIndicator, targetFlaws } from './indicator.decisions.js';
import { DIRECTIONS } from './indicator.events.js';
import { type Indicator, indicatorState, indicatorStream } from './indicator.state.js';
import { type RegisterProgramme, registerProgramme } from './programme.decisions.js';
import { programmeState } from './programme.state.js';
import { type RegisterTask, registerTask } from './task.decisions.js';
import { taskState } from './task.state.js';
import { given } from './testing/given.js';
import { registerUnit } from './unit.decisions.js';
import { type Unit, unitState } from './unit.state.js';
import { defineUnitGroup } from './unit-group.decisions.js';
import { type UnitGroup, unitGroupState } from './unit-group.state.js';

describe('a unit', () => {
  const unit: Unit = {
    id: 'so-noi-vu',
    name: 'Sở Nội vụ',
    kind: 'department',
    code: null,
    aliases: [],
    ordinal: 3,
  };
  const { id: _id, ...body } = unit;
  const registered = { type: 'UnitRegistered', data: body };
  const unitGiven = (...events: (typeof registered)[]) => given('unit-so-noi-vu', unitState, ...events);

  it('is registered once', () => {
    unitGiven()
      .when((state) => registerUnit(unit, state))
      .then(registered);
  });
  it('registered again with the same content yields no events, wherever it stands in the file', () => {
    unitGiven(registered)
      .when((state) => registerUnit(unit, state))
      .thenNothing();
    unitGiven(registered)
      .when((state) => registerUnit({ ...unit, ordinal: 9 }, state))
      .thenNothing();
  });
  it('registered again with other content is refused and the differing fields are named', () => {
    unitGiven(registered)
      .when((state) => registerUnit({ ...unit, name: 'Sở Nội vụ mới', aliases: ['SNV'] }, state))
      .thenRefused('unit-differs', 'name', 'aliases');
  });
  it('that was renamed is compared with its new name, the former one being an alias', () => {
    const renaming = { type: 'UnitRenamed', data: { from: 'Sở Nội vụ', to: 'Sở Tổ chức', document: null } };
    given('unit-so-noi-vu', unitState, registered, renaming)
      .when((state) => registerUnit({ ...unit, name: 'Sở Tổ chức', aliases: ['Sở Nội vụ'] }, state))
      .thenNothing();
    given('unit-so-noi-vu', unitState, registered, renaming)
      .when((state) => registerUnit(unit, state))
      .thenRefused('unit-differs', 'name', 'aliases');
  });
});

describe('a group of units', () => {
  const group: UnitGroup = {
    id: 'cac-so',
    name: 'Các sở',
    aliases: [],
    kinds: ['department'],
    units: [],
    exclude: [],
    descriptive: false,
    ordinal: 1,
  };
  const { id: _id, ordinal, ...body } = group;
  const defined = { type: 'UnitGroupDefined', data: { ...body, before: null, ordinal } };
  const groupGiven = (...events: (typeof defined)[]) => given('unitgroup-cac-so', unitGroupState, ...events);

  it('is defined', () => {
    groupGiven()
      .when((state) => defineUnitGroup(group, state))
      .then(defined);
  });
  it('defined again with the same content yields no events', () => {
    groupGiven(defined)
      .when((state) => defineUnitGroup({ ...group, ordinal: 5 }, state))
      .thenNothing();
  });
  it('that changed is stated again whole, with what held before', () => {
    groupGiven(defined)
      .when((state) => defineUnitGroup({ ...group, exclude: ['so-y-te'] }, state))
      .then({ type: 'UnitGroupDefined', data: { ...body, exclude: ['so-y-te'], before: body, ordinal } });
  });
});

describe('a programme', () => {
  const programme: RegisterProgramme = {
    id: 'mau-2026',
    title: 'Chương trình mẫu',
    issuer: 'Ban Chỉ đạo',
    documentYear: 2026,
    period: { from: '2026-01-01', until: '2026-12-31' },
    sections: [{ code: 'I', title: 'Chỉ đạo' }],
    units: 'mau',
    policy: 'city-monthly',
    classified: false,
    source: { file: 'mau-2026.yaml', sha256: 'a' },
  };
  const { id: _id, classified: _classified, ...body } = programme;
  const registered = { type: 'ProgrammeRegistered', data: body };
  const programmeGiven = (...events: { type: string; data: object }[]) =>
    given('programme-mau-2026', programmeState, ...events);

  it('is registered', () => {
    programmeGiven()
      .when((state) => registerProgramme(programme, state))
      .then(registered);
  });
  it('registered again yields no events, even from a file with other comments', () => {
    programmeGiven(registered)
      .when((state) => registerProgramme({ ...programme, source: { file: 'b', sha256: 'b' } }, state))
      .thenNothing();
  });
  it('registered again with other sections is refused', () => {
    programmeGiven(registered)
      .when((state) => registerProgramme({ ...programme, sections: [] }, state))
      .thenRefused('programme-differs', 'sections');
  });
  it('is registered the same beside events of other libs on its stream', () => {
    programmeGiven({ type: 'ReportingPolicyAdopted', data: {} })
      .when((state) => registerProgramme(programme, state))
      .then(registered);
  });
  it('that is classified is refused', () => {
    programmeGiven()
      .when((state) => registerProgramme({ ...programme, classified: true }, state))
      .thenRefused('classified-matter');
  });
});

describe('a task', () => {
  const task: RegisterTask = {
    programme: 'mau-2026',
    code: '1',
    section: 'I',
    title: 'Lập kế hoạch',
    directingLeaders: ['Phó Chủ tịch'],
    leadUnits: ['so-noi-vu'],
    coordinatingUnits: [],
    deliverables: ['Kế hoạch'],
    schedule: { phrase: 'Tháng 3/2026', kind: 'month', start: '2026-03-01', due: '2026-03-31' },
    classified: false,
    ordinal: 1,
  };
  const { classified: _classified, ...body } = task;
  const registered = { type: 'TaskRegistered', data: body };
  const taskGiven = (...events: (typeof registered)[]) => given('task-mau-2026.1', taskState, ...events);

  it('is registered', () => {
    taskGiven()
      .when((state) => registerTask(task, state))
      .then(registered);
  });
  it('registered again yields no events, whatever the order of the keys', () => {
    const { due = '', ...schedule } = task.schedule;
    taskGiven(registered)
      .when((state) => registerTask({ ...task, ordinal: 2, schedule: { due, ...schedule } }, state))
      .thenNothing();
  });
  it('registered again with another lead unit and deadline is refused, naming both', () => {
    const schedule = { phrase: '12/2026', kind: 'month', start: '2026-12-01', due: '2026-12-31' } as const;
    taskGiven(registered)
      .when((state) => registerTask({ ...task, leadUnits: ['so-y-te'], schedule }, state))
      .thenRefused('task-differs', 'leadUnits', 'schedule');
  });
  it('that is classified is refused', () => {
    taskGiven()
      .when((state) => registerTask({ ...task, classified: true }, state))
      .thenRefused('classified-matter');
  });
});

describe('an indicator', () => {
  const indicator: Indicator = {
    programme: 'mau-2026',
    code: '1.(1)/1',
    group: '1.(1)',
    name: 'Tỷ lệ hồ sơ trực tuyến',
    unit: '%',
    direction: 'at_least',
    target: 90,
    targetMax: null,
    stretchTarget: null,
    targetYear: 2026,
    ordinal: 1,
  };
  const defined = { type: 'IndicatorDefined', data: { ...indicator } };
  const stream = indicatorStream('mau-2026', '1.(1)/1');

  it('is defined', () => {
    given(stream, indicatorState)
      .when((state) => defineIndicator(indicator, state))
      .then(defined);
  });
  it('defined again yields no events', () => {
    given(stream, indicatorState, defined)
      .when((state) => defineIndicator({ ...indicator, ordinal: 4 }, state))
      .thenNothing();
  });
  it('defined again with another target is refused', () => {
    given(stream, indicatorState, defined)
      .when((state) => defineIndicator({ ...indicator, target: 95 }, state))
      .thenRefused('indicator-differs', 'target');
  });
  it('whose target does not go with its direction is refused', () => {
    given(stream, indicatorState)
      .when((state) => defineIndicator({ ...indicator, target: null, targetMax: 3 }, state))
      .thenRefused('indicator-target-invalid', 'target', 'targetMax');
  });
  it('has a stream name that the event log takes', () => {
    expect(stream).toBe('indicator-mau-2026.1._1_/1');
  });
});

describe('direction and target', () => {
  const none = { target: null, targetMax: null, stretchTarget: null };
  const places = (...args: Parameters<typeof targetFlaws>) => targetFlaws(...args).map(({ at }) => at);

  it.each([
    ['a figure on a qualitative one', { ...none, direction: 'qualitative', target: 5 }, ['target']],
    ['no figure at all', { ...none, direction: 'at_most' }, ['target']],
    ['a range without its upper end', { ...none, direction: 'range', target: 3 }, ['targetMax']],
    ['a range upside down', { ...none, direction: 'range', target: 5, targetMax: 3 }, ['targetMax']],
    ['half a rank', { ...none, direction: 'rank_at_most', target: 2.5 }, ['target']],
    ['rank nought', { ...none, direction: 'rank_at_most', target: 3, stretchTarget: 0 }, ['stretchTarget']],
    [
      'an upper end where none belongs',
      { ...none, direction: 'at_least', target: 3, targetMax: 5 },
      ['targetMax'],
    ],
    [
      'striving for less',
      { ...none, direction: 'at_least', target: 90, stretchTarget: 80 },
      ['stretchTarget'],
    ],
    [
      'striving for a worse rank',
      { ...none, direction: 'rank_at_most', target: 5, stretchTarget: 6 },
      ['stretchTarget'],
    ],
    [
      'striving beyond "exactly"',
      { ...none, direction: 'exactly', target: 5, stretchTarget: 6 },
      ['stretchTarget'],
    ],
    [
      'striving within the range',
      { direction: 'range', target: 3, targetMax: 5, stretchTarget: 5 },
      ['stretchTarget'],
    ],
  ] as const)('%s is a flaw', (_name, target, expected) => {
    expect(places(target)).toEqual(expected);
  });

  it.each([
    ['qualitative without a figure', { ...none, direction: 'qualitative' }],
    ['top 5, striving for top 3', { ...none, direction: 'rank_at_most', target: 5, stretchTarget: 3 }],
    ['10 to 15', { ...none, direction: 'range', target: 10, targetMax: 15 }],
    ['at most nought', { ...none, direction: 'at_most', target: 0 }],
  ] as const)('%s is sound', (_name, target) => {
    expect(targetFlaws(target)).toEqual([]);
  });

  it('only a sound combination is ever defined', () => {
    const figure = fc.option(fc.integer({ min: -5, max: 5 }));
    fc.assert(
      fc.property(
        fc.constantFrom(...DIRECTIONS),
        figure,
        figure,
        figure,
        (direction, target, targetMax, stretchTarget) => {
          if (targetFlaws({ direction, target, targetMax, stretchTarget }).length > 0) return;
          expect(target === null).toBe(direction === 'qualitative');
          expect(targetMax !== null).toBe(direction === 'range');
          if (stretchTarget !== null) expect(['qualitative', 'exactly']).not.toContain(direction);
        },
      ),
    );
  });
});
