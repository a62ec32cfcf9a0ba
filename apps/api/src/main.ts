import 'reflect-metadata';
import { AccountDirectory } from '#access';
import { readSettings } from './config/settings.js';
import { createServer } from './server.js';

const say = (text: string) => process.stderr.write(`nq57-monitor: ${text}\n`);

try {
  const settings = readSettings();
  const app = await createServer(settings);
  if (settings.roles.includes('http')) {
    await app.listen(settings.port, settings.host);
    say(`http://${settings.host}:${settings.port} (API: /docs)`);
    if (app.get(AccountDirectory, { strict: false }).administrators().length === 0) {
      say(
        'no administrator yet; create one with: npm run -s nq57 -- account create <id> --role administrator --name <position>',
      );
    }
  } else {
    // Nothing else keeps a process without a door alive.
    const alive = setInterval(() => {}, 60_000);
    process.once('SIGTERM', () => clearInterval(alive));
    process.once('SIGINT', () => clearInterval(alive));
    say(`running as ${settings.roles.join(', ')}`);
  }
} catch (error) {
  // What can't start says why in one line; the stack is for those who ask for it.
  say(error instanceof Error ? error.message : String(error));
  if (process.env.NQ57_LOG_LEVEL === 'debug') console.error(error);
  process.exit(1);
}
