import { Button } from 'antd';
import { type DragEvent, type KeyboardEvent, useRef, useState } from 'react';
import { newKey } from '../api/commands.js';
import common from './common.module.css';
import { dayTyped, type TypedDocument } from './documents.js';
import css from './documents-field.module.css';
import { Field } from './field.js';
import { sha256OfFile } from './sha256.js';

const PARTS: readonly {
  readonly part: Exclude<keyof TypedDocument, 'id' | 'fileName'>;
  readonly label: string;
  readonly placeholder?: string;
  readonly max?: number;
}[] = [
  { part: 'number', label: 'Số, ký hiệu', placeholder: '12/BC-STC', max: 100 },
  { part: 'date', label: 'Ngày ban hành', placeholder: 'dd/mm/yyyy' },
  { part: 'issuer', label: 'Cơ quan ban hành', max: 200 },
  { part: 'sha256', label: 'Mã băm SHA-256 (không bắt buộc)', placeholder: 'tính từ tệp, hoặc dán vào' },
];

/** The flaws of a part in the words of this form: the server speaks of days as programs write them. */
const shownOf = (document: TypedDocument, part: keyof TypedDocument, flaws: readonly string[]) =>
  part === 'date' && flaws.length > 0 && dayTyped(document.date) === null
    ? ['Ngày phải viết như 05/11/2026.']
    : flaws;

/** Enter in one of many fields is no sign that the whole form is ready. */
function keepFromSending(event: KeyboardEvent<HTMLElement>): void {
  const { key, ctrlKey, target } = event;
  if (key === 'Enter' && !ctrlKey && target instanceof HTMLInputElement) event.preventDefault();
}

interface DocumentsFieldProps {
  readonly value: readonly TypedDocument[];
  /** Told how to get from what is typed at that moment to what is typed then. */
  readonly onChange: (next: (before: readonly TypedDocument[]) => readonly TypedDocument[]) => void;
  /** Who issued most of them. */
  readonly issuer?: string;
  /** What is wrong, by its place: `documents` (with all that lies in it) or `documents[0].number`. */
  readonly flawsOf: (at: string) => readonly string[];
}

/** The documents that something rests on. Of a file only the hash is taken, on this machine. */
export function DocumentsField({ value, onChange, issuer = '', flawsOf }: DocumentsFieldProps) {
  const picker = useRef<HTMLInputElement>(null);
  const list = useRef<HTMLOListElement>(null);
  /** The document whose file is being picked; null: a new one. */
  const target = useRef<string | null>(null);
  const [over, setOver] = useState(false);
  const [busy, setBusy] = useState(0);
  const [problem, setProblem] = useState<string | null>(null);

  const focusOn = (document: string) =>
    window.setTimeout(() =>
      list.current?.querySelector<HTMLInputElement>(`[data-document="${document}"] input`)?.focus(),
    );
  const add = (parts: Partial<TypedDocument> = {}) => {
    const fresh = { id: newKey(), number: '', date: '', issuer, sha256: '', fileName: '', ...parts };
    onChange((before) => [...before, fresh]);
    return fresh.id;
  };
  const set = (id: string, parts: Partial<TypedDocument>) =>
    onChange((before) => before.map((one) => (one.id === id ? { ...one, ...parts } : one)));
  const take = async (files: readonly File[], document: string | null) => {
    setProblem(null);
    setBusy((count) => count + 1);
    try {
      for (const file of files) {
        const hashed = { sha256: await sha256OfFile(file), fileName: file.name };
        if (document === null) focusOn(add(hashed));
        else set(document, hashed);
      }
    } catch (error) {
      setProblem((error as Error).message);
    } finally {
      setBusy((count) => count - 1);
    }
  };
  const pick = (document: string | null) => {
    target.current = document;
    picker.current?.click();
  };
  const onDrop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    void take([...event.dataTransfer.files], null);
  };

  const flaws = value.map((_, index) => PARTS.map(({ part }) => flawsOf(`documents[${index}].${part}`)));
  const placed = new Set(flaws.flat(2));
  const whole = flawsOf('documents').filter((sentence) => !placed.has(sentence));
  return (
    <fieldset
      className={`${css.documents} ${over ? css.over : ''}`}
      onKeyDown={keepFromSending}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={onDrop}
    >
      <legend>Văn bản kèm theo</legend>
      <ol ref={list}>
        {value.map((document, index) => (
          <li key={document.id} data-document={document.id}>
            {PARTS.map(({ part, label, placeholder = '', max = null }, place) => (
              <div key={part} className={css[part]}>
                <Field
                  label={label}
                  errors={shownOf(document, part, flaws[index]?.[place] ?? [])}
                  {...(max === null ? {} : { limit: { text: document[part], max } })}
                >
                  {(control) => (
                    <input
                      {...control}
                      value={document[part]}
                      placeholder={placeholder}
                      inputMode={part === 'date' ? 'numeric' : 'text'}
                      autoComplete="off"
                      spellCheck={false}
                      onChange={({ target: { value: typed } }) =>
                        set(document.id, { [part]: typed, ...(part === 'sha256' ? { fileName: '' } : {}) })
                      }
                    />
                  )}
                </Field>
              </div>
            ))}
            <div className={css.buttons}>
              {document.fileName === '' ? null : (
                <span className={common.small}>Từ tệp {document.fileName}</span>
              )}
              <Button size="small" onClick={() => pick(document.id)}>
                {document.sha256 === '' ? 'Lấy mã băm từ tệp' : 'Lấy từ tệp khác'}
                <span className="sr-only"> cho văn bản thứ {index + 1}</span>
              </Button>
              <Button
                size="small"
                onClick={() => onChange((before) => before.filter((one) => one.id !== document.id))}
              >
                Bỏ<span className="sr-only"> văn bản thứ {index + 1}</span>
              </Button>
            </div>
          </li>
        ))}
      </ol>
      <div className={css.buttons}>
        <Button size="small" onClick={() => focusOn(add())}>
          Thêm văn bản
        </Button>
        <Button size="small" onClick={() => pick(null)}>
          Thêm từ tệp…
        </Button>
        <span className={common.small}>
          Hoặc thả tệp vào đây. Tệp không được gửi đi, chỉ tính mã băm ngay trên máy này.
        </span>
      </div>
      <input
        ref={picker}
        type="file"
        multiple
        hidden
        tabIndex={-1}
        aria-label="Tệp của văn bản"
        onChange={({ target: input }) => {
          const files = [...(input.files ?? [])];
          void take(target.current === null ? files : files.slice(0, 1), target.current);
          input.value = '';
        }}
      />
      <p className={common.flaw} role="status">
        {busy > 0 ? 'Đang tính mã băm…' : (problem ?? whole.join(' '))}
      </p>
    </fieldset>
  );
}
