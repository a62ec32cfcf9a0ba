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
const AS_OF = '--as-of';

interface Asked {
  readonly asKnownAt?: string;
  readonly asOf?: string;
}

let asked: Asked = {};

/**
 * Gives every reading command `--as-known-at`: it answers as it would have at that instant. Those without an `--as-of` of
 * their own tell what speaks of the day on which it was recorded; they get one that means that day's end.
 */
export function knownAtOption(program: Command): void {
  const ownAsOf = new Set<Command>();
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
    if (command.options.some(({ long }) => long === AS_OF)) ownAsOf.add(command);
    else command.option(`${AS_OF} <date>`, 'ngày, dạng năm-tháng-ngày; mặc định: bây giờ');
  }
  program.hook('preAction', (_program, command) => {
    const { asKnownAt, asOf } = command.opts<Asked>();
    const isOurs = READING.has(command.name()) || READING.has(`${command.parent?.name()} ${command.name()}`);
    asked = {
      ...(asKnownAt === undefined ? {} : { asKnownAt }),
      ...(asOf === undefined || ownAsOf.has(command) || !isOurs ? {} : { asOf }),
    };
  });
}

/**
 * Runs a command's work at the instant that was asked for, or now.
 * @throws {Refusal} `invalid-instant`, `invalid-date`, `as-of-in-future`, `instant-in-future`
 */
export async function atAskedInstant<Result>(clock: Clock, work: () => Promise<Result>): Promise<Result> {
  const { asKnownAt: moment, asOf } = asked;
  if (moment === undefined && asOf === undefined) return work();
  const { asKnownAt, readInstant } = await import('#projections');
  const { asOfInstant } = await import('#kernel');
  const { dateOption } = await import('./date-option.js');
  const now = clock.now();
  const knownAt = moment === undefined ? now : readInstant(moment, OPTION, now);
  return asKnownAt(asOfInstant(dateOption(asOf), knownAt), work);
}
