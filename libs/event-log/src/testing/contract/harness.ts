import { expect } from '@jest/globals';
import { first, firstValueFrom, scan } from 'rxjs';
import { type FollowOptions, follow } from '../../follow.js';
import type { EventLog, Position, RecordedEvent } from '../../port.js';
import { readEverything } from '../fixtures.js';

/** One log of the engine under test. Cases may share a server: they look only at what came after their start. */
export interface ContractHarness {
  readonly log: EventLog;
  /** Closes the log, as a program that ends does, and opens the same one anew. */
  reopen(): Promise<EventLog>;
  /** Another connection to the same log, as another process has. */
  second?(): Promise<EventLog>;
  /** Closes whatever was opened and removes what was stored. */
  dispose(): Promise<void> | void;
}

export type ContractCase = (harness: ContractHarness) => Promise<void>;

// biome-ignore lint/suspicious/noExplicitAny: any constructor, whatever it takes
type ErrorClass = abstract new (...args: any[]) => Error;

/** Asserts the error, and that nothing in the log has changed. `place` stands in the message. */
export async function expectRefused(
  log: EventLog,
  append: () => Promise<unknown>,
  errorClass: ErrorClass,
  place = '',
): Promise<void> {
  const before = await readEverything(log);
  const error = await append().then(
    (result) => ({ accepted: result }),
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(errorClass);
  expect((error as Error).message).toContain(place);
  expect(await readEverything(log)).toEqual(before);
}

/** Type of the event that ends {@link collectUntilEnd}: a repeat just before the end shows, too. */
export const END_MARK = 'FollowingEnded';

/** Follows a log until the end mark comes. @returns every event delivered, as it was delivered */
export function collectUntilEnd(
  log: EventLog,
  after: Position | null,
  options?: FollowOptions,
): Promise<RecordedEvent[]> {
  return firstValueFrom(
    follow(log, after, options).pipe(
      scan((all: RecordedEvent[], page) => [...all, ...page], []),
      first((all) => all.at(-1)?.type === END_MARK),
    ),
  );
}

/** What a harness must have for the case; declare the case in `cannot` where the engine lacks it. */
export function secondOf({ second }: ContractHarness): () => Promise<EventLog> {
  if (!second) throw new Error('the harness has no second(): give one, or declare the case in `cannot`');
  return second;
}
