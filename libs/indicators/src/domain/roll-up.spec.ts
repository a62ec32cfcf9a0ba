import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { lastDay } from '#kernel';
import { byTime, type PartFigure, type RollUpFacts, type RollUpPart, rollUp } from './roll-up.js';

/** A figure of a period, on its last day; of the event `<id> <period>`. */
const figure = (
  id: string,
  period: string,
  value: number,
  [numerator, denominator]: readonly [number, number] | readonly [null, null] = [null, null],
): PartFigure => ({
  period,
  value,
  numerator,
  denominator,
  measuredOn: lastDay(period),
  events: [`${id} ${period}`],
});

const part = (id: string, figures: readonly PartFigure[], waiting: readonly string[] = []): RollUpPart => ({
  id,
  figures,
  waiting,
});

const communes: RollUpFacts = {
  kind: 'weighted-average',
  of: 'units',
  isShare: true,
  parts: [
    part('a', [figure('a', '2026-03', 50, [10, 20])]),
    part('b', [figure('b', '2026-02', 25, [20, 80]), figure('b', '2026-03', 30, [24, 80])]),
    part('c', [figure('c', '2026-02', 90, [90, 100])], ['2026-03']),
  ],
};

const last = (facts: Partial<RollUpFacts>) => rollUp({ ...communes, ...facts }).at(-1);

describe('A roll-up', () => {
  it('of shares is all numerators over all denominators, with how many and how much of the weight reported', () => {
    expect(last({})).toStrictEqual({
      period: '2026-03',
      value: 34,
      numerator: 34,
      denominator: 100,
      weighting: 'denominators',
      measuredOn: '2026-03-31',
      events: ['a 2026-03', 'b 2026-03'],
      expected: 3,
      reported: 2,
      coverage: 2 / 3,
      // 20 and 80 have reported; c weighs 100, as it said last.
      weightCoverage: 0.5,
      missing: ['c'],
      waiting: ['c'],
    });
  });

  it('takes a missing part for missing, not for zero', () => {
    expect(rollUp(communes)[0]).toMatchObject({
      period: '2026-02',
      value: (110 / 180) * 100,
      reported: 2,
      missing: ['a'],
      waiting: [],
    });
  });

  it('does not tell the weight where a part never said its own', () => {
    const parts = [...communes.parts, part('d', [])];
    expect(last({ parts })).toMatchObject({ coverage: 0.5, weightCoverage: null, value: 34 });
  });

  it('weighs all alike where a part reports no denominator', () => {
    const parts = [...communes.parts, part('d', [figure('d', '2026-03', 100)])];
    expect(last({ parts })).toMatchObject({
      value: 60,
      numerator: null,
      denominator: null,
      weighting: 'equal',
    });
  });

  it('adds shares of units up as one share of all, and counts as they are', () => {
    expect(last({ kind: 'sum' })).toMatchObject({ value: 34, weighting: 'denominators' });
    const parts = [
      part('a', [figure('a', '2026-03', 7)]),
      part('b', [figure('b', '2026-03', 5)]),
      part('c', []),
    ];
    expect(last({ kind: 'sum', isShare: false, parts })).toMatchObject({
      value: 12,
      weighting: null,
      reported: 2,
      weightCoverage: null,
    });
  });

  it('adds shares of other indicators up as they are', () => {
    expect(last({ kind: 'sum', of: 'codes' })).toMatchObject({ value: 80, numerator: 34, denominator: 100 });
  });

  it.each([
    ['min', 30, 24],
    ['max', 50, 10],
    ['last', 30, 24],
  ] as const)('of kind %s is one of the figures', (kind, value, numerator) => {
    expect(last({ kind })).toMatchObject({ value, numerator, weighting: null });
  });

  it('has the figure of the latest day where the last one counts', () => {
    const early = { ...figure('b', '2026-03', 30), measuredOn: '2026-03-10' };
    const parts = [part('a', [figure('a', '2026-03', 50)]), part('b', [early])];
    expect(last({ kind: 'last', parts })).toMatchObject({ value: 50, measuredOn: '2026-03-31' });
  });

  it('is none where nobody has reported', () => {
    expect(rollUp({ ...communes, parts: [part('a', []), part('b', [])] })).toStrictEqual([]);
    expect(rollUp({ ...communes, parts: [] })).toStrictEqual([]);
  });

  it('lies between its parts, and never covers more than all, whatever they are', () => {
    const shares = fc.array(
      fc.option(fc.record({ numerator: fc.nat({ max: 500 }), more: fc.integer({ min: 1, max: 500 }) }), {
        nil: null,
      }),
      { minLength: 1, maxLength: 20 },
    );
    fc.assert(
      fc.property(shares, fc.constantFrom('weighted-average', 'min', 'max', 'last'), (reports, kind) => {
        const parts = reports.map((report, index) => {
          if (!report) return part(`u${index}`, []);
          const { numerator, more } = report;
          const denominator = numerator + more;
          return part(`u${index}`, [
            figure(`u${index}`, '2026-03', (numerator / denominator) * 100, [numerator, denominator]),
          ]);
        });
        const [rolled] = rollUp({ kind, of: 'units', isShare: true, parts });
        const values = parts.flatMap(({ figures }) => figures.map(({ value }) => value));
        if (!rolled) return values.length === 0;
        const near = 1e-9;
        return (
          rolled.value >= Math.min(...values) - near &&
          rolled.value <= Math.max(...values) + near &&
          rolled.reported + rolled.missing.length === parts.length &&
          rolled.coverage <= 1 &&
          rolled.events.length === rolled.reported
        );
      }),
    );
  });
});

describe('Periods', () => {
  it('go by their last day, the longer after the shorter', () => {
    expect(['2026', '2026-Q1', '2026-04', '2026-03', '2026-Q4', '2026-12'].toSorted(byTime)).toStrictEqual([
      '2026-03',
      '2026-Q1',
      '2026-04',
      '2026-12',
      '2026-Q4',
      '2026',
    ]);
  });
});
