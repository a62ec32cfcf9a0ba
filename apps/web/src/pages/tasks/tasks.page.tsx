import { getRouteApi } from '@tanstack/react-router';
import { useReadPages } from '../../api/reads.js';
import { useProgramme } from '../../app/programme.js';
import { Page } from '../../ui/page.js';
import { moreOf, RowTable, type Sorting } from '../../ui/row-table.js';
import { Answer } from '../../ui/states.js';
import { SimulatedTag } from '../../ui/tag.js';
import { COLUMNS } from './columns.js';
import { Exports } from './exports.js';
import { Filters, type TasksSearch } from './filters.js';
import { NothingFound } from './nothing-found.js';
import { ShareButton } from './share-button.js';
import { assignments, type TaskFilter } from './tasks.reads.js';

const route = getRouteApi('/khung/nhiem-vu');

/** The address's filter, as the server asks for it. */
function filterOf({
  q,
  phan,
  lanhDao,
  donVi,
  nhiemVu,
  nhom,
  muc,
  con,
  hanTu,
  hanDen,
  sap,
}: TasksSearch): TaskFilter {
  return {
    q,
    section: phan,
    leader: lanhDao,
    unit: donVi,
    task: nhiemVu,
    bucket: nhom,
    warningLevel: muc,
    outstanding: con === 'co' ? true : undefined,
    dueFrom: hanTu,
    dueUntil: hanDen,
    sort: sap,
  };
}

const sortingOf = (sort = 'document'): Sorting =>
  sort.startsWith('-') ? { by: sort.slice(1), descending: true } : { by: sort, descending: false };

/** All assignments of the programme, narrowed, sorted and handed out as a file. */
export function TasksPage() {
  const programme = useProgramme();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const filter = filterOf(search);
  const query = useReadPages(assignments(programme.id, filter));
  const rows = query.data?.pages.flatMap(({ items }) => items) ?? [];
  const change = (part: TasksSearch, { typing = false } = {}) =>
    void navigate({
      // The programme is said, so that the address shows a colleague the same.
      search: (before) => ({ ...before, ct: programme.id, ...part }),
      replace: typing,
      resetScroll: false,
    });
  const clear = () => void navigate({ search: search.sap === undefined ? {} : { sap: search.sap } });
  return (
    <Page
      title="Nhiệm vụ"
      lead={
        <>
          <span>Mỗi dòng là một nhiệm vụ giao cho một đơn vị</span>
          {rows[0]?.simulated ? <SimulatedTag /> : null}
        </>
      }
      actions={
        <>
          <ShareButton programme={programme.id} />
          <Exports programme={programme.id} filter={filter} />
        </>
      }
    >
      <Filters programme={programme} search={search} onChange={change} onClear={clear} />
      <Answer query={query} what="danh sách nhiệm vụ">
        {({ pages }) =>
          rows.length === 0 ? (
            <NothingFound programme={programme} search={search} onClear={clear} />
          ) : (
            <RowTable
              label="Nhiệm vụ đã giao"
              columns={COLUMNS}
              rows={rows}
              keyOf={({ id }) => id}
              total={pages[0]?.total ?? rows.length}
              {...moreOf(query)}
              sorting={sortingOf(search.sap)}
              onSort={({ by, descending }) =>
                change({
                  // The document's order has no other way round.
                  sap: (by === 'document' ? '' : `${descending ? '-' : ''}${by}`) as TasksSearch['sap'],
                })
              }
              list={JSON.stringify(filter)}
              rowHeight={93}
            />
          )
        }
      </Answer>
    </Page>
  );
}
