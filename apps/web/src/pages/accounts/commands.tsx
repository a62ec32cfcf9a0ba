import {
  accountsControllerDisable,
  accountsControllerEnable,
  accountsControllerGrantRole,
  accountsControllerRevokeRole,
} from '../../client/sdk.gen.js';
import type { AccountDto, GrantDto, RevokeRoleDto } from '../../client/types.gen.js';
import { FormDialog } from '../../ui/form-dialog.js';
import { ReasonDialog } from '../../ui/reason-dialog.js';
import { GrantFields, grantOf, NO_GRANT } from './grant-fields.js';

interface CommandProps {
  readonly account: AccountDto;
  readonly onClose: () => void;
}

/** Gives an account one more role. */
export function Grant({ account: { id, displayName }, onClose }: CommandProps) {
  return (
    <FormDialog
      title="Cấp vai trò"
      draftId={`cap-vai-tro:${id}`}
      empty={NO_GRANT}
      submit="Cấp vai trò"
      fieldOf={{
        'unit-required': 'unit',
        'unknown-unit': 'unit',
        'unit-not-allowed': 'role',
        'role-not-grantable': 'role',
        'duties-separated': 'role',
      }}
      writes={['account']}
      send={(grant, call) => accountsControllerGrantRole({ ...call, path: { id }, body: grantOf(grant) })}
      done="Đã cấp vai trò."
      onClose={onClose}
    >
      {({ value, change, errorsOf }) => (
        <>
          <p>
            Cho <bdi>{displayName}</bdi> (tài khoản {id}); có hiệu lực ngay.
          </p>
          <GrantFields
            value={value}
            onChange={change}
            roleErrors={errorsOf('role')}
            unitErrors={errorsOf('unit')}
          />
        </>
      )}
    </FormDialog>
  );
}

interface RevokeProps extends CommandProps {
  readonly grant: GrantDto;
  /** The role and its unit in words. */
  readonly text: string;
}

/** Takes a role away from an account. */
export function Revoke({ grant: { role, unit }, text, account, onClose }: RevokeProps) {
  const { id, displayName } = account;
  return (
    <ReasonDialog
      title="Thu hồi vai trò"
      draftId={`thu-hoi-vai-tro:${id}:${role}:${unit ?? ''}`}
      submit="Thu hồi"
      danger
      send={(reason, call) =>
        accountsControllerRevokeRole({
          ...call,
          path: { id },
          body: { role: role as RevokeRoleDto['role'], unit, reason },
        })
      }
      writes={['account']}
      done="Đã thu hồi vai trò."
      onClose={onClose}
    >
      <bdi>{displayName}</bdi> (tài khoản {id}) thôi giữ vai trò “{text}” ngay lập tức. Những việc đã làm
      trong vai trò này vẫn còn nguyên trong lịch sử.
    </ReasonDialog>
  );
}

/** Closes an account: nobody enters with it any more. */
export function Disable({ account: { id, displayName }, onClose }: CommandProps) {
  return (
    <ReasonDialog
      title="Khóa tài khoản"
      draftId={`khoa-tai-khoan:${id}`}
      submit="Khóa"
      danger
      send={(reason, call) => accountsControllerDisable({ ...call, path: { id }, body: { reason } })}
      writes={['account']}
      done="Đã khóa tài khoản."
      onClose={onClose}
    >
      <bdi>{displayName}</bdi> (tài khoản {id}) không đăng nhập được nữa, và mọi phiên đang mở kết thúc ngay.
      Mở lại được khi cần; vai trò vẫn giữ nguyên.
    </ReasonDialog>
  );
}

/** Opens it again, with the roles and the password that it had. */
export function Enable({ account: { id, displayName }, onClose }: CommandProps) {
  return (
    <ReasonDialog
      title="Mở lại tài khoản"
      draftId={`mo-lai-tai-khoan:${id}`}
      submit="Mở lại"
      send={(reason, call) => accountsControllerEnable({ ...call, path: { id }, body: { reason } })}
      writes={['account']}
      done="Đã mở lại tài khoản."
      onClose={onClose}
    >
      <bdi>{displayName}</bdi> (tài khoản {id}) đăng nhập lại được bằng mật khẩu đã có, với các vai trò đang
      giữ.
    </ReasonDialog>
  );
}
