import { warningsControllerJudge } from '../../client/sdk.gen.js';
import type { JudgeExplanationDto, WarningDto } from '../../client/types.gen.js';
import { Choice } from '../../ui/choice.js';
import { FormDialog } from '../../ui/form-dialog.js';
import { LongText } from '../../ui/long-text.js';
import { AnswerDue } from './answer-due.js';
import type { Explanation } from './explanations.js';
import { StatedExplanation } from './stated-explanation.js';

type Verdict = 'objective' | 'subjective' | 'returned';

interface Typed {
  readonly verdict: Verdict | null;
  readonly reason: string;
  readonly dueOn: string | null;
}

const EMPTY: Typed = { verdict: null, reason: '', dueOn: null };
const MAX_TEXT = 4000;

const VERDICTS: readonly { readonly value: Verdict; readonly text: string }[] = [
  { value: 'objective', text: 'Chấp nhận, xác nhận nguyên nhân khách quan' },
  { value: 'subjective', text: 'Chấp nhận, không xác nhận nguyên nhân khách quan' },
  { value: 'returned', text: 'Trả lại, yêu cầu giải trình lại' },
];

const FIELD_OF = {
  'reason-missing': 'reason',
  'objective-missing': 'decision',
  'explanation-due-missing': 'dueOn',
  'explanation-due-past': 'dueOn',
} as const;

function bodyOf({ verdict, reason, dueOn }: Typed): JudgeExplanationDto {
  const said = { reason: reason.normalize('NFC') };
  if (verdict === 'returned') return { decision: 'returned', dueOn, ...said };
  // Where nothing is chosen the server says so at its field.
  if (verdict === null) return said as JudgeExplanationDto;
  return { decision: 'accepted', objective: verdict === 'objective', ...said };
}

interface JudgeDialogProps {
  readonly warning: WarningDto;
  readonly stated: Explanation;
  readonly onClose: () => void;
}

/** The authority accepts the explanation, confirming an objective cause or not, or returns it. */
export function JudgeDialog({
  warning: { id, revision, unitName, askedUnitName },
  stated,
  onClose,
}: JudgeDialogProps) {
  return (
    <FormDialog
      title={`Xem xét giải trình của ${unitName ?? askedUnitName ?? 'đơn vị'}`}
      draftId={`xem-xet-giai-trinh:${id}:${stated.at}`}
      empty={EMPTY}
      submit="Gửi kết quả xem xét"
      fieldOf={FIELD_OF}
      revision={revision}
      writes={['warning']}
      done="Đã xem xét giải trình."
      onClose={onClose}
      send={(value, call) => warningsControllerJudge({ ...call, path: { warning: id }, body: bodyOf(value) })}
    >
      {({ value, change, errorsOf }) => (
        <>
          <StatedExplanation stated={stated} />
          <Choice
            label="Kết quả xem xét"
            options={VERDICTS}
            value={value.verdict}
            onChange={(verdict) => change({ verdict })}
            flaws={errorsOf('decision')}
          />
          <LongText
            label="Lý do"
            max={MAX_TEXT}
            value={value.reason}
            errors={errorsOf('reason')}
            onChange={(reason) => change({ reason })}
          />
          {value.verdict === 'returned' ? (
            <AnswerDue label="Hạn giải trình lại" value={value} change={change} errorsOf={errorsOf} />
          ) : null}
        </>
      )}
    </FormDialog>
  );
}
