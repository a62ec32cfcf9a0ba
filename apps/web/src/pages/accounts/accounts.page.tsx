import { getRouteApi, Link } from '@tanstack/react-router';
import { Button } from 'antd';
import { useMemo, useState } from 'react';
import { useIsNow } from '../../api/clocks.js';
import { useRead } from '../../api/reads.js';
import { useMay } from '../../api/session.js';
import type { AccountDto } from '../../client/types.gen.js';
import { Find } from '../../ui/find.js';
import { day, dayOf, fold } from '../../ui/format.js';
import { Page } from '../../ui/page.js';
import { ROLE_WORDS, ROLES } from '../../ui/roles.js';
import { type Column, RowTable } from '../../ui/row-table.js';
import { Answer, Empty, NoPermission } from '../../ui/states.js';
import tools from '../../ui/tools.module.css';
import { units } from '../../ui/units.js';
import { AccountDialogs } from './account-dialogs.js';
import css from './accounts.module.css';
import { accounts } from './accounts.reads.js';
import { AccountState, Grants, type NameOfUnit } from './grants.js';
import { Register } from './register.js';
import { SetPassword } from './set-password.js';

const route = getRouteApi('/khung/tai-khoan');

/** Who may enter and as what: for the administrator, who hands out roles and has none in the subject. */
export function AccountsPage() {
  const mayManage = useMay('account.manage');
  if (mayManage) return <Accounts />;
  return (
    <Page title="Tài khoản">
      <NoPermission detail="Trang này dành cho người quản trị tài khoản." />
    </Page>
  );
}

/** An account that has just been registered, and has no password yet. */
interface Registered {
  readonly id: string;
  readonly displayName: string;
}

function Accounts() {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const isNow = useIsNow();
  const query = useRead(accounts);
  const ofUnits = useRead(units);
  const [registering, setRegistering] = useState(false);
  const [registered, setRegistered] = useState<Registered | null>(null);
  const unitName = useMemo<NameOfUnit>(() => {
    const names = new Map(ofUnits.data?.map(({ id, name }) => [id, name]));
    return (id) => names.get(id) ?? id;
  }, [ofUnits.data]);
  const close = () => void navigate({ search: (before) => ({ ...before, taiKhoan: undefined }) });
  return (
    <Page
      title="Tài khoản"
      lead="Ai được vào hệ thống, với vai trò nào. Tài khoản đứng tên chức danh, không đứng tên người."
      actions={
        isNow ? (
          <Button type="primary" onClick={() => setRegistering(true)}>
            Đăng ký tài khoản
          </Button>
        ) : null
      }
    >
      <Filters />
      <Answer query={query} what="danh sách tài khoản">
        {(all) => <List all={all} unitName={unitName} />}
      </Answer>
      {search.taiKhoan === undefined || query.data === undefined ? null : (
        <AccountDialogs
          key={search.taiKhoan}
          id={search.taiKhoan}
          account={query.data.find(({ id }) => id === search.taiKhoan) ?? null}
          unitName={unitName}
          onClose={close}
        />
      )}
      {registering ? (
        <Register onClose={() => setRegistering(false)} onDone={setRegistered} />
      ) : registered ? (
        <SetPassword account={registered} onClose={() => setRegistered(null)} />
      ) : null}
    </Page>
  );
}

function Filters() {
  const { q, vaiTro, tinhTrang } = route.useSearch();
  const navigate = route.useNavigate();
  return (
    <div className={`${tools.tools} no-print`}>
      <label className={tools.choice}>
        Vai trò{' '}
        <select
          value={vaiTro ?? ''}
          onChange={({ target }) =>
            void navigate({
              search: (before) => ({
                ...before,
                vaiTro: target.value === 'none' ? 'none' : ROLES.find((role) => role === target.value),
              }),
            })
          }
        >
          <option value="">tất cả</option>
          {ROLES.map((role) => (
            <option key={role} value={role}>
              {ROLE_WORDS[role]}
            </option>
          ))}
          <option value="none">chưa có vai trò</option>
        </select>
      </label>
      <label className={tools.choice}>
        Tình trạng{' '}
        <select
          value={tinhTrang ?? ''}
          onChange={({ target: { value } }) =>
            void navigate({
              search: (before) => ({
                ...before,
                tinhTrang: value === 'open' || value === 'disabled' ? value : undefined,
              }),
            })
          }
        >
          <option value="">tất cả</option>
          <option value="open">đang mở</option>
          <option value="disabled">đã khóa</option>
        </select>
      </label>
      <Find
        what="tài khoản"
        words={q ?? ''}
        onType={(words) =>
          void navigate({ search: (before) => ({ ...before, q: words || undefined }), replace: true })
        }
      />
    </div>
  );
}

interface ListProps {
  readonly all: readonly AccountDto[];
  readonly unitName: NameOfUnit;
}

function List({ all, unitName }: ListProps) {
  const { q, vaiTro, tinhTrang } = route.useSearch();
  const rows = useMemo(() => {
    const wanted = fold((q ?? '').trim());
    return all.filter(
      ({ id, displayName, grants, enabled }) =>
        (tinhTrang === undefined || enabled === (tinhTrang === 'open')) &&
        (vaiTro === undefined ||
          (vaiTro === 'none' ? grants.length === 0 : grants.some(({ role }) => role === vaiTro))) &&
        [
          id,
          displayName,
          ...grants.flatMap(({ unit }) => (unit === null ? [] : [unit, unitName(unit)])),
        ].some((text) => fold(text).includes(wanted)),
    );
  }, [all, q, vaiTro, tinhTrang, unitName]);
  const columns = useMemo(() => columnsOf(unitName), [unitName]);
  if (rows.length === 0) {
    return <Empty title="Không có tài khoản nào như vậy">Hãy bỏ bớt điều kiện lọc.</Empty>;
  }
  return (
    <RowTable
      label="Tài khoản"
      columns={columns}
      rows={rows}
      keyOf={({ id }) => id}
      total={rows.length}
      list={`${q} ${vaiTro} ${tinhTrang}`}
      rowHeight={70}
    />
  );
}

const columnsOf = (unitName: NameOfUnit): readonly Column<AccountDto>[] => [
  {
    key: 'name',
    title: 'Chức danh',
    width: 'minmax(14rem, 2fr)',
    render: ({ id, displayName }) => (
      <>
        <Link from="/tai-khoan" to="." search={(before) => ({ ...before, taiKhoan: id })}>
          <bdi>{displayName}</bdi>
        </Link>
        <br />
        <span className={css.id}>{id}</span>
      </>
    ),
  },
  {
    key: 'roles',
    title: 'Vai trò',
    width: 'minmax(14rem, 2fr)',
    render: ({ grants }) => <Grants grants={grants} unitName={unitName} />,
  },
  {
    key: 'state',
    title: 'Tình trạng',
    width: '8rem',
    render: ({ enabled }) => <AccountState enabled={enabled} />,
  },
  {
    key: 'registered',
    title: 'Đăng ký ngày',
    width: '9rem',
    render: ({ registeredAt }) => day(dayOf(registeredAt)),
  },
];
