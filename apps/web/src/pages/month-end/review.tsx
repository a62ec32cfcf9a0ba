import { Link } from '@tanstack/react-router';
import { useRead } from '../../api/reads.js';
import type { UnitComplianceDto } from '../../client/types.gen.js';
import common from '../../ui/common.module.css';
import { number } from '../../ui/format.js';
import { type Column, RowTable } from '../../ui/row-table.js';
import { Answer, Empty } from '../../ui/states.js';
import { OutcomeTag } from '../../ui/tag.js';
import { listOf } from '../../ui/updates-of.js';
import type { Outcome } from '../../ui/words.js';
import type { Month } from './month.js';
import css from './month-end.module.css';
import { byUnit } from './month-end.reads.js';
import type { StepProps, StepSummary } from './step.js';

/** What can be lacking, with the count that says how often. */
const LACKING = [
  ['missing', 'missing'],
  ['insufficient', 'insufficient'],
  ['late', 'late'],
  ['notYetDue', 'not-yet-due'],
] as const satisfies readonly (readonly [keyof UnitComplianceDto, Outcome])[];

const lacks = ({ missing, insufficient, notYetDue }: UnitComplianceDto) => missing + insufficient + notYetDue;

export function reviewSummary({ view: { status }, figures }: Month): StepSummary {
  if (!figures || figures.byAssignment.expected === 0) {
    return { state: 'done', text: 'Kỳ này không có phần giao nào phải cập nhật.' };
  }
  const { missing, insufficient, late, notYetDue } = figures.byAssignment;
  const parts = [
    missing > 0 ? `${number(missing)} không báo cáo` : null,
    insufficient > 0 ? `${number(insufficient)} thiếu dữ liệu` : null,
    late > 0 ? `${number(late)} muộn` : null,
    notYetDue > 0 ? `${number(notYetDue)} chưa đến hạn` : null,
  ].filter((part) => part !== null);
  const text = parts.length === 0 ? 'Đủ và đúng hạn.' : `${parts.join(', ')}.`;
  if (status === 'open') return { state: 'later', text: `Đến nay: ${text}` };
  if (status === 'closed') return { state: 'done', text: `Khi chốt: ${text}` };
  return { state: missing + insufficient > 0 ? 'lacking' : 'done', text };
}

const count =
  (
    list: ReturnType<typeof listOf>,
    outcome: Outcome,
    key: 'missing' | 'insufficient' | 'late' | 'notYetDue',
  ) =>
  (row: UnitComplianceDto) =>
    row[key] === 0 ? (
      '0'
    ) : (
      <Link to="/cap-nhat" search={{ ...list, donVi: row.unit, ketQua: outcome }}>
        {number(row[key])}
      </Link>
    );

const columnsOf = (list: ReturnType<typeof listOf>): readonly Column<UnitComplianceDto>[] => [
  {
    key: 'unit',
    title: 'Đơn vị',
    width: 'minmax(12rem, 2fr)',
    render: ({ unit, unitName }) => (
      <Link to="/cap-nhat" search={{ ...list, donVi: unit }}>
        {unitName}
      </Link>
    ),
  },
  {
    key: 'missing',
    title: 'Không báo cáo',
    width: 'minmax(7rem, 1fr)',
    align: 'end',
    render: count(list, 'missing', 'missing'),
  },
  {
    key: 'insufficient',
    title: 'Thiếu dữ liệu',
    width: 'minmax(7rem, 1fr)',
    align: 'end',
    render: count(list, 'insufficient', 'insufficient'),
  },
  {
    key: 'late',
    title: 'Muộn',
    width: 'minmax(6rem, 1fr)',
    align: 'end',
    render: count(list, 'late', 'late'),
  },
  {
    key: 'notYetDue',
    title: 'Chưa có, còn hạn',
    width: 'minmax(8rem, 1fr)',
    align: 'end',
    render: count(list, 'not-yet-due', 'notYetDue'),
  },
  {
    key: 'expected',
    title: 'Phải có',
    width: 'minmax(6rem, 1fr)',
    align: 'end',
    render: ({ expected }) => number(expected),
  },
];

/** What is lacking, in figures that open their lists, and unit by unit. */
export function Review({ programme, month: { view, figures } }: StepProps) {
  const query = useRead(byUnit(programme, view.period));
  const counts = figures?.byAssignment;
  return (
    <>
      {counts ? (
        <ul className={css.figures}>
          {LACKING.filter(([key]) => counts[key] > 0).map(([key, outcome]) => (
            <li key={key}>
              <OutcomeTag outcome={outcome} />
              <Link
                to="/cap-nhat"
                search={{ ...listOf(view.period, view.status === 'closed'), ketQua: outcome }}
              >
                {number(counts[key])} phần giao
              </Link>
            </li>
          ))}
        </ul>
      ) : null}
      <Answer query={query} what="các đơn vị">
        {(all) => {
          const rows = all
            .filter((row) => lacks(row) > 0)
            .sort((a, b) => lacks(b) - lacks(a) || a.unitName.localeCompare(b.unitName, 'vi'));
          return rows.length === 0 ? (
            <Empty title="Không đơn vị nào còn thiếu" />
          ) : (
            <RowTable
              label="Đơn vị còn thiếu cập nhật, thiếu nhiều trước"
              columns={columnsOf(listOf(view.period, view.status === 'closed'))}
              rows={rows}
              keyOf={({ unit }) => unit}
              total={rows.length}
            />
          );
        }}
      </Answer>
      {view.status === 'open' || view.status === 'closed' ? null : (
        <p className={common.small}>
          Thiếu không ngăn việc chốt: cái gì thiếu được chốt là thiếu, và cảnh báo vẫn còn cho đến khi đơn vị
          cập nhật.
        </p>
      )}
    </>
  );
}
