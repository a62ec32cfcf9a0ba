import { getRouteApi, Link } from '@tanstack/react-router';
import { useReadPages } from '../../api/reads.js';
import type { AccountTrailDto } from '../../client/types.gen.js';
import { EVENT_GROUP_WORDS } from '../../ui/event-groups.js';
import { instant, number, period } from '../../ui/format.js';
import { NamedFigures } from '../../ui/named-figures.js';
import { Panel } from '../../ui/page.js';
import { ReadMore } from '../../ui/read-more.js';
import { Answer, Empty } from '../../ui/states.js';
import { OutcomeTag, SimulatedTag } from '../../ui/tag.js';
import { Duties } from './duties.js';
import { LineFilters } from './line-filters.js';
import css from './look-up.module.css';
import { accountTrail } from './look-up.reads.js';
import { Rights } from './rights.js';
import { TimeLine } from './time-line.js';

const route = getRouteApi('/khung/tra-cuu');

/** What a position did, what was done to it, and what it answered for. */
export function AccountTrail({ account }: { readonly account: string }) {
  const { loai, nguoi, tu, den } = route.useSearch();
  const query = useReadPages(accountTrail(account, { group: loai, actor: nguoi, from: tu, until: den }));
  return (
    <Answer query={query} what="hồ sơ của chức danh">
      {({ pages }) => {
        const [first] = pages;
        if (first === undefined) return null;
        const lines = pages.flatMap(({ items }) => items);
        return (
          <>
            <About trail={first} />
            <Panel title="Diễn biến" aside="cũ nhất trước">
              <LineFilters
                groups={first.groups}
                actors={[{ id: account, text: `Việc do ${first.name ?? account} làm` }]}
              />
              {lines.length === 0 ? (
                <Empty title="Không có sự kiện nào như vậy" />
              ) : (
                <TimeLine lines={lines} />
              )}
              <p className={css.count} role="status">
                {query.hasNextPage ? 'Đã tải ' : ''}
                {number(lines.length)} sự kiện
              </p>
              <ReadMore query={query} />
            </Panel>
          </>
        );
      }}
    </Answer>
  );
}

function About({ trail }: { readonly trail: AccountTrailDto }) {
  const here = route.useSearch();
  const { account, name, simulated, total, groups, rights, duties, slots } = trail;
  return (
    <Panel title={`Hồ sơ trách nhiệm: ${name ?? account}`} aside={simulated ? <SimulatedTag /> : null}>
      <p className={css.about}>Tài khoản {account}</p>
      <NamedFigures
        rows={[
          { label: 'Sự kiện', value: number(total) },
          ...groups.map(({ group, count }) => ({
            label: EVENT_GROUP_WORDS[group].text,
            value: (
              <Link to="/tra-cuu" search={{ ...here, loai: group }}>
                {number(count)}
              </Link>
            ),
          })),
        ]}
      />
      <Rights title="Các vai trò đã giữ" rights={rights} />
      <Duties duties={duties} />
      <Shortfalls slots={slots} />
    </Panel>
  );
}

/** Updates that fell short while the position could act for the unit. */
function Shortfalls({ slots }: { readonly slots: AccountTrailDto['slots'] }) {
  const all = [...slots.missing, ...slots.insufficient, ...slots.late];
  if (all.length === 0) return null;
  return (
    <details className={css.more}>
      <summary>Cập nhật muộn, thiếu hoặc không có trong thời gian giữ vai trò: {number(all.length)}</summary>
      <ul className={css.list}>
        {all.map(({ assignment, task, unitName, period: of, outcome, cutOff }) => (
          <li key={`${assignment} ${of}`}>
            <Link to="/nhiem-vu/$assignment" params={{ assignment }} search={{ ky: of }}>
              Nhiệm vụ số {task}, {period(of)}
            </Link>{' '}
            <OutcomeTag outcome={outcome} />
            <p className={css.about}>
              {unitName} · hạn chốt {instant(cutOff)}
            </p>
          </li>
        ))}
      </ul>
    </details>
  );
}
