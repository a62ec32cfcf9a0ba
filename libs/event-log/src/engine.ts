import type { AppendResult, EventLog, ExpectedRevision, Position } from './port.js';

/** How far `recordedAt` may lie before the newest of the log where nothing else is said, in milliseconds. */
export const DEFAULT_CLOCK_TOLERANCE_MS = 5_000;

/** An event as an engine gets it: checked by the port, bodies already texts. The texts are stored as they are. */
export interface PreparedEvent {
  readonly id: string;
  readonly type: string;
  readonly rawData: string;
  readonly rawMetadata: string;
  /** The `recordedAt` of the metadata: ISO instant, UTC, milliseconds; compares as text. */
  readonly recordedAt: string;
}

/** An event as an engine gives it back: the stored texts, not parsed. */
export interface StoredEvent {
  readonly position: Position;
  readonly stream: string;
  readonly revision: number;
  readonly id: string;
  readonly type: string;
  readonly rawData: string;
  readonly rawMetadata: string;
}

/** A page of a stream, every choice made. */
export interface StreamPage {
  readonly direction: 'forwards' | 'backwards';
  /** Revision to start from, inclusive; undefined: the first (forwards) or the last (backwards). */
  readonly from: number | undefined;
  readonly limit: number;
}

/** What an engine does behind the port's door (`GuardedEventLog`); semantics and errors are those of {@link EventLog}. */
export interface EventLogEngine extends Pick<EventLog, 'head' | 'onAppended' | 'pollMs' | 'close'> {
  append(stream: string, expected: ExpectedRevision, events: readonly PreparedEvent[]): Promise<AppendResult>;
  readStream(stream: string, page: StreamPage): Promise<readonly StoredEvent[]>;
  latest(): Promise<StoredEvent | null>;
  /** @throws {InvalidPositionError} `after` is malformed or beyond the end */
  readAll(after: Position | null, limit: number): Promise<readonly StoredEvent[]>;
}
