import type { Ref } from 'react';
import type { ControlProps } from './field.js';
import css from './file-field.module.css';

interface FileFieldProps extends Partial<ControlProps> {
  /** As an `<input type="file">` takes it. */
  readonly accept: string;
  readonly disabled?: boolean;
  /** The file that is chosen, where it isn't told elsewhere. */
  readonly name?: string | undefined;
  readonly onChoose: (files: readonly File[]) => void;
  readonly ref?: Ref<HTMLInputElement>;
}

/** The choice of a file, in Vietnamese whatever the browser speaks. */
export function FileField({ accept, disabled = false, name, onChoose, ref, ...control }: FileFieldProps) {
  return (
    <span className={css.file}>
      <span className={css.pick}>
        <span aria-hidden="true">Chọn tệp…</span>
        <input
          {...control}
          ref={ref}
          type="file"
          accept={accept}
          disabled={disabled}
          onChange={({ target }) => {
            onChoose([...(target.files ?? [])]);
            // The same file, corrected meanwhile, can be chosen again.
            target.value = '';
          }}
        />
      </span>
      {name === undefined ? null : <span className={css.name}>{name}</span>}
    </span>
  );
}
