import { Code, Flag } from '#access';
import { EMAIL, MAX_EMAIL } from '../../domain/address.js';

export class SetContactDto {
  @Code({
    pattern: EMAIL,
    max: MAX_EMAIL,
    optional: true,
    example: 'chuyen-vien@example.vn',
    description: 'Địa chỉ thư điện tử; bỏ trống: không nhận thư',
  })
  readonly email?: string | null;

  @Flag({ optional: true, description: 'Nhận thư tổng hợp mỗi ngày; mặc định: có' })
  readonly digest?: boolean | null;

  @Flag({ optional: true, description: 'Nhận ngay thư về việc gấp; mặc định: có' })
  readonly immediate?: boolean | null;
}
