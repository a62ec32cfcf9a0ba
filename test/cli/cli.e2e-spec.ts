import { spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

const CLI = fileURLToPath(new URL('../../dist/apps/cli/src/main.js', import.meta.url));
const PROGRAMME = 'ctr-bcd-2026';
const OF_PROGRAMME = ['--programme', PROGRAMME];
const FROM = '2026-01-05';
/** A Sunday, on which nothing is recorded. */
const UNTIL = '2026-02-15';
const UNIT = 'so-ngoai-vu';
const ASSIGNMENT = `${PROGRAMME}.1.${UNIT}`;
const SETUP_MS = 120_000;
const RUN_MS = 60_000;
const LARGEST_OUTPUT_BYTES = 64_000_000;

interface Run {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

interface Slots {
  readonly expected: number;
  readonly onTime: number;
  readonly nothingToReport: number;
  readonly late: number;
  readonly insufficient: number;
  readonly missing: number;
  readonly notYetDue: number;
  readonly exempt: number;
  readonly rate: number | null;
}

interface Month {
  readonly period: string;
  readonly state: string;
  readonly byAssignment: Slots;
  readonly byTask: { readonly expected: number; readonly complete: number; readonly rate: number | null };
  readonly meetsGoal: boolean | null;
  readonly close?: { readonly current: { readonly byAssignment: Slots } | null };
}

interface Overview {
  readonly asOf: string;
  readonly tasks: number;
  readonly assignments: number;
  readonly buckets: Readonly<Record<string, number>>;
  readonly compliance: readonly Month[];
  readonly warnings: {
    readonly byRule: Readonly<Record<string, number>>;
    readonly byLevel: Readonly<Record<string, number>>;
    readonly open: number;
    readonly cleared: number;
  };
}

interface Verified {
  readonly whole: boolean;
  readonly events: number;
  readonly digest: string;
  readonly problems: readonly { readonly problem: string }[];
  readonly tables: Readonly<Record<string, string>> | null;
}

let root: string;
/** Forty-two simulated days, read by many cases and written by none. */
let simulated: string;
/** The programme as `load` leaves it. */
let loaded: string;

/** The environment without settings of whoever runs the tests. */
const cleanEnv = Object.fromEntries(
  Object.entries(process.env).filter(([name]) => !name.startsWith('NQ57_')),
);

function run(dataDir: string, args: readonly string[], input = ''): Run {
  const { status, stdout, stderr, error } = spawnSync(process.execPath, [CLI, ...args], {
    env: { ...cleanEnv, NQ57_DATA_DIR: dataDir },
    input,
    encoding: 'utf8',
    timeout: RUN_MS,
    maxBuffer: LARGEST_OUTPUT_BYTES,
  });
  if (error) throw error;
  return { code: status, stdout, stderr };
}

/** Runs a command that must succeed, and parses its whole standard output. */
function json<Value>(dataDir: string, ...args: string[]): Value {
  const { code, stdout, stderr } = run(dataDir, [...args, '--json']);
  if (code !== 0) throw new Error(`nq57 ${args.join(' ')} ended with ${code}: ${stderr}`);
  return JSON.parse(stdout) as Value;
}

/** Runs a command that must succeed. @returns what it prints */
function text(dataDir: string, ...args: string[]): string {
  const { code, stdout, stderr } = run(dataDir, args);
  if (code !== 0) throw new Error(`nq57 ${args.join(' ')} ended with ${code}: ${stderr}`);
  return stdout;
}

const linesOf = (output: string) => output.split('\n').filter((line) => line.trim() !== '');

/** A sentence for people, and nothing of where in the code it came from. */
function expectNoStack({ stderr }: Run): void {
  expect(stderr).not.toMatch(/^\s+at /m);
  expect(stderr).not.toContain('.js:');
}

function emptyFolder(name: string): string {
  const folder = join(root, name);
  mkdirSync(folder);
  return folder;
}

function copyOf(folder: string, name: string): string {
  const copy = join(root, name);
  cpSync(folder, copy, { recursive: true });
  return copy;
}

function simulate(name: string, seed: string): string {
  const folder = join(root, name);
  text(folder, 'simulate', ...OF_PROGRAMME, '--from', FROM, '--until', UNTIL, '--seed', seed);
  return folder;
}

const digestOf = (folder: string) => json<Verified>(folder, 'verify').digest;

beforeAll(() => {
  if (!existsSync(CLI)) {
    throw new Error('The command line is not built: run `npm test`, or `npm run build` before Jest.');
  }
  root = mkdtempSync(join(tmpdir(), 'nq57-cli-'));
  simulated = simulate('simulated', '57');
  loaded = join(root, 'loaded');
}, SETUP_MS);

afterAll(() => {
  if (root) rmSync(root, { recursive: true, force: true });
});

describe('parse schedule', () => {
  const parse = (args: readonly string[], input = '') => run(root, ['parse', 'schedule', ...args], input);

  it('prints a phrase as JSON and nothing else', () => {
    const { code, stdout, stderr } = parse(['Từ quý I đến tháng 11/2026', '--year', '2026', '--json']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(JSON.parse(stdout)).toEqual({ kind: 'range', start: '2026-01-01', due: '2026-11-30' });
  });

  it('ends with 1 on a phrase that it does not understand, and names the phrase', () => {
    const answer = parse(['sớm nhất có thể', '--year', '2026']);
    expect([answer.code, answer.stdout]).toEqual([1, '']);
    expect(answer.stderr).toContain('sớm nhất có thể');
    expectNoStack(answer);
  });

  it('tells with --json of a phrase that it does not understand as JSON, and ends with 1', () => {
    const { code, stdout } = parse(['sớm nhất có thể', '--year', '2026', '--json']);
    expect(code).toBe(1);
    expect(JSON.parse(stdout)).toEqual({ error: expect.stringContaining('sớm nhất có thể') });
  });

  it('reads one phrase a line from standard input and prints one JSON value a line', () => {
    const { code, stdout } = parse(
      ['-', '--year', '2026', '--json'],
      'Tháng 3/2026\nsớm nhất có thể\nThường xuyên\n',
    );
    expect(code).toBe(0);
    expect(linesOf(stdout).map((line) => JSON.parse(line))).toEqual([
      { kind: 'month', start: '2026-03-01', due: '2026-03-31' },
      { error: expect.stringContaining('sớm nhất có thể') },
      { kind: 'ongoing', recurrence: 'ongoing' },
    ]);
  });

  it('refuses a year that is no year', () => {
    const { code, stdout, stderr } = parse(['Tháng 3', '--year', '26', '--json']);
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toContain('--year');
  });
});

describe('a folder without data', () => {
  it('shows the catalogue of the configuration, and stays empty', () => {
    const folder = emptyFolder('empty');
    const tasks = json<{ code: string }[]>(folder, 'tasks', ...OF_PROGRAMME);
    expect(tasks.map(({ code }) => code)).toEqual(
      Array.from({ length: 40 }, (_, index) => String(index + 1)),
    );
    expect(json<unknown[]>(folder, 'indicators', ...OF_PROGRAMME)).toHaveLength(35);
    expect(readdirSync(folder)).toEqual([]);
  });

  it.each([
    ['overview', ['overview', ...OF_PROGRAMME]],
    ['warnings', ['warnings', ...OF_PROGRAMME]],
    ['verify', ['verify']],
    ['rebuild', ['rebuild']],
  ])('makes %s say in one line that there is none, and is not made by asking', (_, args) => {
    const folder = join(root, 'nowhere');
    const answer = run(folder, [...args, '--json']);
    expect([answer.code, answer.stdout]).toEqual([1, '']);
    expect(linesOf(answer.stderr)).toEqual([expect.stringContaining(folder)]);
    expectNoStack(answer);
    expect(existsSync(folder)).toBe(false);
  });
});

describe('load', () => {
  interface Loaded {
    readonly written: number;
    readonly unchanged: number;
  }

  it('writes the programme once: the second time nothing changes', () => {
    const first = json<Loaded>(loaded, 'load', PROGRAMME);
    expect(first).toMatchObject({ written: expect.any(Number), unchanged: 0 });
    expect(first.written).toBeGreaterThan(0);
    const before = digestOf(loaded);
    const second = json<Loaded>(loaded, 'load', PROGRAMME);
    expect(second).toMatchObject({ written: 0, unchanged: first.written });
    expect(digestOf(loaded)).toBe(before);
  });

  it('lets tasks and indicators be read in the order of the document', () => {
    const tasks = json<{ code: string }[]>(loaded, 'tasks', ...OF_PROGRAMME);
    expect(tasks.map(({ code }) => code)).toEqual(
      Array.from({ length: 40 }, (_, index) => String(index + 1)),
    );
    expect(json<unknown[]>(loaded, 'indicators', ...OF_PROGRAMME)).toHaveLength(35);
  });

  it('refuses a programme that has no catalogue', () => {
    const answer = run(join(root, 'unknown-programme'), ['load', 'khong-co', '--json']);
    expect([answer.code, answer.stdout]).toEqual([1, '']);
    expect(answer.stderr).toContain('khong-co');
    expectNoStack(answer);
  });

  it('leaves a programme without assignments with empty figures', () => {
    const overview = json<Overview>(loaded, 'overview', ...OF_PROGRAMME);
    expect(overview).toMatchObject({ tasks: 40, assignments: 0, compliance: [], simulated: false });
  });
});

describe('what is asked wrongly', () => {
  const cases: readonly (readonly [string, readonly string[], RegExp])[] = [
    ['an unknown command', ['frobnicate'], /unknown command/],
    ['an unknown option', ['overview', ...OF_PROGRAMME, '--colour'], /unknown option/],
    ['a missing option', ['overview', '--json'], /--programme/],
    ['a day in another form', ['overview', ...OF_PROGRAMME, '--as-of', '13/02/2026'], /13\/02\/2026/],
    ['a day that does not exist', ['overview', ...OF_PROGRAMME, '--as-of', '2026-02-30'], /invalid-date/],
    ['an overview of the future', ['overview', ...OF_PROGRAMME, '--as-of', '2027-01-01'], /as-of-in-future/],
    ['compliance of the future', ['compliance', ...OF_PROGRAMME, '--as-of', '2027-01-01'], /as-of-in-future/],
    ['slots of the future', ['slots', ...OF_PROGRAMME, '--as-of', '2027-01-01'], /as-of-in-future/],
    ['warnings of the future', ['warnings', ...OF_PROGRAMME, '--as-of', '2027-01-01'], /as-of-in-future/],
    ['a month that does not exist', ['compliance', ...OF_PROGRAMME, '--period', '2026-13'], /invalid-period/],
    ['slots of no month', ['slots', ...OF_PROGRAMME, '--period', 'tháng 1'], /invalid-period/],
    ['an unknown outcome', ['slots', ...OF_PROGRAMME, '--outcome', 'good'], /invalid-outcome/],
    ['an unknown state', ['warnings', ...OF_PROGRAMME, '--state', 'red'], /invalid-state/],
    ['a limit that is no number', ['warnings', ...OF_PROGRAMME, '--limit', 'all'], /invalid-limit/],
    ['an unknown programme', ['overview', '--programme', 'khong-co'], /khong-co/],
    ['a trail of nothing', ['trail'], /--unit.*--task/],
    ['a trail of an unknown unit', ['trail', '--unit', 'khong-co'], /khong-co/],
    ['a trail of an unknown task', ['trail', '--task', '999'], /999/],
    ['a history of an unknown assignment', ['history', 'khong-co'], /assignment-not-found/],
  ];

  it.each(cases)('%s ends with 1, prints nothing and says why', (_, args, why) => {
    const answer = run(simulated, args);
    expect([answer.code, answer.stdout]).toEqual([1, '']);
    expect(answer.stderr).toMatch(why);
    expectNoStack(answer);
  });
});

describe('simulate', () => {
  it(
    'gives the same log for the same seed, and another for another seed',
    () => {
      const digest = digestOf(simulated);
      expect(digestOf(simulate('same-seed', '57'))).toBe(digest);
      expect(digestOf(simulate('other-seed', '58'))).not.toBe(digest);
    },
    SETUP_MS,
  );

  it('is refused on a folder that holds a log, and changes nothing there', () => {
    const before = digestOf(simulated);
    const answer = run(simulated, ['simulate', ...OF_PROGRAMME, '--from', FROM, '--until', UNTIL, '--json']);
    expect([answer.code, answer.stdout]).toEqual([1, '']);
    expect(answer.stderr).toContain('log-not-empty');
    expectNoStack(answer);
    expect(digestOf(simulated)).toBe(before);
  });

  it.each([
    ['a day in another form', ['--from', '5/1/2026', '--until', UNTIL], /invalid-date/],
    ['a day that does not exist', ['--from', FROM, '--until', '2026-02-30'], /invalid-date/],
    ['an end before the beginning', ['--from', UNTIL, '--until', FROM], /invalid-range/],
    ['an unknown policy', ['--from', FROM, '--until', UNTIL, '--policy', 'khong-co'], /khong-co/],
  ])('refuses %s, so that the folder can still be used', (_, args, why) => {
    const folder = join(root, `refused-${args.join('').replaceAll(/[^a-z0-9]/g, '')}`);
    const answer = run(folder, ['simulate', ...OF_PROGRAMME, ...args, '--json']);
    expect([answer.code, answer.stdout]).toEqual([1, '']);
    expect(answer.stderr).toMatch(why);
    expectNoStack(answer);
    const events = existsSync(join(folder, 'events.db')) ? json<Verified>(folder, 'verify').events : 0;
    expect(events).toBe(0);
  });
});

describe('overview', () => {
  const sum = (counts: readonly number[]) => counts.reduce((total, count) => total + count, 0);
  let overview: Overview;

  beforeAll(() => {
    overview = json<Overview>(simulated, 'overview', ...OF_PROGRAMME, '--as-of', UNTIL);
  });

  it('has exactly the keys that were promised', () => {
    const additional = ['programme', 'simulated'];
    expect(
      Object.keys(overview)
        .filter((key) => !additional.includes(key))
        .sort(),
    ).toEqual(['asOf', 'assignments', 'buckets', 'compliance', 'tasks', 'warnings']);
    expect(Object.keys(overview.warnings).sort()).toEqual(['byLevel', 'byRule', 'cleared', 'open']);
    expect(overview).toMatchObject({
      asOf: UNTIL,
      programme: PROGRAMME,
      simulated: true,
      tasks: 40,
      assignments: 2213,
    });
  });

  it('has ten buckets that add up to the assignments', () => {
    expect(Object.keys(overview.buckets)).toHaveLength(10);
    expect(sum(Object.values(overview.buckets))).toBe(overview.assignments);
  });

  it('has disjoint outcomes that add up to the expected updates, and rates from 0 to 1', () => {
    expect(overview.compliance.map(({ period }) => period)).toEqual(['2026-01', '2026-02']);
    for (const { byAssignment, byTask } of overview.compliance) {
      const { expected, onTime, nothingToReport, late, insufficient, missing, notYetDue } = byAssignment;
      expect(onTime + nothingToReport + late + insufficient + missing + notYetDue).toBe(expected);
      for (const rate of [byAssignment.rate, byTask.rate].filter((one) => one !== null)) {
        expect(rate).toBeGreaterThanOrEqual(0);
        expect(rate).toBeLessThanOrEqual(1);
      }
    }
    const [january, february] = overview.compliance;
    expect(january?.byAssignment.rate).toBeCloseTo(
      ((january?.byAssignment.onTime ?? 0) + (january?.byAssignment.nothingToReport ?? 0)) /
        (january?.byAssignment.expected ?? 0),
      6,
    );
    expect([february?.byAssignment.rate, february?.byTask.rate, february?.meetsGoal]).toEqual([
      null,
      null,
      null,
    ]);
  });

  it('counts the open warnings by rule and by level alike', () => {
    const { byRule, byLevel, open } = overview.warnings;
    expect(open).toBeGreaterThan(0);
    expect(sum(Object.values(byRule))).toBe(open);
    expect(sum(Object.values(byLevel))).toBe(open);
  });

  it('stands at the simulated day when no day is given', () => {
    expect(json<Overview>(simulated, 'overview', ...OF_PROGRAMME)).toEqual(overview);
  });

  it('looks back at a day before the cut-off, with nothing to judge yet', () => {
    const earlier = json<Overview>(simulated, 'overview', ...OF_PROGRAMME, '--as-of', '2026-01-20');
    expect(earlier).toMatchObject({
      asOf: '2026-01-20',
      assignments: 2213,
    });
    // What nobody had accepted is the only thing that could be warned of by then.
    expect(earlier.warnings.byRule).toMatchObject({ 'update-missing': 0, 'task-overdue': 0 });
    expect(earlier.compliance.map(({ byAssignment }) => byAssignment.rate)).toEqual([null]);
  });

  it('says in text that its data is simulated', () => {
    expect(linesOf(text(simulated, 'overview', ...OF_PROGRAMME))[0]).toContain('MÔ PHỎNG');
  });
});

describe('the lists behind the figures', () => {
  it('slots add up to compliance, outcome by outcome, month by month', () => {
    const slots = json<{ period: string; outcome: string }[]>(simulated, 'slots', ...OF_PROGRAMME);
    const months = json<Month[]>(simulated, 'compliance', ...OF_PROGRAMME);
    expect(months).toHaveLength(2);
    for (const { period, byAssignment, close } of months) {
      const count = (outcome: string) =>
        slots.filter((slot) => slot.period === period && slot.outcome === outcome).length;
      // A closed month shows its frozen figures, and those of now beside them.
      const { expected: _, rate: __, ...outcomes } = close?.current?.byAssignment ?? byAssignment;
      expect({
        onTime: count('on-time'),
        nothingToReport: count('nothing-to-report'),
        late: count('late'),
        insufficient: count('insufficient'),
        missing: count('missing'),
        notYetDue: count('not-yet-due'),
        exempt: count('exempt'),
      }).toEqual(outcomes);
    }
  });

  it("the units' figures of a month add up to the month's", () => {
    const units = json<Slots[]>(simulated, 'compliance', ...OF_PROGRAMME, '--period', '2026-01');
    const [january] = json<Month[]>(simulated, 'compliance', ...OF_PROGRAMME);
    for (const key of ['expected', 'onTime', 'nothingToReport', 'late', 'insufficient', 'missing'] as const) {
      expect([key, units.reduce((total, unit) => total + unit[key], 0)]).toEqual([
        key,
        january?.byAssignment[key],
      ]);
    }
  });

  it('slots of one outcome are those of that outcome alone', () => {
    const all = json<{ outcome: string }[]>(simulated, 'slots', ...OF_PROGRAMME, '--period', '2026-01');
    const args = [...OF_PROGRAMME, '--period', '2026-01', '--outcome', 'missing'];
    const missing = json<{ outcome: string }[]>(simulated, 'slots', ...args);
    expect(missing.length).toBeGreaterThan(0);
    expect(missing).toEqual(all.filter(({ outcome }) => outcome === 'missing'));
  });

  it('warnings are as many as the overview counts, each with the event that raised it', () => {
    const { warnings } = json<Overview>(simulated, 'overview', ...OF_PROGRAMME);
    const list = (state: string) =>
      json<{ clearedAt: string | null; simulated: boolean; events: { raised: string } }[]>(
        simulated,
        'warnings',
        ...OF_PROGRAMME,
        '--state',
        state,
        '--limit',
        '5000',
      );
    const [open, cleared] = [list('open'), list('cleared')];
    expect([open.length, cleared.length]).toEqual([warnings.open, warnings.cleared]);
    expect(open.every(({ clearedAt }) => clearedAt === null)).toBe(true);
    expect(cleared.every(({ clearedAt }) => clearedAt !== null)).toBe(true);
    for (const warning of [...open, ...cleared]) {
      expect(warning).toMatchObject({
        simulated: true,
        events: { raised: expect.stringMatching(/^[0-9a-f-]{36}$/) },
      });
    }
  });
});

describe('history and trail', () => {
  interface Line {
    readonly type: string;
    readonly eventId: string;
    readonly simulated: boolean;
    readonly sentence: string;
  }

  it('tell an assignment event by event', () => {
    const { items } = json<{ items: Line[] }>(simulated, 'history', ASSIGNMENT);
    expect(items[0]).toMatchObject({ type: 'TaskAssigned', simulated: true });
    const page = text(simulated, 'history', ASSIGNMENT);
    expect(page).toContain('MÔ PHỎNG');
    for (const { sentence, eventId } of items) {
      expect(page).toContain(sentence);
      expect(page).toContain(eventId.slice(0, 8));
    }
  });

  it.each([
    ['a unit', ['--unit', UNIT], { kind: 'unit', id: UNIT }, 'Sở Ngoại vụ'],
    ['a task', ['--task', '17', ...OF_PROGRAMME], { kind: 'task' }, 'NHIỆM VỤ'],
  ])('tell the trail of %s as JSON and as text that says it is simulated', (_, args, subject, inText) => {
    const trail = json<Record<string, unknown>>(simulated, 'trail', ...args);
    expect(trail).toMatchObject({ subject, simulated: true });
    expect(trail.duties).not.toEqual([]);
    const page = text(simulated, 'trail', ...args);
    expect(linesOf(page)[0]).toContain('MÔ PHỎNG');
    expect(page).toContain(inText);
  });

  it("count in a unit's trail the same slots as the list behind the figures", () => {
    const slots = json<{ outcome: string }[]>(simulated, 'slots', ...OF_PROGRAMME, '--unit', UNIT);
    const count = (wanted: string) => slots.filter(({ outcome }) => outcome === wanted).length;
    expect(text(simulated, 'trail', '--unit', UNIT)).toContain(
      `kỳ muộn: ${count('late')}; kỳ thiếu: ${count('insufficient')}; kỳ không có: ${count('missing')}`,
    );
  });
});

describe('account create', () => {
  const args = ['account', 'create', 'quan-tri', '--role', 'administrator', '--name', 'Quản trị hệ thống'];

  it('prints a password once, and is refused for an account that exists', () => {
    const folder = join(root, 'accounts');
    const first = json<{ account: string; password: string }>(folder, ...args);
    expect(first).toEqual({ account: 'quan-tri', password: expect.stringMatching(/^\S{15,}$/) });
    const before = digestOf(folder);
    const second = run(folder, [...args, '--json']);
    expect([second.code, second.stdout]).toEqual([1, '']);
    expect(second.stderr).toContain('account-exists');
    expectNoStack(second);
    expect(digestOf(folder)).toBe(before);
    const again = json<{ account: string; password: string }>(folder, 'account', 'password', 'quan-tri');
    expect(again.password).not.toBe(first.password);
  });

  it('refuses a role that no account can have, and a unit that does not exist', () => {
    const folder = join(root, 'accounts-refused');
    const create = (...rest: string[]) =>
      run(folder, ['account', 'create', 'dau-moi', '--name', 'Đầu mối', ...rest]);
    const noRole = create('--role', 'chu-tich');
    const noUnit = create('--role', 'lead-unit', '--unit', 'khong-co');
    expect([noRole.code, noRole.stdout, noUnit.code, noUnit.stdout]).toEqual([1, '', 1, '']);
    expect(noRole.stderr).toContain('invalid-role');
    expect(noUnit.stderr).toContain('khong-co');
  });
});

describe('rebuild and verify', () => {
  it('find the log whole, and the rebuilt tables equal to those in use', () => {
    const verified = json<Verified>(simulated, 'verify');
    expect(verified).toMatchObject({ whole: true, problems: [] });
    expect(verified.events).toBeGreaterThan(9_000);
    const rebuilt = json<{ equal: boolean; differing: string[]; tables: Record<string, string> }>(
      simulated,
      'rebuild',
    );
    expect(rebuilt).toEqual({ equal: true, differing: [], tables: verified.tables });
    expect(Object.keys(rebuilt.tables)).toContain('warnings_warnings');
  });

  it('build the read models anew where they were deleted, with the same hashes', () => {
    const { tables } = json<Verified>(simulated, 'verify');
    const folder = copyOf(simulated, 'without-read-models');
    for (const name of readdirSync(folder).filter((file) => file.startsWith('read-models'))) {
      rmSync(join(folder, name));
    }
    expect(json<Verified>(folder, 'verify').tables).toEqual(tables);
  });
});

describe('copy-log', () => {
  it('copies the log to the byte, goes on where it stood, and refuses a log of something else', () => {
    const target = join(root, 'copied');
    const { events, digest } = json<Verified>(simulated, 'verify');
    expect(json(root, 'copy-log', simulated, target)).toEqual({ found: 0, copied: events });
    expect(json<Verified>(target, 'verify')).toMatchObject({ whole: true, events, digest });
    expect(json(root, 'copy-log', simulated, target)).toEqual({ found: events, copied: 0 });
    const refused = run(root, ['copy-log', target, copyOf(loaded, 'other-log')]);
    expect([refused.code, refused.stderr]).toEqual([1, expect.stringContaining('Chưa ghi gì')]);
  });
});

describe('a damaged log', () => {
  const PAGE = 4096;
  let damaged: string;

  beforeAll(() => {
    damaged = copyOf(simulated, 'damaged');
    const path = join(damaged, 'events.db');
    const bytes = readFileSync(path);
    writeFileSync(path, bytes.fill(0x5a, 10 * PAGE, 400 * PAGE));
  });

  it('is found by verify, which ends with 1 and says each problem in one line', () => {
    const answer = run(damaged, ['verify']);
    expect(answer.code).toBe(1);
    expect(linesOf(answer.stdout)[0]).toBe('NHẬT KÝ CÓ LỖI.');
    expectNoStack(answer);
    const asJson = run(damaged, ['verify', '--json']);
    const report = JSON.parse(asJson.stdout) as Verified;
    expect([asJson.code, report.whole, report.tables]).toEqual([1, false, null]);
    expect(report.problems.length).toBeGreaterThan(0);
    expect(linesOf(answer.stderr)).toHaveLength(report.problems.length);
  });

  it('that is no database at all is found in the same way', () => {
    const folder = emptyFolder('no-database');
    writeFileSync(join(folder, 'events.db'), 'không phải nhật ký sự kiện\n'.repeat(PAGE));
    const verify = run(folder, ['verify']);
    expect([verify.code, linesOf(verify.stderr).length]).toEqual([1, 1]);
    expectNoStack(verify);
    const overview = run(folder, ['overview', ...OF_PROGRAMME]);
    expect([overview.code, overview.stdout, linesOf(overview.stderr).length]).toEqual([1, '', 1]);
    expectNoStack(overview);
  });
});

describe('demo', () => {
  it('refuses a folder that is not its own, and leaves it as it is', () => {
    const folder = emptyFolder('somebodys');
    writeFileSync(join(folder, 'ghi-chu.txt'), 'của người khác');
    const answer = run(folder, ['demo', '--no-serve']);
    expect([answer.code, answer.stdout]).toEqual([1, '']);
    expect(linesOf(answer.stderr)).toEqual([expect.stringContaining(folder)]);
    expectNoStack(answer);
    expect(readdirSync(folder)).toEqual(['ghi-chu.txt']);
    expect(readFileSync(join(folder, 'ghi-chu.txt'), 'utf8')).toBe('của người khác');
  });

  it('refuses a folder with a log that a simulation made, and leaves the log as it is', () => {
    const before = digestOf(simulated);
    expect(run(simulated, ['demo', '--no-serve']).code).toBe(1);
    expect(digestOf(simulated)).toBe(before);
  });
});
