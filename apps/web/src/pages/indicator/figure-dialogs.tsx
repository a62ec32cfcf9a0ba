import { Input } from 'antd';
import { useMemo } from 'react';
import { useToday } from '../../api/session.js';
import { useProgramme } from '../../app/programme.js';
import {
  indicatorsControllerConfirm,
  indicatorsControllerCorrect,
  indicatorsControllerRecord,
  indicatorsControllerWithdraw,
} from '../../client/sdk.gen.js';
import { DayPicker } from '../../ui/day-picker.js';
import { documentsOf, type TypedDocument } from '../../ui/documents.js';
import { DocumentsField } from '../../ui/documents-field.js';
import { Field } from '../../ui/field.js';
import { FormDialog, type FormParts } from '../../ui/form-dialog.js';
import { capital, day } from '../../ui/format.js';
import { LongText } from '../../ui/long-text.js';
import { ReasonDialog } from '../../ui/reason-dialog.js';
import { lastDayOf, spansBetween, spanText } from '../../ui/spans.js';
import { typedNumbers } from '../../ui/typed-numbers.js';
import { writeNumber } from '../../ui/vietnamese-number.js';
import css from './indicator.module.css';
import type { Indicator, Version } from './indicator.reads.js';
import { figures } from './words.js';

interface Whose {
  readonly programme: string;
  readonly one: Indicator;
  /** Null: the indicator's own figures. */
  readonly unit: { readonly id: string; readonly name: string } | null;
  readonly onClose: () => void;
}

interface OfVersion extends Whose {
  readonly version: Version;
}

/** Numbers as they are typed. */
interface TypedFigures {
  readonly value: string;
  readonly numerator: string;
  readonly denominator: string;
  readonly measuredOn: string;
  readonly reason: string;
  readonly documents: readonly TypedDocument[];
}

const MAX_SOURCE = 500;
const MAX_REASON = 1000;
const WRITES = ['indicator', 'warning'] as const;

/** Refusals that name no place, with the field that each speaks of. */
const FIELD_OF = {
  'rank-invalid': 'value',
  'value-out-of-range': 'value',
  'value-not-whole': 'value',
  'value-contradicts-fraction': 'value',
  'nothing-corrected': 'value',
  'fraction-not-share': 'numerator',
  'fraction-incomplete': 'numerator',
  'fraction-invalid': 'numerator',
  'numerator-over-denominator': 'numerator',
  'measured-outside-period': 'measuredOn',
  'measured-in-future': 'measuredOn',
  'before-programme': 'measuredOn',
  'invalid-period': 'period',
  'period-not-of-cadence': 'period',
  'measurement-exists': 'period',
  'source-missing': 'source',
  'period-closed-reason-missing': 'reason',
  'reason-missing': 'reason',
} as const;

const subject = ({ programme, one, unit }: Whose) => `${programme}.${one.code}.${unit?.id ?? ''}`;
const named = ({ one, unit }: Whose) => (unit === null ? `chỉ tiêu ${one.code}` : unit.name);

function bodyOf({ unit, one }: Whose, typed: TypedFigures) {
  const { value, numerator, denominator } = typedNumbers(
    { value: typed.value, numerator: typed.numerator, denominator: typed.denominator },
    ['value'],
  );
  return {
    unit: unit?.id ?? null,
    value: value ?? 0,
    numerator,
    denominator,
    measuredOn: typed.measuredOn,
    unitOfMeasure: one.unit,
    documents: documentsOf(typed.documents),
  };
}

/** Value, numerator and denominator, day. */
function FigureFields({ one, parts }: { readonly one: Indicator; readonly parts: FormParts<TypedFigures> }) {
  const { value, change, errorsOf } = parts;
  const today = useToday();
  return (
    <>
      <Field
        label={`Giá trị${one.unit === null ? '' : ` (${one.unit})`}`}
        errors={errorsOf('value')}
        hint="Viết kiểu Việt Nam: 1.234,5"
        required
      >
        {(control) => (
          <Input
            {...control}
            inputMode="decimal"
            value={value.value}
            onChange={({ target }) => change({ value: target.value })}
          />
        )}
      </Field>
      {one.unit === '%' ? (
        <div className={css.pair}>
          <Field label="Tử số" errors={errorsOf('numerator')}>
            {(control) => (
              <Input
                {...control}
                inputMode="decimal"
                value={value.numerator}
                onChange={({ target }) => change({ numerator: target.value })}
              />
            )}
          </Field>
          <Field label="Mẫu số" errors={errorsOf('denominator')}>
            {(control) => (
              <Input
                {...control}
                inputMode="decimal"
                value={value.denominator}
                onChange={({ target }) => change({ denominator: target.value })}
              />
            )}
          </Field>
        </div>
      ) : null}
      <Field label="Ngày số liệu" errors={errorsOf('measuredOn')} hint="Ngày mà số liệu nói đến" required>
        {(control) => (
          <DayPicker
            {...control}
            value={value.measuredOn === '' ? null : value.measuredOn}
            max={today}
            onChange={(on) => change({ measuredOn: on ?? '' })}
          />
        )}
      </Field>
    </>
  );
}

interface TypedRecord extends TypedFigures {
  readonly period: string;
  readonly source: string;
}

/** The periods that figures can be of, by the indicator's cadence. */
function usePeriods(one: Indicator): readonly string[] {
  const { period } = useProgramme();
  const today = useToday();
  return useMemo(() => {
    const until = period.until < today ? period.until : today;
    const { months, quarters, years } = spansBetween(period.from, until);
    if (one.cadence === 'monthly') return months;
    if (one.cadence === 'quarterly') return quarters;
    if (one.cadence === 'yearly') return years;
    return [...months, ...quarters, ...years];
  }, [one.cadence, period.from, period.until, today]);
}

/** Records the figures of a period. */
export function RecordDialog(props: Whose & { readonly period?: string | undefined }) {
  const { programme, one, unit, period: asked, onClose } = props;
  const periods = usePeriods(one);
  const today = useToday();
  const dayOf = (period: string) => {
    const last = lastDayOf(period);
    return last > today ? today : last;
  };
  const ended = periods.find((period) => lastDayOf(period) <= today);
  const first = asked ?? one.periods?.missing[0] ?? ended ?? periods[0] ?? '';
  return (
    <FormDialog<TypedRecord, { readonly position?: string | null }>
      title={`Ghi số liệu – ${named(props)}`}
      draftId={`so-lieu:${subject(props)}`}
      empty={{
        period: first,
        value: '',
        numerator: '',
        denominator: '',
        measuredOn: first === '' ? '' : dayOf(first),
        source: '',
        reason: '',
        documents: [],
      }}
      submit="Ghi số liệu"
      fieldOf={FIELD_OF}
      writes={WRITES}
      send={async (typed, call) =>
        indicatorsControllerRecord({
          ...call,
          path: { programme, indicator: one.code },
          body: {
            ...bodyOf(props, typed),
            period: typed.period,
            source: typed.source,
            reason: typed.reason.trim() === '' ? null : typed.reason,
          },
        })
      }
      done={`Đã ghi số liệu${unit === null ? '' : ` của ${unit.name}`}.`}
      onClose={onClose}
    >
      {({ value, change, errorsOf }) => (
        <>
          <Field label="Kỳ" errors={errorsOf('period')} required>
            {(control) => (
              <select
                {...control}
                value={value.period}
                onChange={({ target }) => change({ period: target.value, measuredOn: dayOf(target.value) })}
              >
                {[...new Set([value.period, ...periods])].filter(Boolean).map((period) => (
                  <option key={period} value={period}>
                    {capital(spanText(period))}
                  </option>
                ))}
              </select>
            )}
          </Field>
          <FigureFields one={one} parts={{ value, change, errorsOf }} />
          <Field
            label="Nguồn"
            errors={errorsOf('source')}
            hint="Báo cáo, hệ thống nào cho số liệu này"
            required
            limit={{ text: value.source, max: MAX_SOURCE }}
          >
            {(control) => (
              <Input
                {...control}
                value={value.source}
                onChange={({ target }) => change({ source: target.value })}
              />
            )}
          </Field>
          <DocumentsField
            value={value.documents}
            onChange={(next) => change((before) => ({ documents: next(before.documents) }))}
            flawsOf={errorsOf}
          />
          <LongText
            label="Lý do ghi sau khi chốt kỳ"
            hint="Chỉ cần khi kỳ báo cáo của ngày số liệu đã chốt."
            required={false}
            max={MAX_REASON}
            value={value.reason}
            errors={errorsOf('reason')}
            onChange={(reason) => change({ reason })}
          />
        </>
      )}
    </FormDialog>
  );
}

/** Puts other figures in the place of those that stand. */
export function CorrectDialog(props: OfVersion) {
  const { programme, one, version, onClose } = props;
  const { value, numerator, denominator, measuredOn, eventId, period } = version;
  return (
    <FormDialog<TypedFigures, { readonly position?: string | null }>
      title={`Đính chính ${spanText(period)} – ${named(props)}`}
      draftId={`dinh-chinh:${subject(props)}:${eventId}`}
      empty={{
        value: writeNumber(value),
        numerator: writeNumber(numerator),
        denominator: writeNumber(denominator),
        measuredOn,
        reason: '',
        documents: [],
      }}
      submit="Đính chính"
      fieldOf={FIELD_OF}
      writes={WRITES}
      send={async (typed, call) =>
        indicatorsControllerCorrect({
          ...call,
          path: { programme, indicator: one.code, measurement: eventId },
          body: { ...bodyOf(props, typed), reason: typed.reason },
        })
      }
      done="Đã đính chính; số liệu cũ được giữ trong lịch sử."
      onClose={onClose}
    >
      {(parts) => (
        <>
          <p>
            Đang dùng: <strong>{figures(version, one.unit)}</strong>, ngày {day(measuredOn)}. Số liệu cũ được
            giữ lại.
          </p>
          <FigureFields one={one} parts={parts} />
          <LongText
            label="Lý do đính chính"
            hint="Vì sao, và số liệu mới lấy từ đâu"
            max={MAX_REASON}
            value={parts.value.reason}
            errors={parts.errorsOf('reason')}
            onChange={(reason) => parts.change({ reason })}
          />
          <DocumentsField
            value={parts.value.documents}
            onChange={(next) => parts.change((before) => ({ documents: next(before.documents) }))}
            flawsOf={parts.errorsOf}
          />
        </>
      )}
    </FormDialog>
  );
}

/** Withdraws figures: nothing stands for the period then. */
export function WithdrawDialog(props: OfVersion) {
  const { programme, one, unit, version, onClose } = props;
  const { eventId, period } = version;
  return (
    <ReasonDialog
      title={`Rút số liệu ${spanText(period)} – ${named(props)}`}
      draftId={`rut:${subject(props)}:${eventId}`}
      submit="Rút số liệu"
      danger
      label="Lý do rút"
      writes={WRITES}
      send={(reason, call) =>
        indicatorsControllerWithdraw({
          ...call,
          path: { programme, indicator: one.code, measurement: eventId },
          body: { unit: unit?.id ?? null, reason },
        })
      }
      done="Đã rút số liệu; lịch sử vẫn giữ."
      onClose={onClose}
    >
      <strong>{figures(version, one.unit)}</strong>, ngày {day(version.measuredOn)} sẽ không còn được dùng và
      kỳ này thành khuyết, cho đến khi ghi lại.
    </ReasonDialog>
  );
}

const NOTHING = {};

/** Stands by figures that another person recorded. */
export function ConfirmDialog(props: OfVersion) {
  const { programme, one, unit, version, onClose } = props;
  const { eventId, period, recordedBy, recordedByName } = version;
  return (
    <FormDialog<object, { readonly position?: string | null }>
      title={`Xác nhận số liệu ${spanText(period)} – ${named(props)}`}
      draftId={`xac-nhan:${subject(props)}:${eventId}`}
      empty={NOTHING}
      submit="Xác nhận"
      writes={WRITES}
      send={(_, call) =>
        indicatorsControllerConfirm({
          ...call,
          path: { programme, indicator: one.code, measurement: eventId },
          body: { unit: unit?.id ?? null },
        })
      }
      done="Đã xác nhận; số liệu từ nay được tính."
      onClose={onClose}
    >
      {() => (
        <p>
          <strong>{figures(version, one.unit)}</strong>, ngày {day(version.measuredOn)}, do{' '}
          {recordedByName ?? recordedBy} ghi. Xác nhận là người thứ hai cùng chịu trách nhiệm về số liệu này.
        </p>
      )}
    </FormDialog>
  );
}
