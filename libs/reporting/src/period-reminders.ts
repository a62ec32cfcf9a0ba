import { Inject, Injectable, Logger } from '@nestjs/common';
import { programmeStream } from '#catalogue';
import { type CommandEnvelope, digestOf, EVENT_LOG, type EventLog, executeCommand } from '#event-log';
import { CLOCK, type Clock, derivedId } from '#kernel';
import { ReadModels, Ticker } from '#projections';
import { remind } from './domain/period.decisions.js';
import { periodState, periodStream } from './domain/period.state.js';
import { type DueReminder, dueReminders, notYetReported } from './domain/reminders.js';
import { SlotService } from './slot.service.js';

/** The rule that every automatic reminder names. */
export const REMINDER_RULE = { id: 'period-reminder', version: 1 } as const;

/** How often the scheduler looks whether a reminder's instant has come. */
const TICK_MS = 5_000;

/**
 * The process that sends the reminders of the policies. What it kept back while it was away goes out once, late, as
 * long as the cut-off hasn't passed; two of them at once write nothing twice.
 */
@Injectable()
export class PeriodReminders {
  readonly #logger = new Logger(PeriodReminders.name);
  /** Reminders that were seen to, so that they are not looked at again in this process. */
  readonly #done = new Set<string>();
  readonly #ticker = new Ticker({
    tick: () => this.tick(),
    everyMs: TICK_MS,
    onFailure: (error) => this.#logger.error(error, 'reminders could not be sent'),
  });

  constructor(
    @Inject(EVENT_LOG) private readonly log: EventLog,
    @Inject(CLOCK) private readonly clock: Clock,
    private readonly readModels: ReadModels,
    private readonly slots: SlotService,
  ) {}

  /** Watches the clock until {@link stop}. */
  start(): void {
    this.#ticker.start();
  }

  stop(): Promise<void> {
    return this.#ticker.stop();
  }

  /**
   * Sends the reminders that are due. Ticks don't overlap.
   * @returns how many were written
   * @throws the first failure, after all the other programmes were seen to
   */
  tick(): Promise<number> {
    return this.#ticker.inTurn(() => this.#tick());
  }

  async #tick(): Promise<number> {
    if (this.readModels.outdated) return 0;
    const now = this.clock.now();
    let written = 0;
    const failures: [programme: string, cause: unknown][] = [];
    for (const programme of this.#programmes()) {
      try {
        for (const due of dueReminders(this.slots.policies(programme), now)) {
          if (await this.#send(programme, due, now)) written += 1;
        }
      } catch (cause) {
        failures.push([programme, cause]);
      }
    }
    const [first] = failures;
    if (first) throw new Error(`the reminders of ${first[0]} could not be sent`, { cause: first[1] });
    return written;
  }

  #programmes(): string[] {
    return this.readModels.db.$client
      .prepare<[], string>('SELECT DISTINCT programme FROM reporting_policies ORDER BY programme')
      .pluck()
      .all();
  }

  /** @returns whether it was written now */
  async #send(
    programme: string,
    { period, workingDaysBefore, at, cutOff }: DueReminder,
    now: string,
  ): Promise<boolean> {
    const key = `${programme}/${period}/${workingDaysBefore}/${at}`;
    if (this.#done.has(key)) return false;
    // What was reported a moment ago is not reminded of.
    await this.readModels.catchUp();
    const units = notYetReported(this.slots.slots({ programme, period, asOf: now }));
    const { eventIds, repeated } = await executeCommand({
      log: this.log,
      clock: this.clock,
      stream: periodStream(programme, period),
      envelope: await this.#envelope(programme, key),
      state: periodState,
      decide: (state, recordedAt) =>
        remind(state, { programme, period, workingDaysBefore, at, cutOff, units }, recordedAt),
    });
    this.#done.add(key);
    return eventIds.length > 0 && !repeated;
  }

  /** The same reminder is the same command, whichever process sends it. */
  async #envelope(programme: string, key: string): Promise<CommandEnvelope> {
    const commandId = derivedId(`period-reminder/${key}`);
    const [first] = await this.log.readStream(programmeStream(programme), { limit: 1 });
    const simulated = first?.metadata.simulated;
    return {
      commandId,
      correlationId: commandId,
      digest: digestOf(['period-reminder', key]),
      actor: { id: 'reminders', role: 'rule', unit: null },
      rule: REMINDER_RULE,
      ...(simulated ? { simulated } : {}),
    };
  }
}
