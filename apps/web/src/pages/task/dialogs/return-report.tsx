import { assignmentsControllerReturnReport } from '../../../client/sdk.gen.js';
import type { AssignmentDto } from '../../../client/types.gen.js';
import { FormDialog } from '../../../ui/form-dialog.js';
import { instant, period, wholePercent } from '../../../ui/format.js';
import { type DialogProps, WRITES } from './dialog-props.js';
import { LongText } from './fields.js';

interface ReturnReportProps extends DialogProps {
  readonly report: AssignmentDto['reports'][number];
}

/** Sends a report back as insufficient; it stays in the record. */
export function ReturnReport({ assignment, report, onClose }: ReturnReportProps) {
  const { eventId, percent, recordedAt } = report;
  return (
    <FormDialog
      title={`Trả lại báo cáo ${period(report.period)}`}
      draftId={`tra-lai-bao-cao:${eventId}`}
      empty={{ reason: '' }}
      submit="Trả lại"
      fieldOf={{ 'reason-missing': 'reason' }}
      writes={WRITES}
      send={({ reason }, call) =>
        assignmentsControllerReturnReport({
          ...call,
          path: { assignment: assignment.id, report: eventId },
          body: { reason },
        })
      }
      done="Đã trả lại báo cáo."
      onClose={onClose}
    >
      {({ value, change, errorsOf }) => (
        <>
          <p>
            {assignment.unitName}, {wholePercent(percent)}, gửi {instant(recordedAt)}. Báo cáo vẫn được giữ;
            kỳ này tính là thiếu dữ liệu cho đến khi đơn vị cập nhật lại.
          </p>
          <LongText
            label="Lý do"
            hint="Nêu rõ còn thiếu gì để đơn vị bổ sung."
            autoFocus
            value={value.reason}
            errors={errorsOf('reason')}
            onChange={(reason) => change({ reason })}
          />
        </>
      )}
    </FormDialog>
  );
}
