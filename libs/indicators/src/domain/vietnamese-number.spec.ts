import { describe, expect, it } from '@jest/globals';
import { Refusal } from '#kernel';
import { figureText, readVietnameseNumber } from './vietnamese-number.js';

describe('A number in Vietnamese writing', () => {
  it.each([
    ['1.234,5', 1234.5],
    ['0,786', 0.786],
    ['1.000', 1000],
    ['1.234.567', 1234567],
    ['12,50', 12.5],
    ['1,2340', 1.234],
    [' 95 ', 95],
    ['-3,5', -3.5],
    ['−3,5', -3.5],
    ['0', 0],
    ['-0', 0],
  ])('“%s” is read as %d', (text, value) => {
    expect(readVietnameseNumber(text, 'Giá trị')).toBe(value);
  });

  it.each(['1,234.5', '1,234', '80.5', '1.23', '1.0000', '1,2,3', '.5', '5,', ',5', '0.786'])(
    '“%s” may be meant in more than one way and is refused',
    (text) => {
      const refused = () => readVietnameseNumber(text, 'Giá trị');
      expect(refused).toThrow(Refusal);
      expect(refused).toThrow(`Giá trị “${text}” có thể hiểu nhiều cách`);
    },
  );

  it.each(['', 'mười', '95 %', '1e3', 'NaN', '5 000', '--5'])('“%s” is no number and is refused', (text) => {
    const refused = () => readVietnameseNumber(text, 'Tử số');
    expect(refused).toThrow(`Tử số “${text}” không phải là một con số viết bằng chữ số`);
  });
});

describe('A figure for people', () => {
  it.each([
    [1234.5, 'triệu đồng', '1.234,5 triệu đồng'],
    [66.666_666, '%', '66,67 %'],
    [-3.5, null, '−3,5'],
    [-0.001, null, '0'],
    [95, '%', '95 %'],
  ])('%d with the unit %s is “%s”', (value, unit, text) => {
    expect(figureText(value, unit)).toBe(text);
  });
});
