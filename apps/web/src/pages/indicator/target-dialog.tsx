import { Input } from 'antd';
import { useToday } from '../../api/session.js';
import { indicatorsControllerTarget } from '../../client/sdk.gen.js';
import { DayPicker } from '../../ui/day-picker.js';
import { Field } from '../../ui/field.js';
import { FormDialog } from '../../ui/form-dialog.js';
import { typedNumbers } from '../../ui/typed-numbers.js';
import css from './indicator.module.css';
import type { Indicator } from './indicator.reads.js';

interface TargetDialogProps {
  readonly programme: string;
  readonly one: Indicator;
  readonly onClose: () => void;
}

interface TypedTarget {
  readonly year: string;
  readonly target: string;
  readonly targetMax: string;
  readonly stretchTarget: string;
  readonly number: string;
  readonly date: string;
  readonly issuer: string;
}

const FIELD_OF = {
  'indicator-target-invalid': 'target',
  'rank-invalid': 'target',
  'value-out-of-range': 'target',
  'value-not-whole': 'target',
  'before-programme': 'year',
} as const;

/** Sets or revises the target of a year, by a document. The one before and its document stay. */
export function TargetDialog({ programme, one, onClose }: TargetDialogProps) {
  const today = useToday();
  const year = String(one.judgement.inputs.target?.year ?? one.targetYear);
  const unit = one.unit === null ? '' : ` (${one.unit})`;
  return (
    <FormDialog<TypedTarget, { readonly position?: string | null }>
      title={`Mục tiêu của chỉ tiêu ${one.code}`}
      draftId={`muc-tieu:${programme}.${one.code}`}
      empty={{ year, target: '', targetMax: '', stretchTarget: '', number: '', date: '', issuer: '' }}
      submit="Đặt mục tiêu"
      fieldOf={FIELD_OF}
      writes={['indicator', 'warning']}
      send={async (typed, call) => {
        const numbers = typedNumbers(
          {
            year: typed.year,
            target: typed.target,
            targetMax: typed.targetMax,
            stretchTarget: typed.stretchTarget,
          },
          ['year', 'target'],
        );
        return indicatorsControllerTarget({
          ...call,
          path: { programme, indicator: one.code },
          body: {
            year: numbers.year ?? 0,
            target: numbers.target ?? 0,
            targetMax: numbers.targetMax,
            stretchTarget: numbers.stretchTarget,
            document: { number: typed.number, date: typed.date, issuer: typed.issuer },
          },
        });
      }}
      done="Đã đặt mục tiêu; mục tiêu cũ được giữ lại."
      onClose={onClose}
    >
      {({ value, change, errorsOf }) => (
        <>
          <div className={css.pair}>
            <Field label="Năm phải đạt" errors={errorsOf('year')} required>
              {(control) => (
                <Input
                  {...control}
                  inputMode="numeric"
                  value={value.year}
                  onChange={({ target }) => change({ year: target.value })}
                />
              )}
            </Field>
            <Field
              label={one.direction === 'range' ? `Từ${unit}` : `Mục tiêu${unit}`}
              errors={errorsOf('target')}
              required
            >
              {(control) => (
                <Input
                  {...control}
                  inputMode="decimal"
                  value={value.target}
                  onChange={({ target }) => change({ target: target.value })}
                />
              )}
            </Field>
            {one.direction === 'range' ? (
              <Field label={`Đến${unit}`} errors={errorsOf('targetMax')}>
                {(control) => (
                  <Input
                    {...control}
                    inputMode="decimal"
                    value={value.targetMax}
                    onChange={({ target }) => change({ targetMax: target.value })}
                  />
                )}
              </Field>
            ) : null}
            <Field label={`Mức phấn đấu${unit}`} errors={errorsOf('stretchTarget')}>
              {(control) => (
                <Input
                  {...control}
                  inputMode="decimal"
                  value={value.stretchTarget}
                  onChange={({ target }) => change({ stretchTarget: target.value })}
                />
              )}
            </Field>
          </div>
          <fieldset className={css.document}>
            <legend>Văn bản đặt mục tiêu</legend>
            <Field
              label="Số, ký hiệu"
              errors={errorsOf('document.number')}
              required
              limit={{ text: value.number, max: 100 }}
            >
              {(control) => (
                <Input
                  {...control}
                  value={value.number}
                  onChange={({ target }) => change({ number: target.value })}
                />
              )}
            </Field>
            <Field
              label="Ngày ban hành"
              errors={errorsOf('document.date')}
              hint="Mục tiêu có hiệu lực từ ngày này"
              required
            >
              {(control) => (
                <DayPicker
                  {...control}
                  value={value.date === '' ? null : value.date}
                  max={today}
                  onChange={(date) => change({ date: date ?? '' })}
                />
              )}
            </Field>
            <Field
              label="Cơ quan ban hành"
              errors={errorsOf('document.issuer')}
              required
              limit={{ text: value.issuer, max: 200 }}
            >
              {(control) => (
                <Input
                  {...control}
                  value={value.issuer}
                  onChange={({ target }) => change({ issuer: target.value })}
                />
              )}
            </Field>
          </fieldset>
        </>
      )}
    </FormDialog>
  );
}
