import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const DIST = new URL('../../dist/', import.meta.url);

const LIMIT_MS = 25_000;

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
  { env = {}, stdin = '' }: RunOptions,
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
    const limit = setTimeout(() => child.kill('SIGKILL'), LIMIT_MS);
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
