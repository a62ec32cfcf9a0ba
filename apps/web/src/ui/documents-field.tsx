import { Button, Input } from 'antd';
import { type KeyboardEvent, useId, useState } from 'react';
import type { DocumentDto } from '../client/types.gen.js';
import { DayPicker } from './day-picker.js';
import css from './documents-field.module.css';
import { Field } from './field.js';
import { sha256OfFile } from './sha256.js';

/** A document as it is typed: what is not typed yet is empty. */
export interface TypedDocument {
  /** Tells the rows of a form from each other. */
  readonly key: string;
  readonly number: string;
  /** Day, `YYYY-MM-DD`, or empty. */
  readonly date: string;
  readonly issuer: string;
  /** Of the file that was chosen, with its name; the file itself stays on this machine. */
  readonly file: { readonly name: string; readonly sha256: string } | null;
}

/** As commands take them. */
export const documentsOf = (documents: readonly TypedDocument[]): DocumentDto[] =>
  documents.map(({ number, date, issuer, file }) => ({
    number: number.trim().normalize('NFC'),
    date,
    issuer: issuer.trim().normalize('NFC'),
    sha256: file?.sha256 ?? null,
  }));

const MAX_NUMBER = 100;
const MAX_ISSUER = 200;

/** Enter in one of many fields is no sign that the whole form is ready. */
function keepFromSending(event: KeyboardEvent<HTMLElement>): void {
  const { key, target } = event;
  if (key === 'Enter' && target instanceof HTMLInputElement && target.type === 'text') event.preventDefault();
}

interface DocumentsFieldProps {
  readonly value: readonly TypedDocument[];
  readonly onChange: (next: readonly TypedDocument[]) => void;
  /** Days after this one can't be chosen. */
  readonly today: string;
  /** What is wrong with one part, by its place: `documents[0].number`. */
  readonly flawsOf: (at: string) => readonly string[];
}

/** The documents that something rests on: number, day, issuer, and the SHA-256 of the file, counted in the browser. */
export function DocumentsField({ value, onChange, today, flawsOf }: DocumentsFieldProps) {
  const add = () => {
    const key = `${Math.max(0, ...value.map((one) => Number(one.key))) + 1}`;
    onChange([...value, { key, number: '', date: '', issuer: '', file: null }]);
  };
  return (
    <fieldset className={css.documents} onKeyDown={keepFromSending}>
      <legend>Văn bản kèm theo</legend>
      {value.map((document, index) => (
        <DocumentRow
          key={document.key}
          place={index}
          value={document}
          today={today}
          flawsOf={(part) => flawsOf(`documents[${index}].${part}`)}
          onChange={(change) =>
            onChange(value.map((one) => (one.key === document.key ? { ...one, ...change } : one)))
          }
          onRemove={() => onChange(value.filter(({ key }) => key !== document.key))}
        />
      ))}
      <div>
        <Button onClick={add}>Thêm văn bản</Button>
      </div>
    </fieldset>
  );
}

interface DocumentRowProps {
  readonly place: number;
  readonly value: TypedDocument;
  readonly today: string;
  readonly flawsOf: (part: string) => readonly string[];
  readonly onChange: (change: Partial<TypedDocument>) => void;
  readonly onRemove: () => void;
}

function DocumentRow({ place, value, today, flawsOf, onChange, onRemove }: DocumentRowProps) {
  const { number, date, issuer, file } = value;
  const [reading, setReading] = useState(false);
  const [unreadable, setUnreadable] = useState(false);
  const id = useId();
  const read = async (chosen: File | undefined) => {
    if (!chosen) return;
    setReading(true);
    setUnreadable(false);
    try {
      onChange({ file: { name: chosen.name, sha256: await sha256OfFile(chosen) } });
    } catch {
      setUnreadable(true);
    } finally {
      setReading(false);
    }
  };
  return (
    <div className={css.document}>
      <Field label="Số, ký hiệu" errors={flawsOf('number')}>
        {(control) => (
          <Input
            {...control}
            value={number}
            maxLength={MAX_NUMBER}
            onChange={({ target }) => onChange({ number: target.value })}
          />
        )}
      </Field>
      <Field label="Ngày ban hành" errors={flawsOf('date')}>
        {(control) => (
          <DayPicker
            {...control}
            value={date === '' ? null : date}
            max={today}
            onChange={(day) => onChange({ date: day ?? '' })}
          />
        )}
      </Field>
      <Field label="Cơ quan ban hành" errors={flawsOf('issuer')}>
        {(control) => (
          <Input
            {...control}
            value={issuer}
            maxLength={MAX_ISSUER}
            onChange={({ target }) => onChange({ issuer: target.value })}
          />
        )}
      </Field>
      <div className={css.file}>
        <Field
          label="Tệp, để lấy mã băm (không gửi tệp đi)"
          errors={unreadable ? ['Không đọc được tệp này.'] : flawsOf('sha256')}
          hint={
            reading ? (
              'Đang tính mã băm…'
            ) : file ? (
              <span className={css.sum}>
                {file.name}: SHA-256 {file.sha256}
              </span>
            ) : (
              'Không bắt buộc. Mã băm cho phép về sau đối chiếu đúng tệp này.'
            )
          }
        >
          {(control) => (
            <input {...control} type="file" onChange={({ target }) => void read(target.files?.[0])} />
          )}
        </Field>
        <Button aria-describedby={id} onClick={onRemove}>
          Bỏ văn bản
        </Button>
        <span id={id} className="sr-only">
          Văn bản thứ {place + 1}
        </span>
      </div>
    </div>
  );
}
