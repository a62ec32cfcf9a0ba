import { Input } from 'antd';
import { CLEARABLE } from './icons.js';
import css from './tools.module.css';

interface FindProps {
  /** What is looked for, as `đơn vị`. */
  readonly what: string;
  readonly words: string;
  readonly onType: (words: string) => void;
}

/** A box whose words, with or without their marks, cut a list short. */
export function Find({ what, words, onType }: FindProps) {
  return (
    <div className={css.find}>
      <Input
        allowClear={CLEARABLE}
        aria-label={`Tìm ${what}`}
        placeholder={`Tìm ${what} (không cần dấu)`}
        value={words}
        onChange={({ target }) => onType(target.value)}
      />
    </div>
  );
}
