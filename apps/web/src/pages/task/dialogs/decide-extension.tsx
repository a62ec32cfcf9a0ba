import { assignmentsControllerDecideExtension } from '../../../client/sdk.gen.js';
import { Choice } from '../../../ui/choice.js';
import { DayPicker } from '../../../ui/day-picker.js';
import { Field } from '../../../ui/field.js';
import { FormDialog } from '../../../ui/form-dialog.js';
import { day } from '../../../ui/format.js';
import { type DialogProps, WRITES } from './dialog-props.js';
import { DocumentFields, documentOf, LongText, NO_DOCUMENT, type TypedDocument } from './fields.js';

interface Typed {
  readonly decision: 'granted' | 'refused' | null;
  readonly to: string | null;
  readonly reason: string;
  readonly document: TypedDocument;
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
      {({ value, change, errorsOf }) => (
        <>
          <p>
            {unitName} đề nghị lùi hạn từ {day(currentDue)} đến {day(extensionAsked)}; lý do ở dòng đề nghị
            trong lịch sử.
          </p>
          <Choice
            label="Quyết định"
            options={DECISIONS}
            value={value.decision}
            flaws={errorsOf('decision')}
            onChange={(decision) => change({ decision })}
          />
          {value.decision === 'granted' ? (
            <Field
              label="Hạn được duyệt"
              hint={`Để trống: đúng hạn đề nghị, ${day(extensionAsked)}.`}
              errors={errorsOf('to')}
            >
              {(control) => (
                <DayPicker
                  {...control}
                  value={value.to}
                  onChange={(to) => change({ to })}
                  {...(currentDue === null ? {} : { min: currentDue })}
                />
              )}
            </Field>
          ) : null}
          <LongText
            label="Lý do"
            value={value.reason}
            errors={errorsOf('reason')}
            onChange={(reason) => change({ reason })}
          />
          {value.decision === 'refused' ? null : (
            <DocumentFields
              title="Văn bản của cấp có thẩm quyền"
              at="document"
              value={value.document}
              errorsOf={errorsOf}
              onChange={(document) => change({ document })}
            />
          )}
        </>
      )}
    </FormDialog>
  );
}
