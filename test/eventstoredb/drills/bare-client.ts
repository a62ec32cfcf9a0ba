// The bare client beside which the server's times are told: a process of its own that appends by the client package
// alone, on the same call, and repeats what failed until it is acknowledged.
//   node bare-client.js <stream prefix>     (the connection string in EVENTSTOREDB_URL)
// Its parent sends {faultAt} and gets {firstMs}; it ends when the parent has gone.
import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import {
  type AppendResult,
  type AppendToStreamOptions,
  EventStoreDBClient,
  jsonEvent,
} from '@eventstore/db-client';
import { FirstAcknowledgement } from './first-acknowledgement.js';

const APPENDERS = 64;
const DEADLINE_MS = 2_500;
const AFTER_ERROR_MS = 50;
/** Between two appends of one appender: it is the time of the first one that is asked for, not how many there are. */
const PACE_MS = 250;
const BODY_BYTES = 400;

const { EVENTSTOREDB_URL: url = '' } = process.env;
const [prefix] = process.argv.slice(2);
const [, user = 'unsent', password = 'unsent'] = /:\/\/([^:@/?]+):([^@]+)@/.exec(url) ?? [];
const credentials = { username: decodeURIComponent(user), password: decodeURIComponent(password) };
const client = EventStoreDBClient.connectionString(url);
const first = new FirstAcknowledgement();

async function appender(number: number): Promise<never> {
  const stream = `${prefix}-${number}`;
  let expectedRevision: bigint | 'no_stream' = 'no_stream';
  for (;;) {
    const event = jsonEvent({ id: randomUUID(), type: 'Appended', data: { text: 'x'.repeat(BODY_BYTES) } });
    for (;;) {
      const sentAt = Date.now();
      try {
        const options: AppendToStreamOptions = { credentials, expectedRevision, deadline: DEADLINE_MS };
        const result: AppendResult = await client.appendToStream(stream, event, options);
        expectedRevision = result.nextExpectedRevision;
        first.acknowledged(sentAt);
        break;
      } catch {
        await pause(AFTER_ERROR_MS);
      }
    }
    await pause(PACE_MS);
  }
}

process.on('message', ({ faultAt }: { faultAt: number }) => {
  void first.after(faultAt).then((firstMs) => process.send?.({ firstMs }));
});
process.on('disconnect', () => process.exit(0));
process.send?.({ ready: true });
await Promise.all(Array.from({ length: APPENDERS }, (_, number) => appender(number)));
