import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Refusal } from '#kernel';
import type { SourceDocument } from '../source-document.js';
import { DEFAULT_IMPORT_LIMITS } from './import-limits.js';
import {
  docxParts,
  EXCEL_APPENDIX,
  makeZip,
  readWith,
  TAB_APPENDIX,
  WORD_APPENDIX,
  xlsxParts,
  type ZipPart,
} from './testing/index.js';

const SEED = 57;
/** For all the mutations of one kind of file; a reading that never ends is a failure. */
const TIMEOUT_MS = 60_000;

const bytesOf = (data: string | Uint8Array) => new Uint8Array(Buffer.from(data));
const DOCX = docxParts({ paragraphs: ['KẾ HOẠCH MẪU'], tables: [WORD_APPENDIX] });
const XLSX = xlsxParts({ sheets: [EXCEL_APPENDIX] });
const TEXT = bytesOf(TAB_APPENDIX);

/** What breaks parsers: ends of things, numbers out of measure, markup in the wrong place. */
const TOKENS = [
  '<',
  '>',
  '</',
  '&',
  '&#0;',
  ']]>',
  '<!--',
  '"',
  '\0',
  '\xff',
  '-1',
  '99999999999',
  'NaN',
  'XFD',
  ';',
  '\t',
];

const NUMBERS = [
  '0',
  '-1',
  '2',
  '3',
  '9',
  '101',
  '16385',
  '1048577',
  '99999999999999999999',
  '1e9',
  'XFD7',
  'x',
];

type Mutation = (bytes: Uint8Array) => Uint8Array;

const PLACES = 0x1000000;
/** Anywhere in a file, 0 to 1; every place as likely as another. */
const place = fc.noBias(fc.nat(PLACES - 1)).map((at) => at / PLACES);
const mutation: fc.Arbitrary<Mutation> = fc.oneof(
  fc.tuple(place, fc.nat(7)).map(
    ([at, bit]): Mutation =>
      (bytes) => {
        const changed = bytes.slice();
        changed[Math.floor(at * bytes.length)]! ^= 1 << bit;
        return changed;
      },
  ),
  place.map(
    (at): Mutation =>
      (bytes) =>
        bytes.slice(0, Math.floor(at * bytes.length)),
  ),
  fc.tuple(place, place, place).map(
    ([from, to, into]): Mutation =>
      (bytes) => {
        const [start, end] = [from, to]
          .map((at) => Math.floor(at * bytes.length))
          .sort((one, other) => one - other);
        const at = Math.floor(into * bytes.length);
        return new Uint8Array(Buffer.concat([bytes.slice(0, at), bytes.slice(start, end), bytes.slice(at)]));
      },
  ),
  fc.tuple(place, fc.nat(200)).map(
    ([at, length]): Mutation =>
      (bytes) => {
        const start = Math.floor(at * bytes.length);
        return new Uint8Array(Buffer.concat([bytes.slice(0, start), bytes.slice(start + length)]));
      },
  ),
  fc.tuple(place, fc.constantFrom(...TOKENS)).map(
    ([at, token]): Mutation =>
      (bytes) => {
        const start = Math.floor(at * bytes.length);
        const inserted = Buffer.from(token, 'latin1');
        return new Uint8Array(Buffer.concat([bytes.slice(0, start), inserted, bytes.slice(start)]));
      },
  ),
);
/** Well-formed XML stays well formed: numbers become others. */
const renumbering = fc.tuple(place, fc.constantFrom(...NUMBERS)).map(
  ([at, number]): Mutation =>
    (bytes) => {
      const text = Buffer.from(bytes).toString('latin1');
      const start = Math.floor(at * text.length);
      const changed = text.slice(0, start) + text.slice(start).replace(/\d+/, number);
      return new Uint8Array(Buffer.from(changed, 'latin1'));
    },
);
const mutations = fc.array(fc.oneof(mutation, renumbering, renumbering), { minLength: 1, maxLength: 3 });
const mutate = (bytes: Uint8Array, all: readonly Mutation[]) => all.reduce((last, each) => each(last), bytes);

/** The file with one of its parts changed before it is packed: the change reaches the reader of that part. */
function mutatePart(parts: readonly ZipPart[], at: number, all: readonly Mutation[]): Uint8Array {
  const chosen = Math.floor(at * parts.length);
  return makeZip(
    parts.map((part, index) =>
      index === chosen ? { name: part.name, data: mutate(bytesOf(part.data), all) } : part,
    ),
  );
}

/** A document as it may be handed on, or a refusal that says where; nothing else. */
async function readsOrRefuses(bytes: Uint8Array): Promise<'read' | 'refused'> {
  let document: SourceDocument;
  try {
    document = await readWith(bytes, 'tep');
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    expect(error).toMatchObject({ kind: 'unprocessable', flaws: [{ at: expect.stringMatching(/^tep/) }] });
    return 'refused';
  }
  for (const { rows } of document.tables) {
    expect(rows.length).toBeGreaterThan(0);
    expect(rows.map(({ row }) => row)).toEqual(rows.map(({ row }) => row).toSorted((a, b) => a - b));
    for (const { cells } of rows) {
      expect(cells.length).toBeLessThanOrEqual(DEFAULT_IMPORT_LIMITS.maxColumns);
      for (const { text } of cells) expect(text).toBe(text.normalize('NFC').trim());
    }
  }
  return 'read';
}

/** Runs the mutations, and says how many of them were read and refused: both must have happened. */
async function fuzz(runs: number, files: fc.Arbitrary<Uint8Array>): Promise<void> {
  const outcomes = { read: 0, refused: 0 };
  await fc.assert(
    fc.asyncProperty(files, async (bytes) => {
      outcomes[await readsOrRefuses(bytes)] += 1;
    }),
    { seed: SEED, numRuns: runs, endOnFailure: true },
  );
  expect(outcomes.read + outcomes.refused).toBe(runs);
  expect(outcomes.read).toBeGreaterThan(0);
  expect(outcomes.refused).toBeGreaterThan(0);
}

describe('a thousand mutations of good files', () => {
  it(
    'end in a document or a refusal: Word files',
    () =>
      fuzz(
        150,
        mutations.map((all) => mutate(makeZip(DOCX), all)),
      ),
    TIMEOUT_MS,
  );

  it(
    'end in a document or a refusal: parts of Word files',
    () =>
      fuzz(
        250,
        fc.tuple(place, mutations).map(([at, all]) => mutatePart(DOCX, at, all)),
      ),
    TIMEOUT_MS,
  );

  it(
    'end in a document or a refusal: Excel files',
    () =>
      fuzz(
        150,
        mutations.map((all) => mutate(makeZip(XLSX), all)),
      ),
    TIMEOUT_MS,
  );

  it(
    'end in a document or a refusal: parts of Excel files',
    () =>
      fuzz(
        250,
        fc.tuple(place, mutations).map(([at, all]) => mutatePart(XLSX, at, all)),
      ),
    TIMEOUT_MS,
  );

  it(
    'end in a document or a refusal: texts',
    () =>
      fuzz(
        200,
        mutations.map((all) => mutate(TEXT, all)),
      ),
    TIMEOUT_MS,
  );
});
