import { createInterface } from 'node:readline';
import { Command } from 'commander';
import { note, print, printJson } from '../output.js';

const FAILED = 1;
const FIRST_YEAR = 2000;
const LAST_YEAR = 2100;
const ZONE = 'Asia/Ho_Chi_Minh';

interface ScheduleOptions {
  readonly year?: string;
  readonly issued?: string;
  readonly json?: boolean;
}

interface Failure {
  readonly error: string;
}

/** What commander says of a wrong command line, and how to say it to people. */
const COMPLAINTS: readonly (readonly [RegExp, string])[] = [
  [/^error: unknown option '(.+?)'/, 'không có tùy chọn “$1”'],
  [/^error: unknown command '(.+?)'/, 'không có lệnh “$1”'],
  [/^error: missing required argument 'phrase'/, 'thiếu cụm từ cần đọc'],
  [/^error: option '(\S+) .*' argument missing/, 'tùy chọn “$1” thiếu giá trị'],
  [/^error: too many arguments.*/, 'thừa tham số: đặt cả cụm từ trong dấu nháy'],
];

/**
 * `nq57 parse schedule|target "<phrase>" [--json]`: reads a phrase without opening the system; `-` reads one a line
 * from standard input and prints one JSON value a line, `{"error": …}` for one that is not understood.
 */
export function parseCommand(program: Command): void {
  const parse = program
    .command('parse')
    .description('đọc một cụm từ của văn bản')
    .configureOutput({ outputError: (text, write) => write(inVietnamese(text)) });
  phraseCommand(parse, 'schedule', 'đọc cụm từ thời gian thực hiện')
    .option('--year <year>', 'năm của văn bản (mặc định: năm ban hành, không thì năm nay)')
    .option('--issued <date>', 'ngày ban hành văn bản, YYYY-MM-DD, cho “… kể từ ngày ban hành”')
    .action(async (phrase: string, { year, issued, json = false }: ScheduleOptions) => {
      const { Temporal } = await import('temporal-polyfill');
      if (year !== undefined && !isKnownYear(year)) {
        return refuse(`--year: năm phải là bốn chữ số, từ ${FIRST_YEAR} đến ${LAST_YEAR}: “${year}”.`);
      }
      if (issued !== undefined && !isDate(issued, Temporal.PlainDate.from)) {
        return refuse(`--issued: phải là một ngày có thật, dạng YYYY-MM-DD, từ ${FIRST_YEAR}: “${issued}”.`);
      }
      // By its own path: the lib's door would load the whole system for a phrase.
      const { parseSchedule, UnknownSchedulePhraseError } = await import('#catalogue/schedule');
      const { scheduleText } = await import('../phrase-text.js');
      const yearOfIssue = issued?.slice(0, String(FIRST_YEAR).length);
      const documentYear = Number(year ?? yearOfIssue ?? Temporal.Now.plainDateISO(ZONE).year);
      await answer(phrase, json, scheduleText, (text) =>
        orFailure(
          UnknownSchedulePhraseError,
          () => parseSchedule(text, documentYear, issued),
          ({ message, lacksIssueDay }) =>
            lacksIssueDay ? `${message} Cho biết ngày đó bằng --issued <YYYY-MM-DD>.` : message,
        ),
      );
    });
  phraseCommand(parse, 'target', 'đọc cụm từ chỉ tiêu, mục tiêu').action(
    async (phrase: string, { json = false }: { json?: boolean }) => {
      const { parseTarget, UnknownTargetPhraseError } = await import('#catalogue/target');
      const { targetText } = await import('../phrase-text.js');
      await answer(phrase, json, targetText, (text) =>
        orFailure(UnknownTargetPhraseError, () => parseTarget(text)),
      );
    },
  );
}

const ROW = /^[-–—]\s/u;

/** A phrase may open with a dash and a blank, as rows of a document do, and is no option then. */
class PhraseCommand extends Command {
  override parseOptions(args: string[]): { operands: string[]; unknown: string[] } {
    const row = args.find((arg) => ROW.test(arg));
    if (row === undefined) return super.parseOptions(args);
    const { operands, unknown } = super.parseOptions(args.filter((arg) => arg !== row));
    return { operands: [row, ...operands], unknown };
  }
}

function phraseCommand(parse: Command, name: string, description: string): Command {
  const command = new PhraseCommand(name)
    .description(description)
    .argument('<phrase>', 'cụm từ; “-” để đọc từ đầu vào chuẩn, mỗi dòng một cụm')
    .option('--json', 'in JSON')
    .copyInheritedSettings(parse);
  parse.addCommand(command);
  return command;
}

function inVietnamese(text: string): string {
  for (const [pattern, said] of COMPLAINTS) {
    const match = pattern.exec(text);
    if (match) return `Lỗi: ${said.replace('$1', match[1] ?? '')}.\n`;
  }
  return text;
}

function refuse(reason: string): void {
  note(`Lỗi: ${reason}`);
  process.exitCode = FAILED;
}

function isKnownYear(text: string): boolean {
  return /^\d{4}$/.test(text) && Number(text) >= FIRST_YEAR && Number(text) <= LAST_YEAR;
}

function isDate(text: string, read: (date: string) => unknown): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text) || !isKnownYear(text.slice(0, String(FIRST_YEAR).length)))
    return false;
  try {
    read(text);
    return true;
  } catch {
    return false;
  }
}

function orFailure<Known extends Error, Value>(
  known: new (...args: never[]) => Known,
  read: () => Value,
  say = ({ message }: Known): string => message,
): Value | Failure {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof known)) throw error;
    return { error: say(error) };
  }
}

async function answer<Value extends object>(
  phrase: string,
  json: boolean,
  say: (value: Value) => string,
  read: (phrase: string) => Value | Failure,
): Promise<void> {
  if (phrase === '-') {
    for await (const line of createInterface({ input: process.stdin, crlfDelay: Number.POSITIVE_INFINITY })) {
      print(JSON.stringify(read(line)));
    }
    return;
  }
  const value = read(phrase);
  if ('error' in value) {
    if (json) printJson(value);
    else note(value.error);
    process.exitCode = FAILED;
  } else if (json) printJson(value);
  else print(say(value));
}
