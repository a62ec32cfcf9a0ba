import { describe, expect, it } from '@jest/globals';
import type { Path } from '#catalogue';
import { addDays } from '#kernel';
import { expectedPeriods } from './cadence.js';
import { expectedOn, type PathFacts, pathPoints } from './expected-path.js';

const START = { value: 20, measuredOn: '2026-01-01' };
const way = (path: Path, fields: Partial<PathFacts> = {}): PathFacts => ({
  path,
  start: START,
  goal: 60,
  until: '2026-12-31',
  ...fields,
});
const BY_HAND: Path = {
  kind: 'by-hand',
  points: [
    { on: '2025-12-01', value: 1 },
    { on: '2026-05-01', value: 25 },
    { on: '2026-05-11', value: 45 },
    { on: '2026-12-31', value: 99 },
  ],
};

describe('The expected path', () => {
  it('straight has half of the way behind it after half of the days', () => {
    expect(pathPoints(way({ kind: 'linear' }))).toStrictEqual([
      { on: '2026-01-01', value: 20 },
      { on: '2026-12-31', value: 60 },
    ]);
    expect(expectedOn(way({ kind: 'linear' }), '2026-07-02')).toBeCloseTo(40, 9);
  });

  it('by quarters takes an equal step at the end of each, and stands still between them', () => {
    expect(pathPoints(way({ kind: 'quarterly' }))).toStrictEqual([
      { on: '2026-01-01', value: 20 },
      { on: '2026-03-31', value: 30 },
      { on: '2026-06-30', value: 40 },
      { on: '2026-09-30', value: 50 },
      { on: '2026-12-31', value: 60 },
    ]);
    const on = (day: string) => expectedOn(way({ kind: 'quarterly' }), day);
    expect(
      ['2026-01-01', '2026-03-30', '2026-03-31', '2026-08-15', '2026-12-30', '2026-12-31'].map(on),
    ).toStrictEqual([20, 20, 30, 40, 50, 60]);
  });

  it('by quarters counts those that end after its start only', () => {
    const start = { value: 20, measuredOn: '2026-06-30' };
    expect(pathPoints(way({ kind: 'quarterly' }, { start })).map(({ on }) => on)).toStrictEqual([
      '2026-06-30',
      '2026-09-30',
      '2026-12-31',
    ]);
  });

  it('by hand goes straight between its points, from the start to the goal', () => {
    const on = (day: string) => expectedOn(way(BY_HAND), day);
    expect(on('2026-05-01')).toBe(25);
    expect(on('2026-05-06')).toBe(35);
    expect(on('2026-05-11')).toBe(45);
    expect(on('2026-12-31')).toBe(60);
  });

  it('is at its start before it, and at its goal where there is no time', () => {
    expect(
      expectedOn(way({ kind: 'linear' }, { start: { ...START, measuredOn: '2026-05-01' } }), '2026-04-01'),
    ).toBe(20);
    expect(
      pathPoints(way({ kind: 'quarterly' }, { start: { ...START, measuredOn: '2026-12-31' } })),
    ).toStrictEqual([{ on: '2026-12-31', value: 60 }]);
  });

  it.each(['linear', 'quarterly'] as const)('of kind %s never falls on the way up', (kind) => {
    const days = Array.from({ length: 365 }, (_, day) => addDays('2026-01-01', day));
    const expected = days.map((day) => expectedOn(way({ kind }), day));
    expect(expected).toStrictEqual(expected.toSorted((a, b) => a - b));
    expect([expected[0], expected.at(-1)]).toStrictEqual([20, 60]);
  });
});

describe('The periods that should have figures', () => {
  it('are those that have ended, from the one that the programme begins in', () => {
    expect(expectedPeriods('monthly', '2026-01-15', '2026-12-31', '2026-03-31')).toStrictEqual([
      '2026-01',
      '2026-02',
    ]);
    expect(expectedPeriods('monthly', '2026-01-15', '2026-12-31', '2026-04-01')).toStrictEqual([
      '2026-01',
      '2026-02',
      '2026-03',
    ]);
    expect(expectedPeriods('quarterly', '2026-01-01', '2026-12-31', '2026-11-20')).toStrictEqual([
      '2026-Q1',
      '2026-Q2',
      '2026-Q3',
    ]);
    expect(expectedPeriods('yearly', '2026-01-01', '2030-12-31', '2026-11-20')).toStrictEqual([]);
  });

  it('end with the programme', () => {
    expect(expectedPeriods('yearly', '2026-01-01', '2027-12-31', '2035-01-01')).toStrictEqual([
      '2026',
      '2027',
    ]);
  });
});
