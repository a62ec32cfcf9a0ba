import { assignmentsControllerRelease } from '../../../client/sdk.gen.js';
import { ReasonDialog } from '../../../ui/reason-dialog.js';
import { type DialogProps, MAX_REASON, WRITES } from './dialog-props.js';

/** A group's member that the task does not concern is let off, from now on. */
export function Release({ assignment, onClose }: DialogProps) {
  const { id, unitName } = assignment;
  return (
    <ReasonDialog
      title="Miễn cho đơn vị"
      draftId={`mien:${id}`}
      submit="Miễn"
      danger
      max={MAX_REASON}
      revision={assignment.revision}
      writes={WRITES}
      send={(reason, call) =>
        assignmentsControllerRelease({ ...call, path: { assignment: id }, body: { reason } })
      }
      done="Đã miễn cho đơn vị."
      onClose={onClose}
    >
      {unitName} được giao qua nhóm. Từ nay đơn vị không phải thực hiện và cập nhật nhiệm vụ này nữa; những gì
      đã ghi vẫn giữ nguyên.
    </ReasonDialog>
  );
}
