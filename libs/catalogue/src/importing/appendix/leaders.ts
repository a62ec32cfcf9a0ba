import { fold } from '#kernel';
import { isPersonName, startsWithName, withoutNames } from './persons.js';
import { isNothing, oneLine } from './text.js';

/** How names of positions begin, folded. */
const POSITIONS = new RegExp(
  `^(?:${[
    'quyen',
    'pho',
    'chu tich',
    'chu nhiem',
    'bi thu',
    'truong',
    'chanh',
    'giam doc',
    'tong',
    'bo truong',
    'thu truong',
    'thu ky',
    'uy vien',
    'thanh vien',
    'thuong truc',
    'tu lenh',
    'chi huy',
    'chinh uy',
    'hieu truong',
    'vien truong',
    'cuc truong',
    'vu truong',
    'chi cuc truong',
    'doi truong',
    'to truong',
    'ke toan truong',
    'nguoi dung dau',
    'nguoi dai dien',
    'lanh dao',
    'thu truong',
    'pct',
    'pgd',
    'gd',
    'ct',
    'bch',
  ].join('|')})\\b`,
);
/** Seats in a body, said beside the post that a person directs from. */
const SEATS = /^(?:uy vien|thanh vien)\b/;
const HONORIFIC = /^(?:các\s+)?(?:đồng chí|đ\/c|đc|ông|bà)\s*:?\s+/iu;
const BULLET = /^[\s•·*+\p{Pd}]+/u;
const NEW_LINE_OF_PERSON = /\n(?=\s*(?:[•·*+\p{Pd}]\s|(?:đồng chí|đ\/c|đc|ông|bà)[\s:]))/iu;
const PERSON_WITHIN_LINE = /(?:[,;]|\s+và)\s+(?=(?:đồng chí|đ\/c)\s)/iu;

export interface Leaders {
  readonly positions: readonly string[];
  /** Whether names of persons were left out. */
  readonly namesLeftOut: boolean;
}

/**
 * The leaders that a cell names, by position. Parted by bullets, semicolons, honorifics, by lines and commas where a
 * position stands on both sides. Of one person's posts the seats in a body (“Ủy viên …”) are left out beside another
 * post; names of persons always.
 */
export function readLeaders(cell: string): Leaders {
  if (isNothing(cell)) return { positions: [], namesLeftOut: false };
  let namesLeftOut = false;
  const positions: string[] = [];
  for (const person of personsOf(cell)) {
    const text = oneLine(person.replace(BULLET, ''));
    const isOnePerson = HONORIFIC.test(text);
    const posts = postsOf(text.replace(HONORIFIC, (honorific) => (isOnePerson ? honorific : '')));
    namesLeftOut ||= posts.namesLeftOut;
    const named = posts.namesLeftOut || isOnePerson;
    const own = withoutSeats(posts.texts);
    if (own.length === 0) continue;
    if (named) positions.push(own.join(', '));
    else positions.push(...own);
  }
  return { positions: [...new Set(positions)], namesLeftOut };
}

function personsOf(cell: string): string[] {
  return cell
    .split(';')
    .flatMap((part) => part.split(NEW_LINE_OF_PERSON))
    .flatMap((part) => part.split(PERSON_WITHIN_LINE))
    .flatMap(splitLinesOfPositions)
    .filter((part) => !isNothing(part));
}

/** Lines are parted where the next one begins with a position; otherwise the line was only too short. */
function splitLinesOfPositions(part: string): string[] {
  const persons: string[][] = [];
  const honoured = isHonoured(part);
  for (const line of part.split('\n')) {
    const last = persons.at(-1)?.at(-1);
    const isNew = (isPosition(line) && /[\p{L}.]/u.test(last?.at(-1) ?? '')) || startsWithName(line);
    const begins = last === undefined || (isNew && !honoured);
    if (begins) persons.push([line]);
    else persons.at(-1)!.push(line);
  }
  return persons.map((lines) => lines.join(' '));
}

function isHonoured(text: string): boolean {
  return HONORIFIC.test(text.replace(BULLET, ''));
}

function isPosition(text: string): boolean {
  const trimmed = text.replace(BULLET, '').replace(HONORIFIC, '');
  return /^\p{Lu}/u.test(trimmed) && POSITIONS.test(fold(trimmed));
}

function postsOf(text: string): { texts: string[]; namesLeftOut: boolean } {
  const nameless = withoutNames(text);
  let namesLeftOut = nameless !== text;
  const texts: string[] = [];
  for (const piece of nameless.split(/\s*,\s*|\s+[–-]\s+(?=\p{Lu})/u)) {
    const post = piece
      .replace(BULLET, '')
      .replace(HONORIFIC, '')
      .replace(/[\s.]+$/, '');
    if (post === '') continue;
    if (isPersonName(post)) {
      namesLeftOut = true;
      continue;
    }
    const last = texts.at(-1);
    if (last === undefined || isPosition(post)) texts.push(post);
    else texts[texts.length - 1] = `${last}, ${post}`;
  }
  return { texts, namesLeftOut };
}

function withoutSeats(posts: readonly string[]): readonly string[] {
  const others = posts.filter((post) => !SEATS.test(fold(post)));
  return others.length > 0 ? others : posts;
}
