import { Button } from 'antd';
import { useState } from 'react';
import { useClocks } from '../../api/clocks.js';
import { NOW } from '../../api/transport.js';
import { DayPicker } from '../../ui/day-picker.js';
import { Dialog } from '../../ui/dialog.js';
import { knownDay } from '../../ui/known-time.js';
import { useSetClocks } from '../address-clocks.js';
import css from './clocks-dialog.module.css';

interface ClocksDialogProps {
  /** The server's day: no later one can be asked for. */
  readonly today: string;
  readonly onClose: () => void;
}

/** The two clocks of every page, kept in its address: for windows too narrow for `ClockPickers`. */
export default function ClocksDialog({ today, onClose }: ClocksDialogProps) {
  const clocks = useClocks();
  const setClocks = useSetClocks();
  const [asOf, setAsOf] = useState(clocks.asOf);
  const begun = knownDay(clocks.asKnownAt);
  const [knownAt, setKnownAt] = useState(begun);
  const apply = () => {
    // An instant that an address came with stays one, unless another day is chosen.
    setClocks({ asOf, asKnownAt: knownAt === begun ? clocks.asKnownAt : knownAt });
    onClose();
  };
  return (
    <Dialog
      title="Xem số liệu ở một thời điểm khác"
      onClose={onClose}
      footer={
        <>
          <Button
            className={css.back ?? ''}
            type="link"
            onClick={() => {
              setClocks(NOW);
              onClose();
            }}
          >
            Về hiện tại
          </Button>
          <Button onClick={onClose}>Đóng</Button>
          <Button type="primary" onClick={apply}>
            Xem
          </Button>
        </>
      }
    >
      <div className={css.fields}>
        <label htmlFor="ngay-noi-den">Ngày nói đến</label>
        <DayPicker id="ngay-noi-den" value={asOf} onChange={setAsOf} placeholder="hôm nay" max={today} />
        <p>Tình hình của ngày này: hạn, trạng thái, cảnh báo tính đến hết ngày.</p>
        <label htmlFor="biet-den-luc">Biết đến lúc</label>
        <DayPicker
          id="biet-den-luc"
          value={knownAt}
          onChange={setKnownAt}
          placeholder="bây giờ"
          max={today}
        />
        <p>
          Chỉ dùng những gì đã được ghi nhận đến hết ngày này: đính chính, báo cáo muộn ghi sau đó coi như
          chưa biết.
        </p>
      </div>
    </Dialog>
  );
}
