import dayjs, { type Dayjs } from 'dayjs';
import type { ReactNode } from 'react';
import { useToday } from '../api/session.js';

const ISO = 'YYYY-MM-DD';

interface Cell {
  readonly type: string;
  readonly originNode: ReactNode;
}

/**
 * What makes antd's DatePicker go by the server's day: it opens at its month and marks it. Its own button for today is
 * left out, since that takes this machine's day, which may be another.
 */
export function useServerDays() {
  const today = useToday();
  return {
    showNow: false,
    defaultPickerValue: dayjs(today),
    // The one who marks is told apart in ui/theme.css from antd's own mark.
    cellRender: (current: Dayjs | string | number, { type, originNode }: Cell) =>
      type === 'date' && dayjs.isDayjs(current) && current.format(ISO) === today ? (
        <div className="ant-picker-cell-inner server-today">{current.date()}</div>
      ) : (
        originNode
      ),
  } as const;
}
