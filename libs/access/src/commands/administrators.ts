import { Injectable } from '@nestjs/common';
import { isActiveAdministrator } from '../domain/account.state.js';
import { AccountDirectory } from '../read-models/accounts/account-directory.js';
import { AccountStreams } from './account-streams.js';

/** Guards the rule on the last administrator, which spans streams: its commands run one after another. */
@Injectable()
export class Administrators {
  #last: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly directory: AccountDirectory,
    private readonly streams: AccountStreams,
  ) {}

  /** Runs `work` when all work given before has ended. Holds within this process only. */
  oneAtATime<T>(work: () => Promise<T>): Promise<T> {
    const result = this.#last.then(work);
    this.#last = result.catch(() => {});
    return result;
  }

  /**
   * How many enabled administrators there are besides this account. The read model only names candidates; each is
   * counted by its stream.
   */
  async others(account: string): Promise<number> {
    const candidates = this.directory.administrators().filter((id) => id !== account);
    const states = await Promise.all(candidates.map((id) => this.streams.state(id)));
    return states.filter(isActiveAdministrator).length;
  }
}
