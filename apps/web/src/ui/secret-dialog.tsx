import { Input } from 'antd';
import type { ReactNode } from 'react';
import { messageOf, ProblemError } from '../api/problem.js';
import { DialogForm, SEE_FIELDS } from './dialog-form.js';
import { Field } from './field.js';

interface SecretDialogProps {
  readonly title: string;
  /** The button that sends it. */
  readonly submit: string;
  readonly pending: boolean;
  readonly error: unknown;
  /** The fields that tell their own flaws. */
  readonly fields: readonly string[];
  readonly onSubmit: () => void;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/** A form whose fields are secrets: nothing of it is kept, and it ends with the dialog. */
export function SecretDialog(props: SecretDialogProps) {
  const { title, submit, pending, error, fields, onSubmit, onClose, children } = props;
  const flaws = error instanceof ProblemError ? error.flaws : [];
  const placed = flaws.length > 0 && flaws.every(({ at }) => fields.includes(at));
  return (
    <DialogForm
      title={title}
      submit={submit}
      pending={pending}
      error={error}
      problem={error === null ? null : placed ? SEE_FIELDS : messageOf(error)}
      onSubmit={onSubmit}
      onClose={onClose}
    >
      {children}
    </DialogForm>
  );
}

/** How long a password must be, as the server asks. */
export const PASSWORD_RULE = 'Từ 12 đến 200 ký tự.';

interface PasswordFieldProps {
  readonly label: string;
  readonly hint?: string;
  /** Whether a password manager should propose the one it knows, or a new one. */
  readonly autoComplete: 'current-password' | 'new-password';
  readonly value: string;
  readonly errors: readonly string[];
  readonly onChange: (password: string) => void;
}

/** A password, which nobody reads over one's shoulder. */
export function PasswordField({ label, hint, autoComplete, value, errors, onChange }: PasswordFieldProps) {
  return (
    <Field label={label} hint={hint} errors={errors} required>
      {(control) => (
        <Input
          {...control}
          type="password"
          autoComplete={autoComplete}
          value={value}
          onChange={({ target }) => onChange(target.value)}
        />
      )}
    </Field>
  );
}
