import { warningsControllerRequest } from '../../client/sdk.gen.js';
import type { WarningDto } from '../../client/types.gen.js';
import { Field } from '../../ui/field.js';
import { FormDialog } from '../../ui/form-dialog.js';
import { LongText } from '../../ui/long-text.js';
import { UnitSelect } from '../../ui/unit-select.js';
import { AnswerDue } from './answer-due.js';

interface Request {
  readonly question: string;
  readonly dueOn: string | null;
  /** Empty: none chosen. */
  readonly unit: string;
}

const EMPTY: Request = {
  question: 'Đề nghị nêu rõ nguyên nhân, trách nhiệm và biện pháp, thời hạn khắc phục.',
  dueOn: null,
  unit: '',
};

const MAX_TEXT = 4000;

const FIELD_OF = {
  'question-missing': 'question',
  'explanation-due-missing': 'dueOn',
  'explanation-due-past': 'dueOn',
  'explanation-unit-missing': 'unit',
  'unit-not-found': 'unit',
} as const;

interface RequestDialogProps {
  readonly warning: WarningDto;
  readonly onClose: () => void;
}

/** Asks the unit to explain itself; where none answers for it, a unit is chosen. */
export function RequestDialog({ warning: { id, unit, unitName }, onClose }: RequestDialogProps) {
  return (
    <FormDialog
      title={unitName === null ? 'Yêu cầu giải trình' : `Yêu cầu ${unitName} giải trình`}
      draftId={`yeu-cau-giai-trinh:${id}`}
      empty={EMPTY}
      submit="Gửi yêu cầu"
      fieldOf={FIELD_OF}
      writes={['warning']}
      done="Đã yêu cầu giải trình."
      onClose={onClose}
      send={({ question, dueOn, unit: chosen }, call) =>
        warningsControllerRequest({
          ...call,
          path: { warning: id },
          body: { question: question.normalize('NFC'), dueOn, unit: unit === null ? chosen || null : null },
        })
      }
    >
      {({ value, change, errorsOf }) => (
        <>
          {unit === null ? (
            <Field label="Đơn vị được yêu cầu" errors={errorsOf('unit')}>
              {(control) => (
                <UnitSelect {...control} value={value.unit} onChoose={(typed) => change({ unit: typed })} />
              )}
            </Field>
          ) : null}
          <LongText
            label="Nội dung cần giải trình"
            rows={4}
            max={MAX_TEXT}
            value={value.question}
            errors={errorsOf('question')}
            onChange={(question) => change({ question })}
          />
          <AnswerDue label="Hạn trả lời" value={value} change={change} errorsOf={errorsOf} />
        </>
      )}
    </FormDialog>
  );
}
