import type { Field } from './draft.js';
import { editDistance, squeezed, wordsOf } from './text.js';

/** What a heading was recognised as. */
export interface Recognised {
  readonly field: Field;
  /** True for a usual wording of the field as a whole; false for one that is misread or only holds its words. */
  readonly exact: boolean;
  /** True for a usual wording, or one that is it but for a letter or two. */
  readonly whole: boolean;
}

/** Longer cells are text, not headings. */
export const LONGEST_HEADING = 90;
const LEAST_FUZZY = 6;
const LEAST_VERY_FUZZY = 11;

/** Usual wordings, folded and without blanks. */
const WORDINGS: ReadonlyMap<string, Field> = new Map(
  (
    Object.entries({
      number: ['stt', 'tt', 'so tt', 'so thu tu', 'thu tu', 'so', 'ma so', 'ma nhiem vu'],
      title: [
        'ten nhiem vu',
        'nhiem vu',
        'noi dung cong viec',
        'noi dung',
        'noi dung nhiem vu',
        'noi dung nhiem vu giai phap',
        'nhiem vu giai phap',
        'nhiem vu cu the',
        'noi dung thuc hien',
        'noi dung cong viec nhiem vu',
        'nhiem vu noi dung cong viec',
        'cong viec',
        'ten cong viec',
        'dau viec',
        'ten dau viec',
        'nhiem vu trong tam',
        'danh muc nhiem vu',
        'ten nhiem vu giai phap',
      ],
      leaders: [
        'chu tri chi dao',
        'lanh dao phu trach',
        'lanh dao chi dao',
        'chi dao',
        'lanh dao',
        'nguoi chi dao',
        'nguoi phu trach',
        'dong chi phu trach',
        'lanh dao chu tri',
        'lanh dao theo doi',
      ],
      lead: [
        'don vi',
        'co quan',
        'don vi chu tri',
        'co quan chu tri',
        'co quan don vi chu tri',
        'chu tri',
        'don vi thuc hien',
        'co quan thuc hien',
        'co quan don vi thuc hien',
        'don vi chu tri thuc hien',
        'co quan chu tri thuc hien',
        'don vi duoc giao',
        'don vi phu trach',
        'don vi duoc giao chu tri',
        'phan cong thuc hien',
        'trach nhiem thuc hien',
        'don vi co quan chu tri',
      ],
      coordinating: [
        'phoi hop',
        'don vi phoi hop',
        'co quan phoi hop',
        'co quan don vi phoi hop',
        'don vi phoi hop thuc hien',
        'co quan phoi hop thuc hien',
      ],
      product: [
        'san pham',
        'ket qua',
        'san pham dau ra',
        'ket qua san pham',
        'san pham ket qua',
        'ket qua dau ra',
        'san pham du kien',
        'ket qua san pham du kien',
        'ket qua du kien',
        'san pham hoan thanh',
        'dau ra',
      ],
      schedule: [
        'thoi gian',
        'tien do',
        'thoi han',
        'thoi gian thuc hien',
        'thoi gian hoan thanh',
        'tien do thuc hien',
        'tien do hoan thanh',
        'thoi han hoan thanh',
        'thoi gian thuc hien hoan thanh',
        'thoi gian bat dau va hoan thanh',
        'thoi gian bat dau va ket thuc',
        'han hoan thanh',
        'thoi diem hoan thanh',
        'hoan thanh',
      ],
      start: ['bat dau', 'thoi gian bat dau', 'ngay bat dau', 'thoi diem bat dau', 'tu ngay'],
      finish: [
        'ket thuc',
        'thoi gian ket thuc',
        'ngay ket thuc',
        'ngay hoan thanh',
        'den ngay',
        'thoi diem ket thuc',
      ],
      budget: [
        'kinh phi',
        'kinh phi thuc hien',
        'du toan',
        'du toan kinh phi',
        'kinh phi du kien',
        'tong kinh phi',
      ],
      note: ['ghi chu', 'ghi chu khac'],
    } satisfies Record<Field, string[]>) as [Field, string[]][]
  ).flatMap(([field, wordings]) => wordings.map((wording) => [squeezed(wording), field] as const)),
);

/** In this order: what a heading is about stands before what it is of (“Sản phẩm của nhiệm vụ”). */
const RULES: readonly (readonly [field: Field | null, pattern: RegExp])[] = [
  [
    null,
    /^(?!.*(?:nhiemvu|sanpham|ketqua|congviec)).*chitieu|donvitinh|^dvt|nguonkinhphi|nguonvon|cancu|^ma(?!so|nhiemvu)/,
  ],
  ['number', /^sothutu/],
  ['note', /ghichu/],
  ['leaders', /lanhdao|chidao|nguoiphutrach|dongchi/],
  [
    'lead',
    /chutri|(?:donvi|coquan|bophan|phong).*(?:thuchien|phutrach|duocgiao|trachnhiem)|trachnhiem|phancong/,
  ],
  ['coordinating', /phoihop/],
  ['budget', /kinhphi|dutoan|ngansach|nhucauvon|tongmucdautu/],
  ['schedule', /batdau.*(?:hoanthanh|ketthuc)/],
  ['start', /batdau|khoicong/],
  ['finish', /ketthuc/],
  ['product', /sanpham|ketqua|daura/],
  ['schedule', /thoigian|tiendo|thoihan|thoidiem|hanhoanthanh|thoiky|lotrinh|hoanthanh/],
  ['title', /nhiemvu|noidung|congviec|dauviec|giaiphap|hoatdong/],
];
const BUDGET_WORDS = /(?:^| )(?:kp|von)(?: |$)/;
/** Of several columns of money the one that holds their sum. */
const SUM = /^(?:tong|tong so|tong cong|tong kinh phi|cong)$/;

const REMEMBERED_HEADINGS = 5_000;
const remembered = new Map<string, Recognised | null>();

/**
 * What a heading says that its column holds, whatever its spelling: marks, case, blanks and line breaks don't count, nor
 * a unit in brackets; a letter or two may be misread. Null for any other text.
 */
export function recognise(heading: string): Recognised | null {
  if (heading === '' || heading.length > LONGEST_HEADING) return null;
  const known = remembered.get(heading);
  if (known !== undefined) return known;
  const recognised = recogniseAnew(heading);
  if (remembered.size >= REMEMBERED_HEADINGS) remembered.clear();
  remembered.set(heading, recognised);
  return recognised;
}

function recogniseAnew(heading: string): Recognised | null {
  const bare = heading.replace(/\([^()]*\)*/g, ' ');
  const letters = squeezed(bare);
  if (letters === '') return null;
  const wording = WORDINGS.get(letters);
  if (wording) return { field: wording, exact: true, whole: true };
  for (const [field, pattern] of RULES) {
    if (pattern.test(letters)) return misread(letters) ?? (field && { field, exact: false, whole: false });
  }
  if (BUDGET_WORDS.test(wordsOf(bare))) return { field: 'budget', exact: false, whole: false };
  return misread(letters);
}

function misread(letters: string): Recognised | null {
  if (letters.length < LEAST_FUZZY) return null;
  const limit = letters.length >= LEAST_VERY_FUZZY ? 2 : 1;
  for (const [wording, field] of WORDINGS) {
    if (wording.length >= LEAST_FUZZY && editDistance(letters, wording, limit) <= limit) {
      return { field, exact: false, whole: true };
    }
  }
  return null;
}

/** Whether a heading under “Kinh phí” is that of the sum. */
export function isSumHeading(heading: string): boolean {
  return SUM.test(wordsOf(heading));
}
