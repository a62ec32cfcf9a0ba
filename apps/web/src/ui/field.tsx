import { type ReactNode, useId } from 'react';
import css from './field.module.css';

/** What the control of a field takes over: its id, and where its hint and errors stand. */
export interface ControlProps {
  readonly id: string;
  readonly required?: true;
  readonly 'aria-describedby'?: string;
  readonly 'aria-invalid'?: true;
}

interface FieldProps {
  readonly label: string;
  readonly hint?: ReactNode;
  /** What is wrong with it, one sentence each. */
  readonly errors?: readonly string[];
  readonly required?: boolean;
  readonly children: (control: ControlProps) => ReactNode;
}

/** A label, its control, a hint, and what is wrong with it beside it. */
export function Field({ label, hint, errors = [], required = false, children }: FieldProps) {
  const id = useId();
  const described = [...(hint ? [`${id}-hint`] : []), ...(errors.length > 0 ? [`${id}-errors`] : [])].join(
    ' ',
  );
  return (
    <div className={css.field}>
      <label htmlFor={id}>
        {label}
        {required ? <span aria-hidden="true"> *</span> : null}
      </label>
      {children({
        id,
        ...(required ? { required: true } : {}),
        ...(described === '' ? {} : { 'aria-describedby': described }),
        ...(errors.length > 0 ? { 'aria-invalid': true } : {}),
      })}
      {hint ? (
        <p id={`${id}-hint`} className={css.hint}>
          {hint}
        </p>
      ) : null}
      {errors.length > 0 ? (
        <ul id={`${id}-errors`} className={css.errors}>
          {errors.map((error) => (
            <li key={error}>{error}</li>
          ))}
        </ul>
      ) : null}
    </div>
  );
}
