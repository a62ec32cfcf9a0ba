import { assignmentsControllerRelease } from '../../../client/sdk.gen.js';
import { FormDialog } from '../../../ui/form-dialog.js';
import { type DialogProps, WRITES } from './dialog-props.js';
import { LongText } from './fields.js';

/** A group's member that the task does not concern is let off, from now on. */
export function Release({ assignment, onClose }: DialogProps) {
  const { id, unitName } = assignment;
  return (
    <FormDialog
      title="Miễn cho đơn vị"
      draftId={`mien:${id}`}
      empty={{ reason: '' }}
      submit="Miễn"
      danger
      fieldOf={{ 'reason-missing': 'reason' }}
      revision={assignment.revision}
      writes={WRITES}
      send={({ reason }, call) =>
        assignmentsControllerRelease({ ...call, path: { assignment: id }, body: { reason } })
      }
      done="Đã miễn cho đơn vị."
      onClose={onClose}
    >
      {({ value, change, errorsOf }) => (
        <>
          <p>
            {unitName} được giao qua nhóm. Từ nay đơn vị không phải thực hiện và cập nhật nhiệm vụ này nữa;
            những gì đã ghi vẫn giữ nguyên.
          </p>
          <LongText
            label="Lý do"
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
