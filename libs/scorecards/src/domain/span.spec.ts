import { describe, expect, it } from '@jest/globals';
import { dayOfMatter, holds, spanDaysText, spanOf, spanText } from './span.js';

describe('A span', () => {
  it.each([
    ['2026-03', 'month', '2026-03-01', '2026-03-31', 'tháng 03/2026'],
    ['2028-02', 'month', '2028-02-01', '2028-02-29', 'tháng 02/2028'],
    ['2026-Q1', 'quarter', '2026-01-01', '2026-03-31', 'quý I/2026'],
    ['2026-Q4', 'quarter', '2026-10-01', '2026-12-31', 'quý IV/2026'],
    ['2026', 'year', '2026-01-01', '2026-12-31', 'năm 2026'],
  ])('%s is a %s from %s to %s, read “%5$s”', (id, kind, first, last, text) => {
    const span = spanOf(id);
    expect(span).toStrictEqual({ id, kind, first, last });
    expect(span && spanText(span)).toBe(text);
  });

  it.each(['2026-Q0', '2026-Q5', '2026-q1', '2026-13', '2026-W07', '2026-03-d15', '26', '', '2026-Q1 '])(
    'is not named by “%s”',
    (id) => expect(spanOf(id)).toBeNull(),
  );

  it('says its days as people write them', () => {
    const span = spanOf('2026-Q2');
    expect(span && spanDaysText(span)).toBe('01/04/2026–30/06/2026');
  });

  it.each([
    ['2026-03', '2026-Q1', true],
    ['2026-04', '2026-Q1', false],
    ['2026-01-d15', '2026-Q1', true],
    ['2026-04-d15', '2026-03', false],
    ['2026-04-d15', '2026-04', true],
    // Its week ends on Sunday 5 April.
    ['2026-W14', '2026-Q1', false],
    ['2026-W14', '2026-04', true],
    ['2026', '2026-Q4', true],
    ['2026', '2026-Q1', false],
    ['2026-03-31', '2026-Q1', true],
    ['2026-04-01', '2026-Q1', false],
  ])('a matter of %s lies in %s: %s', (matter, id, expected) => {
    const span = spanOf(id);
    expect(span && holds(span, dayOfMatter(matter))).toBe(expected);
  });
});
