import { describe, expect, it } from '@jest/globals';
import type { Programme } from '../../domain/programme.state.js';
import type { Task } from '../../domain/task.state.js';
import type { Draft, DraftTask, Field, UnitMention } from '../appendix/draft.js';
import { type ImportRequest, planImport, type Registered } from './import-plan.js';

const SOURCE = { file: 'phu-luc.docx', sha256: 'a'.repeat(64) };
const REQUEST: ImportRequest = { programme: 'mau-2026', units: 'mau', policy: 'city-monthly' };
const NOTHING: Registered = { programme: null, tasks: new Map(), titles: [] };

const known = (id: string): UnitMention => ({ text: id, id, nearest: [] });
const unknown = (text: string): UnitMention => ({ text, id: null, nearest: [{ id: 'so-a', name: 'Sở A' }] });

function draftTask(task: Partial<DraftTask> = {}): DraftTask {
  return {
    place: { table: 'Bảng 1', row: 3 },
    code: '1',
    section: 'I',
    title: 'Số hóa hồ sơ',
    directingLeaders: ['Phó Chủ tịch UBND thành phố'],
    leadUnits: [known('so-a')],
    coordinatingUnits: [],
    deliverables: ['Kế hoạch'],
    phrase: 'Quý I/2026',
    schedule: { kind: 'quarter', start: '2026-01-01', due: '2026-03-31' },
    budgetMillionVnd: null,
    isGroup: false,
    parentCode: null,
    note: null,
    ...task,
  };
}

const ALL_COLUMNS: readonly Field[] = [
  'number',
  'title',
  'leaders',
  'lead',
  'coordinating',
  'product',
  'schedule',
  'budget',
  'note',
];

function draftOf(tasks: readonly DraftTask[], rest: Partial<Draft> = {}, columns = ALL_COLUMNS): Draft {
  return {
    about: { title: 'Kế hoạch mẫu', number: '15/KH-UBND', year: 2026 },
    sections: [{ code: 'I', title: 'Chỉ đạo', place: { table: 'Bảng 1', row: 2 } }],
    tasks,
    columns: [
      {
        place: { table: 'Bảng 1', row: 1 },
        headings: Object.fromEntries(columns.map((field) => [field, field])),
        unused: [],
      },
    ],
    unreadable: [],
    skipped: [],
    healed: [],
    ...rest,
  };
}

/** What a first import has left in the log. */
function afterImport(draft: Draft): Registered {
  const plan = planImport(draft, NOTHING, REQUEST, SOURCE);
  const programme: Programme = { id: plan.programme, ...plan.definition };
  const tasks = plan.tasks.map(
    ({ code, ordinal, definition }): Task => ({
      programme: plan.programme,
      code,
      ordinal,
      ...definition,
      derivedFrom: [],
    }),
  );
  return {
    programme,
    tasks: new Map(tasks.map((task) => [task.code, task])),
    titles: tasks.map(({ code, title }) => ({ code, title })),
  };
}

describe('the plan of an import', () => {
  it('of a new programme creates it and all of its tasks, with what the file says of itself', () => {
    const draft = draftOf([draftTask(), draftTask({ code: '2', place: { table: 'Bảng 1', row: 4 } })]);
    const plan = planImport(draft, NOTHING, REQUEST, SOURCE);
    expect(plan).toMatchObject({
      isNew: true,
      programmeChanges: [],
      absent: [],
      unreadable: [],
      definition: {
        title: 'Kế hoạch mẫu',
        number: '15/KH-UBND',
        documentYear: 2026,
        period: { from: '2026-01-01', until: '2026-12-31' },
        sections: [{ code: 'I', title: 'Chỉ đạo' }],
      },
    });
    expect(plan.tasks.map(({ action, code, ordinal, place }) => [action, code, ordinal, place])).toEqual([
      ['create', '1', 1, 'Bảng 1, dòng 3'],
      ['create', '2', 2, 'Bảng 1, dòng 4'],
    ]);
    expect(plan.tasks[0]?.definition.schedule).toEqual({
      phrase: 'Quý I/2026',
      kind: 'quarter',
      start: '2026-01-01',
      due: '2026-03-31',
    });
  });

  it('takes what the person says before what the file says', () => {
    const request = { ...REQUEST, title: 'Tên đúng', issuer: 'UBND xã' };
    const { definition } = planImport(draftOf([draftTask()]), NOTHING, request, SOURCE);
    expect(definition).toMatchObject({ title: 'Tên đúng', issuer: 'UBND xã' });
  });

  it('calls a programme that says nothing of itself by its file, and leaves the lacking year a flaw', () => {
    const unreadable = [{ at: 'year', detail: 'văn bản không nói năm' }];
    const draft = draftOf([draftTask()], { about: {}, unreadable });
    const plan = planImport(draft, NOTHING, REQUEST, SOURCE);
    expect(plan.definition).toMatchObject({ title: 'phu-luc', issuer: 'Không ghi trong tệp' });
    expect(plan.unreadable).toEqual(unreadable.map((flaw) => ({ ...flaw, isOfTask: false })));
  });

  it('of the same file again keeps everything', () => {
    const draft = draftOf([draftTask(), draftTask({ code: '2' })]);
    const plan = planImport(draft, afterImport(draft), REQUEST, SOURCE);
    expect(plan.isNew).toBe(false);
    expect(plan.programmeChanges).toEqual([]);
    expect(plan.tasks.map(({ action, changes }) => [action, changes])).toEqual([
      ['keep', []],
      ['keep', []],
    ]);
  });

  it('of a corrected file changes the fields that differ, creates what is new and leaves what is absent', () => {
    const first = draftOf([draftTask(), draftTask({ code: '2', title: 'Bỏ ra' })]);
    const schedule = { kind: 'quarter' as const, start: '2026-04-01', due: '2026-06-30' };
    const second = draftOf(
      [draftTask({ phrase: 'Quý II/2026', schedule, budgetMillionVnd: 12.5 }), draftTask({ code: '3' })],
      { about: { number: '20/KH-UBND', issuedOn: '2026-03-02' } },
    );
    const plan = planImport(second, afterImport(first), REQUEST, SOURCE);
    expect(plan.tasks.map(({ action, code }) => [action, code])).toEqual([
      ['change', '1'],
      ['create', '3'],
    ]);
    expect(plan.tasks[0]?.changes).toEqual([
      {
        field: 'schedule',
        from: { phrase: 'Quý I/2026', kind: 'quarter', start: '2026-01-01', due: '2026-03-31' },
        to: { phrase: 'Quý II/2026', ...schedule },
      },
      { field: 'budgetMillionVnd', from: null, to: 12.5 },
    ]);
    expect(plan.absent).toEqual([{ code: '2', title: 'Bỏ ra' }]);
    expect(plan.document).toEqual({ number: '20/KH-UBND', date: '2026-03-02', issuer: null });
  });

  it.each([
    ['the number that the person gives', { document: '9/QĐ' }, { number: '15/KH-UBND' }, '9/QĐ'],
    ['else the file’s number', {}, { number: '15/KH-UBND' }, '15/KH-UBND'],
    ['else the file itself', {}, {}, 'phu-luc.docx'],
  ])('amends by %s', (_name, said, about, number) => {
    const plan = planImport(draftOf([draftTask()], { about }), NOTHING, { ...REQUEST, ...said }, SOURCE);
    expect(plan.document.number).toBe(number);
  });

  it('leaves alone what the file has no column for', () => {
    const first = draftOf([draftTask({ note: 'Chuyển tiếp', budgetMillionVnd: 5 })]);
    const second = draftOf(
      [draftTask({ directingLeaders: [], deliverables: [], note: null, budgetMillionVnd: null })],
      {},
      ['number', 'title', 'lead', 'schedule'],
    );
    expect(planImport(second, afterImport(first), REQUEST, SOURCE).tasks[0]?.action).toBe('keep');
  });

  it('keeps the wording of units that nobody knows, and tells who is near', () => {
    const lead = [unknown('Sở Lạ'), known('so-a')];
    const draft = draftOf([
      draftTask({ leadUnits: lead }),
      draftTask({ code: '2', coordinatingUnits: [unknown('Sở Lạ')] }),
    ]);
    const plan = planImport(draft, NOTHING, REQUEST, SOURCE);
    expect(plan.unreadable).toEqual([]);
    expect(plan.tasks[0]?.definition).toMatchObject({ leadUnits: ['so-a'], unknownLeadUnits: ['Sở Lạ'] });
    expect(plan.unknownUnits).toEqual([
      { text: 'Sở Lạ', leads: ['1'], coordinates: ['2'], nearest: [{ id: 'so-a', name: 'Sở A' }] },
    ]);
    const told = planImport(draft, NOTHING, { ...REQUEST, unitIds: { 'Sở Lạ': 'so-b' } }, SOURCE);
    expect(told.unknownUnits).toEqual([]);
    expect(told.tasks[0]?.definition).toMatchObject({ leadUnits: ['so-b', 'so-a'], unknownLeadUnits: [] });
  });

  it('adds sections to those that are registered and renames those that the file words anew', () => {
    const place = { table: '', row: 1 };
    const first = draftOf([draftTask()]);
    const second = draftOf([draftTask()], {
      sections: [
        { code: 'I', title: 'Chỉ đạo, điều hành', place },
        { code: 'II', title: 'Dữ liệu', place },
      ],
    });
    const plan = planImport(second, afterImport(first), REQUEST, SOURCE);
    expect(plan.programmeChanges).toEqual([
      {
        field: 'sections',
        from: [{ code: 'I', title: 'Chỉ đạo' }],
        to: [
          { code: 'I', title: 'Chỉ đạo, điều hành' },
          { code: 'II', title: 'Dữ liệu' },
        ],
      },
    ]);
  });

  it('hands on what the draft couldn’t read, and says which of it stands in a task’s row', () => {
    const flaw = { at: 'dòng 9', detail: 'không hiểu' };
    const place = { table: 'Bảng 1', row: 3 };
    const ofTask = { at: 'Bảng 1, dòng 3', detail: 'không rõ', cell: { place, field: 'number' } } as const;
    const plan = planImport(draftOf([draftTask()], { unreadable: [flaw, ofTask] }), NOTHING, REQUEST, SOURCE);
    expect(plan.unreadable).toEqual([
      { ...flaw, isOfTask: false },
      { ...ofTask, isOfTask: true },
    ]);
    expect(plan.tasks).toMatchObject([
      { action: 'unreadable', flaws: [{ field: 'number', detail: 'không rõ' }] },
    ]);
  });
});
