import { assignmentsControllerChangeStatus } from '../../../client/sdk.gen.js';
import { Field } from '../../../ui/field.js';
import { FormDialog } from '../../../ui/form-dialog.js';
import { STATUS_WORDS } from '../../../ui/words.js';
import { SETTABLE, type SettableStatus } from '../standing.js';
import { type DialogProps, WRITES } from './dialog-props.js';
import { documentOf, type Grounds, GroundsFields, NO_DOCUMENT } from './fields.js';

interface Typed extends Grounds {
  readonly to: SettableStatus | '';
}

const EMPTY: Typed = { to: '', reason: '', document: NO_DOCUMENT };

const ACTIONS: Readonly<Record<SettableStatus, string>> = {
  'in-progress': 'Tiếp tục thực hiện',
  suspended: 'Tạm dừng',
  'awaiting-condition': 'Chờ điều kiện',
  cancelled: 'Dừng thực hiện',
};

/** The office suspends, resumes, stops, or reopens what was completed. */
export function ChangeStatus({ assignment, onClose }: DialogProps) {
  const { id, status } = assignment;
  const reopening = status === 'completed';
  return (
    <FormDialog
      title={reopening ? 'Mở lại nhiệm vụ đã hoàn thành' : 'Thay đổi trạng thái'}
      draftId={`trang-thai:${id}`}
      empty={EMPTY}
      submit="Ghi thay đổi"
      fieldOf={{
        'reason-missing': 'reason',
        'authority-document-missing': 'document',
        'transition-not-allowed': 'to',
      }}
      revision={assignment.revision}
      writes={WRITES}
      send={({ to, reason, document }, call) =>
        assignmentsControllerChangeStatus({
          ...call,
          path: { assignment: id },
          // Nothing chosen: the server says so, beside the choice.
          body: { to: (to || undefined) as SettableStatus, reason, document: documentOf(document) ?? null },
        })
      }
      done="Đã thay đổi trạng thái."
      onClose={onClose}
    >
      {(parts) => (
        <>
          <Field
            label="Trạng thái mới"
            hint={`Hiện nay: ${STATUS_WORDS[status].text.toLocaleLowerCase('vi')}.`}
            errors={parts.errorsOf('to')}
            required
          >
            {(control) => (
              <select
                {...control}
                value={parts.value.to}
                onChange={({ target }) => parts.change({ to: target.value as Typed['to'] })}
              >
                <option value="">chọn…</option>
                {(SETTABLE[status] ?? []).map((to) => (
                  <option key={to} value={to}>
                    {reopening ? 'Mở lại, tiếp tục thực hiện' : ACTIONS[to]}
                  </option>
                ))}
              </select>
            )}
          </Field>
          <GroundsFields {...parts} document={reopening ? 'required' : 'optional'} />
        </>
      )}
    </FormDialog>
  );
}
