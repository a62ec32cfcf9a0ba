import { Id, IsoDateField, ListOf, NumberField, OptionalText, PeriodField, Text } from '#access';
import { DocumentDto, documentsOf } from '#tasks';
import { MEASURED_PERIODS, type RecordMeasurement } from '../../domain/indicator-measurement.decisions.js';
import type { MeasuredFigures } from '../../domain/indicator-measurement.events.js';

/** Longer numbers are refused before they are looked at. */
export const LARGEST_NUMBER = 1e15;
export const MAX_DOCUMENTS = 20;
export const MAX_REASON = 1000;
export const MAX_SOURCE = 500;
const MAX_UNIT_OF_MEASURE = 100;

/** Whose figure a command speaks of. */
export class FigureOwnerDto {
  @Id({ optional: true, description: 'Đơn vị báo cáo; không nêu: số liệu chung của chỉ tiêu' })
  readonly unit?: string | null;
}

/** What was measured. */
export class FiguresDto extends FigureOwnerDto {
  @NumberField({
    min: -LARGEST_NUMBER,
    max: LARGEST_NUMBER,
    description: 'Theo đơn vị tính của chỉ tiêu: 86.4 là 86,4 %',
    example: 86.4,
  })
  readonly value: number;

  @NumberField({
    min: 0,
    max: LARGEST_NUMBER,
    optional: true,
    description: 'Tử số, với chỉ tiêu tính bằng %',
  })
  readonly numerator?: number | null;

  @NumberField({
    min: 0,
    max: LARGEST_NUMBER,
    optional: true,
    description: 'Mẫu số, với chỉ tiêu tính bằng %',
  })
  readonly denominator?: number | null;

  @IsoDateField({ description: 'Ngày mà số liệu nói đến, thuộc kỳ' })
  readonly measuredOn: string;

  @OptionalText({
    max: MAX_UNIT_OF_MEASURE,
    description: 'Đơn vị tính của số liệu, để đối chiếu với chỉ tiêu',
    example: '%',
  })
  readonly unitOfMeasure?: string | null;
}

export function figuresOf({ value, numerator, denominator, measuredOn }: FiguresDto): MeasuredFigures {
  return { value, numerator: numerator ?? null, denominator: denominator ?? null, measuredOn };
}

export class RecordMeasurementDto extends FiguresDto {
  @PeriodField({
    kinds: MEASURED_PERIODS,
    named: 'tháng, quý hoặc năm, như 2026-03, 2026-Q1, 2026',
    description: 'Tháng, quý hoặc năm',
  })
  readonly period: string;

  @Text({ max: MAX_SOURCE, description: 'Nguồn số liệu' })
  readonly source: string;

  @ListOf(() => DocumentDto, { max: MAX_DOCUMENTS, optional: true, description: 'Văn bản kèm theo' })
  readonly documents?: readonly DocumentDto[];

  @OptionalText({
    max: MAX_REASON,
    multiline: true,
    description: 'Lý do ghi sau khi kỳ báo cáo đã chốt',
  })
  readonly reason?: string | null;
}

export function measurementOf(dto: RecordMeasurementDto): RecordMeasurement {
  const { period, source, documents, reason, unitOfMeasure } = dto;
  return {
    period,
    ...figuresOf(dto),
    source,
    documents: documentsOf(documents),
    reason: reason ?? null,
    unitOfMeasure: unitOfMeasure ?? null,
  };
}
