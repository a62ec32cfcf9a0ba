import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { JsonObject, Position, RecordedEvent } from '#event-log';
import { instantAt } from '#kernel';
import { complianceInParts, complianceOf, NONE, type Slot } from './compliance.js';
import { driftCause, figureDrift, slotDrift } from './drift.js';
import { SLOT_OUTCOMES, type SlotOutcome } from './slot.js';
import { sampleAdopted } from './testing/sample-policy.js';

const PERIOD = '2026-03';
const OPTIONS = { due: true, goal: 0.9, taskCountsWhen: 'share' } as const;

const slot = (task: string, outcome: SlotOutcome, report: string | null = null, unit = 'so-a'): Slot => ({
  assignment: `mau-2026.${task}.${unit}`,
  task,
  unit,
  period: PERIOD,
  outcome,
  report,
});
const named = (task: string) => ({ assignment: `mau-2026.${task}.so-a`, task, unit: 'so-a' });

describe('What differs between a frozen list and the one of now', () => {
  it('is each slot with another outcome, or another report that decided it', () => {
    const frozen = [slot('1', 'on-time', 'r1'), slot('2', 'missing'), slot('3', 'insufficient', 'r3')];
    const now = [slot('3', 'insufficient', 'r4'), slot('2', 'late', 'r2'), slot('1', 'on-time', 'r1')];
    expect(slotDrift(frozen, now)).toStrictEqual([
      {
        ...named('2'),
        from: { outcome: 'missing', report: null },
        to: { outcome: 'late', report: 'r2' },
      },
      {
        ...named('3'),
        from: { outcome: 'insufficient', report: 'r3' },
        to: { outcome: 'insufficient', report: 'r4' },
      },
    ]);
  });

  it('is a slot that only one of them has', () => {
    expect(slotDrift([slot('1', 'missing')], [slot('2', 'exempt')])).toStrictEqual([
      { ...named('1'), from: { outcome: 'missing', report: null }, to: null },
      { ...named('2'), from: null, to: { outcome: 'exempt', report: null } },
    ]);
  });

  it('is nothing between a list and itself, in whatever order', () => {
    const slots = SLOT_OUTCOMES.map((outcome, index) => slot(String(index), outcome));
    expect(slotDrift(slots, [...slots].reverse())).toStrictEqual([]);
    const figures = complianceOf(PERIOD, slots, OPTIONS);
    expect(figureDrift(figures, figures)).toStrictEqual([]);
  });

  it('is each figure that differs, a goal that is no longer met among them', () => {
    const figures = (outcome: SlotOutcome) => complianceOf(PERIOD, [slot('1', outcome)], OPTIONS);
    expect(figureDrift(figures('on-time'), figures('insufficient'))).toStrictEqual([
      { figure: 'byAssignment.onTime', from: 1, to: 0 },
      { figure: 'byAssignment.insufficient', from: 0, to: 1 },
      { figure: 'byAssignment.rate', from: 1, to: 0 },
      { figure: 'byTask.shareSum', from: 1, to: 0 },
      { figure: 'byTask.complete', from: 1, to: 0 },
      { figure: 'byTask.rate', from: 1, to: 0 },
      { figure: 'meetsGoal', from: true, to: false },
    ]);
  });
});

describe('The event since which a slot stands as it does', () => {
  const adopted = sampleAdopted('2026-01-01');
  const CLOSED = instantAt('2026-04-09');

  /** An assignment's stream, from its assignment on 02/03. */
  function stream(...events: readonly [day: string, type: string, data: JsonObject][]): RecordedEvent[] {
    const assigned = {
      programme: 'mau-2026',
      task: '1',
      unit: 'so-a',
      viaGroup: null,
      transferredFrom: null,
      scheduleKind: 'quarter',
      due: null,
    };
    return [['2026-03-02', 'TaskAssigned', assigned] as const, ...events].map(
      ([day, type, data], revision) => {
        const recordedAt = instantAt(day, '09:00');
        const metadata = {
          actor: { id: 'tester', role: 'lead-unit', unit: 'so-a' },
          commandId: `c${revision}`,
          correlationId: `c${revision}`,
          recordedAt,
          effectiveOn: day,
          schemaVersion: 1,
        };
        return {
          id: `e${revision}`,
          type,
          data,
          metadata,
          stream: 'assignment-mau-2026.1.so-a',
          revision,
          position: String(revision) as Position,
          rawData: JSON.stringify(data),
          rawMetadata: JSON.stringify(metadata),
        };
      },
    );
  }

  const report = (summary = 'Đã khảo sát xong 12/20 đơn vị', period = PERIOD): JsonObject => ({
    period,
    kind: 'progress',
    percentBefore: null,
    percent: 40,
    percentDownReason: null,
    summary,
    difficulties: '',
    proposals: '',
    documents: [],
    disbursedVnd: null,
    deliverables: [],
  });
  const returned = (id: string): JsonObject => ({ report: id, period: PERIOD, reason: 'Thiếu số liệu' });
  const causeOf = (events: RecordedEvent[]) => driftCause(events, adopted, PERIOD, CLOSED)?.id;

  it('is a report that came after the close, not one for another month', () => {
    expect(
      causeOf(
        stream(
          ['2026-04-10', 'ProgressReported', report('Đã khảo sát xong 12/20 đơn vị', '2026-04')],
          ['2026-04-12', 'ProgressReported', report()],
          ['2026-04-13', 'ProgressReported', report()],
        ),
      ),
    ).toBe('e2');
  });

  it('is the return of a report that had been good', () => {
    expect(
      causeOf(
        stream(
          ['2026-03-30', 'ProgressReported', report()],
          ['2026-04-12', 'ProgressReportReturned', returned('e1')],
        ),
      ),
    ).toBe('e2');
  });

  it('is the last of several that changed it', () => {
    expect(
      causeOf(
        stream(
          ['2026-03-30', 'ProgressReported', report()],
          ['2026-04-12', 'ProgressReportReturned', returned('e1')],
          ['2026-04-13', 'ProgressReported', report()],
          ['2026-04-14', 'AssignmentAccepted', { byReporting: false }],
        ),
      ),
    ).toBe('e3');
  });

  it('is none where the stream holds nothing', () => {
    expect(driftCause([], adopted, PERIOD, CLOSED)).toBeNull();
  });
});

describe('A period’s figures in parts', () => {
  const slots = fc.array(
    fc.tuple(
      fc.integer({ min: 1, max: 6 }),
      fc.integer({ min: 1, max: 4 }),
      fc.constantFrom(...SLOT_OUTCOMES),
    ),
    { maxLength: 30 },
  );
  const made = (rows: readonly (readonly [number, number, SlotOutcome])[]) =>
    rows.map(([task, unit, outcome]) => slot(String(task), outcome, null, `so-${unit}`));

  it('add up to the whole where each slot has one key, and never exceed 100 %', () => {
    fc.assert(
      fc.property(slots, (rows) => {
        const all = made(rows);
        const parts = complianceInParts(PERIOD, all, OPTIONS, ({ unit }) => [unit]);
        const whole = complianceOf(PERIOD, all, OPTIONS);
        const sum = (key: 'expected' | 'onTime' | 'late' | 'missing' | 'exempt') =>
          parts.reduce((total, { byAssignment }) => total + byAssignment[key], 0);
        for (const key of ['expected', 'onTime', 'late', 'missing', 'exempt'] as const) {
          expect([key, sum(key)]).toStrictEqual([key, whole.byAssignment[key]]);
        }
        for (const { byAssignment, byTask } of parts) {
          for (const rate of [byAssignment.rate, byTask.rate]) {
            expect(rate === null || (rate >= 0 && rate <= 1)).toBe(true);
          }
        }
      }),
    );
  });

  it('count a slot of two keys in both parts, once each, and one of none apart', () => {
    const keys: Record<string, readonly string[]> = { 1: ['a', 'b', 'a'], 2: ['b'], 3: [] };
    const parts = complianceInParts(
      PERIOD,
      [slot('1', 'on-time'), slot('2', 'late'), slot('3', 'missing')],
      OPTIONS,
      ({ task }) => keys[task] ?? [],
    );
    expect(
      parts.map(({ key, byAssignment, meetsGoal }) => [
        key,
        byAssignment.expected,
        byAssignment.rate,
        meetsGoal,
      ]),
    ).toStrictEqual([
      ['a', 1, 1, true],
      ['b', 2, 0.5, false],
      [NONE, 1, 0, false],
    ]);
  });
});
