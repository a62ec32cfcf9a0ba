import 'reflect-metadata';
import { Command, CommanderError } from 'commander';
import { accountCommands } from './commands/account.js';
import { benchCommand } from './commands/bench.js';
import { catalogueCommands } from './commands/catalogue.js';
import { catalogueCheckCommand } from './commands/catalogue-check.js';
import { demoCommand } from './commands/demo.js';
import { diffCommand } from './commands/diff.js';
import { followCommands } from './commands/follow.js';
import { historyCommand } from './commands/history.js';
import { importCommand } from './commands/import.js';
import { indicatorCommands } from './commands/indicators.js';
import { logCommands } from './commands/log.js';
import { notificationCommands } from './commands/notifications.js';
import { parseCommand } from './commands/parse.js';
import { periodCommands } from './commands/period.js';
import { reconcileCommand } from './commands/reconcile.js';
import { scorecardCommand } from './commands/scorecard.js';
import { sheetCommands } from './commands/sheet.js';
import { simulateCommand } from './commands/simulate.js';
import { knownAtOption } from './known-at.js';
import { reportFailure } from './output.js';

/*
 * nq57: one file a family of commands. Each loads what it needs when it runs, so that those that need no system
 * (parse) answer at once.
 */
// A reader that has seen enough (head, a pager) closes the pipe: no fault of anybody's.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0);
  throw error;
});

const program = new Command('nq57')
  .description('nq57-monitor: theo dõi nhiệm vụ thực hiện Nghị quyết 57-NQ/TW')
  .version('0.1.0', '--version', 'in số phiên bản')
  .helpOption('-h, --help', 'hướng dẫn')
  .helpCommand('help [command]', 'hướng dẫn một lệnh')
  .showHelpAfterError('(thêm --help để xem hướng dẫn)')
  .exitOverride();

for (const add of [
  parseCommand,
  catalogueCommands,
  catalogueCheckCommand,
  importCommand,
  followCommands,
  historyCommand,
  diffCommand,
  logCommands,
  periodCommands,
  scorecardCommand,
  reconcileCommand,
  indicatorCommands,
  sheetCommands,
  notificationCommands,
  accountCommands,
  simulateCommand,
  demoCommand,
  benchCommand,
]) {
  add(program);
}
knownAtOption(program);

try {
  await program.parseAsync();
} catch (error) {
  if (error instanceof CommanderError) process.exitCode = error.exitCode;
  else process.exitCode = reportFailure(error);
}
