import { join } from 'node:path';
import { expect, it } from '@jest/globals';
import { readCatalogueFile } from '../../loading/catalogue-file.js';
import { sourceText } from '../../testing/source-documents.js';
import type { SourceDocument } from '../source-document.js';
import type { Draft } from './draft.js';
import { readAppendix } from './read-appendix.js';

const source = sourceText('001');
const CATALOGUE = join('config', 'catalogues', 'kh-709-2026.yaml');

/** The file's lines as one table, as they stand: prose, headings and rows parted by tabs. */
function tabSeparated(text: string): SourceDocument {
  const lines = text.split('\n');
  const rows = lines.flatMap((line, index) =>
    line.trim() === ''
      ? []
      : [{ row: index + 1, cells: line.split('\t').map((text) => ({ text, covered: false })) }],
  );
  return { kind: 'tsv', file: 'phu-luc.txt', sha256: '', paragraphs: [], tables: [{ name: '', rows }] };
}

const TASKS_BY_SECTION = [3, 5, 15, 6, 4, 8, 4, 8, 7, 8];

source.describe(`The plan 709 as it was extracted, tab-separated${source.absent}`, () => {
  const catalogue = readCatalogueFile(CATALOGUE);
  const units = catalogue.units!;
  let draft: Draft;
  const load = () => {
    draft ??= readAppendix(tabSeparated(source.text()), {
      units: {
        units: units.units.map(({ value }) => value),
        groups: units.groups.map(({ value }) => value),
      },
    });
    return draft;
  };

  it('gives 68 tasks in 10 sections under the document’s own numbers', () => {
    const { sections, tasks } = load();
    expect(sections.map(({ code }) => code)).toEqual('I II III IV V VI VII VIII IX X'.split(' '));
    const expected = TASKS_BY_SECTION.flatMap((count, section) =>
      Array.from({ length: count }, (_, task) => `${section + 1}.${task + 1}`),
    );
    expect(tasks.map(({ code }) => code)).toEqual(expected);
  });

  it('understands every phrase and knows every lead unit', () => {
    const { tasks } = load();
    expect(tasks.filter(({ schedule }) => schedule === null)).toEqual([]);
    const leads = tasks.flatMap(({ leadUnits }) => leadUnits);
    expect(leads.filter(({ id }) => id === null)).toEqual([]);
    expect(tasks.filter(({ leadUnits }) => leadUnits.length === 0)).toEqual([]);
  });

  it('agrees with the catalogue made by eye: codes, sections, phrases and lead units', () => {
    const byEye = catalogue.tasks.map(({ value }) => ({
      code: value.code,
      section: value.section,
      phrase: value.schedule.phrase,
      leadUnits: value.leadUnits,
    }));
    const read = load().tasks.map(({ code, section, phrase, leadUnits }) => ({
      code,
      section,
      phrase,
      leadUnits: leadUnits.map(({ id }) => id),
    }));
    expect(read).toEqual(byEye);
  });

  it('heals the sixteen rows that page breaks parted', () => {
    const { healed, tasks } = load();
    const task = (code: string) => tasks.find((candidate) => candidate.code === code)!;
    expect(healed.map(({ place }) => place.row)).toEqual([
      246, 253, 259, 266, 272, 282, 291, 296, 303, 315, 322, 328, 334, 342, 348, 351,
    ]);
    expect(task('4.1').phrase).toMatch(/Bộ Khoa học và Công nghệ; triển khai trong giai đoạn/);
    expect(task('10.1').title).toMatch(/57-NQ\/TW/);
    expect(task('7.4').leadUnits.map(({ text }) => text)).toEqual(['Sở Khoa học và Công nghệ']);
    expect(task('2.3').title).toMatch(/đến năm 2030, tầm nhìn đến năm 2050$/);
  });

  it('leaves no markup and loses no word of any cell', () => {
    const { tasks } = load();
    expect(JSON.stringify(tasks)).not.toMatch(/<\/?(?:p|ul|li)\b/);
    const kept = new Map<string, number>();
    const count = (text: string, words: Map<string, number>) => {
      for (const word of text.normalize('NFC').match(/\p{L}+/gu) ?? []) {
        words.set(word, (words.get(word) ?? 0) + 1);
      }
    };
    for (const task of tasks) {
      const mentions = [...task.leadUnits, ...task.coordinatingUnits].map(({ text }) => text);
      const texts = [task.title, ...mentions, ...task.deliverables, task.phrase, task.note ?? ''];
      count(texts.join(' '), kept);
    }
    const written = new Map<string, number>();
    const lines = source.text().split('\n');
    const first = lines.findIndex((line) => line.startsWith('STT\t')) + 1;
    for (const line of lines.slice(first)) {
      if (/^[IVX]+\. /.test(line)) continue;
      count(line.replace(/<[^>]*>/g, ' '), written);
    }
    const lost = [...written].filter(([word, times]) => word !== 'và' && times - (kept.get(word) ?? 0) > 0);
    expect(Object.fromEntries(lost.map(([word, times]) => [word, times - (kept.get(word) ?? 0)]))).toEqual({
      Công: 2,
      liên: 1,
      nghệ: 3,
      phương: 1,
      quan: 1,
      địa: 1,
    });
  });

  it('says whose it is, and nothing of who signed it', () => {
    const { about } = load();
    expect(about).toMatchObject({ issuer: 'Ủy ban nhân dân thành phố', year: 2026 });
    expect(about.title).toMatch(/^Kế hoạch thực hiện Quyết định số 709\/QĐ-TTg/);
    expect(about.number).toBeUndefined();
    expect(JSON.stringify(draft)).not.toMatch(/Hoàng|Lai\b/);
  });
});
