// Holds what a browser loads until the overview can be used: the JavaScript of the entry, the login and the overview,
// with all that these import, as gzip. By the manifest that Vite leaves with the build.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';

const BUDGET_KB = 350;
const START = ['index.html', 'src/pages/login/login.page.tsx', 'src/pages/overview/overview.page.tsx'];

const folder = fileURLToPath(new URL('../dist/web/', import.meta.url));
const manifest = JSON.parse(readFileSync(join(folder, '.vite', 'manifest.json'), 'utf8'));

const chunks = new Set();
const collect = (key) => {
  const chunk = manifest[key];
  if (!chunk) {
    console.error(
      `dist/web/.vite/manifest.json does not have ${key}: is the web built, is the page still there?`,
    );
    process.exit(1);
  }
  if (chunks.has(chunk.file)) return;
  chunks.add(chunk.file);
  (chunk.imports ?? []).forEach(collect);
};
START.forEach(collect);

const sizes = [...chunks]
  .filter((file) => file.endsWith('.js'))
  .map((file) => ({ file, kb: gzipSync(readFileSync(join(folder, file))).length / 1000 }))
  .sort((a, b) => b.kb - a.kb);
const total = sizes.reduce((sum, { kb }) => sum + kb, 0);
const line = `login and overview: ${total.toFixed(1)} kB of JavaScript (gzip), at most ${BUDGET_KB} kB`;
if (total > BUDGET_KB) {
  console.error(
    `${line}\n${sizes.map(({ file, kb }) => `  ${kb.toFixed(1).padStart(6)} kB  ${file}`).join('\n')}`,
  );
  process.exit(1);
}
console.log(line);
