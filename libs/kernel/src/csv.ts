const BYTE_ORDER_MARK = '\ufeff';
const DELIMITER = ';';
/** What a spreadsheet would take for a formula; a number below zero is none. */
const FORMULA = /^(?:[=+@\t\r]|-(?!\d[\d.,]*$))/;

/**
 * CSV as a Vietnamese Excel opens and saves it: UTF-8 with a mark, parted by `;` because the comma is the decimal one. A
 * text that a spreadsheet would take for a formula gets an apostrophe before it.
 */
export function csvText(rows: Iterable<readonly string[]>): string {
  let text = BYTE_ORDER_MARK;
  for (const cells of rows) text += `${cells.map(csvCell).join(DELIMITER)}\r\n`;
  return text;
}

function csvCell(text: string): string {
  const plain = FORMULA.test(text) ? `'${text}` : text;
  return /[";,\r\n]/.test(plain) ? `"${plain.replaceAll('"', '""')}"` : plain;
}
