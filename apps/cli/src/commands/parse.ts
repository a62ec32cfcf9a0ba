import { createInterface } from 'node:readline';
import { type Command, InvalidArgumentError } from 'commander';
import { note, print, printJson } from '../output.js';

const yearOf = (text: string): number => {
  const year = Number(text);
  if (!/^\d{4}$/.test(text)) throw new InvalidArgumentError('năm phải có bốn chữ số.');
  return year;
};

const FAILED = 1;

/** `nq57 parse schedule "<phrase>" --year 2026 --json`; `-` reads one phrase a line. */
export function parseCommand(program: Command): void {
  const parse = program.command('parse').description('đọc một cụm từ của văn bản');
  parse
    .command('schedule')
    .description('đọc cụm từ thời gian thực hiện')
    .argument('<phrase>', 'cụm từ; “-” để đọc từ đầu vào chuẩn, mỗi dòng một cụm')
    .option('--year <year>', 'năm của văn bản', yearOf)
    .option('--json', 'in JSON')
    .action(async (phrase: string, { year, json }: { year?: number; json?: boolean }) => {
      // By its own path: the lib's door would load the whole system for a phrase.
      const { parseSchedule, UnknownSchedulePhraseError } = await import('#catalogue/schedule');
      const { Temporal } = await import('temporal-polyfill');
      const documentYear = year ?? Temporal.Now.plainDateISO('Asia/Ho_Chi_Minh').year;
      const read = (text: string) => {
        try {
          return parseSchedule(text, documentYear);
        } catch (error) {
          if (!(error instanceof UnknownSchedulePhraseError)) throw error;
          return { error: error.message };
        }
      };
      if (phrase === '-') {
        for await (const line of createInterface({ input: process.stdin })) {
          print(JSON.stringify(read(line)));
        }
        return;
      }
      const schedule = read(phrase);
      if ('error' in schedule) {
        if (json) printJson(schedule);
        else note(schedule.error);
        process.exitCode = FAILED;
      } else if (json) printJson(schedule);
      else for (const [key, value] of Object.entries(schedule)) print(`${key}: ${JSON.stringify(value)}`);
    });
}
