import { GRANTABLE_ROLES } from '../../domain/roles.js';
import { Code, OneOf } from '../../door/fields/fields.js';

const UNIT_ID = /^[A-Za-z0-9][A-Za-z0-9._-]*$/;

export class GrantRoleDto {
  @OneOf(GRANTABLE_ROLES, { description: 'Vai trò' })
  readonly role: (typeof GRANTABLE_ROLES)[number];

  @Code({
    pattern: UNIT_ID,
    max: 64,
    optional: true,
    description: 'Mã đơn vị; bắt buộc với lead-unit, để trống với vai trò khác',
    example: 'so-khcn',
  })
  readonly unit?: string | null;
}
