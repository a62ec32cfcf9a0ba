import { DatePicker } from 'antd';
import dayjs from 'dayjs';
import 'dayjs/locale/vi';
import customParseFormat from 'dayjs/plugin/customParseFormat';
import type { ControlProps } from './field.js';
import { useServerDays } from './server-days.js';

dayjs.extend(customParseFormat);

const SHOWN = 'DD/MM/YYYY';
const ISO = 'YYYY-MM-DD';

interface DayPickerProps extends Partial<ControlProps> {
  /** `YYYY-MM-DD`; null: none. */
  readonly value: string | null;
  readonly onChange: (day: string | null) => void;
  readonly placeholder?: string;
  /** No day before or after these can be chosen. */
  readonly min?: string;
  readonly max?: string;
}

/** A day, typed or chosen, shown as dd/mm/yyyy. */
export function DayPicker({
  value,
  onChange,
  placeholder = 'ngày/tháng/năm',
  min,
  max,
  ...control
}: DayPickerProps) {
  const days = useServerDays();
  return (
    <DatePicker
      {...days}
      {...control}
      value={value === null ? null : dayjs(value)}
      onChange={(date) => onChange(date?.format(ISO) ?? null)}
      format={[SHOWN, 'D/M/YYYY']}
      placeholder={placeholder}
      // Enter takes the day; it doesn't send the form around it.
      onKeyDown={(event) => {
        if (event.key === 'Enter') event.preventDefault();
      }}
      disabledDate={(date) => {
        const day = date.format(ISO);
        return (min !== undefined && day < min) || (max !== undefined && day > max);
      }}
    />
  );
}
