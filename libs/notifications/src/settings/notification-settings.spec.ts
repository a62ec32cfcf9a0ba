import { describe, expect, it } from '@jest/globals';
import { isPrivateAddress, isPrivateHost } from '../channels/private-addresses.js';
import { readNotificationSettings } from './notification-settings.js';

const PLACES = { file: '/data/notifications.db', texts: '/config/notifications' };
const EMAIL = { host: 'smtp.example.vn', from: 'nq57@example.vn' };
const HOOK = { id: 'one', url: 'https://hook.example.vn/x', secret: 'một khóa đủ dài để ký' };
const read = (raw: unknown, env: Record<string, string> = {}) =>
  readNotificationSettings(raw, { ...PLACES, env });

describe('The settings of notifications', () => {
  it.each([undefined, null, {}])('say nothing by %j: everything is off', (raw) => {
    expect(read(raw)).toMatchObject({
      email: null,
      webhooks: [],
      publicUrl: null,
      startAt: 'end',
      keepDays: 365,
    });
  });

  it('of e-mail need a host and an address; the rest has defaults', () => {
    expect(read({ email: EMAIL }).email).toStrictEqual({
      host: 'smtp.example.vn',
      port: 587,
      secure: false,
      requireTls: false,
      login: null,
      from: 'nq57@example.vn',
      fromName: null,
      replyTo: null,
      digestAt: '07:30',
      immediately: ['warning-level-3', 'warning-level-4', 'explanation-requested'],
    });
  });

  it('take the password from the environment before the file', () => {
    const email = { ...EMAIL, user: 'nq57', password: 'trong tệp' };
    expect(read({ email }).email?.login?.password).toBe('trong tệp');
    expect(read({ email }, { NQ57_SMTP_PASSWORD: 'từ môi trường' }).email?.login?.password).toBe(
      'từ môi trường',
    );
  });

  it.each([
    ['an unknown key', { mail: EMAIL }, 'notifications.mail'],
    ['an unknown key of e-mail', { email: { ...EMAIL, pasword: 'bí mật' } }, 'notifications.email.pasword'],
    ['no host', { email: { from: EMAIL.from } }, 'notifications.email.host'],
    [
      'a sender with a line break',
      { email: { ...EMAIL, from: 'a@b.vn\nBcc: c@d.vn' } },
      'notifications.email.from',
    ],
    ['a name with a line break', { email: { ...EMAIL, fromName: 'A\nB' } }, 'notifications.email.fromName'],
    ['a port that is none', { email: { ...EMAIL, port: 70_000 } }, 'notifications.email.port'],
    ['a user without a password', { email: { ...EMAIL, user: 'x' } }, 'notifications.email.password'],
    ['an hour that is none', { email: { ...EMAIL, digestAt: '7:30' } }, 'notifications.email.digestAt'],
    [
      'a kind that is none',
      { email: { ...EMAIL, immediately: ['spam'] } },
      'notifications.email.immediately',
    ],
    ['a file that is not there', { email: { ...EMAIL, user: 'x', passwordFile: '/none' } }, 'passwordFile'],
    ['a webhook without a secret', { webhooks: [{ ...HOOK, secret: undefined }] }, 'webhooks[0].secret'],
    ['a short secret', { webhooks: [{ ...HOOK, secret: 'ngắn' }] }, 'webhooks[0].secret'],
    ['two webhooks of one name', { webhooks: [HOOK, HOOK] }, 'webhooks[1].id'],
    ['another protocol', { webhooks: [{ ...HOOK, url: 'file:///etc/passwd' }] }, 'webhooks[0].url'],
    [
      'a login in an address',
      { webhooks: [{ ...HOOK, url: 'https://a:b@hook.example.vn' }] },
      'webhooks[0].url',
    ],
    ['no pause', { retry: { firstSeconds: 0 } }, 'notifications.retry.firstSeconds'],
    ['an unknown start', { startAt: 'now' }, 'notifications.startAt'],
  ])('are refused for %s, which is named', (_what, raw, key) => {
    expect(() => read(raw)).toThrow(key);
  });

  it('never repeat a secret', () => {
    const wrong = [
      { email: { ...EMAIL, pasword: 'bí mật' } },
      { webhooks: [{ ...HOOK, secret: 'bí mật' }] },
      { webhooks: [{ ...HOOK, url: 'https://a:bí mật@hook.example.vn' }] },
    ];
    for (const raw of wrong) {
      let said = '';
      try {
        read(raw);
      } catch (error) {
        said = String(error);
      }
      expect(said).not.toBe('');
      expect(said).not.toContain('bí mật');
    }
  });

  it.each([
    'http://localhost/x',
    'http://a.localhost/x',
    'http://127.0.0.1/x',
    'http://127.1/x',
    'http://2130706433/x',
    'http://0x7f000001/x',
    'http://0.0.0.0/x',
    'http://10.1.2.3/x',
    'http://172.16.0.1/x',
    'http://192.168.1.1/x',
    'http://169.254.169.254/latest/meta-data',
    'http://100.64.0.1/x',
    'http://[::1]/x',
    'http://[fe80::1]/x',
    'http://[fd12::1]/x',
    'http://[::ffff:10.0.0.1]/x',
    'http://[::ffff:7f00:1]/x',
    'http://[64:ff9b::7f00:1]/x',
    'http://localhost./x',
  ])('refuse a webhook at %s, unless it is allowed', (url) => {
    expect(() => read({ webhooks: [{ ...HOOK, url }] })).toThrow('webhooks[0].url');
    expect(read({ webhooks: [{ ...HOOK, url, allowPrivate: true }] }).webhooks).toHaveLength(1);
  });

  it('let a public address be', () => {
    expect(isPrivateAddress('203.113.131.2')).toBe(false);
    expect(isPrivateAddress('2405:4800::1')).toBe(false);
    expect(isPrivateHost('hook.example.vn')).toBe(false);
    expect(isPrivateAddress('no address')).toBe(true);
  });
});
