import { Input } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { MAX_TEXT } from '../../app/search.js';
import { Field, lengthOf } from '../../ui/field.js';
import { CLEARABLE } from '../../ui/icons.js';

const WAIT_MS = 250;

const meant = (typed: string) => typed.normalize('NFC').trim();

interface SearchBoxProps {
  readonly value: string;
  readonly onChange: (words: string) => void;
}

/** Searches as one types, once the typing rests for a moment; not for what is longer than can be searched for. */
export function SearchBox({ value, onChange }: SearchBoxProps) {
  const [typed, setTyped] = useState(value);
  const told = useRef(value);
  const tell = useRef(onChange);
  tell.current = onChange;
  useEffect(() => {
    // The address was changed by something else, as by the button that takes all filters away.
    if (value === told.current) return;
    told.current = value;
    setTyped(value);
  }, [value]);
  useEffect(() => {
    const words = meant(typed);
    if (words === told.current || lengthOf(words) > MAX_TEXT) return;
    const timer = window.setTimeout(() => {
      told.current = words;
      tell.current(words);
    }, WAIT_MS);
    return () => window.clearTimeout(timer);
  }, [typed]);
  return (
    <Field label="Tìm" limit={{ text: typed, max: MAX_TEXT }}>
      {(control) => (
        <Input
          {...control}
          type="search"
          allowClear={CLEARABLE}
          placeholder="Tên nhiệm vụ, tên đơn vị; không cần dấu"
          value={typed}
          onChange={({ target }) => setTyped(target.value)}
        />
      )}
    </Field>
  );
}
