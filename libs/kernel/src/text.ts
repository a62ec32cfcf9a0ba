const MARKS = /\p{Mn}/gu;

/** Folds Vietnamese for search: "Chuyển đổi số" and "chuyen doi so" become one. */
export function fold(text: string): string {
  return text
    .normalize('NFD')
    .replace(MARKS, '')
    .replaceAll('đ', 'd')
    .replaceAll('Đ', 'D')
    .toLowerCase()
    .normalize('NFC');
}

/** Thousandths of a rate that are shown. */
const SHOWN_PARTS = 1_000;
const PARTS_OF_A_PERCENT = 10;
/** Below what a sum of shares is exact to. */
const EXACTNESS = 1e-9;

/** A rate (0–1) in percent with one place, cut and not rounded: 89,97 % must not read as the goal's 90 %. */
export function percentCut(rate: number): number {
  return Math.floor(rate * SHOWN_PARTS + EXACTNESS) / PARTS_OF_A_PERCENT;
}

/** A rate (0–1) as {@link percentCut} has it, always with its one place: `90,0 %`. */
export function rateText(rate: number): string {
  return `${percentCut(rate).toFixed(1).replace('.', ',')} %`;
}

/** NFC, runs of white space within a line made one space, ends trimmed; line breaks stay. */
export function cleanText(text: string): string {
  return text
    .normalize('NFC')
    .replace(/\r\n?/g, '\n')
    .replace(/[^\S\n]+/g, ' ')
    .trim();
}
