import { Input } from 'antd';
import common from '../../../ui/common.module.css';
import { DayPicker } from '../../../ui/day-picker.js';
import { Field } from '../../../ui/field.js';
import type { FormParts } from '../../../ui/form-dialog.js';
import { LongText } from '../../../ui/long-text.js';
import { MAX_REASON } from './dialog-props.js';
import css from './fields.module.css';

const MAX_NUMBER = 100;
const MAX_ISSUER = 200;

/** The document of an authority as it is typed. */
export interface TypedAuthority {
  readonly number: string;
  /** `YYYY-MM-DD`; null: not chosen yet. */
  readonly date: string | null;
  readonly issuer: string;
}

export const NO_DOCUMENT: TypedAuthority = { number: '', date: null, issuer: '' };

/** For the server; undefined: none was given. What is missing of it, the server says. */
export function documentOf({ number, date, issuer }: TypedAuthority) {
  if (number.trim() === '' && date === null && issuer.trim() === '') return undefined;
  // Without a day the server says that it is missing.
  return { number: number.trim(), date: date as string, issuer: issuer.trim() };
}

/** A reason, and the document of an authority that it rests on. */
export interface Grounds {
  readonly reason: string;
  readonly document: TypedAuthority;
}

interface GroundsFieldsProps extends FormParts<Grounds> {
  readonly document?: 'required' | 'optional' | 'none';
}

/** The reason of a decision, and the document of an authority. */
export function GroundsFields({ value, change, errorsOf, document = 'optional' }: GroundsFieldsProps) {
  return (
    <>
      <LongText
        max={MAX_REASON}
        label="Lý do"
        value={value.reason}
        errors={errorsOf('reason')}
        onChange={(reason) => change({ reason })}
      />
      {document === 'none' ? null : (
        <DocumentFields
          required={document === 'required'}
          value={value.document}
          errorsOf={errorsOf}
          onChange={(typed) => change({ document: typed })}
        />
      )}
    </>
  );
}

interface DocumentFieldsProps {
  readonly required: boolean;
  readonly value: TypedAuthority;
  readonly errorsOf: FormParts<unknown>['errorsOf'];
  readonly onChange: (document: TypedAuthority) => void;
}

/** Number, day and issuer of an authority's document, which the command has at `document`. */
function DocumentFields({ required, value, errorsOf, onChange }: DocumentFieldsProps) {
  const inside = ['number', 'date', 'issuer'].map((name) => errorsOf(`document.${name}`));
  // What concerns the document as a whole, and no part of it.
  const whole = inside.every((errors) => errors.length === 0) ? errorsOf('document') : [];
  const [ofNumber = [], ofDate = [], ofIssuer = []] = inside;
  return (
    <fieldset className={common.group}>
      <legend>
        Văn bản của cấp có thẩm quyền
        {required ? (
          <span className={css.small}> (bắt buộc)</span>
        ) : (
          <span className={css.small}> (nếu có)</span>
        )}
      </legend>
      <div className={css.parts}>
        <Field
          label="Số, ký hiệu"
          errors={[...whole, ...ofNumber]}
          limit={{ text: value.number, max: MAX_NUMBER }}
        >
          {(control) => (
            <Input
              {...control}
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
        <Field label="Cơ quan ban hành" errors={ofIssuer} limit={{ text: value.issuer, max: MAX_ISSUER }}>
          {(control) => (
            <Input
              {...control}
              value={value.issuer}
              onChange={({ target }) => onChange({ ...value, issuer: target.value })}
            />
          )}
        </Field>
      </div>
    </fieldset>
  );
}
