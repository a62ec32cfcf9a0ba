import { getRouteApi, Link } from '@tanstack/react-router';
import { useMemo } from 'react';
import { useRead } from '../../api/reads.js';
import type { ScorecardListDto, ScorecardRowDto } from '../../client/types.gen.js';
import { Find } from '../../ui/find.js';
import { capital, fold, number, percent } from '../../ui/format.js';
import { Page, Panel } from '../../ui/page.js';
import { type Column, RowTable } from '../../ui/row-table.js';
import { type Spans, spanText } from '../../ui/spans.js';
import { Answer, Empty } from '../../ui/states.js';
import { Tag } from '../../ui/tag.js';
import tools from '../../ui/tools.module.css';
import { UNIT_KIND_TEXT, UNIT_KINDS, type UnitKind } from '../../ui/unit-kinds.js';
import { ScorecardLead } from './head.js';
import css from './ranking.module.css';
import { scorecards } from './ranking.reads.js';
import { ShortLevel } from './short-level.js';
import { SpanChoice } from './span-choice.js';

const route = getRouteApi('/khung/xep-hang');

interface RankingListProps {
  readonly programme: string;
  readonly span: string;
  readonly spans: Spans;
}

/** All units in the order of their rank; each leads to its card. */
export function RankingList({ programme, span, spans }: RankingListProps) {
  const { loai: kind, q } = route.useSearch();
  const navigate = route.useNavigate();
  const all = useRead(scorecards(programme, span), { keepPrevious: true });
  return (
    <Page
      title={`Xếp hạng đơn vị – ${spanText(span)}`}
      lead={all.data ? <ScorecardLead head={all.data} /> : null}
      actions={
        <>
          <Link to="/xep-hang" search={{ ky: span, duThao: 'commendation' }}>
            Dự thảo biểu dương
          </Link>
          <Link to="/xep-hang" search={{ ky: span, duThao: 'criticism' }}>
            Dự thảo phê bình
          </Link>
        </>
      }
    >
      <div className={`${tools.tools} no-print`}>
        <SpanChoice spans={spans} span={span} />
        <label className={tools.choice}>
          Loại đơn vị{' '}
          <select
            value={kind ?? ''}
            onChange={({ target }) =>
              void navigate({
                search: (before) => ({ ...before, loai: UNIT_KINDS.find((one) => one === target.value) }),
              })
            }
          >
            <option value="">tất cả</option>
            {UNIT_KINDS.filter((one) => all.data?.units.some((row) => row.kind === one) ?? one === kind).map(
              (one) => (
                <option key={one} value={one}>
                  {UNIT_KIND_TEXT[one]}
                </option>
              ),
            )}
          </select>
        </label>
        <Find
          what="đơn vị"
          words={q ?? ''}
          onType={(words) =>
            void navigate({ search: (before) => ({ ...before, q: words || undefined }), replace: true })
          }
        />
      </div>
      <Answer query={all} what="xếp hạng đơn vị">
        {(list) => <Ranking list={list} span={span} kind={kind} words={q ?? ''} />}
      </Answer>
    </Page>
  );
}

interface RankingProps {
  readonly list: ScorecardListDto;
  readonly span: string;
  readonly kind: UnitKind | undefined;
  readonly words: string;
}

function Ranking({ list, span, kind, words }: RankingProps) {
  const wanted = fold(words.trim());
  const rows = useMemo(
    () =>
      list.units.filter(
        (row) => (kind === undefined || row.kind === kind) && fold(row.unitName).includes(wanted),
      ),
    [list.units, kind, wanted],
  );
  const columns = useMemo(() => columnsOf(list, span, kind), [list, span, kind]);
  return (
    <>
      {rows.length === 0 ? (
        <Empty title="Không có đơn vị nào như vậy">
          {list.units.length === 0
            ? 'Có tên ở đây là những đơn vị được giao nhiệm vụ của chương trình trước khi hết thời gian này.'
            : 'Hãy bỏ bớt điều kiện lọc.'}
        </Empty>
      ) : (
        <RowTable
          label={`Xếp hạng đơn vị ${spanText(span)}`}
          columns={columns}
          rows={rows}
          keyOf={({ unit }) => unit}
          total={rows.length}
          list={`${span} ${kind} ${words}`}
        />
      )}
      <Panel title="Cách xếp hạng">
        <p>{list.rankingRule}</p>
        <p className={css.note}>
          Đơn vị nên so với đơn vị cùng loại: xã, phường có hàng chục lượt cập nhật mỗi tháng, cơ quan khác có
          khi chỉ một. Chọn một loại đơn vị để xem hạng trong loại ấy.
        </p>
      </Panel>
    </>
  );
}

const cards = (span: string, { unit, unitName }: ScorecardRowDto) => (
  <Link to="/xep-hang" search={{ ky: span, donVi: unit }}>
    {capital(unitName)}
  </Link>
);

function columnsOf(
  { goal }: ScorecardListDto,
  span: string,
  kind: UnitKind | undefined,
): readonly Column<ScorecardRowDto>[] {
  return [
    {
      key: 'rank',
      title: kind === undefined ? 'Hạng' : 'Hạng trong loại',
      width: '10.5rem',
      render: (row) => <Place rank={kind === undefined ? row.rank : row.rankInKind} />,
    },
    { key: 'unit', title: 'Đơn vị', width: 'minmax(12rem, 2fr)', render: (row) => cards(span, row) },
    {
      key: 'rate',
      title: 'Đúng hạn, đủ dữ liệu',
      width: '8.5rem',
      render: ({ updates }) => <Rate rate={updates.rateWithoutExcused} goal={goal} />,
    },
    {
      key: 'updates',
      title: 'Đạt / phải có',
      width: '7rem',
      align: 'end',
      render: ({ updates: { onTime, expected, excused } }) => (
        <>
          {number(onTime)} / {number(expected)}
          {excused === 0 ? null : (
            <div className={css.shared} title="Đã xác nhận nguyên nhân khách quan; không tính vào tỷ lệ">
              trừ {number(excused)} khách quan
            </div>
          )}
        </>
      ),
    },
    {
      key: 'short',
      title: 'Muộn · thiếu · không có',
      width: '8.5rem',
      align: 'end',
      render: ({ updates: { late, insufficient, missing } }) =>
        late + insufficient + missing === 0
          ? '0'
          : `${number(late)} · ${number(insufficient)} · ${number(missing)}`,
    },
    {
      key: 'days',
      title: 'Ngày làm việc chậm',
      width: '6.5rem',
      align: 'end',
      render: ({ delays }) => number(delays.unexcusedDays.working),
    },
    {
      key: 'standing',
      title: 'Cảnh báo chưa gỡ',
      width: '6.5rem',
      align: 'end',
      render: ({ warnings }) => number(warnings.standingUnexcused),
    },
    {
      key: 'level',
      title: 'Mức cao nhất',
      width: '6.5rem',
      render: ({ warnings }) => <ShortLevel level={warnings.highestLevel} />,
    },
  ];
}

/** A place: “3 / 114”, and how many share it. */
export function Place({ rank }: { readonly rank: ScorecardRowDto['rank'] }) {
  if (rank === null) return <span title="Không có lượt cập nhật nào phải tính">chưa xếp</span>;
  return (
    <span className="numbers">
      <strong>{number(rank.place)}</strong>/{number(rank.of)}
      {rank.shared > 1 ? <span className={css.shared}> ({number(rank.shared)} đồng hạng)</span> : null}
    </span>
  );
}

/** A rate with whether it reaches the goal. */
export function Rate({ rate, goal }: { readonly rate: number | null; readonly goal: number }) {
  if (rate === null) return <Tag tone="unknown">không có gì để tính</Tag>;
  const meets = rate >= goal;
  return (
    <Tag tone={meets ? 'good' : 'bad'} sign={meets ? '✓' : '✕'}>
      {percent(rate)}
      <span className="sr-only">{meets ? ', đạt mục tiêu' : ', dưới mục tiêu'}</span>
    </Tag>
  );
}
