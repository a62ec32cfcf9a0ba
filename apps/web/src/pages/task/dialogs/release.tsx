import { assignmentsControllerRelease } from '../../../client/sdk.gen.js';
import type { DialogProps } from './dialog-props.js';
import { ReasonDialog } from './reason-dialog.js';

/** A group's member that the task does not concern is let off, from now on. */
export function Release({ assignment, onClose }: DialogProps) {
  const { id, unitName } = assignment;
  return (
    <ReasonDialog
      assignment={assignment}
      title="Miễn cho đơn vị"
      draftId={`mien:${id}`}
      submit="Miễn"
      danger
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
