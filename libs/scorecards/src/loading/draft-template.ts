import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { configFolder } from '#catalogue';
import { Refusal } from '#kernel';
import { DRAFT_SHAPE, type DraftKind } from '../domain/drafts.js';
import { readTemplate, type Template } from '../domain/template.js';

/**
 * Reads and checks a draft's text in `config/texts/`.
 * @throws {Refusal} not-found `config-file-missing`; unprocessable `invalid-text` naming everything that is wrong
 */
export function readDraftTemplate(kind: DraftKind): Template {
  const name = `${kind}.txt`;
  const file = join(configFolder(), 'texts', name);
  if (!existsSync(file)) {
    throw new Refusal('not-found', 'config-file-missing', `Không có tệp config/texts/${name}.`);
  }
  const { template, flaws } = readTemplate(readFileSync(file, 'utf8'), DRAFT_SHAPE);
  if (flaws.length > 0) {
    throw new Refusal(
      'unprocessable',
      'invalid-text',
      `Mẫu văn bản ${name} có ${flaws.length} lỗi.`,
      flaws.map(({ line, detail }) => ({ at: `${name}:${line}`, detail })),
    );
  }
  return template;
}
