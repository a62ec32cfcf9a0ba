import { useState } from 'react';
import { useCommand } from '../../api/commands.js';
import { flawsAt, ProblemError } from '../../api/problem.js';
import { askAgain } from '../../api/reads.js';
import { logIn, sessionEnded } from '../../api/session.js';
import { meControllerChangePassword } from '../../client/sdk.gen.js';
import { PASSWORD_RULE, PasswordField, SecretDialog } from '../../ui/secret-dialog.js';
import { toast } from '../../ui/toasts.js';

const DIFFERENT = new ProblemError(
  400,
  'passwords-differ',
  'Chưa khớp',
  'Hai lần nhập mật khẩu mới chưa giống nhau.',
  [{ at: 'again', detail: 'chưa giống mật khẩu mới ở trên' }],
);
const FIELDS = ['currentPassword', 'password', 'again'];

interface PasswordDialogProps {
  /** Id of who is logged in. */
  readonly account: string;
  readonly onClose: () => void;
}

/** One's own password. The change ends every session, this one too, which begins anew by the new password. */
export default function PasswordDialog({ account, onClose }: PasswordDialogProps) {
  const [currentPassword, setCurrentPassword] = useState('');
  const [password, setPassword] = useState('');
  const [again, setAgain] = useState('');
  const [entering, setEntering] = useState(false);
  const [differ, setDiffer] = useState<ProblemError | null>(null);
  const command = useCommand({
    send: (body: { readonly currentPassword: string; readonly password: string }, call) =>
      meControllerChangePassword({ ...call, body }),
    // What is read before the next login would find no session.
    writes: [],
  });
  const error = differ ?? command.error;
  const submit = async () => {
    const matches = password.normalize('NFC') === again.normalize('NFC');
    setDiffer(matches ? null : DIFFERENT);
    command.reset();
    if (!matches || (await command.run({ currentPassword, password })) === null) return;
    setEntering(true);
    try {
      await logIn(account, password);
      toast('Đã đổi mật khẩu. Các phiên đăng nhập khác của tài khoản này đã kết thúc.');
    } catch {
      toast('Đã đổi mật khẩu. Hãy đăng nhập lại bằng mật khẩu mới.', 'info');
      sessionEnded();
    }
    void askAgain(new Set(['account']));
    onClose();
  };
  return (
    <SecretDialog
      title="Đổi mật khẩu"
      submit="Đổi mật khẩu"
      pending={command.pending || entering}
      error={error}
      fields={FIELDS}
      onSubmit={() => void submit()}
      onClose={onClose}
    >
      <p>
        Đổi xong, mọi phiên đăng nhập khác của tài khoản này, trên máy khác hay chương trình khác, kết thúc
        ngay; ở đây vẫn làm việc tiếp.
      </p>
      {/* Password managers ask whose password it is. */}
      <input type="text" name="username" autoComplete="username" value={account} readOnly hidden />
      <PasswordField
        label="Mật khẩu hiện tại"
        autoComplete="current-password"
        value={currentPassword}
        errors={flawsAt(error, 'currentPassword')}
        onChange={setCurrentPassword}
      />
      <PasswordField
        label="Mật khẩu mới"
        hint={PASSWORD_RULE}
        autoComplete="new-password"
        value={password}
        errors={flawsAt(error, 'password')}
        onChange={setPassword}
      />
      <PasswordField
        label="Nhập lại mật khẩu mới"
        autoComplete="new-password"
        value={again}
        errors={flawsAt(error, 'again')}
        onChange={setAgain}
      />
    </SecretDialog>
  );
}
