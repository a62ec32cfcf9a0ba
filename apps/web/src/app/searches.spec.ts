import { describe, expect, it } from '@jest/globals';
import { loginSearch } from './searches.js';

describe('Where one goes after the login', () => {
  it('is a page of this app with its filter', () => {
    expect(loginSearch({ toi: '/canh-bao?muc=3' })).toEqual({ toi: '/canh-bao?muc=3' });
  });

  it('is left out where it would lead to another host or is no address', () => {
    for (const toi of ['//example.org', '/\\example.org', '/\t/example.org', 'https://example.org', 'x', 3]) {
      expect(loginSearch({ toi })).toEqual({});
    }
  });
});
