import { Button, Input } from 'antd';
import { useMemo, useState } from 'react';
import { useRead } from '../../api/reads.js';
import { useHref } from '../../app/href.js';
import type { UnitComplianceDto } from '../../client/types.gen.js';
import { capital, fold, number, period, shortPeriod } from '../../ui/format.js';
import { type HeatCell, HeatMap } from '../../ui/heat-map.js';
import { Panel } from '../../ui/page.js';
import { Answer, Empty } from '../../ui/states.js';
import { Tag } from '../../ui/tag.js';
import { usePrinting } from '../../ui/use-media.js';
import { OUTCOME_WORDS, OUTCOMES, type Outcome } from '../../ui/words.js';
import { type MonthFigures, unitsByMonth } from './overview.reads.js';
import { STATE_MARKS } from './state-marks.js';
import css from './unit-months.module.css';

const AT_FIRST = 20;

/** The count of each outcome, the worst first: the first that isn't zero gives a field its colour and sign. */
const WORST_FIRST = [
  ['missing', 'missing'],
  ['insufficient', 'insufficient'],
  ['late', 'late'],
  ['onTime', 'on-time'],
  ['nothingToReport', 'nothing-to-report'],
  ['notYetDue', 'not-yet-due'],
  ['exempt', 'exempt'],
] as const satisfies readonly (readonly [keyof UnitComplianceDto, Outcome])[];

const SHORT: ReadonlySet<Outcome> = new Set(['missing', 'insufficient', 'late']);

interface UnitRow {
  readonly unit: string;
  readonly name: string;
  readonly months: ReadonlyMap<string, UnitComplianceDto>;
  /** Missing, thin and late updates of all months. */
  readonly shortfalls: number;
}

function rowsOf(byMonth: ReadonlyMap<string, readonly UnitComplianceDto[]>): readonly UnitRow[] {
  const units = new Map<
    string,
    { name: string; months: Map<string, UnitComplianceDto>; shortfalls: number }
  >();
  for (const [month, figures] of byMonth) {
    for (const one of figures) {
      const row = units.get(one.unit) ?? { name: one.unitName, months: new Map(), shortfalls: 0 };
      row.months.set(month, one);
      row.shortfalls += one.missing + one.insufficient + one.late;
      units.set(one.unit, row);
    }
  }
  return [...units].map(([unit, row]) => ({ unit, ...row }));
}

interface UnitMonthsProps {
  readonly programme: string;
  readonly months: readonly MonthFigures[];
}

/** Units × months: the worst of each month by colour and by sign. */
export function UnitMonths({ programme, months }: UnitMonthsProps) {
  const names = useMemo(() => months.map(({ period: name }) => name), [months]);
  const query = useRead(unitsByMonth(programme, names), { keepPrevious: true });
  return (
    <div className={css.wide}>
      <Panel title="Đơn vị theo tháng" aside="Mỗi ô mở danh sách cập nhật của đơn vị trong tháng">
        <Answer query={query} what="số liệu từng đơn vị">
          {(byMonth) => <UnitMap months={months} byMonth={byMonth} />}
        </Answer>
      </Panel>
    </div>
  );
}

interface MapProps {
  readonly months: readonly MonthFigures[];
  readonly byMonth: ReadonlyMap<string, readonly UnitComplianceDto[]>;
}

function UnitMap({ months, byMonth }: MapProps) {
  const href = useHref();
  const printing = usePrinting();
  const [words, setWords] = useState('');
  const [order, setOrder] = useState<'worst' | 'list'>('worst');
  const [all, setAll] = useState(false);
  const rows = useMemo(() => rowsOf(byMonth), [byMonth]);
  const wanted = fold(words.trim());
  const found = rows.filter(({ name }) => fold(name).includes(wanted));
  const sorted = order === 'worst' ? found.toSorted((a, b) => b.shortfalls - a.shortfalls) : found;
  const shown = all || printing ? sorted : sorted.slice(0, AT_FIRST);
  const columns = months.map(({ period: name, state }) => ({
    key: name,
    title: shortPeriod(name),
    mark: STATE_MARKS[state],
  }));
  const cellOf = (row: UnitRow, month: string): HeatCell | null => {
    const figures = row.months.get(month);
    if (!figures) return null;
    const [worst] = WORST_FIRST.filter(([key]) => figures[key] > 0);
    if (!worst) return null;
    const [key, outcome] = worst;
    const { tone, sign } = OUTCOME_WORDS[outcome];
    const counts = WORST_FIRST.filter(([one]) => figures[one] > 0)
      .map(([one, name]) => `${OUTCOME_WORDS[name].text.toLocaleLowerCase('vi')} ${figures[one]}`)
      .join(', ');
    return {
      tone,
      sign: SHORT.has(outcome) ? `${sign}${figures[key]}` : sign,
      label: `${row.name}, ${period(month)}: ${counts}`,
      href: href('/cap-nhat', { thang: month, donVi: row.unit }),
    };
  };
  return (
    <>
      <div className={`${css.tools} no-print`}>
        <div className={css.find}>
          <Input
            allowClear
            aria-label="Tìm đơn vị"
            placeholder="Tìm đơn vị (không cần dấu)"
            value={words}
            onChange={({ target }) => setWords(target.value)}
          />
        </div>
        <label>
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
          nameOf={({ name }) => capital(name)}
          cellOf={(row, { key }) => cellOf(row, key)}
        />
      )}
      {sorted.length > shown.length ? (
        <p className="no-print">
          <Button onClick={() => setAll(true)}>Hiện cả {number(sorted.length)} đơn vị</Button>
        </p>
      ) : null}
      <p className={css.note}>
        Dấu và màu theo kết quả kém nhất của đơn vị trong tháng; số đi kèm là số phần giao có kết quả ấy.
      </p>
    </>
  );
}
