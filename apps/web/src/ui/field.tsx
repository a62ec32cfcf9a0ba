import { type ReactNode, useId } from 'react';
import common from './common.module.css';
import css from './field.module.css';
import { number } from './format.js';

/** What the control of a field takes over: its id, and where its hint and errors stand. */
export interface ControlProps {
  readonly id: string;
  readonly required?: true;
  readonly 'aria-describedby'?: string;
  readonly 'aria-invalid'?: true;
}

/** How long a text may be: the server's limit, in characters. What is over it is kept and told, never cut off. */
export interface Limit {
  readonly text: string;
  readonly max: number;
}

/** Characters as people and the server count them. */
export const lengthOf = (text: string): number => [...text.normalize('NFC').trim()].length;

/** Says by how much a text is too long; null: it isn't. */
export function tooLong({ text, max }: Limit): string | null {
  const length = lengthOf(text);
  return length > max
    ? `Dài ${number(length)} ký tự, tối đa ${number(max)}: hãy rút gọn ${number(length - max)} ký tự.`
    : null;
}

/** From this share of the limit on it is counted before the reader's eyes. */
const NEAR = 0.8;

interface FieldProps {
  readonly label: string;
  readonly hint?: ReactNode;
  /** What is wrong with it, one sentence each. */
  readonly errors?: readonly string[];
  readonly required?: boolean;
  readonly limit?: Limit;
  readonly children: (control: ControlProps) => ReactNode;
}

/** A label, its control, a hint, and what is wrong with it beside it. */
export function Field({ label, hint, errors: flaws = [], required = false, limit, children }: FieldProps) {
  const id = useId();
  const length = limit ? lengthOf(limit.text) : 0;
  const max = limit?.max ?? 0;
  const over = limit ? tooLong(limit) : null;
  const errors = over === null ? flaws : [over];
  const counted = limit !== undefined && length >= max * NEAR && length <= max;
  const described = [
    ...(hint ? [`${id}-hint`] : []),
    ...(counted ? [`${id}-count`] : []),
    ...(errors.length > 0 ? [`${id}-errors`] : []),
  ].join(' ');
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
        <p id={`${id}-hint`} className={common.small}>
          {hint}
        </p>
      ) : null}
      {counted ? (
        <p id={`${id}-count`} className={common.small}>
          {number(length)} / {number(max)} ký tự
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
