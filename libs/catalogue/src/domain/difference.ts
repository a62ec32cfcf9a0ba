import { isDeepStrictEqual } from 'node:util';
import type { JsonObject, JsonValue } from '#event-log';
import { type Flaw, Refusal } from '#kernel';

/** A field of a definition and its name for people. */
export type Labels<Definition> = { readonly [Field in keyof Definition]: string };

const SHOWN_LENGTH = 160;

function shown(value: JsonValue | undefined): string {
  if (value === null || value === undefined) return 'không có';
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return `“${text.length > SHOWN_LENGTH ? `${text.slice(0, SHOWN_LENGTH)}…` : text}”`;
}

/** The fields in which two definitions differ, in the order of the labels: `at` is the field, `detail` both sides. */
export function differences<Definition>(
  registered: Definition,
  asked: Definition,
  labels: Labels<Definition>,
): Flaw[] {
  return (Object.keys(labels) as (keyof Definition & string)[])
    .filter((field) => !isDeepStrictEqual(registered[field], asked[field]))
    .map((field) => ({
      at: field,
      detail: `${labels[field]}: đã đăng ký ${shown(registered[field] as JsonValue)}, nay ghi ${shown(asked[field] as JsonValue)}`,
    }));
}

/**
 * No events when the same thing is registered again.
 * @throws {Refusal} `conflict` that names the differing fields; `code` says of what
 */
export function sameOrRefused<Definition>(
  code: string,
  subject: string,
  registered: Definition,
  asked: Definition,
  labels: Labels<Definition>,
): readonly [] {
  const flaws = differences(registered, asked, labels);
  if (flaws.length === 0) return [];
  const fields = flaws.map(({ at }) => labels[at as keyof Definition]).join(', ');
  throw new Refusal(
    'conflict',
    code,
    `${subject} đã được đăng ký với nội dung khác (${fields}). Nội dung đã đăng ký không sửa được bằng cách nạp lại; hãy khôi phục nội dung cũ trong tệp.`,
    flaws,
  );
}

/** The event's body as its type has it. */
export function bodyOf<Body extends JsonObject>(event: { readonly data: JsonObject }): Body {
  return event.data as Body;
}
