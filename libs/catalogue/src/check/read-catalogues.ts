import { existsSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { Refusal } from '#kernel';
import { type CatalogueFile, readCatalogueFile, refuseFaulty } from '../loading/catalogue-file.js';
import { configFolder } from '../loading/config-folder.js';
import { compareText } from './rows.js';

const ENDING = '.yaml';

export interface ReadCatalogues {
  /** Whole, in the order of their ids or as named. */
  readonly files: readonly CatalogueFile[];
  /** Ids of all catalogues of the config folder, read or not. */
  readonly known: ReadonlySet<string>;
}

/**
 * Reads catalogues of the config folder.
 * @param named ids (`ctr-bcd-2026`) or paths of files elsewhere (`./ban-nhap/ctr-so-a-2027.yaml`, its units file in
 *   `../units/`); none: all of the folder
 * @throws {Refusal} `not-found` `catalogue-missing`; `unprocessable` `classified-matter`, `indicator-cycle`,
 *   `invalid-catalogue`: a file has flaws, all of them listed
 */
export function readCatalogues(named: readonly string[] = [], folder = configFolder()): ReadCatalogues {
  const catalogues = join(folder, 'catalogues');
  const ids = (existsSync(catalogues) ? readdirSync(catalogues) : [])
    .filter((name) => name.endsWith(ENDING))
    .map((name) => basename(name, ENDING))
    .sort(compareText);
  const files = [...new Set(named.length > 0 ? named : ids)].map((name) => {
    const path = name.endsWith(ENDING) ? name : join(catalogues, `${name}${ENDING}`);
    if (!name.endsWith(ENDING) && !ids.includes(name)) {
      throw new Refusal(
        'not-found',
        'catalogue-missing',
        `Không có danh mục “${name}” trong thư mục cấu hình; các danh mục đang có: ${ids.join(', ') || 'không có'}.`,
      );
    }
    return readCatalogueFile(path);
  });
  refuseFaulty(files, (count) => `Danh mục có ${count} lỗi, chưa kiểm tra được. Hãy sửa rồi kiểm tra lại.`);
  return { files, known: new Set(ids) };
}
