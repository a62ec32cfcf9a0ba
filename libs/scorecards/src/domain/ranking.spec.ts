import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { UnitKind } from '#catalogue';
import { ranked } from './ranking.js';
import { type Scorecard, scorecardOf } from './scorecard.js';
import { type Span, spanOf } from './span.js';
import { judged, setting, slot, unit, warning } from './testing/given.js';

interface Given {
  readonly name: string;
  readonly kind?: UnitKind;
  readonly onTime?: number;
  /** Days of April on which late updates came. */
  readonly late?: readonly number[];
  /** Warnings that stand, of another rule. */
  readonly standing?: number;
  readonly excused?: boolean;
}

function card({
  name,
  kind = 'department',
  onTime = 0,
  late = [],
  standing = 0,
  excused = false,
}: Given): Scorecard {
  const first = late.map((_, index) => warning('update-missing', { task: `l${index}`, standing: false }));
  const facts = unit({
    unit: name,
    unitName: name,
    kind,
    slots: [
      ...Array.from({ length: onTime }, (_, index) => slot('on-time', { task: `o${index}` })),
      ...late.map((day, index) =>
        slot('late', { task: `l${index}`, at: `2026-04-${String(day).padStart(2, '0')} 09:00` }),
      ),
    ],
    warnings: [
      ...first,
      ...Array.from({ length: standing }, (_, index) => warning('contradiction', { task: `c${index}` })),
    ],
    explanations: excused ? first.map(({ id }) => judged(id, true)) : [],
  });
  return scorecardOf(facts, spanOf('2026-03') as Span, setting('2026-05-04 09:00'));
}

const places = (...given: readonly Given[]) =>
  ranked(given.map(card)).map(({ unitName, rank }) => `${unitName} ${rank?.place ?? '–'}`);

describe('The ranking', () => {
  it('goes by the rate first, whatever the number of updates', () => {
    expect(places({ name: 'Sở A', onTime: 9, late: [7] }, { name: 'Sở B', onTime: 1 })).toStrictEqual([
      'Sở B 1',
      'Sở A 2',
    ]);
  });

  it('at one rate goes by fewer working days late', () => {
    expect(
      places({ name: 'Sở A', onTime: 1, late: [9] }, { name: 'Sở B', onTime: 1, late: [7] }),
    ).toStrictEqual(['Sở B 1', 'Sở A 2']);
  });

  it('at one rate and delay goes by fewer standing warnings', () => {
    expect(places({ name: 'Sở A', onTime: 1, standing: 1 }, { name: 'Sở B', onTime: 1 })).toStrictEqual([
      'Sở B 1',
      'Sở A 2',
    ]);
  });

  it('gives equal figures one place, by name in it, and leaves the places after it empty', () => {
    expect(
      places(
        { name: 'Sở Đ', onTime: 2 },
        { name: 'Sở E', onTime: 1, late: [7] },
        { name: 'Sở D', onTime: 1 },
      ),
    ).toStrictEqual(['Sở D 1', 'Sở Đ 1', 'Sở E 3']);
  });

  it('says how many were ranked and how many share a place', () => {
    const [first] = ranked(
      [{ name: 'Sở A', onTime: 1 }, { name: 'Sở B', onTime: 1 }, { name: 'Sở C' }].map(card),
    );
    expect(first?.rank).toStrictEqual({ place: 1, of: 2, shared: 2 });
  });

  it('leaves out, and puts last, a unit of which nothing was expected', () => {
    expect(places({ name: 'Sở A' }, { name: 'Sở B', late: [7] })).toStrictEqual(['Sở B 1', 'Sở A –']);
  });

  it('does not weigh a delay with a confirmed objective cause', () => {
    expect(
      places({ name: 'Sở A', onTime: 9, late: [7] }, { name: 'Sở B', onTime: 1, late: [9], excused: true }),
    ).toStrictEqual(['Sở B 1', 'Sở A 2']);
  });

  it('ranks departments among departments and communes among communes as well', () => {
    const cards = ranked(
      [
        { name: 'Sở A', onTime: 1, late: [7] },
        { name: 'Xã A', kind: 'commune' as const, onTime: 1 },
        { name: 'Xã B', kind: 'commune' as const, late: [7] },
      ].map(card),
    );
    expect(cards.map(({ unitName, rank, rankInKind }) => [unitName, rank?.place, rankInKind])).toStrictEqual([
      ['Xã A', 1, { place: 1, of: 2, shared: 1 }],
      ['Sở A', 2, { place: 1, of: 1, shared: 1 }],
      ['Xã B', 3, { place: 2, of: 2, shared: 1 }],
    ]);
  });

  it('does not depend on the order in which the units come', () => {
    const given = fc.record({
      onTime: fc.nat({ max: 2 }),
      late: fc.array(fc.integer({ min: 7, max: 9 }), { maxLength: 2 }),
      standing: fc.nat({ max: 1 }),
    });
    fc.assert(
      fc.property(fc.array(given, { maxLength: 8 }), (units) => {
        const named = units.map((one, index) => ({ ...one, name: `Sở ${index}` }));
        expect(places(...named)).toStrictEqual(places(...named.toReversed()));
      }),
    );
  });
});
