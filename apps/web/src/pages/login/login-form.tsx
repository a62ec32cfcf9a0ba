import { Button, Input } from 'antd';
import { type FormEvent, useId, useState } from 'react';
import { messageOf, ProblemError } from '../../api/problem.js';
import { type LiveSession, logIn } from '../../api/session.js';
import common from '../../ui/common.module.css';
import css from './login-form.module.css';

interface LoginFormProps {
  /** Given: who was logged in before, as the name that is proposed. */
  readonly account?: string;
  readonly onIn: (live: LiveSession) => void;
}

/** Account and password; what is wrong is told beside the button. */
export function LoginForm({ account: before = '', onIn }: LoginFormProps) {
  const [account, setAccount] = useState(before);
  const [password, setPassword] = useState('');
  const [error, setError] = useState<unknown>(null);
  const [pending, setPending] = useState(false);
  const id = useId();
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (pending) return;
    if (account.trim() === '' || password === '') {
      setError(
        new ProblemError(400, 'invalid-input', 'Thiếu thông tin', 'Hãy nhập cả tài khoản và mật khẩu.'),
      );
      return;
    }
    setPending(true);
    setError(null);
    try {
      onIn(await logIn(account.trim(), password));
    } catch (reason) {
      setError(reason);
      setPending(false);
    }
  };
  const describedBy =
    error === null ? {} : { 'aria-describedby': `${id}-error`, 'aria-invalid': true as const };
  return (
    <form className={css.form} onSubmit={(event) => void submit(event)} noValidate>
      <label htmlFor={`${id}-account`}>Tài khoản</label>
      <Input
        id={`${id}-account`}
        name="account"
        size="large"
        autoComplete="username"
        autoCapitalize="none"
        spellCheck={false}
        autoFocus={before === ''}
        required
        value={account}
        onChange={({ target }) => setAccount(target.value)}
        {...describedBy}
      />
      <label htmlFor={`${id}-password`}>Mật khẩu</label>
      <Input
        id={`${id}-password`}
        name="password"
        type="password"
        size="large"
        autoComplete="current-password"
        autoFocus={before !== ''}
        required
        value={password}
        onChange={({ target }) => setPassword(target.value)}
        {...describedBy}
      />
      {error === null ? null : (
        <p id={`${id}-error`} className={common.problem} role="alert">
          {messageOf(error)}
        </p>
      )}
      <Button type="primary" size="large" htmlType="submit" loading={pending}>
        Đăng nhập
      </Button>
    </form>
  );
}
