const HONORIFIC = '(?:[Đđ]ồng chí|ĐỒNG CHÍ|[Đđ]/c|Đ/C|[Đđ]c|[Ôô]ng|ÔNG|[Bb]à|BÀ)';
/** A word as names have it: a capital and small letters, or capitals only. */
const NAME_WORD = '(?:\\p{Lu}\\p{Ll}*|\\p{Lu}+)';
/** The usual surnames; a run of capitalised words that begins with one of them is taken for a person. */
const SURNAMES =
  'Nguyễn|Trần|Lê|Phạm|Hoàng|Huỳnh|Phan|Vũ|Võ|Đặng|Bùi|Đỗ|Hồ|Ngô|Dương|Lý|Đào|Đoàn|Vương|Trịnh|Trương|Đinh|Lâm|Phùng|Mai|Tô|Tạ|Hà|Cao|Lưu|Chu|Thái|Từ|Kiều|Lương|Nghiêm|Quách|Tăng|Thân|Triệu|Khúc|Lại|Mạc|Ninh|Nông|Tống|Bạch|Doãn|Khổng|Thạch|Tôn';
const SURNAME = `(?:${SURNAMES}|${SURNAMES.toUpperCase()})`;
const ENDS = '(?![\\p{L}\\p{N}])';
/** “Hà Nội” and “Lê Chân” are places: without an honorific a name needs three words. */
const LONG_NAME = `${SURNAME}(?:\\s+${NAME_WORD}){2,3}`;

const TITLED = new RegExp(
  `(?<![\\p{L}\\p{N}])${HONORIFIC}\\s*:?\\s+${NAME_WORD}(?:\\s+${NAME_WORD}){1,4}${ENDS}`,
  'gu',
);
const TITLED_NAME = new RegExp(`^${HONORIFIC}\\s*:?\\s+${SURNAME}\\s`, 'u');
const BRACKETED_NAME = new RegExp(`\\(\\s*(?:${HONORIFIC}\\s+)?${LONG_NAME}\\s*\\)`, 'gu');
const BARE_NAME = new RegExp(`(?<![\\p{L}\\p{N}])${LONG_NAME}${ENDS}`, 'gu');
const OPENING_NAME = new RegExp(`^${LONG_NAME}${ENDS}`, 'u');
const NAME_ALONE = new RegExp(`^${SURNAME}(?:\\s+${NAME_WORD}){1,4}$`, 'u');

/** After these a name is that of a place, a school or a prize. */
const NAMED_AFTER =
  /(?:xã|phường|đặc khu|quận|huyện|thị trấn|thôn|(?<!thành )phố|đường|trường|học|giải thưởng|đảo|tỉnh|khu|quỹ)\s+$/iu;
const LONGEST_NAMED_AFTER = 20;
const NO_PERSON = /Hồ Chí Minh|HỒ CHÍ MINH/u;

/** Whether the text is a person's name and nothing else. */
export function isPersonName(text: string): boolean {
  return NAME_ALONE.test(text) && !NO_PERSON.test(text);
}

/** Whether a person's name opens the text. */
export function startsWithName(text: string): boolean {
  return OPENING_NAME.test(text) && !NO_PERSON.test(text);
}

/** Without names of persons that an honorific stands before or brackets around: “(do đ/c Nguyễn Văn A phụ trách)”. */
export function withoutTitledNames(text: string): string {
  const stripped = text
    .replace(BRACKETED_NAME, (match) => (NO_PERSON.test(match) ? match : ''))
    .replace(TITLED, (match) => (TITLED_NAME.test(match) && !NO_PERSON.test(match) ? '' : match));
  return stripped === text ? text : tidied(stripped);
}

/** Without any name of a person: for a text that says who directs. */
export function withoutNames(text: string): string {
  const untitled = withoutTitledNames(text);
  const stripped = untitled.replace(BARE_NAME, (name, at: number) =>
    NAMED_AFTER.test(untitled.slice(Math.max(0, at - LONGEST_NAMED_AFTER), at)) || NO_PERSON.test(name)
      ? name
      : '',
  );
  return stripped === untitled ? untitled : tidied(stripped);
}

function tidied(text: string): string {
  return text
    .replace(/\(\s*[,;–-]*\s*\)/g, '')
    .replace(/([,;])(?:\s*[,;])+/g, '$1')
    .replace(/ +([,;.)])/g, '$1')
    .replace(/ {2,}/g, ' ')
    .replace(/^[\s,;:]+|[\s,;:–-]+$/g, '');
}
