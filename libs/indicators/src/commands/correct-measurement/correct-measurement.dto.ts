import { ListOf, Text } from '#access';
import { DocumentDto, documentsOf } from '#tasks';
import type { CorrectMeasurement } from '../../domain/indicator-measurement.decisions.js';
import {
  FiguresDto,
  figuresOf,
  MAX_DOCUMENTS,
  MAX_REASON,
} from '../record-measurement/record-measurement.dto.js';

export class CorrectMeasurementDto extends FiguresDto {
  @Text({ max: MAX_REASON, multiline: true, description: 'Lý do đính chính' })
  readonly reason: string;

  @ListOf(() => DocumentDto, { max: MAX_DOCUMENTS, optional: true, description: 'Văn bản kèm theo' })
  readonly documents?: readonly DocumentDto[];
}

export function correctionOf(measurement: string, dto: CorrectMeasurementDto): CorrectMeasurement {
  const { reason, documents, unitOfMeasure } = dto;
  return {
    measurement,
    to: figuresOf(dto),
    reason,
    documents: documentsOf(documents),
    unitOfMeasure: unitOfMeasure ?? null,
  };
}
