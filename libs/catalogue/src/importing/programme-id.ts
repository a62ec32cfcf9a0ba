import { fold } from '#kernel';
import { aboutOf } from './appendix/about.js';
import type { SourceDocument } from './source-document.js';

const MAX_LENGTH = 60;
const DIGEST_LENGTH = 8;

const slug = (text: string) =>
  fold(text)
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, MAX_LENGTH)
    .replace(/^-+|-+$/g, '');

/**
 * An id for a programme that nobody has named: of the document's number and year (“15/KH-UBND” of 2026 gives
 * `15-kh-ubnd-2026`), else of the file's name, else of its digest. The same file always gives the same id.
 */
export function programmeIdFor({ paragraphs, file, sha256 }: SourceDocument): string {
  const { number, year } = aboutOf(paragraphs);
  const name = file.replace(/\.[^.]*$/, '');
  const fromNumber = number === undefined ? '' : slug(`${number} ${year ?? ''}`);
  return fromNumber || slug(name) || `chuong-trinh-${sha256.slice(0, DIGEST_LENGTH)}`;
}
