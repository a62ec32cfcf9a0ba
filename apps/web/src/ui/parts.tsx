import type { ReactNode } from 'react';
import css from './parts.module.css';

interface PartsProps {
  readonly label: string;
  /** A link to each part; that of the part which is shown has `aria-current="page"`. */
  readonly children: ReactNode;
}

/** The parts of a page, one of which is shown. */
export function Parts({ label, children }: PartsProps) {
  return (
    <nav className={`${css.parts} no-print`} aria-label={label}>
      {children}
    </nav>
  );
}
