import { Input } from 'antd';
import { useEffect, useId, useRef, useState } from 'react';
import { MAX_TEXT } from '../app/search.js';
import common from './common.module.css';
import { tooLong } from './field.js';
import { CLEARABLE } from './icons.js';
import css from './tools.module.css';

interface FindProps {
  /** What is looked for, as `đơn vị`. */
  readonly what: string;
  readonly words: string;
  /** Told the words without the blanks at their ends; nothing that is too long for an address. */
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
  const flaw = useId();
  const over = tooLong({ text: typed, max: MAX_TEXT });
  return (
    <div className={css.find}>
      <Input
        allowClear={CLEARABLE}
        aria-label={`Tìm ${what}`}
        placeholder={`Tìm ${what} (không cần dấu)`}
        {...(over === null ? {} : { 'aria-invalid': true, 'aria-describedby': flaw })}
        value={typed}
        onChange={({ target: { value } }) => {
          setTyped(value);
          if (tooLong({ text: value, max: MAX_TEXT }) !== null) return;
          told.current = value.normalize('NFC').trim();
          onType(told.current);
        }}
      />
      {over === null ? null : (
        <p id={flaw} className={common.flaw}>
          {over}
        </p>
      )}
    </div>
  );
}
