import type { Command } from 'commander';
import { localDateTimeText, Refusal } from '#kernel';
import { print, printJson, table } from '../output.js';

interface ListOptions {
  readonly state?: string;
  readonly channel?: string;
  readonly limit: string;
  readonly json?: boolean;
}

const MAX_ROWS = 200;
const STATES = ['waiting', 'failed', 'sent', 'dead'] as const;
const STATE_TEXT = { waiting: 'chờ gửi', failed: 'sẽ gửi lại', sent: 'đã gửi', dead: 'thôi gửi' } as const;
const NAMES_OF_CHANNELS = ['email', 'webhook'] as const;

/** What is sent to people and systems: deliveries that wait, failed or were given up. */
export function notificationCommands(program: Command): void {
  const notifications = program.command('notifications').description('thông báo: các lượt gửi');
  notifications
    .command('list')
    .description('các lượt gửi, mới nhất trước; --state dead: những lượt đã thôi gửi')
    .option('--state <state>', STATES.join(', '))
    .option('--channel <channel>', NAMES_OF_CHANNELS.join(', '))
    .option('--limit <n>', 'số dòng', '50')
    .option('--json', 'in JSON')
    .action(async ({ state, channel, limit, json }: ListOptions) => {
      const { withSystem } = await import('../system.js');
      const { ListDeliveriesQuery } = await import('#notifications');
      const filter = {
        state: oneOf('--state', state, STATES),
        channel: oneOf('--channel', channel, NAMES_OF_CHANNELS),
        limit: rowsOption(limit),
      };
      const page = await withSystem(({ queries, principal }) =>
        queries.execute(new ListDeliveriesQuery(principal, filter)),
      );
      if (json) return printJson(page);
      const rows = page.items.map((delivery) => [
        delivery.id,
        delivery.channel,
        delivery.target,
        delivery.kind,
        STATE_TEXT[delivery.state],
        delivery.attempts,
        delivery.nextAttemptAt === null ? '–' : localDateTimeText(delivery.nextAttemptAt),
        delivery.lastError ?? '–',
      ]);
      print(table(['Mã', 'Kênh', 'Nơi nhận', 'Về', 'Trạng thái', 'Số lần', 'Lần tới', 'Lỗi gần nhất'], rows));
      const counts = STATES.map((one) => `${STATE_TEXT[one]} ${page.counts[one]}`);
      print(`\nTổng số: ${counts.join(', ')}.`);
    });
  notifications
    .command('retry')
    .description('gửi lại một lượt đã thôi gửi hoặc đang chờ gửi lại; máy chủ đang chạy sẽ gửi')
    .argument('<delivery>', 'mã lượt gửi')
    .action(async (delivery: string) => {
      const { withSystem } = await import('../system.js');
      const { RetryDeliveryCommand } = await import('#notifications');
      await withSystem(({ commands, principal }) =>
        commands.execute(new RetryDeliveryCommand(principal, delivery)),
      );
      print('Đã đưa lại vào hàng chờ gửi.');
    });
}

function oneOf<Word extends string>(
  option: string,
  value: string | undefined,
  words: readonly Word[],
): Word | undefined {
  const found = words.find((word) => word === value);
  if (value === undefined || found !== undefined) return found;
  throw new Refusal('invalid', 'invalid-option', `${option} là một trong: ${words.join(', ')}.`);
}

function rowsOption(text: string): number {
  const rows = Number(text);
  if (/^\d+$/.test(text) && rows >= 1 && rows <= MAX_ROWS) return rows;
  throw new Refusal('invalid', 'invalid-limit', `--limit là số nguyên từ 1 đến ${MAX_ROWS}.`);
}
