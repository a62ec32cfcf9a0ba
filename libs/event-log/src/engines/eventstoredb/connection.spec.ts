import { describe, expect, it } from '@jest/globals';
import { EventLogMisconfiguredError } from '../../errors.js';
import { readConnectionString } from './connection.js';

describe('A connection string', () => {
  it('gives the login that goes with every call, decoded', () => {
    const { credentials } = readConnectionString('esdb://nq57:m%40t%3Akh@db1:2113,db2:2113?tls=true');
    expect(credentials).toEqual({ username: 'nq57', password: 'm@t:kh' });
  });

  it('needs no login without TLS', () => {
    expect(readConnectionString('esdb://127.0.0.1:2113?tls=false').credentials).toBeUndefined();
    expect(readConnectionString('esdb+discover://db.local?TLS=false').credentials).toBeUndefined();
  });

  it('keeps back a login that it has without TLS', () => {
    expect(readConnectionString('esdb://u:p@db?tls=false').credentials).toBeUndefined();
  });

  it('gives its seeds, at port 2113 where none is named', () => {
    expect(readConnectionString('esdb://u:p@db1,db_2.example.vn:2114,10.0.0.3/?tls=true')).toMatchObject({
      seeds: [
        { host: 'db1', port: 2113 },
        { host: 'db_2.example.vn', port: 2114 },
        { host: '10.0.0.3', port: 2113 },
      ],
      discover: false,
      tls: true,
      tlsCAFile: undefined,
    });
  });

  it('gives the one name that leads to the nodes', () => {
    expect(readConnectionString('esdb+discover://u:p@db.example.vn')).toMatchObject({
      seeds: [{ host: 'db.example.vn', port: 2113 }],
      discover: true,
      tls: true,
    });
  });

  it('has TLS unless it says otherwise', () => {
    expect(readConnectionString('esdb://u:p@db').tls).toBe(true);
    expect(readConnectionString('esdb://db?Tls=false').tls).toBe(false);
  });

  it('goes to the client as it was written', () => {
    const text = 'esdb://u:p%40@db1:2113,db2?tls=true&connectionName=a%20b&keepAlive_interval=-1';
    expect(readConnectionString(text).connectionString).toBe(text);
  });

  it.each([
    ['kurrentdb://u:p@db', 'esdb://u:p@db'],
    ['kurrent://u:p@db', 'esdb://u:p@db'],
    ['kdb://db?tls=false', 'esdb://db?tls=false'],
    ['kurrentdb+discover://u:p@db', 'esdb+discover://u:p@db'],
  ])('with the vendor’s newer scheme, %s, goes to the client as %s', (newer, older) => {
    expect(readConnectionString(newer).connectionString).toBe(older);
  });

  it('may have spaces and line breaks around it, as in a file of one line', () => {
    expect(readConnectionString(' esdb://db?tls=false\r\n').connectionString).toBe('esdb://db?tls=false');
  });

  it.each([
    [
      'of another scheme',
      'http://u:secret@127.0.0.1:2113',
      'its scheme is neither esdb:// nor esdb+discover://',
    ],
    ['without a scheme', 'u:secret@db:2113', 'its scheme is neither'],
    ['that is empty', '', 'its scheme is neither'],
    ['with a space in it', 'esdb://u:secret @db', 'it holds a space or a line break'],
    ['with a line break in it', 'esdb://u:secret@db1,\ndb2', 'it holds a space or a line break'],
    ['without a login', 'esdb://127.0.0.1:2113', 'it has TLS but names no user and password'],
    ['without a login, tls=true', 'esdb://db?tls=true', 'it has TLS but names no user and password'],
    ['without a password', 'esdb://secret@db', 'what stands before its @ is not a user and a password'],
    ['with an empty password', 'esdb://secret:@db', 'what stands before its @ is not a user and a password'],
    ['without a user', 'esdb://:secret@db', 'what stands before its @ is not a user and a password'],
    [
      'with a bare @ in the password',
      'esdb://u:sec@ret@db',
      'an @ in its user, password or options is to be',
    ],
    [
      'with a bare ? and @ in the password',
      'esdb://u:secret?x=1@db',
      'an @ in its user, password or options',
    ],
    [
      'with a bare @ in an option',
      'esdb://u:secret@db?connectionName=a@b',
      'an @ in its user, password or options',
    ],
    ['with a bare / in the password', 'esdb://u:sec/ret@db', 'its user or password is not percent-encoded'],
    ['with a bare : in the password', 'esdb://u:sec:ret@db', 'its user or password is not percent-encoded'],
    ['with a bare # in the password', 'esdb://u:sec#ret@db', 'its user or password is not percent-encoded'],
    ['with a bare % in the password', 'esdb://u:secret%zz@db', 'its user or password is not percent-encoded'],
    [
      'with letters beyond ASCII in the password',
      'esdb://u:secretẩ@db',
      'its user or password is not percent-enc',
    ],
    [
      'with half a letter in the password',
      'esdb://u:secret%E1%BA@db',
      'its user or password is not percent-enc',
    ],
    ['without a host', 'esdb://?tls=false', 'a host is missing in it'],
    ['without a host behind the login', 'esdb://u:secret@', 'a host is missing in it'],
    ['with a comma too many', 'esdb://u:secret@db1,,db2', 'a host is missing in it'],
    ['with a path', 'esdb://u:secret@db/log', 'a host is neither a name nor an IPv4 address'],
    ['with a path behind the port', 'esdb://u:secret@db:2113/log', 'the port of a host is no number'],
    ['with a host in brackets', 'esdb://u:secret@[db]', 'a host is neither a name nor an IPv4 address'],
    [
      'with an IPv6 address',
      'esdb://u:secret@::1',
      'a host has more than one port (an IPv6 address needs a name)',
    ],
    [
      'with a port that is no number',
      'esdb://u:secret@db:http',
      'the port of a host is no number from 1 to 65535',
    ],
    [
      'with a port that is none',
      'esdb://u:secret@db:70000',
      'the port of a host is no number from 1 to 65535',
    ],
    ['with port 0', 'esdb://u:secret@db:0', 'the port of a host is no number from 1 to 65535'],
    ['with an empty port', 'esdb://u:secret@db:', 'the port of a host is no number from 1 to 65535'],
    ['with a login whose @ is missing', 'esdb://u:secret', 'the port of a host is no number from 1 to 65535'],
    [
      'with several names to discover',
      'esdb+discover://u:secret@db1,db2',
      'with +discover it names one host only',
    ],
    [
      'with tls neither true nor false',
      'esdb://u:secret@db?tls=yes',
      'its option "tls" is neither true nor false',
    ],
    ['with tls in capitals', 'esdb://u:secret@db?tls=FALSE', 'its option "tls" is neither true nor false'],
    ['with an option twice', 'esdb://u:secret@db?tls=true&TLS=false', 'its option "TLS" stands in it twice'],
    [
      'with an option twice, written two ways',
      'esdb://u:secret@db?tlsCAFile=a&tls_ca_file=b',
      'stands in it twice',
    ],
    ['with an option that has no value', 'esdb://u:secret@db?tls', 'its option "tls" has no value'],
    ['with an option that is empty', 'esdb://u:secret@db?tls=', 'its option "tls" has no value'],
    ['with nothing behind its ?', 'esdb://u:secret@db?', 'an option is missing after its ? or &'],
    ['with an & too many', 'esdb://u:secret@db?tls=true&', 'an option is missing after its ? or &'],
    [
      'with two question marks',
      'esdb://u:secret@db?tls=true?x=1',
      'its option "tls" holds a ? that is not percent-en',
    ],
    [
      'with a time that is no number',
      'esdb://u:secret@db?gossipTimeout=5s',
      '"gossipTimeout" is no whole number',
    ],
    [
      'with an option against the promises',
      'esdb://u:secret@db?throwOnAppendFailure=false',
      'is not one for this log',
    ],
    [
      'that asks for no check of certificates',
      'esdb://u:secret@db?tls_verify_cert=false',
      'is not one for this log',
    ],
    [
      'with an option that nobody knows',
      'esdb://u:secret@db?colour=red',
      'its option "colour" is not one for this log',
    ],
    [
      'with a file badly encoded',
      'esdb://u:secret@db?tlsCAFile=%zz',
      'its option "tlsCAFile" is not percent-encoded',
    ],
  ])('%s is refused, with what to do and without its password', (_, connectionString, why) => {
    const read = () => readConnectionString(connectionString);
    expect(read).toThrow(EventLogMisconfiguredError);
    expect(read).toThrow(why);
    expect(read).toThrow('write it as esdb://user:password@host1:2113');
    expect(read).not.toThrow(/secret|sec\b|ret\b/);
  });

  it('is refused where the file with the authority cannot be read', () => {
    const read = () => readConnectionString('esdb://u:secret@db?tlsCAFile=%2Fnowhere%2Fca.crt');
    expect(read).toThrow(EventLogMisconfiguredError);
    expect(read).toThrow(
      `the certificate authority's file "/nowhere/ca.crt" (tlsCAFile in the connection string) cannot be read: ` +
        'correct its path or its rights (ENOENT)',
    );
    expect(read).not.toThrow('secret');
  });

  it('is refused where the file with the authority holds no certificate', () => {
    const read = () =>
      readConnectionString(`esdb://u:secret@db?tlsCAFile=${encodeURIComponent(import.meta.filename)}`);
    expect(read).toThrow(EventLogMisconfiguredError);
    expect(read).toThrow("holds no certificate: name the authority's, in PEM");
    expect(read).not.toThrow('secret');
  });

  it('names a file in vain without TLS: it is not read', () => {
    expect(readConnectionString('esdb://db?tls=false&tlsCAFile=none.crt').tlsCAFile).toBeUndefined();
  });
});
