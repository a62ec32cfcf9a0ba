import { NumberField, ObjectField, WholeNumber } from '#access';
import { DocumentDto } from '#tasks';
import type { SetTarget } from '../../domain/indicator-measurement.decisions.js';
import { FigureOwnerDto, LARGEST_NUMBER } from '../record-measurement/record-measurement.dto.js';

const FIRST_YEAR = 2020;
const LAST_YEAR = 2100;
const NUMBERS = { min: -LARGEST_NUMBER, max: LARGEST_NUMBER };

export class SetTargetDto extends FigureOwnerDto {
  @WholeNumber({
    min: FIRST_YEAR,
    max: LAST_YEAR,
    description: 'Năm phải đạt, tính đến hết năm',
    example: 2026,
  })
  readonly year: number;

  @NumberField({ ...NUMBERS, description: 'Mục tiêu; đầu thấp của khoảng', example: 95 })
  readonly target: number;

  @NumberField({ ...NUMBERS, optional: true, description: 'Đầu cao của khoảng' })
  readonly targetMax?: number | null;

  @NumberField({ ...NUMBERS, optional: true, description: 'Mức phấn đấu' })
  readonly stretchTarget?: number | null;

  @ObjectField(() => DocumentDto, { description: 'Văn bản đặt mục tiêu' })
  readonly document: DocumentDto;
}

export function targetOf({ year, target, targetMax, stretchTarget, document }: SetTargetDto): SetTarget {
  const { number, date, issuer, sha256 } = document;
  return {
    year,
    to: { target, targetMax: targetMax ?? null, stretchTarget: stretchTarget ?? null },
    document: { number, date, issuer, sha256: sha256 ?? null },
  };
}
