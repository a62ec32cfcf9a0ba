import type { ScorecardRowDto } from '../client/types.gen.js';

export type UnitKind = ScorecardRowDto['kind'];

/** What kinds of units are called, in the order in which they are listed. */
export const UNIT_KIND_TEXT: Readonly<Record<UnitKind, string>> = {
  department: 'Sở, ngành',
  'government-office': 'Cơ quan hành chính khác',
  'party-body': 'Cơ quan của Đảng',
  'party-committee': 'Đảng ủy',
  front: 'Mặt trận, đoàn thể',
  police: 'Công an',
  military: 'Quân sự',
  university: 'Trường đại học',
  commune: 'Xã, phường, đặc khu',
  division: 'Phòng, ban',
  central: 'Cơ quan Trung ương',
  organisation: 'Tổ chức, doanh nghiệp',
  village: 'Thôn, tổ dân phố',
  other: 'Đơn vị khác',
};

export const UNIT_KINDS = Object.keys(UNIT_KIND_TEXT) as UnitKind[];
