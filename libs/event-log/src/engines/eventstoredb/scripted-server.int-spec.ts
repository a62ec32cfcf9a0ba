import { describe } from '@jest/globals';
import type { EventLog } from '../../port.js';
import { eventLogContract } from '../../testing/event-log-contract.js';
import { ScriptedEventStoreDb } from '../../testing/scripted-eventstoredb/index.js';
import { openEventStoreDbEventLog } from './eventstoredb-event-log.js';

// No real server: what stands behind the engine here is a test double in this process.
describe('against a scripted server', () => {
  eventLogContract('the EventStoreDB engine', async () => {
    const server = await ScriptedEventStoreDb.start();
    const opened: EventLog[] = [];
    const open = () => {
      const log = openEventStoreDbEventLog(server.url);
      opened.push(log);
      return log;
    };
    const log = open();
    return {
      log,
      reopen: async () => {
        await log.close();
        return open();
      },
      second: async () => open(),
      dispose: async () => {
        for (const each of opened) await each.close();
        await server.dispose();
      },
    };
  });
});
