import type { ExpectedRevision } from './port.js';

/** What the event log answers when it doesn't do as asked; `code` is stable. */
export abstract class EventLogError extends Error {
  abstract readonly code: string;
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = new.target.name;
  }
}

/** The stream stands at another revision than the caller expected. Nothing was written. */
export class RevisionConflictError extends EventLogError {
  readonly code = 'revision-conflict';
  constructor(
    readonly stream: string,
    readonly expected: ExpectedRevision,
    readonly actual: ExpectedRevision,
  ) {
    super(`stream ${stream} stands at ${actual}, not at ${expected}`);
  }
}

/**
 * An event id is already in the log with another content or at another place, though the stream stands at the
 * expected revision. Nothing was written.
 */
export class EventIdConflictError extends EventLogError {
  readonly code = 'event-id-conflict';
  constructor(readonly eventId: string) {
    super(`event id ${eventId} is already in the log, with another content or at another place`);
  }
}

/** Refused by the port before an engine saw it: bad stream name, body, metadata or size. Nothing was written. */
export class InvalidAppendError extends EventLogError {
  readonly code = 'invalid-append';
}

/** A read asked for what no page can hold: a limit or a start that is not a number in range. */
export class InvalidReadError extends EventLogError {
  readonly code = 'invalid-read';
}

/** A position that this log never gave: malformed, or beyond its end (a checkpoint of another or restored log). */
export class InvalidPositionError extends EventLogError {
  readonly code = 'invalid-position';
  constructor(
    readonly position: string,
    why: string,
  ) {
    super(`position ${JSON.stringify(position)} ${why}`);
  }
}

/** `recordedAt` lies before the newest event of the log by more than the tolerance. Nothing was written. */
export class ClockWentBackError extends EventLogError {
  readonly code = 'clock-went-back';
  constructor(
    readonly recordedAt: string,
    readonly newest: string,
  ) {
    super(`the clock went back: an event of ${recordedAt} cannot follow one of ${newest}`);
  }
}

/** The engine can't be used now (busy, disk full, read-only, unreachable). Nothing was written. */
export class EventLogUnavailableError extends EventLogError {
  readonly code = 'event-log-unavailable';
}

/** The engine can't work as it is set up (address, login, certificate, version of the server): waiting mends nothing. */
export class EventLogMisconfiguredError extends EventLogUnavailableError {}

/** The log was closed by this process. */
export class EventLogClosedError extends EventLogUnavailableError {}

/** The log can't be read as an event log: not a database, damaged, or of a newer version. */
export class EventLogCorruptError extends EventLogError {
  readonly code = 'event-log-corrupt';
}

/** The engine could not find out whether the append was stored. */
export class UnknownOutcomeError extends EventLogError {
  readonly code = 'unknown-outcome';
}
