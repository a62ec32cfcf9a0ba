import { SingleBar } from 'cli-progress';

/** Work shorter than this shows no bar. */
const PATIENCE_MS = 700;

/**
 * Shows on standard error how far some work has come, once it takes long. Without a total it counts.
 * @param work gets a function to be told (done, total?)
 */
export async function progressBar<Result>(
  label: string,
  work: (tell: (done: number, total?: number) => void) => Promise<Result>,
): Promise<Result> {
  let bar: SingleBar | undefined;
  const started = performance.now();
  const tell = (done: number, total?: number) => {
    if (!process.stderr.isTTY || performance.now() - started < PATIENCE_MS) return;
    if (!bar) {
      bar = new SingleBar({
        format: total ? `${label} [{bar}] {percentage} % · {value}/{total}` : `${label}: {value}`,
        stream: process.stderr,
        hideCursor: true,
        clearOnComplete: true,
      });
      bar.start(total ?? done, done);
    }
    bar.update(done);
  };
  try {
    return await work(tell);
  } finally {
    bar?.stop();
  }
}
