import { type Flaw, Refusal } from '#kernel';

const MAX_DEPTH = 20;
const MAX_NAME = 100;
const MAX_FLAWS = 100;

/**
 * Looks a body or query over before anything walks it recursively: nested too deep, or with a name that every
 * object already has (`constructor`, `toString`, …), which the field checks would take for known.
 * @throws {Refusal} invalid
 */
export function checkShape(value: unknown): void {
  const pending: { value: unknown; depth: number }[] = [{ value, depth: 0 }];
  for (let next = pending.pop(); next; next = pending.pop()) {
    const { value: current, depth } = next;
    if (typeof current !== 'object' || current === null) continue;
    if (depth > MAX_DEPTH) throw refused({ at: '', detail: `lồng nhau quá ${MAX_DEPTH} tầng` });
    for (const name of Object.keys(current)) {
      if (name in Object.prototype) throw refused(unknownField(name));
      pending.push({ value: (current as Record<string, unknown>)[name], depth: depth + 1 });
    }
  }
}

/**
 * Looks over what no form was declared for: nothing, or an object without fields, will do.
 * @throws {Refusal} invalid, a flaw for each field
 */
export function refuseAllOf(value: unknown): void {
  if (value === undefined || value === null) return;
  if (typeof value !== 'object') throw refused({ at: '', detail: 'không nhận nội dung gửi kèm' });
  const flaws = Object.keys(value).map((name) => unknownField(name.slice(0, MAX_NAME)));
  if (flaws.length > 0) throw refused(...flaws.slice(0, MAX_FLAWS));
}

export function unknownField(name: string, at = name): Flaw {
  return { at, detail: `trường “${name}” không có trong biểu mẫu` };
}

function refused(...flaws: Flaw[]): Refusal {
  return new Refusal('invalid', 'invalid-input', `Dữ liệu gửi lên chưa hợp lệ: ${flaws[0]?.detail}.`, flaws);
}
