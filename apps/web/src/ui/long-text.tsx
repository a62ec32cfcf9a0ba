import { Input } from 'antd';
import { Field } from './field.js';

interface LongTextProps {
  readonly label: string;
  readonly hint?: string;
  readonly required?: boolean;
  /** Lines that are seen at once. */
  readonly rows?: number;
  /** How long it may be: the server's limit, in characters. */
  readonly max?: number;
  readonly value: string;
  readonly errors: readonly string[];
  readonly onChange: (text: string) => void;
}

/** A text of several lines, each written in its own direction. */
export function LongText(props: LongTextProps) {
  const { label, hint, required = true, rows = 3, max, value, errors, onChange } = props;
  return (
    <Field
      label={label}
      hint={hint}
      errors={errors}
      required={required}
      limit={max === undefined ? undefined : { text: value, max }}
    >
      {(control) => (
        <Input.TextArea
          {...control}
          rows={rows}
          dir="auto"
          value={value}
          onChange={({ target }) => onChange(target.value)}
        />
      )}
    </Field>
  );
}
