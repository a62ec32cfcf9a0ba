import common from '../../ui/common.module.css';
import { day, instant } from '../../ui/format.js';
import type { Month } from './month.js';
import type { StepSummary } from './step.js';

export function cutOffSummary({ view: { status, cutOff } }: Month): StepSummary {
  return status === 'open'
    ? { state: 'later', text: `Hạn chốt ${instant(cutOff)}; sau đó mới chốt được.` }
    : { state: 'done', text: `Đã hết hạn lúc ${instant(cutOff)}.` };
}

/** Until when reports of the month are in time. */
export function CutOff({ month: { view } }: { readonly month: Month }) {
  return (
    <p>
      Kỳ từ {day(view.from)} đến {day(view.until)}; hạn chốt {instant(view.cutOff)} theo quy chế{' '}
      <code>{view.policy}</code>. Cập nhật gửi sau hạn vẫn được nhận và được ghi là muộn.
      <br />
      <span className={common.small}>
        Chốt được từ vài giây sau hạn, khi mọi cập nhật gửi trước hạn đã đến.
      </span>
    </p>
  );
}
