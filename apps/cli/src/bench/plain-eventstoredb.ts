import { EventStoreDBClient, jsonEvent } from '@eventstore/db-client';
import type { EventToAppend } from '#event-log';

/** Where an event stands in the whole log of the server. */
export interface PlainPosition {
  readonly commit: bigint;
  readonly prepare: bigint;
}

/** The client without anything of ours around it: what the baselines are made of, and how a log is written quickly. */
export interface PlainEventStoreDb {
  /**
   * One append on the classic call, which credentials select.
   * @param expected revision of the stream's last event
   * @returns where its last event stands
   */
  append(
    stream: string,
    expected: bigint | 'no_stream',
    events: readonly EventToAppend[],
  ): Promise<{ readonly revision: bigint; readonly position: PlainPosition }>;
  /** Reads the whole log from an event on, to its end. @returns how many events of streams with the prefix it holds */
  readAll(from: PlainPosition, prefix: string): Promise<number>;
  close(): Promise<void>;
}

const LOGIN = /^esdb(?:\+discover)?:\/\/([^:@/?]+):([^@]+)@/;
const DEADLINE_MS = 2_500;

/** Opens a client of its own. */
export function openPlainEventStoreDb(connectionString: string): PlainEventStoreDb {
  const client = EventStoreDBClient.connectionString(connectionString);
  // Without TLS they are not sent, but select the call all the same.
  const [, username = 'unsent', password = 'unsent'] = LOGIN.exec(connectionString) ?? [];
  const credentials = { username: decodeURIComponent(username), password: decodeURIComponent(password) };
  return {
    async append(stream, expectedRevision, events) {
      const { nextExpectedRevision, position } = await client.appendToStream(
        stream,
        events.map(({ id, type, data, metadata }) => jsonEvent({ id, type, data: { ...data }, metadata })),
        { credentials, requiresLeader: true, expectedRevision, deadline: DEADLINE_MS },
      );
      if (!position) throw new Error('the server does not tell where an event stands');
      return { revision: nextExpectedRevision, position };
    },
    async readAll(fromPosition, prefix) {
      let events = 0;
      for await (const { event } of client.readAll({ credentials, requiresLeader: true, fromPosition })) {
        if (event?.streamId.startsWith(prefix)) events += 1;
      }
      return events;
    },
    close: () => client.dispose(),
  };
}
