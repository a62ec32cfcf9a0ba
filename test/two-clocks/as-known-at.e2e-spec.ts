import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { CommandBus } from '@nestjs/cqrs';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import fc from 'fast-check';
import { operatorPrincipal, SetPasswordCommand } from '#access';
import { copyLog, digestOf, type EventLog, openSqliteEventLog, type RecordedEvent } from '#event-log';
import { addDays, localDate, randomId, SettableClock } from '#kernel';
import { ReadModels } from '#projections';
import { SIMULATED_ACCOUNTS } from '../../apps/cli/src/simulation/simulate.js';
import { simulated } from '../support/simulated.js';
import {
  FINANCE,
  FINANCE_ASSIGNMENT,
  FINANCE_TASK,
  PASSWORD,
  PROGRAMME,
  settingsFor,
} from '../support/system.js';

// After Nest: a package of the server's is CommonJS and requires it.
const { createServer } = await import('../../apps/api/src/index.js');

const FROM = '2026-01-05';
const UNTIL = '2026-04-14';
const SETUP_MS = 240_000;
const RUN_MS = 240_000;
const RUNS = 4;
const PAGE = 5_000;
/** What any log holds: without it the stopped system would have nobody to log in. */
const SHORTEST = 400;
const HTTP_OK = 200;

const HTTP_CREATED = 201;
const HTTP_FORBIDDEN = 403;
/** The one or the other may read whatever is read of the log. */
const READERS = [SIMULATED_ACCOUNTS.inspector, SIMULATED_ACCOUNTS.standingOffice];

/** A problem's own number differs each time. */
const withoutInstance = (body: string) => body.replace(/"instance":"[^"]*"/, '"instance":""');

interface Running {
  readonly app: NestFastifyApplication;
  get(url: string): Promise<{ readonly status: number; readonly text: string }>;
}

type Paths = Readonly<Record<string, { readonly get?: Readonly<Record<string, unknown>> }>>;

const folders: string[] = [];
const apps: NestFastifyApplication[] = [];
let folder: string;
let events: readonly RecordedEvent[];
let live: Running;
let reads: readonly string[];

const newFolder = (name: string) => {
  const made = mkdtempSync(join(tmpdir(), `nq57-${name}-`));
  folders.push(made);
  return made;
};

async function everything(log: EventLog): Promise<RecordedEvent[]> {
  const all: RecordedEvent[] = [];
  for (;;) {
    const page = await log.readAll(all.at(-1)?.position ?? null, PAGE);
    if (page.length === 0) return all;
    all.push(...page);
  }
}

/** A server on a folder, at an instant at which it stands still, that the inspection commission and the standing office ask. */
async function start(dataDir: string, instant: string): Promise<Running> {
  const app = await createServer(settingsFor(dataDir, ['http']), new SettableClock(instant));
  apps.push(app);
  await app.get(ReadModels).catchUp();
  const tokens = await Promise.all(
    READERS.map(async (account) => {
      const session = await app.inject({
        method: 'POST',
        url: '/sessions',
        payload: { account, password: PASSWORD },
      });
      if (session.statusCode !== HTTP_CREATED) throw new Error(`${account}: ${session.body}`);
      return (session.json() as { token: string }).token;
    }),
  );
  return {
    app,
    async get(url) {
      for (const token of tokens) {
        const { statusCode: status, body } = await app.inject({
          method: 'GET',
          url,
          headers: { authorization: `Bearer ${token}` },
        });
        if (status !== HTTP_FORBIDDEN) return { status, text: withoutInstance(body) };
      }
      throw new Error(`nobody may read ${url}`);
    },
  };
}

/** The log up to where all of it was known at an instant, on a system that was stopped then. */
async function stoppedAt(instant: string): Promise<Running> {
  const dataDir = newFolder('stopped');
  let known = '';
  const end = events.findIndex(({ metadata }) => {
    known = metadata.recordedAt > known ? metadata.recordedAt : known;
    return known > instant;
  });
  const kept = end < 0 ? events : events.slice(0, end);
  const log = openSqliteEventLog(join(dataDir, 'events.db'));
  const source = {
    readAll: async (after: string | null, limit: number) => {
      const from = after === null ? 0 : kept.findIndex(({ position }) => position === after) + 1;
      return kept.slice(from, from + limit);
    },
  } as unknown as EventLog;
  await copyLog(source, log);
  await log.close();
  cpSync(join(folder, 'credentials.db'), join(dataDir, 'credentials.db'));
  return start(dataDir, instant);
}

/** Something real for each parameter of an address. */
async function parametersOf({ get }: Running): Promise<Readonly<Record<string, string>>> {
  const first = async (url: string) => {
    const { text } = await get(url);
    const { items } = JSON.parse(text) as { items?: readonly { readonly id: string }[] };
    const one = items?.[0];
    if (!one) throw new Error(`${url} answers no item: ${text}`);
    return one.id;
  };
  return {
    programme: PROGRAMME,
    unit: FINANCE,
    task: FINANCE_TASK,
    assignment: FINANCE_ASSIGNMENT,
    indicator: '1.2.1.(1)/2',
    warning: await first(`/warnings?programme=${PROGRAMME}&unit=${FINANCE}`),
    period: '2026-02',
    span: '2026-02',
    kind: 'commendation',
    thingKind: 'assignment',
    thing: FINANCE_ASSIGNMENT,
    id: SIMULATED_ACCOUNTS.standingOffice,
    event: events[0]?.id ?? '',
  };
}

/** Parameters that a read asks for in its query string. */
const NEEDED: Readonly<Record<string, string>> = {
  by: 'unit',
  period: '2026-02',
  from: FROM,
  to: UNTIL,
  format: 'csv',
  rule: 'update-missing',
  q: 'so tai chinh',
};

async function addresses(running: Running): Promise<string[]> {
  const values = await parametersOf(running);
  const { paths } = (await running.app.inject('/openapi.json')).json() as { paths: Paths };
  return Object.entries(paths).flatMap(([path, { get }]) => {
    if (!get?.security || get['x-now-only'] === true) return [];
    const filled = path.replace(/\{(\w+)\}/g, (_, name: string) => {
      const value = values[name];
      if (value === undefined) throw new Error(`no example for {${name}} of ${path}`);
      return encodeURIComponent(value);
    });
    const asked = (get.parameters as readonly { in: string; name: string; required?: boolean }[])
      .filter(
        // A workbook says when it was packed; a text is the same each time.
        ({ in: place, name, required }) => place === 'query' && (required === true || name === 'format'),
      )
      .map(({ name }) => `${name}=${NEEDED[name] ?? values[name] ?? ''}`);
    return [`${filled}?${asked.join('&')}`];
  });
}

beforeAll(async () => {
  folder = newFolder('known');
  const until = await simulated(
    settingsFor(folder),
    { from: FROM, until: UNTIL },
    async ({ log, clock, app }) => {
      const context = () => {
        const commandId = randomId();
        const principal = operatorPrincipal('van-hanh');
        return { principal, commandId, correlationId: commandId, digest: digestOf(commandId) };
      };
      for (const reader of READERS) {
        await app.get(CommandBus).execute(new SetPasswordCommand(reader, PASSWORD, context()));
      }
      // With the passwords, which the accounts' own record tells of.
      events = await everything(log);
      return clock.now();
    },
  );
  live = await start(folder, until);
  reads = await addresses(live);
}, SETUP_MS);

afterAll(async () => {
  for (const app of apps) await app.close();
  for (const one of folders) rmSync(one, { recursive: true, force: true });
});

describe('What was known at an instant', () => {
  it(
    'is what a system answers that was really stopped then, at every address, to the last digit',
    async () => {
      const answered = new Set<string>();
      const some = fc.record({
        index: fc.integer({ min: SHORTEST, max: events.length - 1 }),
        daysBack: fc.integer({ min: 0, max: 40 }),
      });
      await fc.assert(
        fc.asyncProperty(some, async ({ index, daysBack }) => {
          const instant = events[index]!.metadata.recordedAt;
          const stopped = await stoppedAt(instant);
          const day = addDays(localDate(instant), -daysBack);
          for (const url of reads) {
            for (const asOf of ['', `&asOf=${day < FROM ? FROM : day}`]) {
              const then = await stopped.get(`${url}${asOf}`);
              const now = await live.get(`${url}${asOf}&asKnownAt=${encodeURIComponent(instant)}`);
              expect([url, asOf, now.status, now.text]).toEqual([url, asOf, then.status, then.text]);
              if (now.status === HTTP_OK) answered.add(url);
            }
          }
          await stopped.app.close();
        }),
        { numRuns: RUNS, seed: 57, endOnFailure: true },
      );
      expect(reads.filter((url) => !answered.has(url))).toEqual([]);
    },
    RUN_MS,
  );
});
