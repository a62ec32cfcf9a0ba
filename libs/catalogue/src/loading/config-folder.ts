import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * The project's `config/` folder: `NQ57_CONFIG_DIR` when it is set, else the one beside the nearest package.json
 * above this module, whether it runs from the sources or from `dist/`.
 * @throws {Error} when there is none
 */
export function configFolder(): string {
  const configured = process.env.NQ57_CONFIG_DIR;
  if (configured) return resolve(configured);
  const start = dirname(fileURLToPath(import.meta.url));
  for (let folder = start; ; folder = dirname(folder)) {
    const config = join(folder, 'config');
    if (existsSync(join(folder, 'package.json')) && existsSync(config)) return config;
    if (folder === dirname(folder)) {
      throw new Error(`no config folder above ${start}: set NQ57_CONFIG_DIR`);
    }
  }
}
