import { getRouteApi, Link } from '@tanstack/react-router';
import { useProgramme } from '../../app/programme.js';
import { Page } from '../../ui/page.js';
import { Parts } from '../../ui/parts.js';
import { AccountTrail } from './account-trail.js';
import { CameToBeKnown } from './came-to-be-known.js';
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
    <Page title="Tra cứu" lead="Chỉ xem: ở đây không thay đổi được gì.">
      <Parts label="Các cách tra cứu">
        <Link to="/tra-cuu" search={{ xem: undefined }} activeOptions={WHOLE}>
          Tìm và xem hồ sơ
        </Link>
        <Link to="/tra-cuu" search={{ xem: 'biet-them' }} activeOptions={WHOLE}>
          Những gì được biết thêm
        </Link>
        <Link to="/so-sanh" search={{}}>
          Xưa và nay
        </Link>
      </Parts>
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
