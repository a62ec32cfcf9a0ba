import { type ChildProcess, fork } from 'node:child_process';

/** What a part is asked, and what it answers. */
interface Question {
  readonly id: number;
  readonly method: string;
  readonly argument: unknown;
}
type Answer = { readonly id: number } & ({ readonly result: unknown } | { readonly error: string });

/** Methods of a part: one plain argument, one plain result. */
export type PartMethods = Readonly<Record<string, (argument: never) => Promise<unknown>>>;

/** The command under which `nq57` runs a part of the bench in a process of its own. */
export const PART_COMMAND = 'bench-part';

/** A part of the bench in a process of its own: what it measures is not mixed with what measures. */
export class Part {
  readonly #child: ChildProcess;
  readonly #waiting = new Map<
    number,
    { resolve: (result: unknown) => void; reject: (error: Error) => void }
  >();
  #asked = 0;

  /**
   * @param dataDir its data folder
   * @param execArgv options of its Node
   */
  constructor(name: string, dataDir: string, execArgv: readonly string[] = process.execArgv) {
    const [, program = ''] = process.argv;
    this.#child = fork(program, [PART_COMMAND, name], {
      env: { ...process.env, NQ57_DATA_DIR: dataDir, NQ57_LOG_LEVEL: 'error' },
      execArgv: [...execArgv],
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    this.#child.on('message', (answer: Answer) => {
      const waiting = this.#waiting.get(answer.id);
      this.#waiting.delete(answer.id);
      if ('error' in answer) waiting?.reject(new Error(answer.error));
      else waiting?.resolve(answer.result);
    });
    this.#child.on('exit', (code, signal) => {
      for (const { reject } of this.#waiting.values()) {
        reject(new Error(`the bench's part ${name} ended (${code ?? signal})`));
      }
      this.#waiting.clear();
    });
  }

  /** @throws {Error} what the part threw, or that it has ended */
  ask<Result>(method: string, argument: unknown = null): Promise<Result> {
    this.#asked += 1;
    const question: Question = { id: this.#asked, method, argument };
    return new Promise((resolve, reject) => {
      this.#waiting.set(question.id, { resolve: resolve as (result: unknown) => void, reject });
      this.#child.send(question, (error) => error && reject(error));
    });
  }

  /** Lets the process end, and waits until it has. */
  async stop(): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    const ended = new Promise((resolve) => this.#child.once('exit', resolve));
    if (this.#child.connected) this.#child.disconnect();
    await ended;
  }
}

/** The other side: answers until the bench lets go. */
export function answerAsPart(methods: PartMethods, close: () => Promise<void> = async () => {}): void {
  if (!process.send) throw new Error('a part of the bench is started by the bench');
  process.on('message', async ({ id, method, argument }: Question) => {
    let answer: Answer;
    try {
      answer = { id, result: await methods[method]?.(argument as never) };
    } catch (error) {
      answer = { id, error: error instanceof Error ? (error.stack ?? error.message) : String(error) };
    }
    process.send?.(answer);
  });
  process.on('disconnect', () => {
    close().then(
      () => process.exit(0),
      () => process.exit(1),
    );
  });
}
