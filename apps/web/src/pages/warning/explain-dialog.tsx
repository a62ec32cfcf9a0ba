import { warningsControllerSubmit } from '../../client/sdk.gen.js';
import type { SubmitExplanationDto, WarningDto } from '../../client/types.gen.js';
import { Choice } from '../../ui/choice.js';
import common from '../../ui/common.module.css';
import { documentsOf, type TypedDocument } from '../../ui/documents.js';
import { DocumentsField } from '../../ui/documents-field.js';
import { FormDialog } from '../../ui/form-dialog.js';
import { day } from '../../ui/format.js';
import { LongText } from '../../ui/long-text.js';
import type { Asked } from './explanations.js';
import css from './warning.module.css';

interface Typed {
  readonly text: string;
  readonly cause: SubmitExplanationDto['cause'] | null;
  readonly documents: readonly TypedDocument[];
}

const EMPTY: Typed = { text: '', cause: null, documents: [] };
const MAX_TEXT = 4000;
const FIELD_OF = { 'explanation-missing': 'text' } as const;

interface ExplainDialogProps {
  readonly warning: WarningDto;
  /** What the unit was asked; null: it explains itself unasked. */
  readonly asked: Asked | null;
  readonly onClose: () => void;
}

/** The unit explains itself, with documents. */
export function ExplainDialog({ warning: { id }, asked, onClose }: ExplainDialogProps) {
  return (
    <FormDialog
      title="Giải trình"
      draftId={`giai-trinh:${id}`}
      empty={EMPTY}
      submit="Nộp giải trình"
      fieldOf={FIELD_OF}
      writes={['warning']}
      done="Đã nộp giải trình; đang chờ xem xét."
      onClose={onClose}
      send={({ text, cause, documents }, call) =>
        warningsControllerSubmit({
          ...call,
          path: { warning: id },
          body: {
            text: text.normalize('NFC'),
            // Where none is chosen the server says so at its field.
            ...({ cause } as Pick<SubmitExplanationDto, 'cause'>),
            documents: documentsOf(documents),
          },
        })
      }
    >
      {({ value, change, errorsOf }) => (
        <>
          {asked === null ? null : (
            <blockquote className={css.quote}>
              <p className={common.small}>Được yêu cầu, hạn trả lời {day(asked.dueOn)}:</p>
              <p className={css.text} dir="auto">
                {asked.question}
              </p>
            </blockquote>
          )}
          <LongText
            label="Nội dung giải trình"
            hint="Nguyên nhân, trách nhiệm, biện pháp và thời hạn khắc phục."
            rows={6}
            max={MAX_TEXT}
            value={value.text}
            errors={errorsOf('text')}
            onChange={(text) => change({ text })}
          />
          <Choice
            label="Nguyên nhân"
            options={[
              { value: 'subjective', text: 'Chủ quan: thuộc trách nhiệm của đơn vị' },
              {
                value: 'objective',
                text: 'Khách quan: ngoài khả năng của đơn vị; nơi xem xét sẽ xác nhận hay không',
              },
            ]}
            value={value.cause}
            onChange={(cause) => change({ cause })}
            flaws={errorsOf('cause')}
          />
          <DocumentsField
            value={value.documents}
            onChange={(next) => change((before) => ({ documents: next(before.documents) }))}
            flawsOf={errorsOf}
          />
        </>
      )}
    </FormDialog>
  );
}
