import { useEffect, useRef } from 'react';
import { Dialog } from '../../ui/dialog.js';
import css from './this-month.module.css';

/** The page's keys. Function keys: no way of typing Vietnamese touches them, and they work inside a field. */
export const KEYS = {
  next: 'F8',
  previous: 'Shift+F8',
  send: 'Ctrl+Enter',
  nothing: 'F9',
  help: 'F1',
} as const;

export type KeyName = keyof typeof KEYS;

const LABELS: Readonly<Record<KeyName, string>> = {
  next: 'mở việc tiếp theo',
  previous: 'mở việc trước',
  send: 'gửi cập nhật đang nhập, rồi sang việc chưa gửi tiếp theo',
  nothing: 'gửi “không phát sinh” cho việc đang mở, rồi sang việc tiếp theo',
  help: 'mở bảng phím này',
};

function nameOf(event: KeyboardEvent): KeyName | null {
  const { key, ctrlKey, metaKey, altKey, shiftKey } = event;
  if (altKey) return null;
  if (key === 'Enter') return ctrlKey || metaKey ? 'send' : null;
  if (ctrlKey || metaKey) return null;
  if (key === 'F8') return shiftKey ? 'previous' : 'next';
  if (shiftKey) return null;
  if (key === 'F9') return 'nothing';
  return key === 'F1' ? 'help' : null;
}

/** Does what each key says, while the component is there; not over an open dialog, not in the middle of a composition. */
export function useKeys(actions: Readonly<Partial<Record<KeyName, () => void>>>): void {
  const latest = useRef(actions);
  latest.current = actions;
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing || document.querySelector('dialog[open]')) return;
      const name = nameOf(event);
      const action = name === null ? undefined : latest.current[name];
      if (action === undefined) return;
      event.preventDefault();
      // Held down, a key is pressed once.
      if (!event.repeat) action();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, []);
}

/** The keys, as a line that is always on the page. */
export function KeyLine() {
  return (
    <p className={`${css.keyLine} no-print`}>
      <span>
        <kbd>{KEYS.next}</kbd> việc tiếp theo
      </span>
      <span>
        <kbd>{KEYS.send}</kbd> gửi và sang việc sau
      </span>
      <span>
        <kbd>{KEYS.nothing}</kbd> không phát sinh
      </span>
      <span>
        <kbd>{KEYS.help}</kbd> các phím
      </span>
    </p>
  );
}

export function KeysDialog({ onClose }: { readonly onClose: () => void }) {
  return (
    <Dialog title="Làm cả trang bằng bàn phím" onClose={onClose}>
      <dl className={css.keys}>
        {(Object.keys(KEYS) as KeyName[]).map((name) => (
          <div key={name}>
            <dt>
              <kbd>{KEYS[name]}</kbd>
            </dt>
            <dd>{LABELS[name]}</dd>
          </div>
        ))}
        <div>
          <dt>
            <kbd>Tab</kbd>
          </dt>
          <dd>sang ô tiếp theo của biểu mẫu</dd>
        </div>
      </dl>
      <p>
        Nội dung đang nhập được giữ trên máy này sau mỗi lần gõ: tải lại trang, mất kết nối hay hết phiên đăng
        nhập đều không làm mất. Bấm gửi nhiều lần vẫn chỉ ghi một lần.
      </p>
    </Dialog>
  );
}
