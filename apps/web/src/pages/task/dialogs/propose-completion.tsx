import { useRead } from '../../../api/reads.js';
import { assignmentsControllerProposeCompletion } from '../../../client/sdk.gen.js';
import { documentsOf, type TypedDocument } from '../../../ui/documents.js';
import { DocumentsField } from '../../../ui/documents-field.js';
import { FormDialog } from '../../../ui/form-dialog.js';
import { LongText } from '../../../ui/long-text.js';
import { taskOf } from '../task.reads.js';
import { type DialogProps, MAX_REASON, WRITES } from './dialog-props.js';
import css from './fields.module.css';

interface Typed {
  readonly summary: string;
  /** Of the task's deliverables, those that are handed over. */
  readonly promised: readonly string[];
  /** Others, one a line. */
  readonly others: string;
  readonly documents: readonly TypedDocument[];
}

const EMPTY: Typed = { summary: '', promised: [], others: '', documents: [] };

const linesOf = (text: string) =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean);

/** The unit says that it is done, with what it hands over. */
export function ProposeCompletion({ assignment, onClose }: DialogProps) {
  const { id, programme, task } = assignment;
  const promised = useRead(taskOf(programme, task)).data?.deliverables ?? [];
  return (
    <FormDialog
      title="Đề nghị công nhận hoàn thành"
      draftId={`de-nghi-hoan-thanh:${id}`}
      empty={EMPTY}
      submit="Gửi đề nghị"
      fieldOf={{ 'reason-missing': 'summary' }}
      revision={assignment.revision}
      writes={WRITES}
      send={(value, call) =>
        assignmentsControllerProposeCompletion({
          ...call,
          path: { assignment: id },
          body: {
            summary: value.summary,
            deliverables: [...value.promised, ...linesOf(value.others)],
            documents: documentsOf(value.documents),
          },
        })
      }
      done="Đã gửi đề nghị công nhận hoàn thành."
      onClose={onClose}
    >
      {({ value, change, errorsOf }) => (
        <>
          <p>Nếu được xác nhận, ngày hoàn thành là ngày gửi đề nghị này.</p>
          <LongText
            max={MAX_REASON}
            label="Kết quả đạt được"
            value={value.summary}
            errors={errorsOf('summary')}
            onChange={(summary) => change({ summary })}
          />
          {promised.length > 0 ? (
            <fieldset className={css.choices}>
              <legend>Sản phẩm theo chương trình</legend>
              {promised.map((name) => (
                <label key={name}>
                  <input
                    type="checkbox"
                    checked={value.promised.includes(name)}
                    onChange={({ target }) =>
                      change({
                        promised: target.checked
                          ? [...value.promised, name]
                          : value.promised.filter((one) => one !== name),
                      })
                    }
                  />
                  {name}
                </label>
              ))}
            </fieldset>
          ) : null}
          <LongText
            label="Sản phẩm khác"
            hint="Mỗi dòng một sản phẩm."
            required={false}
            value={value.others}
            errors={errorsOf('deliverables')}
            onChange={(others) => change({ others })}
          />
          <DocumentsField
            value={value.documents}
            flawsOf={errorsOf}
            onChange={(next) => change((before) => ({ documents: next(before.documents) }))}
          />
        </>
      )}
    </FormDialog>
  );
}
