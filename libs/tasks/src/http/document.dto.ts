import { Code, IsoDateField, Text } from '#access';
import type { DocumentRef } from '../domain/assignment.events.js';

/** A document that something rests on. */
export class DocumentDto {
  @Text({ max: 100, description: 'Số, ký hiệu', example: '12/BC-SKHCN' })
  readonly number: string;

  @IsoDateField({ description: 'Ngày ban hành' })
  readonly date: string;

  @Text({ max: 200, description: 'Cơ quan ban hành' })
  readonly issuer: string;

  @Code({ pattern: /[0-9a-f]{64}/, max: 64, optional: true, description: 'SHA-256 của tệp' })
  readonly sha256?: string | null;
}

export function documentOf(dto: DocumentDto | null | undefined): DocumentRef | null {
  if (!dto) return null;
  return { number: dto.number, date: dto.date, issuer: dto.issuer, sha256: dto.sha256 ?? null };
}

export function documentsOf(dtos: readonly DocumentDto[] | null | undefined): DocumentRef[] {
  return (dtos ?? []).flatMap((dto) => documentOf(dto) ?? []);
}
