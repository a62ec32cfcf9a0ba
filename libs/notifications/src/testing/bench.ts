import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach } from '@jest/globals';
import { AccountDirectory, accountsReadModel, type Grant } from '#access';
import { catalogueReadModels } from '#catalogue';
import { type EventLog, type EventToAppend, type JsonObject, openSqliteEventLog } from '#event-log';
import { derivedId, localDate, SettableClock } from '#kernel';
import { ReadModels } from '#projections';
import { type AdoptedPolicy, policiesReadModel, SlotService } from '#reporting';
import { assignmentsReadModel } from '#tasks';
import { warningsReadModel } from '#warnings';
import type { Channel, ChannelName, Letter } from '../channels/channel.js';
import type { Outcome } from '../domain/retry.js';
import { NoticeFactsService } from '../facts/notice-facts.service.js';
import { NotificationsProcess } from '../notifications.process.js';
import { Outbox } from '../outbox/outbox.js';
import { type NotificationSettings, readNotificationSettings } from '../settings/notification-settings.js';
import { TextFolder } from '../texts/text-folder.js';

export const TEXTS = fileURLToPath(new URL('../../../../config/notifications', import.meta.url));
export const PROGRAMME = 'ct57-2026';
export const UNIT = 'so-khcn';

const MODELS = [
  ...catalogueReadModels,
  accountsReadModel,
  assignmentsReadModel,
  policiesReadModel,
  warningsReadModel,
];

/** Stands in for a way to reach people: writes down what it is given and answers as it is told to. */
export class TestChannel implements Channel {
  readonly letters: Letter[] = [];
  answer: Outcome | ((letter: Letter) => Promise<Outcome>) = { kind: 'sent' };

  async send(letter: Letter): Promise<Outcome> {
    this.letters.push(letter);
    return typeof this.answer === 'function' ? this.answer(letter) : this.answer;
  }

  close(): void {}
}

export interface Bench {
  readonly folder: string;
  readonly log: EventLog;
  readonly clock: SettableClock;
  readonly readModels: ReadModels;
  readonly accounts: AccountDirectory;
  readonly slots: SlotService;
  readonly facts: NoticeFactsService;
  readonly outbox: Outbox;
  readonly settings: NotificationSettings;
  readonly process: NotificationsProcess;
  readonly mail: TestChannel;
  readonly hook: TestChannel;
  /** Appends one event to the end of a stream at an instant, the clock's where none is given. */
  append(stream: string, type: string, data: JsonObject, options?: AppendOptions): Promise<string>;
  account(id: string, ...grants: readonly Grant[]): Promise<void>;
  assign(task: string, options?: AppendOptions & { unit?: string; due?: string | null }): Promise<string>;
  adopt(adopted: AdoptedPolicy): Promise<void>;
  /** Sets the clock, applies what the log holds and ticks. */
  tickAt(now: string): Promise<void>;
}

export interface AppendOptions {
  readonly at?: string;
  readonly simulated?: JsonObject;
}

export interface BenchOptions {
  /** A second process on the same folder has another name. */
  readonly name?: string;
  readonly now?: string;
  /** The key `notifications`; default: mails and no webhooks. */
  readonly settings?: unknown;
  /** Real channels in place of those that write down. */
  readonly real?: boolean;
}

export const EMAIL = { host: '127.0.0.1', from: 'nq57@example.vn' };
export const local = (text: string) => new Date(`${text.replace(' ', 'T')}:00+07:00`).toISOString();
export const EVENING = local('2026-03-02 20:00');

/** @returns a maker of processes; what they made is closed and gone after the test */
export function benches(): {
  readonly open: (options?: BenchOptions & { folder?: string }) => Bench;
  readonly clean: () => Promise<void>;
} {
  const opened: Bench[] = [];
  const folders = new Set<string>();
  const clean = async () => {
    for (const { process, readModels, log } of opened.splice(0)) {
      await process.stop();
      readModels.close();
      await log.close();
    }
    for (const folder of folders) rmSync(folder, { recursive: true, force: true });
    folders.clear();
  };
  afterEach(clean);
  return {
    clean,
    open: ({ folder, ...options } = {}) => {
      const place = folder ?? mkdtempSync(join(tmpdir(), 'nq57-notifications-'));
      folders.add(place);
      const bench = openBench(place, options);
      opened.push(bench);
      return bench;
    },
  };
}

function openBench(folder: string, options: BenchOptions): Bench {
  const { name = 'one', now = EVENING, settings: given = { email: EMAIL }, real = false } = options;
  const log = openSqliteEventLog(join(folder, 'events.db'));
  const clock = new SettableClock(now);
  const readModels = new ReadModels({ folder: join(folder, name), log, models: MODELS });
  readModels.open();
  const settings = readNotificationSettings(given, {
    file: join(folder, 'notifications.db'),
    texts: TEXTS,
  });
  const accounts = new AccountDirectory(readModels);
  const slots = new SlotService(readModels);
  const facts = new NoticeFactsService(readModels);
  const outbox = new Outbox(settings.file);
  const mail = new TestChannel();
  const hook = new TestChannel();
  const standIns: Partial<Record<ChannelName, Channel>> = real
    ? {}
    : {
        ...(settings.email ? { email: mail } : {}),
        ...(settings.webhooks.length > 0 ? { webhook: hook } : {}),
      };
  const process = new NotificationsProcess(
    log,
    clock,
    readModels,
    accounts,
    slots,
    facts,
    outbox,
    new TextFolder(settings),
    settings,
    standIns,
  );

  const append: Bench['append'] = async (stream, type, data, { at = clock.now(), simulated } = {}) => {
    const before = await log.readStream(stream, { direction: 'backwards', limit: 1 });
    const revision = before[0]?.revision;
    const commandId = derivedId(`${stream}/${revision ?? 'first'}`);
    const event: EventToAppend = {
      id: derivedId(`${commandId}/0`),
      type,
      data,
      metadata: {
        actor: { id: 'tester', role: 'standing-office', unit: null },
        commandId,
        correlationId: commandId,
        recordedAt: at,
        effectiveOn: localDate(at),
        schemaVersion: 1,
        ...(simulated ? { simulated } : {}),
      },
    };
    await log.append(stream, revision ?? 'no-stream', [event]);
    return event.id;
  };

  return {
    folder,
    log,
    clock,
    readModels,
    accounts,
    slots,
    facts,
    outbox,
    settings,
    process,
    mail,
    hook,
    append,
    account: async (id, ...grants) => {
      await append(`account-${id}`, 'AccountRegistered', { displayName: `Chức danh ${id}` });
      for (const grant of grants) await append(`account-${id}`, 'RoleGranted', grant);
    },
    assign: async (task, { unit = UNIT, due = '2026-06-30', ...rest } = {}) => {
      const id = `${PROGRAMME}.${task}.${unit}`;
      const data = {
        programme: PROGRAMME,
        task,
        unit,
        viaGroup: null,
        transferredFrom: null,
        scheduleKind: 'month',
        due,
      };
      await append(`assignment-${id}`, 'TaskAssigned', data, rest);
      return id;
    },
    adopt: async (adopted) => {
      await append(`programme-${PROGRAMME}`, 'ReportingPolicyAdopted', adopted);
    },
    tickAt: async (instant) => {
      clock.set(instant);
      await readModels.catchUp();
      await process.tick();
    },
  };
}
