import { withoutTitledNames } from './persons.js';
import { isNothing, oneLine } from './text.js';

const ITEM_LINE = /\n(?=\s*(?:[•·*+\p{Pd}]\s|\(?\d{1,2}[.)]\s|\p{Ll}\)\s))/u;
const ITEM_WITHIN_LINE = /(?<=[.;:])\s+(?=[–-]\s\p{Lu})/u;
const BULLET = /^[\s•·*+\p{Pd}]+/u;
const LONGEST_ALTERNATIVE = 60;

/**
 * The products that a cell names: parted by bullets, by semicolons outside of brackets, by lines that begin anew, and by
 * slashes between words that each could stand alone (“Văn bản/Báo cáo”, not “02 phiên/năm”).
 */
export function readDeliverables(cell: string): string[] {
  if (isNothing(cell)) return [];
  const items = withoutTitledNames(cell)
    .split(ITEM_LINE)
    .flatMap(linesThatBeginAnew)
    .flatMap((part) => part.split(ITEM_WITHIN_LINE))
    .flatMap(splitOutsideBrackets)
    .map((part) => oneLine(part.replace(BULLET, '')))
    .flatMap(alternatives)
    .map((part) => part.replace(/[\s.,;]+$/, ''))
    .filter((part) => !isNothing(part));
  return [...new Set(items)];
}

/** A capital behind a line that ended is another item; behind a word it may be a name that the line was too short for. */
function linesThatBeginAnew(part: string): string[] {
  const items: string[][] = [];
  for (const line of part.split('\n')) {
    const last = items.at(-1)?.at(-1);
    if (last === undefined || ((last.endsWith('.') || last.endsWith(';')) && /^\p{Lu}/u.test(line)))
      items.push([line]);
    else items.at(-1)!.push(line);
  }
  return items.map((lines) => lines.join(' '));
}

function splitOutsideBrackets(text: string): string[] {
  const parts: string[] = [];
  let depth = 0;
  let from = 0;
  for (let place = 0; place < text.length; place += 1) {
    const char = text[place];
    if (char === '(') depth += 1;
    else if (char === ')') depth = Math.max(0, depth - 1);
    else if (char === ';' && depth === 0) {
      parts.push(text.slice(from, place));
      from = place + 1;
    }
  }
  return [...parts, text.slice(from)];
}

function alternatives(text: string): string[] {
  const parts = text.split(/\s*\/\s*/);
  const stand = parts.every(
    (part) => part.length <= LONGEST_ALTERNATIVE && /^\p{Lu}\p{Ll}+ ?[^()\d]*$/u.test(part),
  );
  return parts.length > 1 && stand ? parts : [text];
}
