import { describe, expect, it } from '@jest/globals';
import { amendProgramme, type RegisterProgramme, registerProgramme } from './programme.decisions.js';
import { programmeState } from './programme.state.js';
import { amendTask, type RegisterTask, registerTask } from './task.decisions.js';
import { type TaskRef, type TaskState, taskContent, taskState } from './task.state.js';
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
    number: null,
    issuedOn: null,
    basis: [],
    classified: false,
    source: { file: 'mau-2026.yaml', sha256: 'a' },
  };
  const { id: _id, classified: _classified, number: _n, issuedOn: _i, basis: _b, ...body } = programme;
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
  it('says its number, day and basis where they are known', () => {
    const known = { number: '15-CTr/BCĐ', issuedOn: '2026-01-05', basis: ['goc-2026'] };
    programmeGiven()
      .when((state) => registerProgramme({ ...programme, ...known }, state))
      .then({ type: 'ProgrammeRegistered', data: { ...body, ...known } });
  });
  it('registered again with what was not said before is amended by it', () => {
    const source = { file: 'b', sha256: 'b' };
    const changes = [{ field: 'issuedOn', from: null, to: '2026-01-05' }];
    const amendment = { type: 'ProgrammeAmended', data: { changes, source } };
    const again = { ...programme, issuedOn: '2026-01-05', source };
    programmeGiven(registered)
      .when((state) => registerProgramme(again, state))
      .then(amendment);
    programmeGiven(registered, amendment)
      .when((state) => registerProgramme(again, state))
      .thenNothing();
  });
  it('registered again with another day is refused', () => {
    programmeGiven({ type: 'ProgrammeRegistered', data: { ...body, issuedOn: '2026-01-05' } })
      .when((state) => registerProgramme({ ...programme, issuedOn: '2026-01-06' }, state))
      .thenRefused('programme-differs', 'issuedOn');
  });
  it('is amended field by field, with what held before', () => {
    const source = { file: 'b', sha256: 'b' };
    const sections = [...programme.sections, { code: 'II', title: 'Dữ liệu' }];
    const changes = [{ field: 'sections', from: programme.sections, to: sections }];
    programmeGiven(registered)
      .when((state) =>
        amendProgramme({ id: 'mau-2026', definition: { ...programme, sections }, source }, state),
      )
      .then({ type: 'ProgrammeAmended', data: { changes, source } });
  });
  it('that isn’t registered can’t be amended', () => {
    programmeGiven()
      .when((state) =>
        amendProgramme({ id: 'mau-2026', definition: programme, source: { file: 'b', sha256: 'b' } }, state),
      )
      .thenRefused('programme-not-found');
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
    budgetMillionVnd: null,
    isGroup: false,
    parentCode: null,
    unknownLeadUnits: [],
    unknownCoordinatingUnits: [],
    note: null,
    derivedFrom: [],
    classified: false,
    ordinal: 1,
  };
  const { programme, code, ordinal } = task;
  const body = { programme, code, ...taskContent(task), ordinal };
  const registered = { type: 'TaskRegistered', data: body };
  const taskGiven = (...events: { type: string; data: object }[]) =>
    given('task-mau-2026.1', taskState, ...events);

  it('is registered', () => {
    taskGiven()
      .when((state) => registerTask(task, state))
      .then(registered);
  });
  it('says nothing of what its document does not give', () => {
    expect(Object.keys(body)).toEqual(
      'programme code section title directingLeaders leadUnits coordinatingUnits deliverables schedule ordinal'.split(
        ' ',
      ),
    );
  });
  it('says its budget, its group and who is not known yet', () => {
    const given = {
      budgetMillionVnd: 1234.5,
      parentCode: '7',
      unknownLeadUnits: ['Sở Lạ'],
      note: 'Chuyển tiếp',
    };
    taskGiven()
      .when((state) => registerTask({ ...task, ...given }, state))
      .then({ type: 'TaskRegistered', data: { ...body, ...given } });
  });
  it('is registered with its origins, and later with those that are new', () => {
    const [first, second] = ['6', '7'].map((origin) => ({ programme: 'goc-2026', task: origin })) as [
      TaskRef,
      TaskRef,
    ];
    const link = (to: TaskRef) => ({
      type: 'TaskLinked',
      data: { programme: 'mau-2026', code: '1', relation: 'derived-from', to },
    });
    taskGiven()
      .when((state) => registerTask({ ...task, derivedFrom: [first] }, state))
      .then(registered, link(first));
    taskGiven(registered, link(first))
      .when((state) => registerTask({ ...task, derivedFrom: [second, first] }, state))
      .then(link(second));
    taskGiven(registered, link(first))
      .when((state) => registerTask(task, state))
      .thenNothing();
  });

  const document = { number: '15/QĐ-UBND', date: '2026-03-02', issuer: null };
  const amend =
    (definition: Partial<RegisterTask>, by = document) =>
    (state: TaskState) =>
      amendTask(
        {
          programme: 'mau-2026',
          code: '1',
          definition: { ...task, ...definition },
          document: by,
          source: null,
        },
        state,
      );
  it('is amended field by field, with what held before and the document', () => {
    const changes = [
      { field: 'leadUnits', from: ['so-noi-vu'], to: ['so-y-te'] },
      { field: 'budgetMillionVnd', from: null, to: 12.5 },
    ];
    const amendment = { type: 'TaskAmended', data: { programme, code, changes, document, source: null } };
    taskGiven(registered)
      .when(amend({ leadUnits: ['so-y-te'], budgetMillionVnd: 12.5 }))
      .then(amendment);
    taskGiven(registered, amendment)
      .when(amend({ leadUnits: ['so-y-te'], budgetMillionVnd: 12.5 }))
      .thenNothing();
    taskGiven(registered, amendment)
      .when(amend({ leadUnits: ['so-y-te'] }))
      .then({
        type: 'TaskAmended',
        data: { ...amendment.data, changes: [{ field: 'budgetMillionVnd', from: 12.5, to: null }] },
      });
  });
  it('is amended only by a document that has a number, unless nothing changes', () => {
    taskGiven(registered)
      .when(amend({ title: 'Khác' }, { ...document, number: ' ' }))
      .thenRefused('authority-needed');
    taskGiven(registered)
      .when(amend({}, { ...document, number: '' }))
      .thenNothing();
  });
  it('that isn’t registered can’t be amended', () => {
    taskGiven()
      .when(amend({ title: 'Khác' }))
      .thenRefused('task-not-found');
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
