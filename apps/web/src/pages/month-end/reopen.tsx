import { Button } from 'antd';
import { useState } from 'react';
import { useIsNow } from '../../api/clocks.js';
import { useCommand } from '../../api/commands.js';
import { useMay, useSession } from '../../api/session.js';
import {
  periodsControllerConfirmReopening,
  periodsControllerRequestReopening,
} from '../../client/sdk.gen.js';
import type { PeriodDto } from '../../client/types.gen.js';
import common from '../../ui/common.module.css';
import { Dialog } from '../../ui/dialog.js';
import { instant, number, period } from '../../ui/format.js';
import { ReasonDialog } from '../../ui/reason-dialog.js';
import { toast } from '../../ui/toasts.js';
import type { Month } from './month.js';
import css from './month-end.module.css';
import type { StepProps, StepSummary } from './step.js';

export function reopenSummary({ view }: Month): StepSummary {
  if (view.reopeningRequest) {
    return {
      state: 'now',
      text: `${view.reopeningRequest.byName ?? view.reopeningRequest.by} đã đề nghị mở lại; chờ người thứ hai xác nhận.`,
    };
  }
  const times = view.closes.filter(({ reopenedAt }) => reopenedAt !== null).length;
  const before = times === 0 ? 'Chưa mở lại lần nào' : `Đã mở lại ${number(times)} lần`;
  return {
    state: 'later',
    text: `${before}; chỉ khi cần, có lý do${twoPeople(view) ? ' và hai người' : ''}.`,
  };
}

const twoPeople = ({ fourEyes }: PeriodDto) => fourEyes.includes('period-reopen');

/** Asking to reopen what is closed, with the reason, and confirming that as a second person. */
export function Reopen({ programme, month: { view } }: StepProps) {
  const [opened, setOpened] = useState<'ask' | 'confirm' | null>(null);
  const me = useSession().principal.id;
  const now = useIsNow();
  const may = useMay('period.close') && now;
  const { reopeningRequest: request, status, period: name } = view;
  const close = () => setOpened(null);
  if (status !== 'closed') return <p>Kỳ này đang không chốt: không có gì để mở lại.</p>;
  return (
    <>
      <p>
        Mở lại để nhận sửa đổi vào chính số đã chốt. Lần chốt, danh sách và mã băm cũ vẫn được giữ; đến khi
        chốt lại, kỳ này tính như đang mở và các kỳ sau phải chờ.
      </p>
      {request ? (
        <blockquote className={css.quote}>
          <p className={common.small}>
            {request.byName ?? request.by} đề nghị lúc {instant(request.at)}. Lý do:
          </p>
          <p className={css.text} dir="auto">
            {request.reason}
          </p>
        </blockquote>
      ) : null}
      {request && request.by === me ? <p>Tài khoản này đã đề nghị; phải do người khác xác nhận.</p> : null}
      {may ? (
        <div className={`${common.buttons} no-print`}>
          {request === null ? (
            <Button onClick={() => setOpened('ask')}>{twoPeople(view) ? 'Đề nghị mở lại' : 'Mở lại'}</Button>
          ) : request.by === me ? null : (
            <Button type="primary" danger onClick={() => setOpened('confirm')}>
              Xác nhận mở lại
            </Button>
          )}
        </div>
      ) : null}
      {opened === 'ask' ? (
        <ReasonDialog
          title={`${twoPeople(view) ? 'Đề nghị mở lại' : 'Mở lại'} ${period(name)}`}
          draftId={`mo-lai:${programme}:${name}`}
          submit={twoPeople(view) ? 'Gửi đề nghị' : 'Mở lại'}
          danger
          label="Lý do mở lại"
          hint="Sửa cái gì, theo đề nghị hoặc văn bản nào."
          writes={['period']}
          done={
            twoPeople(view) ? 'Đã đề nghị mở lại; chờ người thứ hai xác nhận.' : `Đã mở lại ${period(name)}.`
          }
          onClose={close}
          send={(reason, call) =>
            periodsControllerRequestReopening({
              ...call,
              path: { programme, period: name },
              body: { reason },
            })
          }
        />
      ) : null}
      {opened === 'confirm' && request ? (
        <ConfirmDialog programme={programme} period={name} request={request} onClose={close} />
      ) : null}
    </>
  );
}

interface ConfirmDialogProps {
  readonly programme: string;
  readonly period: string;
  readonly request: NonNullable<PeriodDto['reopeningRequest']>;
  readonly onClose: () => void;
}

function ConfirmDialog({ programme, period: name, request, onClose }: ConfirmDialogProps) {
  const command = useCommand({
    send: (_: null, call) =>
      periodsControllerConfirmReopening({ ...call, path: { programme, period: name } }),
    writes: ['period'],
    onDone: () => {
      toast(`Đã mở lại ${period(name)}.`);
      onClose();
    },
  });
  return (
    <Dialog
      title={`Mở lại ${period(name)}?`}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>Đóng</Button>
          <Button type="primary" danger loading={command.pending} onClick={() => void command.run(null)}>
            Xác nhận mở lại
          </Button>
        </>
      }
    >
      <p>
        {request.byName ?? request.by} đề nghị lúc {instant(request.at)}, với lý do:
      </p>
      <blockquote className={css.quote}>
        <p className={css.text} dir="auto">
          {request.reason}
        </p>
      </blockquote>
      {command.message === null ? null : (
        <p className={common.problem} role="alert">
          {command.message}
        </p>
      )}
    </Dialog>
  );
}
