import { getRouteApi, Link } from '@tanstack/react-router';
import { Button } from 'antd';
import { lazy, Suspense, useMemo, useState } from 'react';
import { useIsNow } from '../../api/clocks.js';
import { useRead } from '../../api/reads.js';
import { useMay } from '../../api/session.js';
import { useProgramme } from '../../app/programme.js';
import type { JudgedIndicatorDto } from '../../client/types.gen.js';
import { Find } from '../../ui/find.js';
import { day, fold, kept, number, percent } from '../../ui/format.js';
import { Page, Panel } from '../../ui/page.js';
import { type Column, RowTable } from '../../ui/row-table.js';
import { SparkLine } from '../../ui/spark-line.js';
import { Answer, Empty, Loading } from '../../ui/states.js';
import { SimulatedTag, Tag } from '../../ui/tag.js';
import tools from '../../ui/tools.module.css';
import { VERDICT_WORDS, VERDICTS, VerdictTag } from '../../ui/verdict.js';
import css from './indicators.module.css';
import { indicators } from './indicators.reads.js';

const BulkEntry = lazy(() => import('./bulk-entry.js'));
const route = getRouteApi('/khung/chi-tieu');

/** The goals of a programme, by the headings of its document, each with its judgement. */
export function IndicatorsPage() {
  const { id } = useProgramme();
  const { nhom, q } = route.useSearch();
  const navigate = route.useNavigate();
  const query = useRead(indicators(id), { keepPrevious: true });
  const mayRecord = useMay('indicator.report-own');
  const isNow = useIsNow();
  const [entering, setEntering] = useState(false);
  const groups = [...new Set(query.data?.map(({ group }) => group) ?? [])];
  return (
    <Page
      title="Chỉ tiêu"
      lead={query.data?.some(({ simulated }) => simulated) ? <SimulatedTag /> : null}
      actions={
        mayRecord && isNow ? (
          <Button type="primary" onClick={() => setEntering(true)}>
            Nhập nhiều số liệu bằng biểu
          </Button>
        ) : null
      }
    >
      <div className={`${tools.tools} no-print`}>
        <label className={tools.choice}>
          Mục{' '}
          <select
            value={nhom ?? ''}
            onChange={({ target }) =>
              void navigate({ search: (before) => ({ ...before, nhom: target.value || undefined }) })
            }
          >
            <option value="">tất cả</option>
            {nhom === undefined || groups.includes(nhom) ? null : <option value={nhom}>{nhom}</option>}
            {groups.map((group) => (
              <option key={group} value={group}>
                {group}
              </option>
            ))}
          </select>
        </label>
        <Find
          what="chỉ tiêu"
          words={q ?? ''}
          onType={(words) =>
            void navigate({ search: (before) => ({ ...before, q: words || undefined }), replace: true })
          }
        />
      </div>
      <Answer query={query} what="các chỉ tiêu">
        {(all) => <Groups all={all} />}
      </Answer>
      {entering ? (
        <Suspense fallback={<Loading what="phần nhập biểu" />}>
          <BulkEntry programme={id} onClose={() => setEntering(false)} />
        </Suspense>
      ) : null}
    </Page>
  );
}

function Groups({ all }: { readonly all: readonly JudgedIndicatorDto[] }) {
  const { danhGia, nhom, q } = route.useSearch();
  const wanted = fold((q ?? '').trim());
  const inGroup = useMemo(
    () =>
      all.filter(
        ({ code, name, group }) =>
          (nhom === undefined || group === nhom) && fold(`${code} ${name}`).includes(wanted),
      ),
    [all, nhom, wanted],
  );
  const found = inGroup.filter(({ judgement }) => danhGia === undefined || judgement.verdict === danhGia);
  const groups = Map.groupBy(found, ({ group }) => group);
  if (all.length === 0) {
    return (
      <Empty title="Chương trình này không có chỉ tiêu">
        Chỉ tiêu có ở đây khi danh mục hoặc văn bản của chương trình nêu chỉ tiêu.
      </Empty>
    );
  }
  return (
    <>
      <nav className={css.verdicts} aria-label="Lọc theo đánh giá">
        {VERDICTS.map((verdict) => {
          const count = inGroup.filter(({ judgement }) => judgement.verdict === verdict).length;
          const { text, tone, sign } = VERDICT_WORDS[verdict];
          return (
            <Link
              key={verdict}
              to="/chi-tieu"
              search={(before) => ({ ...before, danhGia: danhGia === verdict ? undefined : verdict })}
              className={`${css.verdict} ${danhGia === verdict ? css.chosen : ''}`}
            >
              <strong>{number(count)}</strong>
              <Tag tone={tone} sign={sign}>
                {text}
              </Tag>
              {danhGia === verdict ? <span className="sr-only">, đang lọc</span> : null}
            </Link>
          );
        })}
      </nav>
      {found.length === 0 ? (
        <Empty title="Không có chỉ tiêu nào như vậy">Hãy bỏ bớt điều kiện lọc.</Empty>
      ) : (
        [...groups].map(([group, rows]) => (
          <Panel key={group} title={`Mục ${group}`}>
            <RowTable
              label={`Chỉ tiêu của mục ${group}`}
              columns={COLUMNS}
              rows={rows}
              keyOf={({ code }) => code}
            />
          </Panel>
        ))
      )}
    </>
  );
}

const COLUMNS: readonly Column<JudgedIndicatorDto>[] = [
  {
    key: 'name',
    title: 'Chỉ tiêu',
    width: 'minmax(15rem, 3fr)',
    render: ({ code, name, parentCode }) => (
      <>
        <Link to="/chi-tieu/$code" params={{ code }}>
          {name}
        </Link>
        <span className={css.small}>
          {' '}
          <span className={css.code}>{code}</span>
          {parentCode === undefined ? '' : `, trong đó của ${parentCode}`}
        </span>
      </>
    ),
  },
  {
    key: 'target',
    title: 'Mục tiêu',
    width: '9rem',
    render: ({ targetText, judgement, direction }) =>
      targetText === null
        ? direction === 'qualitative'
          ? 'định tính'
          : 'chưa có'
        : `${targetText}, năm ${judgement.inputs.target?.year}`,
  },
  {
    key: 'latest',
    title: 'Mới nhất',
    width: '8rem',
    align: 'end',
    render: ({ judgement: { inputs }, unit, rollUp, waiting }) => (
      <>
        {inputs.latest === null ? (
          '–'
        ) : (
          <>
            <strong>
              {number(inputs.latest.value)} {unit}
            </strong>
            <br />
            <span className={css.small}>{day(inputs.latest.measuredOn)}</span>
          </>
        )}
        {rollUp === null ? null : (
          <>
            <br />
            <span className={css.small}>
              {number(rollUp.reported)}/{number(rollUp.expected)}{' '}
              {rollUp.of === 'units' ? 'đơn vị' : 'thành phần'} ({percent(rollUp.coverage)})
            </span>
          </>
        )}
        {waiting.length > 0 ? (
          <>
            <br />
            <span className={css.small}>{number(waiting.length)} chờ xác nhận</span>
          </>
        ) : null}
      </>
    ),
  },
  {
    key: 'spark',
    title: 'Diễn biến',
    width: '9.5rem',
    render: ({ judgement: { series, path, projection }, unit, direction }) =>
      direction === 'qualitative' ? (
        '–'
      ) : (
        <>
          <SparkLine
            figures={series.map(({ measuredOn, value }) => ({ on: measuredOn, value }))}
            path={path?.points ?? []}
            unit={unit}
          />
          {projection === null ? null : (
            <span className={css.small}>
              dự báo {number(projection.value)} {unit} ngày {day(projection.on)}
            </span>
          )}
        </>
      ),
  },
  {
    key: 'verdict',
    title: 'Đánh giá',
    width: 'minmax(15rem, 3fr)',
    render: ({ judgement: { verdict, why, stretchReached } }) => (
      <>
        <VerdictTag verdict={verdict} />{' '}
        {stretchReached ? (
          <Tag tone="good" sign="★">
            Đạt mức phấn đấu
          </Tag>
        ) : null}
        <span className={`${css.small} ${css.why}`}>{kept(why)}</span>
      </>
    ),
  },
];
