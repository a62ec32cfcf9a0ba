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

/** NFC, runs of white space within a line made one space, ends trimmed; line breaks stay. */
export function cleanText(text: string): string {
  return text
    .normalize('NFC')
    .replace(/\r\n?/g, '\n')
    .replace(/[^\S\n]+/g, ' ')
    .trim();
}
