/*
 * What stands in the way of a connection, found out step by step with Node's own sockets: the client tells of most of
 * it late and in one word, and does not ask for the server's version.
 */
import { lookup } from 'node:dns/promises';
import { connect as connectHttp2, constants, type OutgoingHttpHeaders } from 'node:http2';
import { connect as connectTcp, isIP, type Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { connect as connectTls, type DetailedPeerCertificate, type TLSSocket } from 'node:tls';
import { EventLogMisconfiguredError, EventLogUnavailableError } from '../../errors.js';
import { type Connection, type Credentials, readAuthority } from './connection.js';

/** One node, or one of the addresses of a name that leads to the nodes. */
interface Target {
  /** What the server's certificate must name. */
  readonly host: string;
  readonly address: string;
  readonly port: number;
  /** As it is shown to people. */
  readonly where: string;
}

/** How targets are asked. */
interface Inquiry {
  readonly tls: boolean;
  readonly credentials: Credentials | undefined;
  /** In PEM; undefined: the authorities that Node.js knows. */
  readonly authority: Buffer | undefined;
  readonly limitMs: number;
  /** Ends it: the time is over, or another target is fit. */
  readonly signal: AbortSignal;
}

interface Answer {
  readonly status: number;
  readonly body: string;
}

/** What stands in the way at one target; where it has a remedy, waiting does not mend it. */
class Obstacle extends Error {
  constructor(
    readonly where: string,
    readonly what: string,
    readonly remedy?: string,
  ) {
    super(`${where} ${what}`);
  }
}

/** The first version that the engine is made for: year and month. */
const OLDEST_VERSION = [22, 6] as const;
const VERSION = /^([0-9]+)\.([0-9]+)/;
/** Where a node tells its version. */
const INFO_PATH = '/info';
/** The answer is some hundred bytes long: no more is kept of whatever else may answer. */
const MAX_ANSWER_LENGTH = 65_536;
const DEFAULT_PAUSE_MS = 1_000;
const HTTP2 = 'h2';
const WHEN_UNREACHABLE = 'start it, or correct host and port in the connection string';
const REMEDIES = {
  place: 'correct host and port in the connection string (those of HTTP and gRPC, 2113 by default)',
  tls: 'write ?tls=true, a user and a password in the connection string',
  noTls: 'give the server a certificate, or write ?tls=false in the connection string',
  login: 'correct user and password in the connection string, both percent-encoded',
  version: `upgrade the server to ${OLDEST_VERSION.join('.')} or later`,
  expired: 'renew it, or set the clock of this machine right',
  notYetValid: 'set the clocks of both machines right',
  otherHost: 'write the host as the certificate names it, or give the server one that names this host',
  noAuthority: 'name the file with the certificate of its authority by tlsCAFile in the connection string',
  otherAuthority: 'put the certificate of its authority into the file that tlsCAFile names',
  handshake: 'give the server a certificate and TLS settings that Node.js accepts',
} as const;
/** How the check of a certificate fails whose authority is not among those known. */
const UNKNOWN_AUTHORITY: readonly string[] = [
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'CERT_SIGNATURE_FAILURE',
];
/** How a handshake fails where what is answered is not of TLS. */
const NOT_TLS = 'ERR_SSL_WRONG_VERSION_NUMBER';
/** How sockets fail where the server, or something before it, is not up: what is there may come back. */
const UNREACHABLE: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'refuses connections',
  ENOTFOUND: 'has a name that leads nowhere',
  EAI_AGAIN: 'has a name that cannot be looked up now',
};

/**
 * Asks every seed at once what stands in the way: its name, its port, TLS and its certificate, the login, its version.
 * It ends as soon as one is fit to be used. What can't be told (a gateway that hides the version) counts as fit: the
 * first call will show. Where waiting seems to mend nothing, it asks once more: a server that is starting or ending
 * says odd things, and a new one has no users for a moment.
 * @param limitMs the longest that it takes, in milliseconds
 * @param pauseMs before it asks once more, in milliseconds
 * @throws {EventLogMisconfiguredError} none is fit, and at one at least waiting mends nothing: each, and what to do
 * @throws {EventLogUnavailableError} none is fit now: each, and why
 */
export async function checkServer(
  connection: Connection,
  limitMs: number,
  pauseMs = DEFAULT_PAUSE_MS,
): Promise<void> {
  const { tls, tlsCAFile, credentials } = connection;
  const authority = tlsCAFile === undefined ? undefined : readAuthority(tlsCAFile);
  const limit = AbortSignal.timeout(limitMs);
  const inquiry = { tls, credentials, authority, limitMs };
  const first = await obstaclesOf(connection, inquiry, limit);
  if (first.length === 0) return;
  if (!first.some(({ remedy }) => remedy)) throw refusalOf(first);
  await pause(pauseMs, undefined, { signal: limit }).catch(() => {});
  if (limit.aborted) throw refusalOf(first);
  const second = await obstaclesOf(connection, inquiry, limit);
  if (second.length > 0) throw refusalOf(second);
}

/** @returns none where a target is fit */
async function obstaclesOf(
  connection: Connection,
  asking: Omit<Inquiry, 'signal'>,
  limit: AbortSignal,
): Promise<Obstacle[]> {
  const settled = new AbortController();
  const inquiry = { ...asking, signal: AbortSignal.any([settled.signal, limit]) };
  try {
    const targets = await targetsOf(connection, inquiry);
    await Promise.any(targets.map((target) => examine(target, inquiry)));
    return [];
  } catch (error) {
    return obstaclesIn(error);
  } finally {
    settled.abort();
  }
}

async function targetsOf({ seeds, discover }: Connection, inquiry: Inquiry): Promise<Target[]> {
  if (!discover) {
    return seeds.map(({ host, port }) => ({ host, address: host, port, where: `${host}:${port}` }));
  }
  const [{ host, port }] = seeds as [Connection['seeds'][number]];
  try {
    const found = await within(lookup(host, { all: true }), inquiry.signal);
    return found.map(({ address }) => ({ host, address, port, where: `${host}:${port} (${address})` }));
  } catch (error) {
    throw unreachable(`${host}:${port}`, error, inquiry);
  }
}

/** @throws {Obstacle} */
async function examine(target: Target, inquiry: Inquiry): Promise<void> {
  const { where } = target;
  const tcp = await connected(target, inquiry);
  const ask = inquiry.tls ? askOverTls : askPlainly;
  const { status, body } = await ask(target, inquiry, tcp);
  if (status === constants.HTTP_STATUS_UNAUTHORIZED && inquiry.tls) {
    throw new Obstacle(where, 'refuses the login', REMEDIES.login);
  }
  if (status >= constants.HTTP_STATUS_INTERNAL_SERVER_ERROR) {
    throw new Obstacle(where, `is not ready (HTTP status ${status})`);
  }
  const version = versionIn(body);
  if (version !== undefined && isTooOld(version)) {
    throw new Obstacle(where, `is of version ${version}`, REMEDIES.version);
  }
}

/** @throws {Obstacle} */
async function connected({ address, port, where }: Target, inquiry: Inquiry): Promise<Socket> {
  const socket = connectTcp({ host: address, port, signal: inquiry.signal });
  try {
    return await opened(socket, 'connect');
  } catch (error) {
    throw unreachable(where, error, inquiry);
  }
}

async function askPlainly(target: Target, inquiry: Inquiry, tcp: Socket): Promise<Answer> {
  const { where } = target;
  try {
    return await askForInfo(tcp, target);
  } catch (error) {
    if (!inquiry.signal.aborted && (await takesTls(target, inquiry))) {
      throw new Obstacle(where, 'takes connections with TLS only', REMEDIES.tls);
    }
    if ((error as NodeJS.ErrnoException).code === 'ERR_HTTP2_ERROR') throw notHttp2(where);
    throw silent(where, inquiry);
  }
}

async function askOverTls(target: Target, inquiry: Inquiry, tcp: Socket): Promise<Answer> {
  const { where } = target;
  const socket = overTls(target, inquiry, tcp);
  try {
    await opened(socket, 'secureConnect');
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException;
    if (code === NOT_TLS) throw new Obstacle(where, 'speaks no TLS', REMEDIES.noTls);
    if (!/^(?:EPROTO|ERR_SSL_)/.test(code)) throw silent(where, inquiry);
    throw new Obstacle(where, `does not come to terms about TLS (${code})`, REMEDIES.handshake);
  }
  // The login goes to no server whose certificate was not verified.
  if (!socket.authorized) throw badCertificate(target, inquiry, socket);
  if (socket.alpnProtocol !== HTTP2) throw notHttp2(where);
  try {
    return await askForInfo(socket, target, inquiry.credentials);
  } catch {
    throw silent(where, inquiry);
  }
}

/** The certificate is looked at afterwards, so that more can be told of it than a code. */
function overTls({ host }: Target, { authority }: Inquiry, socket: Socket): TLSSocket {
  const servername = isIP(host) === 0 ? host : '';
  return connectTls({
    socket,
    host,
    servername,
    ca: authority,
    rejectUnauthorized: false,
    ALPNProtocols: [HTTP2, 'http/1.1'],
  });
}

async function takesTls(target: Target, inquiry: Inquiry): Promise<boolean> {
  try {
    await opened(overTls(target, inquiry, await connected(target, inquiry)), 'secureConnect');
    return true;
  } catch {
    return false;
  }
}

/** What a node tells of itself, over HTTP/2 as all that the client sends. The socket is used up. */
function askForInfo(socket: Socket, { host, port }: Target, login?: Credentials): Promise<Answer> {
  const headers: OutgoingHttpHeaders = {
    ':path': INFO_PATH,
    accept: 'application/json',
    ...(login && {
      authorization: `Basic ${Buffer.from(`${login.username}:${login.password}`).toString('base64')}`,
    }),
  };
  const session = connectHttp2(`${login ? 'https' : 'http'}://${host}:${port}`, {
    createConnection: () => socket,
  });
  const asking = new Promise<Answer>((resolve, reject) => {
    let [status, body] = [0, ''];
    // The session's own error says more than that of the request that it ends.
    session.once('error', reject).once('close', () => reject(new Error('the connection was closed')));
    session
      .request(headers)
      .setEncoding('utf8')
      .on('response', (response) => {
        status = response[':status'] ?? 0;
      })
      .on('data', (text: string) => {
        if (body.length < MAX_ANSWER_LENGTH) body += text;
      })
      .on('end', () => {
        if (status > 0) resolve({ status, body });
      })
      .on('error', reject);
  });
  return asking.finally(() => {
    session.on('error', () => {});
    session.destroy();
    socket.destroy();
  });
}

/** Resolves at the event, rejects at an error or when the socket is closed before. */
function opened<Kind extends Socket>(socket: Kind, event: 'connect' | 'secureConnect'): Promise<Kind> {
  return new Promise((resolve, reject) => {
    socket
      .once(event, () => resolve(socket))
      .on('error', reject)
      .once('close', () => reject(new Error('the connection was closed')));
  });
}

/** @throws what the signal was aborted with */
async function within<Result>(waiting: Promise<Result>, signal: AbortSignal): Promise<Result> {
  signal.throwIfAborted();
  let stop = () => {};
  const ended = new Promise<never>((_, reject) => {
    stop = () => reject(signal.reason);
    signal.addEventListener('abort', stop, { once: true });
  });
  try {
    return await Promise.race([waiting, ended]);
  } finally {
    signal.removeEventListener('abort', stop);
  }
}

function unreachable(where: string, error: unknown, { limitMs, signal }: Inquiry): Obstacle {
  if (signal.aborted) return new Obstacle(where, `takes no connection within ${limitMs} ms`);
  const { code = 'no code' } = error as NodeJS.ErrnoException;
  return new Obstacle(where, UNREACHABLE[code] ?? `cannot be reached (${code})`);
}

/** It took the connection and then gave no answer that could be read. */
function silent(where: string, { limitMs, signal }: Inquiry): Obstacle {
  if (signal.aborted)
    return new Obstacle(where, `takes connections but does not answer within ${limitMs} ms`);
  return new Obstacle(where, 'takes connections but closes them without an answer');
}

const notHttp2 = (where: string) =>
  new Obstacle(where, 'does not speak HTTP/2, as EventStoreDB does', REMEDIES.place);

function badCertificate({ where, host }: Target, { authority }: Inquiry, socket: TLSSocket): Obstacle {
  const code = String(socket.authorizationError);
  const certificate = socket.getPeerCertificate(true);
  if (code === 'CERT_HAS_EXPIRED') {
    const { owner, day } = firstToExpire(certificate);
    return new Obstacle(where, `has a certificate ${owner} expired on ${day}`, REMEDIES.expired);
  }
  if (code === 'CERT_NOT_YET_VALID') {
    const day = dayOf(certificate.valid_from);
    return new Obstacle(where, `has a certificate that is valid from ${day} only`, REMEDIES.notYetValid);
  }
  if (code === 'ERR_TLS_CERT_ALTNAME_INVALID') {
    const names = certificate.subjectaltname ?? 'no host';
    return new Obstacle(where, `has a certificate for ${names}, not for ${host}`, REMEDIES.otherHost);
  }
  if (UNKNOWN_AUTHORITY.includes(code)) {
    const remedy = authority ? REMEDIES.otherAuthority : REMEDIES.noAuthority;
    return new Obstacle(where, `has a certificate of an authority that is not known here (${code})`, remedy);
  }
  return new Obstacle(where, `has a certificate that is refused (${code})`, REMEDIES.handshake);
}

/** The certificate of the chain that expires first: where one has expired, this one has. */
function firstToExpire(leaf: DetailedPeerCertificate): { owner: string; day: string } {
  let first = leaf;
  let next = leaf;
  // The last of a chain is its own issuer.
  while (next.issuerCertificate && next.issuerCertificate !== next) {
    next = next.issuerCertificate;
    if (Date.parse(next.valid_to) < Date.parse(first.valid_to)) first = next;
  }
  return { owner: first === leaf ? 'that' : 'whose authority', day: dayOf(first.valid_to) };
}

const dayOf = (instant: string) => new Date(instant).toISOString().slice(0, 'yyyy-mm-dd'.length);

/** What a node calls its version: `esVersion`, in newer ones `dbVersion` too. */
function versionIn(body: string): string | undefined {
  try {
    const { dbVersion, esVersion } = JSON.parse(body) as { dbVersion?: unknown; esVersion?: unknown };
    const version = dbVersion ?? esVersion;
    return typeof version === 'string' && VERSION.test(version) ? version : undefined;
  } catch {
    return undefined;
  }
}

/** A server built from its source without a version calls itself 0.0: it is not judged. */
function isTooOld(version: string): boolean {
  const [year, month] = VERSION.exec(version)!.slice(1).map(Number) as [number, number];
  const [oldestYear, oldestMonth] = OLDEST_VERSION;
  if (year === 0) return false;
  return year < oldestYear || (year === oldestYear && month < oldestMonth);
}

/** @throws what is none: a fault of this program */
function obstaclesIn(error: unknown): Obstacle[] {
  const errors: unknown[] = error instanceof AggregateError ? error.errors : [error];
  return errors.map((each) => {
    if (each instanceof Obstacle) return each;
    throw each;
  });
}

/** One sentence for the operator: each target with what is wrong there, then what to do. */
function refusalOf(obstacles: readonly Obstacle[]): EventLogUnavailableError {
  const what = obstacles.map(({ message }) => message).join('; ');
  const remedies = new Set(obstacles.map(({ remedy }) => remedy).filter((remedy) => remedy !== undefined));
  if (remedies.size === 0) {
    return new EventLogUnavailableError(
      `no EventStoreDB server can be used now: ${what}: ${WHEN_UNREACHABLE}`,
    );
  }
  return new EventLogMisconfiguredError(
    `EventStoreDB cannot be used as it is set up: ${what}: ${[...remedies].join('; or ')}`,
  );
}
