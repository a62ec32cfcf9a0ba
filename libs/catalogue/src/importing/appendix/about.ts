import { fold } from '#kernel';
import { daysInMonth, isKnownYear, isoDate } from '../../domain/schedule/schedule-calendar.js';
import type { DraftAbout } from './draft.js';
import { cleanCell, oneLine, wordsOf } from './text.js';

type Writable = { -readonly [Key in keyof DraftAbout]: DraftAbout[Key] };

const LONGEST_LINE = 600;
/** The document's own words stand at its beginning, those of its appendix just before the table. */
const MOST_LINES = 2_000;
const MOST_TITLE_LINES = 4;
const LONGEST_TITLE = 1_000;
/** Words that follow the kind of document in small letters: “Kế hoạch thực hiện …”. */
const RUNNING_ON =
  /^(?:Thực hiện|Triển khai|Ban hành|Về|Công tác|Hành động|Phê duyệt|Giao|Phân công|Tổ chức|Phát triển|Đẩy mạnh|Tăng cường|Nâng cao|Cải cách|Chuyển đổi)(?![\p{L}])/u;

const KINDS = 'kế hoạch|chương trình|quyết định|nghị quyết|chỉ thị|đề án|danh mục|phụ lục|thông báo';
const KIND_LINE = new RegExp(`^(${KINDS})(?![\\p{L}])\\s*[:.]?\\s*(.*)$`, 'iu');
const ENDS_TITLE =
  /^(?:căn cứ|thực hiện kế hoạch hành động|thực hiện chương trình|theo đề nghị|điều \d|[ivx]+[.)]\s|\d+[.)]\s|[-–*_=]{2,}|[-–•]\s|\(|kính gửi|phụ lục|quyết định:|quyết nghị:)/iu;
const OFFICE_OF_ISSUER =
  /^(?:GIÁM ĐỐC|CHỦ TỊCH|ỦY BAN NHÂN DÂN|UỶ BAN NHÂN DÂN|UBND|BAN CHẤP HÀNH|HỘI ĐỒNG NHÂN DÂN|BỘ TRƯỞNG)/u;

/** The second line of “ỦY BAN NHÂN DÂN / THÀNH PHỐ …”. */
const PLACE_OF_ISSUER = /^(?:THÀNH PHỐ|TỈNH|XÃ|PHƯỜNG|ĐẶC KHU|HUYỆN|QUẬN)(?![\p{L}])/u;

const NUMBER = /^số\s*:?\s*(\d[\p{L}\d\s./&–-]*)$/iu;
const PLACE_AND_DAY = /^[\p{L}\s.]{2,40},\s*ngày\s*(\d{0,2})\s*tháng\s*(\d{0,2})\s*năm\s*(\d{4})/iu;
const ATTACHED =
  /^\(?\s*(?:ban hành\s+)?kèm theo\s+(?:quyết định|kế hoạch|chương trình|nghị quyết|công văn|văn bản|thông báo|chỉ thị|đề án)\s+số\s*:?\s*(.*?)\s*,?\s*ngày\s*(.*?)\s*của\s+([^()]+)\)?/iu;
const NUMERIC_DAY = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$/;
const SPELLED_DAY = /^(\d{1,2})\s*tháng\s*(\d{1,2})\s*năm\s*(\d{4})$/iu;
const SIGNATURE = /^(?:nơi nhận|\**\s*(?:tm|kt|tl|tuq|tum)\s*\.)/iu;
const STATE_HEAD = /^(?:CỘNG HÒA|CỘNG HOÀ|ĐẢNG CỘNG SẢN|ĐỘC LẬP)/iu;
const DATES = /(?:ngày\s*)?\d{1,2}\s*tháng\s*\d{1,2}\s*năm\s*\d{4}|\d{1,2}[/.-]\d{1,2}[/.-]\d{4}/giu;
const DOCUMENT_NUMBERS = /\d+\/\d{4}\/[\p{L}\d-]+/gu;

/**
 * What a document says of itself in the text outside of its tables. Only lines of known forms are looked at; of the
 * signature block nothing is.
 * @param paragraphs as read, in order
 */
export function aboutOf(paragraphs: readonly string[]): DraftAbout {
  const lines = linesOf(paragraphs);
  const about: Writable = {};
  const said = titleOf(lines);
  if (said !== undefined) about.title = said;
  readLetterhead(lines, about);
  readAttachment(lines, about);
  const named = yearsOf(about.title ?? '');
  const year = named.year ?? yearOfDay(about.issuedOn) ?? placeYear(lines) ?? named.from;
  if (year !== undefined) about.year = year;
  const period = periodOf(named);
  if (period) about.period = period;
  return about;
}

/** The lines up to the signature and those of an appendix behind it. */
function linesOf(paragraphs: readonly string[]): string[] {
  const lines: string[] = [];
  let withinSignature = false;
  for (const paragraph of paragraphs) {
    for (const raw of cleanCell(paragraph).split('\n')) {
      const line = oneLine(raw.replace(/^#+\s*/, ''));
      if (line === '' || line.length > LONGEST_LINE) continue;
      if (SIGNATURE.test(line)) withinSignature = true;
      if (/^phụ lục/iu.test(line) || /kèm theo/iu.test(line)) withinSignature = false;
      if (!withinSignature) lines.push(line);
      if (lines.length >= MOST_LINES) return lines;
    }
  }
  return lines;
}

function titleOf(lines: readonly string[]): string | undefined {
  const titles = lines.flatMap((line, index) => {
    const [, kind, rest = ''] = KIND_LINE.exec(line) ?? [];
    if (kind === undefined || kind !== kind.toUpperCase()) return [];
    const isAppendix = fold(kind) === 'phu luc';
    const parts = isAppendix ? [rest.replace(/^(?:\d+|[IVXL]+)?\s*[.:–-]?\s*/u, '')] : [rest];
    for (const next of lines.slice(index + 1, index + 1 + MOST_TITLE_LINES)) {
      if (ENDS_TITLE.test(next) || OFFICE_OF_ISSUER.test(next) || KIND_LINE.test(next) || isRunningText(next))
        break;
      parts.push(next);
    }
    const words = parts.filter((part) => part !== '' && part !== ':').join(' ');
    if (words === '') return [];
    return [{ isAppendix, title: isAppendix ? words : `${sentence(kind)} ${runningOn(words)}` }];
  });
  const best = titles.find(({ isAppendix }) => !isAppendix) ?? titles[0];
  return best && best.title.length > LONGEST_TITLE ? `${best.title.slice(0, LONGEST_TITLE)}…` : best?.title;
}

/** Whole sentences are the document's text, not its title. */
function isRunningText(line: string): boolean {
  return /[.;:]$/.test(line);
}

function runningOn(words: string): string {
  return RUNNING_ON.test(words) ? words.charAt(0).toLowerCase() + words.slice(1) : words;
}

function sentence(capitals: string): string {
  const small = capitals.toLowerCase();
  return small.charAt(0).toUpperCase() + small.slice(1);
}

function readLetterhead(lines: readonly string[], about: Writable): void {
  const at = lines.findIndex((line) => /^số\s*:/iu.test(line) || /^số\s+\d+\s*[-/]/iu.test(line));
  if (at < 0) return;
  const number = NUMBER.exec(lines[at]!)?.[1]?.replace(/\s+/g, '');
  if (number !== undefined && /[/-]/.test(number)) about.number = number;
  const capitals = lines
    .slice(0, at)
    .filter((line) => line === line.toUpperCase() && /\p{L}{2}/u.test(line) && !STATE_HEAD.test(line))
    .filter((line) => !KIND_LINE.test(line));
  const issuer = capitals.at(-1);
  if (issuer !== undefined) {
    const opening = PLACE_OF_ISSUER.test(issuer) ? capitals.at(-2) : undefined;
    about.issuer = opening === undefined ? issuer : `${opening} ${issuer}`;
  }
  for (const line of lines) {
    const [, day = '', month = '', year = ''] = PLACE_AND_DAY.exec(line) ?? [];
    const date = dateOf(day, month, year);
    if (date !== undefined) {
      about.issuedOn = date;
      return;
    }
  }
}

/** “(Kèm theo Kế hoạch số 12/KH-UBND ngày 5/3/2026 của UBND thành phố)”. */
function readAttachment(lines: readonly string[], about: Writable): void {
  for (const line of lines) {
    const [, number = '', day = '', issuer = ''] = ATTACHED.exec(line) ?? [];
    if (issuer === '') continue;
    if (/^\d/.test(number) && about.number === undefined) about.number = number.replace(/\s+/g, '');
    const [, ...parts] = NUMERIC_DAY.exec(day) ?? SPELLED_DAY.exec(day) ?? [];
    const date = dateOf(parts[0] ?? '', parts[1] ?? '', parts[2] ?? '');
    if (date !== undefined && about.issuedOn === undefined) about.issuedOn = date;
    if (about.issuer === undefined) about.issuer = oneLine(issuer);
    return;
  }
}

function dateOf(day: string, month: string, year: string): string | undefined {
  const [d, m, y] = [Number(day), Number(month), Number(year)];
  if (!isKnownYear(y) || d < 1 || d > daysInMonth(y, m)) return undefined;
  return isoDate(y, m, d);
}

function yearOfDay(date: string | undefined): number | undefined {
  return date === undefined ? undefined : Number(date.slice(0, 4));
}

/** “Hải Phòng, ngày … tháng … năm 2026” before the day is filled in. */
function placeYear(lines: readonly string[]): number | undefined {
  for (const line of lines) {
    const year = Number(PLACE_AND_DAY.exec(line)?.[3]);
    if (isKnownYear(year)) return year;
  }
  return undefined;
}

interface NamedYears {
  readonly year?: number;
  readonly from?: number;
  readonly until?: number;
}

function yearsOf(title: string): NamedYears {
  const text = title.replace(DATES, ' ').replace(DOCUMENT_NUMBERS, ' ');
  const [, from, until] = /giai đoạn\s*(\d{4})\s*[–-]\s*(\d{4})/iu.exec(text) ?? [];
  if (from !== undefined && isKnownYear(Number(from)) && isKnownYear(Number(until)) && from <= until!) {
    return { from: Number(from), until: Number(until) };
  }
  const year = Number(/năm\s*(\d{4})/iu.exec(text)?.[1]);
  return isKnownYear(year) ? { year } : {};
}

function periodOf({ year, from, until }: NamedYears): DraftAbout['period'] {
  const first = from ?? year;
  const last = until ?? year;
  if (first === undefined || last === undefined) return undefined;
  return { from: `${first}-01-01`, until: `${last}-12-31` };
}

/** Number of an appendix that a line announces: “PHỤ LỤC 4” gives `PL4`. */
export function appendixOf(line: string): string | undefined {
  const [, number] = /^phu luc (?:so )?(\d{1,3}|[ivxl]{1,6})(?: |$)/.exec(wordsOf(line)) ?? [];
  return number === undefined ? undefined : `PL${number.toUpperCase()}`;
}
