import { useRead } from '../api/reads.js';
import { units } from './units.js';

interface UnitChoiceProps {
  /** Ids of the units that the account reports for. */
  readonly units: readonly string[];
  readonly chosen: string;
  readonly onChoose: (unit: string) => void;
}

/** For which of its units an account works; nothing where there is but one. */
export function UnitChoice({ units: own, chosen, onChoose }: UnitChoiceProps) {
  const query = useRead(units, { enabled: own.length > 1 });
  if (own.length < 2) return null;
  const nameOf = (id: string) => query.data?.find((unit) => unit.id === id)?.name ?? id;
  return (
    <label>
      Đơn vị{' '}
      <select value={chosen} onChange={({ target }) => onChoose(target.value)}>
        {own.map((id) => (
          <option key={id} value={id}>
            {nameOf(id)}
          </option>
        ))}
      </select>
    </label>
  );
}
