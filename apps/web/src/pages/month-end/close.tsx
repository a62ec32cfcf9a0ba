import { Link } from '@tanstack/react-router';
import { Button } from 'antd';
import { type ReactNode, useState } from 'react';
import { useIsNow } from '../../api/clocks.js';
import { useCommand } from '../../api/commands.js';
import { useMay, useSession } from '../../api/session.js';
import { periodsControllerClose } from '../../client/sdk.gen.js';
import type { PeriodDto } from '../../client/types.gen.js';
import common from '../../ui/common.module.css';
import { Dialog } from '../../ui/dialog.js';
import { goalPercent, instant, number, percent, period } from '../../ui/format.js';
import { toast } from '../../ui/toasts.js';
import type { Month } from './month.js';
import css from './month-end.module.css';
import type { StepProps, StepSummary } from './step.js';

export function closeSummary({ view, figures }: Month, earlierOpen: string | null): StepSummary {
  const last = view.closes.at(-1);
  if (view.status === 'closed' && last) {
    return {
      state: 'done',
      text: `Đã chốt lúc ${instant(last.closedAt)}, bởi ${last.closedByName ?? last.closedBy}.`,
    };
  }
  if (view.status === 'open') return { state: 'later', text: 'Chưa qua hạn chốt.' };
  if ((figures?.byAssignment.expected ?? 0) === 0 && (figures?.byAssignment.exempt ?? 0) === 0) {
    return { state: 'later', text: 'Không có gì để chốt.' };
  }
  if (earlierOpen !== null) return { state: 'lacking', text: `Phải chốt ${period(earlierOpen)} trước.` };
  if (view.closeProposal)
    return {
      state: 'now',
      text: `${view.closeProposal.byName ?? view.closeProposal.by} đã đề nghị; chờ người thứ hai.`,
    };
  return { state: 'now', text: view.status === 'reopened' ? 'Đã mở lại: chốt lại được.' : 'Chốt được ngay.' };
}

/** What closing needs, the button, and the closes so far. */
export function Close({ programme, month: { view, figures }, earlierOpen }: StepProps) {
  const [asking, setAsking] = useState(false);
  const me = useSession().principal.id;
  const now = useIsNow();
  const mayClose = useMay('period.close') && now;
  const { status, closeProposal, fourEyes } = view;
  const needsTwo = fourEyes.includes('period-close');
  const slots = (figures?.byAssignment.expected ?? 0) + (figures?.byAssignment.exempt ?? 0);
  const ready = status !== 'open' && earlierOpen === null && slots > 0;
  const own = closeProposal?.by === me;
  return (
    <>
      {status === 'closed' ? null : (
        <ul className={css.list}>
          <Need met={status !== 'open'}>đã qua hạn chốt {instant(view.cutOff)}</Need>
          <Need met={earlierOpen === null}>
            các kỳ trước đã chốt
            {earlierOpen === null ? null : (
              <>
                : còn{' '}
                <Link to="/chot-thang" search={{ thang: earlierOpen }}>
                  {period(earlierOpen)}
                </Link>
              </>
            )}
          </Need>
          <Need met={slots > 0}>có nhiệm vụ được giao trong kỳ</Need>
          {needsTwo ? (
            <Need met={closeProposal !== null}>
              người thứ nhất đề nghị, người thứ hai xác nhận
              {closeProposal === null
                ? null
                : `: ${closeProposal.byName ?? closeProposal.by} đề nghị lúc ${instant(closeProposal.at)}`}
            </Need>
          ) : null}
        </ul>
      )}
      {ready && status !== 'closed' && own ? (
        <p>Tài khoản này đã đề nghị chốt; phải do người khác xác nhận.</p>
      ) : null}
      {ready && status !== 'closed' && mayClose && !own ? (
        <div className={`${common.buttons} no-print`}>
          <Button type="primary" onClick={() => setAsking(true)}>
            {labelOf(view, needsTwo)}
          </Button>
        </div>
      ) : null}
      {view.closes.length === 0 ? null : (
        <ol className={css.list}>
          {view.closes.map((close) => (
            <li key={close.eventId}>
              <strong>Chốt lúc {instant(close.closedAt)}</strong> bởi {close.closedByName ?? close.closedBy}
              {close.proposedBy === null ? '' : `, do ${close.proposedByName ?? close.proposedBy} đề nghị`}:{' '}
              {percent(close.rateByTask)} nhiệm vụ ({number(close.shareSum)} / {number(close.tasksExpected)}),{' '}
              {percent(close.rateByAssignment)} phần giao; {close.meetsGoal ? 'đạt' : 'chưa đạt'} mục tiêu{' '}
              {goalPercent(close.goal)}.
              {close.reopenedAt === null ? null : (
                <p className={common.small}>
                  Mở lại lúc {instant(close.reopenedAt)} bởi {close.reopenedByName ?? close.reopenedBy}
                  {close.reopeningRequestedBy === null
                    ? ''
                    : `, do ${close.reopeningRequestedByName ?? close.reopeningRequestedBy} đề nghị`}
                  . Lý do: <bdi>{close.reopenReason}</bdi>
                </p>
              )}
            </li>
          ))}
        </ol>
      )}
      {asking ? (
        <CloseDialog
          programme={programme}
          month={{ view, figures }}
          label={labelOf(view, needsTwo)}
          onClose={() => setAsking(false)}
        />
      ) : null}
    </>
  );
}

function labelOf({ period: name, closeProposal, status }: PeriodDto, needsTwo: boolean): string {
  if (needsTwo) return closeProposal ? `Xác nhận chốt ${period(name)}` : `Đề nghị chốt ${period(name)}`;
  return `${status === 'reopened' ? 'Chốt lại' : 'Chốt'} ${period(name)}`;
}

function Need({ met, children }: { readonly met: boolean; readonly children: ReactNode }) {
  return (
    <li className={met ? css.good : css.bad}>
      <span aria-hidden="true">{met ? '✓' : '✕'}</span>
      <span className="sr-only">{met ? 'đủ:' : 'thiếu:'}</span> {children}
    </li>
  );
}

interface CloseDialogProps {
  readonly programme: string;
  readonly month: Month;
  readonly label: string;
  readonly onClose: () => void;
}

/** What would be frozen, before it is. */
function CloseDialog({ programme, month: { view, figures }, label, onClose }: CloseDialogProps) {
  const command = useCommand({
    send: (_: null, call) => periodsControllerClose({ ...call, path: { programme, period: view.period } }),
    writes: ['period'],
    onDone: ({ outcome }) => {
      toast(
        outcome === 'closed'
          ? `Đã chốt ${period(view.period)}.`
          : `Đã đề nghị chốt ${period(view.period)}; chờ người thứ hai xác nhận.`,
      );
      onClose();
    },
  });
  const counts = figures?.byAssignment;
  return (
    <Dialog
      title={`${label}?`}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>Đóng</Button>
          <Button type="primary" loading={command.pending} onClick={() => void command.run(null)}>
            {label}
          </Button>
        </>
      }
    >
      {counts && figures ? (
        <p>
          Sẽ giữ nguyên kết quả của {number(counts.expected + counts.exempt)} phần giao:{' '}
          {number(counts.onTime)} đúng hạn, {number(counts.nothingToReport)} không phát sinh,{' '}
          {number(counts.late)} muộn, {number(counts.insufficient)} thiếu dữ liệu, {number(counts.missing)}{' '}
          không báo cáo, {number(counts.exempt)} miễn. Tỷ lệ {percent(figures.byTask.rate)} nhiệm vụ,{' '}
          {percent(counts.rate)} phần giao.
        </p>
      ) : null}
      <p>
        Cập nhật đến sau khi chốt không đổi số đã chốt, chỉ hiện thành “số liệu trôi”. Mở lại phải có lý do
        {view.fourEyes.includes('period-reopen') ? ' và hai người' : ''}.
      </p>
      {command.message === null ? null : (
        <p className={common.problem} role="alert">
          {command.message}
        </p>
      )}
    </Dialog>
  );
}
