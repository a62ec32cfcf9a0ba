import { Link } from '@tanstack/react-router';
import { Button } from 'antd';
import { useState } from 'react';
import { useIsNow } from '../../api/clocks.js';
import { useMay } from '../../api/session.js';
import type { AccountDto, GrantDto } from '../../client/types.gen.js';
import common from '../../ui/common.module.css';
import { Dialog } from '../../ui/dialog.js';
import { instant } from '../../ui/format.js';
import { NamedFigures } from '../../ui/named-figures.js';
import { NotFound } from '../../ui/states.js';
import css from './accounts.module.css';
import { Disable, Enable, Grant, Revoke } from './commands.js';
import { AccountState, grantText, type NameOfUnit } from './grants.js';
import { SetPassword } from './set-password.js';

type Doing = 'grant' | 'password' | 'disable' | 'enable' | { readonly revoke: GrantDto };

interface AccountDialogsProps {
  readonly id: string;
  /** Null: there is none with this id. */
  readonly account: AccountDto | null;
  readonly unitName: NameOfUnit;
  readonly onClose: () => void;
}

/** One account, and the commands on it: one dialog at a time, each leading back to the account. */
export function AccountDialogs({ id, account, unitName, onClose }: AccountDialogsProps) {
  const [doing, setDoing] = useState<Doing | null>(null);
  if (account === null) {
    return (
      <Dialog title="Tài khoản" onClose={onClose}>
        <NotFound detail={`Không có tài khoản “${id}”.`} />
      </Dialog>
    );
  }
  const back = { account, onClose: () => setDoing(null) };
  if (doing === null) {
    return <Details account={account} unitName={unitName} onDo={setDoing} onClose={onClose} />;
  }
  if (doing === 'grant') return <Grant {...back} />;
  if (doing === 'password') return <SetPassword {...back} />;
  if (doing === 'disable') return <Disable {...back} />;
  if (doing === 'enable') return <Enable {...back} />;
  return <Revoke {...back} grant={doing.revoke} text={grantText(doing.revoke, unitName)} />;
}

interface DetailsProps {
  readonly account: AccountDto;
  readonly unitName: NameOfUnit;
  readonly onDo: (doing: Doing) => void;
  readonly onClose: () => void;
}

function Details({ account, unitName, onDo, onClose }: DetailsProps) {
  const { id, displayName, grants, enabled, registeredAt } = account;
  const isNow = useIsNow();
  const mayFollow = useMay('trail.read-account');
  return (
    <Dialog title={displayName} onClose={onClose} footer={<Button onClick={onClose}>Đóng</Button>}>
      <NamedFigures
        rows={[
          { label: 'Mã tài khoản', value: <span className={css.code}>{id}</span> },
          { label: 'Tình trạng', value: <AccountState enabled={enabled} /> },
          { label: 'Đăng ký lúc', value: instant(registeredAt) },
        ]}
      />
      <section className={css.part}>
        <h3>Vai trò</h3>
        {grants.length === 0 ? <p>Chưa có vai trò: đăng nhập được nhưng không xem được gì.</p> : null}
        <ul className={css.grants}>
          {grants.map((grant) => (
            <li key={`${grant.role} ${grant.unit}`} className={css.held}>
              <span>{grantText(grant, unitName)}</span>
              {isNow ? (
                <Button size="small" onClick={() => onDo({ revoke: grant })}>
                  Thu hồi<span className="sr-only"> vai trò {grantText(grant, unitName)}</span>
                </Button>
              ) : null}
            </li>
          ))}
        </ul>
      </section>
      {isNow ? (
        <div className={common.buttons}>
          <Button onClick={() => onDo('grant')}>Cấp vai trò</Button>
          <Button onClick={() => onDo('password')}>Đặt mật khẩu</Button>
          {enabled ? (
            <Button danger onClick={() => onDo('disable')}>
              Khóa tài khoản
            </Button>
          ) : (
            <Button onClick={() => onDo('enable')}>Mở lại tài khoản</Button>
          )}
        </div>
      ) : null}
      {mayFollow ? (
        <p>
          <Link to="/tra-cuu" search={{ chucDanh: id }}>
            Hồ sơ trách nhiệm của chức danh này
          </Link>
        </p>
      ) : null}
    </Dialog>
  );
}
