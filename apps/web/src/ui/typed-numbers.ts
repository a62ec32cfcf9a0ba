import { type Flaw, ProblemError } from '../api/problem.js';
import { readNumber } from './vietnamese-number.js';

/**
 * Numbers that were typed into fields, all read before anything is sent.
 * @param fields what was typed, by the field's place in the body
 * @param required those that may not be empty
 * @throws {ProblemError} `invalid-input` with a flaw for each that can't be read
 */
export function typedNumbers<Name extends string>(
  fields: Readonly<Record<Name, string>>,
  required: readonly NoInfer<Name>[] = [],
): Record<Name, number | null> {
  const flaws: Flaw[] = [];
  const values = {} as Record<Name, number | null>;
  for (const [name, text] of Object.entries(fields) as [Name, string][]) {
    const { value, flaw } = readNumber(text);
    if (flaw) flaws.push({ at: name, detail: flaw });
    else if (value === null && required.includes(name)) flaws.push({ at: name, detail: 'Phải nhập một số.' });
    values[name] = value;
  }
  if (flaws.length > 0) {
    throw new ProblemError(400, 'invalid-input', 'Dữ liệu chưa hợp lệ', 'Có số chưa đọc được.', flaws);
  }
  return values;
}
