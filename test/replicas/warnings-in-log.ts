import type { EventLog, RecordedEvent } from '#event-log';
import type { AdoptedPolicy } from '#reporting';
import { assignmentState } from '#tasks';
import { evaluate, warningStream } from '#warnings';

const PAGE = 5_000;

/** Type and body of every event of each warning's stream, in the order of the streams' names. */
export type WarningStreams = ReadonlyMap<string, readonly (readonly [string, unknown])[]>;

/** Everything that a log holds; what was read once is not read again. */
export class WholeLog {
  readonly #events: RecordedEvent[] = [];

  constructor(private readonly log: EventLog) {}

  /** All events until now, in the order of the log. */
  async events(): Promise<readonly RecordedEvent[]> {
    for (;;) {
      const page = await this.log.readAll(this.#events.at(-1)?.position ?? null, PAGE);
      this.#events.push(...page);
      if (page.length < PAGE) return [...this.#events];
    }
  }
}

/** What stands in the log of warnings. */
export function writtenWarnings(events: readonly RecordedEvent[]): WarningStreams {
  const written = events.filter(({ stream }) => stream.startsWith('warning-'));
  return inOrder([...Map.groupBy(written, ({ stream }) => stream)]);
}

/** What one scheduler that looks at everything only now, with all the facts before it, finds. */
export function wantedWarnings(events: readonly RecordedEvent[], now: string): WarningStreams {
  const policies = events
    .filter(({ type }) => type === 'ReportingPolicyAdopted')
    .map(({ data }) => data as AdoptedPolicy);
  const facts = events.filter(({ stream }) => stream.startsWith('assignment-'));
  const timelines = [...Map.groupBy(facts, ({ stream }) => stream).values()].flatMap((own) => {
    const assignment = own.reduce(assignmentState.evolve, assignmentState.initial);
    return assignment ? evaluate(assignment, policies, now) : [];
  });
  return inOrder(timelines.map(({ id, events: turns }) => [warningStream(id), turns] as const));
}

function inOrder(
  streams: readonly (readonly [string, readonly { readonly type: string; readonly data: unknown }[]])[],
): WarningStreams {
  const sorted = streams.toSorted(([a], [b]) => (a < b ? -1 : 1));
  return new Map(sorted.map(([stream, events]) => [stream, events.map(({ type, data }) => [type, data])]));
}

export function countOf(streams: WarningStreams): number {
  return [...streams.values()].reduce((sum, events) => sum + events.length, 0);
}

/** Streams whose events are not the very same on both sides. */
export function differing(written: WarningStreams, wanted: WarningStreams): string[] {
  const text = (streams: WarningStreams, stream: string) => JSON.stringify(streams.get(stream) ?? []);
  return [...new Set([...written.keys(), ...wanted.keys()])].filter(
    (stream) => text(written, stream) !== text(wanted, stream),
  );
}

/** Streams in which a warning was raised while it stood already. */
export function raisedTwice(written: WarningStreams): string[] {
  return [...written]
    .filter(([, events]) => {
      const turns = events.map(([type]) => type).filter((type) => TURNS.has(type));
      return turns.some((type, index) => type === 'WarningRaised' && turns[index - 1] === type);
    })
    .map(([stream]) => stream);
}

const TURNS: ReadonlySet<string> = new Set(['WarningRaised', 'WarningCleared']);
