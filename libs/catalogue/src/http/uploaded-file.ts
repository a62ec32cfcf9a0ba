import type { FastifyRequest } from 'fastify';
import { Refusal } from '#kernel';

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
 * @throws {Refusal} `invalid` `file-missing`, `field-too-long`; `unprocessable` `file-too-large`
 */
export async function uploadedFile(
  request: FastifyRequest,
  maxBytes: number,
  names: readonly string[] = [],
): Promise<UploadedFile> {
  if (!request.isMultipart()) throw fileMissing();
  const limits = { fileSize: maxBytes, files: 1, fields: names.length, fieldSize: MAX_FIELD_BYTES };
  const fields: Record<string, string> = {};
  let file: Pick<UploadedFile, 'bytes' | 'name'> | undefined;
  try {
    for await (const part of request.parts({ limits })) {
      if (part.type === 'file') {
        file = { bytes: await part.toBuffer().catch(whyNot(part.filename, maxBytes)), name: part.filename };
      } else if (names.includes(part.fieldname)) {
        if (part.valueTruncated) throw fieldTooLong(part.fieldname);
        fields[part.fieldname] = String(part.value);
      }
    }
  } catch (error) {
    if (error instanceof Refusal) throw error;
    // Whatever is wrong with the form (no boundary, a field in place of the file, cut off), there is no file in it.
    throw fileMissing();
  }
  if (!file) throw fileMissing();
  return { ...file, fields };
}

const whyNot =
  (name: string, maxBytes: number) =>
  (error: { readonly code?: string }): never => {
    // Else it was cut off on its way.
    if (error.code !== 'FST_REQ_FILE_TOO_LARGE') throw fileMissing();
    throw new Refusal('unprocessable', 'file-too-large', `Tệp “${name}” lớn hơn ${maxBytes} byte.`);
  };

const fieldTooLong = (name: string) =>
  new Refusal('invalid', 'field-too-long', `Trường “${name}” dài hơn ${MAX_FIELD_BYTES} byte.`);

const fileMissing = () =>
  new Refusal(
    'invalid',
    'file-missing',
    'Cần gửi đúng một tệp: multipart/form-data, trường “file”; các thông tin khác đặt ở tham số của địa chỉ.',
  );
