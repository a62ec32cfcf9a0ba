import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { JsonObject, Position, RecordedEvent } from '#event-log';
import { type MeasuredIndicatorState, measuredIndicatorState } from '#indicators';
import { addDays, instantAt } from '#kernel';
import { type AssignmentState, assignmentState } from '#tasks';
import { documentsOf, fieldHistory, fieldLabel, fieldNamed, isField, withChanges } from './field-history.js';
import { FIELD_KIND_NAMES, FIELD_KINDS, type FieldKindName, type Fields } from './field-kinds.js';

interface Fact {
  readonly type: string;
  readonly data: JsonObject;
  readonly effectiveOn?: string;
}

const FIRST_DAY = '2026-01-05';

/** One event a day. */
function recorded(facts: readonly Fact[], stream = 'assignment-p.1.so-a'): RecordedEvent[] {
  return facts.map(({ type, data, effectiveOn }, index) => {
    const day = addDays(FIRST_DAY, index);
    return {
      id: `event-${index}`,
      stream,
      revision: index,
      position: String(index).padStart(4, '0') as Position,
      type,
      data,
      metadata: {
        actor: { id: index % 2 === 0 ? 'thuong-truc' : 'lanh-dao', role: 'standing-office', unit: null },
        commandId: `command-${index}`,
        correlationId: `command-${index}`,
        recordedAt: instantAt(day, '09:00'),
        effectiveOn: effectiveOn ?? day,
        schemaVersion: 1,
      },
      rawData: JSON.stringify(data),
      rawMetadata: '',
    };
  });
}

const DOCUMENT = { number: '1/QĐ', date: '2026-02-01', issuer: 'Ban Chỉ đạo', sha256: null };

const changesOf = (kind: FieldKindName, facts: readonly Fact[], stream?: string) =>
  fieldHistory(kind, recorded(facts, stream)).map(({ event, effectiveOn, changes }) => ({
    event: event.id,
    effectiveOn,
    changes: changes.map(({ field, from, to }) => [field, from, to]),
  }));

const ASSIGNED: Fact = {
  type: 'TaskAssigned',
  data: {
    programme: 'p',
    task: '1',
    unit: 'so-a',
    viaGroup: null,
    transferredFrom: null,
    scheduleKind: 'month',
    due: '2026-03-31',
  },
};
const report = (period: string, more: JsonObject = {}): Fact => ({
  type: 'ProgressReported',
  data: {
    period,
    kind: 'progress',
    percentBefore: null,
    percent: null,
    percentDownReason: null,
    summary: 'Đã làm',
    difficulties: '',
    proposals: '',
    documents: [],
    disbursedVnd: null,
    deliverables: [],
    ...more,
  },
});

describe('The fields of an assignment', () => {
  it('follow an extension from the request to the new due date', () => {
    const told = changesOf('assignment', [
      ASSIGNED,
      { type: 'ExtensionRequested', data: { from: '2026-03-31', to: '2026-05-31', reason: 'Chờ vốn' } },
      {
        type: 'ExtensionGranted',
        data: {
          request: 'event-1',
          originalDue: '2026-03-31',
          from: '2026-03-31',
          to: '2026-04-30',
          reason: 'Đồng ý',
          document: DOCUMENT,
        },
      },
    ]);
    expect(told).toEqual([
      {
        event: 'event-0',
        effectiveOn: '2026-01-05',
        changes: [
          ['unit', null, 'so-a'],
          ['status', null, 'assigned'],
          ['originalDue', null, '2026-03-31'],
          ['currentDue', null, '2026-03-31'],
        ],
      },
      { event: 'event-1', effectiveOn: '2026-01-06', changes: [['extensionAsked', null, '2026-05-31']] },
      {
        event: 'event-2',
        effectiveOn: '2026-01-07',
        changes: [
          ['currentDue', '2026-03-31', '2026-04-30'],
          ['extensionAsked', '2026-05-31', null],
        ],
      },
    ]);
  });

  it('take what was paid out from the newest period, and back to the one before when its report is returned', () => {
    const told = changesOf('assignment', [
      ASSIGNED,
      report('2026-02', { disbursedVnd: 500 }),
      report('2026-01', { disbursedVnd: 900 }),
      report('2026-03', { disbursedVnd: 700 }),
      { type: 'ProgressReportReturned', data: { report: 'event-3', period: '2026-03', reason: 'Sai số' } },
    ]);
    const paid = told.flatMap(({ event, changes }) =>
      changes.filter(([field]) => field === 'disbursedVnd').map(([, from, to]) => [event, from, to]),
    );
    expect(paid).toEqual([
      ['event-1', null, 500],
      ['event-3', 500, 700],
      ['event-4', 700, 500],
    ]);
    expect(told.at(-1)?.changes).toContainEqual(['report.2026-03', 'progress', 'returned']);
  });

  it('leave out an event that changes none of them', () => {
    const refused = {
      type: 'ExtensionRefused',
      data: { request: 'x', asked: '2026-05-31', due: '2026-03-31', reason: 'Không' },
    };
    expect(changesOf('assignment', [ASSIGNED, refused]).map(({ event }) => event)).toEqual(['event-0']);
  });
});

describe('The fields of other things', () => {
  it('of a policy are compared with what was in force on the day from which the new one holds', () => {
    const policy = (id: string, goal: number, day: number) => ({
      id,
      title: 'Hằng tháng',
      period: 'calendar-month',
      cutOff: { day, time: '17:00', nextWorkingDay: true },
      goal,
      taskCountsWhen: 'share',
      sufficiency: { summaryMinLength: 20, percent: true, proofAtFull: false },
    });
    const adopted = (from: string, id: string, goal: number, day: number): Fact => ({
      type: 'ReportingPolicyAdopted',
      data: { from, policy: policy(id, goal, day), calendar: {} },
    });
    const told = changesOf(
      'policy',
      [
        { type: 'ProgrammeRegistered', data: { title: 'Chương trình' } },
        adopted('2026-01-01', 'a', 0.9, 5),
        adopted('2026-07-01', 'b', 0.95, 5),
        adopted('2026-04-01', 'a', 0.9, 8),
      ],
      'programme-p',
    );
    expect(told.map(({ effectiveOn }) => effectiveOn)).toEqual(['2026-01-01', '2026-07-01', '2026-04-01']);
    expect(told[0]?.changes).toContainEqual(['sufficiency.proofAtFull', null, false]);
    expect(told[1]?.changes).toEqual([
      ['id', 'a', 'b'],
      ['goal', 0.9, 0.95],
    ]);
    expect(told[2]?.changes).toEqual([['cutOff.day', 5, 8]]);
  });

  it('of a task are those of its amendments and its links', () => {
    const told = changesOf(
      'task',
      [
        {
          type: 'TaskRegistered',
          data: {
            programme: 'p',
            code: '1',
            section: 'I',
            title: 'Lập kế hoạch',
            directingLeaders: [],
            leadUnits: ['so-a'],
            coordinatingUnits: [],
            deliverables: [],
            schedule: { phrase: 'Tháng 3/2026', kind: 'month' },
            ordinal: 1,
          },
        },
        {
          type: 'TaskAmended',
          data: {
            programme: 'p',
            code: '1',
            changes: [{ field: 'title', from: 'Lập kế hoạch', to: 'Lập kế hoạch năm' }],
            document: { number: '2/QĐ', date: null, issuer: null },
            source: null,
          },
        },
        {
          type: 'TaskLinked',
          data: { programme: 'p', code: '1', relation: 'derived-from', to: { programme: 'q', task: '9' } },
        },
      ],
      'task-p.1',
    );
    expect(told.slice(1).map(({ changes }) => changes)).toEqual([
      [['title', 'Lập kế hoạch', 'Lập kế hoạch năm']],
      [['derivedFrom', null, [{ programme: 'q', task: '9' }]]],
    ]);
  });

  it('of a programme and a unit follow what was said later', () => {
    const programme = changesOf(
      'programme',
      [
        {
          type: 'ProgrammeRegistered',
          data: { title: 'Chương trình', issuer: 'Ban Chỉ đạo', documentYear: 2026 },
        },
        { type: 'ProgrammeAmended', data: { changes: [{ field: 'number', from: null, to: '01-CTr' }] } },
      ],
      'programme-p',
    );
    expect(programme[1]?.changes).toEqual([['number', null, '01-CTr']]);
    const unit = changesOf(
      'unit',
      [
        {
          type: 'UnitRegistered',
          data: { name: 'Sở A', kind: 'department', code: null, aliases: [], ordinal: 1 },
        },
        { type: 'UnitRenamed', data: { from: 'Sở A', to: 'Sở B', document: '01/NQ' } },
      ],
      'unit-so-a',
    );
    expect(unit[1]?.changes).toEqual([
      ['name', 'Sở A', 'Sở B'],
      ['aliases', null, ['Sở A']],
    ]);
  });

  it('of a warning are its standing, its level and how it was explained', () => {
    const told = changesOf(
      'warning',
      [
        { type: 'WarningRaised', data: { level: 1 }, effectiveOn: '2026-01-02' },
        { type: 'WarningEscalated', data: { from: 1, to: 2 } },
        { type: 'ExplanationRequested', data: { question: 'Vì sao?', dueOn: '2026-02-01' } },
        { type: 'ExplanationSubmitted', data: { cause: 'objective' } },
        { type: 'CauseConfirmed', data: { objective: false } },
        { type: 'WarningCleared', data: { cause: 'report' } },
      ],
      'warning-x',
    );
    expect(told.map(({ effectiveOn, changes }) => [effectiveOn, changes])).toEqual([
      [
        '2026-01-02',
        [
          ['standing', null, 'open'],
          ['level', null, 1],
        ],
      ],
      ['2026-01-06', [['level', 1, 2]]],
      [
        '2026-01-07',
        [
          ['explanation', null, 'requested'],
          ['explanationDue', null, '2026-02-01'],
        ],
      ],
      [
        '2026-01-08',
        [
          ['explanation', 'requested', 'submitted'],
          ['statedCause', null, 'objective'],
          ['explanationDue', '2026-02-01', null],
        ],
      ],
      [
        '2026-01-09',
        [
          ['explanation', 'submitted', 'accepted'],
          ['objective', null, 'no'],
        ],
      ],
      ['2026-01-10', [['standing', 'open', 'cleared']]],
    ]);
  });
});

describe('A field', () => {
  it.each([
    ['assignment', 'due', 'currentDue'],
    ['assignment', 'report.2026-03', 'report.2026-03'],
    ['indicator', 'value.2026-Q1', 'figure.2026-Q1'],
    ['task', 'due', 'schedule'],
    ['policy', 'cutOff.day', 'cutOff.day'],
    ['unit', 'due', null],
    ['assignment', 'constructor', null],
  ] as const)('of a %s that is asked for as “%s” is %s', (kind, name, field) => {
    expect(fieldNamed(kind, name)).toBe(field);
  });

  it('is answered with its parts, and with no other that begins alike', () => {
    expect(['target', 'target.2026', 'targetMax.2026'].filter((field) => isField(field, 'target'))).toEqual([
      'target',
      'target.2026',
    ]);
  });

  it.each([
    ['indicator', 'figure.2026-03', 'Số liệu kỳ 03/2026'],
    ['indicator', 'target.2026', 'Mục tiêu năm 2026'],
    ['policy', 'cutOff.day', 'Hạn chốt: ngày của tháng'],
    ['policy', 'cutOff.khac', 'Hạn chốt: khac'],
    ['task', 'schedule', 'Thời gian thực hiện'],
    ['assignment', 'status', 'Trạng thái'],
  ] as const)('of a %s, %s, is called “%s”', (kind, field, label) => {
    expect(fieldLabel(kind, field)).toBe(label);
  });

  it('has a Vietnamese name in every kind, and aliases lead to fields that there are', () => {
    for (const kind of FIELD_KIND_NAMES) {
      const { labels, aliases } = FIELD_KINDS[kind];
      expect(Object.keys(labels).length).toBeGreaterThan(3);
      for (const field of Object.values(aliases)) expect(Object.keys(labels)).toContain(field);
    }
  });
});

describe('The documents that an event names', () => {
  it.each([
    [{ document: DOCUMENT }, [{ number: '1/QĐ', date: '2026-02-01', issuer: 'Ban Chỉ đạo' }]],
    [{ document: '01/NQ, 01/06/2026' }, [{ number: '01/NQ, 01/06/2026', date: null, issuer: null }]],
    [
      { document: null, documents: [DOCUMENT] },
      [{ number: '1/QĐ', date: '2026-02-01', issuer: 'Ban Chỉ đạo' }],
    ],
    [{ documents: [] }, []],
    [{}, []],
  ])('are told of %j', (data, documents) => {
    expect(documentsOf(data as JsonObject)).toEqual(documents);
  });
});

const STATUSES = [
  'accepted',
  'in-progress',
  'completed',
  'suspended',
  'awaiting-condition',
  'cancelled',
] as const;
const period = fc.constantFrom('2026-01', '2026-02', '2026-03', '2026-04');
const day = fc.integer({ min: 0, max: 300 }).map((days) => addDays(FIRST_DAY, days));
const percent = fc.option(fc.integer({ min: 0, max: 100 }));
const eventId = fc.integer({ min: 0, max: 20 }).map((index) => `event-${index}`);
const fact = <Data extends JsonObject>(type: string, data: fc.Arbitrary<Data>): fc.Arbitrary<Fact> =>
  data.map((body) => ({ type, data: body }));

const assignmentFacts: fc.Arbitrary<Fact[]> = fc.array(
  fc.oneof(
    fc
      .record({
        period,
        percent,
        disbursedVnd: fc.option(fc.integer({ min: 0, max: 9 })),
        kind: fc.constantFrom('progress', 'nothing-to-report'),
      })
      .map(({ period: of, ...more }) => report(of, more)),
    fact('AssignmentAccepted', fc.record({ byReporting: fc.boolean() })),
    fact('AssignmentStatusChanged', fc.record({ to: fc.constantFrom(...STATUSES) })),
    fact('ProgressReportReturned', fc.record({ report: eventId, period, reason: fc.constant('Sai') })),
    fact('ExtensionRequested', fc.record({ to: day })),
    fact('ExtensionGranted', fc.record({ to: day })),
    fact('ExtensionRefused', fc.record({ asked: day })),
    fact('CompletionProposed', fc.record({ from: fc.constantFrom(...STATUSES) })),
    fact('CompletionConfirmed', fc.record({ completedOn: day })),
    fact('CompletionReturned', fc.record({ to: fc.constantFrom(...STATUSES) })),
    fact('AssignmentReleased', fc.record({ viaGroup: fc.constant('nhom') })),
    fact('AssignmentTransferred', fc.record({ to: fc.constantFrom('so-b', 'so-c') })),
  ),
  { maxLength: 20 },
);

const FIGURE_SUBJECT = { programme: 'p', code: '1/1' };
const figures = fc.record({
  value: fc.integer({ min: 0, max: 100 }),
  numerator: fc.option(fc.integer({ min: 0, max: 9 })),
  denominator: fc.option(fc.integer({ min: 1, max: 9 })),
  measuredOn: day,
});
const goals = fc.record({
  target: fc.integer({ min: 0, max: 100 }),
  targetMax: fc.option(fc.integer({ min: 0, max: 100 })),
  stretchTarget: fc.option(fc.integer({ min: 0, max: 100 })),
});
const indicatorFacts: fc.Arbitrary<Fact[]> = fc.array(
  fc.oneof(
    fc.tuple(figures, period).map(([measured, of]) => ({
      type: 'MeasurementRecorded',
      data: { ...FIGURE_SUBJECT, ...measured, period: of, source: 'Báo cáo', documents: [] },
    })),
    fc.tuple(figures, period, eventId).map(([to, of, measurement]) => ({
      type: 'MeasurementCorrected',
      data: { ...FIGURE_SUBJECT, period: of, measurement, to, reason: 'Sai', documents: [] },
    })),
    fact('MeasurementConfirmed', fc.record({ period, measurement: eventId })),
    fact('MeasurementWithdrawn', fc.record({ period, measurement: eventId, reason: fc.constant('Nhầm') })),
    fc.tuple(goals, fc.constantFrom(2026, 2027)).map(([to, year]) => ({
      type: 'TargetSet',
      data: { ...FIGURE_SUBJECT, year, from: null, to, document: DOCUMENT },
    })),
    fc.constantFrom('Sở A', 'Sở B').map((dataSource) => ({
      type: 'IndicatorAmended',
      data: { ...FIGURE_SUBJECT, changes: [{ field: 'dataSource', from: null, to: dataSource }] },
    })),
  ),
  { maxLength: 20 },
);
const DEFINED: Fact = {
  type: 'IndicatorDefined',
  data: {
    ...FIGURE_SUBJECT,
    group: '1',
    name: 'Tỷ lệ',
    unit: '%',
    direction: 'at_least',
    target: 90,
    targetMax: null,
    stretchTarget: 95,
    targetYear: 2026,
    ordinal: 1,
  },
};

/** The changes alone, folded; each begins with what the one before left. */
function foldedChanges(kind: FieldKindName, events: readonly RecordedEvent[]): Fields {
  let fields: Fields = {};
  for (const { changes } of fieldHistory(kind, events)) {
    for (const { field, from } of changes) expect([field, fields[field] ?? null]).toEqual([field, from]);
    fields = withChanges(fields, changes);
  }
  return fields;
}

describe('Folding the changes of fields', () => {
  it('gives the assignment that the domain’s own evolve gives', () => {
    fc.assert(
      fc.property(assignmentFacts, (facts) => {
        const events = recorded([ASSIGNED, ...facts]);
        const fields = foldedChanges('assignment', events);
        const state = events.reduce<AssignmentState>(assignmentState.evolve, assignmentState.initial);
        if (!state) throw new Error('the assignment is missing');
        expect({
          unit: fields.unit,
          status: fields.status,
          percent: fields.percent ?? null,
          percentPeriod: fields.percentPeriod ?? null,
          originalDue: fields.originalDue ?? null,
          currentDue: fields.currentDue ?? null,
          completedOn: fields.completedOn ?? null,
          transferredTo: fields.transferredTo ?? null,
          extensionAsked: fields.extensionAsked ?? null,
          completionProposedOn: fields.completionProposedOn ?? null,
        }).toEqual({
          unit: state.unit,
          status: state.status,
          percent: state.percent,
          percentPeriod: state.percentPeriod,
          originalDue: state.originalDue,
          currentDue: state.currentDue,
          completedOn: state.completedOn,
          transferredTo: state.transferredTo,
          extensionAsked: state.pendingExtension?.to ?? null,
          completionProposedOn: state.pendingCompletion?.on ?? null,
        });
        for (const { period: of, returned, kind } of new Map(
          state.reports.map((one) => [one.period, one]),
        ).values()) {
          expect([of, fields[`report.${of}`]]).toEqual([of, returned ? 'returned' : kind]);
        }
      }),
    );
  });

  it('gives the figures, the targets and the definition that the indicators’ own evolve gives', () => {
    fc.assert(
      fc.property(indicatorFacts, (facts) => {
        const events = recorded([DEFINED, ...facts], 'indicator-p.1/1');
        const fields = foldedChanges('indicator', events);
        const state = events.reduce<MeasuredIndicatorState>(
          measuredIndicatorState.evolve,
          measuredIndicatorState.initial,
        );
        const stated = (prefix: string) =>
          Object.fromEntries(Object.entries(fields).filter(([field]) => field.startsWith(`${prefix}.`)));
        const standing = [...state.standing];
        const targets = [...state.targets];
        const named = <Value>(prefix: string, pairs: readonly (readonly [string | number, Value])[]) =>
          Object.fromEntries(
            pairs.flatMap(([of, value]) => (value === null ? [] : [[`${prefix}.${of}`, value]])),
          );
        expect({
          figure: stated('figure'),
          numerator: stated('numerator'),
          measuredOn: stated('measuredOn'),
          confirmedBy: stated('confirmedBy'),
          target: stated('target'),
          stretchTarget: stated('stretchTarget'),
          dataSource: fields.dataSource ?? null,
          name: fields.name,
        }).toEqual({
          figure: named(
            'figure',
            standing.map(([of, one]) => [of, one.figures.value]),
          ),
          numerator: named(
            'numerator',
            standing.map(([of, one]) => [of, one.figures.numerator]),
          ),
          measuredOn: named(
            'measuredOn',
            standing.map(([of, one]) => [of, one.figures.measuredOn]),
          ),
          confirmedBy: named(
            'confirmedBy',
            standing.map(([of, one]) => [of, one.confirmedBy]),
          ),
          target: named(
            'target',
            targets.map(([year, one]) => [year, one.target]),
          ),
          stretchTarget: named(
            'stretchTarget',
            targets.map(([year, one]) => [year, one.stretchTarget]),
          ),
          dataSource: state.definition?.dataSource ?? null,
          name: 'Tỷ lệ',
        });
      }),
    );
  });
});
