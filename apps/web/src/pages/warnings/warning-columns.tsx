import { Link } from '@tanstack/react-router';
import type { WarningDto } from '../../client/types.gen.js';
import { capital, day, number } from '../../ui/format.js';
import type { Column } from '../../ui/row-table.js';
import { ExplanationTag, LevelTag, Tag } from '../../ui/tag.js';
import css from './warning-columns.module.css';

/** One warning of the inbox: how high, of what, whose, how old, and where its explanation stands. */
export const COLUMNS: readonly Column<WarningDto>[] = [
  {
    key: 'level',
    title: 'Mức',
    width: '12.5rem',
    render: ({ level }) => <LevelTag level={level} />,
  },
  {
    key: 'warning',
    title: 'Cảnh báo',
    width: 'minmax(16rem, 3fr)',
    render: ({ id, ruleText, task, taskTitle, indicator, indicatorName, fact }) => (
      <>
        <Link to="/canh-bao/$warning" params={{ warning: id }} className={css.rule}>
          {ruleText}
        </Link>
        <p>
          {task === null
            ? `Chỉ tiêu ${indicator ?? ''}: ${indicatorName ?? ''}`
            : `Nhiệm vụ ${task}${taskTitle === null ? '' : `: ${taskTitle}`}`}
        </p>
        <p className={css.fact}>{capital(fact)}</p>
      </>
    ),
  },
  {
    key: 'unit',
    title: 'Đơn vị',
    width: 'minmax(10rem, 1fr)',
    render: ({ unit, unitName, askedUnitName }) =>
      unit === null ? (askedUnitName ?? 'không có đơn vị chịu trách nhiệm') : unitName,
  },
  {
    key: 'age',
    title: 'Đã kéo dài',
    width: '11.5rem',
    render: ({ raisedOn, clearedOn, clearedLate, workingDays }) => (
      <>
        {workingDays === null ? null : <strong>{number(workingDays)} ngày làm việc</strong>}
        <p className={css.fact}>từ {day(raisedOn)}</p>
        {clearedOn === null ? null : (
          <Tag tone={clearedLate ? 'watch' : 'good'} sign={clearedLate ? '✓!' : '✓'}>
            Hết {day(clearedOn)}
            {clearedLate ? ', muộn' : ''}
          </Tag>
        )}
      </>
    ),
  },
  {
    key: 'explanation',
    title: 'Giải trình',
    width: '12.5rem',
    render: ({ explanation: { state, overdue, dueOn, objective } }) => (
      <>
        {state === 'none' ? (
          <span className={css.fact}>chưa yêu cầu</span>
        ) : (
          <ExplanationTag state={state} overdue={overdue} />
        )}
        {dueOn === null ? null : <p className={css.fact}>hạn {day(dueOn)}</p>}
        {state === 'accepted' && objective !== null ? (
          <p className={css.fact}>{objective ? 'nguyên nhân khách quan' : 'không xác nhận khách quan'}</p>
        ) : null}
      </>
    ),
  },
];
