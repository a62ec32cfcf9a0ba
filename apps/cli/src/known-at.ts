import type { Command } from 'commander';
import type { Clock } from '#kernel';

/** The commands that read what the log tells; the other clock is the same option for all of them. */
const READING: ReadonlySet<string> = new Set([
  'tasks',
  'indicators',
  'overview',
  'compliance',
  'slots',
  'warnings',
  'trail',
  'history',
  'diff',
  'judge',
  'reconcile',
  'scorecard',
  'period list',
  'period show',
]);
const OPTION = '--as-known-at';

let asked: string | undefined;

/** Gives every reading command `--as-known-at`: it answers as it would have at that instant. */
export function knownAtOption(program: Command): void {
  const named = program.commands.flatMap((family) => [
    [family.name(), family] as const,
    ...family.commands.map((command) => [`${family.name()} ${command.name()}`, command] as const),
  ]);
  const found = named.filter(([name]) => READING.has(name));
  if (found.length < READING.size) throw new Error(`${OPTION} is meant for a command that is not there`);
  for (const [, command] of found) {
    command.option(
      `${OPTION} <moment>`,
      'theo những gì đã được ghi nhận đến lúc này: một ngày (đến hết ngày) hoặc thời điểm có múi giờ',
    );
  }
  program.hook('preAction', (_program, command) => {
    const { asKnownAt: moment } = command.opts<{ asKnownAt?: string }>();
    asked = moment;
  });
}

/**
 * Runs a command's work at the instant that was asked for, or now.
 * @throws {Refusal} `invalid-instant`, `as-of-in-future`, `instant-in-future`
 */
export async function atAskedInstant<Result>(clock: Clock, work: () => Promise<Result>): Promise<Result> {
  const { asKnownAt, readInstant } = await import('#projections');
  return asked === undefined ? work() : asKnownAt(readInstant(asked, OPTION, clock.now()), work);
}
