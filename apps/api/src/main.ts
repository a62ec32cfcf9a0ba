import 'reflect-metadata';
import { readSettings } from './config/settings.js';
import { createServer } from './server.js';

try {
  const settings = readSettings();
  const app = await createServer(settings);
  await app.listen(settings.port, settings.host);
  process.stderr.write(`nq57-monitor: http://${settings.host}:${settings.port} (API: /docs)\n`);
} catch (error) {
  // What can't start says why in one line; the stack is for those who ask for it.
  process.stderr.write(`nq57-monitor: ${error instanceof Error ? error.message : String(error)}\n`);
  if (process.env.NQ57_LOG_LEVEL === 'debug') console.error(error);
  process.exit(1);
}
