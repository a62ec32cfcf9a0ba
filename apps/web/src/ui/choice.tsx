import { useId } from 'react';
import css from './choice.module.css';

interface ChoiceProps<Value extends string> {
  readonly label: string;
  readonly options: readonly { readonly value: Value; readonly text: string }[];
  /** Null: nothing is chosen yet. */
  readonly value: Value | null;
  readonly onChange: (value: Value) => void;
  /** What is wrong with it, one sentence each. */
  readonly flaws?: readonly string[];
}

/** One of a few, all in sight. */
export function Choice<Value extends string>({
  label,
  options,
  value,
  onChange,
  flaws = [],
}: ChoiceProps<Value>) {
  const id = useId();
  const wrong = flaws.length > 0 ? { 'aria-describedby': id, 'aria-invalid': true as const } : {};
  return (
    <fieldset className={css.choice}>
      <legend>{label}</legend>
      {options.map((option) => (
        <label key={option.value} className={css.option}>
          <input
            {...wrong}
            type="radio"
            name={id}
            checked={value === option.value}
            onChange={() => onChange(option.value)}
          />
          {option.text}
        </label>
      ))}
      {flaws.length > 0 ? (
        <span id={id} className={css.flaw} role="alert">
          {flaws.join(' ')}
        </span>
      ) : null}
    </fieldset>
  );
}
