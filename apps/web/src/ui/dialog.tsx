import { type ReactNode, useEffect, useId, useRef } from 'react';
import css from './dialog.module.css';

interface DialogProps {
  readonly title: string;
  /** Escape, or the cross; left out: it can't be closed but by what is in it. */
  readonly onClose?: () => void;
  readonly children: ReactNode;
  /** Buttons, the one that carries it out last. */
  readonly footer?: ReactNode;
  /** For tables and previews. */
  readonly wide?: boolean;
}

/**
 * A dialog over the page, by the browser's own `<dialog>`: it keeps the focus, Escape closes it, the page behind is inert.
 * (antd's Modal and Drawer put styles into the page without the nonce, which the Content-Security-Policy refuses.)
 */
export function Dialog({ title, onClose, children, footer, wide = false }: DialogProps) {
  const element = useRef<HTMLDialogElement>(null);
  const id = useId();
  useEffect(() => {
    const dialog = element.current;
    const before = document.activeElement;
    dialog?.showModal();
    return () => {
      dialog?.close();
      if (before instanceof HTMLElement) before.focus();
    };
  }, []);
  return (
    <dialog
      ref={element}
      aria-labelledby={id}
      className={`${css.dialog} ${wide ? css.wide : ''}`}
      onCancel={(event) => {
        event.preventDefault();
        onClose?.();
      }}
    >
      <div className={css.head}>
        <h2 id={id}>{title}</h2>
        {onClose ? (
          <button type="button" className={css.close} onClick={onClose}>
            <span aria-hidden="true">✕</span>
            <span className="sr-only">Đóng</span>
          </button>
        ) : null}
      </div>
      <div className={css.body}>{children}</div>
      {footer ? <div className={css.footer}>{footer}</div> : null}
    </dialog>
  );
}
