import { describe, expect, it } from '@jest/globals';
import { isEmail, withoutAddresses } from './address.js';

describe('An address of e-mail', () => {
  it.each(['chuyen-vien@example.vn', 'a.b+c@so-khcn.haiphong.gov.vn', "o'x@a-b.vn", 'x@localhost'])(
    '%s is one',
    (text) => expect(isEmail(text)).toBe(true),
  );

  it.each([
    'a@b.vn\r\nBcc: c@d.vn',
    'a@b.vn\n',
    '\na@b.vn',
    'a@b.vn, c@d.vn',
    'a@b.vn c@d.vn',
    'Tên <a@b.vn>',
    '"a b"@c.vn',
    'a@b@c.vn',
    'a@',
    '@b.vn',
    'a@b..vn',
    'a@-b.vn',
    'a@b-.vn',
    'a\u0000@b.vn',
    'ấ@b.vn',
    '',
    `${'a'.repeat(65)}@b.vn`,
    `a@${'b'.repeat(60)}.${'c'.repeat(60)}.${'d'.repeat(60)}.${'e'.repeat(60)}.${'f'.repeat(20)}.vn`,
  ])('%j is none', (text) => expect(isEmail(text)).toBe(false));

  it('is made unreadable in what a server answers', () => {
    expect(withoutAddresses('550 5.1.1 <chuyen-vien@example.vn>: no such user (a.b@c.vn)')).toBe(
      '550 5.1.1 <…@example.vn>: no such user (…@c.vn)',
    );
  });
});
