import { describe, expect, it } from '@jest/globals';
import type { JsonObject, Position, RecordedEvent } from '#event-log';
import { ANNOUNCED_TYPES, announce, announceCutOff, noticeId } from './announce.js';
import { VALUES_OF } from './announcement.js';
import type { NoticeFacts } from './facts.js';

const ASSIGNMENT = 'ct57-2026.4.2.so-khcn';

/** Two officers of the lead unit, two coordinating units, of which one has no account. */
const FACTS: NoticeFacts = {
  assignment: (id) => (id === ASSIGNMENT ? { programme: 'ct57-2026', task: '4.2', unit: 'so-khcn' } : null),
  officers: (unit) =>
    (({ 'so-khcn': ['khcn-1', 'khcn-2'], 'so-tc': ['tc'] }) as Record<string, string[]>)[unit] ?? [],
  holders: (role) =>
    (
      ({ 'standing-office': ['vp'], 'directing-leader': ['ld-1', 'ld-2'], inspector: ['ubkt'] }) as Record<
        string,
        string[]
      >
    )[role] ?? [],
  coordinatingUnits: () => ['so-tc', 'so-yt'],
  unitName: (unit) => `Đơn vị ${unit}`,
  programmeTitle: () => 'Chương trình năm 2026',
  taskTitle: () => 'Nền tảng dữ liệu dùng chung',
  indicatorName: () => 'Tỷ lệ hồ sơ trực tuyến',
};

function event(type: string, data: JsonObject, options: Partial<RecordedEvent> = {}): RecordedEvent {
  return {
    id: '00000000-0000-5000-8000-000000000001',
    type,
    data,
    stream: type.startsWith('Period')
      ? 'period-ct57-2026.2026-03'
      : 'rule' in data
        ? `warning-${String(data.rule)}.${ASSIGNMENT}.2026-03`
        : `assignment-${ASSIGNMENT}`,
    revision: 0,
    position: '1' as Position,
    rawData: '',
    rawMetadata: '',
    metadata: {
      actor: { id: 'vp', role: 'standing-office', unit: null },
      commandId: 'c',
      correlationId: 'c',
      recordedAt: '2026-04-06T02:00:00.000Z',
      effectiveOn: '2026-04-06',
      schemaVersion: 1,
    },
    ...options,
  };
}

const SUBJECT = {
  rule: 'update-missing',
  programme: 'ct57-2026',
  task: '4.2',
  unit: 'so-khcn',
  assignment: ASSIGNMENT,
  period: '2026-03',
};
const AT = '2026-04-05T10:00:00.000Z';
const UNIT = ['khcn-1', 'khcn-2'];
const OFFICE = ['vp'];

/** Event, what is told, to whom. */
const TABLE: readonly (readonly [string, JsonObject, string, readonly string[]])[] = [
  [
    'TaskAssigned',
    { programme: 'ct57-2026', task: '4.2', unit: 'so-khcn', due: '2026-06-30' },
    'task-assigned',
    UNIT,
  ],
  [
    'ProgressReportReturned',
    { report: 'r', period: '2026-03', reason: 'Thiếu số liệu' },
    'report-returned',
    UNIT,
  ],
  [
    'ExtensionRequested',
    { from: '2026-06-30', to: '2026-09-30', reason: 'Chờ vốn' },
    'extension-requested',
    OFFICE,
  ],
  [
    'ExtensionGranted',
    { request: 'r', from: '2026-06-30', to: '2026-09-30', reason: 'Hợp lý' },
    'extension-decided',
    UNIT,
  ],
  [
    'ExtensionRefused',
    { request: 'r', asked: '2026-09-30', due: '2026-06-30', reason: 'Không đủ căn cứ' },
    'extension-decided',
    UNIT,
  ],
  ['CompletionProposed', { from: 'in-progress', summary: 'Đã nghiệm thu' }, 'completion-proposed', OFFICE],
  ['CompletionConfirmed', { proposal: 'p', completedOn: '2026-04-01', note: '' }, 'completion-decided', UNIT],
  [
    'CompletionReturned',
    { proposal: 'p', to: 'in-progress', reason: 'Thiếu sản phẩm' },
    'completion-decided',
    UNIT,
  ],
  ['WarningRaised', { ...SUBJECT, at: AT, level: 1, inputs: {} }, 'warning-raised', UNIT],
  [
    'WarningRaised',
    { ...SUBJECT, rule: 'task-due-soon', period: '2026-06-30', at: AT, level: 1, inputs: {} },
    'due-soon',
    UNIT,
  ],
  [
    'WarningRaised',
    { ...SUBJECT, at: AT, level: 3, inputs: {} },
    'warning-level-3',
    [...UNIT, 'tc', 'ld-1', 'ld-2', 'vp'],
  ],
  [
    'WarningEscalated',
    { ...SUBJECT, at: AT, from: 1, to: 2, because: 'grace' },
    'warning-level-2',
    [...UNIT, 'tc'],
  ],
  [
    'WarningEscalated',
    { ...SUBJECT, at: AT, from: 2, to: 3, because: 'grace' },
    'warning-level-3',
    [...UNIT, 'ld-1', 'ld-2', 'vp'],
  ],
  [
    'WarningEscalated',
    { ...SUBJECT, at: AT, from: 3, to: 4, because: 'consecutive-periods' },
    'warning-level-4',
    [...UNIT, 'ubkt'],
  ],
  [
    'ExplanationRequested',
    { ...SUBJECT, question: 'Vì sao?', dueOn: '2026-04-13' },
    'explanation-requested',
    UNIT,
  ],
  [
    'ExplanationSubmitted',
    { ...SUBJECT, request: 'r', text: 'Chờ vốn', cause: 'objective', documents: [] },
    'explanation-submitted',
    OFFICE,
  ],
  [
    'ExplanationReturned',
    { ...SUBJECT, explanation: 'e', reason: 'Chưa rõ', dueOn: '2026-04-20' },
    'explanation-returned',
    UNIT,
  ],
  [
    'CauseConfirmed',
    { ...SUBJECT, explanation: 'e', objective: true, reason: 'Bão' },
    'explanation-judged',
    UNIT,
  ],
  [
    'PeriodClosed',
    {
      programme: 'ct57-2026',
      period: '2026-03',
      expected: 40,
      rateByTask: 0.925,
      goal: 0.9,
      meetsGoal: true,
    },
    'period-closed',
    OFFICE,
  ],
];

describe('What is told to whom', () => {
  it.each(TABLE)('%s %j is told as %s to %j', (type, data, kind, receivers) => {
    const [told, ...others] = announce(event(type, data), FACTS);
    expect(others).toStrictEqual([]);
    expect([told?.kind, told?.receivers]).toStrictEqual([kind, receivers]);
  });

  it.each(TABLE)('%s %j carries exactly the values that the texts of its kind may name', (type, data) => {
    for (const { kind, values } of announce(event(type, data), FACTS)) {
      expect(Object.keys(values).toSorted()).toStrictEqual(VALUES_OF[kind].toSorted());
      expect(Object.values(values).filter((value) => /undefined|null|NaN/.test(value))).toStrictEqual([]);
    }
  });

  it('has a case for every type that is told', () => {
    const cases = new Set([...TABLE.map(([type]) => type), 'PeriodReminded']);
    expect([...cases].toSorted()).toStrictEqual(ANNOUNCED_TYPES.toSorted());
  });

  it('a reminder tells each unit of its own assignments', () => {
    const data = {
      programme: 'ct57-2026',
      period: '2026-03',
      by: 'rule',
      workingDaysBefore: 3,
      at: '2026-04-01T01:00:00.000Z',
      cutOff: '2026-04-06T10:00:00.000Z',
      units: [
        { unit: 'so-khcn', assignments: 2 },
        { unit: 'so-tc', assignments: 1 },
      ],
    };
    const told = announce(event('PeriodReminded', data), FACTS);
    expect(told.map(({ kind, unit, receivers, at }) => [kind, unit, receivers, at])).toStrictEqual([
      ['period-reminder', 'so-khcn', UNIT, data.at],
      ['period-reminder', 'so-tc', ['tc'], data.at],
    ]);
    expect(told[0]?.values).toMatchObject({ count: '2', period: '03/2026', cutOff: '06/04/2026 17:00' });
    for (const { kind, values } of told) {
      expect(Object.keys(values).toSorted()).toStrictEqual(VALUES_OF[kind].toSorted());
    }
    expect(new Set(told.map(({ id }) => id)).size).toBe(2);
  });

  it('a cut-off is told to the standing office with its rate', () => {
    const told = announceCutOff(
      {
        programme: 'ct57-2026',
        period: '2026-03',
        cutOff: '2026-04-06T10:00:00.000Z',
        expected: 40,
        missing: 4,
        rate: 0.875,
        goal: 0.9,
        meetsGoal: false,
        simulated: true,
      },
      FACTS,
    );
    expect(told).toMatchObject({
      kind: 'cut-off-passed',
      receivers: OFFICE,
      simulated: true,
      values: { rate: '87,5 %', goal: '90,0 %', meetsGoal: 'chưa đạt', period: '03/2026' },
    });
    expect(Object.keys(told.values).toSorted()).toStrictEqual(VALUES_OF['cut-off-passed'].toSorted());
  });

  it.each([
    [0.8997, '89,9 %'],
    [0.9, '90,0 %'],
    [0.29, '29,0 %'],
    [1, '100,0 %'],
  ])('a rate of %d is told as %s: cut, never rounded up to the goal', (rateByTask, rate) => {
    const [told] = announce(event('PeriodClosed', { rateByTask, goal: 0.9 }), FACTS);
    expect(told?.values).toMatchObject({ rate, goal: '90,0 %' });
  });

  it('other events, and those of an assignment that is not there, are told to nobody', () => {
    expect(announce(event('AssignmentAccepted', { byReporting: false }), FACTS)).toStrictEqual([]);
    expect(announce(event('toString', {}), FACTS)).toStrictEqual([]);
    const elsewhere = event('TaskAssigned', { due: null }, { stream: 'assignment-other' });
    expect(announce(elsewhere, FACTS)).toStrictEqual([]);
  });

  describe('of an indicator', () => {
    const indicator = {
      rule: 'indicator-off-track',
      programme: 'ct57-2026',
      task: null,
      unit: null,
      assignment: null,
      indicator: '1.(1)/1',
      period: '2026',
    };
    const tell = (type: string, data: JsonObject) => announce(event(type, data), FACTS)[0];

    it('a warning is told to its owner, and to the standing office where it has none', () => {
      const raised = { at: AT, level: 1, inputs: {} };
      const owned = tell('WarningRaised', { ...indicator, unit: 'so-khcn', ...raised });
      expect([owned?.unit, owned?.receivers]).toStrictEqual(['so-khcn', UNIT]);
      const unowned = tell('WarningRaised', { ...indicator, ...raised });
      expect([unowned?.unit, unowned?.receivers]).toStrictEqual([null, OFFICE]);
      expect(unowned?.values).toMatchObject({
        matter: 'chỉ tiêu 1.(1)/1',
        task: '1.(1)/1',
        taskTitle: 'Tỷ lệ hồ sơ trực tuyến',
        unitName: 'Cơ quan Thường trực',
        period: 'năm 2026',
      });
      expect(Object.keys(unowned?.values ?? {}).toSorted()).toStrictEqual(
        VALUES_OF['warning-raised'].toSorted(),
      );
      expect(unowned?.data).toMatchObject({ task: null, assignment: null, indicator: '1.(1)/1' });
    });

    it('a warning that climbs is told to no coordinating unit, and to the leaders as any other', () => {
      const climbed = (to: number) =>
        tell('WarningEscalated', {
          ...indicator,
          unit: 'so-khcn',
          at: AT,
          from: to - 1,
          to,
          because: 'grace',
          workingDays: 5,
          periods: null,
        });
      expect(climbed(2)?.receivers).toStrictEqual(UNIT);
      expect(climbed(2)?.values.levelText).toBe('thủ trưởng đơn vị');
      expect(climbed(3)?.receivers).toStrictEqual([...UNIT, 'ld-1', 'ld-2', 'vp']);
    });

    it('an explanation is asked of the unit that the request names', () => {
      const asked = tell('ExplanationRequested', {
        ...indicator,
        askedUnit: 'so-tc',
        question: 'Vì sao?',
        dueOn: '2026-05-04',
      });
      expect([asked?.unit, asked?.receivers]).toStrictEqual(['so-tc', ['tc']]);
    });
  });

  it('somebody who is meant twice is told once', () => {
    const doubled: NoticeFacts = { ...FACTS, coordinatingUnits: () => ['so-tc', 'so-khcn', 'so-tc'] };
    const [told] = announce(event('WarningEscalated', { ...SUBJECT, at: AT, from: 1, to: 2 }), doubled);
    expect(told?.receivers).toStrictEqual([...UNIT, 'tc']);
  });

  it('tells when it was so, not when it was written, and marks simulated facts', () => {
    const [told] = announce(event('WarningRaised', { ...SUBJECT, at: AT, level: 1, inputs: {} }), FACTS);
    expect(told).toMatchObject({ at: AT, simulated: false });
    const base = event('TaskAssigned', { due: null });
    const simulated = { ...base, metadata: { ...base.metadata, simulated: { seed: 7 } } };
    expect(announce(simulated, FACTS)[0]).toMatchObject({ at: base.metadata.recordedAt, simulated: true });
  });

  it('the same event gives the same ids, another event others', () => {
    const [first] = announce(event('TaskAssigned', { due: null }), FACTS);
    const [again] = announce(event('TaskAssigned', { due: null }), FACTS);
    const [other] = announce(event('TaskAssigned', { due: null }, { id: 'another' }), FACTS);
    expect(again?.id).toBe(first?.id);
    expect(other?.id).not.toBe(first?.id);
    expect(noticeId('a', 'khcn-1')).not.toBe(noticeId('a', 'khcn-2'));
  });

  it('links escape what is no part of a path', () => {
    const facts: NoticeFacts = { ...FACTS, assignment: () => ({ programme: 'p', task: '1/a', unit: 'u' }) };
    const [told] = announce(event('TaskAssigned', { due: null }, { stream: 'assignment-p.1/a.u' }), facts);
    expect(told?.link).toBe('/assignments/p.1%2Fa.u');
  });
});
