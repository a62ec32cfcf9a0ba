import { useId } from 'react';
import { useClocks } from '../../api/clocks.js';
import { DayPicker } from '../../ui/day-picker.js';
import { knownDay, knownTime } from '../../ui/known-time.js';
import { useSetClocks } from '../address-clocks.js';
import css from './clock-pickers.module.css';

interface ClockPickersProps {
  /** The server's day: no later one can be asked for. */
  readonly today: string;
}

/** The two clocks of every page, at its top; narrow windows have the dialog instead. */
export default function ClockPickers({ today }: ClockPickersProps) {
  const { asOf, asKnownAt } = useClocks();
  const setClocks = useSetClocks();
  const id = useId();
  return (
    <div className={css.pickers}>
      <div className={`${css.picker} ${asOf === null ? '' : css.past}`}>
        <label htmlFor={`${id}-of`}>Ngày nói đến</label>
        <DayPicker
          id={`${id}-of`}
          value={asOf}
          onChange={(day) => setClocks({ asOf: day, asKnownAt })}
          placeholder="hôm nay"
          max={today}
        />
      </div>
      <div className={`${css.picker} ${asKnownAt === null ? '' : css.past}`}>
        <label htmlFor={`${id}-known`}>Biết đến lúc{knownTime(asKnownAt)}</label>
        <DayPicker
          id={`${id}-known`}
          value={knownDay(asKnownAt)}
          onChange={(day) => setClocks({ asOf, asKnownAt: day })}
          placeholder="bây giờ"
          max={today}
        />
      </div>
    </div>
  );
}
