import { Link } from '@tanstack/react-router';
import type { DutyDto } from '../../client/types.gen.js';
import { day, instant, number } from '../../ui/format.js';
import { StatusTag } from '../../ui/tag.js';
import css from './look-up.module.css';

const HOW: Readonly<Record<DutyDto['how'], string>> = {
  assigned: 'được giao',
  transferred: 'nhận chuyển',
  reopened: 'mở lại',
};
const ENDED: Readonly<Record<NonNullable<DutyDto['ended']>, string>> = {
  completed: 'hoàn thành',
  released: 'thôi thực hiện',
  transferred: 'chuyển đơn vị khác',
  cancelled: 'dừng',
};

interface DutiesProps {
  readonly duties: readonly DutyDto[];
  /** What the whole is about is not said again. */
  readonly of?: 'unit' | 'task';
}

/** What was answered for, from when to when. */
export function Duties({ duties, of }: DutiesProps) {
  if (duties.length === 0) return null;
  return (
    <details className={css.more}>
      <summary>Việc được giao: {number(duties.length)} lần đảm nhận</summary>
      <ul className={css.list}>
        {duties.map((duty) => (
          <li key={duty.startEvent}>
            <Link to="/nhiem-vu/$assignment" params={{ assignment: duty.assignment }}>
              {of === 'task' ? duty.unitName : `${duty.task}. ${duty.taskTitle}`}
            </Link>{' '}
            <StatusTag status={duty.status} />
            <p className={css.about}>
              {of === undefined ? `${duty.unitName} · ` : ''}
              {heldText(duty)} · hạn gốc {day(duty.originalDue)}
              {duty.currentDue === duty.originalDue ? '' : `, hạn hiện hành ${day(duty.currentDue)}`}
            </p>
          </li>
        ))}
      </ul>
    </details>
  );
}

function heldText({ how, from, until, ended }: DutyDto): string {
  const begin = `${HOW[how]} ${instant(from)}`;
  if (until === null) return `${begin}, đang đảm nhận`;
  return `${begin} – ${instant(until)}${ended === null ? '' : ` (${ENDED[ended]})`}`;
}
