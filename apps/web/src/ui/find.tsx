import { Input } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { CLEARABLE } from './icons.js';
import css from './tools.module.css';

interface FindProps {
  /** What is looked for, as `đơn vị`. */
  readonly what: string;
  readonly words: string;
  /** Told the words without the blanks at their ends. */
  readonly onType: (words: string) => void;
}

/** A box whose words, with or without their marks, cut a list short. */
export function Find({ what, words, onType }: FindProps) {
  // The address keeps no blank at the end, without which nobody could type a second word.
  const [typed, setTyped] = useState(words);
  const told = useRef(words);
  useEffect(() => {
    if (words === told.current) return;
    told.current = words;
    setTyped(words);
  }, [words]);
  return (
    <div className={css.find}>
      <Input
        allowClear={CLEARABLE}
        aria-label={`Tìm ${what}`}
        placeholder={`Tìm ${what} (không cần dấu)`}
        value={typed}
        onChange={({ target }) => {
          setTyped(target.value);
          told.current = target.value.normalize('NFC').trim();
          onType(told.current);
        }}
      />
    </div>
  );
}
