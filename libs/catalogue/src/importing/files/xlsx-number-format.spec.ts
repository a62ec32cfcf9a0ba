import { describe, expect, it } from '@jest/globals';
import { numberFormat, parseNumberFormat, showIsoDate, showNumber } from './xlsx-number-format.js';

describe('a number of a sheet', () => {
  it.each([
    [2026, 'General', '2026'],
    [4718.51, 'General', '4718,51'],
    [0.1 + 0.2, 'General', '0,3'],
    [4718.51, '#,##0.00', '4.718,51'],
    [56972.914, '#,##0', '56.973'],
    [7.1, '0.00', '7,10'],
    [0.95, '0%', '95%'],
    [0.955, '0.0%', '95,5%'],
    [0.955, '0.##%', '95,5%'],
    [-3, '#,##0;(#,##0)', '-3'],
    [-0.001, '0', '0'],
    [1250, '#,##0" triệu đồng"', '1.250 triệu đồng'],
    [1250, '_(* #,##0_);_(* \\(#,##0\\);_(* "-"??_);_(@_)', '1.250'],
    [5, '[Red][<10]0;0', '5'],
    [5, '@', '5'],
    [12345678901234, '0.00E+00', '12345678901234'],
  ])('%d in the form %s is shown as %s', (value, code, expected) => {
    expect(showNumber(value, parseNumberFormat(code), false)).toBe(expected);
  });

  it('has the forms that go by number alone', () => {
    expect([4, 9, 14, 30, 49, 163].map((id) => numberFormat(id, undefined).kind)).toEqual([
      'number',
      'number',
      'date',
      'date',
      'general',
      'general',
    ]);
  });
});

describe('a date of a sheet', () => {
  it.each([
    [46203, 'dd/mm/yyyy', '30/06/2026'],
    [46203, 'd-mmm', '30/06/2026'],
    [46203, '[$-42A]dd\\ mmmm\\ yyyy;@', '30/06/2026'],
    [46203, 'mm/yyyy', '06/2026'],
    [46203, 'mmm-yy', '06/2026'],
    [46203, 'yyyy', '2026'],
    [46203.5, 'dd/mm/yyyy hh:mm', '30/06/2026 12:00'],
    [46203, 'dd/mm/yyyy hh:mm', '30/06/2026'],
    [0.75, 'h:mm AM/PM', '18:00'],
    [1.5, '[h]:mm', '36:00'],
    [1, 'dd/mm/yyyy', '01/01/1900'],
    [59, 'dd/mm/yyyy', '28/02/1900'],
    [61, 'dd/mm/yyyy', '01/03/1900'],
    [2_958_465, 'dd/mm/yyyy', '31/12/9999'],
  ])('%d in the form %s is shown as %s', (value, code, expected) => {
    expect(showNumber(value, parseNumberFormat(code), false)).toBe(expected);
  });

  it.each([-1, 0, 60, 2_958_466, 1e300])('is a number where no calendar has it: %d', (value) => {
    expect(showNumber(value, parseNumberFormat('dd/mm/yyyy'), false)).not.toContain('/');
  });

  it('is counted from 1904 where the workbook says so', () => {
    expect(showNumber(44741, parseNumberFormat('dd/mm/yyyy'), true)).toBe('30/06/2026');
  });

  it('may stand as text', () => {
    expect(['2026-06-30T00:00:00', 'sớm'].map(showIsoDate)).toEqual(['30/06/2026', 'sớm']);
  });
});
