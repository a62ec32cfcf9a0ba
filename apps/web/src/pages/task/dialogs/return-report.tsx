import { assignmentsControllerReturnReport } from '../../../client/sdk.gen.js';
import type { AssignmentDto } from '../../../client/types.gen.js';
import { instant, period, wholePercent } from '../../../ui/format.js';
import { ReasonDialog } from '../../../ui/reason-dialog.js';
import { type DialogProps, MAX_REASON, WRITES } from './dialog-props.js';

interface ReturnReportProps extends DialogProps {
  readonly report: AssignmentDto['reports'][number];
}

/** Sends a report back as insufficient; it stays in the record. */
export function ReturnReport({ assignment, report, onClose }: ReturnReportProps) {
  const { eventId, percent, recordedAt } = report;
  return (
    <ReasonDialog
      title={`Trả lại báo cáo ${period(report.period)}`}
      draftId={`tra-lai-bao-cao:${eventId}`}
      submit="Trả lại"
      hint="Nêu rõ còn thiếu gì để đơn vị bổ sung."
      max={MAX_REASON}
      writes={WRITES}
      send={(reason, call) =>
        assignmentsControllerReturnReport({
          ...call,
          path: { assignment: assignment.id, report: eventId },
          body: { reason },
        })
      }
      done="Đã trả lại báo cáo."
      onClose={onClose}
    >
      {assignment.unitName}, {wholePercent(percent)}, gửi {instant(recordedAt)}. Báo cáo vẫn được giữ; kỳ này
      tính là thiếu dữ liệu cho đến khi đơn vị cập nhật lại.
    </ReasonDialog>
  );
}
