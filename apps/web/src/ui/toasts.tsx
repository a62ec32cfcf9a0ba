import { createStore, useStore } from '../api/store.js';
import css from './toasts.module.css';

interface Toast {
  readonly id: number;
  readonly text: string;
  readonly tone: 'good' | 'bad' | 'info';
}

const toasts = createStore<readonly Toast[]>([]);
const SHOWN_MS = 6_000;
let last = 0;

/** Tells in passing that something was done or failed. What must be acted upon belongs beside its field instead. */
export function toast(text: string, tone: Toast['tone'] = 'good'): void {
  last += 1;
  const id = last;
  toasts.set((before) => [...before, { id, text, tone }]);
  window.setTimeout(() => toasts.set((before) => before.filter((one) => one.id !== id)), SHOWN_MS);
}

/** Where toasts appear: once, in the frame. */
export function Toasts() {
  const shown = useStore(toasts);
  return (
    <div className={`${css.toasts} no-print`} role="status" aria-live="polite">
      {shown.map(({ id, text, tone }) => (
        <p key={id} className={`${css.toast} ${css[tone]}`}>
          {text}
        </p>
      ))}
    </div>
  );
}
