import { Link } from '@tanstack/react-router';
import { useReadPages } from '../../api/reads.js';
import type { PeriodDriftDto } from '../../client/types.gen.js';
import common from '../../ui/common.module.css';
import { instant, number, percent } from '../../ui/format.js';
import { type Column, moreOf, RowTable } from '../../ui/row-table.js';
import { Answer, Empty } from '../../ui/states.js';
import { OutcomeTag } from '../../ui/tag.js';
import css from './month-end.module.css';
import { drift } from './month-end.reads.js';
import type { StepProps } from './step.js';

type Row = PeriodDriftDto['items'][number];
type FigureDrift = PeriodDriftDto['figures'][number];

const FIGURES: Readonly<Record<string, string>> = {
  'byAssignment.expected': 'Phần giao phải cập nhật',
  'byAssignment.onTime': 'Đúng hạn',
  'byAssignment.nothingToReport': 'Không phát sinh',
  'byAssignment.late': 'Muộn',
  'byAssignment.insufficient': 'Thiếu dữ liệu',
  'byAssignment.missing': 'Không báo cáo',
  'byAssignment.notYetDue': 'Chưa đến hạn',
  'byAssignment.exempt': 'Miễn',
  'byAssignment.rate': 'Tỷ lệ theo phần giao',
  'byTask.expected': 'Nhiệm vụ phải cập nhật',
  'byTask.shareSum': 'Nhiệm vụ đã cập nhật, tính theo phần',
  'byTask.complete': 'Nhiệm vụ không còn phần nào thiếu',
  'byTask.rate': 'Tỷ lệ theo nhiệm vụ',
  meetsGoal: 'Mục tiêu',
};

/** What an event did to a slot. */
const DID: Readonly<Record<string, string>> = {
  ProgressReported: 'gửi cập nhật',
  ProgressReportReturned: 'trả lại cập nhật',
  TaskAssigned: 'giao nhiệm vụ',
  AssignmentReleased: 'thôi giao',
  AssignmentTransferred: 'chuyển đơn vị',
};

function figureText(figure: string, value: FigureDrift['from']): string {
  if (typeof value === 'boolean') return value ? 'đạt' : 'chưa đạt';
  return figure.endsWith('.rate') ? percent(value) : number(value);
}

const COLUMNS: readonly Column<Row>[] = [
  {
    key: 'task',
    title: 'Nhiệm vụ',
    width: 'minmax(15rem, 2.5fr)',
    render: ({ assignment, task, taskTitle }) => (
      <Link to="/nhiem-vu/$assignment" params={{ assignment }}>
        {task}. {taskTitle}
      </Link>
    ),
  },
  { key: 'unit', title: 'Đơn vị', width: 'minmax(9rem, 1fr)', render: ({ unitName }) => unitName },
  {
    key: 'from',
    title: 'Lúc chốt',
    width: '10.5rem',
    render: ({ from }) =>
      from === null ? 'không có trong danh sách' : <OutcomeTag outcome={from.outcome} />,
  },
  {
    key: 'to',
    title: 'Nay',
    width: '10.5rem',
    render: ({ to }) => (to === null ? 'không còn phải cập nhật' : <OutcomeTag outcome={to.outcome} />),
  },
  {
    key: 'cause',
    title: 'Từ sự kiện',
    width: 'minmax(13rem, 2fr)',
    render: ({ assignment, cause }) =>
      cause === null ? (
        '–'
      ) : (
        <>
          <Link to="/nhiem-vu/$assignment" params={{ assignment }} search={{ suKien: cause.eventId }}>
            {instant(cause.recordedAt)}: {DID[cause.type] ?? 'thay đổi phần giao'}
          </Link>
          <p className={common.small}>
            {cause.by.name ?? cause.by.id}
            {cause.reason === null ? null : (
              <>
                {' '}
                – <bdi>{cause.reason}</bdi>
              </>
            )}
          </p>
        </>
      ),
  },
];

/** What differs now from what was closed: the figures, and slot by slot with the event since which it does. */
export function Drift({ programme, month: { view } }: StepProps) {
  const isThere = view.closes.length > 0;
  const query = useReadPages(drift(programme, view.period), { enabled: isThere });
  if (!isThere) return <p>Chưa chốt: chưa có gì để so.</p>;
  return (
    <Answer query={query} what="số liệu trôi">
      {({ pages }) => {
        const [first] = pages;
        const rows = pages.flatMap(({ items }) => items);
        if (!first || rows.length === 0) {
          return <Empty title="Không có gì khác với lúc chốt" />;
        }
        return (
          <>
            <p>
              Chốt lúc {instant(first.closedAt)} bởi {first.closedByName ?? first.closedBy}. Số đã chốt giữ
              nguyên; dưới đây là những gì nay khác.
            </p>
            {first.figures.length === 0 ? null : (
              <table className={css.drift}>
                <caption className="sr-only">Số liệu khi chốt và nay</caption>
                <thead>
                  <tr>
                    <th scope="col">Số liệu</th>
                    <th scope="col">Khi chốt</th>
                    <th scope="col">Nay</th>
                  </tr>
                </thead>
                <tbody>
                  {first.figures.map(({ figure, from, to }) => (
                    <tr key={figure}>
                      <th scope="row">{FIGURES[figure] ?? figure}</th>
                      <td>{figureText(figure, from)}</td>
                      <td>{figureText(figure, to)}</td>
                    </tr>
                  ))}
                </tbody>
              </table>
            )}
            <RowTable
              label="Phần giao nay khác với lúc chốt"
              columns={COLUMNS}
              rows={rows}
              keyOf={({ assignment }) => assignment}
              total={first.total}
              {...moreOf(query)}
              rowHeight={93}
            />
          </>
        );
      }}
    </Answer>
  );
}
