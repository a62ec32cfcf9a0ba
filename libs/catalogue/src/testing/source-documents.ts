import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from '@jest/globals';
import { configFolder } from '../loading/config-folder.js';

/**
 * The documents that the catalogues were read from. They are no part of the project: where they don't lie beside it, the
 * tests that compare with them are skipped, by a name that says so.
 */
const FOLDER = join(configFolder(), '..', '..', 'shared', 'seeds');

/** A document, and what declares the tests that need it. */
export interface SourceText {
  readonly path: string;
  /** The whole text, NFC. @throws {Error} where it doesn't lie beside the project */
  text(): string;
  readonly it: typeof it;
  readonly describe: typeof describe;
  /** What the name of a test that needs it ends in; '' where the document is there. */
  readonly absent: string;
}

/** @param number of the document, as its file's name begins: `001` */
export function sourceText(number: string): SourceText {
  const name = existsSync(FOLDER)
    ? readdirSync(FOLDER).find((file) => file.startsWith(`${number}_`))
    : undefined;
  const path = join(FOLDER, name ?? number);
  return {
    path,
    text: () => readFileSync(path, 'utf8').normalize('NFC'),
    it: name === undefined ? (it.skip as typeof it) : it,
    describe: name === undefined ? (describe.skip as typeof describe) : describe,
    absent: name === undefined ? ` (skipped: the source document ${number} is not here)` : '',
  };
}
