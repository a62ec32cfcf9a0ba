import { EventLogUnavailableError } from '../../errors.js';

export interface Credentials {
  readonly username: string;
  readonly password: string;
}

/** What a connection string comes to, checked before a client sees it. */
export interface Connection {
  readonly connectionString: string;
  /** Sent with every call where the connection has TLS. */
  readonly credentials: Credentials;
}

const SCHEME = /^esdb(?:\+discover)?:\/\//;
const LOGIN = /^([^:@/?]+):([^@]+)@/;
const FORM = 'esdb://user:password@host1:2113,host2:2113?tls=true';
/** Options that the client knows and that leave the engine's own promises alone. */
const OPTIONS = [
  'tls',
  'tlscafile',
  'connectionname',
  'nodepreference',
  'discoveryinterval',
  'gossiptimeout',
  'maxdiscoverattempts',
  'defaultdeadline',
  'keepaliveinterval',
  'keepalivetimeout',
];
/** Without TLS no login is sent, but the call that carries one takes another path in the client. */
const UNSENT: Credentials = { username: 'unsent', password: 'unsent' };

/** The refusal never repeats the string: it holds a password. */
export function unusable(why: string): EventLogUnavailableError {
  return new EventLogUnavailableError(
    `the connection string cannot be used, ${why}: write it as ${FORM}, or with ?tls=false and no login`,
  );
}

/** @throws {EventLogUnavailableError} what is wrong with it and how it is written, without the string itself */
export function readConnectionString(connectionString: string): Connection {
  const scheme = SCHEME.exec(connectionString);
  if (!scheme) throw unusable('its scheme is neither esdb:// nor esdb+discover://');
  const rest = connectionString.slice(scheme[0].length);
  const login = LOGIN.exec(rest);
  const [, query = ''] = rest.split('?');
  const options = new Map<string, string>();
  for (const pair of query.split('&').filter((text) => text !== '')) {
    const [key = '', value = ''] = pair.split('=');
    const name = key.toLowerCase().replace(/[_-]/g, '');
    if (!OPTIONS.includes(name)) throw unusable(`its option ${JSON.stringify(key)} is not one for this log`);
    options.set(name, value.trim());
  }
  if (options.get('tls') === 'false') return { connectionString, credentials: UNSENT };
  if (!login) throw unusable('it has TLS but names no user and password');
  try {
    const [username, password] = [decodeURIComponent(login[1]!), decodeURIComponent(login[2]!)];
    return { connectionString, credentials: { username, password } };
  } catch {
    throw unusable('its user or password is not percent-encoded');
  }
}
