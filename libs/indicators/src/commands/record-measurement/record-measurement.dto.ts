import { IsoDateField, ListOf, NumberField, PeriodField, Text } from '#access';
import { DocumentDto, documentsOf } from '#tasks';
import type { RecordMeasurement } from '../../domain/indicator-measurement.decisions.js';
import type { MeasuredFigures } from '../../domain/indicator-measurement.events.js';

/** Longer numbers are refused before they are looked at. */
export const LARGEST_NUMBER = 1e15;
export const MAX_DOCUMENTS = 20;
const MAX_SOURCE = 500;

/** What was measured. */
export class FiguresDto {
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
}

export function figuresOf({ value, numerator, denominator, measuredOn }: FiguresDto): MeasuredFigures {
  return { value, numerator: numerator ?? null, denominator: denominator ?? null, measuredOn };
}

export class RecordMeasurementDto extends FiguresDto {
  @PeriodField({ description: 'Tháng hoặc năm' })
  readonly period: string;

  @Text({ max: MAX_SOURCE, description: 'Nguồn số liệu' })
  readonly source: string;

  @ListOf(() => DocumentDto, { max: MAX_DOCUMENTS, optional: true, description: 'Văn bản kèm theo' })
  readonly documents?: readonly DocumentDto[];
}

export function measurementOf(dto: RecordMeasurementDto): RecordMeasurement {
  const { period, source, documents } = dto;
  return { period, ...figuresOf(dto), source, documents: documentsOf(documents) };
}
