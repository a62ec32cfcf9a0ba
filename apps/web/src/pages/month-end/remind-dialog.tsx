import { Button } from 'antd';
import { useCommand } from '../../api/commands.js';
import { useRead } from '../../api/reads.js';
import { periodsControllerRemind } from '../../client/sdk.gen.js';
import type { ReminderPreviewDto } from '../../client/types.gen.js';
import common from '../../ui/common.module.css';
import { Dialog } from '../../ui/dialog.js';
import { instant, number, period as periodText } from '../../ui/format.js';
import { type Column, RowTable } from '../../ui/row-table.js';
import { Answer, Empty } from '../../ui/states.js';
import { toast } from '../../ui/toasts.js';
import { reminderPreview } from './month-end.reads.js';

type Receiver = ReminderPreviewDto['units'][number];

const COLUMNS: readonly Column<Receiver>[] = [
  { key: 'unit', title: 'Đơn vị', width: 'minmax(10rem, 1fr)', render: ({ unitName }) => unitName },
  {
    key: 'assignments',
    title: 'Còn thiếu',
    width: '6rem',
    align: 'end',
    render: ({ assignments }) => number(assignments),
  },
  { key: 'text', title: 'Nội dung gửi', width: 'minmax(16rem, 3fr)', render: ({ text }) => text },
];

interface RemindDialogProps {
  readonly programme: string;
  readonly period: string;
  readonly onClose: () => void;
}

/** What each unit would read, and the button that sends it. */
export default function RemindDialog({ programme, period, onClose }: RemindDialogProps) {
  const query = useRead(reminderPreview(programme, period));
  const command = useCommand({
    send: (_: null, call) => periodsControllerRemind({ ...call, path: { programme, period } }),
    writes: ['period'],
    onDone: ({ units }) => {
      toast(
        units.length === 0
          ? 'Mọi đơn vị đã cập nhật: không gửi cho ai.'
          : `Đã đôn đốc ${number(units.length)} đơn vị.`,
      );
      onClose();
    },
  });
  const count = query.data?.units.length ?? 0;
  return (
    <Dialog
      title={`Đôn đốc cập nhật ${periodText(period)}`}
      wide
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>Đóng</Button>
          <Button
            type="primary"
            disabled={!query.data?.canBeSent || count === 0}
            loading={command.pending}
            onClick={() => void command.run(null)}
          >
            Gửi cho {number(count)} đơn vị
          </Button>
        </>
      }
    >
      {command.message === null ? null : (
        <p className={common.problem} role="alert">
          {command.message}
        </p>
      )}
      <Answer query={query} what="nội dung đôn đốc">
        {({ units, canBeSent, cutOff }) =>
          units.length === 0 ? (
            <Empty title="Mọi đơn vị đã cập nhật" />
          ) : (
            <>
              <p>
                {canBeSent
                  ? `Mỗi đơn vị nhận đúng nội dung dưới đây, trước hạn chốt ${instant(cutOff)}.`
                  : `Đã qua hạn chốt ${instant(cutOff)}: không gửi được nữa.`}
              </p>
              <RowTable
                label="Đơn vị được đôn đốc"
                columns={COLUMNS}
                rows={units}
                keyOf={({ unit }) => unit}
                total={units.length}
                rowHeight={70}
              />
            </>
          )
        }
      </Answer>
    </Dialog>
  );
}
