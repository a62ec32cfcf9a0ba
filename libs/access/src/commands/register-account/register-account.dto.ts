import { ACCOUNT_ID } from '../../domain/account.decisions.js';
import { Code, ListOf, Text } from '../../door/fields/fields.js';
import { GrantRoleDto } from '../grant-role/grant-role.dto.js';

const MAX_GRANTS = 20;

export class RegisterAccountDto {
  @Code({ pattern: ACCOUNT_ID, max: 64, description: 'Mã tài khoản', example: 'so-khcn.baocao' })
  readonly id: string;

  @Text({ max: 200, description: 'Tên chức danh, không phải tên người', example: 'Chuyên viên tổng hợp' })
  readonly displayName: string;

  @ListOf(() => GrantRoleDto, { max: MAX_GRANTS, description: 'Các vai trò được cấp ngay' })
  readonly grants: GrantRoleDto[];
}
