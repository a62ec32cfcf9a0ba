import { type ReactNode, useId } from 'react';
import css from './this-month.module.css';

/** What a control of a field is given: its id, and where its hint and its flaw stand. */
export interface ControlProps {
  readonly id: string;
  readonly 'aria-describedby'?: string;
  readonly 'aria-invalid'?: true;
}

interface FieldProps {
  readonly label: string;
  readonly hint?: ReactNode;
  /** Why it can't be sent so: beside the field, read with it. */
  readonly flaws?: readonly string[];
  readonly wide?: boolean;
  readonly children: (control: ControlProps) => ReactNode;
}

/** A labelled field with its hint and what is wrong with it. */
export function Field({ label, hint, flaws = [], wide = false, children }: FieldProps) {
  const id = useId();
  const described = [hint ? `${id}-hint` : '', flaws.length > 0 ? `${id}-flaw` : ''].filter(Boolean).join(' ');
  return (
    <div className={`${css.field} ${wide ? css.wide : ''}`}>
      <label htmlFor={id}>{label}</label>
      {children({
        id,
        ...(described === '' ? {} : { 'aria-describedby': described }),
        ...(flaws.length > 0 ? { 'aria-invalid': true as const } : {}),
      })}
      {hint ? (
        <p id={`${id}-hint`} className={css.hint}>
          {hint}
        </p>
      ) : null}
      {flaws.length > 0 ? (
        <p id={`${id}-flaw`} className={css.flaw}>
          {flaws.join(' ')}
        </p>
      ) : null}
    </div>
  );
}
