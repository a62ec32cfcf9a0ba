import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import type { Indicator } from '../domain/indicator.state.js';
import type { RegisterTask } from '../domain/task.decisions.js';
import { sourceText } from '../testing/source-documents.js';
import { readCatalogueFile } from './catalogue-file.js';
import { configFolder } from './config-folder.js';

const file = readCatalogueFile(join(configFolder(), 'catalogues', 'qd-32-skhcn-2022.yaml'));
const tasks = file.tasks.map(({ value }) => value);
const indicators = file.indicators.map(({ value }) => value);
const appendices = Array.from({ length: 11 }, (_, index) => `PL${index + 1}`);
/** "PL4" of "PL4/7.5" and "PL4-2". */
const appendixOf = (code: string) => code.split(/[/-]/)[0]!;
const within = <T extends { code: string }>(all: readonly T[], appendix: string) =>
  all.filter(({ code }) => appendixOf(code) === appendix);

/**
 * Thousandths of a decimal figure, without floating point: two rows of the document have three decimals.
 * @throws {Error} for what isn't a figure of at most three decimals
 */
function thousandths(text: string, decimalPoint: '.' | ','): number {
  const [, whole, decimals = ''] = /^(\d+)(?:[.,](\d{1,3}))?$/.exec(text) ?? [];
  if (whole === undefined || (decimals !== '' && !text.includes(decimalPoint))) {
    throw new Error(`not a figure: ${text}`);
  }
  return Number(whole + decimals.padEnd(3, '0'));
}
const ours = (value: number) => thousandths(String(value), '.');
/** A figure in Vietnamese format: dots between thousands, a comma before decimals, zeros in front of counts. */
const FIGURE = /^\d{1,3}(?:\.\d{3})+(?:,\d+)?$|^\d+(?:,\d+)?$/;
const theirs = (text: string) => thousandths(text.replaceAll('.', ''), ',');

const document = sourceText('004');
const needs = document.absent;

interface SourceAppendix {
  readonly indicators: string;
  readonly table: string;
}

const PAGE_BREAK = '\u000c';

/** The document's appendices, in order: the list of indicators and the table of tasks of each. */
function sourceAppendices(text: string): ReadonlyMap<string, SourceAppendix> {
  const marked = text
    .replaceAll(/\n{4,}\d{1,2} *\n/g, `\n${PAGE_BREAK}\n`)
    .replaceAll(/\n (?=\S)/g, `\n${PAGE_BREAK}\n`)
    .replaceAll(/https?:\S+/g, '');
  const parts = marked.split(/\nPHỤ L[ỤU]C (\d+) *\n/).slice(1);
  const found = new Map<string, SourceAppendix>();
  for (let place = 0; place + 1 < parts.length; place += 2) {
    const [indicatorPart = '', table = ''] = parts[place + 1]!.split('2. Nhiệm vụ:');
    found.set(`PL${parts[place]}`, { indicators: indicatorPart.split('1. Chỉ tiêu:')[1] ?? '', table });
  }
  return found;
}

/** The one row that the document leaves without a number, by the words that it opens with. */
const UNNUMBERED: ReadonlyMap<string, string> = new Map([['PL11/4.1', 'Hỗ trợ doanh nghiệp']]);

/**
 * The text of each row, from its number to the next row's. Rows that aren't found in this order answer ''. A line
 * that opens with a number after "tháng" is a broken cell, not a row.
 */
function sourceRows(table: string, codes: readonly string[]): ReadonlyMap<string, string> {
  const starts: number[] = [];
  let from = 0;
  for (const code of codes) {
    const opening = UNNUMBERED.get(code) ?? code.slice(code.indexOf('/') + 1);
    const found = new RegExp(`(?<!tháng\\s*)\\n${opening.replaceAll('.', '\\.')}(?=\\s)`, 'g');
    found.lastIndex = from;
    const start = found.exec(table)?.index ?? table.length;
    starts.push(start);
    from = Math.min(start + 1, table.length);
  }
  const row = (index: number) => table.slice(starts[index], starts[index + 1]);
  return new Map(codes.map((code, index) => [code, row(index).split(/\n(?:I|II|III|IV) Hoạt /)[0]!]));
}

/** What stands last in the row, before the page ends: its budget. */
const budgetIn = (row: string) => row.trimStart().split(PAGE_BREAK)[0]!.trim().split(/\s+/).at(-1)!;

const words = (text: string) => text.split(/[\s–-]+/).filter((word) => word !== '');

/** Whether the words stand in the text in this order, whatever stands between. */
function holdsInOrder(text: string, wanted: readonly string[]): boolean {
  const rest = words(text)[Symbol.iterator]();
  return wanted.every((word) => {
    for (const candidate of rest) if (candidate === word) return true;
    return false;
  });
}

/** Numbers without their zeros in front. */
const numbers = (text: string) => (text.match(/\d+/g) ?? []).map(Number);

/** Codes of the tasks whose row in the source gives another budget. */
function withOtherBudget(catalogue: readonly RegisterTask[], text: string): string[] {
  const parts = sourceAppendices(text);
  return appendices.flatMap((appendix) => {
    const mine = within(catalogue, appendix);
    const rows = sourceRows(
      parts.get(appendix)?.table ?? '',
      mine.map(({ code }) => code),
    );
    return mine.flatMap(({ code, isGroup, budgetMillionVnd, note }) => {
      if (isGroup) return [];
      const given = budgetIn(rows.get(code)!);
      const same =
        budgetMillionVnd === null
          ? given === (note?.startsWith('Kinh phí') ? 'giao' : '-')
          : FIGURE.test(given) && theirs(given) === ours(budgetMillionVnd);
      return same ? [] : [code];
    });
  });
}

/** By appendix, the figures of its indicators in the source, in order. Numbers of standards are none. */
function sourceTargets(text: string): Record<string, number[]> {
  const targets = [...sourceAppendices(text)].map(([appendix, part]) => {
    const figures = part.indicators.replaceAll(/\d+:\d+/g, '').match(/\d[\d.,]*/g) ?? [];
    return [appendix, figures.map((figure) => theirs(figure.replace(/[.,]$/, '')))];
  });
  return Object.fromEntries(targets);
}

const ourTargets = (all: readonly Indicator[]): Record<string, number[]> =>
  Object.fromEntries(
    appendices.map((appendix) => [appendix, within(all, appendix).map(({ target }) => ours(target!))]),
  );

describe('the catalogue of the decision of 2022', () => {
  it('is read without flaws, and so are its units', () => {
    expect(file.flaws).toEqual([]);
    expect(file.programme?.value).toMatchObject({
      id: 'qd-32-skhcn-2022',
      number: '32/QĐ-SKHCN',
      issuedOn: '2022-02-28',
      documentYear: 2022,
    });
  });

  it('has 142 rows in 11 appendices, 11 of them group rows, and 83 indicators', () => {
    expect(tasks).toHaveLength(142);
    expect(tasks.filter(({ isGroup }) => isGroup)).toHaveLength(11);
    expect(indicators).toHaveLength(83);
    expect(appendices.map((appendix) => within(tasks, appendix).length)).toEqual([
      8, 9, 6, 25, 13, 16, 7, 12, 18, 23, 5,
    ]);
    expect(appendices.map((appendix) => within(indicators, appendix).length)).toEqual([
      10, 8, 8, 8, 6, 7, 3, 8, 9, 12, 4,
    ]);
  });

  it('budgets 56.972,91 million đồng, appendix by appendix, and nothing on group rows', () => {
    const total = (all: readonly RegisterTask[]) =>
      all.reduce((sum, { budgetMillionVnd }) => sum + ours(budgetMillionVnd ?? 0), 0);
    expect(tasks.filter(({ isGroup, budgetMillionVnd }) => isGroup && budgetMillionVnd !== null)).toEqual([]);
    expect(appendices.map((appendix) => total(within(tasks, appendix)))).toEqual([
      230_000, 1_600_000, 0, 8_517_800, 5_428_510, 2_990_000, 209_000, 4_500_000, 14_478_600, 17_519_000,
      1_500_000,
    ]);
    expect(total(tasks)).toBe(56_972_910);
  });

  it('puts every row with a sub-number under the group row of its number, in the same section', () => {
    const byCode = new Map(tasks.map((task) => [task.code, task]));
    for (const { code, section, parentCode, isGroup } of tasks) {
      const group = /^(PL\d+\/\d+)\.\d+$/.exec(code)?.[1] ?? null;
      expect([code, parentCode]).toEqual([code, group]);
      if (group !== null) expect(byCode.get(group)).toMatchObject({ isGroup: true, section });
      if (isGroup) expect(tasks.some((task) => task.parentCode === code)).toBe(true);
    }
  });

  it('gives every row of an appendix to the one unit that the appendix is addressed to', () => {
    const leads = appendices.map((appendix) => [
      ...new Set(within(tasks, appendix).flatMap(({ leadUnits }) => leadUnits)),
    ]);
    expect(leads.map((units) => units.length)).toEqual(appendices.map(() => 1));
    expect(new Set(leads.flat()).size).toBe(appendices.length);
  });

  it('has the unit of an appendix as the owner of its indicators', () => {
    for (const appendix of appendices) {
      const [lead] = within(tasks, appendix).flatMap(({ leadUnits }) => leadUnits);
      const owners = within(indicators, appendix).map(({ owner }) => owner);
      expect(owners).toEqual(owners.map(() => lead));
    }
  });

  it('has one indicator that the system counts: tasks done by their due dates', () => {
    const counted = indicators.filter(({ formula }) => formula?.kind === 'system');
    expect(counted.map(({ code, formula }) => [code, formula])).toEqual([
      ['PL1-5', { kind: 'system', of: 'on-time-completion-rate' }],
    ]);
  });

  it('reads every schedule; only group rows and the three rows with a dash have none', () => {
    const without = tasks.filter(({ schedule }) => schedule.kind === 'none');
    const dashed = without.filter(({ isGroup }) => !isGroup).map(({ code }) => code);
    expect(dashed).toEqual(['PL4/8.6', 'PL7/2', 'PL10/7.6']);
    expect(without).toHaveLength(14);
  });

  it('has the two parts of the initiatives indicator under it', () => {
    const parts = indicators.filter(({ parentCode }) => parentCode !== null);
    expect(parts.map(({ code, parentCode }) => [code, parentCode])).toEqual([
      ['PL1-6.1', 'PL1-6'],
      ['PL1-6.2', 'PL1-6'],
    ]);
  });
});

describe('the catalogue of the decision of 2022, compared with the document', () => {
  const sourceRowOf = (code: string): string => {
    const appendix = appendixOf(code);
    const codes = within(tasks, appendix).map((task) => task.code);
    return sourceRows(sourceAppendices(document.text()).get(appendix)!.table, codes).get(code)!;
  };

  document.it(`has the budget that each row of the document ends with${needs}`, () => {
    expect([...sourceAppendices(document.text()).keys()]).toEqual(appendices);
    expect(withOtherBudget(tasks, document.text())).toEqual([]);
  });

  document.it(`would be caught at one mistyped, swapped, added or forgotten budget${needs}`, () => {
    const withBudgets = (budgets: Readonly<Record<string, number | null>>) =>
      tasks.map((task) => (task.code in budgets ? { ...task, budgetMillionVnd: budgets[task.code]! } : task));
    const mistyped = { 'PL5/9.1': 4718.15 };
    const swapped = { 'PL10/7.1': 230, 'PL10/7.2': 530 };
    const added = { 'PL2/2': 0 };
    const forgotten = { 'PL6/10': null };
    for (const budgets of [mistyped, swapped, added, forgotten]) {
      expect(withOtherBudget(withBudgets(budgets), document.text())).toEqual(Object.keys(budgets));
    }
  });

  document.it(`has the words of each schedule in its row${needs}`, () => {
    const strange = tasks.filter(({ code, schedule }) => {
      return !holdsInOrder(sourceRowOf(code), words(schedule.phrase));
    });
    expect(strange.map(({ code }) => code)).toEqual([]);
  });

  document.it(`has the numbers of each title and deliverable in its row${needs}`, () => {
    const strange = tasks.flatMap(({ code, title, deliverables }) => {
      const given = new Set(numbers(sourceRowOf(code)));
      return numbers([title, ...deliverables].join(' '))
        .filter((number) => !given.has(number))
        .map((number) => `${code}: ${number}`);
    });
    expect(strange).toEqual([]);
  });

  document.it(`has the figures of each appendix's indicators, all of them and in order${needs}`, () => {
    expect(ourTargets(indicators)).toEqual(sourceTargets(document.text()));
  });
});
