import { Input } from 'antd';
import { DayPicker } from '../../../ui/day-picker.js';
import { Field } from '../../../ui/field.js';
import type { FormParts } from '../../../ui/form-dialog.js';
import css from './fields.module.css';

const MAX_REASON = 2000;
const MAX_NUMBER = 100;
const MAX_ISSUER = 200;

interface LongTextProps {
  readonly label: string;
  readonly hint?: string;
  readonly required?: boolean;
  readonly value: string;
  readonly errors: readonly string[];
  readonly onChange: (text: string) => void;
  readonly autoFocus?: boolean;
}

/** A text of several lines. */
export function LongText({
  label,
  hint,
  required = true,
  value,
  errors,
  onChange,
  autoFocus = false,
}: LongTextProps) {
  return (
    <Field label={label} hint={hint} errors={errors} required={required}>
      {(control) => (
        <Input.TextArea
          {...control}
          autoFocus={autoFocus}
          rows={4}
          maxLength={MAX_REASON}
          dir="auto"
          value={value}
          onChange={({ target }) => onChange(target.value)}
        />
      )}
    </Field>
  );
}

/** A document that is being typed in. */
export interface TypedDocument {
  readonly number: string;
  /** `YYYY-MM-DD`; null: not chosen yet. */
  readonly date: string | null;
  readonly issuer: string;
}

export const NO_DOCUMENT: TypedDocument = { number: '', date: null, issuer: '' };

/** For the server; undefined: none was given. What is missing of it, the server says. */
export function documentOf({ number, date, issuer }: TypedDocument) {
  if (number.trim() === '' && date === null && issuer.trim() === '') return undefined;
  // Without a day the server says that it is missing.
  return { number: number.trim(), date: date as string, issuer: issuer.trim() };
}

interface DocumentFieldsProps {
  readonly title: string;
  /** Its place in the body, as `document`. */
  readonly at: string;
  readonly required?: boolean;
  readonly value: TypedDocument;
  readonly errorsOf: FormParts<unknown>['errorsOf'];
  readonly onChange: (document: TypedDocument) => void;
}

/** Number, day and issuer of a document. */
export function DocumentFields({
  title,
  at,
  required = false,
  value,
  errorsOf,
  onChange,
}: DocumentFieldsProps) {
  const inside = ['number', 'date', 'issuer'].map((name) => errorsOf(`${at}.${name}`));
  // What concerns the document as a whole, and no part of it.
  const whole = inside.every((errors) => errors.length === 0) ? errorsOf(at) : [];
  const [ofNumber = [], ofDate = [], ofIssuer = []] = inside;
  return (
    <fieldset className={css.document}>
      <legend>
        {title}
        {required ? (
          <span className={css.small}> (bắt buộc)</span>
        ) : (
          <span className={css.small}> (nếu có)</span>
        )}
      </legend>
      <div className={css.parts}>
        <Field label="Số, ký hiệu" errors={[...whole, ...ofNumber]}>
          {(control) => (
            <Input
              {...control}
              maxLength={MAX_NUMBER}
              value={value.number}
              onChange={({ target }) => onChange({ ...value, number: target.value })}
            />
          )}
        </Field>
        <Field label="Ngày ban hành" errors={ofDate}>
          {(control) => (
            <DayPicker {...control} value={value.date} onChange={(date) => onChange({ ...value, date })} />
          )}
        </Field>
        <Field label="Cơ quan ban hành" errors={ofIssuer}>
          {(control) => (
            <Input
              {...control}
              maxLength={MAX_ISSUER}
              value={value.issuer}
              onChange={({ target }) => onChange({ ...value, issuer: target.value })}
            />
          )}
        </Field>
      </div>
    </fieldset>
  );
}
