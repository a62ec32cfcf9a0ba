import { Button } from 'antd';
import { useState } from 'react';
import { useCommand } from '../../api/commands.js';
import { flawsAt } from '../../api/problem.js';
import { accountsControllerSetPassword } from '../../client/sdk.gen.js';
import { Choice } from '../../ui/choice.js';
import { Dialog } from '../../ui/dialog.js';
import { PASSWORD_RULE, PasswordField, SecretDialog } from '../../ui/secret-dialog.js';
import { toast } from '../../ui/toasts.js';
import css from './accounts.module.css';
import { generatePassword } from './generate-password.js';

interface SetPasswordProps {
  readonly account: { readonly id: string; readonly displayName: string };
  readonly onClose: () => void;
}

/** A new password for somebody else, shown this once; nothing keeps it but the server's digest. */
export function SetPassword({ account: { id, displayName }, onClose }: SetPasswordProps) {
  const [way, setWay] = useState<'generated' | 'typed'>('generated');
  const [generated] = useState(generatePassword);
  const [typed, setTyped] = useState('');
  const [set, setSet] = useState<string | null>(null);
  const { run, pending, error, reset } = useCommand({
    send: (password: string, call) =>
      accountsControllerSetPassword({ ...call, path: { id }, body: { password } }),
    writes: ['account'],
    onDone: (_answer, password) => setSet(password),
  });
  if (set !== null) {
    return (
      <Dialog title="Đã đặt mật khẩu" onClose={onClose} footer={<Button onClick={onClose}>Đóng</Button>}>
        <p>
          Mật khẩu của <bdi>{displayName}</bdi> (tài khoản {id}):
        </p>
        <Secret text={set} />
        <p>
          Chỉ hiện lần này: đóng lại là không xem được nữa. Hãy trao tận tay và đề nghị người nhận đổi ngay
          sau khi đăng nhập.
        </p>
      </Dialog>
    );
  }
  return (
    <SecretDialog
      title="Đặt mật khẩu"
      submit="Đặt mật khẩu"
      pending={pending}
      error={error}
      fields={way === 'typed' ? ['password'] : []}
      onSubmit={() => void run(way === 'generated' ? generated : typed)}
      onClose={onClose}
    >
      <p>
        Cho <bdi>{displayName}</bdi> (tài khoản {id}). Mật khẩu cũ không dùng được nữa, và mọi phiên đăng nhập
        của tài khoản này kết thúc.
      </p>
      <Choice
        label="Mật khẩu mới"
        options={[
          { value: 'generated', text: 'Tạo ngẫu nhiên (nên dùng); hiện một lần sau khi đặt' },
          { value: 'typed', text: 'Tự nhập' },
        ]}
        value={way}
        onChange={(next) => {
          setWay(next);
          reset();
        }}
      />
      {way === 'typed' ? (
        <PasswordField
          label="Mật khẩu tự nhập"
          hint={PASSWORD_RULE}
          autoComplete="new-password"
          value={typed}
          errors={flawsAt(error, 'password')}
          onChange={setTyped}
        />
      ) : null}
    </SecretDialog>
  );
}

/** A secret to be handed over: where the browser doesn't let a page copy, it is marked to be copied by hand. */
function Secret({ text }: { readonly text: string }) {
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text);
      toast('Đã chép mật khẩu.');
    } catch {
      toast('Trình duyệt không cho chép: hãy bôi đen mật khẩu và chép bằng tay.', 'info');
    }
  };
  return (
    <p className={css.secret}>
      <code>{text}</code>
      <Button onClick={() => void copy()}>Chép mật khẩu</Button>
    </p>
  );
}
