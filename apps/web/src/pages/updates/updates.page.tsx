import { getRouteApi, Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { type PagesQuery, useReadPages } from '../../api/reads.js';
import { useSession } from '../../api/session.js';
import { useProgramme } from '../../app/programme.js';
import type { SlotDto } from '../../client/types.gen.js';
import { day, instant, period } from '../../ui/format.js';
import { Page } from '../../ui/page.js';
import { type Column, moreOf, RowTable } from '../../ui/row-table.js';
import { Answer, Empty } from '../../ui/states.js';
import { OutcomeTag, SimulatedTag } from '../../ui/tag.js';
import tools from '../../ui/tools.module.css';
import {
  OUTCOME_GROUP_WORDS,
  OUTCOME_GROUPS,
  OUTCOME_WORDS,
  OUTCOMES,
  type Outcome,
  type OutcomeGroup,
} from '../../ui/words.js';
import { ByFacet, FacetChoice } from './by-facet.js';
import { closedSlots, slots } from './updates.reads.js';

const route = getRouteApi('/khung/cap-nhat');

type Row = Pick<SlotDto, 'assignment' | 'task' | 'taskTitle' | 'unitName' | 'period' | 'outcome'>;

const COLUMNS: readonly Column<Row>[] = [
  {
    key: 'task',
    title: 'Nhiệm vụ',
    width: 'minmax(16rem, 3fr)',
    render: ({ assignment, task, taskTitle, period: month }) => (
      <Link to="/nhiem-vu/$assignment" params={{ assignment }} search={{ ky: month }}>
        {task}. {taskTitle}
      </Link>
    ),
  },
  { key: 'unit', title: 'Đơn vị', width: 'minmax(10rem, 1.5fr)', render: ({ unitName }) => unitName },
  { key: 'period', title: 'Kỳ', width: '8.5rem', render: ({ period: month }) => period(month) },
  {
    key: 'outcome',
    title: 'Kết quả',
    width: '11rem',
    render: ({ outcome }) => <OutcomeTag outcome={outcome} />,
  },
];

const COLUMNS_NOW: readonly Column<SlotDto>[] = [
  ...COLUMNS,
  {
    key: 'lacks',
    title: 'Còn thiếu',
    width: 'minmax(10rem, 2fr)',
    render: ({ lacks }) => (lacks.length === 0 ? '–' : lacks.join('; ')),
  },
  { key: 'cut-off', title: 'Hạn chốt', width: '10rem', render: ({ cutOff }) => instant(cutOff) },
];

/** The list behind the figures of a month: one row for each expected update, each leading to its history. */
export function UpdatesPage() {
  const { so, thang, theo } = route.useSearch();
  if (theo !== undefined && thang !== undefined) return <ByFacet month={thang} facet={theo} />;
  return so === 'chot' && thang !== undefined ? <AsClosed month={thang} /> : <AsItIs />;
}

/** What the list is narrowed to, as the server asks for it. */
function useNarrowing() {
  const { ketQua, gom, donVi, nhiemVu, phan, nhomDonVi, lanhDao } = route.useSearch();
  return {
    outcome: ketQua,
    among: gom && OUTCOME_GROUP_WORDS[gom].among,
    unit: donVi,
    task: nhiemVu,
    section: phan,
    group: nhomDonVi,
    leader: lanhDao,
  };
}

function AsItIs() {
  const programme = useProgramme();
  const { thang, tu, den } = route.useSearch();
  const query = useReadPages(slots(programme.id, { ...useNarrowing(), period: thang, from: tu, until: den }));
  return (
    <List
      query={query}
      columns={COLUMNS_NOW}
      said="Mỗi dòng là một cập nhật phải có"
      isSimulated={query.data?.pages[0]?.items[0]?.simulated ?? false}
    />
  );
}

/** A closed month's list stays what it was when it was closed, and so do its figures. */
function AsClosed({ month }: { readonly month: string }) {
  const programme = useProgramme();
  const query = useReadPages(closedSlots(programme.id, month, useNarrowing()));
  // A frozen row doesn't say whether its update was simulated; the log does.
  const { simulated } = useSession();
  const first = query.data?.pages[0];
  return (
    <List
      query={query}
      columns={COLUMNS}
      said={
        <>
          {first ? `Như đã chốt lúc ${instant(first.closedAt)}` : 'Như đã chốt'}:{' '}
          <Link to="/cap-nhat" search={(before) => ({ ...before, so: undefined })}>
            xem như hiện nay
          </Link>
        </>
      }
      isSimulated={simulated}
    />
  );
}

interface ListProps<One extends Row> {
  readonly query: PagesQuery<{ readonly items: readonly One[]; readonly total: number }>;
  readonly columns: readonly Column<One>[];
  /** What the rows are. */
  readonly said: ReactNode;
  readonly isSimulated?: boolean;
}

function List<One extends Row>({ query, columns, said, isSimulated = false }: ListProps<One>) {
  const { so, thang, tu, den, ketQua, gom, donVi, nhiemVu, phan, nhomDonVi, lanhDao } = route.useSearch();
  const navigate = route.useNavigate();
  const rows = query.data?.pages.flatMap(({ items }) => items) ?? [];
  const [first] = rows;
  const narrowed = [
    tu === undefined && den === undefined ? null : `các kỳ từ ${day(tu)} đến ${day(den)}`,
    donVi === undefined ? null : `đơn vị: ${first?.unitName ?? donVi}`,
    nhiemVu === undefined ? null : `nhiệm vụ số ${nhiemVu}`,
    phan === undefined ? null : `phần ${phan}`,
    nhomDonVi === undefined ? null : `nhóm đơn vị ${nhomDonVi}`,
    lanhDao === undefined ? null : `chủ trì chỉ đạo: ${lanhDao}`,
  ].filter((one) => one !== null);
  return (
    <Page
      title={thang === undefined ? 'Cập nhật hằng tháng' : `Cập nhật ${period(thang)}`}
      lead={
        <>
          <span>
            {said}
            {narrowed.length > 0 ? ` – ${narrowed.join('; ')}` : ''}
          </span>
          {narrowed.length > 0 ? (
            <Link to="/cap-nhat" search={{ thang, so, ketQua, gom }}>
              bỏ thu hẹp
            </Link>
          ) : null}
          {isSimulated ? <SimulatedTag /> : null}
        </>
      }
    >
      <div className={`${tools.tools} no-print`}>
        {thang === undefined ? null : <FacetChoice of={{ thang, so }} facet={null} />}
        <label className={tools.choice}>
          Kết quả{' '}
          <select
            value={ketQua ?? gom ?? ''}
            onChange={({ target: { value } }) =>
              void navigate({
                search: (before) => ({
                  ...before,
                  ketQua: OUTCOMES.find((one): one is Outcome => one === value),
                  gom: OUTCOME_GROUPS.find((one): one is OutcomeGroup => one === value),
                }),
              })
            }
          >
            <option value="">Tất cả</option>
            {OUTCOME_GROUPS.map((group) => (
              <option key={group} value={group}>
                {OUTCOME_GROUP_WORDS[group].text}
              </option>
            ))}
            {OUTCOMES.map((outcome) => (
              <option key={outcome} value={outcome}>
                {OUTCOME_WORDS[outcome].text}
              </option>
            ))}
          </select>
        </label>
      </div>
      <Answer query={query} what="danh sách cập nhật">
        {({ pages }) =>
          rows.length === 0 ? (
            <Empty title="Không có cập nhật nào như vậy" />
          ) : (
            <RowTable
              label="Các cập nhật phải có"
              columns={columns}
              rows={rows}
              keyOf={({ assignment, period: month }) => `${assignment} ${month}`}
              total={pages[0]?.total ?? rows.length}
              {...moreOf(query)}
              list={JSON.stringify([
                so,
                thang,
                tu,
                den,
                ketQua,
                gom,
                donVi,
                nhiemVu,
                phan,
                nhomDonVi,
                lanhDao,
              ])}
              rowHeight={93}
            />
          )
        }
      </Answer>
    </Page>
  );
}
