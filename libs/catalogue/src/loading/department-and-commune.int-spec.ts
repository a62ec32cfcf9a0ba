import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import type { Indicator } from '../domain/indicator.state.js';
import { sourceText } from '../testing/source-documents.js';
import { type CatalogueFile, readCatalogueFile } from './catalogue-file.js';
import { configFolder } from './config-folder.js';

const read = (id: string) => readCatalogueFile(join(configFolder(), `catalogues/${id}.yaml`));
const tasksOf = (file: CatalogueFile) => file.tasks.map(({ value }) => value);
const indicatorsOf = (file: CatalogueFile) => file.indicators.map(({ value }) => value);

/** `II.1` … `II.<count>` for `II.` */
const codes = (prefix: string, count: number) =>
  Array.from({ length: count }, (_, index) => `${prefix}${index + 1}`);

/** What stands between two pieces of a text, both of which must be there. */
function between(text: string, from: string, to: string): string {
  expect(text).toContain(from);
  const rest = text.slice(text.indexOf(from) + from.length);
  expect(rest).toContain(to);
  return rest.slice(0, rest.indexOf(to));
}

interface Part {
  readonly number: number;
  /** The line that opens it, without its number. */
  readonly heading: string;
  /** From that line to the next such line. */
  readonly text: string;
}

/** @param opening the beginning of a line that opens a part; its first group is the part's number */
function parts(text: string, opening: RegExp): Part[] {
  const openings = [...text.matchAll(opening)];
  return openings.map((start, index) => {
    const own = text.slice(start.index, openings[index + 1]?.index).trim();
    const [line = ''] = own.split('\n');
    return { number: Number(start[1]), heading: plain(line.slice(start[0].length)), text: own };
  });
}

/** On one line, without Markdown's marks and without a full stop at its end. */
const plain = (text: string) => text.replace(/[*#]/g, '').replace(/\s+/g, ' ').trim().replace(/[.;]$/, '');

const folded = (text: string) => plain(text).toLowerCase();

/** The numbers of a text, in Vietnamese writing, without those that count the items of a list. */
const numbersIn = (text: string) =>
  [...text.replace(/^\(\d+\)/gm, '').matchAll(/\d+(?:[.,]\d+)*/g)].map(([digits]) =>
    Number(digits.replace(/\./g, '').replace(',', '.')),
  );

/** The figures up to the first one that doesn't stand, after the one before it, among the numbers. */
function foundInOrder(figures: readonly number[], numbers: readonly number[]): number[] {
  const rest = [...numbers];
  const found: number[] = [];
  for (const figure of figures) {
    const at = rest.indexOf(figure);
    if (at < 0) break;
    rest.splice(0, at + 1);
    found.push(figure);
  }
  return found;
}

const figuresOf = ({ target, targetMax, stretchTarget }: Indicator) =>
  [target, targetMax, stretchTarget].filter((figure) => figure !== null);

function expectStatedIn(text: string, indicators: readonly Indicator[]): void {
  const figures = indicators.flatMap(figuresOf);
  expect(foundInOrder(figures, numbersIn(text))).toEqual(figures);
  for (const { unit } of indicators) if (unit !== null) expect(folded(text)).toContain(unit);
}

/** The ids of the units and groups that bear one of the names. */
function unitsNamed(names: readonly string[], { units }: CatalogueFile): string[] {
  const wanted = names.map(folded);
  return [...(units?.groups ?? []), ...(units?.units ?? [])]
    .filter(({ value: { name, aliases } }) => [name, ...aliases].some((own) => wanted.includes(folded(own))))
    .map(({ value }) => value.id);
}

/** What a line like `- Thời gian hoàn thành: …` holds. */
const fieldOf = (text: string, field: string) =>
  plain(new RegExp(`^- ${field}:(.*)$`, 'm').exec(text)?.[1] ?? '');

describe('the department’s programme of 2026', () => {
  const file = read('ctr-skhcn-2026');
  const document = sourceText('000');
  const tasks = tasksOf(file);
  const indicators = indicatorsOf(file);
  const [keyTasks, regularTasks] = ['II', 'III'].map((section) =>
    tasks.filter((task) => task.section === section),
  ) as [typeof tasks, typeof tasks];

  /** Who is meant by the words of the department's own document. */
  function unitsCalled(words: string): string[] {
    const groups: readonly [RegExp, string][] = [
      [/^các phòng, đơn vị theo/i, 'Các phòng, đơn vị thuộc Sở Khoa học và Công nghệ'],
      [/^các phòng, Chi cục theo/i, 'Các phòng, Chi cục thuộc Sở Khoa học và Công nghệ'],
      [/^các phòng quản lý nhiệm vụ/i, 'Các phòng quản lý nhiệm vụ khoa học và công nghệ thuộc Sở'],
    ];
    const group = groups.find(([pattern]) => pattern.test(words))?.[1];
    const own = `${words.replace(/ Sở$/, '')} Sở Khoa học và Công nghệ`;
    return unitsNamed(group ? [group] : [words, own, `${words} Hải Phòng`], file);
  }

  it('is read without a flaw', () => {
    expect(file.flaws).toEqual([]);
    expect(file.classified).toBe(false);
    expect(file.programme?.value).toMatchObject({ id: 'ctr-skhcn-2026', documentYear: 2026 });
  });

  it('has 16 key tasks and 14 regular ones, numbered without a gap', () => {
    expect(tasks.map(({ code }) => code)).toEqual([...codes('II.', 16), ...codes('III.', 14)]);
    expect(keyTasks).toHaveLength(16);
    expect(regularTasks).toHaveLength(14);
  });

  it('has 26 indicators in seven groups, numbered without a gap', () => {
    const perGroup = [2, 4, 3, 2, 9, 4, 2];
    expect(indicators.map(({ code }) => code)).toEqual(
      perGroup.flatMap((count, index) => codes(`I.${index + 1}/`, count)),
    );
    expect(indicators.filter(({ group, code }) => !code.startsWith(`${group}/`))).toEqual([]);
  });

  it('holds a part to its whole, a rank to what is striven for, a range to both of its ends', () => {
    const one = (code: string) => indicators.find((indicator) => indicator.code === code);
    expect(one('I.4/2')).toMatchObject({ parentCode: 'I.4/1', target: 70 });
    expect(one('I.3/2')).toMatchObject({ direction: 'rank_at_most', target: 5, stretchTarget: 3 });
    expect(one('I.5/8')).toMatchObject({ direction: 'rank_at_most', target: 5, stretchTarget: 3 });
    expect(one('I.5/3')).toMatchObject({ direction: 'range', target: 10, targetMax: 15 });
    expect(one('I.5/7')).toMatchObject({ direction: 'at_least', target: 0.786, unit: null });
  });

  it('gives the digital transformation resolution until the end of March and links it to the city’s task', () => {
    const resolution = tasks.find(({ code }) => code === 'II.2');
    expect(resolution).toMatchObject({
      deliverables: ['Nghị quyết'],
      schedule: { kind: 'month', due: '2026-03-31' },
      derivedFrom: [{ programme: 'kh-709-2026', task: '10.2' }],
    });
  });

  it('leaves one task to nobody: the last, of whatever else is ordered', () => {
    expect(tasks.filter(({ leadUnits }) => leadUnits.length === 0).map(({ code }) => code)).toEqual([
      'III.14',
    ]);
  });

  it('has no time but a month, a quarter, the year, a condition or the regular course', () => {
    expect(keyTasks.map(({ schedule }) => schedule.kind)).toEqual([
      ...['month', 'month', 'conditional', 'quarter', 'quarter', 'month', 'quarter', 'month'],
      ...['month', 'month', 'conditional', 'month', 'month', 'year', 'year', 'year'],
    ]);
    expect(regularTasks.map(({ schedule }) => schedule.kind)).toEqual([
      'conditional',
      ...codes('', 13).map(() => 'ongoing'),
    ]);
  });

  document.it(`has the figures and units of measure of each group in the document${document.absent}`, () => {
    const groups = parts(between(document.text(), 'I. CÁC CHỈ TIÊU', '## II. NHIỆM VỤ'), /^#+ (\d)\. /gm);
    expect(groups.map(({ number }) => number)).toEqual([1, 2, 3, 4, 5, 6, 7]);
    for (const { number, text } of groups) {
      expectStatedIn(
        text,
        indicators.filter(({ group }) => group === `I.${number}`),
      );
    }
  });

  document.it(
    `has the time, the unit and the leader’s position of each key task in the document${document.absent}`,
    () => {
      const rows = parts(between(document.text(), '## II. NHIỆM VỤ', 'III. CÁC NHIỆM VỤ'), /^\*\*(\d+)\. /gm);
      expect(rows.map(({ number }) => `II.${number}`)).toEqual(keyTasks.map(({ code }) => code));
      const stated = rows.map(({ text }) => ({
        time: fieldOf(text, 'Thời gian hoàn thành'),
        units: unitsCalled(fieldOf(text, 'Đơn vị chủ trì')),
        leader: /^(?:Phó )?Giám đốc/.exec(fieldOf(text, 'Lãnh đạo phụ trách'))?.[0],
        hasBasis: fieldOf(text, 'Căn cứ') !== '',
      }));
      expect(
        keyTasks.map(({ schedule, leadUnits, directingLeaders, note }) => ({
          time: schedule.phrase,
          units: leadUnits,
          leader: directingLeaders.join().replace(' Sở Khoa học và Công nghệ', ''),
          hasBasis: note !== null,
        })),
      ).toEqual(stated);
    },
  );

  document.it(
    `has the unit of each regular task in the document, and its time or its heading’s${document.absent}`,
    () => {
      const part = between(document.text(), 'III. CÁC NHIỆM VỤ', 'II. TỔ CHỨC THỰC HIỆN');
      const rows = parts(part, /^(\d+)\. /gm);
      expect(rows.map(({ number }) => `III.${number}`)).toEqual(regularTasks.map(({ code }) => code));
      expect(regularTasks.map(({ leadUnits }) => leadUnits)).toEqual(
        rows.map(({ text }) => {
          const inBrackets = /\(\*([^*]+)\*\)/.exec(text)?.[1];
          return inBrackets === undefined ? [] : unitsCalled(plain(inBrackets));
        }),
      );
      for (const [index, { schedule }] of regularTasks.entries()) {
        const own = schedule.kind === 'ongoing' ? part.split('\n')[0] : rows[index]?.text;
        expect(folded(own ?? '')).toContain(folded(schedule.phrase));
      }
    },
  );

  document.it(
    `has no number in a title or a note that the document’s row doesn’t have${document.absent}`,
    () => {
      const text = document.text();
      const rows = [
        ...parts(between(text, '## II. NHIỆM VỤ', 'III. CÁC NHIỆM VỤ'), /^\*\*(\d+)\. /gm),
        ...parts(between(text, 'III. CÁC NHIỆM VỤ', 'II. TỔ CHỨC THỰC HIỆN'), /^(\d+)\. /gm),
      ];
      for (const [index, { title, note }] of tasks.entries()) {
        const known = numbersIn(rows[index]?.text ?? '');
        expect(numbersIn(`${title} ${note ?? ''}`).filter((number) => !known.includes(number))).toEqual([]);
      }
    },
  );
});

describe('the commune’s plan of 2026', () => {
  const file = read('kh-xa-chi-minh-2026');
  const document = sourceText('003');
  const tasks = tasksOf(file);
  const indicators = indicatorsOf(file);
  const solutions = tasks.filter(({ section }) => section.startsWith('II.'));
  const duties = tasks.filter(({ section }) => section.startsWith('III.'));

  /** The full name of a unit that the commune's own document calls so. */
  const inCommune = (words: string) => `${words.replace('&', ' và ').replace(/ xã$/, '')} xã Chí Minh`;

  /** The bullets of a heading in order; a paragraph where it has none. What a page break parted is put together. */
  function items(text: string): string[] {
    return text.split(/^#+ .*$/m).flatMap((block) => {
      const found: string[] = [];
      for (const paragraph of block.split(/\n\s*\n/).map((one) => one.trim())) {
        if (paragraph === '') continue;
        if (paragraph.startsWith('- ') || found.length === 0) found.push(paragraph);
        else found.push(`${found.pop()} ${paragraph}`);
      }
      return found;
    });
  }

  const headings = () => {
    const text = document.text();
    const numbered = /^#+ \**(\d)\. /gm;
    return [
      ...parts(between(text, 'II. NHIỆM VỤ, GIẢI PHÁP', 'III. TỔ CHỨC THỰC HIỆN'), numbered).map((part) => ({
        ...part,
        code: `II.${part.number}`,
      })),
      ...parts(between(text, 'III. TỔ CHỨC THỰC HIỆN', 'Trên đây là'), numbered).map((part) => ({
        ...part,
        code: `III.${part.number}`,
      })),
    ];
  };

  it('is read without a flaw', () => {
    expect(file.flaws).toEqual([]);
    expect(file.classified).toBe(false);
    expect(file.programme?.value).toMatchObject({ id: 'kh-xa-chi-minh-2026', documentYear: 2026 });
  });

  it('has 40 solutions and 13 duties of units, numbered without a gap under each heading', () => {
    const solutionsPerHeading = [9, 4, 3, 4, 4, 4, 4, 4, 4];
    const dutiesPerHeading = [4, 1, 2, 1, 2, 3];
    expect(tasks.map(({ code }) => code)).toEqual([
      ...solutionsPerHeading.flatMap((count, index) => codes(`II.${index + 1}/`, count)),
      ...dutiesPerHeading.flatMap((count, index) => codes(`III.${index + 1}/`, count)),
    ]);
    expect(solutions).toHaveLength(40);
    expect(duties).toHaveLength(13);
    expect(tasks.filter(({ code, section }) => !code.startsWith(`${section}/`))).toEqual([]);
  });

  it('has 11 indicators in four groups, numbered without a gap', () => {
    expect(indicators.map(({ code }) => code)).toEqual(
      [3, 2, 5, 1].flatMap((count, index) => codes(`I.2.${index + 1}/`, count)),
    );
    expect(indicators.find(({ code }) => code === 'I.2.2/2')).toMatchObject({
      parentCode: 'I.2.2/1',
      target: 2,
    });
  });

  it('gives a solution to nobody and a duty to one unit of the commune', () => {
    expect(solutions.filter(({ leadUnits }) => leadUnits.length > 0)).toEqual([]);
    expect(duties.filter(({ leadUnits }) => leadUnits.length !== 1)).toEqual([]);
  });

  it('sets no time for any task', () => {
    expect(tasks.filter(({ schedule }) => schedule.kind !== 'none')).toEqual([]);
  });

  document.it(`has the figures and units of measure of each group in the document${document.absent}`, () => {
    const groups = parts(between(document.text(), '2. Các chỉ tiêu', 'II. NHIỆM VỤ'), /^#+ \**2\.(\d)\. /gm);
    expect(groups.map(({ number }) => number)).toEqual([1, 2, 3, 4]);
    for (const { number, text } of groups) {
      expectStatedIn(
        text,
        indicators.filter(({ group }) => group === `I.2.${number}`),
      );
    }
  });

  document.it(`has as many tasks under each heading as the document has items${document.absent}`, () => {
    const stated = headings().flatMap(({ code, text }) => codes(`${code}/`, items(text).length));
    expect(tasks.map(({ code }) => code)).toEqual(stated);
  });

  document.it(`gives a duty to the unit in the document’s heading${document.absent}`, () => {
    const stated = headings()
      .filter(({ code }) => code.startsWith('III.'))
      .flatMap(({ heading, text }) => items(text).map(() => unitsNamed([inCommune(heading)], file)));
    expect(duties.map(({ leadUnits }) => leadUnits)).toEqual(stated);
  });

  document.it(`has no number in a title that the document’s item doesn’t have${document.absent}`, () => {
    const stated = headings().flatMap(({ text }) => items(text));
    for (const [index, { title }] of tasks.entries()) {
      const known = numbersIn(stated[index] ?? '');
      expect(numbersIn(title).filter((number) => !known.includes(number))).toEqual([]);
    }
  });

  document.it(
    `is right to have no time: the document has neither the field nor a day to come${document.absent}`,
    () => {
      const text = headings()
        .map((heading) => heading.text)
        .join('\n');
      expect(text).not.toMatch(/thời gian (hoàn thành|thực hiện)|thời hạn|\bquý [IV]+\b|tháng \d/i);
    },
  );
});
