import { Button } from 'antd';
import { useState } from 'react';
import { useRead } from '../../api/reads.js';
import { useHref } from '../../app/href.js';
import type { UnitComplianceMapDto } from '../../client/types.gen.js';
import { Find } from '../../ui/find.js';
import { capital, fold, number, period, shortPeriod } from '../../ui/format.js';
import { type HeatCell, HeatMap } from '../../ui/heat-map.js';
import { Panel } from '../../ui/page.js';
import { Answer, Empty } from '../../ui/states.js';
import { Tag } from '../../ui/tag.js';
import tools from '../../ui/tools.module.css';
import { listOf } from '../../ui/updates-of.js';
import { usePrinting } from '../../ui/use-media.js';
import { OUTCOME_WORDS, OUTCOMES, type Outcome } from '../../ui/words.js';
import { unitsByPeriod } from './overview.reads.js';
import { STATE_MARKS } from './state-marks.js';
import css from './unit-months.module.css';

const AT_FIRST = 20;

type UnitRow = UnitComplianceMapDto['units'][number];
type Cell = UnitRow['cells'][number];

/** The count of each outcome, the worst first: the first that isn't zero gives a field its colour and sign. */
const WORST_FIRST = [
  ['missing', 'missing'],
  ['insufficient', 'insufficient'],
  ['late', 'late'],
  ['onTime', 'on-time'],
  ['nothingToReport', 'nothing-to-report'],
  ['notYetDue', 'not-yet-due'],
  ['exempt', 'exempt'],
] as const satisfies readonly (readonly [keyof Cell, Outcome])[];

const SHORT: ReadonlySet<Outcome> = new Set(['missing', 'insufficient', 'late']);

/** Missing, thin and late updates of all months. */
const shortfallsOf = ({ cells }: UnitRow): number =>
  cells.reduce((sum, { missing, insufficient, late }) => sum + missing + insufficient + late, 0);

/** Units × months: the worst of each month by colour and by sign. */
export function UnitMonths({ programme }: { readonly programme: string }) {
  const query = useRead(unitsByPeriod(programme), { keepPrevious: true });
  return (
    <div className={css.wide}>
      <Panel title="Đơn vị theo tháng" aside="Mỗi ô mở danh sách cập nhật của đơn vị trong tháng">
        <Answer query={query} what="số liệu từng đơn vị">
          {(map) => <UnitMap {...map} />}
        </Answer>
      </Panel>
    </div>
  );
}

function UnitMap({ periods, units }: UnitComplianceMapDto) {
  const href = useHref();
  const printing = usePrinting();
  const [words, setWords] = useState('');
  const [order, setOrder] = useState<'worst' | 'list'>('worst');
  const [all, setAll] = useState(false);
  const wanted = fold(words);
  const found = units.filter(({ unitName }) => fold(unitName).includes(wanted));
  const sorted = order === 'worst' ? found.toSorted((a, b) => shortfallsOf(b) - shortfallsOf(a)) : found;
  const shown = all || printing ? sorted : sorted.slice(0, AT_FIRST);
  const columns = periods.map(({ period: name, state }) => ({
    key: name,
    title: shortPeriod(name),
    mark: STATE_MARKS[state],
  }));
  const months = new Map(periods.map((month) => [month.period, month]));
  const cellOf = (row: UnitRow, name: string): HeatCell | null => {
    const month = months.get(name);
    const figures = row.cells.find((cell) => cell.period === name);
    if (!month || !figures) return null;
    const [worst] = WORST_FIRST.filter(([key]) => figures[key] > 0);
    if (!worst) return null;
    const [key, outcome] = worst;
    const { tone, sign } = OUTCOME_WORDS[outcome];
    const isNumbered = SHORT.has(outcome);
    const counts = WORST_FIRST.filter(([one]) => figures[one] > 0)
      .map(([one, word]) => `${OUTCOME_WORDS[word].text.toLocaleLowerCase('vi')} ${figures[one]}`)
      .join(', ');
    return {
      tone,
      sign: isNumbered ? `${sign}${figures[key]}` : sign,
      label: `${row.unitName}, ${period(name)}: ${counts}`,
      // A number opens as many rows as it says.
      href: href('/cap-nhat', {
        ...listOf(month.period, month.state === 'closed'),
        donVi: row.unit,
        ...(isNumbered ? { ketQua: outcome } : {}),
      }),
    };
  };
  return (
    <>
      <div className={`${tools.tools} no-print`}>
        <Find what="đơn vị" words={words} onType={setWords} />
        <label className={tools.choice}>
          Thứ tự{' '}
          <select
            value={order}
            onChange={({ target }) => setOrder(target.value === 'list' ? 'list' : 'worst')}
          >
            <option value="worst">nhiều thiếu sót trước</option>
            <option value="list">theo danh mục</option>
          </select>
        </label>
      </div>
      <ul className={css.legend} aria-label="Chú giải">
        {OUTCOMES.map((outcome) => (
          <li key={outcome}>
            <Tag tone={OUTCOME_WORDS[outcome].tone} sign={OUTCOME_WORDS[outcome].sign}>
              {OUTCOME_WORDS[outcome].text}
            </Tag>
          </li>
        ))}
      </ul>
      {shown.length === 0 ? (
        <Empty title={wanted === '' ? 'Chưa có đơn vị nào phải cập nhật' : 'Không có đơn vị nào như vậy'} />
      ) : (
        <HeatMap
          label="Kết quả cập nhật của đơn vị theo tháng"
          corner="Đơn vị"
          columns={columns}
          rows={shown}
          keyOf={({ unit }) => unit}
          nameOf={({ unitName }) => capital(unitName)}
          cellOf={(row, { key }) => cellOf(row, key)}
        />
      )}
      {sorted.length > shown.length ? (
        <p className="no-print">
          <Button onClick={() => setAll(true)}>Hiện cả {number(sorted.length)} đơn vị</Button>
        </p>
      ) : null}
      <p className={css.note}>
        Dấu và màu theo kết quả kém nhất của đơn vị trong tháng; số đi kèm là số phần giao có kết quả ấy, và ô
        mở đúng các phần giao đó; ô không có số mở mọi cập nhật của tháng.
      </p>
    </>
  );
}
