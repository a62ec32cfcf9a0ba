import { type ChildProcess, fork } from 'node:child_process';
import { built, newPrefix, say } from '../project.js';

/** The bare client in a process of its own; where it ends by itself, another one takes its place. */
export class BareClientProcess {
  #child: ChildProcess;
  #stopped = false;
  #ended = 0;
  #faultAt: number | undefined;
  #found: ((milliseconds: number) => void) | undefined;

  constructor(private readonly url: string) {
    this.#child = this.#start();
  }

  /** How often it has ended by itself. */
  get ended(): number {
    return this.#ended;
  }

  /** The time until its first acknowledgement of what it sent after the fault, in milliseconds. */
  after(faultAt: number): Promise<number> {
    return new Promise((resolve) => {
      this.#faultAt = faultAt;
      this.#found = resolve;
      this.#ask();
    });
  }

  stop(): void {
    this.#stopped = true;
    this.#child.kill('SIGKILL');
  }

  #ask(): void {
    // A process that is about to end gets no message; the one that takes its place asks when it is ready.
    if (this.#faultAt !== undefined) this.#child.send({ faultAt: this.#faultAt }, () => {});
  }

  #start(): ChildProcess {
    const child = fork(built('test/eventstoredb/drills/bare-client'), [newPrefix('bare')], {
      env: { ...process.env, EVENTSTOREDB_URL: this.url },
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    });
    child.on('message', ({ firstMs }: { firstMs?: number }) => {
      if (firstMs === undefined) this.#ask();
      else {
        this.#faultAt = undefined;
        this.#found?.(firstMs);
      }
    });
    child.on('exit', (code, signal) => {
      if (this.#stopped) return;
      this.#ended += 1;
      say(`  the bare client's process has ended by itself (${signal ?? code})`);
      this.#child = this.#start();
    });
    return child;
  }
}
