import {
  figureText,
  type IndicatorMeasurementEvents,
  type IndicatorSubject,
  type MeasuredFigures,
  type TargetFigures,
} from '#indicators';
import { dateText, periodText } from '#kernel';
import {
  type Change,
  type Context,
  type DescribeAll,
  documentsText,
  documentText,
  reasonText,
  said,
  sentences,
} from './sentence-parts.js';

function indicatorText({ code, unit }: IndicatorSubject, { name }: Context): string {
  return `chỉ tiêu ${code}${unit === undefined ? '' : ` của ${name(unit)}`}`;
}

const measureOf = ({ programme, code }: IndicatorSubject, { measure }: Context) => measure(programme, code);

/** `86,4 % (432/500), tại ngày 31/03/2026` */
function figuresText(
  { value, numerator, denominator, measuredOn }: MeasuredFigures,
  measure: string | null,
): string {
  const share =
    numerator === null || denominator === null
      ? ''
      : ` (${figureText(numerator)}/${figureText(denominator)})`;
  return `${figureText(value, measure)}${share}, tại ngày ${dateText(measuredOn)}`;
}

const figureChange = (period: string, from: number | null, to: number | null): Change => ({
  field: `figure.${period}`,
  label: `Số liệu kỳ ${periodText(period)}`,
  from,
  to,
});

function goalText({ target, targetMax, stretchTarget }: TargetFigures, measure: string | null): string {
  const goal =
    targetMax === null
      ? figureText(target, measure)
      : `${figureText(target)}–${figureText(targetMax, measure)}`;
  return stretchTarget === null ? goal : `${goal}, phấn đấu ${figureText(stretchTarget, measure)}`;
}

export const describeMeasurements: DescribeAll<IndicatorMeasurementEvents> = {
  MeasurementRecorded: (data, context) => ({
    sentence: sentences(
      `Ghi nhận số liệu ${indicatorText(data, context)}, kỳ ${periodText(data.period)}: ${figuresText(data, measureOf(data, context))}.`,
      ...said('Nguồn', data.source),
      ...reasonText(data.reason ?? null),
      ...documentsText(data.documents),
    ),
    changes: [figureChange(data.period, null, data.value)],
  }),
  MeasurementCorrected: (data, context) => {
    const measure = measureOf(data, context);
    return {
      sentence: sentences(
        `Đính chính số liệu ${indicatorText(data, context)}, kỳ ${periodText(data.period)}: từ ${figuresText(data.from, measure)} thành ${figuresText(data.to, measure)}.`,
        ...reasonText(data.reason),
        ...documentsText(data.documents),
      ),
      changes: [figureChange(data.period, data.from.value, data.to.value)],
    };
  },
  MeasurementConfirmed: (data, context) => ({
    sentence: `Xác nhận số liệu ${indicatorText(data, context)}, kỳ ${periodText(data.period)}.`,
    changes: [
      {
        field: `confirmed.${data.period}`,
        label: `Xác nhận số liệu kỳ ${periodText(data.period)}`,
        from: 'chưa xác nhận',
        to: 'đã xác nhận',
      },
    ],
  }),
  MeasurementWithdrawn: (data, context) => ({
    sentence: sentences(
      `Rút số liệu ${indicatorText(data, context)}, kỳ ${periodText(data.period)}, đã ghi là ${figuresText(data.from, measureOf(data, context))}.`,
      ...reasonText(data.reason),
    ),
    changes: [figureChange(data.period, data.from.value, null)],
  }),
  TargetSet: (data, context) => {
    const measure = measureOf(data, context);
    const before = data.from && goalText(data.from, measure);
    const after = goalText(data.to, measure);
    const subject = `mục tiêu năm ${data.year} của ${indicatorText(data, context)}`;
    const by = `theo văn bản ${documentText(data.document)}`;
    return {
      sentence:
        before === null
          ? `Đặt ${subject}: ${after}, ${by}.`
          : `Đổi ${subject} từ ${before} thành ${after}, ${by}.`,
      changes: [
        { field: `target.${data.year}`, label: `Mục tiêu năm ${data.year}`, from: before, to: after },
      ],
    };
  },
};
