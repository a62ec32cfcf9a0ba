import type { ReactNode } from 'react';
import css from './figure.module.css';
import type { Tone } from './words.js';

interface FigureProps {
  /** The link to the list behind it, with the figure as its text. */
  readonly children: ReactNode;
  readonly label: string;
  readonly sign?: string;
  readonly tone?: Tone;
  /** 0–1: how much of the whole, as a bar. */
  readonly share?: number;
}

/** One figure with its name, its sign and its share; the figure itself opens the list behind it. */
export function Figure({ children, label, sign, tone = 'unknown', share }: FigureProps) {
  return (
    <div className={`${css.figure} ${css[tone]}`}>
      <span className={css.sign} aria-hidden="true">
        {sign}
      </span>
      <span className={css.label}>{label}</span>
      <span className={css.value}>{children}</span>
      {share === undefined ? null : (
        <span className={css.track} aria-hidden="true">
          <span style={{ width: `${share * 100}%` }} />
        </span>
      )}
    </div>
  );
}
