import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { readSettings, type Settings } from '../../../apps/api/src/index.js';
import { freePort } from '../container.js';
import { built, newPrefix, ROOT, within } from '../project.js';
import { call } from './http.js';
import type { Login } from './preparation.js';

const READY_MS = 60_000;
const LOOK_MS = 200;
const REQUEST_MS = 30_000;
const STOP_MS = 30_000;
const CAUGHT_UP_MS = 120_000;
const LOG_TAIL = 2_000;
const OK = 200;
const CREATED = 201;

/** The real server in a process of its own, with all of its roles, on a log and in a folder of its own. */
export class Subject {
  readonly #folder = mkdtempSync(join(tmpdir(), 'nq57-drill-'));
  readonly settings: Settings;
  readonly #env: NodeJS.ProcessEnv;
  readonly base: string;
  #child: ChildProcess | undefined;
  #exit: string | null = null;

  private constructor(url: string, port: number) {
    this.#env = {
      ...process.env,
      NQ57_EVENT_LOG: 'eventstoredb',
      NQ57_EVENTSTOREDB_URL: url,
      NQ57_EVENTSTOREDB_PREFIX: newPrefix('drill'),
      NQ57_DATA_DIR: join(this.#folder, 'data'),
      NQ57_SHARED_DIR: '',
      NQ57_HOST: '127.0.0.1',
      NQ57_PORT: String(port),
      NQ57_ROLES: 'http,projections,scheduler',
      NQ57_CLOCK: 'system',
      NQ57_LOG_LEVEL: 'error',
    };
    this.settings = readSettings(this.#env);
    this.base = `http://127.0.0.1:${port}`;
  }

  /** Not yet started: its log can be prepared by its settings. */
  static async on(url: string): Promise<Subject> {
    return new Subject(url, await freePort());
  }

  /** A folder beside its own, for read models that are built from the log anew. */
  get freshFolder(): string {
    return join(this.#folder, 'fresh');
  }

  /** How the process ended by itself, or null: it is the one that was started, and it runs. */
  get ended(): string | null {
    return this.#exit;
  }

  /** The last that it said. */
  get lastWords(): string {
    return readFileSync(this.#output, 'utf8').slice(-LOG_TAIL);
  }

  get #output(): string {
    return join(this.#folder, 'output.txt');
  }

  /** @throws {Error} it is not ready in time */
  async start(): Promise<void> {
    const output = openSync(this.#output, 'a');
    const child = spawn(process.execPath, ['--enable-source-maps', built('apps/api/src/main')], {
      cwd: ROOT,
      env: this.#env,
      stdio: ['ignore', output, output],
    });
    closeSync(output);
    child.on('exit', (code, signal) => {
      this.#exit ??= `ended with ${signal ?? code}`;
    });
    this.#child = child;
    const until = Date.now() + READY_MS;
    while (!(await this.#isReady())) {
      if (this.#exit !== null || Date.now() > until) {
        throw new Error(`the server did not start (${this.#exit ?? 'not ready in time'}): ${this.lastWords}`);
      }
      await pause(LOOK_MS);
    }
  }

  /** @returns the bearer token */
  async logIn({ account, password }: Login): Promise<string> {
    const { status, text } = await call({
      method: 'POST',
      url: `${this.base}/sessions`,
      body: { account, password },
      timeoutMs: REQUEST_MS,
    });
    if (status !== CREATED) throw new Error(`logging in was answered ${status}: ${text}`);
    return (JSON.parse(text) as { token: string }).token;
  }

  /** Waits until its rows have passed a position. @returns false when they don't in time */
  async hasRowsOf(position: string, token: string): Promise<boolean> {
    const headers = { authorization: `Bearer ${token}`, 'read-after': position };
    for (const until = Date.now() + CAUGHT_UP_MS; Date.now() < until; ) {
      const url = `${this.base}/assignments?limit=1`;
      const answer = await call({ method: 'GET', url, headers, timeoutMs: REQUEST_MS }).catch(() => null);
      if (answer?.status === OK) return true;
      await pause(LOOK_MS);
    }
    return false;
  }

  /** Ends it as a supervisor does. @returns what was wrong with its end, or null */
  async stop(): Promise<string | null> {
    const child = this.#child;
    if (!child || this.#exit !== null) return null;
    const exited = new Promise<true>((resolve) => child.once('exit', () => resolve(true)));
    this.#exit = 'stopped';
    child.kill('SIGTERM');
    if (await within(exited, STOP_MS, false)) return null;
    child.kill('SIGKILL');
    return `it did not end within ${STOP_MS / 1_000} s of SIGTERM`;
  }

  /** Deletes what it stored; its log stays on the server. */
  async remove(): Promise<void> {
    await this.stop();
    rmSync(this.#folder, { recursive: true, force: true });
  }

  async #isReady(): Promise<boolean> {
    const answer = await call({
      method: 'GET',
      url: `${this.base}/health/ready`,
      timeoutMs: REQUEST_MS,
    }).catch(() => null);
    return answer?.status === OK;
  }
}
