import {
  assignmentsControllerConfirmCompletion,
  assignmentsControllerReturnCompletion,
} from '../../../client/sdk.gen.js';
import { FormDialog } from '../../../ui/form-dialog.js';
import { day } from '../../../ui/format.js';
import { LongText } from '../../../ui/long-text.js';
import { ReasonDialog } from '../../../ui/reason-dialog.js';
import { type DialogProps, MAX_REASON, WRITES } from './dialog-props.js';

/** The authority confirms that it is done. */
export function ConfirmCompletion({ assignment, onClose }: DialogProps) {
  const { id, unitName, proposedOn, currentDue } = assignment;
  return (
    <FormDialog
      title="Xác nhận hoàn thành"
      draftId={`xac-nhan-hoan-thanh:${id}`}
      empty={{ note: '' }}
      submit="Xác nhận"
      revision={assignment.revision}
      writes={WRITES}
      send={({ note }, call) =>
        assignmentsControllerConfirmCompletion({
          ...call,
          path: { assignment: id },
          body: { note: note.trim() || null },
        })
      }
      done="Đã xác nhận hoàn thành."
      onClose={onClose}
    >
      {({ value, change, errorsOf }) => (
        <>
          <p>
            {unitName} đề nghị ngày {day(proposedOn)}; ngày ấy là ngày hoàn thành.
            {currentDue !== null && proposedOn !== null && proposedOn > currentDue
              ? ` Hạn là ${day(currentDue)}: hoàn thành quá hạn.`
              : ''}
          </p>
          <LongText
            label="Ghi chú"
            required={false}
            max={MAX_REASON}
            value={value.note}
            errors={errorsOf('note')}
            onChange={(note) => change({ note })}
          />
        </>
      )}
    </FormDialog>
  );
}

/** The authority is not satisfied; the work goes on. */
export function ReturnCompletion({ assignment, onClose }: DialogProps) {
  const { id, unitName, proposedOn } = assignment;
  return (
    <ReasonDialog
      title="Trả lại đề nghị hoàn thành"
      draftId={`tra-lai-hoan-thanh:${id}`}
      submit="Trả lại"
      max={MAX_REASON}
      revision={assignment.revision}
      writes={WRITES}
      send={(reason, call) =>
        assignmentsControllerReturnCompletion({ ...call, path: { assignment: id }, body: { reason } })
      }
      done="Đã trả lại đề nghị hoàn thành."
      onClose={onClose}
    >
      {unitName} đề nghị ngày {day(proposedOn)}. Sau khi trả lại, nhiệm vụ tiếp tục ở trạng thái đang thực
      hiện.
    </ReasonDialog>
  );
}
