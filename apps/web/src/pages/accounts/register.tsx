import { Button, Input } from 'antd';
import { accountsControllerRegister } from '../../client/sdk.gen.js';
import common from '../../ui/common.module.css';
import { Field } from '../../ui/field.js';
import { FormDialog } from '../../ui/form-dialog.js';
import css from './accounts.module.css';
import { GrantFields, grantOf, NO_GRANT, type TypedGrant } from './grant-fields.js';

const MAX_NAME = 200;
const MAX_GRANTS = 20;

interface Typed {
  readonly id: string;
  readonly displayName: string;
  readonly grants: readonly TypedGrant[];
}

const EMPTY: Typed = { id: '', displayName: '', grants: [NO_GRANT] };

interface RegisterProps {
  readonly onClose: () => void;
  readonly onDone: (account: { readonly id: string; readonly displayName: string }) => void;
}

/** A new account of a position, with its first roles; its password is set next. */
export function Register({ onClose, onDone }: RegisterProps) {
  return (
    <FormDialog
      title="Đăng ký tài khoản"
      draftId="dang-ky-tai-khoan"
      empty={EMPTY}
      submit="Đăng ký"
      fieldOf={{
        'invalid-account-id': 'id',
        'account-exists': 'id',
        'display-name-required': 'displayName',
        'unit-required': 'grants',
        'unknown-unit': 'grants',
        'unit-not-allowed': 'grants',
        'role-not-grantable': 'grants',
        'duties-separated': 'grants',
      }}
      writes={['account']}
      send={({ id, displayName, grants }, call) =>
        accountsControllerRegister({
          ...call,
          body: { id: id.trim(), displayName, grants: grants.map(grantOf) },
        })
      }
      done="Đã đăng ký tài khoản. Hãy đặt mật khẩu cho tài khoản này."
      onDone={(_answer, { id, displayName }) => onDone({ id: id.trim(), displayName })}
      onClose={onClose}
    >
      {({ value, change, errorsOf }) => {
        const put = (place: number, grant: TypedGrant) =>
          change(({ grants }) => ({ grants: grants.map((one, index) => (index === place ? grant : one)) }));
        const drop = (place: number) =>
          change(({ grants }) => ({ grants: grants.filter((_, index) => index !== place) }));
        const inside = value.grants.map((_, index) => ({
          role: errorsOf(`grants[${index}].role`),
          unit: errorsOf(`grants[${index}].unit`),
        }));
        const whole = inside.every(({ role, unit }) => role.length + unit.length === 0)
          ? errorsOf('grants')
          : [];
        return (
          <>
            <Field
              label="Mã tài khoản"
              hint="Dùng để đăng nhập, không đổi được về sau. Từ 3 đến 64 ký tự: chữ thường không dấu, chữ số, dấu chấm, gạch nối; bắt đầu bằng chữ. Ví dụ: so-khcn.baocao"
              errors={errorsOf('id')}
              required
            >
              {(control) => (
                <Input
                  {...control}
                  autoComplete="off"
                  autoCapitalize="none"
                  spellCheck={false}
                  value={value.id}
                  onChange={({ target }) => change({ id: target.value })}
                />
              )}
            </Field>
            <Field
              label="Tên chức danh"
              hint="Ghi chức danh, vị trí công tác, không ghi họ tên người. Ví dụ: Chuyên viên tổng hợp, Sở Tài chính"
              errors={errorsOf('displayName')}
              limit={{ text: value.displayName, max: MAX_NAME }}
              required
            >
              {(control) => (
                <Input
                  {...control}
                  dir="auto"
                  autoComplete="off"
                  value={value.displayName}
                  onChange={({ target }) => change({ displayName: target.value })}
                />
              )}
            </Field>
            {value.grants.map((grant, place) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: roles that are being chosen have no other name
              <fieldset key={place} className={common.group}>
                <legend>Vai trò thứ {place + 1}</legend>
                <GrantFields
                  value={grant}
                  onChange={(next) => put(place, next)}
                  roleErrors={[...whole, ...(inside[place]?.role ?? [])]}
                  unitErrors={inside[place]?.unit ?? []}
                />
                <Button className={css.start ?? ''} size="small" onClick={() => drop(place)}>
                  Bỏ vai trò thứ {place + 1}
                </Button>
              </fieldset>
            ))}
            {value.grants.length < MAX_GRANTS ? (
              <Button
                className={css.start ?? ''}
                onClick={() => change(({ grants }) => ({ grants: [...grants, NO_GRANT] }))}
              >
                Thêm vai trò
              </Button>
            ) : null}
          </>
        );
      }}
    </FormDialog>
  );
}
