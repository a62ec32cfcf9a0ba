import { createHash, randomBytes } from 'node:crypto';
import type { Database, Statement } from 'better-sqlite3';
import { type Clock, Refusal } from '#kernel';
import { openCredentialFile } from './credential-file.js';
import { checkPassword, hashPassword, passwordFits } from './passwords.js';

const SESSION_HOURS = 12;
const MAX_FAILURES = 8;
const FAILURE_WINDOW_MINUTES = 15;
const TOKEN_BYTES = 32;
const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

export interface OpenedSession {
  /** The bearer token; it is shown this once and kept nowhere. */
  readonly token: string;
  /** Instant (ISO 8601). */
  readonly expiresAt: string;
}

export interface Session {
  readonly account: string;
  readonly expiresAt: string;
}

/**
 * The secrets, outside the event log: password hashes, sessions, failed attempts. One file beside the log, readable
 * by its owner alone; more than one process may use it.
 */
export class CredentialStore {
  readonly #db: Database;
  readonly #clock: Clock;
  readonly #findSession: Statement<[Buffer, string], Session>;

  /** @param path of the file; made when it is missing */
  constructor(path: string, clock: Clock) {
    this.#db = openCredentialFile(path);
    this.#clock = clock;
    this.#findSession = this.#db.prepare(
      `SELECT account, expires_at AS expiresAt FROM sessions WHERE token_sha256 = ? AND expires_at > ?
       AND account NOT IN (SELECT account FROM closed_accounts)`,
    );
  }

  /**
   * Sets an account's password and ends its sessions.
   * @param changeId id of the command; a change applied before is not applied again
   * @returns false when it had been applied before
   * @throws {Refusal} invalid: the password breaks the rules
   */
  async setPassword(account: string, password: string, changeId: string): Promise<boolean> {
    checkPassword(password);
    const hash = await hashPassword(password);
    return this.#db
      .transaction(() => {
        const now = this.#clock.now();
        const fresh = this.#db
          .prepare('INSERT INTO password_changes VALUES (?, ?, ?) ON CONFLICT DO NOTHING')
          .run(changeId, account, now);
        if (fresh.changes === 0) return false;
        this.#db
          .prepare(
            `INSERT INTO passwords VALUES (?, ?, ?)
             ON CONFLICT (account) DO UPDATE SET hash = excluded.hash, changed_at = excluded.changed_at`,
          )
          .run(account, hash, now);
        this.endSessionsOf(account);
        this.#forgetAttempts(account);
        return true;
      })
      .immediate();
  }

  /**
   * Opens a session. An unknown account, a wrong password and an account that may not enter are answered alike,
   * after the same work.
   * @param mayEnter asked once the password fits
   * @throws {Refusal} unauthenticated (`bad-credentials`); too-many (`too-many-attempts`) after too many failures
   */
  async logIn(account: string, password: string, mayEnter: () => boolean): Promise<OpenedSession> {
    this.#countAttempt(account);
    const hash = this.#hashOf(account);
    const fits = await passwordFits(hash, password);
    const session = fits && mayEnter() ? this.#openSession(account, hash) : null;
    if (session) return session;
    throw new Refusal('unauthenticated', 'bad-credentials', 'Tài khoản hoặc mật khẩu không đúng.');
  }

  /**
   * Whether this is the account's password now; a failure counts like one at login.
   * @throws {Refusal} too-many
   */
  async isPassword(account: string, password: string): Promise<boolean> {
    this.#countAttempt(account);
    const fits = await passwordFits(this.#hashOf(account), password);
    if (fits) this.#forgetAttempts(account);
    return fits;
  }

  /** The session that a bearer token opens; null when it has expired, was ended, or never was. */
  session(token: string): Session | null {
    return this.#findSession.get(sha256(token), this.#clock.now()) ?? null;
  }

  endSession(token: string): void {
    this.#db.prepare('DELETE FROM sessions WHERE token_sha256 = ?').run(sha256(token));
  }

  endSessionsOf(account: string): void {
    this.#db.prepare('DELETE FROM sessions WHERE account = ?').run(account);
  }

  /** Closed: sessions end at once and none opens, until it is called with false. */
  setClosed(account: string, closed: boolean): void {
    this.#db
      .transaction(() => {
        if (closed) {
          this.#db.prepare('INSERT INTO closed_accounts VALUES (?) ON CONFLICT DO NOTHING').run(account);
          this.endSessionsOf(account);
        } else this.#db.prepare('DELETE FROM closed_accounts WHERE account = ?').run(account);
      })
      .immediate();
  }

  close(): void {
    this.#db.close();
  }

  /** Called by the container once the server has let its last request finish. */
  onApplicationShutdown(): void {
    this.close();
  }

  #hashOf(account: string): string | null {
    const hash = this.#db.prepare('SELECT hash FROM passwords WHERE account = ?').pluck().get(account);
    return (hash as string | undefined) ?? null;
  }

  /** Counted before the work, so that attempts made at the same moment are all counted; a success forgets them. */
  #countAttempt(account: string): void {
    const since = this.#instant(-FAILURE_WINDOW_MINUTES * MINUTE_MS);
    const counted = this.#db
      .transaction(() => {
        this.#db.prepare('DELETE FROM attempts WHERE at <= ?').run(since);
        const failures = this.#db
          .prepare('SELECT count(*) FROM attempts WHERE account = ?')
          .pluck()
          .get(account);
        if ((failures as number) >= MAX_FAILURES) return false;
        this.#db.prepare('INSERT INTO attempts (account, at) VALUES (?, ?)').run(account, this.#clock.now());
        return true;
      })
      .immediate();
    if (counted) return;
    throw new Refusal(
      'too-many',
      'too-many-attempts',
      `Sai quá nhiều lần; hãy thử lại sau ${FAILURE_WINDOW_MINUTES} phút.`,
    );
  }

  #forgetAttempts(account: string): void {
    this.#db.prepare('DELETE FROM attempts WHERE account = ?').run(account);
  }

  /** @returns null when the account was closed or its password changed while the given one was being checked */
  #openSession(account: string, checkedHash: string | null): OpenedSession | null {
    const token = randomBytes(TOKEN_BYTES).toString('base64url');
    return this.#db
      .transaction(() => {
        const closed = this.#db.prepare('SELECT 1 FROM closed_accounts WHERE account = ?').get(account);
        if (closed || this.#hashOf(account) !== checkedHash) return null;
        const now = this.#clock.now();
        const expiresAt = this.#instant(SESSION_HOURS * HOUR_MS);
        this.#db.prepare('DELETE FROM sessions WHERE expires_at <= ?').run(now);
        this.#db
          .prepare('INSERT INTO sessions VALUES (?, ?, ?, ?)')
          .run(sha256(token), account, now, expiresAt);
        this.#forgetAttempts(account);
        return { token, expiresAt };
      })
      .immediate();
  }

  /** The instant `ms` from now. */
  #instant(ms: number): string {
    return new Date(Date.parse(this.#clock.now()) + ms).toISOString();
  }
}

function sha256(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
