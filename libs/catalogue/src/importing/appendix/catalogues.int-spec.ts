import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import type { RegisterTask } from '../../domain/task.decisions.js';
import { readCatalogueFile } from '../../loading/catalogue-file.js';
import { readAppendix } from './read-appendix.js';
import { type CellNotation, documentOf } from './testing/source.js';

const HEADINGS = [
  'STT',
  'Tên nhiệm vụ',
  'Chủ trì chỉ đạo',
  'Đơn vị chủ trì',
  'Đơn vị phối hợp',
  'Sản phẩm',
  'Thời gian thực hiện',
  'Kinh phí (triệu đồng)',
];
const CATALOGUES = [
  'ctr-bcd-2026',
  'ctr-skhcn-2026',
  'kh-709-2026',
  'kh-xa-chi-minh-2026',
  'qd-32-skhcn-2022',
];

function vietnamese(figure: number | null): string {
  if (figure === null) return '';
  const [whole = '', decimals] = String(figure).split('.');
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, '.');
  return decimals === undefined ? grouped : `${grouped},${decimals}`;
}

/** The catalogue as an office would have it in Word: a table for each appendix, a row for each section. */
function asDocument(id: string) {
  const file = readCatalogueFile(join('config', 'catalogues', `${id}.yaml`));
  const programme = file.programme!.value;
  const units = file.units!;
  const names = new Map([...units.units, ...units.groups].map(({ value }) => [value.id, value.name]));
  const named = (ids: readonly string[]) => ids.map((unit) => names.get(unit)!).join(';\n');
  const numberOf = ({ code }: RegisterTask) => /[^/]*$/.exec(code)![0].replace(/^[IVX]+\.(?=\d+$)/, '');
  const tables = new Map<string, CellNotation[][]>();
  let section: string | undefined;
  let chapter: string | undefined;
  for (const { value: task } of file.tasks) {
    const appendix = /^PL\d+/.exec(task.section)?.[0] ?? '';
    let rows = tables.get(appendix);
    if (!rows) {
      rows = [HEADINGS];
      tables.set(appendix, rows);
      section = undefined;
    }
    if (task.section !== section) {
      section = task.section;
      const [outer, inner] = section.split('.');
      const title = programme.sections.find(({ code }) => code === section)!.title;
      const rest = Array(HEADINGS.length - 2).fill('<');
      if (appendix === '' && inner !== undefined && outer !== chapter)
        rows.push([outer!, `Phần ${outer}`, ...rest]);
      chapter = outer;
      const label = appendix === '' ? (inner ?? outer) : inner;
      if (label !== undefined) rows.push([`${label}. ${title}`, '<', ...rest]);
    }
    if (task.isGroup) {
      rows.push([
        numberOf(task),
        task.title,
        '',
        '',
        '',
        '',
        task.schedule.phrase,
        vietnamese(task.budgetMillionVnd),
      ]);
      continue;
    }
    rows.push([
      numberOf(task),
      task.title,
      task.directingLeaders.join('\n'),
      named(task.leadUnits),
      named(task.coordinatingUnits),
      task.deliverables.join(';\n'),
      task.schedule.phrase,
      vietnamese(task.budgetMillionVnd),
    ]);
  }
  const appendices = [...tables.keys()]
    .filter((code) => code !== '')
    .map((code) => code.replace('PL', 'PHỤ LỤC '));
  const { documentYear } = programme;
  const document = documentOf(
    [...tables.values()],
    ['KẾ HOẠCH', `Công tác năm ${documentYear}`, ...appendices],
  );
  const draft = readAppendix(document, {
    units: {
      units: units.units.map(({ value }) => value),
      groups: units.groups.map(({ value }) => value),
    },
    ...(programme.issuedOn === null ? {} : { issued: programme.issuedOn }),
  });
  return { tasks: file.tasks.map(({ value }) => value), draft };
}

describe('A catalogue of the project, laid out as an office has it', () => {
  it.each(CATALOGUES)('%s is read back: codes, sections, groups, units, times and money', (id) => {
    const { tasks, draft } = asDocument(id);
    expect(draft.unreadable).toEqual([]);
    const read = draft.tasks.map((task) => ({
      code: task.code,
      section: task.section,
      title: task.title,
      isGroup: task.isGroup,
      parentCode: task.parentCode,
      leadUnits: task.leadUnits.map((mention) => mention.id),
      coordinatingUnits: task.coordinatingUnits.map((mention) => mention.id),
      phrase: task.phrase,
      budgetMillionVnd: task.budgetMillionVnd,
    }));
    expect(read).toEqual(
      tasks.map((task) => ({
        code: task.code,
        section: task.section,
        title: task.title,
        isGroup: task.isGroup,
        parentCode: task.parentCode,
        leadUnits: task.isGroup ? [] : task.leadUnits,
        coordinatingUnits: task.isGroup ? [] : task.coordinatingUnits,
        phrase: task.schedule.phrase,
        budgetMillionVnd: task.budgetMillionVnd,
      })),
    );
  });
});
