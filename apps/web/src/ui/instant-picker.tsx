import { DatePicker } from 'antd';
import dayjs, { type Dayjs } from 'dayjs';
import 'dayjs/locale/vi';
import customParseFormat from 'dayjs/plugin/customParseFormat';
import type { ControlProps } from './field.js';
import { useServerDays } from './server-days.js';

dayjs.extend(customParseFormat);

const SHOWN = 'DD/MM/YYYY HH:mm';
const ISO_DAY = 'YYYY-MM-DD';
const ISO_SECOND_LENGTH = 19;
const TIME = 'HH:mm';
/** A day's last minute stands for its end. */
const END_OF_DAY = '23:59';
/** Việt Nam's time, the year round. */
const OFFSET = '+07:00';
const OFFSET_MS = 7 * 3_600_000;

interface InstantPickerProps extends Partial<ControlProps> {
  /** A day, which means its end, or an instant with its offset; null: none. */
  readonly value: string | null;
  readonly onChange: (instant: string | null) => void;
  readonly placeholder?: string;
  /** No later day can be chosen, `YYYY-MM-DD`. */
  readonly max?: string;
}

/** The time of day in Việt Nam, whatever zone this machine is in. */
function shown(value: string): Dayjs {
  if (value.length === ISO_DAY.length) return dayjs(`${value}T${END_OF_DAY}:00`);
  return dayjs(new Date(Date.parse(value) + OFFSET_MS).toISOString().slice(0, ISO_SECOND_LENGTH));
}

function meant(date: Dayjs): string {
  const [day, time] = [date.format(ISO_DAY), date.format(TIME)];
  return time === END_OF_DAY ? day : `${day}T${time}:00${OFFSET}`;
}

/** A minute, typed or chosen, shown as dd/mm/yyyy hh:mm in Việt Nam's time. */
export function InstantPicker({
  value,
  onChange,
  placeholder = 'ngày/tháng/năm giờ:phút',
  max,
  ...control
}: InstantPickerProps) {
  const days = useServerDays();
  return (
    <DatePicker
      {...days}
      {...control}
      showTime={{ format: TIME, defaultOpenValue: dayjs(`2000-01-01T${END_OF_DAY}:00`) }}
      value={value === null ? null : shown(value)}
      onChange={(date) => onChange(date ? meant(date) : null)}
      format={[SHOWN, 'D/M/YYYY H:mm']}
      placeholder={placeholder}
      disabledDate={(date) => max !== undefined && date.format(ISO_DAY) > max}
    />
  );
}
