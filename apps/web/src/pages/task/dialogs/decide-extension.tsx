import { assignmentsControllerDecideExtension } from '../../../client/sdk.gen.js';
import { Choice } from '../../../ui/choice.js';
import { DayPicker } from '../../../ui/day-picker.js';
import { Field } from '../../../ui/field.js';
import { FormDialog } from '../../../ui/form-dialog.js';
import { day } from '../../../ui/format.js';
import { type DialogProps, WRITES } from './dialog-props.js';
import { documentOf, type Grounds, GroundsFields, NO_DOCUMENT } from './fields.js';

interface Typed extends Grounds {
  readonly decision: 'granted' | 'refused' | null;
  readonly to: string | null;
}

const EMPTY: Typed = { decision: null, to: null, reason: '', document: NO_DOCUMENT };

const DECISIONS = [
  { value: 'granted', text: 'Đồng ý gia hạn' },
  { value: 'refused', text: 'Không đồng ý' },
] as const;

/** The authority answers the request that waits. */
export function DecideExtension({ assignment, onClose }: DialogProps) {
  const { id, currentDue, extensionAsked, unitName } = assignment;
  return (
    <FormDialog
      title="Quyết định gia hạn"
      draftId={`quyet-dinh-gia-han:${id}`}
      empty={EMPTY}
      submit="Ghi quyết định"
      fieldOf={{ 'extension-not-later': 'to', 'reason-missing': 'reason' }}
      revision={assignment.revision}
      writes={WRITES}
      send={({ decision, to, reason, document }, call) =>
        assignmentsControllerDecideExtension({
          ...call,
          path: { assignment: id },
          body: {
            // Nothing chosen: the server says so, beside the choice.
            decision: decision as 'granted',
            to: decision === 'granted' ? to : null,
            reason,
            document: documentOf(document) ?? null,
          },
        })
      }
      done="Đã ghi quyết định."
      onClose={onClose}
    >
      {(parts) => (
        <>
          <p>
            {unitName} đề nghị lùi hạn từ {day(currentDue)} đến {day(extensionAsked)}; lý do ở dòng đề nghị
            trong lịch sử.
          </p>
          <Choice
            label="Quyết định"
            options={DECISIONS}
            value={parts.value.decision}
            flaws={parts.errorsOf('decision')}
            onChange={(decision) => parts.change({ decision })}
          />
          {parts.value.decision === 'granted' ? (
            <Field
              label="Hạn được duyệt"
              hint={`Để trống: đúng hạn đề nghị, ${day(extensionAsked)}.`}
              errors={parts.errorsOf('to')}
            >
              {(control) => (
                <DayPicker
                  {...control}
                  value={parts.value.to}
                  onChange={(to) => parts.change({ to })}
                  {...(currentDue === null ? {} : { min: currentDue })}
                />
              )}
            </Field>
          ) : null}
          <GroundsFields {...parts} document={parts.value.decision === 'refused' ? 'none' : 'optional'} />
        </>
      )}
    </FormDialog>
  );
}
