/*
 * What stands in the way of a connection, found out step by step with Node's own sockets: the client tells of most of
 * it late and in one word, and does not ask for the server's version.
 */
import { lookup } from 'node:dns/promises';
import { request } from 'node:http';
import { connect as connectTcp, isIP, type Socket } from 'node:net';
import { connect as connectTls, type DetailedPeerCertificate, type TLSSocket } from 'node:tls';
import { EventLogMisconfiguredError, EventLogUnavailableError } from '../../errors.js';
import { type Connection, type Credentials, readAuthority, type Seed } from './connection.js';

/** One node, or one of the addresses of a name that leads to the nodes. */
interface Target {
  /** What the server's certificate must name. */
  readonly host: string;
  readonly address: string;
  readonly port: number;
  /** As it is shown to people. */
  readonly where: string;
}

/** What stands in the way at one target; one with a remedy is not mended by waiting. */
class Obstacle extends Error {
  constructor(
    readonly what: string,
    readonly remedy?: string,
  ) {
    super(what);
  }
}

/** One question to one target. */
interface Inquiry {
  readonly target: Target;
  readonly connection: Connection;
  readonly authority: Buffer | undefined;
  readonly limitMs: number;
  readonly signal: AbortSignal;
}

interface Answer {
  readonly status: number;
  readonly body: string;
}

/** The first version that the client and the engine are made for. */
const OLDEST_VERSION = [22, 6] as const;
/** The answer is some hundred bytes long: no more is read of whatever else may answer. */
const MAX_ANSWER_BYTES = 65_536;
const STATUS = { ok: 200, unauthorized: 401, forbidden: 403, serverError: 500 } as const;
const REMEDIES = {
  start: 'start it, or correct host and port in the connection string',
  place: 'correct host and port in the connection string: they are those of the HTTP and gRPC interface, 2113 by default',
  tls: 'write ?tls=true, a user and a password in the connection string',
  noTls: 'give the server a certificate, or write ?tls=false in the connection string',
  login: 'correct user and password in the connection string, both percent-encoded',
  upgrade: `upgrade the server to ${OLDEST_VERSION.join('.')} or later`,
  renew: 'renew it on the server, or set the clock of this machine right',
  clocks: 'set the clocks of both machines right',
  name: 'write the host as the certificate names it, or give the server a certificate that names this host',
  authority: 'name the file with the certificate of its authority by tlsCAFile in the connection string',
  otherAuthority: 'put the certificate of its authority into the file that tlsCAFile names',
  certificate: 'give the server a certificate that can be verified',
} as const;
/** Of a certificate whose authority is not among the known ones. */
const UNKNOWN_AUTHORITY = [
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'CERT_SIGNATURE_FAILURE',
];
const NO_SUCH_NAME = ['ENOTFOUND', 'EAI_AGAIN', 'EAI_NODATA', 'EAI_NONAME'];

/**
 * Asks every seed at once what stands in the way: its name, its port, TLS with its certificate, the login, the
 * version. It ends when one seed is fit to be used. Nothing is tried again.
 * @param limitMs the longest that it takes, in milliseconds
 * @throws {EventLogMisconfiguredError} none is fit, and at one at least waiting mends nothing: what to do
 * @throws {EventLogUnavailableError} none can be reached: each, and why
 */
export async function checkServer(connection: Connection, limitMs: number): Promise<void> {
  const authority = connection.tlsCAFile === undefined ? undefined : readAuthority(connection.tlsCAFile);
  const settled = new AbortController();
  const signal = AbortSignal.any([settled.signal, AbortSignal.timeout(limitMs)]);
  const examine = async (target: Target) => {
    try {
      await examineServer({ target, connection, authority, limitMs, signal });
    } catch (error) {
      throw { target, obstacle: error };
    }
  };
  try {
    const targets = await targetsOf(connection);
    await Promise.any(targets.map(examine));
  } catch (error) {
    throw error instanceof AggregateError ? refusalOf(error.errors) : error;
  } finally {
    settled.abort();
  }
}
