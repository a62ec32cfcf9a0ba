import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { EventLogCorruptError, EventLogMisconfiguredError } from '#event-log';
import { ScriptedEventStoreDb } from '#event-log/testing';
import { ForeignRowsError } from '#projections';
import type { Settings } from '../../apps/api/src/index.js';
import { ChangeStream } from '../support/change-stream.js';
import { expectProblem } from '../support/expectations.js';
import { FINANCE_ASSIGNMENT, fullReport, TestSystem } from '../support/system.js';

/*
 * The whole server on the second engine while its log comes and goes. The log stands on a scripted server, a test
 * double; what a real one does is for `npm run test:eventstoredb`.
 */

const REPORTS = `/assignments/${FINANCE_ASSIGNMENT}/progress-reports`;
const REPORT = fullReport('2026-01', 30);
const PATIENCE_MS = 20_000;

let server: ScriptedEventStoreDb;
let system: TestSystem;
const others: NestFastifyApplication[] = [];

const logOn = (connectionString: string) => ({ engine: 'eventstoredb', connectionString }) as const;

/** Another server process's worth of the same system, on the same folder. */
async function startAnew(change: Partial<Settings> = {}): Promise<NestFastifyApplication> {
  const app = await system.another({ eventLog: logOn(server.url), ...change });
  others.push(app);
  return app;
}

beforeEach(async () => {
  server = await ScriptedEventStoreDb.start();
  system = await TestSystem.open({ eventLog: logOn(server.url) });
  await system.token('finance');
}, PATIENCE_MS);

afterEach(async () => {
  for (const app of others.splice(0)) await app.close();
  await system.close();
  await server.dispose();
}, PATIENCE_MS);

async function until<Value>(look: () => Promise<Value>, wanted: (value: Value) => boolean): Promise<Value> {
  for (;;) {
    const value = await look();
    if (wanted(value)) return value;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

const isReady = () => system.call('GET', '/health/ready');

describe('While the server of the log is away', () => {
  it(
    'commands answer 503 with Retry-After, reads go on; back again, the same command is carried out once and told of',
    async () => {
      await system.app.listen(0, '127.0.0.1');
      const changes = await ChangeStream.open(system, await system.app.getUrl(), 'finance');
      const before = await system.head();
      await server.stop();

      const headers = { 'idempotency-key': 'away' };
      for (let attempt = 0; attempt < 2; attempt += 1) {
        const refused = await system.call('POST', REPORTS, { as: 'finance', body: REPORT, headers });
        expectProblem(refused, 503, 'event-log-unavailable');
        expect(refused.headers['retry-after']).toBe('5');
      }
      expect((await system.call('GET', `/assignments/${FINANCE_ASSIGNMENT}`, { as: 'finance' })).status).toBe(
        200,
      );
      expect((await isReady()).status).toBe(503);
      expect((await system.call('GET', '/health/live')).status).toBe(200);

      await server.comeBack();
      const answer = await until(
        () => system.call('POST', REPORTS, { as: 'finance', body: REPORT, headers }),
        ({ status }) => status === 201,
      );
      expect(answer.body).toMatchObject({ repeated: false });
      const again = await system.call('POST', REPORTS, { as: 'finance', body: REPORT, headers });
      expect([again.status, again.body.repeated]).toEqual([201, true]);
      const told = [await changes.next(), await changes.next()];
      expect(told.map((change) => change?.data.type)).toEqual(['AssignmentAccepted', 'ProgressReported']);
      expect(told.every((change) => change !== null && change.id > String(before))).toBe(true);
      await changes.close();
      expect((await until(isReady, ({ status }) => status === 200)).status).toBe(200);
    },
    PATIENCE_MS,
  );

  it(
    'a process starts without it, answers reads, and takes commands when it is back',
    async () => {
      await server.stop();
      const app = await startAnew();
      const authorization = `Bearer ${await system.token('finance')}`;
      const ask = (method: 'GET' | 'POST', url: string, payload?: object) =>
        app.inject({ method, url, headers: { authorization }, ...(payload ? { payload } : {}) });
      expect((await ask('GET', `/assignments/${FINANCE_ASSIGNMENT}`)).statusCode).toBe(200);
      expect((await ask('GET', '/health/ready')).statusCode).toBe(503);
      expect((await ask('POST', REPORTS, REPORT)).statusCode).toBe(503);
      await server.comeBack();
      await until(
        () => ask('POST', REPORTS, REPORT),
        ({ statusCode }) => statusCode === 201,
      );
      await until(
        () => ask('GET', '/health/ready'),
        ({ statusCode }) => statusCode === 200,
      );
    },
    PATIENCE_MS,
  );
});

// A wrong login, a certificate and the server's version are those of `server-check.int-spec`.
describe('A process does not start, and says what to do,', () => {
  const refusalOf = (started: Promise<unknown>) =>
    started.then(
      () => null,
      (error: unknown) => error,
    );

  it.each([
    ['another scheme', 'http://127.0.0.1:2113', 'esdb://'],
    ['a port that speaks something else', 'esdb://127.0.0.1:1?tls=maybe', 'tls'],
  ])('with %s in the connection string', async (_name, connectionString, advice) => {
    const refused = await refusalOf(startAnew({ eventLog: logOn(connectionString) }));
    expect(refused).toBeInstanceOf(EventLogMisconfiguredError);
    expect(String(refused)).toContain(advice);
  });

  it(
    'on a log with an event of another program among its own',
    async () => {
      server.log.add('nq57.assignment-foreign');
      expect(await refusalOf(startAnew())).toBeInstanceOf(EventLogCorruptError);
    },
    PATIENCE_MS,
  );

  it(
    'on a log that was restored to before what the rows were built from',
    async () => {
      await system.settled();
      server.log.restoreTo(10);
      const refused = await refusalOf(startAnew());
      expect(refused).toBeInstanceOf(ForeignRowsError);
      expect(String(refused)).toContain('delete read-models*');
    },
    PATIENCE_MS,
  );
});
