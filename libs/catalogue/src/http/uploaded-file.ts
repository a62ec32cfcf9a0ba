import type { FastifyRequest } from 'fastify';
import { Refusal } from '#kernel';

/** A file as a form sent it. */
export interface UploadedFile {
  readonly bytes: Uint8Array;
  /** As the sender calls it. */
  readonly name: string;
}

/**
 * The one file of a request that is a form (multipart/form-data).
 * @param maxBytes a longer one is not taken into memory
 * @throws {Refusal} `invalid` `file-missing`; `unprocessable` `file-too-large`
 */
export async function uploadedFile(request: FastifyRequest, maxBytes: number): Promise<UploadedFile> {
  if (!request.isMultipart()) throw fileMissing();
  // Whatever is wrong with the form (no boundary, a field in place of the file, cut off), there is no file in it.
  const file = await request
    .file({ limits: { fileSize: maxBytes, files: 1, fields: 0 } })
    .catch(() => undefined);
  if (!file) throw fileMissing();
  try {
    return { bytes: await file.toBuffer(), name: file.filename };
  } catch (error) {
    // Cut off on its way.
    if ((error as { code?: string }).code !== 'FST_REQ_FILE_TOO_LARGE') throw fileMissing();
    throw new Refusal('unprocessable', 'file-too-large', `Tệp “${file.filename}” lớn hơn ${maxBytes} byte.`);
  }
}

const fileMissing = () =>
  new Refusal(
    'invalid',
    'file-missing',
    'Cần gửi đúng một tệp: multipart/form-data, trường “file”; các thông tin khác đặt ở tham số của địa chỉ.',
  );
