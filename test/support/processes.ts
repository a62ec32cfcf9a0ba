import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { freePort } from '../eventstoredb/container.js';

const DIST = new URL('../../dist/', import.meta.url);

const LIMIT_MS = 120_000;
const START_MS = 90_000;
const LOOK_MS = 50;

export interface Ended {
  /** Null: it was still running after all patience, and was killed. */
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunOptions {
  /** Beside what the tests themselves run with. */
  readonly env?: Readonly<Record<string, string>>;
  readonly stdin?: string;
  /** After this it is killed. */
  readonly limitMs?: number;
}

/** Path of a built program. @throws {Error} when it has not been built */
function built(app: 'api' | 'cli'): string {
  const path = fileURLToPath(new URL(`apps/${app}/src/main.js`, DIST));
  if (!existsSync(path)) throw new Error(`${path} is missing: build first (npm run build)`);
  return path;
}

function run(
  app: 'api' | 'cli',
  args: readonly string[],
  { env = {}, stdin = '', limitMs = LIMIT_MS }: RunOptions,
): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [built(app), ...args], {
      env: { PATH: process.env.PATH, HOME: process.env.HOME, ...env },
    });
    const out: Buffer[] = [];
    const err: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => out.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => err.push(chunk));
    child.on('error', reject);
    const limit = setTimeout(() => child.kill('SIGKILL'), limitMs);
    child.on('close', (code) => {
      clearTimeout(limit);
      resolve({ code, stdout: Buffer.concat(out).toString(), stderr: Buffer.concat(err).toString() });
    });
    // Who does not read what is sent to it closes the pipe early; that is no fault here.
    child.stdin.on('error', () => {});
    child.stdin.end(stdin);
  });
}

/** Runs the built command line to its end. */
export function cli(args: readonly string[], options: RunOptions = {}): Promise<Ended> {
  return run('cli', args, options);
}

/** Runs the built server; for one that is expected not to start. */
export function server(options: RunOptions = {}): Promise<Ended> {
  return run('api', [], options);
}

/** The built server in a process of its own, on a port that stays its own when it is started again. */
export class ServerProcess {
  #child: ChildProcess | undefined;
  #ended: Promise<number | NodeJS.Signals | null> = Promise.resolve(null);
  #output = '';

  private constructor(
    /** `http://host:port` */
    readonly url: string,
    private readonly env: Readonly<Record<string, string>>,
  ) {}

  /** Not yet started. @param env its settings, but for host and port */
  static async with(env: Readonly<Record<string, string>>): Promise<ServerProcess> {
    const port = await freePort();
    return new ServerProcess(`http://127.0.0.1:${port}`, {
      ...env,
      NQ57_HOST: '127.0.0.1',
      NQ57_PORT: String(port),
    });
  }

  /** What all processes of it have printed so far. */
  get output(): string {
    return this.#output;
  }

  /** Starts it, and returns when it is ready. @throws {Error} it ended, or was not ready in time */
  async start(): Promise<void> {
    const child = spawn(process.execPath, [built('api')], {
      env: { PATH: process.env.PATH, HOME: process.env.HOME, ...this.env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => {
        this.#output += text;
      });
    }
    this.#child = child;
    this.#ended = new Promise((resolve, reject) => {
      child.on('error', reject);
      child.on('close', (code, signal) => resolve(signal ?? code));
    });
    const until = performance.now() + START_MS;
    while (!(await this.#isReady())) {
      if (child.exitCode !== null || performance.now() > until) {
        throw new Error(`the server did not start: ${this.#output}`);
      }
      await pause(LOOK_MS);
    }
  }

  /** Ends it as a machine that fails does. */
  async kill(): Promise<void> {
    this.#child?.kill('SIGKILL');
    await this.#ended;
  }

  /** Ends it as a supervisor does. @returns the signal that ended it (SIGKILL: it would not end), or its exit code */
  async stop(): Promise<number | NodeJS.Signals | null> {
    const limit = setTimeout(() => this.#child?.kill('SIGKILL'), LIMIT_MS);
    this.#child?.kill('SIGTERM');
    try {
      return await this.#ended;
    } finally {
      clearTimeout(limit);
    }
  }

  async #isReady(): Promise<boolean> {
    try {
      const answer = await fetch(`${this.url}/health/ready`, { signal: AbortSignal.timeout(START_MS) });
      await answer.arrayBuffer();
      return answer.ok;
    } catch {
      return false;
    }
  }
}
