import { capital, day } from '../../ui/format.js';
import { Panel } from '../../ui/page.js';
import css from './indicator.module.css';
import type { Indicator } from './indicator.reads.js';
import { CADENCE_TEXT, DIRECTION_TEXT, figure, formulaText, PATH_TEXT, TIMING_TEXT } from './words.js';

/** How the indicator is defined and measured. */
export function Definition({ one }: { readonly one: Indicator }) {
  const { unit, direction, cadence, timing, ownerName, baseline, path, dataSource, verification } = one;
  const lines: readonly (readonly [string, string | null])[] = [
    ['Đơn vị tính', unit],
    ['Chiều mong muốn', DIRECTION_TEXT[direction]],
    ['Cách tính', direction === 'qualitative' ? null : formulaText(one)],
    ['Nhịp công bố', cadence === undefined ? null : CADENCE_TEXT[cadence]],
    ['Số liệu', timing === undefined ? null : TIMING_TEXT[timing]],
    ['Lộ trình', path === undefined ? null : PATH_TEXT[path.kind]],
    [
      'Mức xuất phát',
      baseline === undefined ? null : `${figure(baseline.value, unit)} (${day(baseline.on)})`,
    ],
    ['Đơn vị phụ trách', ownerName === null ? 'chưa nêu; Cơ quan Thường trực theo dõi' : capital(ownerName)],
    ['Nguồn số liệu', dataSource ?? null],
    ['Cách kiểm chứng', verification ?? null],
  ];
  return (
    <Panel title="Định nghĩa">
      <dl className={css.facts}>
        {lines.map(([label, text]) =>
          text === null ? null : (
            <div key={label}>
              <dt>{label}</dt>
              <dd>{text}</dd>
            </div>
          ),
        )}
      </dl>
    </Panel>
  );
}
