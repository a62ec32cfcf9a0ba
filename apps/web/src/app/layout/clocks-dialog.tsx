import { Button, DatePicker } from 'antd';
import dayjs, { type Dayjs } from 'dayjs';
import 'dayjs/locale/vi';
import customParseFormat from 'dayjs/plugin/customParseFormat';
import { useState } from 'react';
import { useClocks } from '../../api/clocks.js';
import { NOW } from '../../api/transport.js';
import { Dialog } from '../../ui/dialog.js';
import { dayOf } from '../../ui/format.js';
import { useSetClocks } from '../address-clocks.js';
import css from './clocks-dialog.module.css';

dayjs.extend(customParseFormat);

const SHOWN = 'DD/MM/YYYY';
const ISO = 'YYYY-MM-DD';

interface ClocksDialogProps {
  /** The server's day: no later one can be asked for. */
  readonly today: string;
  readonly onClose: () => void;
}

/** The two clocks of every page, kept in its address. */
export default function ClocksDialog({ today, onClose }: ClocksDialogProps) {
  const clocks = useClocks();
  const setClocks = useSetClocks();
  const [asOf, setAsOf] = useState<Dayjs | null>(clocks.asOf === null ? null : dayjs(clocks.asOf));
  const [knownAt, setKnownAt] = useState<Dayjs | null>(
    clocks.asKnownAt === null
      ? null
      : dayjs(clocks.asKnownAt.length > 10 ? dayOf(clocks.asKnownAt) : clocks.asKnownAt),
  );
  const later = (date: Dayjs) => date.format(ISO) > today;
  const apply = () => {
    setClocks({ asOf: asOf?.format(ISO) ?? null, asKnownAt: knownAt?.format(ISO) ?? null });
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
        <DatePicker
          id="ngay-noi-den"
          value={asOf}
          onChange={setAsOf}
          format={[SHOWN, 'D/M/YYYY']}
          placeholder="hôm nay"
          disabledDate={later}
        />
        <p>Tình hình của ngày này: hạn, trạng thái, cảnh báo tính đến hết ngày.</p>
        <label htmlFor="biet-den-luc">Biết đến lúc</label>
        <DatePicker
          id="biet-den-luc"
          value={knownAt}
          onChange={setKnownAt}
          format={[SHOWN, 'D/M/YYYY']}
          placeholder="bây giờ"
          disabledDate={later}
        />
        <p>
          Chỉ dùng những gì đã được ghi nhận đến hết ngày này: đính chính, báo cáo muộn ghi sau đó coi như
          chưa biết.
        </p>
      </div>
    </Dialog>
  );
}
