import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import Database from 'better-sqlite3';
import { SettableClock } from '#kernel';
import { CredentialStore } from './credential-store.js';
import { checkPassword, generatePassword } from './passwords.js';

const PASSWORD = 'mật khẩu rất dài';
const yes = () => true;
const no = () => false;
const badCredentials = { kind: 'unauthenticated', code: 'bad-credentials', detail: expect.any(String) };

let folder: string;
let path: string;
let clock: SettableClock;
let store: CredentialStore;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'nq57-credentials-'));
  path = join(folder, 'data', 'credentials.db');
  clock = new SettableClock('2026-03-02T01:00:00.000Z');
  store = new CredentialStore(path, clock);
});

afterEach(() => {
  store.close();
  rmSync(folder, { recursive: true, force: true });
});

describe('login', () => {
  it('opens a session of twelve hours for the right password', async () => {
    await store.setPassword('quan-tri', PASSWORD, 'c-1');
    const { token, expiresAt } = await store.logIn('quan-tri', PASSWORD, yes);
    expect(expiresAt).toBe('2026-03-02T13:00:00.000Z');
    expect(Buffer.from(token, 'base64url')).toHaveLength(32);
    expect(store.session(token)).toEqual({ account: 'quan-tri', expiresAt });
  });

  it('answers an unknown account, a wrong password and an account that may not enter alike', async () => {
    await store.setPassword('quan-tri', PASSWORD, 'c-1');
    const answers = await Promise.all([
      store.logIn('khong-co', PASSWORD, yes).catch((error) => error),
      store.logIn('quan-tri', 'sai mật khẩu rồi', yes).catch((error) => error),
      store.logIn('quan-tri', PASSWORD, no).catch((error) => error),
    ]);
    for (const answer of answers) expect(answer).toMatchObject(badCredentials);
    expect(new Set(answers.map(String)).size).toBe(1);
  });

  it('takes a password typed with composed and with combining marks as one', async () => {
    await store.setPassword('quan-tri', PASSWORD.normalize('NFD'), 'c-1');
    await expect(store.logIn('quan-tri', PASSWORD.normalize('NFC'), yes)).resolves.toBeDefined();
  });

  it('refuses the ninth attempt after eight failures, the right password too, until fifteen minutes have passed', async () => {
    await store.setPassword('quan-tri', PASSWORD, 'c-1');
    for (let failure = 1; failure <= 8; failure += 1) {
      await expect(store.logIn('quan-tri', 'sai mật khẩu', yes)).rejects.toMatchObject(badCredentials);
    }
    const tooMany = { kind: 'too-many', code: 'too-many-attempts' };
    await expect(store.logIn('quan-tri', PASSWORD, yes)).rejects.toMatchObject(tooMany);
    clock.set('2026-03-02T01:14:59.999Z');
    await expect(store.logIn('quan-tri', PASSWORD, yes)).rejects.toMatchObject(tooMany);
    clock.set('2026-03-02T01:15:00.000Z');
    await expect(store.logIn('quan-tri', PASSWORD, yes)).resolves.toBeDefined();
  });

  it('counts attempts made at the same moment, for an account that does not exist too', async () => {
    const attempts = Array.from({ length: 12 }, () => store.logIn('khong-co', 'x', yes));
    const codes = (await Promise.allSettled(attempts)).map((outcome) =>
      outcome.status === 'rejected' ? outcome.reason.code : 'open',
    );
    expect(codes.filter((code) => code === 'bad-credentials')).toHaveLength(8);
    expect(codes.filter((code) => code === 'too-many-attempts')).toHaveLength(4);
  });

  it('forgets the failures after a success, and keeps accounts apart', async () => {
    await store.setPassword('quan-tri', PASSWORD, 'c-1');
    for (let round = 1; round <= 2; round += 1) {
      for (let failure = 1; failure <= 7; failure += 1) {
        await expect(store.logIn('quan-tri', 'sai mật khẩu', yes)).rejects.toMatchObject(badCredentials);
      }
      await expect(store.logIn('quan-tri', PASSWORD, yes)).resolves.toBeDefined();
    }
    await expect(store.logIn('khac', 'x', yes)).rejects.toMatchObject(badCredentials);
  });

  it('opens nothing for a password that was changed while it was being checked', async () => {
    await store.setPassword('quan-tri', PASSWORD, 'c-1');
    await store.setPassword('tam', 'mật khẩu mới đây', 'c-2');
    const other = new Database(path);
    const swap = () => {
      other.exec(
        "UPDATE passwords SET hash = (SELECT hash FROM passwords WHERE account = 'tam') WHERE account = 'quan-tri'",
      );
      return true;
    };
    await expect(store.logIn('quan-tri', PASSWORD, swap)).rejects.toMatchObject(badCredentials);
    other.close();
  });
});

describe('a session', () => {
  let token: string;

  beforeEach(async () => {
    await store.setPassword('quan-tri', PASSWORD, 'c-1');
    ({ token } = await store.logIn('quan-tri', PASSWORD, yes));
  });

  it('is over at the instant of its end', () => {
    clock.set('2026-03-02T12:59:59.999Z');
    expect(store.session(token)).not.toBeNull();
    clock.set('2026-03-02T13:00:00.000Z');
    expect(store.session(token)).toBeNull();
  });

  it('is over once it was ended, and no other with it', async () => {
    const { token: other } = await store.logIn('quan-tri', PASSWORD, yes);
    store.endSession(token);
    expect(store.session(token)).toBeNull();
    expect(store.session(other)).not.toBeNull();
  });

  it('ends at once with a change of password', async () => {
    await store.setPassword('quan-tri', 'một mật khẩu khác', 'c-2');
    expect(store.session(token)).toBeNull();
    await expect(store.logIn('quan-tri', PASSWORD, yes)).rejects.toMatchObject(badCredentials);
  });

  it('ends at once when the account is closed, and does not come back when it is opened again', async () => {
    store.setClosed('quan-tri', true);
    expect(store.session(token)).toBeNull();
    await expect(store.logIn('quan-tri', PASSWORD, yes)).rejects.toMatchObject(badCredentials);
    store.setClosed('quan-tri', false);
    expect(store.session(token)).toBeNull();
    await expect(store.logIn('quan-tri', PASSWORD, yes)).resolves.toBeDefined();
  });

  it('is not opened by a token that was never given', () => {
    expect(store.session('')).toBeNull();
    expect(store.session(`${token}x`)).toBeNull();
  });

  it('is known to another process that uses the file, and after a restart', () => {
    const other = new CredentialStore(path, clock);
    expect(other.session(token)).toEqual(store.session(token));
    other.close();
  });
});

describe('setting a password', () => {
  it('applies one change once, so that a command sent again undoes no later one', async () => {
    expect(await store.setPassword('quan-tri', PASSWORD, 'c-1')).toBe(true);
    expect(await store.setPassword('quan-tri', 'mật khẩu thứ hai', 'c-2')).toBe(true);
    expect(await store.setPassword('quan-tri', PASSWORD, 'c-1')).toBe(false);
    expect(await store.isPassword('quan-tri', 'mật khẩu thứ hai')).toBe(true);
    expect(await store.isPassword('quan-tri', PASSWORD)).toBe(false);
  });

  it.each([
    ['eleven characters', 'a'.repeat(11)],
    ['eleven letters with combining marks', 'ậ'.repeat(11).normalize('NFD')],
    ['201 characters', 'a'.repeat(201)],
  ])('refuses one of %s', async (_what, password) => {
    await expect(store.setPassword('quan-tri', password, 'c-1')).rejects.toMatchObject({
      kind: 'invalid',
      code: 'unfit-password',
      flaws: [{ at: 'password', detail: 'phải dài từ 12 đến 200 ký tự' }],
    });
  });

  it('takes one of 12 and one of 200 characters', () => {
    expect(() => checkPassword('a'.repeat(12))).not.toThrow();
    expect(() => checkPassword('ậ'.repeat(200).normalize('NFD'))).not.toThrow();
  });

  it('generates four groups of five readable characters, another each time', () => {
    const passwords = new Set(Array.from({ length: 100 }, generatePassword));
    expect(passwords.size).toBe(100);
    for (const password of passwords) {
      expect(password).toMatch(/^[a-km-np-z2-9]{5}(-[a-km-np-z2-9]{5}){3}$/);
      checkPassword(password);
    }
  });
});

describe('the file of secrets', () => {
  const files = () => readdirSync(join(folder, 'data')).map((name) => join(folder, 'data', name));

  it('is readable by its owner alone, with all that SQLite keeps beside it', async () => {
    await store.setPassword('quan-tri', PASSWORD, 'c-1');
    expect(files().length).toBeGreaterThan(1);
    for (const file of files()) expect(statSync(file).mode & 0o777).toBe(0o600);
  });

  it('holds neither a password nor a token, but Argon2id hashes at OWASP’s minimum', async () => {
    await store.setPassword('quan-tri', PASSWORD, 'c-1');
    const { token } = await store.logIn('quan-tri', PASSWORD, yes);
    const content = Buffer.concat(files().map((file) => readFileSync(file)));
    expect(content.includes('$argon2id$v=19$m=19456,t=2,p=1$')).toBe(true);
    expect(content.includes(PASSWORD)).toBe(false);
    expect(content.includes(token)).toBe(false);
    expect(content.includes(Buffer.from(token, 'base64url'))).toBe(false);
  });

  it('is refused when it is of a newer version', () => {
    const newer = join(folder, 'newer.db');
    const db = new Database(newer);
    db.pragma('user_version = 2');
    db.close();
    expect(() => new CredentialStore(newer, clock)).toThrow('version 2');
  });
});
