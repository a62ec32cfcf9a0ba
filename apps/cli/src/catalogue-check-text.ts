import {
  amountText,
  type CheckedProgramme,
  type CheckResult,
  type Finding,
  type FindingKind,
  type Severity,
  type Side,
} from '#catalogue';
import { table } from './output.js';

const WIDTH = 100;
const INDENT = '      ';
const BETWEEN = ' │ ';

/** Beyond so many programmes their columns don't fit beside one another. */
const MOST_COLUMNS = 8;

/** More findings of one kind in one document than this are told in one paragraph. */
const TOLD_SINGLY = 5;

/** A finding shows this many places; the rest is in the JSON. */
const MOST_SIDES = 12;

const PERCENT = 100;

/** From here on a finding says how much its titles are alike; linked tasks may be worded quite differently. */
const WORTH_SAYING = 0.6;

const KIND_TEXT: Readonly<Record<FindingKind, string>> = {
  'two-deadlines': 'Một việc, hai thời hạn',
  'before-issue': 'Hạn có trước ngày của văn bản',
  'counted-twice': 'Một việc ở hai đơn vị, kinh phí tính hai lần',
  'swapped-budgets': 'Kinh phí của hai việc bị đổi chỗ',
  'two-budgets': 'Một việc, hai mức kinh phí',
  'group-sum': 'Dòng nhóm khác tổng các dòng con',
  'overlapping-jobs': 'Hai việc có thể trùng một phần',
  'two-leads': 'Một việc, hai nơi chủ trì',
  'two-targets': 'Một chỉ tiêu, hai mục tiêu',
  'no-lead': 'Không có đơn vị chủ trì',
  'no-product': 'Không có sản phẩm',
  'no-time': 'Không có thời gian',
  'shared-lead': 'Nhiều đơn vị cùng chủ trì',
  'doubled-title': 'Trùng tên trong một danh sách',
  'broken-link': 'Liên kết hỏng',
  'circular-link': 'Liên kết vòng',
  'link-to-group': 'Liên kết tới dòng nhóm',
  'unknown-basis': 'Căn cứ không có trong danh mục',
  'basis-without-link': 'Căn cứ không có nhiệm vụ nào dẫn tới',
  'link-without-basis': 'Liên kết một chiều (căn cứ không nêu)',
};

const SEVERITY_TEXT: Readonly<Record<Severity, { readonly title: string; readonly count: string }>> = {
  high: { title: 'MÂU THUẪN, PHẢI XỬ LÝ', count: 'mâu thuẫn' },
  medium: { title: 'CẦN LÀM RÕ', count: 'cần làm rõ' },
  low: { title: 'LƯU Ý', count: 'lưu ý' },
};

const SEVERITY_ORDER = Object.keys(SEVERITY_TEXT) as Severity[];

/** The report of a check as a page of text, at most 100 columns wide where single words allow. */
export function catalogueCheckText(result: CheckResult): string {
  const { programmes, clarity, findings } = result;
  const ofClarity = new Set<FindingKind>(
    clarity.flatMap(({ kinds }) => kinds).filter((kind) => kind !== 'doubled-title'),
  );
  const isOfClarity = ({ kind }: Finding) => ofClarity.has(kind);
  const plain = findings.filter((one) => !isOfClarity(one));
  const numbers = new Map(plain.map((finding, index) => [finding, index + 1]));
  const sections = SEVERITY_ORDER.flatMap((severity) => {
    const ofSection = plain.filter((one) => one.severity === severity);
    const body = () => byKind(ofSection, programmes, numbers);
    return ofSection.length === 0 ? [] : [[SEVERITY_TEXT[severity].title, body()] as const];
  });
  const blocks = [
    ['TỔNG HỢP', summary(programmes, findings)] as const,
    ...sections,
    ['“6 RÕ”', clarityText(result, findings.filter(isOfClarity))] as const,
  ];
  return [
    'KIỂM TRA DANH MỤC NHIỆM VỤ, CHỈ TIÊU',
    ...headline(programmes, plain, findings.length - plain.length).flatMap((line) => wrap(line)),
    ...blocks.flatMap(([title, body], index) => ['', '', `${index + 1}. ${title}`, '', body]),
  ].join('\n');
}

function headline(
  programmes: readonly CheckedProgramme[],
  plain: readonly Finding[],
  unclear: number,
): string[] {
  const sum = (count: (one: CheckedProgramme) => number) =>
    programmes.reduce((total, one) => total + count(one), 0);
  const groups = sum((one) => one.groups);
  const rows = `${sum((one) => one.tasks)} nhiệm vụ${groups === 0 ? '' : ` (trong đó ${groups} dòng nhóm)`}`;
  const counts = SEVERITY_ORDER.map(
    (severity) =>
      `${plain.filter((one) => one.severity === severity).length} ${SEVERITY_TEXT[severity].count}`,
  );
  return [
    `${programmes.length} chương trình, ${rows}, ${sum((one) => one.indicators)} chỉ tiêu.`,
    `Phát hiện: ${counts.join(', ')}; ${unclear} chỗ chưa đạt “6 rõ”.`,
  ];
}

function summary(programmes: readonly CheckedProgramme[], findings: readonly Finding[]): string {
  const amount = (value: number | null) => (value === null ? '–' : amountText(value));
  const titles = programmes.flatMap(({ title }, index) => {
    const [first = '', ...rest] = wrap(title, WIDTH - INDENT.length);
    return [`[${index + 1}]`.padEnd(INDENT.length) + first, ...rest.map((line) => INDENT + line)];
  });
  const overview = table(
    ['Chương trình', 'Nhiệm vụ', 'Nhóm', 'Chỉ tiêu', 'Kinh phí', 'Tính thừa', 'Tính một lần'],
    programmes.map(({ id, tasks, groups, indicators, ...one }, index) => [
      `[${index + 1}] ${id}`,
      tasks,
      groups,
      indicators,
      amount(one.budgetMillionVnd),
      amount(one.budgetMillionVnd === null ? null : one.countedTwice.amountMillionVnd),
      amount(one.netBudgetMillionVnd),
    ]),
  );
  const note = wrap('Nhiệm vụ gồm cả dòng nhóm; kinh phí (triệu đồng) không tính dòng nhóm.');
  return [...titles, '', overview, ...note, '', ...matrix(programmes, findings)].join('\n');
}

/** Findings by kind and programme. */
function matrix(programmes: readonly CheckedProgramme[], findings: readonly Finding[]): string[] {
  const kinds = (Object.keys(KIND_TEXT) as FindingKind[]).filter((kind) =>
    findings.some((one) => one.kind === kind),
  );
  if (kinds.length === 0) return ['Không phát hiện điều gì.'];
  const columns = programmes.length <= MOST_COLUMNS ? programmes : [];
  const rows = kinds.map((kind) => [
    KIND_TEXT[kind],
    ...columns.map((one) => one.findings[kind] ?? '–'),
    findings.filter((one) => one.kind === kind).length,
  ]);
  return [
    table(['Phát hiện', ...columns.map((_, index) => `[${index + 1}]`), 'Cộng'], rows),
    ...wrap('Phát hiện giữa hai chương trình có ở cột của cả hai, cột Cộng chỉ tính một lần.'),
  ];
}

function byKind(
  findings: readonly Finding[],
  programmes: readonly CheckedProgramme[],
  numbers: ReadonlyMap<Finding, number>,
): string {
  const paragraphs = [...groupBy(findings, ({ kind }) => kind)].map(([kind, ofKind]) => {
    const heading = `${KIND_TEXT[kind]} (${ofKind.length})`;
    const body =
      kind === 'counted-twice'
        ? countedTwiceText(ofKind, programmes, numbers)
        : [...groupBy(ofKind, ({ sides }) => sides[0]?.programme ?? '')]
            .map(([id, ofOne]) => findingsText(id, ofOne, numbers))
            .join('\n\n');
    return [heading, '', body].join('\n');
  });
  return paragraphs.join('\n\n');
}

/** Those of one kind that stand first in one programme: singly, or in one paragraph where many say the same of a row. */
function findingsText(
  programme: string,
  findings: readonly Finding[],
  numbers: ReadonlyMap<Finding, number>,
): string {
  if (findings.length > TOLD_SINGLY && findings.every(({ sides }) => sides.length === 1)) {
    const [first, last] = [findings[0], findings.at(-1)].map((one) => one && numbers.get(one));
    return listText(`[${first}]–[${last}] ${programme}, ${findings.length} chỗ: `, findings);
  }
  return findings.map((finding) => findingText(finding, numbers.get(finding) ?? 0)).join('\n\n');
}

/** `[3] what it is`, then the places beside one another, two in a row. */
function findingText(finding: Finding, number: number): string {
  const { sides, detail, similarity, remark } = finding;
  const isWorthSaying = similarity !== undefined && similarity >= WORTH_SAYING;
  const alike = isWorthSaying ? [`Tên giống nhau ${Math.round(similarity * PERCENT)} %.`] : [];
  const further = remark === undefined ? [] : [`Ngoài ra: ${remark}.`];
  // Whole documents need no columns: their names say it in a line.
  const documents = sides.every(({ code }) => code === null)
    ? sides.map(({ programme, at, says }) => `${programme} (${at}): ${says}`)
    : [];
  const text = documents.length > 0 ? `${documents.join('; ')}.` : [detail, ...alike, ...further].join(' ');
  const [first = '', ...rest] = wrap(text, WIDTH - INDENT.length);
  return [
    `[${number}]`.padEnd(INDENT.length) + first,
    ...rest.map((line) => INDENT + line),
    ...(documents.length > 0 ? [] : sidesText(finding)),
  ].join('\n');
}

function sidesText({ kind, sides }: Finding): string[] {
  const width = Math.floor((WIDTH - INDENT.length - BETWEEN.length) / 2);
  const lines: string[] = [];
  for (let index = 0; index < Math.min(sides.length, MOST_SIDES); index += 2) {
    if (index > 0) lines.push('');
    const row = sides.slice(index, index + 2).map((side) => sideLines(side, kind));
    lines.push(
      ...beside(
        row.map((cells) => cells.flatMap((cell) => wrap(cell, width))),
        [width, width],
      ),
    );
  }
  if (sides.length > MOST_SIDES) lines.push('', `… và ${sides.length - MOST_SIDES} nơi khác (xem --json)`);
  return lines.map((line) => (INDENT + line).trimEnd());
}

function sideLines({ programme, code, at, title, units, says }: Side, kind: FindingKind): string[] {
  return [
    code === null ? programme : `${programme} · ${code}`,
    at,
    title,
    // Who leads is what these findings say anyway.
    ...(units.length === 0 || kind === 'two-leads' ? [] : [`Chủ trì: ${units.join('; ')}`]),
    `→ ${says}`,
  ];
}

/** A table for each programme, by the units concerned: both places, their budgets, and what is counted too often. */
function countedTwiceText(
  findings: readonly Finding[],
  programmes: readonly CheckedProgramme[],
  numbers: ReadonlyMap<Finding, number>,
): string {
  const tables = [...groupBy(findings, ({ sides }) => sides[0]?.programme ?? '')].map(([id, ofOne]) => {
    const amount = programmes.find((one) => one.id === id)?.countedTwice.amountMillionVnd ?? 0;
    const head = `${id}: ${ofOne.length} việc, tính thừa ${amountText(amount)} triệu đồng. Số trong ngoặc là dòng của tệp danh mục (${ofOne[0]?.sides[0]?.at.split(':')[0]}).`;
    const pairs = ofOne.filter(({ sides }) => sides.length === 2);
    const others = ofOne.filter((finding) => !pairs.includes(finding));
    return [
      ...wrap(head),
      ...(pairs.length === 0 ? [] : ['', ...countedTwiceTable(pairs, numbers)]),
      ...others.flatMap((finding) => ['', findingText(finding, numbers.get(finding) ?? 0)]),
    ].join('\n');
  });
  return tables.join('\n\n');
}

const NUMBER_WIDTH = 4;
const PLACE_WIDTH = 15;
const AMOUNT_WIDTH = 9;
const GAP = '  ';

function countedTwiceTable(findings: readonly Finding[], numbers: ReadonlyMap<Finding, number>): string[] {
  const fixed = [NUMBER_WIDTH, PLACE_WIDTH, AMOUNT_WIDTH, PLACE_WIDTH, AMOUNT_WIDTH, AMOUNT_WIDTH];
  const left = WIDTH - fixed.reduce((sum, width) => sum + width + GAP.length, 0);
  const widths = [...fixed, left];
  const line = (cells: readonly (readonly string[])[]) =>
    beside(cells, widths, GAP).map((text) => text.trimEnd());
  const right = (text: string) => [text.padStart(AMOUNT_WIDTH)];
  const place = [['Dòng'], right('Kinh phí')];
  const rowOf = (finding: Finding) => {
    const { sides, amountMillionVnd = 0, remark } = finding;
    const cells = sides.flatMap(({ code, at, budgetMillionVnd }) => [
      [`${code} (${at.split(':').at(-1)})`],
      right(budgetMillionVnd === undefined ? '–' : amountText(budgetMillionVnd)),
    ]);
    const job = `${sides[0]?.title}${remark === undefined ? '' : `; ${remark}`}`;
    return [[`[${numbers.get(finding)}]`], ...cells, right(amountText(amountMillionVnd)), wrap(job, left)];
  };
  const units = ({ sides }: Finding) => sides.map((side) => side.units.join('; ')).join('\n↔ ');
  return [
    ...line([[''], ...place, ...place, right('Tính thừa'), ['Việc']]),
    ...line(widths.map((width) => ['─'.repeat(width)])),
    ...[...groupBy(findings, units)].flatMap(([names, ofUnits], index) => [
      ...(index === 0 ? [] : ['']),
      ...names.split('\n').flatMap((name) => wrap(name)),
      ...ofUnits.map(rowOf).flatMap(line),
    ]),
  ];
}

function clarityText({ programmes, clarity }: CheckResult, findings: readonly Finding[]): string {
  const criteria = clarity.flatMap(({ name, checked }) => {
    const [first = '', ...rest] = wrap(`- ${name}: ${checked}`);
    return [first, ...rest.map((line) => `  ${line}`)];
  });
  const lists = programmes.flatMap(({ id, tasks, groups }) => {
    const ofOne = findings.filter(({ sides }) => sides[0]?.programme === id);
    if (ofOne.length === 0) return [];
    const count = tasks - groups;
    const scope = `${id}: ${count} nhiệm vụ${groups === 0 ? '' : ` (không kể ${groups} dòng nhóm)`}`;
    const byKindOfOne = [...groupBy(ofOne, ({ kind }) => kind)].map(([kind, ofKind]) =>
      listText(`- ${KIND_TEXT[kind].toLowerCase()}, ${ofKind.length}/${count}: `, ofKind),
    );
    return ['', scope, ...byKindOfOne];
  });
  return [...criteria, ...lists].join('\n');
}

/** `head: I.1, I.2, …`, wrapped. */
function listText(head: string, findings: readonly Finding[]): string {
  const codes = findings.map(({ sides }) => sides[0]?.code ?? '–').join(', ');
  const [first = '', ...rest] = wrap(`${head}${codes}`, WIDTH - 2);
  return [first, ...rest.map((line) => `  ${line}`)].join('\n');
}

/** Cells of lines beside one another. */
function beside(
  cells: readonly (readonly string[])[],
  widths: readonly number[],
  between = BETWEEN,
): string[] {
  const height = Math.max(...cells.map((lines) => lines.length));
  return Array.from({ length: height }, (_, line) =>
    cells
      .map((lines, column) => {
        const text = lines[line] ?? '';
        return text + ' '.repeat(Math.max(0, (widths[column] ?? 0) - lengthOf(text)));
      })
      .join(between),
  );
}

/** Lines of at most `width` characters, broken between words; a longer word stays whole. */
function wrap(text: string, width = WIDTH): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line !== '' && lengthOf(line) + 1 + lengthOf(word) > width) {
      lines.push(line);
      line = word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  return [...lines, line];
}

const lengthOf = (text: string) => [...text].length;

function groupBy<T, Key>(items: readonly T[], key: (item: T) => Key): Map<Key, T[]> {
  const groups = new Map<Key, T[]>();
  for (const item of items) {
    const known = groups.get(key(item));
    if (known) known.push(item);
    else groups.set(key(item), [item]);
  }
  return groups;
}
