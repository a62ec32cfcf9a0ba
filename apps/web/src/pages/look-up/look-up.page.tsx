import { getRouteApi, Link } from '@tanstack/react-router';
import { useRead } from '../../api/reads.js';
import { useSession, useToday } from '../../api/session.js';
import { isReadOnly } from '../../app/pages.js';
import { useProgramme } from '../../app/programme.js';
import { Page } from '../../ui/page.js';
import { AccountTrail } from './account-trail.js';
import { CameToBeKnown } from './came-to-be-known.js';
import css from './look-up.module.css';
import { policies } from './look-up.reads.js';
import { OneEvent } from './one-event.js';
import { Search } from './search.js';
import { TaskTrail, UnitTrail } from './trail.js';

const route = getRouteApi('/khung/tra-cuu');
/** Which part of the page a link leads to, its filter says: also that there is none. */
const WHOLE = { includeSearch: true, explicitUndefined: true };

/** Any unit, task, position or document: its trail on one time line, and what came to be known when. Read only. */
export function LookUpPage() {
  const { xem, q, donVi, nhiemVu, chucDanh, suKien } = route.useSearch();
  const { id: programme } = useProgramme();
  const isDiff = xem === 'biet-them';
  return (
    <Page title="Tra cứu" lead={<Lead />}>
      <nav className={`${css.parts} no-print`} aria-label="Các cách tra cứu">
        <Link to="/tra-cuu" search={{ xem: undefined }} activeOptions={WHOLE}>
          Tìm và xem hồ sơ
        </Link>
        <Link to="/tra-cuu" search={{ xem: 'biet-them' }} activeOptions={WHOLE}>
          Những gì được biết thêm
        </Link>
        <Link to="/so-sanh" search={{}}>
          Xưa và nay
        </Link>
      </nav>
      {isDiff ? (
        <CameToBeKnown />
      ) : (
        <>
          <Search key={q ?? ''} />
          {suKien === undefined ? null : <OneEvent id={suKien} />}
          {donVi === undefined ? null : <UnitTrail key={donVi} programme={programme} unit={donVi} />}
          {nhiemVu === undefined ? null : <TaskTrail key={nhiemVu} programme={programme} task={nhiemVu} />}
          {chucDanh === undefined ? null : <AccountTrail key={chucDanh} account={chucDanh} />}
        </>
      )}
    </Page>
  );
}

/** That nothing can be changed here, and, to whom it concerns, that looking is recorded. */
function Lead() {
  const { principal } = useSession();
  const { id: programme } = useProgramme();
  const today = useToday();
  const readOnly = isReadOnly(principal);
  const adopted = useRead(policies(programme), { enabled: readOnly });
  const inForce = adopted.data?.filter(({ from }) => from <= today).at(-1);
  const recorded = readOnly && inForce?.policy.inspection?.recordViews === true;
  return (
    <>
      <span>Chỉ xem: ở đây không thay đổi được gì.</span>
      {recorded ? (
        <strong>Theo quy chế đang áp dụng, mỗi lượt xem của tài khoản này được ghi lại.</strong>
      ) : null}
    </>
  );
}
