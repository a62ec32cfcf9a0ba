import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { JsonObject, Position, RecordedEvent } from '#event-log';
import { ReadModelFile } from '#projections';
import { documentReferences, history, untoldEvents } from './history/history.table.js';
import { responsibilityReadModels } from './read-models.js';
import { rights } from './rights/rights.table.js';

let file: ReadModelFile;
let count: number;

beforeEach(() => {
  file = new ReadModelFile(':memory:', responsibilityReadModels);
  count = 0;
});
afterEach(() => file.close());

const POSITION_DIGITS = 16;

function write(stream: string, type: string, data: JsonObject, metadata: JsonObject = {}): RecordedEvent {
  count += 1;
  const event: RecordedEvent = {
    id: `event-${count}`,
    stream,
    revision: count,
    position: String(count).padStart(POSITION_DIGITS, '0') as Position,
    type,
    data,
    metadata: {
      actor: { id: 'thuong-truc', role: 'standing-office', unit: null },
      commandId: `command-${count}`,
      correlationId: `command-${count}`,
      recordedAt: `2026-01-0${count}T02:00:00.000Z`,
      effectiveOn: '2026-01-05',
      schemaVersion: 1,
      ...metadata,
    },
    rawData: JSON.stringify(data),
    rawMetadata: '',
  };
  file.apply([event]);
  return event;
}

describe('The history', () => {
  it('keeps an event of an assignment whose task code has dots, with its body as it was stored', () => {
    const event = write('assignment-ctr-2026.1.2.(4).so-a', 'AssignmentAccepted', { byReporting: true });
    expect(file.db.select().from(history).all()).toStrictEqual([
      {
        position: event.position,
        eventId: event.id,
        stream: event.stream,
        revision: 1,
        type: 'AssignmentAccepted',
        programme: 'ctr-2026',
        task: '1.2.(4)',
        unit: 'so-a',
        assignment: 'ctr-2026.1.2.(4).so-a',
        indicator: null,
        warningRule: null,
        recordedAt: '2026-01-01T02:00:00.000Z',
        effectiveOn: '2026-01-05',
        actorId: 'thuong-truc',
        actorRole: 'standing-office',
        actorUnit: null,
        rule: null,
        simulated: false,
        data: '{"byReporting":true}',
      },
    ]);
  });

  it('keeps a warning under its assignment, with the rule that acted and that it is simulated', () => {
    const subject = {
      programme: 'ctr-2026',
      task: '1.2.(4)',
      unit: 'so-a',
      assignment: 'ctr-2026.1.2.(4).so-a',
      period: '2026-01',
      rule: 'update-missing',
    };
    write('warning-update-missing.ctr-2026.1.2.(4).so-a.2026-01', 'WarningCleared', subject, {
      actor: { id: 'warnings', role: 'rule', unit: null },
      rule: { id: 'update-missing', version: 1 },
      simulated: { seed: 57 },
    });
    const [row] = file.db.select().from(history).all();
    expect(row).toMatchObject({
      programme: 'ctr-2026',
      task: '1.2.(4)',
      unit: 'so-a',
      assignment: 'ctr-2026.1.2.(4).so-a',
      warningRule: 'update-missing',
      rule: '{"id":"update-missing","version":1}',
      simulated: true,
    });
  });

  it.each([
    [
      'a task whose code has dots',
      'task-ctr-2026.1.2.(4)',
      'TaskLinked',
      {},
      { programme: 'ctr-2026', task: '1.2.(4)' },
    ],
    ['a programme', 'programme-ctr-2026', 'ReportingPolicyAdopted', {}, { programme: 'ctr-2026' }],
    ['a period', 'period-ctr-2026.2026-03-d15', 'PeriodReopened', {}, { programme: 'ctr-2026' }],
    ['a unit', 'unit-so-a', 'UnitRenamed', {}, { unit: 'so-a' }],
    ['a group of units', 'unitgroup-cac-so', 'UnitGroupDefined', {}, {}],
    [
      'an indicator, whose unit of measure is no unit',
      'indicator-ctr-2026.1_1_',
      'IndicatorDefined',
      { programme: 'ctr-2026', code: '1(1)', unit: '%' },
      { programme: 'ctr-2026', indicator: '1(1)' },
    ],
    [
      'a unit’s figure',
      'indicator-ctr-2026.1_1_.xa-a',
      'MeasurementRecorded',
      { programme: 'ctr-2026', code: '1(1)', unit: 'xa-a' },
      { programme: 'ctr-2026', indicator: '1(1)', unit: 'xa-a' },
    ],
    [
      'a warning of an indicator without an owner',
      'warning-indicator-off-track.ctr-2026.1_1_.2026',
      'WarningRaised',
      {
        rule: 'indicator-off-track',
        programme: 'ctr-2026',
        task: null,
        unit: null,
        assignment: null,
        indicator: '1(1)',
      },
      { programme: 'ctr-2026', indicator: '1(1)', warningRule: 'indicator-off-track' },
    ],
    [
      'the unit that was asked to explain such a warning',
      'warning-indicator-off-track.ctr-2026.1_1_.2026',
      'ExplanationRequested',
      {
        rule: 'indicator-off-track',
        programme: 'ctr-2026',
        task: null,
        unit: null,
        askedUnit: 'so-a',
        assignment: null,
        indicator: '1(1)',
      },
      { programme: 'ctr-2026', unit: 'so-a', indicator: '1(1)', warningRule: 'indicator-off-track' },
    ],
  ])('keeps what %s speaks of', (_what, stream, type, data, subject) => {
    write(stream, type, data);
    const nothing = {
      programme: null,
      task: null,
      unit: null,
      assignment: null,
      indicator: null,
      warningRule: null,
    };
    expect(file.db.select().from(history).all()).toMatchObject([{ stream, type, ...nothing, ...subject }]);
  });

  it('keeps what happens to an account, and what an inspector looked at, under no unit and no programme', () => {
    write('account-thuong-truc', 'RoleGranted', { role: 'lead-unit', unit: 'so-a' });
    write('inspection-kiem-tra.2026-01-05.09', 'RecordsViewed', { route: '/units', parameters: {} });
    const nothing = { programme: null, task: null, unit: null, assignment: null };
    expect(file.db.select().from(history).all()).toMatchObject([
      { stream: 'account-thuong-truc', ...nothing },
      { stream: 'inspection-kiem-tra.2026-01-05.09', ...nothing },
    ]);
  });

  it('keeps of the parts of a list that a close freezes only where they lie', () => {
    const { id, position, stream, revision } = write('period-ctr-2026.2026-03', 'PeriodSlotsListed', {
      slots: [],
    });
    expect(file.db.select().from(history).all()).toEqual([]);
    expect(file.db.select().from(untoldEvents).all()).toEqual([{ eventId: id, position, stream, revision }]);
  });

  it('keeps every document that an event names, folded, under the event', () => {
    const document = { number: '45/QĐ-BCĐ', date: '2026-03-02', issuer: 'Ban Chỉ đạo' };
    const { id } = write('assignment-ctr-2026.1.so-a', 'AssignmentStatusChanged', { document });
    write('programme-ctr-2026', 'ProgrammeRegistered', {
      number: '05-CTr/BCĐ',
      issuedOn: '2026-01-02',
      issuer: 'Ban Chỉ đạo',
    });
    write('assignment-ctr-2026.1.so-a', 'ProgressReported', { documents: [] });
    expect(file.db.select().from(documentReferences).all()).toMatchObject([
      {
        ...document,
        eventId: id,
        stream: 'assignment-ctr-2026.1.so-a',
        programme: 'ctr-2026',
        unit: 'so-a',
        search: '45/qd-bcd\nban chi dao',
      },
      { number: '05-CTr/BCĐ', date: '2026-01-02', issuer: 'Ban Chỉ đạo', unit: null },
    ]);
  });
});

describe('The rights', () => {
  const LEAD = { role: 'lead-unit', unit: 'so-a' };

  const granted = {
    account: 'dau-moi.so-a',
    ...LEAD,
    grantedBy: 'thuong-truc',
    revokedAt: null,
    revokedBy: null,
    revokedEvent: null,
    simulated: false,
  };

  it('hold each grant with the revocation that ended it', () => {
    write('account-dau-moi.so-a', 'RoleGranted', LEAD);
    write(
      'account-dau-moi.so-a',
      'RoleRevoked',
      { ...LEAD, reason: 'Đổi việc' },
      {
        actor: { id: 'quan-tri', role: 'administrator', unit: null },
      },
    );
    write('account-dau-moi.so-a', 'RoleGranted', LEAD, { simulated: { seed: 57 } });
    expect(file.db.select().from(rights).orderBy(rights.grantedAt).all()).toStrictEqual([
      {
        event: 'event-1',
        ...granted,
        grantedAt: '2026-01-01T02:00:00.000Z',
        revokedAt: '2026-01-02T02:00:00.000Z',
        revokedBy: 'quan-tri',
        revokedEvent: 'event-2',
      },
      { event: 'event-3', ...granted, grantedAt: '2026-01-03T02:00:00.000Z', simulated: true },
    ]);
  });

  it('end only the one of the same account, role and unit', () => {
    write('account-dau-moi.so-a', 'RoleGranted', LEAD);
    write('account-dau-moi.so-a', 'RoleGranted', { ...LEAD, unit: 'so-b' });
    write('account-khac', 'RoleGranted', { role: 'inspector', unit: null });
    write('account-khac', 'RoleGranted', { role: 'standing-office', unit: null });
    write('account-khac', 'RoleRevoked', { role: 'inspector', unit: null, reason: 'Đổi việc' });
    write('account-dau-moi.so-a', 'RoleRevoked', { ...LEAD, reason: 'Đổi việc' });
    expect(
      file.db
        .select({ event: rights.event, revokedEvent: rights.revokedEvent })
        .from(rights)
        .orderBy(rights.event)
        .all(),
    ).toEqual([
      { event: 'event-1', revokedEvent: 'event-6' },
      { event: 'event-2', revokedEvent: null },
      { event: 'event-3', revokedEvent: 'event-5' },
      { event: 'event-4', revokedEvent: null },
    ]);
  });
});
