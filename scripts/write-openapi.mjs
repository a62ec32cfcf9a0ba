// Writes the OpenAPI document of the built server to a file: what `web:client` makes the web's types of. The server is
// built without a role and never listens; its data folder is a temporary one.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const [target] = process.argv.slice(2);
if (!target) {
  console.error('Usage: node scripts/write-openapi.mjs <file>');
  process.exit(2);
}

const folder = mkdtempSync(join(tmpdir(), 'nq57-openapi-'));
try {
  const { createServer, readSettings } = await import(
    new URL('../dist/apps/api/src/index.js', import.meta.url).href
  );
  const settings = readSettings({ NQ57_DATA_DIR: folder, NQ57_CLOCK: 'system', NQ57_LOG_LEVEL: 'error' });
  const app = await createServer({ ...settings, roles: [] });
  const answer = await app.inject({ method: 'GET', url: '/openapi.json' });
  if (answer.statusCode !== 200) throw new Error(`/openapi.json answered ${answer.statusCode}`);
  mkdirSync(dirname(target), { recursive: true });
  writeFileSync(target, answer.body);
  await app.close();
} finally {
  rmSync(folder, { recursive: true, force: true });
}
