import { fold } from '#kernel';

/** The longest run of words that is looked at as said twice around a page break. */
const LONGEST_OVERLAP = 20;
const LONGEST_TAIL = 400;
const EDGE_PUNCTUATION = /^[\s“”"'(),.;:]+|[\s“”"'(),.;:]+$/g;

/**
 * The text of a cell that a page break parted, whole again. What the rest repeats of the first part's end word for word
 * (“… Công nghệ” + “Công nghệ; triển khai …”) stands once; a hyphen that the line broke after takes no blank
 * (“57-” + “NQ/TW”), nor do pieces that can't be words (“nghi ngh” + “iệp”). Nothing else of either part is lost.
 */
export function joinBroken(first: string, rest: string): string {
  if (first === '' || rest === '') return first + rest;
  const words = rest.split(' ');
  const repeated = overlap(first.slice(-LONGEST_TAIL).split(/\s+/), words);
  if (repeated > 0) {
    const tail = /[,.;:”")]*$/.exec(words[repeated - 1]!)![0];
    const head = tail === '' || first.endsWith(tail) ? first : first + tail;
    const left = words.slice(repeated).join(' ');
    return left === '' ? head : `${head} ${left}`;
  }
  return breaksWithinWord(first, words[0]!) ? first + rest : `${first} ${rest}`;
}

function overlap(first: readonly string[], rest: readonly string[]): number {
  const most = Math.min(first.length, rest.length, LONGEST_OVERLAP);
  for (let count = most; count > 0; count -= 1) {
    const tail = first.slice(first.length - count).map(bare);
    if (count === 1 && !/\p{L}/u.test(tail[0]!)) return 0;
    if (tail.every((word, index) => word !== '' && word === bare(rest[index]!))) return count;
  }
  return 0;
}

function bare(word: string): string {
  return word.replace(EDGE_PUNCTUATION, '');
}

function breaksWithinWord(first: string, next: string): boolean {
  if (/[\p{L}\p{N}][-‐‑]$/u.test(first)) return /^[\p{L}\p{N}]/u.test(next);
  const head = /\p{L}+$/u.exec(first)?.[0];
  const tail = /^\p{Ll}+/u.exec(next)?.[0];
  if (head === undefined || tail === undefined) return false;
  return (!isSyllable(head) || !isSyllable(tail)) && isSyllable(head + tail);
}

const ONSET = '(?:ngh|ng|nh|gh|gi|kh|ph|th|tr|ch|qu|[bcdghklmnprstvx])?';
const RHYME =
  '(?:uy[ea]|uye|ie|ye|uo|ua|oa|oe|ue|uy|oo|ia|ai|ao|au|ay|eo|eu|ieu|yeu|iu|oi|oai|oay|oeo|ui|uoi|uou|uu|uay|uya|uyu|[aeiouy])';
const CODA = '(?:ch|ng|nh|[cmnpt])?';
const SYLLABLE = new RegExp(`^${ONSET}${RHYME}${CODA}$`);
/** In writing, “iê” opens no syllable: that would be “yê”. */
const NO_BEGINNING = /^ie/;

/** Whether a word can be a Vietnamese syllable, marks aside. */
function isSyllable(word: string): boolean {
  const folded = fold(word);
  return SYLLABLE.test(folded) && !NO_BEGINNING.test(folded);
}

const CONNECTING_WORDS: ReadonlySet<string> = new Set(
  'của và các với cho tại theo trong về đến từ số để là có được do thuộc trên giữa hoặc như bằng vào khi những một'.split(
    ' ',
  ),
);

/** Whether a text can't be at its end: a hyphen, a comma, an open quote or bracket, a word that wants another. */
export function endsOpen(text: string): boolean {
  if (text === '') return false;
  if (/[-–,(“/]$/.test(text)) return true;
  if (count(text, '“') > count(text, '”') || count(text, '(') > count(text, ')')) return true;
  const last = /\p{L}+$/u.exec(text)?.[0];
  return last !== undefined && CONNECTING_WORDS.has(last.toLowerCase());
}

/** Whether a text can't be a beginning: a small letter or a closing mark stands first. */
export function startsInside(text: string): boolean {
  return /^(?:\p{Ll}|[,.;:)”%/])/u.test(text) && !/^\p{Ll}[).]\s/u.test(text);
}

/** Whether a text is plainly at its end. */
export function endsClosed(text: string): boolean {
  return /[.;!?…]$/.test(text) && !endsOpen(text);
}

function count(text: string, char: string): number {
  return text.split(char).length - 1;
}
