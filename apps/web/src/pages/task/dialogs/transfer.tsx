import { useNavigate } from '@tanstack/react-router';
import { assignmentsControllerTransfer } from '../../../client/sdk.gen.js';
import { Field } from '../../../ui/field.js';
import { FormDialog } from '../../../ui/form-dialog.js';
import { UnitSelect } from '../../../ui/unit-select.js';
import { type DialogProps, WRITES } from './dialog-props.js';
import { documentOf, type Grounds, GroundsFields, NO_DOCUMENT } from './fields.js';

interface Typed extends Grounds {
  readonly to: string;
}

const EMPTY: Typed = { to: '', reason: '', document: NO_DOCUMENT };

/** Hands the task to another unit: it ends here, and the page of the new one is opened. */
export function Transfer({ assignment, onClose }: DialogProps) {
  const { id, programme, task, unit, unitName } = assignment;
  const navigate = useNavigate();
  return (
    <FormDialog
      title="Chuyển cho đơn vị khác"
      draftId={`chuyen-don-vi:${id}`}
      empty={EMPTY}
      submit="Chuyển"
      danger
      fieldOf={{
        'reason-missing': 'reason',
        'transfer-to-self': 'to',
        'unit-not-found': 'to',
        'already-assigned': 'to',
      }}
      revision={assignment.revision}
      writes={WRITES}
      send={({ to, reason, document }, call) =>
        assignmentsControllerTransfer({
          ...call,
          path: { assignment: id },
          // Nothing chosen: the server says so, beside the choice.
          body: { to: (to || undefined) as string, reason, document: documentOf(document) ?? null },
        })
      }
      done="Đã chuyển nhiệm vụ; đây là phần giao của đơn vị nhận."
      onDone={(_answer, { to }) =>
        void navigate({ to: '/nhiem-vu/$assignment', params: { assignment: `${programme}.${task}.${to}` } })
      }
      onClose={onClose}
    >
      {(parts) => (
        <>
          <p>
            Phần giao của {unitName} kết thúc ở đây, với mọi báo cáo và cảnh báo đã có; đơn vị nhận có phần
            giao riêng kể từ hôm nay.
          </p>
          <Field label="Đơn vị nhận" errors={parts.errorsOf('to')} required>
            {(control) => (
              <UnitSelect
                {...control}
                value={parts.value.to}
                except={unit}
                onChoose={(to) => parts.change({ to })}
              />
            )}
          </Field>
          <GroundsFields {...parts} />
        </>
      )}
    </FormDialog>
  );
}
