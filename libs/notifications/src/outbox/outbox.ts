import type { Database } from 'better-sqlite3';
import type { ChannelName, Letter } from '../channels/channel.js';
import { noticeId } from '../domain/announce.js';
import type { Announcement, NoticeKind } from '../domain/announcement.js';
import type { Told } from '../domain/mail.js';
import type { Verdict } from '../domain/retry.js';
import { openOutboxFile } from './outbox-file.js';

export const DELIVERY_STATES = ['waiting', 'failed', 'sent', 'dead'] as const;
export type DeliveryState = (typeof DELIVERY_STATES)[number];

/** How somebody wants to be reached. */
export interface Contact {
  readonly email: string | null;
  /** Whether the day's mail is wanted. */
  readonly digest: boolean;
  /** Whether what is urgent may come at once. */
  readonly immediate: boolean;
}

/** A letter as it is put into the outbox. */
export interface NewLetter extends Letter {
  /** What it is about: a kind of notice, or `digest`. */
  readonly kind: NoticeKind | 'digest';
}

/** A letter that this process has claimed. */
export interface ClaimedLetter extends Letter {
  readonly attempts: number;
  readonly refusals: number;
  /** Instant of the first try since it was put in, or put in again. */
  readonly since: string;
}

/** One delivery as operators see it: whom and what, but no address and no text. */
export interface Delivery {
  readonly id: string;
  readonly channel: ChannelName;
  readonly target: string;
  readonly kind: string;
  readonly state: DeliveryState;
  readonly attempts: number;
  readonly madeAt: string;
  readonly nextAttemptAt: string | null;
  readonly lastError: string | null;
  readonly finishedAt: string | null;
}

export interface StoredNotice {
  readonly seq: number;
  readonly id: string;
  readonly kind: NoticeKind;
  readonly unit: string | null;
  readonly at: string;
  readonly madeAt: string;
  readonly readAt: string | null;
  readonly told: Told;
}

export interface Feed {
  readonly id: string;
  readonly unit: string;
  readonly madeAt: string;
}

/** What follows from a page of the log, written with the new position or not at all. */
export interface Taken {
  /** A mark, and what it must still be: another process may have gone on. */
  readonly mark: MarkName;
  readonly from: string | null;
  readonly to: string | null;
  readonly announcements: readonly Announcement[];
  /** Letters that go out at once, with the notice that each carries where it carries one. */
  readonly letters: readonly (NewLetter & { readonly notice: string | null })[];
  /** Whether notices wait for a day's mail. */
  readonly mails: boolean;
  readonly now: string;
}

/** `log`: the position that the log was followed to. `cut-off`: the instant up to which they were looked for. */
export type MarkName = 'log' | 'cut-off' | 'digest';

const LONGEST_ERROR = 500;

interface NoticeRow {
  readonly seq: number;
  readonly id: string;
  readonly kind: NoticeKind;
  readonly unit: string | null;
  readonly at: string;
  readonly madeAt: string;
  readonly readAt: string | null;
  readonly told: string;
  readonly link: string;
  readonly simulated: number;
}

const NOTICE_COLUMNS = `n.seq, n.id, a.kind, a.unit, a.at, n.made_at AS madeAt, n.read_at AS readAt, a.told, a.link,
  a.simulated FROM notices n JOIN announcements a ON a.id = n.announcement`;

const noticeOf = ({ told, link, simulated, ...row }: NoticeRow): StoredNotice => ({
  ...row,
  told: {
    kind: row.kind,
    values: JSON.parse(told) as Record<string, string>,
    link,
    simulated: simulated === 1,
  },
});

/**
 * Notices, letters and how people want to be reached: one file that all processes of a machine share. It is no read
 * model: what was sent, and what was read, stands nowhere else.
 */
export class Outbox {
  readonly #path: string;
  #opened: Database | undefined;

  /** @param path of the file; opened, and made when it is missing, when it is first needed */
  constructor(path: string) {
    this.#path = path;
  }

  get #db(): Database {
    this.#opened ??= openOutboxFile(this.#path);
    return this.#opened;
  }

  /** Once nothing uses it any more. */
  close(): void {
    this.#opened?.close();
    this.#opened = undefined;
  }

  /** Undefined: it was never set. */
  mark(name: MarkName): string | null | undefined {
    const row = this.#db
      .prepare<[string], { value: string | null }>('SELECT value FROM marks WHERE name = ?')
      .get(name);
    return row?.value;
  }

  /** Sets a mark where there is none. @returns the one that stands */
  begin(name: MarkName, value: string | null): string | null {
    this.#db.prepare('INSERT INTO marks VALUES (?, ?) ON CONFLICT DO NOTHING').run(name, value);
    return this.mark(name) ?? null;
  }

  /**
   * Takes in what was found, moving the mark, in one transaction. What is there already is left as it is.
   * @returns false, with nothing written, where the mark stands elsewhere: another process was quicker
   */
  take({ mark, from, to, announcements, letters, mails, now }: Taken): boolean {
    return this.#transaction(() => {
      const moved = this.#db
        .prepare('UPDATE marks SET value = ? WHERE name = ? AND value IS ?')
        .run(to, mark, from);
      if (moved.changes === 0) return false;
      const announce = this.#db.prepare(
        'INSERT INTO announcements VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING',
      );
      const notice = this.#db.prepare(
        `INSERT INTO notices (id, announcement, receiver, made_at, mail) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`,
      );
      for (const { id, kind, cause, unit, at, simulated, link, values, receivers } of announcements) {
        announce.run(id, kind, cause, unit, at, simulated ? 1 : 0, link, JSON.stringify(values), now);
        for (const receiver of receivers) {
          notice.run(noticeId(id, receiver), id, receiver, now, mails ? null : '');
        }
      }
      const carry = this.#db.prepare('UPDATE notices SET mail = ? WHERE id = ? AND mail IS NULL');
      for (const letter of letters) {
        this.#put(letter, now);
        if (letter.notice !== null) carry.run(letter.id, letter.notice);
      }
      return true;
    });
  }

  /**
   * Puts one letter a person into the outbox with all that waits for the day's mail; once a day, whichever process
   * comes first.
   * @param day local day, `YYYY-MM-DD`
   * @param compose null: nobody is to be written to, what waited has been told in the list alone
   * @returns how many letters
   */
  makeDigests(
    day: string,
    now: string,
    compose: (receiver: string, notices: readonly StoredNotice[]) => NewLetter | null,
  ): number {
    return this.#transaction(() => {
      const moved = this.#db
        .prepare(`UPDATE marks SET value = @day WHERE name = 'digest' AND (value IS NULL OR value < @day)`)
        .run({ day });
      if (moved.changes === 0) return 0;
      const receivers = this.#db
        .prepare('SELECT DISTINCT receiver FROM notices WHERE mail IS NULL ORDER BY receiver')
        .pluck()
        .all() as string[];
      const waiting = this.#db.prepare<[string], NoticeRow>(
        `SELECT ${NOTICE_COLUMNS} WHERE n.receiver = ? AND n.mail IS NULL ORDER BY n.seq`,
      );
      const carried = this.#db.prepare('UPDATE notices SET mail = ? WHERE receiver = ? AND mail IS NULL');
      let letters = 0;
      for (const receiver of receivers) {
        const letter = compose(receiver, waiting.all(receiver).map(noticeOf));
        if (letter) {
          this.#put(letter, now);
          letters += 1;
        }
        carried.run(letter?.id ?? '', receiver);
      }
      return letters;
    });
  }

  #put({ id, channel, target, kind, subject, body }: NewLetter, now: string): void {
    this.#db
      .prepare(
        `INSERT INTO deliveries (id, channel, target, kind, subject, body, state, attempts, refusals, made_at, next_at)
         VALUES (?, ?, ?, ?, ?, ?, 'waiting', 0, 0, ?, ?) ON CONFLICT DO NOTHING`,
      )
      .run(id, channel, target, kind, subject, body, now, now);
  }

  /**
   * Claims letters that are due, oldest first: until the lease runs out nobody else gets them. A process that dies
   * with them has sent them or not; after the lease they are sent again, with the same ids.
   */
  claim(
    channel: ChannelName,
    claim: {
      readonly by: string;
      readonly now: string;
      readonly leaseUntil: string;
      readonly limit: number;
      /** Targets that are left alone for now. */
      readonly except?: readonly string[];
    },
  ): readonly ClaimedLetter[] {
    const { by, now, leaseUntil, limit, except = [] } = claim;
    return this.#transaction(() =>
      this.#db
        .prepare<[Record<string, string | number>], ClaimedLetter & { seq: number }>(
          `UPDATE deliveries SET claimed_by = @by, lease_until = @leaseUntil, attempts = attempts + 1,
             since = coalesce(since, @now)
           WHERE seq IN (
             SELECT seq FROM deliveries
             WHERE channel = @channel AND state IN ('waiting', 'failed') AND next_at <= @now
               AND (lease_until IS NULL OR lease_until <= @now)
               AND target NOT IN (SELECT value FROM json_each(@except))
             ORDER BY next_at, seq LIMIT @limit)
           RETURNING seq, id, channel, target, subject, body, attempts, refusals, since`,
        )
        .all({ by, now, leaseUntil, limit, channel, except: JSON.stringify(except) }),
    ).toSorted((a, b) => a.seq - b.seq);
  }

  /** Writes down how a claimed letter fared. @returns false where the claim has run out and is another's now */
  settle(id: string, by: string, verdict: Verdict, now: string): boolean {
    const done = verdict.state === 'failed' ? null : now;
    const error = verdict.state === 'sent' ? null : verdict.error.slice(0, LONGEST_ERROR);
    const settled = this.#db
      .prepare(
        `UPDATE deliveries SET state = @state, claimed_by = NULL, lease_until = NULL, finished_at = @done,
           last_error = coalesce(@error, last_error), next_at = coalesce(@nextAt, next_at),
           refusals = coalesce(@refusals, refusals)
         WHERE id = @id AND claimed_by = @by`,
      )
      .run({
        id,
        by,
        state: verdict.state,
        done,
        error,
        nextAt: verdict.state === 'failed' ? verdict.nextAt : null,
        refusals: verdict.state === 'sent' ? null : verdict.refusals,
      });
    return settled.changes > 0;
  }

  /**
   * Puts a letter that is dead, or waits for its next try, in again as if it were new.
   * @returns null: there is no such letter; false: it was sent, or is being sent now
   */
  retry(id: string, now: string): boolean | null {
    const row = this.#db.prepare('SELECT 1 FROM deliveries WHERE id = ?').get(id);
    if (!row) return null;
    const again = this.#db
      .prepare(
        `UPDATE deliveries SET state = 'waiting', attempts = 0, refusals = 0, since = NULL, next_at = @now,
           finished_at = NULL
         WHERE id = @id AND state IN ('dead', 'failed') AND (lease_until IS NULL OR lease_until <= @now)`,
      )
      .run({ id, now });
    return again.changes > 0;
  }

  /** Newest first. @param filter.before `seq` of the last one of the page before */
  deliveries(filter: {
    readonly state?: DeliveryState | undefined;
    readonly channel?: ChannelName | undefined;
    readonly before?: number | undefined;
    readonly limit: number;
  }): readonly (Delivery & { readonly seq: number })[] {
    return this.#db
      .prepare<[Record<string, string | number | null>], Delivery & { seq: number }>(
        `SELECT seq, id, channel, target, kind, state, attempts, made_at AS madeAt,
           CASE WHEN state IN ('waiting', 'failed') THEN next_at END AS nextAttemptAt, last_error AS lastError,
           finished_at AS finishedAt
         FROM deliveries
         WHERE (@state IS NULL OR state = @state) AND (@channel IS NULL OR channel = @channel)
           AND (@before IS NULL OR seq < @before)
         ORDER BY seq DESC LIMIT @limit`,
      )
      .all({
        state: filter.state ?? null,
        channel: filter.channel ?? null,
        before: filter.before ?? null,
        limit: filter.limit,
      });
  }

  /** How many deliveries there are in each state. */
  counts(): Readonly<Record<DeliveryState, number>> {
    const counts: Record<DeliveryState, number> = { waiting: 0, failed: 0, sent: 0, dead: 0 };
    const rows = this.#db
      .prepare<[], { state: DeliveryState; count: number }>(
        'SELECT state, count(*) AS count FROM deliveries GROUP BY state',
      )
      .all();
    for (const { state, count } of rows) counts[state] = count;
    return counts;
  }

  /** One person's notices, newest first. @param filter.before `seq` of the last one of the page before */
  notices(
    receiver: string,
    filter: { readonly unread: boolean; readonly before?: number | undefined; readonly limit: number },
  ): readonly StoredNotice[] {
    return this.#db
      .prepare<[Record<string, string | number | null>], NoticeRow>(
        `SELECT ${NOTICE_COLUMNS}
         WHERE n.receiver = @receiver AND (@unread = 0 OR n.read_at IS NULL) AND (@before IS NULL OR n.seq < @before)
         ORDER BY n.seq DESC LIMIT @limit`,
      )
      .all({ receiver, unread: filter.unread ? 1 : 0, before: filter.before ?? null, limit: filter.limit })
      .map(noticeOf);
  }

  unread(receiver: string): number {
    const count = this.#db
      .prepare('SELECT count(*) FROM notices WHERE receiver = ? AND read_at IS NULL')
      .pluck()
      .get(receiver);
    return count as number;
  }

  /** Marks as read. @param ids those of the receiver alone count; null: all */
  markRead(receiver: string, ids: readonly string[] | null, now: string): void {
    this.#db
      .prepare(
        `UPDATE notices SET read_at = @now WHERE receiver = @receiver AND read_at IS NULL
           AND (@ids IS NULL OR id IN (SELECT value FROM json_each(@ids)))`,
      )
      .run({ receiver, now, ids: ids === null ? null : JSON.stringify(ids) });
  }

  /** How somebody wants to be reached; null: never said. */
  contact(account: string): Contact | null {
    const row = this.#db
      .prepare<[string], { email: string | null; digest: number; immediate: number }>(
        'SELECT email, digest, immediate FROM contacts WHERE account = ?',
      )
      .get(account);
    return row ? { email: row.email, digest: row.digest === 1, immediate: row.immediate === 1 } : null;
  }

  setContact(account: string, { email, digest, immediate }: Contact, by: string, now: string): void {
    this.#db
      .prepare(
        `INSERT INTO contacts VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (account) DO UPDATE SET email = excluded.email,
           digest = excluded.digest, immediate = excluded.immediate, changed_at = excluded.changed_at,
           changed_by = excluded.changed_by`,
      )
      .run(account, email, digest ? 1 : 0, immediate ? 1 : 0, now, by);
  }

  /** An account's feeds, oldest first. */
  feeds(account: string): readonly Feed[] {
    return this.#db
      .prepare<[string], Feed>(
        'SELECT id, unit, made_at AS madeAt FROM feeds WHERE account = ? ORDER BY made_at, id',
      )
      .all(account);
  }

  addFeed(feed: Feed & { readonly account: string; readonly tokenSha256: Buffer }): void {
    this.#db
      .prepare('INSERT INTO feeds VALUES (?, ?, ?, ?, ?)')
      .run(feed.id, feed.account, feed.unit, feed.tokenSha256, feed.madeAt);
  }

  /** @returns false: the account has no such feed */
  removeFeed(account: string, id: string): boolean {
    return this.#db.prepare('DELETE FROM feeds WHERE account = ? AND id = ?').run(account, id).changes > 0;
  }

  /** Null: there is no such feed, or it was revoked. */
  feed(id: string): { readonly account: string; readonly unit: string; readonly tokenSha256: Buffer } | null {
    const row = this.#db
      .prepare<[string], { account: string; unit: string; tokenSha256: Buffer }>(
        'SELECT account, unit, token_sha256 AS tokenSha256 FROM feeds WHERE id = ?',
      )
      .get(id);
    return row ?? null;
  }

  /** Forgets what was told, and what was sent or given up, before an instant. */
  forget(before: string): void {
    this.#transaction(() => {
      this.#db
        .prepare('DELETE FROM notices WHERE announcement IN (SELECT id FROM announcements WHERE made_at < ?)')
        .run(before);
      this.#db.prepare('DELETE FROM announcements WHERE made_at < ?').run(before);
      this.#db
        .prepare(`DELETE FROM deliveries WHERE state IN ('sent', 'dead') AND finished_at < ?`)
        .run(before);
    });
  }

  #transaction<Result>(work: () => Result): Result {
    return this.#db.transaction(work).immediate();
  }
}
