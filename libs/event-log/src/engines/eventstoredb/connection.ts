import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { EventLogMisconfiguredError } from '../../errors.js';

export interface Credentials {
  readonly username: string;
  readonly password: string;
}

/** A node, or a name that leads to the nodes. */
export interface Seed {
  readonly host: string;
  readonly port: number;
}

/** What a connection string comes to, checked before a client sees it. */
export interface Connection {
  /** As the client takes it: its scheme is esdb, whatever the vendor calls it now. */
  readonly connectionString: string;
  /** Sent with every call where the connection has TLS; undefined where it has none. */
  readonly credentials: Credentials | undefined;
  /** One at least; exactly one where it is to be discovered. */
  readonly seeds: readonly Seed[];
  /** The nodes are those that the one seed's name leads to. */
  readonly discover: boolean;
  readonly tls: boolean;
  /** The file with the certificate authority, an absolute path; undefined: those that Node.js knows. */
  readonly tlsCAFile: string | undefined;
}

/** The last three are the vendor's newer names, which the pinned client does not know. */
const SCHEME = /^(?:esdb|kurrentdb|kurrent|kdb)(\+discover)?:\/\//;
const FORM = 'esdb://user:password@host1:2113,host2:2113?tls=true';
const DEFAULT_PORT = 2113;
const HIGHEST_PORT = 65_535;
/** What a part of the login may hold: the rest is percent-encoded. */
const ENCODED = /^[\w.~!$&'()*+,;=%-]+$/;
const HOST = /^[\w.-]+$/;
const PORT = /^[0-9]{1,5}$/;
const WHOLE_NUMBER = /^-?[0-9]+$/;
/** Options that the client knows and that leave the engine's own promises alone. */
const TEXT_OPTIONS = ['tls', 'tlscafile', 'connectionname', 'nodepreference'];
const NUMBER_OPTIONS = [
  'discoveryinterval',
  'gossiptimeout',
  'maxdiscoverattempts',
  'defaultdeadline',
  'keepaliveinterval',
  'keepalivetimeout',
];
const PEM_BEGINNING = '-----BEGIN CERTIFICATE-----';

/** The refusal never repeats the string: it holds a password. */
export function unusable(why: string): EventLogMisconfiguredError {
  return new EventLogMisconfiguredError(
    `the connection string cannot be used, ${why}: write it as ${FORM}, or with ?tls=false and no login`,
  );
}

/** @throws {EventLogMisconfiguredError} what is wrong with it and how it is written, without the string itself */
export function readConnectionString(connectionString: string): Connection {
  const text = connectionString.trim();
  const scheme = SCHEME.exec(text);
  if (!scheme) throw unusable('its scheme is neither esdb:// nor esdb+discover://');
  if (/\s/.test(text)) throw unusable('it holds a space or a line break');
  const [name, discovery = ''] = scheme;
  const rest = text.slice(name.length);
  const mark = rest.indexOf('?');
  const place = mark < 0 ? rest : rest.slice(0, mark);
  const query = mark < 0 ? '' : rest.slice(mark + 1);
  // A password that holds one of the marks moves them all: nothing is quoted before this is known.
  const [login, hosts] = separate(place, query);
  const discover = discovery !== '';
  const seeds = readSeeds(hosts, discover);
  const options = mark < 0 ? new Map<string, string>() : readOptions(query);
  const tls = readTls(options.get('tls'));
  return {
    connectionString: `esdb${discovery}://${rest}`,
    credentials: readLogin(login, tls),
    seeds,
    discover,
    tls,
    tlsCAFile: tls ? readAuthorityFile(options.get('tlscafile')) : undefined,
  };
}

/** @returns the login, undefined where there is none, and the hosts */
function separate(place: string, query: string): [string | undefined, string] {
  const parts = place.split('@');
  const hosts = parts.pop()!;
  if (parts.length > 1 || query.includes('@')) {
    throw unusable('an @ in its user, password or options is to be percent-encoded, as %40');
  }
  return [parts[0], hosts];
}

/** A login without TLS is checked all the same, and not sent. */
function readLogin(login: string | undefined, tls: boolean): Credentials | undefined {
  if (login === undefined) {
    if (tls) throw unusable('it has TLS but names no user and password');
    return undefined;
  }
  const [user = '', password = '', ...more] = login.split(':');
  if (user === '' || password === '') throw unusable('what stands before its @ is not a user and a password');
  const encoded = more.length === 0 && ENCODED.test(user) && ENCODED.test(password);
  try {
    if (encoded) {
      const credentials = { username: decodeURIComponent(user), password: decodeURIComponent(password) };
      return tls ? credentials : undefined;
    }
  } catch {
    // A % that begins no code: the same refusal.
  }
  throw unusable('its user or password is not percent-encoded (@ is %40, : is %3A, / is %2F, % is %25)');
}

function readSeeds(hosts: string, discover: boolean): Seed[] {
  const seeds = hosts.replace(/\/$/, '').split(',').map(readSeed);
  if (discover && seeds.length > 1) throw unusable('with +discover it names one host only');
  return seeds;
}

/** What is no port may be a password whose @ is missing: it is not quoted. */
function readSeed(text: string): Seed {
  const [host = '', port = String(DEFAULT_PORT), ...more] = text.split(':');
  if (text === '') throw unusable('a host is missing in it');
  if (more.length > 0) throw unusable('a host has more than one port (an IPv6 address needs a name)');
  if (!HOST.test(host)) throw unusable('a host is neither a name nor an IPv4 address');
  if (!PORT.test(port) || Number(port) < 1 || Number(port) > HIGHEST_PORT) {
    throw unusable(`the port of a host is no number from 1 to ${HIGHEST_PORT}`);
  }
  return { host, port: Number(port) };
}

/** Options by their names in small letters without `_` and `-`, as the client knows them. */
function readOptions(query: string): Map<string, string> {
  const options = new Map<string, string>();
  for (const pair of query.split('&')) {
    const [key = ''] = pair.split('=', 1);
    const value = pair.slice(key.length + 1);
    const name = key.toLowerCase().replace(/[_-]/g, '');
    if (key === '') throw unusable('an option is missing after its ? or &');
    const shown = `its option ${JSON.stringify(key)}`;
    const isNumber = NUMBER_OPTIONS.includes(name);
    if (!isNumber && !TEXT_OPTIONS.includes(name)) throw unusable(`${shown} is not one for this log`);
    if (options.has(name)) throw unusable(`${shown} stands in it twice`);
    if (value === '') throw unusable(`${shown} has no value`);
    if (value.includes('?')) throw unusable(`${shown} holds a ? that is not percent-encoded, as %3F`);
    if (isNumber && !WHOLE_NUMBER.test(value)) throw unusable(`${shown} is no whole number`);
    options.set(name, value);
  }
  return options;
}

function readTls(value = 'true'): boolean {
  if (value !== 'true' && value !== 'false') throw unusable('its option "tls" is neither true nor false');
  return value === 'true';
}

/** @returns an absolute path */
function readAuthorityFile(value: string | undefined): string | undefined {
  if (value === undefined) return undefined;
  const file = resolve(decoded(value));
  readAuthority(file);
  return file;
}

function decoded(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    throw unusable('its option "tlsCAFile" is not percent-encoded');
  }
}

/**
 * The certificate authority that the servers' certificates are checked against, in PEM.
 * @throws {EventLogMisconfiguredError} the file can't be read or holds no certificate
 */
export function readAuthority(file: string): Buffer {
  const shown = `the certificate authority's file ${JSON.stringify(file)} (tlsCAFile in the connection string)`;
  let pem: Buffer;
  try {
    pem = readFileSync(file);
  } catch (cause) {
    const { code = 'unreadable' } = cause as NodeJS.ErrnoException;
    throw new EventLogMisconfiguredError(
      `${shown} cannot be read: correct its path or its rights (${code})`,
      {
        cause,
      },
    );
  }
  if (!isCertificate(pem)) {
    throw new EventLogMisconfiguredError(`${shown} holds no certificate: name the authority's, in PEM`);
  }
  return pem;
}

function isCertificate(pem: Buffer): boolean {
  try {
    return pem.includes(PEM_BEGINNING) && new X509Certificate(pem).ca !== undefined;
  } catch {
    return false;
  }
}
