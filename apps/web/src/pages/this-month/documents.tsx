import { Button } from 'antd';
import { type DragEvent, useId, useRef, useState } from 'react';
import { newKey } from '../../api/commands.js';
import type { TypedDocument } from './content.js';
import { FileHashError, hashOfFile } from './file-hash.js';
import css from './this-month.module.css';

interface DocumentsProps {
  readonly documents: readonly TypedDocument[];
  readonly change: (next: (before: readonly TypedDocument[]) => readonly TypedDocument[]) => void;
  /** Who issued most of them: the unit itself. */
  readonly issuer: string;
  readonly flaws: readonly string[];
}

const COLUMNS = [
  ['number', 'Số, ký hiệu', '12/BC-STC'],
  ['date', 'Ngày ban hành', 'dd/mm/yyyy'],
  ['issuer', 'Cơ quan ban hành', ''],
  ['sha256', 'Mã băm SHA-256 (không bắt buộc)', 'tính từ tệp, hoặc dán vào'],
] as const;

/** The documents that come with an update. Of a file only the hash is taken, on this machine. */
export function Documents({ documents, change, issuer, flaws }: DocumentsProps) {
  const id = useId();
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
    change((before) => [...before, fresh]);
    return fresh.id;
  };
  const take = async (files: readonly File[], document: string | null) => {
    setProblem(null);
    setBusy((count) => count + 1);
    try {
      for (const file of files) {
        const sha256 = await hashOfFile(file);
        if (document === null) focusOn(add({ sha256, fileName: file.name }));
        else {
          change((before) =>
            before.map((one) => (one.id === document ? { ...one, sha256, fileName: file.name } : one)),
          );
        }
      }
    } catch (error) {
      setProblem(error instanceof FileHashError ? error.message : 'Không tính được mã băm của tệp.');
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

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: files may be dropped here; the button beside does the same
    <div
      className={`${css.documents} ${over ? css.over : ''}`}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={onDrop}
    >
      <h3 id={id}>Văn bản kèm theo</h3>
      <ol ref={list} aria-labelledby={id}>
        {documents.map((document, index) => (
          <li key={document.id} data-document={document.id}>
            {COLUMNS.map(([name, label, placeholder]) => (
              <label key={name} className={css[name]}>
                <span>{label}</span>
                <input
                  value={document[name]}
                  placeholder={placeholder}
                  inputMode={name === 'date' ? 'numeric' : 'text'}
                  autoComplete="off"
                  spellCheck={false}
                  onChange={({ target: { value } }) =>
                    change((before) =>
                      before.map((one) =>
                        one.id === document.id
                          ? { ...one, [name]: value, ...(name === 'sha256' ? { fileName: '' } : {}) }
                          : one,
                      ),
                    )
                  }
                />
              </label>
            ))}
            <div className={css.documentButtons}>
              {document.fileName === '' ? null : <span className={css.hint}>Từ tệp {document.fileName}</span>}
              <Button size="small" onClick={() => pick(document.id)}>
                {document.sha256 === '' ? 'Lấy mã băm từ tệp' : 'Lấy từ tệp khác'}
                <span className="sr-only"> cho văn bản thứ {index + 1}</span>
              </Button>
              <Button
                size="small"
                onClick={() => change((before) => before.filter((one) => one.id !== document.id))}
              >
                Bỏ<span className="sr-only"> văn bản thứ {index + 1}</span>
              </Button>
            </div>
          </li>
        ))}
      </ol>
      <div className={css.documentButtons}>
        <Button size="small" onClick={() => focusOn(add())}>
          Thêm văn bản
        </Button>
        <Button size="small" onClick={() => pick(null)}>
          Thêm từ tệp…
        </Button>
        <span className={css.hint}>
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
      <p className={css.flaw} role="status">
        {busy > 0 ? 'Đang tính mã băm…' : (problem ?? flaws.join(' '))}
      </p>
    </div>
  );
}
