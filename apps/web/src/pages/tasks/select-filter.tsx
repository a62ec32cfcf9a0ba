import { Field } from '../../ui/field.js';

export interface Option {
  readonly value: string;
  readonly text: string;
  /** Options of one group stand together under its name. */
  readonly group?: string;
}

interface SelectFilterProps {
  readonly label: string;
  readonly value: string | undefined;
  /** What stands there while nothing is chosen. */
  readonly none?: string;
  readonly options: readonly Option[];
  /** False while the options are being read. */
  readonly ready?: boolean;
  /** The empty text: nothing is chosen. */
  readonly onChange: (value: string) => void;
}

/** One of some; what the address names and isn't among them is said. */
export function SelectFilter({
  label,
  value,
  none = 'tất cả',
  options,
  ready = true,
  onChange,
}: SelectFilterProps) {
  const unknown = value !== undefined && value !== '' && !options.some((one) => one.value === value);
  const groups = Map.groupBy(options, ({ group = '' }) => group);
  const list = (members: readonly Option[]) =>
    members.map((one) => (
      <option key={one.value} value={one.value}>
        {one.text}
      </option>
    ));
  return (
    <Field label={label} errors={unknown && ready ? [`Không có “${value}” trong danh mục.`] : []}>
      {(control) => (
        <select {...control} value={value ?? ''} onChange={({ target }) => onChange(target.value)}>
          <option value="">{none}</option>
          {unknown ? <option value={value}>{ready ? `${value} (không có)` : value}</option> : null}
          {[...groups].map(([group, members]) =>
            group === '' ? (
              list(members)
            ) : (
              <optgroup key={group} label={group}>
                {list(members)}
              </optgroup>
            ),
          )}
        </select>
      )}
    </Field>
  );
}
