import { getRouteApi, Link } from '@tanstack/react-router';
import { useRead } from '../../api/reads.js';
import { useSession } from '../../api/session.js';
import { useProgramme } from '../../app/programme.js';
import type { updatesSearch } from '../../app/searches.js';
import type { ComplianceByResultDto } from '../../client/types.gen.js';
import { capital, number, percent, period } from '../../ui/format.js';
import { Page } from '../../ui/page.js';
import { type Column, RowTable } from '../../ui/row-table.js';
import { Answer, Empty } from '../../ui/states.js';
import { SimulatedTag, Tag } from '../../ui/tag.js';
import tools from '../../ui/tools.module.css';
import { listOf } from '../../ui/updates-of.js';
import { complianceBy } from './updates.reads.js';

type UpdatesSearch = ReturnType<typeof updatesSearch>;
export type FacetName = NonNullable<UpdatesSearch['theo']>;
type Row = ComplianceByResultDto['rows'][number];

interface FacetWord {
  readonly by: ComplianceByResultDto['by'];
  readonly text: string;
  /** What the list behind a row is narrowed to. */
  readonly list: (key: string) => UpdatesSearch;
}

const FACET_WORDS: Readonly<Record<FacetName, FacetWord>> = {
  'nhiem-vu': { by: 'task', text: 'nhiệm vụ', list: (key) => ({ nhiemVu: key }) },
  phan: { by: 'section', text: 'phần của chương trình', list: (key) => ({ phan: key }) },
  'chu-tri-chi-dao': { by: 'leader', text: 'chủ trì chỉ đạo', list: (key) => ({ lanhDao: key }) },
  'don-vi': { by: 'unit', text: 'đơn vị', list: (key) => ({ donVi: key }) },
  'nhom-don-vi': { by: 'group', text: 'nhóm đơn vị', list: (key) => ({ nhomDonVi: key }) },
};
const FACET_NAMES = Object.keys(FACET_WORDS) as FacetName[];

const route = getRouteApi('/khung/cap-nhat');

/** A month's figure of the goal taken apart: one row for each task, section, directing leader, unit or group. */
export function ByFacet({ month, facet }: { readonly month: string; readonly facet: FacetName }) {
  const programme = useProgramme();
  const { simulated } = useSession();
  const { by, text } = FACET_WORDS[facet];
  const query = useRead(complianceBy(programme.id, month, by), { keepPrevious: true });
  const { so } = route.useSearch();
  const answered = query.isPlaceholderData ? undefined : query.data;
  return (
    <Page
      title={`Cập nhật ${period(month)} theo ${text}`}
      lead={
        <>
          <span>
            {query.data?.state === 'closed' ? 'Như đã chốt. ' : ''}
            Mỗi dòng mở ra các cập nhật đứng sau.
          </span>
          {simulated ? <SimulatedTag /> : null}
        </>
      }
    >
      <FacetChoice
        of={answered === undefined ? { thang: month, so } : listOf(month, answered.state === 'closed')}
        facet={facet}
      />
      <Answer query={query} what="tỷ lệ cập nhật">
        {({ rows, state, goal, by: answered }) => {
          const counted = rows.filter(({ byTask }) => byTask.expected > 0);
          return counted.length === 0 ? (
            <Empty title="Tháng này không có cập nhật nào phải có" />
          ) : (
            <>
              {answered === 'task' ? <Sum rows={counted} /> : null}
              <RowTable
                label={`Tỷ lệ cập nhật ${period(month)} theo ${text}`}
                columns={columnsOf(facet, month, state === 'closed', goal)}
                rows={counted}
                keyOf={({ key }) => key}
                total={counted.length}
                list={`${month} ${facet}`}
              />
            </>
          );
        }}
      </Answer>
    </Page>
  );
}

interface FacetChoiceProps {
  /** The list of single updates that the figures are of. */
  readonly of: Pick<UpdatesSearch, 'thang' | 'so'>;
  readonly facet: FacetName | null;
}

/** Chooses what the figures are put together by; none: the single updates. */
export function FacetChoice({ of, facet }: FacetChoiceProps) {
  const navigate = route.useNavigate();
  return (
    <label className={`${tools.choice} no-print`}>
      Xem theo{' '}
      <select
        value={facet ?? ''}
        onChange={({ target: { value } }) =>
          void navigate({ search: { ...of, theo: FACET_NAMES.find((one) => one === value) } })
        }
      >
        <option value="">từng cập nhật</option>
        {FACET_NAMES.map((name) => (
          <option key={name} value={name}>
            {FACET_WORDS[name].text}
          </option>
        ))}
      </select>
    </label>
  );
}

/** How the rows make up the month's figure. */
function Sum({ rows }: { readonly rows: readonly Row[] }) {
  const sum = rows.reduce((total, { byTask }) => total + byTask.shareSum, 0);
  const complete = rows.filter(({ byTask }) => byTask.complete > 0).length;
  return (
    <p>
      Cộng phần đạt của các nhiệm vụ: {number(sum)} / {number(rows.length)}; {number(complete)} nhiệm vụ không
      còn phần nào thiếu.
    </p>
  );
}

function columnsOf(facet: FacetName, month: string, closed: boolean, goal: number): readonly Column<Row>[] {
  const { text, list } = FACET_WORDS[facet];
  const figure = (key: 'late' | 'insufficient' | 'missing', title: string): Column<Row> => ({
    key,
    title,
    width: '6.5rem',
    align: 'end',
    render: ({ byAssignment }) => number(byAssignment[key]),
  });
  const isOfTasks = facet === 'nhiem-vu';
  return [
    {
      key: 'name',
      title: capital(text),
      width: 'minmax(14rem, 3fr)',
      render: ({ key, name }) => (
        <Link to="/cap-nhat" search={{ ...listOf(month, closed), ...list(key) }}>
          {isOfTasks ? `${key}. ` : ''}
          {name}
        </Link>
      ),
    },
    {
      key: 'expected',
      title: 'Đạt / phải có',
      width: '8rem',
      align: 'end',
      render: ({ byAssignment: { onTime, nothingToReport, expected } }) =>
        `${number(onTime + nothingToReport)} / ${number(expected)}`,
    },
    figure('late', 'Muộn'),
    figure('insufficient', 'Thiếu'),
    figure('missing', 'Không có'),
    {
      key: 'share',
      title: isOfTasks ? 'Phần đạt' : 'Theo nhiệm vụ',
      width: '10rem',
      align: 'end',
      render: ({ byTask: { shareSum, expected, rate } }) =>
        isOfTasks || rate === null ? (
          number(shareSum)
        ) : (
          <>
            {percent(rate)}{' '}
            <Tag tone={rate >= goal ? 'good' : 'bad'} sign={rate >= goal ? '✓' : '✕'}>
              {number(shareSum)} / {number(expected)}
            </Tag>
          </>
        ),
    },
  ];
}
