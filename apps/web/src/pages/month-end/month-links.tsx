import { Link } from '@tanstack/react-router';
import { capital, number, percent, period, shortPeriod } from '../../ui/format.js';
import type { Month } from './month.js';
import css from './month-end.module.css';
import { STATUS_MARKS } from './status-marks.js';

interface MonthLinksProps {
  readonly months: readonly Month[];
  /** The one that is shown; null: none of them. */
  readonly shown: string | null;
}

/** All periods, each with how far it is, its rate, and what has drifted. */
export function MonthLinks({ months, shown }: MonthLinksProps) {
  return (
    <nav aria-label="Các kỳ" className={`${css.months} no-print`}>
      {months.map(({ view: { period: name, status }, figures }) => {
        const { sign, text } = STATUS_MARKS[status];
        const drift = figures?.close?.drift ?? 0;
        return (
          <Link
            key={name}
            to="/chot-thang"
            search={{ thang: name }}
            className={css.month}
            aria-current={name === shown ? 'page' : undefined}
            title={`${capital(period(name))}: ${text}`}
          >
            <strong>
              <span aria-hidden="true">{sign} </span>
              {shortPeriod(name)}
              <span className="sr-only">, {text}</span>
            </strong>
            <small>
              {figures?.byTask.rate == null ? text : percent(figures.byTask.rate)}
              {drift > 0 ? (
                <>
                  {' '}
                  <span aria-hidden="true">Δ{number(drift)}</span>
                  <span className="sr-only">, {number(drift)} số liệu trôi</span>
                </>
              ) : null}
            </small>
          </Link>
        );
      })}
    </nav>
  );
}
