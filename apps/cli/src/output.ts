import { dateText, Refusal, rateText } from '#kernel';

export { dateText };

/** Standard output carries answers, standard error everything else: with --json only JSON comes out. */
export function printJson(value: unknown): void {
  process.stdout.write(`${JSON.stringify(value, null, 2)}\n`);
}

export function print(text = ''): void {
  process.stdout.write(`${text}\n`);
}

export function note(text: string): void {
  process.stderr.write(`${text}\n`);
}

const FAILED = 1;

/** Says what went wrong, for people. @returns the exit code */
export function reportFailure(error: unknown): number {
  if (error instanceof Refusal) {
    note(`Không thực hiện được (${error.code}): ${error.detail}`);
    // A single flaw is often all that was said already.
    const flaws = error.flaws.filter(({ at, detail }) => error.detail !== `${at}: ${detail}`);
    for (const { at, detail } of flaws) note(`  ${at}: ${detail}`);
    return FAILED;
  }
  note(`Lỗi: ${error instanceof Error ? error.message : String(error)}`);
  if (process.env.NQ57_LOG_LEVEL === 'debug') console.error(error);
  return FAILED;
}

/** Columns as wide as their widest cell; numbers to the right. */
export function table(head: readonly string[], rows: readonly (readonly (string | number)[])[]): string {
  const cells = [head, ...rows.map((row) => row.map(String))];
  const widths = head.map((_, column) => Math.max(...cells.map((row) => [...(row[column] ?? '')].length)));
  const numeric = head.map((_, column) =>
    rows.every((row) => typeof row[column] === 'number' || /^[\d.,% –-]*$/.test(String(row[column] ?? ''))),
  );
  const line = (row: readonly string[]) =>
    row
      .map((cell, column) => {
        const gap = ' '.repeat((widths[column] ?? 0) - [...cell].length);
        return numeric[column] ? gap + cell : cell + gap;
      })
      .join('  ')
      .trimEnd();
  const rule = widths.map((width) => '─'.repeat(width)).join('  ');
  const [first, ...rest] = cells;
  return [line(first ?? []), rule, ...rest.map(line)].join('\n');
}

/** A rate (0–1) in percent, or a dash where there is none. */
export function percentText(rate: number | null): string {
  return rate === null ? '–' : rateText(rate);
}

/** What stands over everything that shows simulated data. */
export const SIMULATED_BANNER = 'DỮ LIỆU MÔ PHỎNG';
