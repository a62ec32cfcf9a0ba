import { execFile } from 'node:child_process';
import { copyFileSync, existsSync, mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import Database from 'better-sqlite3';
import {
  EventLogCorruptError,
  EventLogUnavailableError,
  InvalidPositionError,
  RevisionConflictError,
  UnknownOutcomeError,
} from '../../errors.js';
import { GuardedEventLog } from '../../guard.js';
import type { EventLog, Position } from '../../port.js';
import { eventLogContract } from '../../testing/event-log-contract.js';
import { readEverything, someEvent, someEvents, someStream } from '../../testing/fixtures.js';
import { APPLICATION_ID, createSchema, FORMAT_VERSION, SCHEMA } from './schema.js';
import { openSqliteEventLog, SqliteEngine, type SqliteEventLogOptions } from './sqlite-event-log.js';
import { verifyLog } from './verify-sqlite-log.js';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const FIXTURE = here('./fixtures/format-1.sqlite');
const FIXTURE_DIGEST = '9fec18924c27662a221c02f9a9b2ba3df7b74b86dde84cbe15c99e55f54fe4d0';
const APPEND_CHILD = here('../../../../../dist/test/crash/append-child.js');

const newFolder = () => mkdtempSync(join(tmpdir(), 'nq57-event-log-'));

eventLogContract('the SQLite engine', async () => {
  const folder = newFolder();
  const opened: EventLog[] = [];
  const open = () => {
    const log = openSqliteEventLog(join(folder, 'events.sqlite'));
    opened.push(log);
    return log;
  };
  const log = open();
  return {
    log,
    reopen: async () => {
      await log.close();
      return open();
    },
    second: async () => open(),
    dispose: async () => {
      for (const each of opened) await each.close();
      rmSync(folder, { recursive: true });
    },
  };
});

describe('the SQLite engine', () => {
  let folder: string;
  let path: string;
  let toClose: { close(): unknown }[];

  beforeEach(() => {
    folder = newFolder();
    path = join(folder, 'events.sqlite');
    toClose = [];
  });

  afterEach(async () => {
    for (const each of toClose) await each.close();
    rmSync(folder, { recursive: true });
  });

  const closeLater = <Closable extends { close(): unknown }>(closable: Closable): Closable => {
    toClose.push(closable);
    return closable;
  };
  const open = (options?: SqliteEventLogOptions) => closeLater(openSqliteEventLog(path, options));
  const openRaw = (options?: Database.Options) => closeLater(new Database(path, options));

  describe('keeps what is written', () => {
    const changes = [
      `UPDATE events SET data = '{}'`,
      'UPDATE events SET recorded_at = recorded_at',
      'DELETE FROM events',
      'DELETE FROM events WHERE revision = 1',
      'INSERT OR REPLACE INTO events SELECT * FROM events',
      `INSERT OR REPLACE INTO events SELECT NULL, 'task-other', 0, id, type, data, metadata, recorded_at FROM events WHERE position = 1`,
      `REPLACE INTO events SELECT NULL, stream, 1, 'x', type, data, metadata, recorded_at FROM events WHERE position = 1`,
      `REPLACE INTO events SELECT 1, stream, 2, 'x', type, data, metadata, recorded_at FROM events WHERE position = 1`,
      `INSERT INTO events SELECT NULL, stream, 7, 'x', type, data, metadata, recorded_at FROM events WHERE position = 1`,
    ];

    it.each(changes)('refuses another program that tries %s', async (statement) => {
      const log = open();
      await log.append(someStream(), 'no-stream', someEvents(2));
      const before = await readEverything(log);
      expect(() => openRaw().exec(statement)).toThrow(
        /events are (never changed|never deleted|only appended)/,
      );
      expect(await readEverything(log)).toEqual(before);
    });

    it('writes durably: write-ahead log, synchronous FULL', async () => {
      const statements = jest.spyOn(Database.prototype, 'pragma');
      open();
      const sent = statements.mock.calls.map(([source]) => source);
      statements.mockRestore();
      expect(sent).toContain('synchronous = FULL');
      expect(openRaw().pragma('journal_mode', { simple: true })).toBe('wal');
    });
  });

  it('has no statement that sorts what the file keeps in order', async () => {
    await open().close();
    const prepared = jest.spyOn(Database.prototype, 'prepare');
    open();
    const sources = prepared.mock.calls
      .map(([source]) => source)
      .filter((source) => /FROM events/.test(source));
    prepared.mockRestore();
    const plans = sources.flatMap((source) => {
      const values = Array.from(source.match(/\?/g) ?? [], () => 1);
      return openRaw()
        .prepare(`EXPLAIN QUERY PLAN ${source}`)
        .all(...values);
    });
    expect(sources.length).toBeGreaterThan(5);
    expect(JSON.stringify(plans)).not.toContain('TEMP B-TREE');
  });

  describe('opens a file', () => {
    it('makes the file, and the folder that it lies in', async () => {
      path = join(folder, 'var', 'data', 'events.sqlite');
      await open().append(someStream(), 'no-stream', [someEvent()]);
      expect(existsSync(path)).toBe(true);
    });

    it('leaves the file as it is that another process has made meanwhile', async () => {
      const log = open();
      await log.append(someStream(), 'no-stream', [someEvent()]);
      createSchema(openRaw());
      expect(await readEverything(log)).toHaveLength(1);
    });

    it('waits where another process is just making the file', () => {
      const { pragma } = Database.prototype;
      let refusals = 2;
      const busy = jest.spyOn(Database.prototype, 'pragma').mockImplementation(function (
        this: Database.Database,
        source,
        options,
      ) {
        if (source === 'journal_mode = WAL' && refusals > 0) {
          refusals -= 1;
          throw Object.assign(new Error('database is locked'), { code: 'SQLITE_BUSY' });
        }
        return pragma.call(this, source, options);
      });
      try {
        expect(() => open({ busyTimeoutMs: 0 })).toThrow(EventLogUnavailableError);
        open();
        expect(refusals).toBe(0);
      } finally {
        busy.mockRestore();
      }
    });

    it('still opens and continues a file of format 1', async () => {
      copyFileSync(FIXTURE, path);
      expect(await verifyLog(path)).toMatchObject({ whole: true, digest: FIXTURE_DIGEST });
      const log = open();
      const events = await log.readStream('assignment-p57.fixture');
      expect(events.map(({ type }) => type)).toEqual([
        'TaskAssigned',
        'ProgressReported',
        'ProgressReported',
      ]);
      const next = someEvent({ metadata: { recordedAt: '2026-03-05T01:30:00.000Z' } });
      expect((await log.append('assignment-p57.fixture', 2, [next])).revision).toBe(3);
    });

    it('holds exactly the schema of its format', () => {
      open();
      const rows = openRaw().prepare('SELECT name, sql FROM sqlite_schema WHERE sql IS NOT NULL').all();
      const objects = new Map((rows as { name: string; sql: string }[]).map(({ name, sql }) => [name, sql]));
      objects.delete('sqlite_sequence');
      expect(Object.fromEntries(objects)).toEqual(SCHEMA);
    });

    it('refuses a file that is no database, and leaves it as it is', () => {
      writeFileSync(path, 'Nghị quyết 57 '.repeat(500));
      expect(() => open()).toThrow(EventLogCorruptError);
      expect(() => open()).toThrow(/restore the file from a backup/);
    });

    it('refuses the database of another program, and leaves it as it is', () => {
      const foreign = openRaw();
      foreign.exec('CREATE TABLE books (title TEXT)');
      expect(() => open()).toThrow(EventLogCorruptError);
      expect(() => open()).toThrow(/another program's database: name another file/);
      expect(foreign.pragma('journal_mode', { simple: true })).toBe('delete');
      expect(foreign.prepare('SELECT name FROM sqlite_schema').pluck().all()).toEqual(['books']);
    });

    it('refuses a file of a newer format', async () => {
      await open().close();
      openRaw().pragma(`user_version = ${FORMAT_VERSION + 1}`);
      expect(() => open()).toThrow(EventLogCorruptError);
      expect(() => open()).toThrow(/format 2, this program knows format 1/);
    });

    it('refuses a file that has lost a trigger', async () => {
      await open().close();
      openRaw().exec('DROP TRIGGER events_refuse_delete');
      expect(() => open()).toThrow(EventLogCorruptError);
      expect(() => open()).toThrow(/events_refuse_delete/);
    });

    it('refuses to read from a file that was cut short', async () => {
      const log = open();
      await log.append(someStream(), 'no-stream', someEvents(200));
      await log.close();
      truncateSync(path, 40_960);
      const damaged = async () => readEverything(open());
      await expect(damaged()).rejects.toBeInstanceOf(EventLogCorruptError);
    });

    it('refuses to open for reading what is not there, and makes nothing', () => {
      expect(() => open({ readOnly: true })).toThrow(EventLogUnavailableError);
      expect(existsSync(path)).toBe(false);
    });

    it('reads but refuses to append when opened for reading', async () => {
      const stream = someStream();
      await open().append(stream, 'no-stream', someEvents(2));
      const reader = open({ readOnly: true });
      await expect(reader.append(stream, 1, [someEvent()])).rejects.toBeInstanceOf(EventLogUnavailableError);
      expect(await reader.readStream(stream)).toHaveLength(2);
    });
  });

  describe('gives positions', () => {
    it('and has neither head nor newest event while it is empty', async () => {
      const log = open();
      expect([await log.head(), await log.latest()]).toEqual([null, null]);
    });

    it('that order as text, of sixteen digits', async () => {
      const log = open();
      const { position } = await log.append(someStream(), 'no-stream', someEvents(11));
      expect(position).toBe('0000000000000011');
    });

    it('and refuses one beyond its end, as the checkpoint of another log is', async () => {
      const log = open();
      const beyond = '0000000000000001' as Position;
      await expect(log.readAll(beyond, 1)).rejects.toBeInstanceOf(InvalidPositionError);
      await log.append(someStream(), 'no-stream', [someEvent()]);
      expect(await log.readAll(beyond, 1)).toEqual([]);
      await expect(log.readAll('9999999999999999' as Position, 1)).rejects.toThrow(/beyond the end/);
    });

    it('without a gap where appends were refused', async () => {
      const log = open({ maxPageCount: 60 });
      await log.append(someStream(), 'no-stream', [someEvent()]);
      const tooMuch = someEvent({ data: { text: 'x'.repeat(400_000) } });
      await expect(log.append(someStream(), 'no-stream', [someEvent(), tooMuch])).rejects.toThrow();
      const { position } = await log.append(someStream(), 'no-stream', [someEvent()]);
      expect(position).toBe('0000000000000002');
    });
  });

  describe('commits appends in groups', () => {
    it('so that appends to one stream, sent together, see each other in their order', async () => {
      const log = open();
      const stream = someStream();
      const results = await Promise.all([
        log.append(stream, 'no-stream', someEvents(2)),
        log.append(stream, 1, someEvents(1)),
        log.append(stream, 2, someEvents(3)),
      ]);
      expect(results.map(({ revision }) => revision)).toEqual([1, 2, 5]);
    });

    it('of bounded length, in the order of arrival however many wait', async () => {
      const log = open();
      const stream = someStream();
      const appends = Array.from({ length: 1_000 }, (_, index) =>
        log.append(stream, index === 0 ? 'no-stream' : index - 1, [someEvent({ data: { index } })]),
      );
      expect((await Promise.all(appends)).map(({ revision }) => revision)).toEqual(appends.map((_, i) => i));
      expect((await log.readStream(stream)).map(({ data }) => data.index)).toEqual(appends.map((_, i) => i));
    });

    it('and finishes every waiting group before it closes', async () => {
      const log = open();
      const appends = Array.from({ length: 600 }, () => log.append(someStream(), 'no-stream', [someEvent()]));
      await log.close();
      expect(await Promise.all(appends)).toHaveLength(600);
      expect(await readEverything(open())).toHaveLength(600);
    });
  });

  describe('when the file cannot be written', () => {
    const sendGroup = (log: EventLog, data: { text: string }) =>
      Promise.allSettled([
        log.append(someStream(), 'no-stream', [someEvent()]),
        log.append(someStream(), 'no-stream', [someEvent({ data })]),
        log.append(someStream(), 3, [someEvent()]),
      ]);
    const errorsOf = (outcomes: PromiseSettledResult<unknown>[]) =>
      outcomes.map((outcome) => (outcome.status === 'rejected' ? outcome.reason : outcome));

    it('refuses the whole group on a full disk, writes nothing, and works again afterwards', async () => {
      const log = open({ maxPageCount: 60 });
      for (const error of errorsOf(await sendGroup(log, { text: 'x'.repeat(400_000) }))) {
        expect(error).toBeInstanceOf(EventLogUnavailableError);
        expect((error as Error).message).toContain('SQLITE_FULL');
      }
      expect(await readEverything(log)).toEqual([]);
      expect((await log.append(someStream(), 'no-stream', [someEvent()])).revision).toBe(0);
      await log.close();
      expect(await verifyLog(path)).toMatchObject({ whole: true, events: 1 });
    });

    it('refuses the whole group while another program holds the file, and works again afterwards', async () => {
      const log = open({ busyTimeoutMs: 20 });
      const other = openRaw();
      other.exec('BEGIN IMMEDIATE');
      for (const error of errorsOf(await sendGroup(log, { text: '' }))) {
        expect(error).toBeInstanceOf(EventLogUnavailableError);
        expect((error as Error).message).toContain('SQLITE_BUSY');
      }
      expect(await readEverything(log)).toEqual([]);
      other.exec('ROLLBACK');
      const [first, second, third] = await sendGroup(log, { text: '' });
      expect([first!.status, second!.status, third!.status]).toEqual(['fulfilled', 'fulfilled', 'rejected']);
    });

    /** A log whose next COMMIT fails with the code, as one does whose disk fails at that moment. */
    async function withFailingCommit(code: string): Promise<EventLog> {
      await open().close();
      const db = new Database(path);
      const prepare = db.prepare.bind(db);
      let failures = 1;
      db.prepare = ((source: string) => {
        const statement = prepare(source);
        if (source !== 'COMMIT') return statement;
        const run = () => {
          if (failures === 0) return statement.run();
          failures -= 1;
          throw Object.assign(new Error('as told by the test'), { code });
        };
        return { run };
      }) as typeof db.prepare;
      return closeLater(new GuardedEventLog(new SqliteEngine(db)));
    }

    it('rolls back a commit that fails, and works again afterwards', async () => {
      const log = await withFailingCommit('SQLITE_FULL');
      for (const error of errorsOf(await sendGroup(log, { text: '' }))) {
        expect(error).toBeInstanceOf(EventLogUnavailableError);
      }
      expect(await readEverything(log)).toEqual([]);
      expect((await log.append(someStream(), 'no-stream', [someEvent()])).revision).toBe(0);
    });

    it('calls the outcome unknown when the disk fails in the commit, and settles a repeat', async () => {
      const log = await withFailingCommit('SQLITE_IOERR_FSYNC');
      const stream = someStream();
      const append = [stream, 'no-stream', [someEvent()]] as const;
      await expect(log.append(...append)).rejects.toBeInstanceOf(UnknownOutcomeError);
      expect((await log.append(...append)).revision).toBe(0);
      expect(await log.readStream(stream)).toHaveLength(1);
    });
  });

  describe('with another process on the same file', () => {
    const runChild = (round: number) => {
      if (!existsSync(APPEND_CHILD))
        throw new Error(`${APPEND_CHILD} is missing: build first (npm run build)`);
      return promisify(execFile)(process.execPath, [APPEND_CHILD, path, String(round), '4', '25']);
    };
    const acknowledged = ({ stdout }: { stdout: string }) =>
      stdout
        .trim()
        .split('\n')
        .map((line) => line.split(' '));

    it('sees what the other wrote, and refuses what it did not expect', async () => {
      const log = open();
      const acks = acknowledged(await runChild(1));
      expect(acks).toHaveLength(100);
      for (const [stream, revision, id] of acks) {
        const [event] = await log.readStream(stream!, { from: Number(revision), limit: 1 });
        expect(event!.id).toBe(id);
      }
      const late = log.append('task-crash.shared', 'no-stream', [someEvent()]);
      await expect(late).rejects.toBeInstanceOf(RevisionConflictError);
    });

    it('makes one file between several that create it and write at once, and none loses an append', async () => {
      const acks = (await Promise.all([1, 2, 3].map(runChild))).flatMap(acknowledged);
      const stored = new Set(
        (await readEverything(open())).map(({ stream, revision, id }) => `${stream} ${revision} ${id}`),
      );
      expect(acks).toHaveLength(300);
      for (const ack of acks) expect(stored).toContain(ack.join(' '));
      expect(await verifyLog(path)).toMatchObject({ whole: true });
    });
  });

  describe('is verified', () => {
    const filled = async () => {
      const log = open();
      await log.append('task-a', 'no-stream', someEvents(3));
      await log.append('task-b', 'no-stream', someEvents(2));
      await log.close();
    };
    /** Changes the file as one can who has it in hand: the triggers come off, and are put back. */
    const tamper = (statement: string) => {
      const db = openRaw();
      const triggers = Object.keys(SCHEMA).filter((name) => name.startsWith('events_refuse'));
      for (const name of triggers) db.exec(`DROP TRIGGER ${name}`);
      db.exec(statement);
      for (const name of triggers) db.exec(SCHEMA[name]!);
      db.close();
    };

    it('as whole, with its numbers and a digest that a copy shares', async () => {
      await filled();
      const report = await verifyLog(path);
      expect(report).toMatchObject({
        whole: true,
        events: 5,
        streams: 2,
        head: '0000000000000005',
        problems: [],
      });
      const copy = join(folder, 'copy.sqlite');
      copyFileSync(path, copy);
      expect((await verifyLog(copy)).digest).toBe(report.digest);
    });

    it('while it is in use, without a change to it', async () => {
      const log = open();
      await log.append(someStream(), 'no-stream', someEvents(5));
      expect(await verifyLog(path)).toMatchObject({ whole: true, events: 5 });
      expect((await log.append(someStream(), 'no-stream', [someEvent()])).revision).toBe(0);
    });

    const tamperings: [what: string, statement: string, problem: string][] = [
      ['an event cut out', 'DELETE FROM events WHERE position = 2', 'revision 1 should stand here'],
      [
        'the last events cut off',
        'DELETE FROM events WHERE position > 3',
        'up to position 5 are missing at the end',
      ],
      ['a body that is not JSON', `UPDATE events SET data = '{' WHERE position = 1`, 'is not JSON'],
      [
        'another instant',
        `UPDATE events SET recorded_at = '2020' WHERE position = 1`,
        'is not metadata.recordedAt',
      ],
      ['an id that is no UUID', `UPDATE events SET id = 'x' WHERE position = 1`, 'is not a UUID'],
      [
        'a clock that went back',
        `UPDATE events SET recorded_at = '2026-03-01T00:00:00.000Z',
          metadata = json_set(metadata, '$.recordedAt', '2026-03-01T00:00:00.000Z') WHERE position = 3`,
        'lies before',
      ],
      ['a lost index', 'DROP INDEX events_by_recorded_at', 'events_by_recorded_at is missing'],
    ];

    it.each(tamperings)('and shows %s', async (_, statement, problem) => {
      await filled();
      const before = await verifyLog(path);
      tamper(statement);
      const report = await verifyLog(path);
      expect(report.whole).toBe(false);
      expect(report.problems.map((each) => each.problem).join('\n')).toContain(problem);
      if (statement.startsWith('DELETE')) expect(report.digest).not.toBe(before.digest);
    });

    it('and shows a file that is no event log', async () => {
      writeFileSync(path, 'Nghị quyết 57 '.repeat(500));
      const report = await verifyLog(path);
      expect(report).toMatchObject({ whole: false, events: 0 });
      expect(report.problems).toHaveLength(1);
    });

    it('only where there is a file', async () => {
      await expect(verifyLog(path)).rejects.toBeInstanceOf(EventLogUnavailableError);
    });

    it('with a mark of its own in the header', () => {
      open();
      expect(openRaw().pragma('application_id', { simple: true })).toBe(APPLICATION_ID);
    });
  });
});
