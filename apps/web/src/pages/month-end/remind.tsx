import { Link } from '@tanstack/react-router';
import { Button } from 'antd';
import { lazy, Suspense, useState } from 'react';
import { useIsNow } from '../../api/clocks.js';
import { useMay } from '../../api/session.js';
import common from '../../ui/common.module.css';
import { instant, number } from '../../ui/format.js';
import type { Month } from './month.js';
import css from './month-end.module.css';
import type { StepProps, StepSummary } from './step.js';

const RemindDialog = lazy(() => import('./remind-dialog.js'));

/** Who reminds by the policy, and not a person. */
const RULE = 'reminders';

export function remindSummary({ view: { status, reminders }, figures }: Month): StepSummary {
  const sent = reminders.length === 0 ? 'chưa đôn đốc' : `đã đôn đốc ${number(reminders.length)} lần`;
  if (status !== 'open') return { state: 'done', text: `Kỳ này ${sent}; đã hết hạn, không đôn đốc nữa.` };
  const waiting = figures?.byAssignment.notYetDue ?? 0;
  return waiting === 0
    ? { state: 'done', text: 'Mọi phần giao đã có cập nhật.' }
    : { state: 'now', text: `Còn ${number(waiting)} phần giao chưa có cập nhật; ${sent}.` };
}

/** The reminders that went out, and one more by hand, after a look at what it says. */
export function Remind({ programme, month: { view, figures } }: StepProps) {
  const [looking, setLooking] = useState(false);
  const now = useIsNow();
  const mayRemind = useMay('period.remind') && now;
  const waiting = figures?.byAssignment.notYetDue ?? 0;
  return (
    <>
      {view.status === 'open' && waiting > 0 ? (
        <p>
          <Link to="/cap-nhat" search={{ thang: view.period, ketQua: 'not-yet-due' }}>
            {number(waiting)} phần giao chưa có cập nhật
          </Link>{' '}
          trên {number(figures?.byAssignment.expected)} phải có.
        </p>
      ) : null}
      {view.reminders.length === 0 ? (
        <p>Chưa có lần đôn đốc nào.</p>
      ) : (
        <ul className={css.list}>
          {view.reminders.map(({ eventId, sentAt, by, byName, workingDaysBefore, units, assignments }) => (
            <li key={eventId}>
              {instant(sentAt)}: {number(units)} đơn vị, {number(assignments)} phần giao ·{' '}
              <span className={common.small}>
                {by === RULE ? 'tự động' : (byName ?? by)}
                {workingDaysBefore === null
                  ? ''
                  : `, ${number(workingDaysBefore)} ngày làm việc trước hạn theo quy chế`}
              </span>
            </li>
          ))}
        </ul>
      )}
      {view.status === 'open' && mayRemind && waiting > 0 ? (
        <div className={`${common.buttons} no-print`}>
          <Button type="primary" onClick={() => setLooking(true)}>
            Xem nội dung và đôn đốc
          </Button>
        </div>
      ) : null}
      {looking ? (
        <Suspense>
          <RemindDialog programme={programme} period={view.period} onClose={() => setLooking(false)} />
        </Suspense>
      ) : null}
    </>
  );
}
