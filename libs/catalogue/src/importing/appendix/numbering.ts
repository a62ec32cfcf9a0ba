import { TASK_CODE } from '../../domain/task.content.js';
import { isBare, type Part, type RawSection, type RawTask } from './assembly.js';
import { headingOf } from './columns.js';
import { type DraftFlaw, type DraftSection, type Place, placeText } from './draft.js';
import { following } from './row-number.js';
import { columnLetter } from './text.js';

export interface TaskNumber {
  readonly task: RawTask;
  /** Unique but for flaws; “” for a row without a number. */
  readonly code: string;
  readonly section: string;
  readonly isGroup: boolean;
  readonly parentCode: string | null;
}

export interface Numbering {
  readonly sections: readonly DraftSection[];
  readonly tasks: readonly TaskNumber[];
  readonly flaws: readonly DraftFlaw[];
}

/** Stands where the document has tasks outside of any section. */
const IMPLIED = { code: 'NV', title: 'Nhiệm vụ' };
const ROMAN_DIGITS: readonly [number, string][] = [
  [100, 'C'],
  [90, 'XC'],
  [50, 'L'],
  [40, 'XL'],
  [10, 'X'],
  [9, 'IX'],
  [5, 'V'],
  [4, 'IV'],
  [1, 'I'],
];

/**
 * Gives sections and tasks their codes: the document's own numbers. Where the numbering begins anew (two sections begin
 * with the same two numbers), the code of the section stands before: `II.1`, as people say it, or with a slash, `PL4/7.5`
 * and `II.1/3`, wherever some number or section code of the document has parts of its own, so that a reader can tell
 * where one ends. Only as much of the section stands before as is needed: in an appendix whose sections number on, the
 * appendix alone.
 *
 * @param parts in the document's order
 * @param appendices codes and titles that the text outside of the tables gives to the parts, in order; empty where it
 *   doesn't give one to each
 */
export function numbered(
  parts: readonly Part[],
  appendices: readonly { readonly code: string; readonly title: string }[],
): Numbering {
  const withTasks = parts.filter(({ tasks }) => tasks.length > 0);
  const whole = withoutLoneAppendix(withAppendices(withHeadSections(withTasks), appendices));
  const flaws: DraftFlaw[] = [];
  const codes = sectionCodes(whole, flaws);
  const tasks = whole.flatMap((part) => part.tasks);
  const depth = prefixDepth(tasks);
  const prefixes = new Map(tasks.map((task) => [task, prefixOf(task, depth)]));
  const separator = separatorOf(tasks, prefixes, codes);
  const scopes = new Map<RawSection | undefined, RawTask[]>();
  for (const task of tasks) {
    const prefix = prefixes.get(task);
    const scope = scopes.get(prefix);
    if (scope) scope.push(task);
    else scopes.set(prefix, [task]);
  }

  const numbers = new Map<RawTask, TaskNumber>();
  for (const [prefix, scope] of scopes) {
    const before = prefix ? `${codes.get(prefix)}${separator}` : '';
    flaws.push(...repeated(scope));
    const groups = groupsOf(scope);
    for (const task of scope) {
      const parent = parentNumber(task.number);
      numbers.set(task, {
        task,
        code: task.number === '' ? '' : before + task.number,
        section: (task.section && codes.get(task.section)) ?? IMPLIED.code,
        isGroup: groups.has(task.number) && isBare(task.texts),
        parentCode: parent !== undefined && groups.has(parent) ? before + parent : null,
      });
    }
  }
  const result = tasks.map((task) => numbers.get(task)!);
  for (const { task, code } of result) {
    if (task.number !== '' && !TASK_CODE.test(code)) {
      flaws.push({ ...numberAt(task, true), detail: unusable(code) });
    }
    if (task.number === '')
      flaws.push({ ...numberAt(task), detail: 'dòng không có số thứ tự nên nhiệm vụ không có mã' });
  }
  return { sections: draftSections(whole, codes), tasks: result, flaws };
}

const unusable = (code: string) =>
  `Số “${code}” không dùng làm mã nhiệm vụ được: tối đa 40 chữ không dấu, số và các dấu . / -`;

/** Numbers of bare rows that have sub-numbers in the same scope. */
function groupsOf(scope: readonly RawTask[]): Set<string> {
  const parents = new Set(scope.map(({ number }) => parentNumber(number)));
  return new Set(
    scope.filter(({ number, texts }) => parents.has(number) && isBare(texts)).map(({ number }) => number),
  );
}

/** `7.10` stands under `7`. */
function parentNumber(number: string): string | undefined {
  return /^(.+)[./-][^./-]+$/.exec(number)?.[1];
}

/**
 * In a document of one table without numbered sections, in which only bare rows have whole numbers and all of them have
 * sub-numbers, these rows are the sections.
 */
function withHeadSections(parts: readonly Part[]): readonly Part[] {
  const [part] = parts;
  if (!part || parts.length > 1 || part.sections.some(({ kind }) => kind !== 'plain')) return parts;
  const groups = groupsOf(part.tasks);
  const isHead = ({ number }: RawTask) => /^\d+$/.test(number);
  const heads = part.tasks.filter(isHead);
  const LEAST = 2;
  if (heads.length < LEAST || !heads.every(({ number }) => groups.has(number))) return parts;
  const sections = [...part.sections];
  const tasks: RawTask[] = [];
  let section: RawSection | undefined;
  for (const task of part.tasks) {
    if (isHead(task)) {
      const title = (task.texts.title ?? '').replace(/\s+/g, ' ').trim();
      const { place, joinedRows, corrected, section: parent } = task;
      section = { kind: 'number', label: task.number, title, place, parent, joinedRows, corrected };
      sections.push(section);
    } else tasks.push(section ? Object.assign(task, { section }) : task);
  }
  sections.sort((left, right) => left.place.row - right.place.row);
  return [{ ...part, sections, tasks }];
}

/**
 * Parts that need to be told apart stand each in an appendix: those that the text names, or, where numbers or sections
 * of one come again in another, `B1`, `B2` by their order.
 */
function withAppendices(
  parts: readonly Part[],
  appendices: readonly { readonly code: string; readonly title: string }[],
): readonly Part[] {
  const LEAST = 2;
  const isTold = parts.some(({ sections }) => sections.some(({ kind }) => kind === 'appendix'));
  if (parts.length < LEAST || isTold) return parts;
  const isNamed = appendices.length === parts.length;
  if (!isNamed && !repeatAcross(parts)) return parts;
  return parts.map((part, index) => {
    const { code, title } = appendices[isNamed ? index : -1] ?? {
      code: `B${index + 1}`,
      title: part.place.table,
    };
    const appendix: RawSection = {
      kind: 'appendix',
      label: code,
      title,
      place: part.place,
      parent: undefined,
      joinedRows: [],
      corrected: [],
    };
    for (const section of part.sections) section.parent ??= appendix;
    for (const task of part.tasks) task.section ??= appendix;
    return { ...part, sections: [appendix, ...part.sections] };
  });
}

function repeatAcross(parts: readonly Part[]): boolean {
  const labels = new Set<string>();
  for (const { sections } of parts) {
    const own = new Set(
      sections.flatMap(({ parent, label }) => (parent || label === undefined ? [] : [label])),
    );
    for (const label of own) if (labels.has(label)) return true;
    for (const label of own) labels.add(label);
  }
  return beginAnew(parts.map(({ tasks }) => tasks.filter(({ section }) => !section)));
}

/** Whether two of these runs begin with the same two numbers (or the only one that they have). */
function beginAnew(runs: readonly (readonly RawTask[])[]): boolean {
  const seen = new Map<string, Set<string>>();
  for (const run of runs) {
    const [first, second] = run.flatMap(({ number }) => (number === '' ? [] : [number]));
    if (first === undefined) continue;
    const seconds = seen.get(first);
    if (!seconds) {
      seen.set(first, new Set([second ?? '']));
      continue;
    }
    if (second === undefined || seconds.has(second) || seconds.has('')) return true;
    seconds.add(second);
  }
  return false;
}

function ancestors(section: RawSection | undefined): RawSection[] {
  const chain: RawSection[] = [];
  for (let current = section; current; current = current.parent) chain.unshift(current);
  return chain;
}

function prefixOf(task: RawTask, depth: number): RawSection | undefined {
  const chain = ancestors(task.section);
  return chain[Math.min(depth, chain.length) - 1];
}

/** How many levels of sections a code needs before the number: the fewest within which no numbering begins anew. */
function prefixDepth(tasks: readonly RawTask[]): number {
  const runs = new Map<RawSection | undefined, RawTask[]>();
  for (const task of tasks) {
    const run = runs.get(task.section);
    if (run) run.push(task);
    else runs.set(task.section, [task]);
  }
  const deepest = [...runs.keys()].reduce((depth, section) => Math.max(depth, ancestors(section).length), 0);
  for (let depth = appendicesBeginAlike(runs) ? 1 : 0; depth < deepest; depth += 1) {
    const scopes = new Map<RawSection | undefined, RawTask[][]>();
    for (const run of runs.values()) {
      const scope = prefixOf(run[0]!, depth);
      const known = scopes.get(scope);
      if (known) known.push(run);
      else scopes.set(scope, [run]);
    }
    if (![...scopes.values()].some(beginAnew)) return depth;
  }
  return deepest;
}

/** Of appendices one number is enough: they are documents of their own. */
function appendicesBeginAlike(runs: ReadonlyMap<RawSection | undefined, readonly RawTask[]>): boolean {
  const first = new Map<RawSection, string>();
  for (const [section, run] of runs) {
    const [root] = ancestors(section);
    if (root?.kind === 'appendix' && !first.has(root)) first.set(root, run[0]!.number);
  }
  return new Set(first.values()).size < first.size;
}

function separatorOf(
  tasks: readonly RawTask[],
  prefixes: ReadonlyMap<RawTask, RawSection | undefined>,
  codes: ReadonlyMap<RawSection, string>,
): '.' | '/' {
  const hasParts = tasks.some(({ number }) => /[./-]/.test(number));
  const isComposed = [...new Set(prefixes.values())].some(
    (prefix) => prefix && (/[./-]/.test(codes.get(prefix) ?? '') || prefix.kind === 'appendix'),
  );
  return hasParts || isComposed ? '/' : '.';
}

/** Every section of the parts, those included that stand above sections of another part only. */
function sectionsOf(parts: readonly Part[]): RawSection[] {
  const sections = new Set<RawSection>();
  for (const part of parts) {
    for (const section of [...part.sections, ...part.tasks.flatMap((task) => task.section ?? [])]) {
      for (const ancestor of ancestors(section)) sections.add(ancestor);
    }
  }
  return [...sections];
}

/** A document with one appendix only says nothing by it: what stands in it stands on its own. */
function withoutLoneAppendix(parts: readonly Part[]): readonly Part[] {
  const appendices = sectionsOf(parts).filter(({ kind }) => kind === 'appendix');
  const [only] = appendices;
  const holdsTasks = parts.some(({ tasks }) => tasks.some(({ section }) => section === only));
  if (appendices.length !== 1 || holdsTasks) return parts;
  return parts.map((part) => {
    for (const section of part.sections) if (section.parent === only) section.parent = undefined;
    return { ...part, sections: part.sections.filter((section) => section !== only) };
  });
}

/** Codes of sections: the chain of their numbers; Roman ones, by order, for those without a number. */
function sectionCodes(parts: readonly Part[], flaws: DraftFlaw[]): Map<RawSection, string> {
  const sections = sectionsOf(parts);
  const areAllPlain = sections.every(({ kind }) => kind === 'plain' || kind === 'appendix');
  const codes = new Map<RawSection, string>();
  const taken = new Map<string, RawSection>();
  const copies = new Map<string, number>();
  let plain = 0;
  for (const section of sections) {
    if (section.kind === 'plain') plain += 1;
    const own = section.label ?? (areAllPlain ? roman(plain) : `M${plain}`);
    const full = withParent(section, own, codes);
    const other = taken.get(full);
    let code = full;
    for (let copy = copies.get(full) ?? 2; taken.has(code); copy += 1) {
      code = `${full}-${copy}`;
      copies.set(full, copy + 1);
    }
    if (other) {
      const detail = `đề mục “${own}” trùng số với đề mục ở ${placeText(other.place)}`;
      const cell =
        section.kind === 'appendix' ? {} : { cell: { place: section.place, field: 'number' } as const };
      flaws.push({ at: placeText(section.place), detail, ...cell });
    }
    taken.set(code, section);
    codes.set(section, code);
  }
  return codes;
}

function withParent({ parent }: RawSection, own: string, codes: ReadonlyMap<RawSection, string>): string {
  const above = parent && codes.get(parent);
  if (above === undefined || own.startsWith(`${above}.`)) return own;
  return `${above}.${own}`;
}

function roman(number: number): string {
  let rest = number;
  let digits = '';
  for (const [value, digit] of ROMAN_DIGITS) {
    while (rest >= value) {
      digits += digit;
      rest -= value;
    }
  }
  return digits;
}

/** Rows of one number, each told with the other row; where the order makes it plain, what it must have been. */
function repeated(scope: readonly RawTask[]): DraftFlaw[] {
  const seen = new Map<string, RawTask>();
  const flaws: DraftFlaw[] = [];
  scope.forEach((task, index) => {
    const { number } = task;
    if (number === '') return;
    const other = seen.get(number);
    if (!other) {
      seen.set(number, task);
      return;
    }
    const expected = following(scope[index - 1]?.number ?? '');
    const lostNought =
      expected !== undefined && expected !== number && expected.replace(/0+$/, '') === number;
    const isPlain = lostNought && !scope.some((any) => any.number === expected);
    const suggestion = isPlain
      ? `; theo thứ tự các dòng, có lẽ là “${expected}” (bảng tính đã bỏ số 0 cuối)`
      : '';
    flaws.push({
      ...numberAt(task, true),
      detail: `số “${number}” trùng với dòng ${other.place.row}${otherTable(other.place, task.place)}${suggestion}`,
    });
  });
  return flaws;
}

function otherTable(other: Place, place: Place): string {
  return other.table === place.table ? '' : ` của ${other.table}`;
}

function numberAt({ place, layout }: RawTask, withColumn = false): Required<Pick<DraftFlaw, 'at' | 'cell'>> {
  const column = withColumn ? (headingOf(layout, 'number') ?? columnLetter(0)) : undefined;
  return {
    at: placeText(column === undefined ? place : { ...place, column }),
    cell: { place, field: 'number' },
  };
}

/** A section that only holds others is said before the titles of these. */
function draftSections(parts: readonly Part[], codes: ReadonlyMap<RawSection, string>): DraftSection[] {
  const sections = sectionsOf(parts);
  const parents = new Set(sections.flatMap(({ parent }) => parent ?? []));
  const holding = new Set(parts.flatMap(({ tasks }) => tasks.flatMap(({ section }) => section ?? [])));
  const isOnlyParent = (section: RawSection) => parents.has(section) && !holding.has(section);
  const drafts = sections
    .filter((section) => !isOnlyParent(section))
    .map((section) => {
      const chain = ancestors(section).filter((above) => above === section || isOnlyParent(above));
      const titles = chain.map(({ title }) => title).filter((title) => title !== '');
      return {
        code: codes.get(section)!,
        title: titles.join(': ') || codes.get(section)!,
        place: section.place,
      };
    });
  const outside = parts.flatMap(({ tasks }) => tasks).find(({ section }) => !section);
  return outside ? [{ ...IMPLIED, place: outside.place }, ...drafts] : drafts;
}
