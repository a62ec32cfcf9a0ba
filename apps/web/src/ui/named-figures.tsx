import type { ReactNode } from 'react';
import css from './named-figures.module.css';

interface NamedFiguresProps {
  readonly rows: readonly {
    readonly label: string;
    readonly value: ReactNode;
    /** One of those that are looked for first. */
    readonly large?: boolean;
  }[];
}

/** Figures side by side, each under its name. */
export function NamedFigures({ rows }: NamedFiguresProps) {
  return (
    <dl className={css.figures}>
      {rows.map(({ label, value, large = false }) => (
        <div key={label} className={large ? css.large : undefined}>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
