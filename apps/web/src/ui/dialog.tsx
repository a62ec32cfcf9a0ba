import { type ReactNode, useEffect, useId, useRef } from 'react';
import css from './dialog.module.css';

const FIRST_FIELD = `[data-dialog-body] :is(input:not([type="file"], [hidden]), select, textarea):not(:disabled)`;
const OPEN_CALENDAR = '.ant-picker-dropdown:not(.ant-picker-dropdown-hidden)';

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
  const calendarOpen = useRef(false);
  const id = useId();
  useEffect(() => {
    const dialog = element.current;
    const before = document.activeElement;
    dialog?.showModal();
    // The browser would begin at the cross; whoever opens a form wants to type.
    dialog?.querySelector<HTMLElement>(FIRST_FIELD)?.focus();
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
      onKeyDownCapture={({ key, currentTarget }) => {
        if (key === 'Escape') calendarOpen.current = currentTarget.querySelector(OPEN_CALENDAR) !== null;
      }}
      onCancel={(event) => {
        event.preventDefault();
        // The first Escape is the calendar's.
        if (calendarOpen.current) calendarOpen.current = false;
        else onClose?.();
      }}
      // Escape twice in a row closes it without asking.
      onClose={({ target, currentTarget }) => {
        if (target !== currentTarget || currentTarget.open) return;
        if (onClose) onClose();
        else currentTarget.showModal();
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
      <div className={css.body} data-dialog-body>
        {children}
      </div>
      {footer ? <div className={css.footer}>{footer}</div> : null}
    </dialog>
  );
}
