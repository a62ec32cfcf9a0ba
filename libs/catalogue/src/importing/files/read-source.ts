import { createHash } from 'node:crypto';
import type { SourceDocument, SourceKind } from '../source-document.js';
import { findDelimiter, readDelimitedText, textKind } from './delimited-text.js';
import { readDocx } from './docx-reader.js';
import { signature } from './file-signature.js';
import { cleanFileText, megabytes } from './file-text.js';
import { DEFAULT_IMPORT_LIMITS, type ImportLimits } from './import-limits.js';
import { OfficePackage } from './office-package.js';
import { SourceReading } from './source-reading.js';
import { decodeText } from './text-encoding.js';
import { readXlsx } from './xlsx-reader.js';

const MAX_NAME_CHARS = 200;

/**
 * What kind of file the bytes are; the name serves for messages only. A Word or Excel file is opened and checked for
 * what it must not hold, a text is decoded; no table is read.
 * @throws {Refusal} it is none of ours, or must not be read
 */
export async function sniff(
  bytes: Uint8Array,
  name: string,
  limits: ImportLimits = DEFAULT_IMPORT_LIMITS,
): Promise<SourceKind> {
  const reading = new SourceReading(fileName(name), limits);
  checkSize(bytes.length, reading);
  if (signature(bytes, reading) === 'zip') return (await OfficePackage.open(bytes, reading)).kind;
  return textKind(findDelimiter(decodeText(bytes, reading)));
}

/**
 * Reads an appendix. In a server use {@link readInWorker}: this one works in the caller's thread, and a hostile file
 * may keep it busy within the limits.
 * @param onRows told now and then how many rows were read
 * @throws {Refusal} `unprocessable` with one of the codes of this folder's README section; `flaws` name the place
 */
export async function readSourceDocument(
  bytes: Uint8Array,
  name: string,
  limits: ImportLimits = DEFAULT_IMPORT_LIMITS,
  onRows?: (rows: number) => void,
): Promise<SourceDocument> {
  const reading = new SourceReading(fileName(name), limits, onRows);
  checkSize(bytes.length, reading);
  const about = { file: reading.file, sha256: createHash('sha256').update(bytes).digest('hex') };
  if (signature(bytes, reading) === 'text') {
    const text = decodeText(bytes, reading);
    const delimiter = findDelimiter(text);
    return { kind: textKind(delimiter), ...about, ...readDelimitedText(text, delimiter, reading) };
  }
  const office = await OfficePackage.open(bytes, reading);
  const content = await (office.kind === 'docx' ? readDocx(office, reading) : readXlsx(office, reading));
  return { kind: office.kind, ...about, ...content };
}

/** @throws {Refusal} `file-too-large` */
export function checkSize(bytes: number, reading: SourceReading): void {
  const { maxFileBytes } = reading.limits;
  if (bytes <= maxFileBytes) return;
  const sizes = `lớn ${megabytes(bytes)}, hơn ${megabytes(maxFileBytes)}`;
  throw reading.refusal('file-too-large', '', `tệp ${sizes}; hãy tách tệp`);
}

/** A name without folders of either kind of system. */
export function fileName(path: string): string {
  const name = cleanFileText(path.replace(/^.*[/\\]/s, '')).replaceAll('\n', ' ');
  return name.slice(0, MAX_NAME_CHARS).toWellFormed();
}
