import { describe, expect, it } from '@jest/globals';
import { csvText } from './csv.js';

describe('Text as CSV', () => {
  it('begins with a mark, is parted by semicolons and ends its lines as Windows does', () => {
    expect(
      csvText([
        ['Mã', 'Tên'],
        ['13', 'Sở Tài chính'],
      ]),
    ).toBe('\ufeffMã;Tên\r\n13;Sở Tài chính\r\n');
  });

  it('keeps what parts cells and lines within quotes', () => {
    expect(csvText([['a;b', 'a,b', 'a "b"', 'a\nb']])).toBe('\ufeff"a;b";"a,b";"a ""b""";"a\nb"\r\n');
  });

  it.each(['=1+1', '+1', '-1+2', '-A1', '@SUM(A1)', '\t=1', '\r=1', '=HYPERLINK("http://x","y")'])(
    'never starts a formula: %j',
    (text) => {
      const [, cell = ''] = /^\ufeff"?(.*)/s.exec(csvText([[text]])) ?? [];
      expect(cell.startsWith("'")).toBe(true);
    },
  );

  it('leaves alone what only holds such a sign', () => {
    expect(csvText([['1-2', 'a=b', '-15', '']])).toBe('\ufeff1-2;a=b;-15;\r\n');
  });
});
