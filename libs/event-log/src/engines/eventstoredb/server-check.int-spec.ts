import 'reflect-metadata';
import { KeyObject, webcrypto } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer as createHttpServer } from 'node:http';
import {
  createServer as createHttp2Server,
  createSecureServer,
  type Http2ServerRequest,
  type Http2ServerResponse,
} from 'node:http2';
import { createServer as createHttpsServer } from 'node:https';
import { type AddressInfo, createServer as createTcpServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import {
  BasicConstraintsExtension,
  type JsonGeneralNames,
  SubjectAlternativeNameExtension,
  X509CertificateGenerator,
} from '@peculiar/x509';
import { EventLogMisconfiguredError, EventLogUnavailableError } from '../../errors.js';
import { eventStoreDbServer } from '../../testing/eventstoredb-server.js';
import { readConnectionString } from './connection.js';
import { checkServer } from './server-check.js';

/** Longer than a test may take: nothing but what is meant to comes to this end. */
const LIMIT_MS = 120_000;
const SHORT_LIMIT_MS = 300;
const PAUSE_MS = 10;
const ALGORITHM = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
const VALID = { from: '2020-01-01', to: '2120-01-01' };
const EXPIRED = { from: '2020-01-01', to: '2021-01-01' };
const TO_COME = { from: '2119-01-01', to: '2120-01-01' };
const OUR_HOSTS: JsonGeneralNames = [
  { type: 'dns', value: 'localhost' },
  { type: 'ip', value: '127.0.0.1' },
];
const LOGIN = 'nq57:m%40t-kh%E1%BA%A9u';
const AUTHORIZATION = `Basic ${Buffer.from('nq57:m@t-khẩu').toString('base64')}`;

/** In PEM. */
interface KeyPair {
  readonly cert: string;
  readonly key: string;
}

interface Authority {
  readonly file: string;
  issue(hosts?: JsonGeneralNames, days?: typeof VALID): Promise<KeyPair>;
}

const folder = mkdtempSync(join(tmpdir(), 'server-check-'));
const pemOf = ({ privateKey }: webcrypto.CryptoKeyPair) =>
  KeyObject.from(privateKey).export({ type: 'pkcs8', format: 'pem' }).toString();
const newKeys = () => webcrypto.subtle.generateKey(ALGORITHM, true, ['sign', 'verify']);
const lasting = ({ from, to }: typeof VALID) => ({ notBefore: new Date(from), notAfter: new Date(to) });

/** A certificate authority made for a test, its own certificate in a file. */
async function newAuthority(name: string, days = VALID): Promise<Authority> {
  const keys = await newKeys();
  const own = await X509CertificateGenerator.createSelfSigned({
    name: `CN=${name}`,
    keys,
    ...lasting(days),
    signingAlgorithm: ALGORITHM,
    extensions: [new BasicConstraintsExtension(true, undefined, true)],
  });
  const file = join(folder, `${name}.crt`);
  writeFileSync(file, own.toString('pem'));
  return {
    file,
    async issue(hosts = OUR_HOSTS, lifetime = VALID) {
      const { publicKey, ...pair } = await newKeys();
      const certificate = await X509CertificateGenerator.create({
        subject: 'CN=eventstoredb-node',
        issuer: own.subject,
        publicKey,
        signingKey: keys.privateKey,
        ...lasting(lifetime),
        signingAlgorithm: ALGORITHM,
        extensions: [new SubjectAlternativeNameExtension(hosts)],
      });
      return { cert: certificate.toString('pem'), key: pemOf({ publicKey, ...pair }) };
    },
  };
}

const servers: Server[] = [];

/** @returns where it listens */
async function listening(server: Server): Promise<number> {
  servers.push(server.listen(0, '127.0.0.1'));
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}

const closing = (server: Server) => new Promise((resolve) => server.close(resolve));

type Answering = (request: Http2ServerRequest, response: Http2ServerResponse) => void;

/** What a node answers of itself. */
const telling =
  (info: object): Answering =>
  ({ url }, response) => {
    response.statusCode = url === '/info' ? 200 : 404;
    response.end(JSON.stringify(info));
  };
const NODE = telling({ esVersion: '23.10.6.0', state: 'leader' });
const status =
  (code: number): Answering =>
  (_, response) => {
    response.statusCode = code;
    response.end();
  };

const plain = (answer: Answering = NODE) => listening(createHttp2Server(answer));
const secure = (pair: KeyPair, answer: Answering = NODE) =>
  listening(createSecureServer({ ...pair }, answer));

async function freePort(): Promise<number> {
  const server = createTcpServer();
  const port = await listening(server);
  await closing(server);
  return port;
}

/** How the check ends: 'fit', or the kind and the words of its refusal. */
async function verdict(connectionString: string, limitMs = LIMIT_MS): Promise<string> {
  try {
    await checkServer(readConnectionString(connectionString), limitMs, PAUSE_MS);
    return 'fit';
  } catch (error) {
    const { message } = error as Error;
    if (error instanceof EventLogMisconfiguredError) return `misconfigured: ${message}`;
    return error instanceof EventLogUnavailableError ? `unavailable: ${message}` : String(error);
  }
}

const plainly = (...ports: number[]) =>
  `esdb://${ports.map((port) => `127.0.0.1:${port}`).join(',')}?tls=false`;
const secretly = (port: number, file?: string, host = '127.0.0.1') =>
  `esdb://${LOGIN}@${host}:${port}?tls=true${file ? `&tlsCAFile=${encodeURIComponent(file)}` : ''}`;
const SET_UP = 'misconfigured: EventStoreDB cannot be used as it is set up:';
const NOT_NOW = 'unavailable: no EventStoreDB server can be used now:';
const START = 'start it, or correct host and port in the connection string';
const PLACE = 'correct host and port in the connection string (those of HTTP and gRPC, 2113 by default)';

describe('The check of an EventStoreDB server', () => {
  let ours: Authority;
  let good: KeyPair;

  beforeAll(async () => {
    ours = await newAuthority('ours');
    good = await ours.issue();
  });

  // A server closes only when nobody is connected to it any more: the check leaves no connection behind.
  afterEach(() => Promise.all(servers.splice(0).map(closing)));

  afterAll(() => rmSync(folder, { recursive: true }));

  it('passes a server without TLS, and sends it no login', async () => {
    const seen: unknown[] = [];
    const port = await plain((request, response) => {
      seen.push(request.url, request.headers.authorization);
      NODE(request, response);
    });
    expect(await verdict(`esdb://${LOGIN}@127.0.0.1:${port}?tls=false`)).toBe('fit');
    expect(seen).toEqual(['/info', undefined]);
  });

  it('passes a server whose certificate the named authority has signed, and sends it the login', async () => {
    const seen: unknown[] = [];
    const port = await secure(good, (request, response) => {
      seen.push(request.headers.authorization);
      NODE(request, response);
    });
    expect(await verdict(secretly(port, ours.file))).toBe('fit');
    expect(await verdict(secretly(port, ours.file, 'localhost'))).toBe('fit');
    expect(seen).toEqual([AUTHORIZATION, AUTHORIZATION]);
  });

  it('passes where one of several seeds is fit', async () => {
    const [gone, old, fit] = [
      await freePort(),
      await plain(telling({ esVersion: '21.10.9.0' })),
      await plain(),
    ];
    expect(await verdict(plainly(gone, old, fit))).toBe('fit');
  });

  it('lets go of a seed that hangs when another is fit', async () => {
    const hanging = await listening(createTcpServer((socket) => socket.resume().on('error', () => {})));
    expect(await verdict(plainly(hanging, await plain()))).toBe('fit');
  });

  it('passes where one of the addresses is fit that a name leads to', async () => {
    expect(await verdict(`esdb+discover://localhost:${await plain()}?tls=false`)).toBe('fit');
  });

  it.each([
    ['of the oldest version that will do', telling({ esVersion: '22.6.0.0' })],
    ['that tells its version under the old name', telling({ esVersion: '24.10.1' })],
    ['that tells its version under the new name too', telling({ dbVersion: '25.0.0', esVersion: '25.0.0' })],
    ['that tells its version under the new name only', telling({ dbVersion: '26.1.0' })],
    ['built without a version', telling({ esVersion: '0.0.0.0' })],
    ['that tells no version', telling({ state: 'leader' })],
    ['behind a gateway that hides the version', status(404)],
    ['behind a gateway that forbids to ask', status(403)],
  ])('passes a server %s', async (_, answer) => {
    expect(await verdict(plainly(await plain(answer)))).toBe('fit');
  });

  it.each(['22.2.0.0', '21.10.9.0', '5.0.11.0'])('refuses version %s as too old', async (version) => {
    const port = await plain(telling({ esVersion: version }));
    expect(await verdict(plainly(port))).toBe(
      `${SET_UP} 127.0.0.1:${port} is of version ${version}: upgrade the server to 22.6 or later`,
    );
  });

  it('tells of a port where nobody listens', async () => {
    const port = await freePort();
    expect(await verdict(plainly(port))).toBe(`${NOT_NOW} 127.0.0.1:${port} refuses connections: ${START}`);
    expect(await verdict(secretly(port))).toBe(`${NOT_NOW} 127.0.0.1:${port} refuses connections: ${START}`);
  });

  it('tells of each seed that cannot be reached', async () => {
    const [one, two] = [await freePort(), await freePort()];
    expect(await verdict(plainly(one, two))).toBe(
      `${NOT_NOW} 127.0.0.1:${one} refuses connections; 127.0.0.1:${two} refuses connections: ${START}`,
    );
  });

  it('tells of each address of a name that cannot be reached', async () => {
    const port = await freePort();
    expect(await verdict(`esdb+discover://localhost:${port}?tls=false`)).toContain(
      `localhost:${port} (127.0.0.1) refuses connections`,
    );
  });

  it('tells of a name that cannot be looked up', async () => {
    const told =
      /^unavailable: .* db\.invalid:2113 has a name that (leads nowhere|cannot be looked up now): start it/;
    expect(await verdict('esdb://db.invalid?tls=false')).toMatch(told);
    expect(await verdict('esdb+discover://db.invalid?tls=false')).toMatch(told);
  });

  it('does not wait longer than it may for a server that hangs', async () => {
    const port = await listening(createTcpServer((socket) => socket.resume().on('error', () => {})));
    const told = `${NOT_NOW} 127.0.0.1:${port} takes connections but does not answer within ${SHORT_LIMIT_MS} ms: ${START}`;
    expect(await verdict(plainly(port), SHORT_LIMIT_MS)).toBe(told);
    expect(await verdict(secretly(port), SHORT_LIMIT_MS)).toBe(told);
  });

  it('tells of a server that hangs up', async () => {
    const port = await listening(createTcpServer((socket) => socket.destroy()));
    const told = `${NOT_NOW} 127.0.0.1:${port} takes connections but closes them without an answer: ${START}`;
    expect(await verdict(plainly(port))).toBe(told);
    expect(await verdict(secretly(port))).toBe(told);
  });

  it('tells of a server that is not ready', async () => {
    const port = await secure(good, status(503));
    expect(await verdict(secretly(port, ours.file))).toBe(
      `${NOT_NOW} 127.0.0.1:${port} is not ready (HTTP status 503): ${START}`,
    );
  });

  it('knows a web server that is no EventStoreDB', async () => {
    const one = await listening(createHttpServer((_, response) => response.end('hello')));
    const two = await listening(createHttpsServer({ ...good }, (_, response) => response.end('hello')));
    const told = (port: number) =>
      `${SET_UP} 127.0.0.1:${port} does not speak HTTP/2, as EventStoreDB does: ${PLACE}`;
    expect(await verdict(plainly(one))).toBe(told(one));
    expect(await verdict(secretly(two, ours.file))).toBe(told(two));
  });

  it('tells of a server that has TLS where the connection string has none', async () => {
    const port = await secure(good);
    expect(await verdict(plainly(port))).toBe(
      `${SET_UP} 127.0.0.1:${port} takes connections with TLS only: write ?tls=true, a user and a password in the connection string`,
    );
  });

  it('tells of a server without TLS where the connection string has it', async () => {
    const port = await plain();
    expect(await verdict(secretly(port))).toBe(
      `${SET_UP} 127.0.0.1:${port} speaks no TLS: give the server a certificate, or write ?tls=false in the connection string`,
    );
  });

  it('tells of a server whose TLS is older than what is safe', async () => {
    const port = await listening(
      createSecureServer(
        { ...good, minVersion: 'TLSv1', maxVersion: 'TLSv1.1', ciphers: 'ALL@SECLEVEL=0' },
        NODE,
      ),
    );
    expect(await verdict(secretly(port, ours.file))).toMatch(
      /^misconfigured: .* does not come to terms about TLS \(ERR_SSL_\w+\): give the server .* TLS settings that Node.js/,
    );
  });

  it('tells the day on which a certificate expired', async () => {
    const port = await secure(await ours.issue(OUR_HOSTS, EXPIRED));
    expect(await verdict(secretly(port, ours.file))).toBe(
      `${SET_UP} 127.0.0.1:${port} has a certificate that expired on 2021-01-01: renew it, or set the clock of this machine right`,
    );
  });

  it('tells whether it was the authority that expired', async () => {
    const past = await newAuthority('past', EXPIRED);
    const port = await secure(await past.issue());
    expect(await verdict(secretly(port, past.file))).toContain(
      'has a certificate whose authority expired on 2021-01-01: renew it',
    );
  });

  it('tells of a certificate that is not valid yet', async () => {
    const port = await secure(await ours.issue(OUR_HOSTS, TO_COME));
    expect(await verdict(secretly(port, ours.file))).toBe(
      `${SET_UP} 127.0.0.1:${port} has a certificate that is valid from 2119-01-01 only: set the clocks of both machines right`,
    );
  });

  it('tells for which hosts a certificate is', async () => {
    const port = await secure(await ours.issue([{ type: 'dns', value: 'db1.example.vn' }]));
    expect(await verdict(secretly(port, ours.file))).toBe(
      `${SET_UP} 127.0.0.1:${port} has a certificate for DNS:db1.example.vn, not for 127.0.0.1: ` +
        'write the host as the certificate names it, or give the server one that names this host',
    );
  });

  it('tells of a certificate of an authority that nobody named', async () => {
    const port = await secure(good);
    expect(await verdict(secretly(port))).toMatch(
      /^misconfigured: .* of an authority that is not known here \([A-Z_]+\): name the file .* by tlsCAFile in the/,
    );
  });

  it('tells of a certificate of another authority than the named one', async () => {
    const port = await secure(good);
    const other = await newAuthority('other');
    expect(await verdict(secretly(port, other.file))).toMatch(
      /^misconfigured: .* of an authority that is not known here \([A-Z_]+\): put .* into the file that tlsCAFile names$/,
    );
  });

  it('sends the login to no server whose certificate is not in order', async () => {
    let asked = 0;
    const port = await secure(good, (request, response) => {
      asked += 1;
      NODE(request, response);
    });
    expect(await verdict(secretly(port))).toContain('misconfigured');
    expect(asked).toBe(0);
  });

  it('tells of a login that the server refuses, without the login', async () => {
    const port = await secure(good, status(401));
    expect(await verdict(secretly(port, ours.file))).toBe(
      `${SET_UP} 127.0.0.1:${port} refuses the login: correct user and password in the connection string, both percent-encoded`,
    );
  });

  it('asks again before it says that waiting mends nothing: a new server has no users for a moment', async () => {
    const answers = [status(401), NODE];
    const port = await secure(good, (request, response) => answers.shift()!(request, response));
    expect(await verdict(secretly(port, ours.file))).toBe('fit');
    expect(answers).toEqual([]);
  });

  it('tells of all seeds where waiting does not mend one of them', async () => {
    const [gone, old] = [await freePort(), await plain(telling({ esVersion: '21.10.9.0' }))];
    expect(await verdict(plainly(gone, old))).toBe(
      `${SET_UP} 127.0.0.1:${gone} refuses connections; 127.0.0.1:${old} is of version 21.10.9.0: upgrade the server to 22.6 or later`,
    );
  });

  it("tells of an authority's file that has gone since the connection string was read", async () => {
    const { file } = await newAuthority('gone');
    const connection = readConnectionString(secretly(await secure(good), file));
    rmSync(file);
    const check = checkServer(connection, LIMIT_MS, PAUSE_MS);
    await expect(check).rejects.toThrow(EventLogMisconfiguredError);
    await expect(check).rejects.toThrow('cannot be read: correct its path or its rights (ENOENT)');
  });
});

const { describe: describeServer, absent, url } = eventStoreDbServer;

describeServer(`The check of a real EventStoreDB server${absent}`, () => {
  it('passes it', async () => {
    expect(await verdict(url)).toBe('fit');
  });
});
