import { Link } from '@tanstack/react-router';
import type { AssignmentRowDto } from '../../client/types.gen.js';
import { day, dayOf, number, period, wholePercent } from '../../ui/format.js';
import type { Column } from '../../ui/row-table.js';
import { BucketTag, Tag } from '../../ui/tag.js';
import { LEVEL_WORDS } from '../../ui/words.js';
import css from './tasks.module.css';

type Row = AssignmentRowDto;

/** The columns of the list; `sort` is the server's name of the order. */
export const COLUMNS: readonly Column<Row>[] = [
  {
    key: 'task',
    title: 'Nhiệm vụ',
    width: 'minmax(13rem, 3fr)',
    sort: 'document',
    render: ({ id, task, title, section, directingLeaders }) => (
      <>
        <Link to="/nhiem-vu/$assignment" params={{ assignment: id }}>
          {task}. {title}
        </Link>
        <span className={css.small}>
          Phần {section}
          {directingLeaders.length > 0 ? ` · ${directingLeaders.join('; ')}` : ''}
        </span>
      </>
    ),
  },
  {
    key: 'unit',
    title: 'Đơn vị',
    width: 'minmax(8rem, 1.3fr)',
    sort: 'unit',
    render: ({ unitName }) => unitName,
  },
  {
    key: 'bucket',
    title: 'Tình hình',
    width: '13rem',
    render: ({ bucket }) => <BucketTag bucket={bucket} />,
  },
  {
    key: 'percent',
    title: 'Tiến độ',
    width: '6rem',
    align: 'end',
    sort: 'percent',
    render: ({ percent }) => wholePercent(percent),
  },
  {
    key: 'due',
    title: 'Hạn',
    width: '7rem',
    sort: 'due',
    render: ({ currentDue, originalDue }) =>
      currentDue === null ? (
        <span className={css.quiet}>không có hạn</span>
      ) : (
        <>
          <time dateTime={currentDue}>{day(currentDue)}</time>
          {originalDue !== null && originalDue !== currentDue ? (
            <span className={css.small}>hạn gốc {day(originalDue)}</span>
          ) : null}
        </>
      ),
  },
  {
    key: 'warning',
    title: 'Cảnh báo',
    width: '6.5rem',
    sort: 'warning',
    render: (row) => <Warnings row={row} />,
  },
  {
    key: 'last-report',
    title: 'Cập nhật gần nhất',
    width: '7.5rem',
    sort: 'lastReport',
    render: ({ lastReportAt, lastReportPeriod }) =>
      lastReportAt === null ? (
        <span className={css.quiet}>chưa có</span>
      ) : (
        <>
          <time dateTime={lastReportAt}>{day(dayOf(lastReportAt))}</time>
          {lastReportPeriod === null ? null : <span className={css.small}>{period(lastReportPeriod)}</span>}
        </>
      ),
  },
];

function Warnings({ row: { warningLevel, openWarnings, unit, task } }: { readonly row: Row }) {
  if (warningLevel === null) return <span className={css.quiet}>không có</span>;
  const word = LEVEL_WORDS[warningLevel];
  return (
    <Link to="/canh-bao" search={{ tinhTrang: 'open', donVi: unit, nhiemVu: task }} title={word?.text}>
      <Tag tone={word?.tone ?? 'unknown'} sign="!">
        Mức {warningLevel}
      </Tag>
      {openWarnings > 1 ? <span className={css.small}>{number(openWarnings)} cảnh báo</span> : null}
    </Link>
  );
}
