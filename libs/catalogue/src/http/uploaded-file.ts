import type { FastifyRequest } from 'fastify';
import { type Flaw, Refusal } from '#kernel';

/** Longer fields are not taken; corrections of some thousand cells are shorter. */
const MAX_FIELD_BYTES = 2_000_000;

/** A file as a form sent it. */
export interface UploadedFile {
  readonly bytes: Uint8Array;
  /** As the sender calls it. */
  readonly name: string;
  /** What the form's other fields say, of those that were asked for. */
  readonly fields: Readonly<Record<string, string>>;
}

/**
 * The one file of a request that is a form (multipart/form-data), and the texts beside it.
 * @param maxBytes a longer one is not taken into memory
 * @param names of fields that may stand before or behind the file
 * @throws {Refusal} `invalid` `file-missing`, `field-too-long`, `invalid-form-field` (one that is not asked for, comes
 *   twice or is no JSON though it says so); `unprocessable` `file-too-large`
 */
export async function uploadedFile(
  request: FastifyRequest,
  maxBytes: number,
  names: readonly string[] = [],
): Promise<UploadedFile> {
  if (!request.isMultipart()) throw fileMissing(names);
  // One field more than there can be, so that it can be named.
  const limits = { fileSize: maxBytes, files: 1, fields: names.length + 1, fieldSize: MAX_FIELD_BYTES };
  const fields: Record<string, string> = {};
  const wrong: Flaw[] = [];
  let file: Pick<UploadedFile, 'bytes' | 'name'> | undefined;
  try {
    for await (const part of request.parts({ limits })) {
      if (part.type === 'file') {
        const bytes = await part.toBuffer().catch(whyNot(part.filename, maxBytes, names));
        file = { bytes, name: part.filename };
        continue;
      }
      const { fieldname: name, value } = part;
      if (!names.includes(name)) wrong.push({ at: name, detail: 'không có trường này' });
      else if (Object.hasOwn(fields, name)) wrong.push({ at: name, detail: 'được gửi hai lần' });
      else if (part.valueTruncated) throw fieldTooLong(name);
      else fields[name] = typeof value === 'string' ? value : JSON.stringify(value);
    }
  } catch (error) {
    if (error instanceof Refusal) throw error;
    const { code } = error as { readonly code?: string };
    if (code === 'FST_FIELDS_LIMIT') throw invalidFields(wrong, names);
    if (code === 'FST_INVALID_JSON_FIELD_ERROR') throw invalidJson();
    // Whatever else is wrong with the form (no boundary, cut off), there is no file in it.
    throw fileMissing(names);
  }
  if (!file) throw fileMissing(names);
  if (wrong.length > 0) throw invalidFields(wrong, names);
  return { ...file, fields };
}

const whyNot =
  (name: string, maxBytes: number, names: readonly string[]) =>
  (error: { readonly code?: string }): never => {
    // Else it was cut off on its way.
    if (error.code !== 'FST_REQ_FILE_TOO_LARGE') throw fileMissing(names);
    throw new Refusal('unprocessable', 'file-too-large', `Tệp “${name}” lớn hơn ${maxBytes} byte.`);
  };

const fieldTooLong = (name: string) =>
  new Refusal('invalid', 'field-too-long', `Trường “${name}” dài hơn ${MAX_FIELD_BYTES} byte.`);

const quoted = (names: readonly string[]) => names.map((name) => `“${name}”`).join(', ');

const ELSEWHERE = 'các thông tin khác đặt ở tham số của địa chỉ';

const invalidFields = (wrong: readonly Flaw[], names: readonly string[]) =>
  new Refusal(
    'invalid',
    'invalid-form-field',
    `Trường của biểu mẫu không đúng: ${wrong.map(({ at, detail }) => `“${at}”: ${detail}`).join('; ')}. Chỉ nhận ${quoted(['file', ...names])}, mỗi trường một lần; ${ELSEWHERE}.`,
    wrong,
  );

const invalidJson = () =>
  new Refusal(
    'invalid',
    'invalid-form-field',
    'Một trường của biểu mẫu ghi là application/json nhưng nội dung không phải JSON.',
  );

const fileMissing = (names: readonly string[]) =>
  new Refusal(
    'invalid',
    'file-missing',
    `Cần gửi đúng một tệp: multipart/form-data, trường “file”; ${names.length > 0 ? `ngoài tệp chỉ nhận trường ${quoted(names)}, ` : ''}${ELSEWHERE}.`,
  );
