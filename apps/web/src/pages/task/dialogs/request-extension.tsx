import { assignmentsControllerRequestExtension } from '../../../client/sdk.gen.js';
import { DayPicker } from '../../../ui/day-picker.js';
import { Field } from '../../../ui/field.js';
import { FormDialog } from '../../../ui/form-dialog.js';
import { day } from '../../../ui/format.js';
import { LongText } from '../../../ui/long-text.js';
import { type DialogProps, MAX_REASON, WRITES } from './dialog-props.js';

interface Typed {
  readonly to: string | null;
  readonly reason: string;
}

const EMPTY: Typed = { to: null, reason: '' };

/** The unit asks for a later due date. */
export function RequestExtension({ assignment, onClose }: DialogProps) {
  const { id, currentDue } = assignment;
  return (
    <FormDialog
      title="Đề nghị gia hạn"
      draftId={`de-nghi-gia-han:${id}`}
      empty={EMPTY}
      submit="Gửi đề nghị"
      fieldOf={{ 'extension-not-later': 'to', 'reason-missing': 'reason' }}
      revision={assignment.revision}
      writes={WRITES}
      send={({ to, reason }, call) =>
        assignmentsControllerRequestExtension({
          ...call,
          path: { assignment: id },
          // Without a day the server says so, beside the field.
          body: { to: to as string, reason },
        })
      }
      done="Đã gửi đề nghị gia hạn."
      onClose={onClose}
    >
      {({ value, change, errorsOf }) => (
        <>
          <p>
            Hạn hiện hành: {day(currentDue)}. Hạn ấy còn hiệu lực cho đến khi có quyết định; hạn gốc được giữ
            mãi trong hồ sơ.
          </p>
          <Field label="Hạn đề nghị" errors={errorsOf('to')} required>
            {(control) => (
              <DayPicker
                {...control}
                value={value.to}
                onChange={(to) => change({ to })}
                {...(currentDue === null ? {} : { min: currentDue })}
              />
            )}
          </Field>
          <LongText
            max={MAX_REASON}
            label="Lý do"
            value={value.reason}
            errors={errorsOf('reason')}
            onChange={(reason) => change({ reason })}
          />
        </>
      )}
    </FormDialog>
  );
}
