import { getRouteApi, Link } from '@tanstack/react-router';
import { useRead, useReadPages } from '../../api/reads.js';
import { unitsOf, useSession } from '../../api/session.js';
import { useProgramme } from '../../app/programme.js';
import { Page } from '../../ui/page.js';
import { moreOf, RowTable } from '../../ui/row-table.js';
import { Answer, Empty } from '../../ui/states.js';
import { SimulatedTag } from '../../ui/tag.js';
import { units } from '../../ui/units.js';
import { Filters } from './filters.js';
import { LevelLinks } from './level-links.js';
import { COLUMNS } from './warning-columns.js';
import { warnings } from './warnings.reads.js';

const route = getRouteApi('/khung/canh-bao');
/** Before a row is measured. */
const ROW_PX = 117;

/** The inbox of warnings: the highest level first, of one level the oldest. A lead unit finds its own alone. */
export function WarningsPage() {
  const programme = useProgramme();
  const search = route.useSearch();
  const { principal } = useSession();
  const own = unitsOf(principal);
  const { tinhTrang = 'open', muc, quyTac, donVi, nhiemVu, chiTieu, giaiTrinh, sap = 'inbox' } = search;
  const filter = {
    programme: programme.id,
    state: tinhTrang === 'all' ? undefined : tinhTrang,
    level: muc,
    rule: quyTac,
    unit: donVi,
    task: nhiemVu,
    indicator: chiTieu,
    explanation: giaiTrinh,
    order: sap,
  };
  const query = useReadPages(warnings(filter));
  const allUnits = useRead(units);
  const rows = query.data?.pages.flatMap(({ items }) => items) ?? [];
  const byLevel = query.data?.pages[0]?.byLevel ?? {};
  const count = (level: number) => byLevel[level] ?? 0;
  const all = Object.values(byLevel).reduce((sum, one) => sum + one, 0);
  const narrowed = [muc, quyTac, donVi, nhiemVu, chiTieu, giaiTrinh].some((one) => one !== undefined);
  return (
    <Page
      title={own.length > 0 ? 'Cảnh báo của đơn vị' : 'Cảnh báo'}
      lead={
        <>
          <span>
            {sap === 'inbox' ? 'Mức cao nhất trước, cùng mức thì lâu nhất trước.' : 'Mới phát sinh trước.'}
          </span>
          {narrowed ? (
            <Link to="/canh-bao" search={{ tinhTrang: search.tinhTrang, sap: search.sap }}>
              Bỏ thu hẹp
            </Link>
          ) : null}
          {rows[0]?.simulated ? <SimulatedTag /> : null}
        </>
      }
    >
      <LevelLinks search={search} countOf={count} all={all} />
      <Filters search={search} units={allUnits.data ?? []} withUnits={own.length !== 1} />
      <Answer query={query} what="các cảnh báo">
        {() =>
          rows.length === 0 ? (
            <Empty title={narrowed ? 'Không có cảnh báo nào như vậy' : 'Không có cảnh báo nào'}>
              {tinhTrang === 'open'
                ? 'Cảnh báo phát sinh tự động theo quy chế; cảnh báo đã hết xem ở tình trạng “đã hết”.'
                : null}
            </Empty>
          ) : (
            <RowTable
              label="Cảnh báo"
              columns={COLUMNS}
              rows={rows}
              keyOf={({ id, events }) => `${id} ${events.raised}`}
              total={muc === undefined ? all : count(muc)}
              {...moreOf(query)}
              list={JSON.stringify(filter)}
              rowHeight={ROW_PX}
            />
          )
        }
      </Answer>
    </Page>
  );
}
