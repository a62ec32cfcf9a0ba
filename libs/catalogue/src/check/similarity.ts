import { fold } from '#kernel';

/*
 * When two titles say the same. Fixed weights, no statistics over the catalogues at hand: a pair is judged alike whatever
 * else is checked beside it.
 */

/** Words that carry no matter of their own. */
const STOP_WORDS = new Set(
  'va cua cho cac trong tai theo ve voi tu den tren duoi cung nhung mot de la duoc co khi bang vao ra o nhu do tren moi nam'.split(
    ' ',
  ),
);

/** Verbs and headings of offices' language: nearly every title has some of them. */
const OFFICE_WORDS = new Set(
  (
    'thuc hien trien khai xay dung ban hanh to chuc tham muu phoi hop tiep tuc lap trinh mo lam dua giup ho tro hoan thanh ' +
    'tong ket chuong trinh ke hoach nhiem vu viec cong tac thanh pho hang tiep quan ly so nganh'
  ).split(' '),
);

const WEIGHTS = { word: 1, officeWord: 0.25, wordPair: 1, number: 2, year: 1, documentNumber: 4 } as const;

/** What a title's likeness is multiplied by when the figures, years or document numbers of both differ. */
const CONFLICT = 0.5;

/** A part of a title stands for the whole job only when it says at least this much (sum of its words' weights). */
const LEAST_PART = 6;

/** A title that says less than this is like no other. */
const LEAST_TITLE = 3.5;

const YEAR = /^(19|20)\d\d$/;
const ABBREVIATIONS: readonly (readonly [RegExp, string])[] = [
  [/\bkh\s*[&-]\s*cn\b/g, 'khoa hoc cong nghe'],
  [/\bcntt\b/g, 'cong nghe thong tin'],
  [/\bdmst\b/g, 'doi moi sang tao'],
  [/\bcsdl\b/g, 'co so du lieu'],
];
/** `226/2025/QH15`, `12-KH/TU`, `57-NQ/TW`; folded. */
const DOCUMENT_NUMBER = /\b\d+(?:\/\d{4})?[/-][a-z][a-z0-9]*(?:[/-][a-z][a-z0-9]*)*/g;

const LEVEL = /\bcap (thanh pho|tinh|co so|xa|huyen|so|bo|quoc gia|nha nuoc|trung uong)\b/g;

/** What a text says, as it is compared. */
export interface Phrase {
  /** Word, pair of words, number → weight. */
  readonly features: ReadonlyMap<string, number>;
  /** Sum of all weights. */
  readonly total: number;
  readonly words: number;
  readonly numbers: ReadonlySet<string>;
  readonly years: ReadonlySet<string>;
  readonly documents: ReadonlySet<string>;
  /** "cấp thành phố", "cấp cơ sở". */
  readonly levels: ReadonlySet<string>;
  /** The words alone, in their order, numbers left out. */
  readonly wording: string;
}

/** What the text says: folded, abbreviations written out, numbers apart. */
export function phraseOf(text: string): Phrase {
  let folded = fold(text);
  for (const [abbreviation, full] of ABBREVIATIONS) folded = folded.replace(abbreviation, full);
  const documents = new Set<string>();
  folded = folded.replace(DOCUMENT_NUMBER, (number) => {
    documents.add(number.replaceAll('-', '/'));
    return ' ';
  });
  const levels = new Set([...folded.matchAll(LEVEL)].flatMap(([, level]) => level ?? []));
  const numbers = new Set<string>();
  const years = new Set<string>();
  const features = new Map<string, number>();
  const words: string[] = [];
  let previous: string | undefined;
  for (const [token] of folded.matchAll(/[\p{L}\p{N}]+(?:[.,]\d+)*/gu)) {
    if (/^[\d.,]+$/.test(token)) {
      if (YEAR.test(token)) years.add(token);
      else numbers.add(token.replace(/^0+(?=\d)/, ''));
      previous = undefined;
    } else if (!STOP_WORDS.has(token)) {
      const isOffice = OFFICE_WORDS.has(token);
      features.set(token, isOffice ? WEIGHTS.officeWord : WEIGHTS.word);
      if (previous !== undefined) {
        features.set(
          `${previous} ${token}`,
          isOffice && OFFICE_WORDS.has(previous) ? WEIGHTS.officeWord : WEIGHTS.wordPair,
        );
      }
      previous = token;
      words.push(token);
    }
  }
  const weightOfWords = words.reduce((sum, word) => sum + (features.get(word) ?? 0), 0);
  for (const number of numbers) features.set(`#${number}`, WEIGHTS.number);
  for (const year of years) features.set(`#${year}`, WEIGHTS.year);
  for (const document of documents) features.set(`#${document}`, WEIGHTS.documentNumber);
  let total = 0;
  for (const weight of features.values()) total += weight;
  return {
    features,
    total,
    words: weightOfWords,
    numbers,
    years,
    documents,
    levels,
    wording: words.join(' '),
  };
}

/**
 * The readings of a title that may each stand for the job: the whole, and every clause that says enough ("Chương trình
 * hợp tác: mở 02 hội thảo …", "Mở các buổi …, thực hiện bản ghi nhớ …"). None for a title that says too little.
 */
export function readingsOf(title: string): readonly Phrase[] {
  const whole = phraseOf(title);
  if (whole.words < LEAST_TITLE) return [];
  const afterHeading = title.includes(':') ? [title.slice(title.indexOf(':') + 1)] : [];
  const clauses = title.split(/[:;,](?!\d)/);
  const parts = [...afterHeading, ...(clauses.length > 1 ? clauses : [])]
    .map(phraseOf)
    .filter(({ words }) => words >= LEAST_PART);
  const seen = new Set([whole.wording]);
  return [
    whole,
    ...parts.filter(({ wording }) => {
      if (seen.has(wording)) return false;
      seen.add(wording);
      return true;
    }),
  ];
}

const conflict = (a: ReadonlySet<string>, b: ReadonlySet<string>) =>
  a.size > 0 && b.size > 0 && [...a].every((one) => !b.has(one)) ? CONFLICT : 1;

/** 0 to 1: twice the weight of what both say, by the weight of what each says. */
function overlap(a: Phrase, b: Phrase): number {
  if (a.total === 0 || b.total === 0) return 0;
  const [few, many] = a.features.size <= b.features.size ? [a, b] : [b, a];
  let common = 0;
  for (const [feature, weight] of few.features) if (many.features.has(feature)) common += weight;
  return (2 * common) / (a.total + b.total);
}

/** The overlap, halved for each of numbers, years, document numbers and levels where both have some and share none. */
export function likeness(a: Phrase, b: Phrase): number {
  return (
    overlap(a, b) *
    conflict(a.numbers, b.numbers) *
    conflict(a.years, b.years) *
    conflict(a.documents, b.documents) *
    conflict(a.levels, b.levels)
  );
}

/** The highest value of any reading of one with any of the other. */
export function highest(
  a: readonly Phrase[],
  b: readonly Phrase[],
  measure: (a: Phrase, b: Phrase) => number,
): number {
  let best = 0;
  for (const one of a) for (const other of b) best = Math.max(best, measure(one, other));
  return best;
}

const ROUNDING = 1000;

/** Three decimals, for what is shown. */
export const rounded = (value: number): number => Math.round(value * ROUNDING) / ROUNDING;
