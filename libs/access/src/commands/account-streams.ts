import { Inject, Injectable } from '@nestjs/common';
import { type CommandResult, EVENT_LOG, type EventLog, executeCommand, foldStream } from '#event-log';
import { CLOCK, type Clock } from '#kernel';
import { accountStream } from '../domain/account.decisions.js';
import type { AccountEvent } from '../domain/account.events.js';
import { type AccountState, accountState } from '../domain/account.state.js';
import { type CommandContext, envelopeFor } from '../domain/command-context.js';
import type { Grant } from '../domain/principal.js';
import type { Permission } from '../domain/roles.js';
import { UNIT_DIRECTORY, type UnitDirectory } from './unit-directory.js';

/** What every account command shares: the one stream, the envelope, the facts about units. */
@Injectable()
export class AccountStreams {
  constructor(
    @Inject(EVENT_LOG) private readonly log: EventLog,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(UNIT_DIRECTORY) private readonly units: UnitDirectory,
  ) {}

  /**
   * Carries one command out on an account's stream.
   * @throws {Refusal} forbidden, not-found, and what `decide` throws
   */
  carryOut(
    account: string,
    context: CommandContext,
    decide: (state: AccountState) => AccountEvent[] | Promise<AccountEvent[]>,
    permission: Permission = 'account.manage',
  ): Promise<CommandResult> {
    return executeCommand({
      log: this.log,
      clock: this.clock,
      envelope: envelopeFor(context, permission),
      stream: accountStream(account),
      state: accountState,
      decide,
      demandedRevision: context.demandedRevision,
    });
  }

  /** The account as its stream tells it now. */
  async state(account: string): Promise<AccountState> {
    const { state } = await foldStream(this.log, accountStream(account), accountState);
    return state;
  }

  /** Of the units that the grants name, those that exist. */
  async knownUnits(grants: readonly Grant[]): Promise<ReadonlySet<string>> {
    const known = new Set<string>();
    for (const { unit } of grants) if (unit !== null && (await this.units.has(unit))) known.add(unit);
    return known;
  }
}
