import { randomBytes } from 'node:crypto';
import { describe } from '@jest/globals';

const { EVENTSTOREDB_URL = '' } = process.env;
const PREFIX_BYTES = 8;

/**
 * The server that the tests of the EventStoreDB engine run against. The project brings none: where the environment
 * names none, they are skipped, by a name that says so.
 */
export const eventStoreDbServer = {
  /** The connection string; '' where no server is named. */
  url: EVENTSTOREDB_URL,
  describe: EVENTSTOREDB_URL === '' ? (describe.skip as typeof describe) : describe,
  /** What the name of the tests that need it ends in; '' where there is a server. */
  absent: EVENTSTOREDB_URL === '' ? ' (skipped: EVENTSTOREDB_URL names no server)' : '',
  /** A prefix that marks the streams of one log: each test has a log of its own on the server that they share. */
  newPrefix: () => `t${randomBytes(PREFIX_BYTES).toString('hex')}`,
};
