import type { JudgementDto } from '../../client/types.gen.js';
import { capital, day, number } from '../../ui/format.js';
import { spanText } from '../../ui/spans.js';
import { courseLines } from './course.js';
import css from './indicator.module.css';

interface PathTableProps {
  readonly judgement: JudgementDto;
  readonly unit: string | null;
}

/** The figures of the drawing, for who can't see it and for paper. */
export function PathTable({ judgement, unit }: PathTableProps) {
  return (
    // What scrolls must be reachable by keyboard.
    // biome-ignore lint/a11y/noNoninteractiveTabindex: as said
    <section className={css.scroll} tabIndex={0} aria-label="Bảng lộ trình, số liệu và dự báo">
      <table className={css.table}>
        <caption className="sr-only">
          Số liệu, lộ trình và dự báo theo ngày{unit === null ? '' : `, đơn vị tính ${unit}`}
        </caption>
        <thead>
          <tr>
            <th scope="col">Ngày</th>
            <th scope="col">Kỳ</th>
            <th scope="col">Số liệu{unit === null ? '' : ` (${unit})`}</th>
            <th scope="col">Lộ trình</th>
            <th scope="col">Dự báo (khoảng)</th>
          </tr>
        </thead>
        <tbody>
          {courseLines(judgement).map(({ on, period, value, expected, projection }) => (
            <tr key={`${on} ${period}`}>
              <th scope="row">{day(on)}</th>
              <td>{period === null ? '' : capital(spanText(period))}</td>
              <td>{value === null ? '' : number(value)}</td>
              <td>{expected === null ? '' : number(expected)}</td>
              <td>
                {projection === null
                  ? ''
                  : `${number(projection.value)} (${number(projection.low)} – ${number(projection.high)})`}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
