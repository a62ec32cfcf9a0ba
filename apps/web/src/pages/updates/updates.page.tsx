import { getRouteApi, Link } from '@tanstack/react-router';
import { useReadPages } from '../../api/reads.js';
import { useProgramme } from '../../app/programme.js';
import type { SlotDto } from '../../client/types.gen.js';
import { day, instant, period } from '../../ui/format.js';
import { Page } from '../../ui/page.js';
import { type Column, RowTable } from '../../ui/row-table.js';
import { Answer, Empty } from '../../ui/states.js';
import { OutcomeTag, SimulatedTag } from '../../ui/tag.js';
import { OUTCOME_WORDS, OUTCOMES, type Outcome } from '../../ui/words.js';
import css from './updates.module.css';
import { slots } from './updates.reads.js';

const route = getRouteApi('/khung/cap-nhat');

const COLUMNS: readonly Column<SlotDto>[] = [
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
  const programme = useProgramme();
  const { thang, tu, den, ketQua, donVi, nhiemVu, phan, nhomDonVi, lanhDao } = route.useSearch();
  const navigate = route.useNavigate();
  const query = useReadPages(
    slots(programme.id, {
      period: thang,
      from: tu,
      until: den,
      outcome: ketQua,
      unit: donVi,
      task: nhiemVu,
      section: phan,
      group: nhomDonVi,
      leader: lanhDao,
    }),
  );
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
            Mỗi dòng là một cập nhật phải có{narrowed.length > 0 ? ` – ${narrowed.join('; ')}` : ''}
          </span>
          {narrowed.length > 0 ? (
            <Link to="/cap-nhat" search={{ thang, ketQua }}>
              bỏ thu hẹp
            </Link>
          ) : null}
          {first?.simulated ? <SimulatedTag /> : null}
        </>
      }
    >
      <div className={`${css.tools} no-print`}>
        <label>
          Kết quả{' '}
          <select
            value={ketQua ?? ''}
            onChange={({ target }) =>
              void navigate({
                search: (before) => ({
                  ...before,
                  ketQua: (target.value || undefined) as Outcome | undefined,
                }),
              })
            }
          >
            <option value="">tất cả</option>
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
              columns={COLUMNS}
              rows={rows}
              keyOf={({ assignment, period: month }) => `${assignment} ${month}`}
              total={pages[0]?.total ?? rows.length}
              hasMore={query.hasNextPage}
              loadingMore={query.isFetchingNextPage}
              onMore={() => void query.fetchNextPage()}
              rowHeight={93}
            />
          )
        }
      </Answer>
    </Page>
  );
}
