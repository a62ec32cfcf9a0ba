import { getRouteApi, Link } from '@tanstack/react-router';
import { useRead, useReadPages } from '../../api/reads.js';
import { useToday } from '../../api/session.js';
import { useProgramme } from '../../app/programme.js';
import type { DiffDto } from '../../client/types.gen.js';
import { EVENT_GROUP_WORDS } from '../../ui/event-groups.js';
import { Field } from '../../ui/field.js';
import filters from '../../ui/filters.module.css';
import { dayOf, instant, number } from '../../ui/format.js';
import { InstantPicker } from '../../ui/instant-picker.js';
import { Panel } from '../../ui/page.js';
import { ReadMore } from '../../ui/read-more.js';
import { Answer, Empty } from '../../ui/states.js';
import { SimulatedTag } from '../../ui/tag.js';
import { units } from '../../ui/units.js';
import css from './look-up.module.css';
import { diff } from './look-up.reads.js';
import { TimeLine } from './time-line.js';

const route = getRouteApi('/khung/tra-cuu');
const DAY_MS = 86_400_000;
/** How far back one looks at first. */
const USUAL_DAYS = 7;

/** What was recorded between two instants, whatever day it speaks of: who knew what when. */
export function CameToBeKnown() {
  const { tuLuc, denLuc, donVi, loai } = route.useSearch();
  const navigate = route.useNavigate();
  const { id: programme } = useProgramme();
  const today = useToday();
  const from = tuLuc ?? dayOf(Date.parse(`${today}T05:00:00Z`) - USUAL_DAYS * DAY_MS);
  const group = loai === 'accounts' ? undefined : loai;
  const query = useReadPages(diff(programme, { from, to: denLuc, unit: donVi, group }));
  const all = useRead(units);
  const set = (change: object) => void navigate({ search: (before) => ({ ...before, ...change }) });
  return (
    <Panel title="Những gì được biết thêm giữa hai thời điểm">
      <p>
        Những gì được ghi nhận sau thời điểm đầu, đến hết thời điểm cuối, dù nói về ngày nào. Giờ 23:59 nghĩa
        là hết ngày.
      </p>
      <div className={`${filters.filters} ${css.instants} no-print`}>
        <Field label="Sau thời điểm">
          {(control) => (
            <InstantPicker
              {...control}
              value={from}
              max={today}
              onChange={(at) => set({ tuLuc: at ?? undefined })}
            />
          )}
        </Field>
        <Field label="Đến hết thời điểm">
          {(control) => (
            <InstantPicker
              {...control}
              value={denLuc ?? null}
              max={today}
              placeholder="bây giờ"
              onChange={(at) => set({ denLuc: at ?? undefined })}
            />
          )}
        </Field>
        <Field label="Đơn vị">
          {(control) => (
            <select
              {...control}
              value={donVi ?? ''}
              onChange={({ target }) => set({ donVi: target.value || undefined })}
            >
              <option value="">tất cả</option>
              {donVi !== undefined && !all.data?.some(({ id }) => id === donVi) ? (
                <option value={donVi}>{donVi}</option>
              ) : null}
              {all.data?.map(({ id, name }) => (
                <option key={id} value={id}>
                  {name}
                </option>
              ))}
            </select>
          )}
        </Field>
      </div>
      <Answer query={query} what="những gì được biết thêm">
        {({ pages }) => {
          const [first] = pages;
          if (first === undefined) return null;
          const lines = pages.flatMap(({ items }) => items);
          return (
            <>
              <p className={css.about} role="status">
                Từ sau {instant(first.from)} đến hết {instant(first.to)}: {number(first.total)} sự kiện{' '}
                {first.simulated ? <SimulatedTag /> : null}
              </p>
              <Groups diff={first} chosen={group} />
              {lines.length === 0 ? (
                <Empty title="Không có gì được biết thêm như vậy" />
              ) : (
                <TimeLine lines={lines} />
              )}
              {query.hasNextPage ? <p className={css.count}>Đã tải {number(lines.length)} sự kiện</p> : null}
              <ReadMore query={query} />
            </>
          );
        }}
      </Answer>
    </Panel>
  );
}

interface GroupsProps {
  readonly diff: DiffDto;
  readonly chosen: string | undefined;
}

/** How much there is of each kind; a count opens its lines, the chosen one all of them again. */
function Groups({ diff: { groups }, chosen }: GroupsProps) {
  const here = route.useSearch();
  return (
    <ul className={css.kinds}>
      {groups
        .filter(({ count, group }) => count > 0 || group === chosen)
        .map(({ group, groupText, count, types, timeliness }) => (
          <li key={group} className={group === chosen ? css.chosen : ''}>
            <Link
              to="/tra-cuu"
              search={{ ...here, loai: group === chosen ? undefined : group }}
              activeProps={{ 'aria-current': group === chosen ? 'true' : undefined }}
            >
              <span aria-hidden="true">{EVENT_GROUP_WORDS[group].sign}</span> {groupText}: {number(count)}
            </Link>
            <span className={css.about}>
              {timeliness === null
                ? types.map(({ text, count: of }) => `${text} ${number(of)}`).join(', ')
                : `đúng hạn ${number(timeliness.onTime)}, muộn ${number(timeliness.late)}`}
            </span>
          </li>
        ))}
    </ul>
  );
}
