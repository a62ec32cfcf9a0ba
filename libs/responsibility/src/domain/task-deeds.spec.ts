import { describe, expect, it } from '@jest/globals';
import type { JsonObject } from '#event-log';
import { deedsOf, promisesOf, type RecordedDeed } from './task-deeds.js';

const deed = (eventId: string, type: string, data: JsonObject, effectiveOn = '2026-03-10'): RecordedDeed => ({
  eventId,
  type,
  effectiveOn,
  data,
});
const document = (number: string) => ({ number, date: '2026-03-01', issuer: 'UBND', sha256: null });
const report = (eventId: string, fields: JsonObject = {}) =>
  deed(eventId, 'ProgressReported', {
    period: '2026-02',
    percentDownReason: null,
    deliverables: [],
    documents: [],
    ...fields,
  });
const PROPOSED = deed('proposal', 'CompletionProposed', { deliverables: ['Báo cáo'], documents: [] });
const CONFIRMED = deed('confirmation', 'CompletionConfirmed', {
  proposal: 'proposal',
  completedOn: '2026-03-10',
});

describe('What an assignment’s events tell of its deliverables', () => {
  it('is what came with each report, by the report’s period, and with a proposal, by its day', () => {
    const withDocument = report('r1', { deliverables: ['Kế hoạch'], documents: [document('12/KH')] });
    expect(deedsOf([withDocument, PROPOSED]).handOvers).toStrictEqual([
      { event: 'r1', on: '2026-02-28', deliverables: ['Kế hoạch'], documents: ['12/KH'] },
      { event: 'proposal', on: '2026-03-10', deliverables: ['Báo cáo'], documents: [] },
    ]);
  });

  it('is nothing of a report or proposal that was returned, or that brought nothing', () => {
    const events = [
      report('r1', { deliverables: ['Kế hoạch'] }),
      deed('return', 'ProgressReportReturned', { report: 'r1', period: '2026-02', reason: 'Thiếu' }),
      PROPOSED,
      deed('return-2', 'CompletionReturned', { proposal: 'proposal', to: 'in-progress', reason: 'Thiếu' }),
      report('r2'),
    ];
    expect(deedsOf(events).handOvers).toStrictEqual([]);
  });

  it('is an acceptance when the completion is confirmed, until it is reopened', () => {
    const acceptance = { event: 'confirmation', proposal: 'proposal', on: '2026-03-10', undoneOn: null };
    expect(deedsOf([PROPOSED, CONFIRMED]).acceptances).toStrictEqual([acceptance]);
    const reopened = deed(
      'reopened',
      'AssignmentStatusChanged',
      { from: 'completed', to: 'in-progress' },
      '2026-05-04',
    );
    expect(deedsOf([PROPOSED, CONFIRMED, reopened]).acceptances).toStrictEqual([
      { ...acceptance, undoneOn: '2026-05-04' },
    ]);
  });

  it('is not touched by other changes of status, nor by events that it doesn’t know', () => {
    const events = [
      PROPOSED,
      CONFIRMED,
      deed('other', 'AssignmentStatusChanged', { from: 'accepted', to: 'in-progress' }),
      deed('painted', 'AssignmentPainted', {}),
    ];
    expect(deedsOf(events)).toStrictEqual(deedsOf([PROPOSED, CONFIRMED]));
  });

  it('keeps the reason for which a percent went down', () => {
    const { percentDownReasons } = deedsOf([report('r1', { percentDownReason: 'Đếm nhầm' }), report('r2')]);
    expect([...percentDownReasons]).toStrictEqual([['r1', 'Đếm nhầm']]);
  });
});

describe('What a task promises', () => {
  const registered = deed('registered', 'TaskRegistered', {
    deliverables: ['Kế hoạch'],
    budgetMillionVnd: 500,
  });
  const amended = (field: string, to: JsonObject[string]) =>
    deed('amended', 'TaskAmended', { changes: [{ field, from: null, to }] });

  it('is what it was registered with', () => {
    expect(promisesOf([registered])).toStrictEqual({
      deliverables: ['Kế hoạch'],
      deliverablesEvent: 'registered',
      budgetMillionVnd: 500,
      budgetEvent: 'registered',
    });
  });

  it('is what an amendment states anew, each with its own event', () => {
    expect(promisesOf([registered, amended('budgetMillionVnd', 800)])).toMatchObject({
      deliverablesEvent: 'registered',
      budgetMillionVnd: 800,
      budgetEvent: 'amended',
    });
    expect(promisesOf([registered, amended('deliverables', ['Đề án'])])).toMatchObject({
      deliverables: ['Đề án'],
      deliverablesEvent: 'amended',
      budgetEvent: 'registered',
    });
  });

  it('is no budget where none is stated or it was taken away', () => {
    const without = deed('registered', 'TaskRegistered', { deliverables: [] });
    expect(promisesOf([without])).toMatchObject({ budgetMillionVnd: null, budgetEvent: null });
    expect(promisesOf([registered, amended('budgetMillionVnd', null)])).toMatchObject({
      budgetMillionVnd: null,
      budgetEvent: null,
    });
  });

  it('is not touched by amendments of other fields, and nothing before it is registered', () => {
    expect(promisesOf([registered, amended('title', 'Tên khác')])).toStrictEqual(promisesOf([registered]));
    expect(promisesOf([])).toStrictEqual({
      deliverables: [],
      deliverablesEvent: null,
      budgetMillionVnd: null,
      budgetEvent: null,
    });
  });
});
