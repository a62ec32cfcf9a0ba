import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type DefineIndicator, defineIndicator } from './indicator.decisions.js';
import { DIRECTIONS, type Formula, type Path, type PathPoint } from './indicator.events.js';
import { circles, dayFlaws, indicatorFlaws, rollUpFlaws, targetFlaws } from './indicator.flaws.js';
import { type Indicator, indicatorState, indicatorStream, NO_DETAILS } from './indicator.state.js';
import { given } from './testing/given.js';

const source = { file: 'mau-2026.yaml', sha256: '9f86' };

const indicator: DefineIndicator = {
  ...NO_DETAILS,
  programme: 'mau-2026',
  code: '1.(1)/1',
  group: '1.(1)',
  name: 'Tỷ lệ hồ sơ trực tuyến',
  unit: '%',
  direction: 'at_least',
  target: 90,
  targetMax: null,
  stretchTarget: null,
  targetYear: 2026,
  ordinal: 1,
  source,
};
const of = { programme: 'mau-2026', code: '1.(1)/1' };
const body = {
  ...of,
  group: '1.(1)',
  name: 'Tỷ lệ hồ sơ trực tuyến',
  unit: '%',
  direction: 'at_least',
  target: 90,
  targetMax: null,
  stretchTarget: null,
  targetYear: 2026,
  ordinal: 1,
};
const defined = { type: 'IndicatorDefined', data: body };
const stream = indicatorStream('mau-2026', '1.(1)/1');
const withFields = (fields: Partial<Indicator>): DefineIndicator => ({ ...indicator, ...fields });

describe('an indicator', () => {
  it('is defined, without keys for what its catalogue leaves open', () => {
    given(stream, indicatorState)
      .when((state) => defineIndicator(indicator, state))
      .then(defined);
  });
  it('is defined as a part of another', () => {
    given(stream, indicatorState)
      .when((state) => defineIndicator(withFields({ parentCode: '1.(1)/0' }), state))
      .then({ ...defined, data: { ...body, parentCode: '1.(1)/0' } });
  });
  it('defined again yields no events', () => {
    given(stream, indicatorState, defined)
      .when((state) =>
        defineIndicator({ ...withFields({ ordinal: 4 }), source: { file: 'b', sha256: '' } }, state),
      )
      .thenNothing();
  });
  it('defined again with another target is refused', () => {
    given(stream, indicatorState, defined)
      .when((state) => defineIndicator(withFields({ target: 95 }), state))
      .thenRefused('indicator-differs', 'target');
  });
  it('whose target does not go with its direction is refused', () => {
    given(stream, indicatorState)
      .when((state) => defineIndicator(withFields({ target: null, targetMax: 3 }), state))
      .thenRefused('indicator-target-invalid', 'target', 'targetMax');
  });
  it('has a stream name that the event log takes', () => {
    expect(stream).toBe('indicator-mau-2026.1._1_/1');
  });
});

describe('what a catalogue says of an indicator for the first time', () => {
  const baseline = { value: 62.5, on: '2025-12-31' };
  const said = { timing: 'at-moment', strict: true, baseline } as const;
  const amended = {
    type: 'IndicatorAmended',
    data: {
      ...of,
      changes: [
        { field: 'strict', from: false, to: true },
        { field: 'baseline', from: null, to: baseline },
        { field: 'timing', from: null, to: 'at-moment' },
      ],
      source,
    },
  };

  it('amends it, with what stood before and the file', () => {
    given(stream, indicatorState, defined)
      .when((state) => defineIndicator(withFields(said), state))
      .then(amended);
  });
  it('said again yields no events', () => {
    given(stream, indicatorState, defined, amended)
      .when((state) => defineIndicator(withFields(said), state))
      .thenNothing();
  });
  it('is refused when it contradicts what was said, new matter beside it or not', () => {
    given(stream, indicatorState, defined, amended)
      .when((state) =>
        defineIndicator(
          withFields({ ...said, baseline: { ...baseline, value: 60 }, cadence: 'monthly' }),
          state,
        ),
      )
      .thenRefused('indicator-differs', 'baseline');
  });
  it('is refused when it is said no more', () => {
    given(stream, indicatorState, defined, amended)
      .when((state) => defineIndicator(indicator, state))
      .thenRefused('indicator-differs', 'strict', 'baseline', 'timing');
  });
  it('never changes a target, nor the unit of measure', () => {
    given(stream, indicatorState, { ...defined, data: { ...body, unit: null } })
      .when((state) => defineIndicator(withFields({ stretchTarget: 95, timing: 'cumulative' }), state))
      .thenRefused('indicator-differs', 'unit', 'stretchTarget');
  });
  it('may be a part of another', () => {
    given(stream, indicatorState, defined)
      .when((state) => defineIndicator(withFields({ parentCode: '1.(1)/0' }), state))
      .then({
        type: 'IndicatorAmended',
        data: { ...of, changes: [{ field: 'parentCode', from: null, to: '1.(1)/0' }], source },
      });
  });
});

describe('what an indicator says of its figures', () => {
  const places = (fields: Partial<Indicator>) => indicatorFlaws(withFields(fields)).map(({ at }) => at);
  const year = (at: number, target: number | null) => ({
    year: at,
    target,
    targetMax: null,
    stretchTarget: null,
  });
  const byHand = (...points: readonly (readonly [string, number])[]): Path => ({
    kind: 'by-hand',
    points: points.map(([on, value]): PathPoint => ({ on, value })),
  });
  const counted = { unit: 'người', target: 500 } as const;
  const rank = { unit: null, direction: 'rank_at_most', target: 5 } as const;

  it.each<[string, Partial<Indicator>, string[]]>([
    ['a further year that is the target year', { targets: [year(2026, 80)] }, ['targets[0].year']],
    ['a year twice', { targets: [year(2027, 92), year(2027, 93)] }, ['targets[1].year']],
    ['years out of order', { targets: [year(2028, 95), year(2027, 92)] }, ['targets[1].year']],
    [
      'a further year without a target',
      { targets: [year(2027, 92), year(2028, null)] },
      ['targets[1].target'],
    ],
    ['"over" on a range', { direction: 'range', targetMax: 95, strict: true }, ['strict']],
    ['"over" on a rank', { ...rank, strict: true }, ['strict']],
    ['a baseline of rank nought', { ...rank, baseline: { value: 0, on: '2025-12-31' } }, ['baseline']],
    ['a path of a rank', { ...rank, path: { kind: 'linear' } }, ['path']],
    [
      'a ratio of people',
      { ...counted, formula: { kind: 'ratio', numerator: 'a', denominator: 'b' } },
      ['formula'],
    ],
    [
      'a weighted average of people',
      { ...counted, formula: { kind: 'weighted-average', of: { group: 'cac-xa' } } },
      ['formula'],
    ],
    [
      'a rate of the system that is no share',
      { ...counted, formula: { kind: 'system', of: 'monthly-update-rate' } },
      ['formula'],
    ],
    ['a sum of nothing', { formula: { kind: 'sum', of: { codes: [] } } }, ['formula']],
    ['a path without points', { path: byHand() }, ['path']],
    ['points out of order', { path: byHand(['2026-06-30', 50], ['2026-03-31', 60]) }, ['path.points[1]']],
    ['two points of a day', { path: byHand(['2026-06-30', 50], ['2026-06-30', 60]) }, ['path.points[1]']],
    ['a path that falls', { path: byHand(['2026-03-31', 60], ['2026-06-30', 50]) }, ['path.points[1]']],
    [
      'a path to "at most" that rises',
      { direction: 'at_most', path: byHand(['2026-03-31', 50], ['2026-06-30', 60]) },
      ['path.points[1]'],
    ],
    [
      'a path to "exactly" that turns back',
      { direction: 'exactly', path: byHand(['2026-03-31', 95], ['2026-06-30', 96], ['2026-09-30', 92]) },
      ['path.points[1]'],
    ],
    ['a point after the target year', { path: byHand(['2027-01-01', 90]) }, ['path.points[0]']],
  ])('%s is a flaw', (_name, fields, expected) => {
    expect(places(fields)).toEqual(expected);
  });

  it('a qualitative one speaks of no figures at all', () => {
    const flaws = places({
      direction: 'qualitative',
      unit: null,
      target: null,
      strict: true,
      approximate: true,
      baseline: { value: 1, on: '2025-12-31' },
      cadence: 'monthly',
      timing: 'at-moment',
      formula: { kind: 'direct' },
      path: { kind: 'linear' },
      targets: [year(2027, null)],
      owner: 'so-a',
      verification: 'Báo cáo',
    });
    expect(flaws).toEqual([
      'strict',
      'approximate',
      'baseline',
      'cadence',
      'timing',
      'formula',
      'path',
      'targets',
    ]);
  });

  it.each<[string, Partial<Indicator>]>([
    [
      'everything that can be said',
      {
        strict: true,
        approximate: true,
        baseline: { value: 40, on: '2025-12-31' },
        cadence: 'quarterly',
        timing: 'at-moment',
        owner: 'so-a',
        formula: { kind: 'ratio', numerator: 'Hồ sơ trực tuyến', denominator: 'Hồ sơ' },
        dataSource: 'Cổng dịch vụ công',
        verification: 'Đối chiếu',
        path: byHand(['2026-03-31', 50], ['2026-06-30', 50], ['2028-06-30', 95]),
        targets: [year(2027, 92), year(2028, 95)],
      },
    ],
    [
      'a path down to "exactly"',
      { direction: 'exactly', path: byHand(['2026-03-31', 99], ['2026-06-30', 95]) },
    ],
    ['a year before the target year', { targetYear: 2030, targets: [year(2026, 50)] }],
    ['a sum of people', { ...counted, formula: { kind: 'sum', of: { group: 'cac-xa' } } }],
  ])('%s is sound', (_name, fields) => {
    expect(indicatorFlaws(withFields(fields))).toEqual([]);
  });

  it('keeps to the days of its programme', () => {
    const period = { from: '2026-03-01', until: '2026-12-31' };
    const flaws = (fields: Partial<Indicator>) => dayFlaws(withFields(fields), period).map(({ at }) => at);
    expect(flaws({ baseline: { value: 1, on: '2027-01-01' } })).toEqual(['baseline']);
    expect(flaws({ baseline: { value: 1, on: '2026-12-31' } })).toEqual([]);
    expect(flaws({ path: byHand(['2025-12-31', 1], ['2026-01-01', 2]) })).toEqual(['path.points[0]']);
  });
});

describe('what indicators say of one another', () => {
  const part = (code: string, fields: Partial<Indicator> = {}): Indicator => ({
    ...indicator,
    code,
    ...fields,
  });
  const sum = (...codes: string[]): { formula: Formula } => ({ formula: { kind: 'sum', of: { codes } } });

  it('is sound where parts are there, have figures and are measured alike', () => {
    const whole = [part('1', sum('2', '3')), part('2', { parentCode: '1' }), part('3')];
    expect(rollUpFlaws(whole)).toEqual([]);
    expect(circles(whole)).toEqual([]);
  });

  it('is wrong of what is not there, has no figures or another unit of measure', () => {
    const flaws = rollUpFlaws([
      part('1', sum('2', '3', '4')),
      part('2', { direction: 'qualitative', target: null }),
      part('3', { unit: 'người' }),
      part('5', { parentCode: '9' }),
    ]);
    expect(flaws.map(({ indicator: { code }, at, detail }) => [code, at, detail])).toEqual([
      ['1', 'formula', expect.stringContaining('“2”')],
      ['1', 'formula', expect.stringContaining('“3”')],
      ['1', 'formula', expect.stringContaining('“4”')],
      ['5', 'parentCode', expect.stringContaining('“9”')],
    ]);
  });

  it.each<[string, Indicator[], string[][]]>([
    ['of itself', [part('1', sum('1'))], [['1']]],
    ['a part of itself', [part('1', { parentCode: '1' })], [['1']]],
    [
      'of one another',
      [part('0', sum('1')), part('1', sum('2')), part('2', sum('3')), part('3', sum('1'))],
      [['1', '2', '3']],
    ],
    [
      'of what it is a part of',
      [
        part('1', { parentCode: '2' }),
        part('2', { parentCode: '3' }),
        part('3', { parentCode: null }),
        part('4'),
      ].map((one) => (one.code === '1' ? { ...one, ...sum('3') } : one)),
      [['1', '3', '2']],
    ],
    [
      'in two circles apart',
      [part('1', sum('1')), part('2', sum('3')), part('3', sum('2'))],
      [['1'], ['2', '3']],
    ],
  ])('a circle %s is found, by its codes', (_name, indicators, expected) => {
    expect(circles(indicators)).toEqual(expected);
  });

  it('a part that is counted twice over is no circle', () => {
    expect(circles([part('1', sum('2', '3')), part('2', sum('4')), part('3', sum('4')), part('4')])).toEqual(
      [],
    );
  });
});

describe('direction and target', () => {
  const none = { target: null, targetMax: null, stretchTarget: null };
  const places = (...args: Parameters<typeof targetFlaws>) => targetFlaws(...args).map(({ at }) => at);

  it.each([
    ['a figure on a qualitative one', { ...none, direction: 'qualitative', target: 5 }, ['target']],
    ['no figure at all', { ...none, direction: 'at_most' }, ['target']],
    ['a range without its upper end', { ...none, direction: 'range', target: 3 }, ['targetMax']],
    ['a range upside down', { ...none, direction: 'range', target: 5, targetMax: 3 }, ['targetMax']],
    ['half a rank', { ...none, direction: 'rank_at_most', target: 2.5 }, ['target']],
    ['rank nought', { ...none, direction: 'rank_at_most', target: 3, stretchTarget: 0 }, ['stretchTarget']],
    [
      'an upper end where none belongs',
      { ...none, direction: 'at_least', target: 3, targetMax: 5 },
      ['targetMax'],
    ],
    [
      'striving for less',
      { ...none, direction: 'at_least', target: 90, stretchTarget: 80 },
      ['stretchTarget'],
    ],
    [
      'striving for a worse rank',
      { ...none, direction: 'rank_at_most', target: 5, stretchTarget: 6 },
      ['stretchTarget'],
    ],
    [
      'striving beyond "exactly"',
      { ...none, direction: 'exactly', target: 5, stretchTarget: 6 },
      ['stretchTarget'],
    ],
    [
      'striving within the range',
      { direction: 'range', target: 3, targetMax: 5, stretchTarget: 5 },
      ['stretchTarget'],
    ],
  ] as const)('%s is a flaw', (_name, target, expected) => {
    expect(places(target)).toEqual(expected);
  });

  it.each([
    ['qualitative without a figure', { ...none, direction: 'qualitative' }],
    ['top 5, striving for top 3', { ...none, direction: 'rank_at_most', target: 5, stretchTarget: 3 }],
    ['10 to 15', { ...none, direction: 'range', target: 10, targetMax: 15 }],
    ['at most nought', { ...none, direction: 'at_most', target: 0 }],
  ] as const)('%s is sound', (_name, target) => {
    expect(targetFlaws(target)).toEqual([]);
  });

  it('only a sound combination is ever defined', () => {
    const figure = fc.option(fc.integer({ min: -5, max: 5 }));
    fc.assert(
      fc.property(
        fc.constantFrom(...DIRECTIONS),
        figure,
        figure,
        figure,
        (direction, target, targetMax, stretchTarget) => {
          if (targetFlaws({ direction, target, targetMax, stretchTarget }).length > 0) return;
          expect(target === null).toBe(direction === 'qualitative');
          expect(targetMax !== null).toBe(direction === 'range');
          if (stretchTarget !== null) expect(['qualitative', 'exactly']).not.toContain(direction);
        },
      ),
    );
  });
});
