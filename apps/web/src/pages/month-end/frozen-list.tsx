import { getRouteApi, Link } from '@tanstack/react-router';
import { Button } from 'antd';
import { useState } from 'react';
import { messageOf } from '../../api/problem.js';
import { useRead, useReadPages } from '../../api/reads.js';
import { unitsOf, useSession } from '../../api/session.js';
import type { PeriodSlotsPageDto } from '../../client/types.gen.js';
import common from '../../ui/common.module.css';
import { saveFile } from '../../ui/download.js';
import filters from '../../ui/filters.module.css';
import { instant, period } from '../../ui/format.js';
import { type Column, moreOf, RowTable } from '../../ui/row-table.js';
import { sha256OfText } from '../../ui/sha256.js';
import { Answer, Empty } from '../../ui/states.js';
import { OutcomeTag } from '../../ui/tag.js';
import { OUTCOME_WORDS, OUTCOMES, type Outcome } from '../../ui/words.js';
import css from './month-end.module.css';
import { canonicalList, frozenList } from './month-end.reads.js';
import type { StepProps } from './step.js';

type Row = PeriodSlotsPageDto['items'][number];

const route = getRouteApi('/khung/chot-thang');

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
  {
    key: 'outcome',
    title: 'Kết quả đã chốt',
    width: '11rem',
    render: ({ outcome }) => <OutcomeTag outcome={outcome} />,
  },
  {
    key: 'report',
    title: 'Báo cáo làm căn cứ',
    width: '10rem',
    render: ({ assignment, task, unitName, period: month, report }) =>
      report === null ? (
        '–'
      ) : (
        <Link to="/nhiem-vu/$assignment" params={{ assignment }} search={{ ky: month, suKien: report }}>
          xem báo cáo
          <span className="sr-only">
            {' '}
            nhiệm vụ {task}, {unitName}
          </span>
        </Link>
      ),
  },
];

/** The list as it was closed, its hash, and the hash counted again on this machine. */
export function FrozenList({ programme, month: { view } }: StepProps) {
  const { ketQua } = route.useSearch();
  const navigate = route.useNavigate();
  const close = view.closes.at(-1);
  const query = useReadPages(frozenList(programme, view.period, ketQua), {
    enabled: close !== undefined,
  });
  const own = unitsOf(useSession().principal).length > 0;
  if (!close) return <p>Chưa chốt: danh sách và mã băm có sau khi chốt.</p>;
  return (
    <>
      <p>
        SHA-256 của danh sách chốt lúc {instant(close.closedAt)}
        {view.status === 'closed' ? '' : ' (kỳ đã mở lại sau đó)'}:
        <br />
        <span className={css.sum}>{close.sha256}</span>
      </p>
      {own ? (
        <p className={common.small}>Mã băm tính trên toàn danh sách; đơn vị chỉ thấy các dòng của mình.</p>
      ) : (
        <HashCheck programme={programme} period={view.period} expected={close.sha256} />
      )}
      <div className={`${filters.filters} no-print`}>
        <label>
          Kết quả
          <select
            value={ketQua ?? ''}
            onChange={({ target }) =>
              void navigate({
                search: (before) => ({
                  ...before,
                  buoc: 'danh-sach',
                  ketQua: (target.value || undefined) as Outcome | undefined,
                }),
                resetScroll: false,
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
      <Answer query={query} what="danh sách đã chốt">
        {({ pages }) => {
          const rows = pages.flatMap(({ items }) => items);
          return rows.length === 0 ? (
            <Empty title="Không có dòng nào như vậy" />
          ) : (
            <RowTable
              label={`Danh sách đã chốt ${period(view.period)}`}
              columns={COLUMNS}
              rows={rows}
              keyOf={({ assignment }) => assignment}
              total={pages[0]?.total ?? rows.length}
              {...moreOf(query)}
              list={ketQua ?? ''}
              rowHeight={70}
            />
          );
        }}
      </Answer>
    </>
  );
}

interface HashCheckProps {
  readonly programme: string;
  readonly period: string;
  readonly expected: string;
}

/** Counts the hash again from the list's lines, here, and compares. */
function HashCheck({ programme, period: name, expected }: HashCheckProps) {
  const [asked, setAsked] = useState(false);
  const query = useRead(canonicalList(programme, name), { enabled: asked });
  const counted = query.data === undefined ? null : sha256OfText(query.data);
  return (
    <>
      <div className={`${common.buttons} no-print`}>
        <Button
          loading={asked && query.isFetching}
          onClick={() => (asked ? void query.refetch() : setAsked(true))}
        >
          Tính lại mã băm trên máy này
        </Button>
        {query.data === undefined ? null : (
          <Button
            onClick={() =>
              saveFile(
                new Blob([query.data], { type: 'text/plain;charset=utf-8' }),
                `danh-sach-chot-${programme}-${name}.txt`,
              )
            }
          >
            Tải danh sách để tự kiểm
          </Button>
        )}
      </div>
      <div role="status">
        {counted === null ? (
          query.isError ? (
            <p className={css.bad}>Chưa đọc được danh sách: {messageOf(query.error)}</p>
          ) : null
        ) : counted === expected ? (
          <p className={css.good}>✓ Khớp: danh sách đúng như khi chốt, không dòng nào bị thay đổi.</p>
        ) : (
          <p className={css.bad}>
            ✕ Không khớp: tính ra <span className={css.sum}>{counted}</span>.
          </p>
        )}
      </div>
    </>
  );
}
