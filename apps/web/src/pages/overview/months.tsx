import { Link } from '@tanstack/react-router';
import { capital, goalPercent, instant, number, percent, period, shortPeriod } from '../../ui/format.js';
import { Panel } from '../../ui/page.js';
import { Tag } from '../../ui/tag.js';
import css from './months.module.css';
import type { MonthFigures } from './overview.reads.js';
import { STATE_MARKS } from './state-marks.js';

interface MonthsProps {
  readonly months: readonly MonthFigures[];
  /** 0–1; null: no policy. */
  readonly goal: number | null;
}

/** Each month's rate since the first, with whether it is closed and what has drifted since. */
export function Months({ months, goal }: MonthsProps) {
  return (
    <Panel
      title="Theo tháng"
      aside={Object.values(STATE_MARKS)
        .map(({ sign, text }) => `${sign} ${text}`)
        .join(' · ')}
    >
      <table className={css.months}>
        <caption className="sr-only">Tỷ lệ nhiệm vụ được cập nhật đúng hạn, đủ dữ liệu, theo tháng</caption>
        <thead className="sr-only">
          <tr>
            <th scope="col">Kỳ</th>
            <th scope="col">Tỷ lệ</th>
            <th scope="col">Số liệu trôi</th>
          </tr>
        </thead>
        <tbody>
          {months.map(({ period: name, state, byTask, meetsGoal, close }) => {
            const mark = STATE_MARKS[state];
            return (
              <tr key={name}>
                <th scope="row">
                  <span aria-hidden="true" title={mark.text}>
                    {mark.sign}
                  </span>{' '}
                  <abbr title={capital(period(name))}>{shortPeriod(name)}</abbr>
                  <span className="sr-only">, {mark.text}</span>
                </th>
                <td className={css.barCell}>
                  <span className={css.track}>
                    {byTask.rate === null ? null : (
                      <span
                        className={`${css.bar} ${meetsGoal ? css.good : css.bad}`}
                        style={{ width: `${byTask.rate * 100}%` }}
                      />
                    )}
                    {goal === null ? null : <span className={css.goal} style={{ left: `${goal * 100}%` }} />}
                  </span>
                  <Link to="/cap-nhat" search={{ thang: name, theo: 'nhiem-vu' }} className={css.rate}>
                    {byTask.rate === null ? 'đang mở' : percent(byTask.rate)}
                    <span aria-hidden="true">{meetsGoal === null ? '' : meetsGoal ? ' ✓' : ' ✕'}</span>
                    <span className="sr-only">
                      {meetsGoal === null ? ', chưa đến hạn chốt' : meetsGoal ? ', đạt' : ', chưa đạt'}
                    </span>
                  </Link>
                </td>
                <td className={css.drift}>
                  {close && close.drift > 0 ? (
                    <Link
                      to="/chot-thang"
                      search={{ thang: name, buoc: 'troi' }}
                      title={`Chốt lúc ${instant(close.closedAt)}; nay ${percent(close.current?.byTask.rate)}`}
                    >
                      <Tag tone="watch" sign="Δ">
                        {number(close.drift)} <span className={css.driftWord}>số liệu trôi</span>
                      </Tag>
                    </Link>
                  ) : null}
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
      <p className={css.legend}>
        Vạch đứng: mục tiêu {goalPercent(goal)}. Tháng đã chốt giữ số liệu lúc chốt; “số liệu trôi” là số phần
        giao nay khác với lúc chốt.
      </p>
    </Panel>
  );
}
