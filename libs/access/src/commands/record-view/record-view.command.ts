import { Inject } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import {
  type CommandResult,
  digestOf,
  EVENT_LOG,
  type EventLog,
  executeCommand,
  type StreamState,
} from '#event-log';
import { CLOCK, type Clock, derivedId, randomId } from '#kernel';
import { actorFor, type Principal } from '../../domain/principal.js';
import type { Permission } from '../../domain/roles.js';
import { recordView, type View, viewStream } from '../../domain/view.decisions.js';

/** Nothing is decided by what was viewed before. */
const NO_STATE: StreamState<null> = { initial: null, evolve: () => null };

/**
 * Records that somebody is answered a read.
 * @throws {EventLogError} it could not be recorded
 */
export class RecordViewCommand extends Command<CommandResult> {
  constructor(
    readonly principal: Principal,
    /** The right under which it was read. */
    readonly permission: Permission,
    readonly view: View,
    /** The caller's own id of the request: the same view under one id, within an hour, is one view. */
    readonly request: string | undefined,
  ) {
    super();
  }
}

@CommandHandler(RecordViewCommand)
export class RecordViewHandler implements ICommandHandler<RecordViewCommand> {
  /** The newest write of each stream: one after another, so that reads side by side don't conflict. */
  readonly #writing = new Map<string, Promise<unknown>>();

  constructor(
    @Inject(EVENT_LOG) private readonly log: EventLog,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async execute({ principal, permission, view, request }: RecordViewCommand): Promise<CommandResult> {
    const stream = viewStream(principal.id, this.clock.now());
    const digest = digestOf(view);
    const commandId = request === undefined ? randomId() : derivedId(`${stream} ${request} ${digest}`);
    const before = this.#writing.get(stream) ?? Promise.resolve();
    const write = () =>
      executeCommand({
        log: this.log,
        clock: this.clock,
        stream,
        envelope: {
          commandId,
          correlationId: request ?? commandId,
          digest,
          actor: actorFor(principal, permission),
        },
        state: NO_STATE,
        decide: () => recordView(view),
      });
    const written = before.then(write, write);
    this.#writing.set(stream, written);
    try {
      return await written;
    } finally {
      if (this.#writing.get(stream) === written) this.#writing.delete(stream);
    }
  }
}
