import { Inject, Injectable, Logger, Optional } from '@nestjs/common';
import type { Subscription } from 'rxjs';
import { AccountDirectory } from '#access';
import {
  comparePositions,
  EVENT_LOG,
  type EventLog,
  EventLogUnavailableError,
  type Position,
} from '#event-log';
import { addDays, CLOCK, type Clock, dateText, derivedId, instantAt, localDate, randomId } from '#kernel';
import { ReadModels } from '#projections';
import { complianceOf, DAYS_TO_CUT_OFF, reportingPeriods, SlotService } from '#reporting';
import { CHANNELS, type Channel, type ChannelName } from './channels/channel.js';
import { cloudEventOf } from './channels/cloud-event.js';
import { EmailChannel } from './channels/email.channel.js';
import { WebhookChannel } from './channels/webhook.channel.js';
import { announce, announceCutOff, noticeId } from './domain/announce.js';
import type { Announcement } from './domain/announcement.js';
import { digestMail, immediateMail, type Reader } from './domain/mail.js';
import { judge, type Outcome, pauseSeconds } from './domain/retry.js';
import { render } from './domain/texts.js';
import { knownCutOff } from './facts/cut-offs.js';
import { NoticeFactsService } from './facts/notice-facts.service.js';
import { type ClaimedLetter, type NewLetter, Outbox, type Taken } from './outbox/outbox.js';
import { NOTIFICATION_SETTINGS, type NotificationSettings } from './settings/notification-settings.js';
import { TextFolder } from './texts/text-folder.js';

/** Injection token of channels that stand in for the real ones, for tests. */
export const CHANNEL_OVERRIDES = Symbol('ChannelOverrides');

/** Events of one page of the log. */
const PAGE = 500;
/** How long changes are gathered before they are looked at. */
const GATHER_MS = 200;
/** How often the server looks for letters that are due, cut-offs and the hour of the day's mail. */
const TICK_MS = 5_000;
/** How far behind the clock a cut-off is judged: what was stamped before it is in the log by then. */
const SETTLE_MS = 5_000;
/** Letters that are sent at the same time. */
const AT_ONCE = 4;
/** How long a claimed letter is nobody else's: longer than any try lasts. */
const LEASE_MS = 10 * 60_000;
/** How long a try may last, whatever the other side does. */
const TRY_MS = 2 * 60_000;
const SECOND_MS = 1_000;
/** How long a stop waits for what is being sent; what is not done by then is sent again after the lease. */
const STOP_MS = 10_000;

/**
 * Turns events into notices and letters, and sends them. All that it has done stands in the outbox: a process that
 * dies goes on where it stood, and two at once share the work.
 */
@Injectable()
export class NotificationsProcess {
  readonly #logger = new Logger(NotificationsProcess.name);
  /** Under which letters are claimed. */
  readonly #name = randomId();
  readonly #channels: Partial<Record<ChannelName, Channel>>;
  /** Where nothing can be sent for now: until when, after how many failures in a row. */
  readonly #pauses = new Map<string, { until: string; failures: number }>();
  #following: Promise<unknown> = Promise.resolve();
  #delivering: Promise<unknown> = Promise.resolve();
  #timer: NodeJS.Timeout | undefined;
  #soon: NodeJS.Timeout | undefined;
  #watching: Subscription | undefined;
  #stopped = false;
  /** What is still being sent is no longer waited for. */
  #abandoned = false;
  #lastFailure = '';

  constructor(
    @Inject(EVENT_LOG) private readonly log: EventLog,
    @Inject(CLOCK) private readonly clock: Clock,
    private readonly readModels: ReadModels,
    private readonly accounts: AccountDirectory,
    private readonly slots: SlotService,
    private readonly facts: NoticeFactsService,
    private readonly outbox: Outbox,
    private readonly folder: TextFolder,
    @Inject(NOTIFICATION_SETTINGS) private readonly settings: NotificationSettings,
    @Optional() @Inject(CHANNEL_OVERRIDES) overrides?: Partial<Record<ChannelName, Channel>>,
  ) {
    const { email, webhooks } = settings;
    this.#channels = {
      ...(email ? { email: new EmailChannel(email, clock, (account) => this.#addressOf(account)) } : {}),
      ...(webhooks.length > 0 ? { webhook: new WebhookChannel(webhooks, clock) } : {}),
      ...overrides,
    };
  }

  /** Follows the log and delivers until {@link stop}. @throws {InvalidTextsError} */
  start(): void {
    // Texts that can't be used are told now, not when the first mail is due.
    void this.folder.texts;
    this.#watching = this.readModels.applied$.subscribe(() => {
      this.#soon ??= setTimeout(() => {
        this.#soon = undefined;
        this.#run();
      }, GATHER_MS).unref();
    });
    this.#timer = setInterval(() => this.#run(), TICK_MS).unref();
    this.#run();
  }

  /** Lets what is under way finish, for a while, then closes the outbox. It can't be started again. */
  async stop(): Promise<void> {
    this.#stopped = true;
    this.#watching?.unsubscribe();
    clearInterval(this.#timer);
    clearTimeout(this.#soon);
    this.#soon = undefined;
    await this.#following.catch(() => {});
    await atMost(STOP_MS, this.#delivering);
    this.#abandoned = true;
    for (const channel of Object.values(this.#channels)) channel.close();
    this.outbox.close();
  }

  /** Does all that there is to do now: for tests and commands, where no timer runs. */
  async tick(): Promise<void> {
    await this.follow();
    await this.deliver();
  }

  /** What is slow (a mail server) does not hold up what is quick (the list of notices). */
  #run(): void {
    this.follow().then(
      () => {
        this.#lastFailure = '';
        return this.deliver().catch((error: unknown) => this.#tell(error, 'deliveries could not be made'));
      },
      (error: unknown) => this.#tell(error, 'the log could not be followed'),
    );
  }

  /** Told once: the next tick tries again. */
  #tell(error: unknown, what: string): void {
    const said = `${what}: ${error instanceof Error ? error.message : String(error)}`;
    if (said === this.#lastFailure) return;
    this.#lastFailure = said;
    if (error instanceof EventLogUnavailableError) this.#logger.warn(said);
    else this.#logger.error(error, what);
  }

  /** Turns what the log holds, and the cut-offs and hours that have passed, into notices and letters. */
  follow(): Promise<void> {
    const next = this.#following.catch(() => {}).then(() => this.#follow());
    this.#following = next;
    return next;
  }

  async #follow(): Promise<void> {
    // Tables that are about to be swapped don't know who is who.
    if (this.readModels.outdated || this.#stopped) return;
    const started = await this.#begin();
    for (let position = started; ; ) {
      const next = await this.#followPage(position);
      if (next === position) break;
      position = next;
    }
    this.#tellCutOffs();
    this.#makeDigests();
  }

  /** Where to go on; in a new file, by the settings: nobody wants mails of what is long past. */
  async #begin(): Promise<Position | null> {
    const known = this.outbox.mark('log');
    if (known !== undefined) return known as Position | null;
    const { startAt } = this.settings;
    const now = this.clock.now();
    const begun = this.outbox.begin('log', startAt === 'end' ? await this.log.head() : null);
    this.outbox.begin('cut-off', this.#settled(now));
    this.outbox.begin('digest', null);
    return begun as Position | null;
  }

  /** @returns the position reached; the same where there is no more, or the rows have not come so far */
  async #followPage(from: Position | null): Promise<Position | null> {
    const applied = this.readModels.checkpoint();
    if (applied === null || this.#stopped) return from;
    const page = (await this.log.readAll(from, PAGE)).filter(
      ({ position }) => comparePositions(position, applied) <= 0,
    );
    const last = page.at(-1);
    if (!last) return from;
    const announcements = page.flatMap((event) => announce(event, this.facts));
    const taken = this.outbox.take({
      mark: 'log',
      from,
      to: last.position,
      ...this.#told(announcements),
    });
    // Another process has followed meanwhile: on from where it stands.
    return taken ? last.position : ((this.outbox.mark('log') ?? null) as Position | null);
  }

  #told(announcements: readonly Announcement[]): Pick<Taken, 'announcements' | 'letters' | 'mails' | 'now'> {
    return {
      announcements,
      letters: announcements.flatMap((one) => [...this.#urgentMails(one), ...this.#webhooks(one)]),
      mails: this.settings.email !== null,
      now: this.clock.now(),
    };
  }

  #urgentMails(announcement: Announcement): Taken['letters'] {
    const { email } = this.settings;
    if (!email?.immediately.includes(announcement.kind)) return [];
    return announcement.receivers.flatMap((receiver) => {
      const contact = this.outbox.contact(receiver);
      const reader = contact?.email && contact.immediate ? this.#reader(receiver) : null;
      if (!reader) return [];
      const notice = noticeId(announcement.id, receiver);
      return [
        {
          id: derivedId(`mail/${notice}`),
          channel: 'email' as const,
          target: receiver,
          kind: announcement.kind,
          ...immediateMail(this.folder.texts, announcement, reader),
          notice,
        },
      ];
    });
  }

  #webhooks(announcement: Announcement): Taken['letters'] {
    return this.settings.webhooks
      .filter(({ kinds }) => kinds.includes(announcement.kind))
      .map(({ id }) => {
        const text = render(this.folder.texts.kinds[announcement.kind], announcement.values);
        return {
          id: derivedId(`webhook/${id}/${announcement.id}`),
          channel: 'webhook' as const,
          target: id,
          kind: announcement.kind,
          subject: text.subject,
          body: cloudEventOf(announcement, text),
          notice: null,
        };
      });
  }

  /** Tells the standing office of the cut-offs that have passed since it was last looked for. */
  #tellCutOffs(): void {
    const until = this.#settled(this.clock.now());
    const since = this.outbox.mark('cut-off') ?? until;
    if (since >= until) return;
    const announcements = this.facts
      .programmes()
      .flatMap((programme) => this.#passedCutOffs(programme, since, until));
    this.outbox.take({ mark: 'cut-off', from: since, to: until, ...this.#told(announcements) });
  }

  #passedCutOffs(programme: string, since: string, until: string): readonly Announcement[] {
    const adopted = this.slots.policies(programme);
    const periods = reportingPeriods(adopted, addDays(localDate(since), -DAYS_TO_CUT_OFF), localDate(until));
    return periods.flatMap(({ period, adopted: policy }) => {
      const cutOff = knownCutOff(policy, period);
      if (cutOff === null || cutOff < since || cutOff >= until) return [];
      const asOf = new Date(Date.parse(cutOff) + 1).toISOString();
      const slots = this.slots.slots({ programme, asOf, period });
      if (slots.length === 0) return [];
      const { goal, taskCountsWhen } = policy.policy;
      const { byAssignment, byTask, meetsGoal } = complianceOf(period, slots, {
        due: true,
        goal,
        taskCountsWhen,
      });
      const passed = {
        programme,
        period,
        cutOff,
        expected: byAssignment.expected,
        missing: byAssignment.missing,
        rate: byTask.rate,
        goal,
        meetsGoal,
        simulated: this.facts.isSimulated(programme),
      };
      return [announceCutOff(passed, this.facts)];
    });
  }

  /** Once a day, from its hour on. */
  #makeDigests(): void {
    const { email, keepDays } = this.settings;
    const now = this.clock.now();
    const today = localDate(now);
    const isDone = (this.outbox.mark('digest') ?? '') >= today;
    if (isDone || now < instantAt(today, email?.digestAt)) return;
    this.outbox.makeDigests(today, now, (receiver, notices): NewLetter | null => {
      const contact = this.outbox.contact(receiver);
      const reader = email && contact?.email && contact.digest ? this.#reader(receiver) : null;
      if (!reader) return null;
      const told = notices.map((notice) => notice.told);
      return {
        id: derivedId(`digest/${receiver}/${today}`),
        channel: 'email',
        target: receiver,
        kind: 'digest',
        ...digestMail(this.folder.texts, told, reader, dateText(today)),
      };
    });
    this.outbox.forget(instantAt(addDays(today, -keepDays)));
  }

  /** Null: the account may no longer enter, and is not written to. */
  #reader(account: string): Reader | null {
    const principal = this.accounts.principal(account);
    return principal ? { displayName: principal.displayName, publicUrl: this.settings.publicUrl } : null;
  }

  #addressOf(account: string): string | null {
    return this.accounts.principal(account) ? (this.outbox.contact(account)?.email ?? null) : null;
  }

  #settled(now: string): string {
    return later(now, -SETTLE_MS);
  }

  /** Sends what is due. Never overlaps with itself; letters that come meanwhile are sent too. */
  deliver(): Promise<void> {
    const next = this.#delivering
      .catch(() => {})
      .then(async () => {
        await Promise.all(CHANNELS.map((channel) => this.#deliverOn(channel)));
      });
    this.#delivering = next;
    return next;
  }

  async #deliverOn(name: ChannelName): Promise<void> {
    const channel = this.#channels[name];
    while (channel && !this.#stopped) {
      const now = this.clock.now();
      if (this.#isPaused(pauseOf({ channel: name, target: '' }), now)) return;
      const letters = this.outbox.claim(name, {
        by: this.#name,
        now,
        leaseUntil: later(now, LEASE_MS),
        limit: AT_ONCE,
        except: this.settings.webhooks
          .map(({ id }) => id)
          .filter((id) => this.#isPaused(`webhook/${id}`, now)),
      });
      if (letters.length === 0) return;
      await Promise.all(letters.map((letter) => this.#send(channel, letter)));
    }
  }

  async #send(channel: Channel, letter: ClaimedLetter): Promise<void> {
    const outcome = await inTime(channel.send(letter));
    if (this.#abandoned) return;
    const now = this.clock.now();
    const key = pauseOf(letter);
    if (outcome.kind === 'sent') this.#pauses.delete(key);
    else if (outcome.kind === 'unreachable' && !this.#isPaused(key, now)) {
      const failures = (this.#pauses.get(key)?.failures ?? 0) + 1;
      const seconds = pauseSeconds(failures, this.settings.retry);
      this.#pauses.set(key, { failures, until: later(now, seconds * SECOND_MS) });
    }
    const verdict = judge(outcome, letter, this.settings.retry, now);
    this.outbox.settle(letter.id, this.#name, verdict, now);
    if (verdict.state === 'dead') {
      this.#logger.warn(`${letter.channel} delivery ${letter.id} given up: ${verdict.error}`);
    }
  }

  #isPaused(key: string, now: string): boolean {
    return (this.#pauses.get(key)?.until ?? '') > now;
  }
}

/** All mails go to one server; each subscription has its own. */
function pauseOf({ channel, target }: Pick<ClaimedLetter, 'channel' | 'target'>): string {
  return channel === 'email' ? channel : `${channel}/${target}`;
}

function later(instant: string, ms: number): string {
  return new Date(Date.parse(instant) + ms).toISOString();
}

async function atMost(ms: number, work: Promise<unknown>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const over = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, ms);
  });
  await Promise.race([work.catch(() => {}), over]);
  clearTimeout(timer);
}

/** What takes too long counts as not sent; it may have been. */
async function inTime(sending: Promise<Outcome>): Promise<Outcome> {
  let timer: NodeJS.Timeout | undefined;
  const tooLong = new Promise<Outcome>((resolve) => {
    timer = setTimeout(() => resolve({ kind: 'unreachable', error: 'no answer in time' }), TRY_MS);
  });
  try {
    return await Promise.race([sending, tooLong]);
  } finally {
    clearTimeout(timer);
  }
}
