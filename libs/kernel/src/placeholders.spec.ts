import { describe, expect, it } from '@jest/globals';
import { hasStrayBraces, placeholdersIn, withValues } from './placeholders.js';

describe('A text with placeholders', () => {
  it('names its values, each as often as it stands there', () =>
    expect(placeholdersIn('{{a}} và {{b}}, lại {{a}} {{}}')).toEqual(['a', 'b', 'a', '']));

  it.each([
    ['{{a', true],
    ['a}}', true],
    ['{{a}}}}', true],
    ['{{a}} {b}', false],
  ])('%s has stray braces: %s', (text, stray) => expect(hasStrayBraces(text)).toBe(stray));

  it('is filled with the values as they are, braces and all', () =>
    expect(withValues('{{a}}–{{b}}–{{c}}', { a: '{{b}}', b: '$& $1' })).toBe('{{b}}–$& $1–'));
});
