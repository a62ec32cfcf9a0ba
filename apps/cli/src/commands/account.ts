import type { Command } from 'commander';
import { print, printJson } from '../output.js';

/** Accounts, from the server's command line: the first administrator comes from here. */
export function accountCommands(program: Command): void {
  const account = program.command('account').description('tài khoản');
  account
    .command('create')
    .description('đăng ký tài khoản và in mật khẩu sinh ra; tài khoản quản trị đầu tiên tạo ở đây')
    .argument('<id>', 'mã tài khoản: chữ thường, số, dấu chấm, gạch nối')
    .requiredOption('--role <role>', 'standing-office, lead-unit, inspector, administrator')
    .option('--unit <id>', 'đơn vị, cho vai trò lead-unit')
    .requiredOption('--name <position>', 'chức danh, không phải tên người')
    .option('--json', 'in JSON')
    .action(async (id: string, options: { role: string; unit?: string; name: string; json?: boolean }) => {
      const { withSystem } = await import('../system.js');
      const { generatePassword, GRANTABLE_ROLES, RegisterAccountCommand, SetPasswordCommand } = await import(
        '#access'
      );
      const { Refusal } = await import('#kernel');
      const role = GRANTABLE_ROLES.find((one) => one === options.role);
      if (!role) {
        throw new Refusal('invalid', 'invalid-role', `--role là một trong: ${GRANTABLE_ROLES.join(', ')}.`);
      }
      const password = generatePassword();
      await withSystem(
        async ({ commands, context }) => {
          const grants = [{ role, unit: options.unit ?? null }];
          const registration = { id, displayName: options.name, grants };
          const { eventIds } = await commands.execute(
            new RegisterAccountCommand(registration, context(['account', registration])),
          );
          if (eventIds.length === 0) {
            throw new Refusal(
              'conflict',
              'account-exists',
              `Tài khoản “${id}” đã có; đặt lại mật khẩu bằng: account password ${id}.`,
            );
          }
          await commands.execute(new SetPasswordCommand(id, password, context(['password', id])));
        },
        { create: true },
      );
      if (options.json) printJson({ account: id, password });
      else print(`Tài khoản: ${id}\nMật khẩu:  ${password}\n(chỉ in một lần; đổi sau khi đăng nhập)`);
    });
  account
    .command('password')
    .description('đặt lại mật khẩu của một tài khoản và in ra')
    .argument('<id>', 'mã tài khoản')
    .option('--json', 'in JSON')
    .action(async (id: string, { json }: { json?: boolean }) => {
      const { withSystem } = await import('../system.js');
      const { generatePassword, SetPasswordCommand } = await import('#access');
      const password = generatePassword();
      await withSystem(({ commands, context }) =>
        commands.execute(new SetPasswordCommand(id, password, context(['password', id]))),
      );
      if (json) printJson({ account: id, password });
      else print(`Mật khẩu mới: ${password}`);
    });
}
