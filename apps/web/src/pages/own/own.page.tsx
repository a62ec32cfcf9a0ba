import { getRouteApi, Link } from '@tanstack/react-router';
import { unitsOf, useSession } from '../../api/session.js';
import { useProgramme } from '../../app/programme.js';
import { Page } from '../../ui/page.js';
import { Parts } from '../../ui/parts.js';
import { Empty, NotFound } from '../../ui/states.js';
import { UnitChoice } from '../../ui/unit-choice.js';
import { OwnHistory } from './own-history.js';
import { OwnRank } from './own-rank.js';
import { OwnWarnings } from './own-warnings.js';

const route = getRouteApi('/khung/cua-toi');

const PARTS = [
  ['canh-bao', 'Cảnh báo'],
  ['lich-su', 'Lịch sử'],
  ['xep-hang', 'Thứ hạng'],
] as const;

/** A unit's own matters: its warnings, its history, its rank. */
export function OwnPage() {
  const programme = useProgramme();
  const units = unitsOf(useSession().principal);
  const { xem = 'canh-bao', donVi } = route.useSearch();
  const navigate = route.useNavigate();
  const unit = donVi === undefined ? units[0] : units.find((one) => one === donVi);
  if (unit === undefined) {
    return (
      <Page title="Cảnh báo, lịch sử, thứ hạng">
        {donVi === undefined ? (
          <Empty title="Trang này dành cho đầu mối của đơn vị chủ trì">
            Tài khoản này không báo cáo thay đơn vị nào.
          </Empty>
        ) : (
          <NotFound detail="Tài khoản này không báo cáo thay đơn vị trong địa chỉ." />
        )}
      </Page>
    );
  }
  return (
    <Page
      title="Cảnh báo, lịch sử, thứ hạng"
      lead="Chỉ gồm việc của đơn vị mình"
      actions={
        <UnitChoice
          units={units}
          chosen={unit}
          onChoose={(next) => void navigate({ search: (before) => ({ ...before, donVi: next }) })}
        />
      }
    >
      <Parts label="Các phần của trang">
        {PARTS.map(([part, label]) => (
          <Link
            key={part}
            to="/cua-toi"
            search={donVi === undefined ? { xem: part } : { xem: part, donVi }}
            aria-current={part === xem ? 'page' : undefined}
          >
            {label}
          </Link>
        ))}
      </Parts>
      {xem === 'canh-bao' ? <OwnWarnings programme={programme.id} unit={unit} /> : null}
      {xem === 'lich-su' ? <OwnHistory programme={programme.id} unit={unit} /> : null}
      {xem === 'xep-hang' ? <OwnRank programme={programme.id} unit={unit} /> : null}
    </Page>
  );
}
