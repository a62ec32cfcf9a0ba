import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The root of the project, from the sources and from what is built of them alike. */
export const ROOT = (() => {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, 'package.json'))) folder = dirname(folder);
  return folder;
})();

/** Path of a built program. @param name from the root of `dist/`, without `.js` */
export const built = (name: string) => join(ROOT, 'dist', `${name}.js`);

/** Tells people how far the work has come: on standard error, so that standard output holds the results alone. */
export function say(text: string): void {
  process.stderr.write(`${text}\n`);
}

const PREFIX_BYTES = 6;

/** A prefix for the streams of a log that nobody else has. */
export const newPrefix = (kind: string) => `${kind}${randomBytes(PREFIX_BYTES).toString('hex')}`;

export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
}

/**
 * Runs a program of this project under the Node that runs this one; what it has to say goes to standard error.
 * @param args the program first
 */
export function runNode(args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, {
      cwd: ROOT,
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const out: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => out.push(chunk));
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, stdout: Buffer.concat(out).toString() }));
  });
}

/** Resolves to `fallback` where the promise has not come within the time. */
export async function within<Value, Fallback>(
  promise: Promise<Value>,
  milliseconds: number,
  fallback: Fallback,
): Promise<Value | Fallback> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<Fallback>((resolve) => {
    timer = setTimeout(() => resolve(fallback), milliseconds);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}
