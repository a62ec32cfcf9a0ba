import { useToday } from '../../api/session.js';
import { DayPicker } from '../../ui/day-picker.js';
import { Field } from '../../ui/field.js';
import type { FormParts } from '../../ui/form-dialog.js';

interface AnswerDueProps extends FormParts<{ readonly dueOn: string | null }> {
  readonly label: string;
}

/** The day until which the unit is to answer; none: as the policy has it. */
export function AnswerDue({ label, value, change, errorsOf }: AnswerDueProps) {
  const today = useToday();
  return (
    <Field label={label} hint="Để trống: số ngày làm việc theo quy chế." errors={errorsOf('dueOn')}>
      {(control) => (
        <DayPicker {...control} value={value.dueOn} min={today} onChange={(dueOn) => change({ dueOn })} />
      )}
    </Field>
  );
}
