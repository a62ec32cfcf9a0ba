import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { cleanText, fold } from '#kernel';
import { parseTarget, type Target, UnknownTargetPhraseError } from '../domain/target/index.js';
import { sourceText } from '../testing/source-documents.js';
import { readCatalogueFile } from './catalogue-file.js';
import { configFolder } from './config-folder.js';

const document = sourceText('001');

const TASKS_BY_SECTION = {
  I: 3,
  II: 5,
  III: 15,
  IV: 6,
  V: 4,
  VI: 8,
  VII: 4,
  VIII: 8,
  IX: 7,
  X: 8,
};

const catalogue = readCatalogueFile(join(configFolder(), 'catalogues/kh-709-2026.yaml'));
const tasks = catalogue.tasks.map(({ value }) => value);
const indicators = catalogue.indicators.map(({ value }) => value);

describe('the catalogue of the plan for Decision 709', () => {
  it('is read without flaws', () => {
    expect(catalogue.flaws).toEqual([]);
    expect(catalogue.classified).toBe(false);
  });

  it('has 68 tasks in 10 sections', () => {
    const counts: Record<string, number> = {};
    for (const { section } of tasks) counts[section] = (counts[section] ?? 0) + 1;
    expect(counts).toEqual(TASKS_BY_SECTION);
    expect(tasks).toHaveLength(68);
  });

  it('numbers its tasks without a gap, the section first', () => {
    const expected = Object.values(TASKS_BY_SECTION).flatMap((count, section) =>
      Array.from({ length: count }, (_, index) => `${section + 1}.${index + 1}`),
    );
    expect(tasks.map(({ code }) => code)).toEqual(expected);
  });

  it('has 29 indicators, numbered under the tasks in whose rows they stand', () => {
    const next = new Map(tasks.map(({ code }) => [code, 1]));
    const expected = indicators.map(({ group }) => {
      const number = next.get(group);
      next.set(group, (number ?? Number.NaN) + 1);
      return `${group}/${number}`;
    });
    expect(indicators.map(({ code }) => code)).toEqual(expected);
    expect(indicators).toHaveLength(29);
  });

  it('has two indicators without a figure, and two that are parts of others', () => {
    expect(indicators.filter(({ target }) => target === null).map(({ code }) => code)).toEqual([
      '8.5/1',
      '9.3/1',
    ]);
    const parts = indicators.flatMap(({ code, parentCode }) => (parentCode ? [[code, parentCode]] : []));
    expect(parts).toEqual([
      ['4.2/2', '4.2/1'],
      ['7.2/2', '7.2/1'],
    ]);
  });

  it('has the one lead unit of a row as the owner of its indicators', () => {
    const leads = new Map(tasks.map(({ code, leadUnits }) => [code, leadUnits]));
    const owners = indicators.map(({ code, owner }) => [code, owner === null ? [] : [owner]]);
    expect(owners).toEqual(indicators.map(({ code, group }) => [code, leads.get(group)]));
  });

  it('has a target of every year until 2030 where the figure is one of each year', () => {
    const yearly = indicators.filter(({ targets }) => targets.length > 0);
    expect(yearly.map(({ code }) => code)).toEqual([
      '3.9/1',
      '3.9/2',
      '5.3/1',
      '7.2/1',
      '7.2/2',
      '7.3/1',
      '7.3/2',
      '7.3/3',
      '8.2/1',
      '8.3/1',
      '8.3/2',
      '8.4/1',
      '8.4/2',
      '9.5/1',
      '9.6/1',
    ]);
    for (const { targetYear, target, targets } of yearly) {
      expect(targetYear).toBe(2026);
      expect(targets.map((one) => [one.year, one.target])).toEqual([
        [2027, target],
        [2028, target],
        [2029, target],
        [2030, target],
      ]);
    }
  });

  it('has the resolution on digital transformation due at the end of November', () => {
    expect(tasks.find(({ code }) => code === '10.2')?.schedule).toMatchObject({
      kind: 'month',
      due: '2026-11-30',
    });
  });

  it('lacks a product in 9.4 only, a coordinating unit in 1.1 only, and a lead unit nowhere', () => {
    const lacking = (field: 'deliverables' | 'coordinatingUnits' | 'leadUnits') =>
      tasks.filter((task) => task[field].length === 0).map(({ code }) => code);
    expect(lacking('deliverables')).toEqual(['9.4']);
    expect(lacking('coordinatingUnits')).toEqual(['1.1']);
    expect(lacking('leadUnits')).toEqual([]);
  });
});

interface Row {
  readonly code: string;
  readonly work: string;
  readonly product: string;
  readonly lead: string;
  readonly coordinating: string;
  readonly schedule: string;
  readonly note: string;
}

const COLUMNS = 7;
const SECTION_ROW = /^[IVX]+\. /;
const TASK_ROW = /^\d+\.\d+$/;

/**
 * The two halves of a cell that a page end cut, as one. What the page end repeated (“… Công nghệ” and “nghệ; …”) stands
 * once; a number cut at its hyphen (“57-”, “NQ/TW”) is closed.
 */
function healed(first: string, rest: string): string {
  if (first === '' || rest === '') return first || rest;
  if (first.endsWith('-')) return first + rest;
  const before = first.split(' ');
  const after = rest.split(' ');
  for (let length = Math.min(before.length, after.length); length > 0; length--) {
    const repeated = after.slice(0, length).join(' ');
    if (before.slice(-length).join(' ') === repeated.replace(/[;,.]$/, '')) {
      return [...before.slice(0, -length), ...after].join(' ');
    }
  }
  return `${first} ${rest}`;
}

const plain = (cell: string) => cleanText(cell.replace(/<[^>]*>/g, ''));

/** The table at the end of the document: its section rows, and its task rows with page ends healed. */
function table(text: string) {
  const lines = text.split('\n').map((line) => line.split('\t').map(plain));
  const cells = lines.filter((line) => line.length === COLUMNS).slice(1);
  const sections = cells.flatMap(([code = '']) => (SECTION_ROW.test(code) ? [code.split('.')[0]] : []));
  const rows: string[][] = [];
  for (const row of cells) {
    const code = row[0] ?? '';
    if (TASK_ROW.test(code)) rows.push(row);
    else if (code === '')
      rows.push((rows.pop() ?? []).map((first, index) => healed(first, row[index] ?? '')));
  }
  return {
    sections,
    rows: rows.map(
      ([
        code = '',
        work = '',
        product = '',
        lead = '',
        coordinating = '',
        schedule = '',
        note = '',
      ]): Row => ({
        code,
        work,
        product,
        lead,
        coordinating,
        schedule,
        note,
      }),
    ),
  };
}

/** Numbers that are no figure to be reached: dates, numbers of documents, years, “chính quyền địa phương 02 cấp”. */
const NO_FIGURE = /\d+\/\d+\/\d+|\d+\/[A-Z][\p{L}-]*|năm 20\d\d|\d+ cấp/gu;
const NUMBER = /\d{1,3}(?:\.\d{3})+|\d+/g;
const PERCENTAGE = /(\d+) ?%/g;
const YEAR = /(?:vào|đến) năm (20\d\d)/u;

const figuresOf = ({ work, product }: Row): number[] => {
  const inProduct = product.replace(NO_FIGURE, '').match(NUMBER) ?? [];
  const inWork = [...work.matchAll(PERCENTAGE)].map(([, number = '']) => number);
  return [...inProduct, ...inWork].map((number) => Number(number.replaceAll('.', '')));
};

const words = (text: string) => fold(text).match(/[a-z0-9&]+/g) ?? [];

/** The list without one each of the items to take, or undefined where it lacks one. */
function without(list: readonly string[], taken: readonly string[]): string[] | undefined {
  const rest = [...list];
  for (const item of taken) {
    const place = rest.indexOf(item);
    if (place < 0) return undefined;
    rest.splice(place, 1);
  }
  return rest;
}

/**
 * The words of a cell that are left when each unit has taken those of its name or of an alias, the longest that the
 * cell holds. A unit that the cell does not name leaves its id.
 */
function unnamedWords(cell: string, ids: readonly string[]): readonly string[] {
  const named = [...(catalogue.units?.units ?? []), ...(catalogue.units?.groups ?? [])].map(
    ({ value }) => value,
  );
  let rest: readonly string[] = words(cell);
  for (const id of ids) {
    const unit = named.find((one) => one.id === id);
    const spellings = unit ? [unit.name, ...unit.aliases].map(words) : [];
    spellings.sort((a, b) => b.length - a.length);
    rest = spellings.map((spelling) => without(rest, spelling)).find((left) => left !== undefined) ?? [
      ...rest,
      id,
    ];
  }
  return rest;
}

/** The figures that a cell asks for, as the parser of targets reads them; none where it isn't understood as a target. */
function targetsOf(cell: string) {
  try {
    return [parseTarget(cell)]
      .flat()
      .flatMap(({ target, strict, approximate }: Target) =>
        target === undefined ? [] : [{ target, strict: strict === true, approximate: approximate === true }],
      );
  } catch (error) {
    if (error instanceof UnknownTargetPhraseError) return [];
    throw error;
  }
}

document.describe(`the catalogue beside the document that it was read from${document.absent}`, () => {
  const { sections, rows } = table(document.absent ? '' : document.text());
  const byCode = <Value>(value: (row: Row) => Value) =>
    Object.fromEntries(rows.map((row) => [row.code, value(row)]));

  it('has every section and every task of the table, and no other', () => {
    expect(catalogue.programme?.value.sections.map(({ code }) => code)).toEqual(sections);
    expect(tasks.map(({ code }) => code)).toEqual(rows.map(({ code }) => code));
  });

  it('words every schedule as its row does', () => {
    const phrases = Object.fromEntries(tasks.map(({ code, schedule }) => [code, schedule.phrase]));
    expect(phrases).toEqual(byCode(({ schedule }) => schedule.replace(/\.$/, '')));
  });

  it('has every figure of a row as an indicator, and no other figure', () => {
    const figures = Object.fromEntries(
      tasks.map(({ code }) => [
        code,
        indicators.flatMap(({ group, target }) => (group === code && target !== null ? [target] : [])),
      ]),
    );
    expect(figures).toEqual(byCode(figuresOf));
  });

  it('asks for more than, or about, as much as a row just where the row does', () => {
    const read = rows.flatMap(({ work, product }) => [...targetsOf(product), ...targetsOf(work)]);
    const figures = indicators.filter(({ target }) => target !== null);
    expect(figures.map(({ target, strict, approximate }) => ({ target, strict, approximate }))).toEqual(read);
    expect(read.filter(({ strict }) => strict)).toHaveLength(5);
    expect(read.filter(({ approximate }) => approximate)).toHaveLength(1);
  });

  it('has the target year that a row names', () => {
    const named = indicators.flatMap(({ code, group }) => {
      const row = rows.find((one) => one.code === group);
      const year = YEAR.exec(row?.product ?? '')?.[1] ?? YEAR.exec(row?.work ?? '')?.[1];
      return year === undefined ? [] : [[code, Number(year)]];
    });
    expect(named.length).toBeGreaterThan(0);
    const years = new Map(indicators.map(({ code, targetYear }) => [code, targetYear]));
    expect(named.map(([code]) => [code, years.get(String(code))])).toEqual(named);
  });

  it('has the lead units of every row: no word of the cell is left over', () => {
    const left = Object.fromEntries(tasks.map(({ code, leadUnits }) => [code, leadUnits]));
    expect(byCode(({ code, lead }) => unnamedWords(lead, left[code] ?? []))).toEqual(byCode(() => []));
  });

  it('has the coordinating units of every row: nothing but “các” and “và” is left over', () => {
    const left = Object.fromEntries(tasks.map(({ code, coordinatingUnits }) => [code, coordinatingUnits]));
    const unnamed = ({ code, coordinating }: Row) =>
      unnamedWords(coordinating, left[code] ?? []).filter((word) => !['cac', 'va'].includes(word));
    expect(byCode(unnamed)).toEqual(byCode(() => []));
  });

  it('has a product, a coordinating unit and a note just where the row has them', () => {
    const filled = tasks.map(({ code, deliverables, coordinatingUnits, note }) => ({
      code,
      product: deliverables.length > 0,
      coordinating: coordinatingUnits.length > 0,
      note: note !== null,
    }));
    expect(filled).toEqual(
      rows.map(({ code, product, coordinating, note }) => ({
        code,
        product: product !== '',
        coordinating: coordinating !== '',
        note: note !== '',
      })),
    );
  });

  it('has every figure and number of a product’s own wording from the row', () => {
    const strange = tasks.flatMap(({ code, title, deliverables, note }) => {
      const row = rows.find((one) => one.code === code);
      const source = new Set(numbersIn(Object.values(row ?? {}).join(' ')));
      const text = [title, ...deliverables, note ?? ''].join(' ');
      return numbersIn(text)
        .filter((number) => !source.has(number))
        .map((number) => `${code}: ${number}`);
    });
    expect(strange).toEqual([]);
  });
});

/** Numbers as values: “2.500” and “2500”, “05” and “5” are the same. */
function numbersIn(text: string): number[] {
  return (text.match(NUMBER) ?? []).map((number) => Number(number.replaceAll('.', '')));
}
