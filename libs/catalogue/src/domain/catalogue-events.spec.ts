import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import type { NewEvent } from '#event-log';
import { defineIndicator } from './indicator.decisions.js';
import type { IndicatorAmended, IndicatorDefined } from './indicator.events.js';
import { type Indicator, indicatorState, NO_DETAILS } from './indicator.state.js';
import { registerProgramme } from './programme.decisions.js';
import type { ProgrammeAmended, ProgrammeRegistered } from './programme.events.js';
import { amendTask, registerTask } from './task.decisions.js';
import type { TaskAmended, TaskLinked, TaskRegistered } from './task.events.js';
import { TASK_SENTENCES } from './task.sentences.js';
import { taskState } from './task.state.js';
import { recorded } from './testing/given.js';
import { registerUnit } from './unit.decisions.js';
import type { UnitRegistered, UnitRenamed } from './unit.events.js';
import { unitState } from './unit.state.js';
import { defineUnitGroup } from './unit-group.decisions.js';
import type { UnitGroupDefined } from './unit-group.events.js';
import type { UnitGroup } from './unit-group.state.js';

interface Golden {
  UnitRegistered: UnitRegistered;
  UnitRenamed: UnitRenamed;
  UnitGroupDefined: UnitGroupDefined;
  ProgrammeRegistered: ProgrammeRegistered;
  ProgrammeAmended: ProgrammeAmended;
  TaskRegistered: TaskRegistered;
  TaskAmended: TaskAmended;
  TaskLinked: TaskLinked;
  IndicatorDefined: IndicatorDefined;
  IndicatorAmended: IndicatorAmended;
}

const NOT_STATED = {
  budgetMillionVnd: null,
  isGroup: false,
  parentCode: null,
  unknownLeadUnits: [],
  unknownCoordinatingUnits: [],
  note: null,
  derivedFrom: [],
};

const fixture = <Bodies>(name: string): Bodies =>
  JSON.parse(readFileSync(new URL(`fixtures/${name}.json`, import.meta.url), 'utf8'));

const golden = fixture<Golden>('catalogue-events');
const detailed = fixture<Pick<Golden, 'IndicatorDefined'>>('indicator-details-events').IndicatorDefined;

const corrected = fixture<Pick<Golden, 'TaskRegistered' | 'TaskAmended'>>('import-corrections-events');

const programme = {
  id: 'mau-2026',
  classified: false,
  number: null,
  issuedOn: '2026-01-05',
  basis: [],
  ...golden.ProgrammeRegistered,
};
const { source } = golden.ProgrammeRegistered;
const task = { classified: false, ...NOT_STATED, ...golden.TaskRegistered };

/** What today's decisions write when they are asked for what the stored body holds. */
const written: Record<Exclude<keyof Golden, 'UnitRenamed'>, () => readonly NewEvent[]> = {
  UnitRegistered: () => registerUnit({ id: 'so-khcn', ...golden.UnitRegistered }, null),
  UnitGroupDefined: () => {
    const { name, aliases, kinds, units, exclude, descriptive, before, ordinal } = golden.UnitGroupDefined;
    return defineUnitGroup({ id: 'cac-so', name, aliases, kinds, units, exclude, descriptive, ordinal }, {
      id: 'cac-so',
      ordinal,
      ...before,
    } as UnitGroup);
  },
  ProgrammeRegistered: () => registerProgramme({ ...programme, issuedOn: null }, null),
  ProgrammeAmended: () => registerProgramme(programme, { ...programme, issuedOn: null }),
  TaskRegistered: () => registerTask(task, null),
  TaskAmended: () => {
    const { programme: of, code, changes, document, source } = golden.TaskAmended;
    const definition = { ...task, ...Object.fromEntries(changes.map(({ field, to }) => [field, to])) };
    const state = recorded('task-mau-2026.1', [
      { type: 'TaskRegistered', data: golden.TaskRegistered },
    ]).reduce(taskState.evolve, taskState.initial);
    return amendTask({ programme: of, code, definition, document, source }, state);
  },
  TaskLinked: () => registerTask({ ...task, derivedFrom: [golden.TaskLinked.to] }, { ...task }),
  IndicatorDefined: () => defineIndicator({ ...NO_DETAILS, ...golden.IndicatorDefined, source }, null),
  IndicatorAmended: () => {
    const before: Indicator = { ...NO_DETAILS, ...golden.IndicatorDefined };
    const after = Object.fromEntries(golden.IndicatorAmended.changes.map(({ field, to }) => [field, to]));
    return defineIndicator({ ...before, ...after, source }, before);
  },
};

describe('stored events', () => {
  it.each(Object.keys(written) as (keyof typeof written)[])('%s is written as its golden fixture', (type) => {
    expect(written[type]()).toStrictEqual([{ type, data: golden[type] }]);
  });

  it('what was said at an import in the place of the file’s cells is written, and told, as its golden fixture', () => {
    const { TaskRegistered: registered, TaskAmended: amended } = corrected;
    const { corrections = [] } = registered;
    expect(registerTask({ ...task, corrections }, null)).toStrictEqual([
      { type: 'TaskRegistered', data: registered },
    ]);
    const state = recorded('task-mau-2026.1', [{ type: 'TaskRegistered', data: registered }]).reduce(
      taskState.evolve,
      taskState.initial,
    );
    expect(state).not.toHaveProperty('corrections');
    const { programme: of, code, changes, document, source: file } = amended;
    const definition = { ...task, ...Object.fromEntries(changes.map(({ field, to }) => [field, to])) };
    expect(
      amendTask(
        { programme: of, code, definition, document, source: file, corrections: amended.corrections ?? [] },
        state,
      ),
    ).toStrictEqual([{ type: 'TaskAmended', data: amended }]);
    const name = (id: string) => id;
    expect(TASK_SENTENCES.TaskRegistered(registered, name)).toBe(
      'Đăng ký nhiệm vụ số 1 (mục I): “Lập kế hoạch”; sửa khi nhập: thời gian thực hiện, tệp ghi “Quý V”, sửa thành “Tháng 3/2026”.',
    );
    expect(TASK_SENTENCES.TaskAmended(amended, name)).toMatch(
      /; sửa khi nhập: kinh phí, tệp ghi “một tỷ”, bỏ trống\.$/,
    );
  });

  it('IndicatorDefined with all that a catalogue may leave open is written, and read, as its golden fixture', () => {
    const definition = { ...NO_DETAILS, ...detailed };
    const written = defineIndicator({ ...definition, source }, null);
    expect(written).toStrictEqual([{ type: 'IndicatorDefined', data: detailed }]);
    expect(recorded('indicator-mau-2026.2', written).reduce(indicatorState.evolve, null)).toEqual(definition);
    expect(Object.keys(detailed).sort()).toEqual(Object.keys(definition).sort());
  });

  it('an indicator whose body is older than the keys that a catalogue may leave open is read, and amended', () => {
    const events = [
      { type: 'IndicatorDefined', data: golden.IndicatorDefined },
      { type: 'IndicatorAmended', data: golden.IndicatorAmended },
    ];
    const before = recorded('indicator-mau-2026.1', events.slice(0, 1)).reduce(indicatorState.evolve, null);
    expect(before).toEqual({ ...NO_DETAILS, ...golden.IndicatorDefined });
    expect(recorded('indicator-mau-2026.1', events).reduce(indicatorState.evolve, null)).toEqual({
      ...NO_DETAILS,
      ...golden.IndicatorDefined,
      ...Object.fromEntries(golden.IndicatorAmended.changes.map(({ field, to }) => [field, to])),
    });
  });

  it('UnitRenamed, which nothing writes yet, is read from its golden fixture', () => {
    const events = [
      { type: 'UnitRegistered', data: golden.UnitRegistered },
      { type: 'UnitRenamed', data: golden.UnitRenamed },
    ];
    expect(recorded('unit-so-khcn', events).reduce(unitState.evolve, unitState.initial)).toMatchObject({
      name: 'Sở Khoa học, Công nghệ và Chuyển đổi số',
      aliases: ['Sở KHCN', 'Sở Khoa học và Công nghệ'],
    });
  });
});
