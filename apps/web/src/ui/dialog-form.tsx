import { Button } from 'antd';
import { type ReactNode, useEffect, useId, useRef } from 'react';
import common from './common.module.css';
import { Dialog } from './dialog.js';
import css from './dialog-form.module.css';

/** Told where every flaw stands at its field. */
export const SEE_FIELDS = 'Chưa gửi được: xem chỗ được đánh dấu.';

interface DialogFormProps {
  readonly title: string;
  /** The button that sends it. */
  readonly submit: string;
  /** What it does can't be taken back easily. */
  readonly danger?: boolean;
  readonly pending: boolean;
  /** Why the last try failed: the first field that has a flaw takes the focus; null: it didn't. */
  readonly error: unknown;
  /** What is told of it below the fields; null: nothing. */
  readonly problem: string | null;
  readonly onSubmit: () => void;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/** A dialog whose body is a form, and whose buttons close or send it. */
export function DialogForm(props: DialogFormProps) {
  const { title, submit, danger = false, pending, error, problem, onSubmit, onClose, children } = props;
  const form = useRef<HTMLFormElement>(null);
  const id = useId();
  useEffect(() => {
    if (error !== null) form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }, [error]);
  return (
    <Dialog
      title={title}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>Đóng</Button>
          <Button type="primary" danger={danger} htmlType="submit" form={id} loading={pending}>
            {submit}
          </Button>
        </>
      }
    >
      <form
        id={id}
        ref={form}
        className={css.form}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          onSubmit();
        }}
      >
        {children}
        <div role="alert">{problem === null ? null : <p className={common.problem}>{problem}</p>}</div>
      </form>
    </Dialog>
  );
}
