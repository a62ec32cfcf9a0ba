import { describe, expect, it } from '@jest/globals';
import { EventLogUnavailableError } from '../../errors.js';
import { readConnectionString } from './connection.js';

describe('A connection string', () => {
  it('gives the login that goes with every call, decoded', () => {
    const { credentials } = readConnectionString('esdb://nq57:m%40t%3Akh@db1:2113,db2:2113?tls=true');
    expect(credentials).toEqual({ username: 'nq57', password: 'm@t:kh' });
  });

  it('needs no login without TLS', () => {
    expect(readConnectionString('esdb://127.0.0.1:2113?tls=false').credentials.username).toBe('unsent');
    expect(readConnectionString('esdb+discover://db.local?TLS=false').credentials.username).toBe('unsent');
  });

  it.each([
    ['http://127.0.0.1:2113', 'its scheme is neither esdb:// nor esdb+discover://'],
    ['', 'its scheme is neither'],
    ['esdb://127.0.0.1:2113', 'it has TLS but names no user and password'],
    ['esdb://u:secret@db?throwOnAppendFailure=false', 'its option "throwOnAppendFailure"'],
    ['esdb://u:secret@db?tls_verify_cert=false', 'its option "tls_verify_cert"'],
    ['esdb://u:secret@db?colour=red', 'its option "colour"'],
    ['esdb://u:secret%zz@db', 'its user or password is not percent-encoded'],
  ])('is refused as %s, with what to do and without its password', (connectionString, why) => {
    const read = () => readConnectionString(connectionString);
    expect(read).toThrow(EventLogUnavailableError);
    expect(read).toThrow(why);
    expect(read).toThrow('write it as esdb://user:password@host1:2113');
    expect(read).not.toThrow('secret');
  });
});
