import { useRead } from '../api/reads.js';
import type { ControlProps } from './field.js';
import { units } from './units.js';

interface UnitSelectProps extends ControlProps {
  /** Empty: not chosen yet. */
  readonly value: string;
  /** A unit that can't be meant. */
  readonly except?: string;
  readonly onChoose: (unit: string) => void;
}

/** The control of a field in which one unit of all is chosen. */
export function UnitSelect({ value, except, onChoose, ...control }: UnitSelectProps) {
  const all = useRead(units);
  return (
    <select {...control} value={value} onChange={({ target }) => onChoose(target.value)}>
      <option value="">{all.data ? 'chọn…' : 'đang tải…'}</option>
      {(all.data ?? [])
        .filter(({ id }) => id !== except)
        .map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
    </select>
  );
}
