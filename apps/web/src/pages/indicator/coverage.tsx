import { getRouteApi, Link } from '@tanstack/react-router';
import { Button } from 'antd';
import { useState } from 'react';
import { useRead } from '../../api/reads.js';
import { unitsOf, useSession } from '../../api/session.js';
import type { IndicatorUnitsDto, UnitFigureDto } from '../../client/types.gen.js';
import common from '../../ui/common.module.css';
import { capital, day, instant, number, percent } from '../../ui/format.js';
import { Panel } from '../../ui/page.js';
import { type Column, RowTable } from '../../ui/row-table.js';
import { spanText } from '../../ui/spans.js';
import { Answer, Empty } from '../../ui/states.js';
import { Tag } from '../../ui/tag.js';
import tools from '../../ui/tools.module.css';
import type { Word } from '../../ui/words.js';
import { RecordDialog } from './figure-dialogs.js';
import css from './indicator.module.css';
import { type Indicator, unitsOfIndicator } from './indicator.reads.js';
import { useMayRecord, Versions } from './versions.js';
import { figure, figures, ROLL_UP_TEXT } from './words.js';

const route = getRouteApi('/khung/chi-tieu/$code');

type Status = UnitFigureDto['status'];

const STATUS_WORDS: Readonly<Record<Status, Word>> = {
  reported: { text: 'Đã báo cáo', tone: 'good', sign: '✓' },
  waiting: { text: 'Chờ xác nhận', tone: 'watch', sign: '…' },
  missing: { text: 'Khuyết', tone: 'bad', sign: '✕' },
};
const STATUSES = Object.keys(STATUS_WORDS) as Status[];

interface CoverageProps {
  readonly programme: string;
  readonly one: Indicator;
}

/** What the figure is made of, and of how much of the whole: the units that reported and those that are missing. */
export function Coverage({ programme, one }: CoverageProps) {
  const { rollUp } = one;
  if (rollUp === null) return null;
  if (rollUp.of === 'units') return <UnitsCoverage programme={programme} one={one} rollUp={rollUp} />;
  return (
    <Panel title={`Tổng hợp: ${ROLL_UP_TEXT[rollUp.kind]} của các chỉ tiêu`} aside={<Share of={rollUp} />}>
      <ul className={css.parts}>
        {rollUp.codes.map((code) => (
          <li key={code}>
            <Link to="/chi-tieu/$code" params={{ code }}>
              {code}
            </Link>{' '}
            {rollUp.missing.includes(code) ? (
              <Tag tone="bad" sign="✕">
                Khuyết
              </Tag>
            ) : (
              <Tag tone="good" sign="✓">
                Đã có số liệu
              </Tag>
            )}
          </li>
        ))}
      </ul>
    </Panel>
  );
}

type ShareOf = Pick<
  NonNullable<Indicator['rollUp']>,
  'expected' | 'reported' | 'coverage' | 'weightCoverage'
>;

function Share({ of: { expected, reported, coverage, weightCoverage } }: { readonly of: ShareOf }) {
  return (
    <>
      {number(reported)}/{number(expected)} đã có số liệu ({percent(coverage)}
      {weightCoverage === null ? '' : `; theo mẫu số ${percent(weightCoverage)}`})
    </>
  );
}

interface UnitsProps extends CoverageProps {
  readonly rollUp: NonNullable<Indicator['rollUp']>;
}

function UnitsCoverage({ programme, one, rollUp }: UnitsProps) {
  const { ky } = route.useSearch();
  const navigate = route.useNavigate();
  const query = useRead(unitsOfIndicator(programme, one.code, ky), { keepPrevious: true });
  const periods = rollUp.byPeriod.map(({ period }) => period).toReversed();
  const shown = query.data?.period;
  return (
    <Panel title={`Số liệu của các đơn vị: ${rollUp.group?.name ?? ''}`}>
      <label className={`${tools.choice} no-print`}>
        Kỳ{' '}
        <select
          value={ky ?? shown ?? ''}
          onChange={({ target }) =>
            void navigate({ search: (before) => ({ ...before, ky: target.value || undefined }) })
          }
        >
          {[...new Set([...(shown === undefined ? [] : [shown]), ...periods])]
            .toSorted()
            .toReversed()
            .map((one) => (
              <option key={one} value={one}>
                {capital(spanText(one))}
              </option>
            ))}
        </select>
      </label>
      <Answer query={query} what="số liệu của các đơn vị">
        {(data) => <UnitFigures programme={programme} one={one} data={data} />}
      </Answer>
    </Panel>
  );
}

interface UnitFiguresProps extends CoverageProps {
  readonly data: IndicatorUnitsDto;
}

function UnitFigures({ programme, one, data }: UnitFiguresProps) {
  const { donVi, tinhTrang } = route.useSearch();
  const { principal } = useSession();
  const own = new Set(unitsOf(principal));
  const { units, rolled, period } = data;
  // Who reports for one unit finds it open.
  const [mine] = own;
  const chosen = units.find(({ unit }) => unit === (donVi ?? mine));
  const rows = units
    .filter(({ status }) => tinhTrang === undefined || status === tinhTrang)
    .toSorted((a, b) => Number(own.has(b.unit)) - Number(own.has(a.unit)));
  const missing = units.filter(({ status }) => status === 'missing');
  return (
    <>
      <p>
        {rolled === null ? (
          `${capital(spanText(period))}: chưa đơn vị nào báo cáo.`
        ) : (
          <>
            {capital(spanText(period))}: <strong>{figures(rolled, one.unit)}</strong>, <Share of={rolled} />.
            {rolled.weighting === 'equal' ? ' Có số liệu không nêu mẫu số: các đơn vị tính như nhau.' : ''}
          </>
        )}
      </p>
      <nav className={`${common.buttons} no-print`} aria-label="Lọc đơn vị theo tình trạng">
        {STATUSES.map((status) => (
          <Link
            key={status}
            from="/chi-tieu/$code"
            to="."
            search={(before) => ({ ...before, tinhTrang: tinhTrang === status ? undefined : status })}
            className={`${css.filter} ${tinhTrang === status ? css.chosenFilter : ''}`}
          >
            <StatusTag status={status} />
            <strong>{number(units.filter((unit) => unit.status === status).length)}</strong>
            {tinhTrang === status ? <span className="sr-only">, đang lọc</span> : null}
          </Link>
        ))}
      </nav>
      {missing.length > 0 ? (
        <details className={css.missing}>
          <summary>Đơn vị khuyết số liệu ({number(missing.length)}); khuyết không phải là 0</summary>
          <p>{missing.map(({ name }) => name).join('; ')}</p>
        </details>
      ) : null}
      <Changes one={one} units={units} />
      {chosen === undefined ? (
        donVi === undefined ? null : (
          <Empty title="Đơn vị này không thuộc nhóm báo cáo chỉ tiêu" />
        )
      ) : (
        <UnitVersions
          key={`${chosen.unit} ${period}`}
          programme={programme}
          one={one}
          period={period}
          of={chosen}
        />
      )}
      {rows.length === 0 ? (
        <Empty title="Không có đơn vị nào như vậy" />
      ) : (
        <RowTable
          label={`Số liệu của các đơn vị, ${spanText(period)}`}
          columns={columnsOf(one, own)}
          rows={rows}
          keyOf={({ unit }) => unit}
          total={rows.length}
          list={`${period} ${tinhTrang}`}
        />
      )}
    </>
  );
}

/** What was corrected or withdrawn of the units' figures: each of them has moved the whole's. */
function Changes({ one, units }: { readonly one: Indicator; readonly units: readonly UnitFigureDto[] }) {
  const changes = units.flatMap(({ unit, name, versions }) =>
    versions
      .filter(({ endedAs }) => endedAs !== null)
      .map((old) => ({ unit, name, old, next: versions.find(({ corrects }) => corrects === old.eventId) })),
  );
  if (changes.length === 0) return null;
  return (
    <details className={css.missing} open>
      <summary>Đính chính và rút số liệu trong kỳ ({number(changes.length)})</summary>
      <ul>
        {changes.map(({ unit, name, old, next }) => (
          <li key={old.eventId}>
            <UnitLink unit={unit} name={name} />: <s>{figures(old, one.unit)}</s>{' '}
            {next === undefined ? 'đã rút' : `→ ${figures(next, one.unit)}`}, {instant(old.endedAt)}
            {': '}
            <bdi>{next === undefined ? old.withdrawnReason : next.reason}</bdi>
          </li>
        ))}
      </ul>
    </details>
  );
}

/** To the figures of one unit, on the same page. */
function UnitLink({ unit, name }: { readonly unit: string; readonly name: string }) {
  return (
    <Link from="/chi-tieu/$code" to="." search={(before) => ({ ...before, donVi: unit })} resetScroll={false}>
      {name}
    </Link>
  );
}

function StatusTag({ status }: { readonly status: Status }) {
  const { text, tone, sign } = STATUS_WORDS[status];
  return (
    <Tag tone={tone} sign={sign}>
      {text}
    </Tag>
  );
}

function columnsOf(one: Indicator, own: ReadonlySet<string>): readonly Column<UnitFigureDto>[] {
  return [
    {
      key: 'unit',
      title: 'Đơn vị',
      width: 'minmax(12rem, 2fr)',
      render: ({ unit, name }) => (
        <>
          <UnitLink unit={unit} name={name} />
          {own.has(unit) ? <span className={common.small}> (đơn vị mình)</span> : null}
        </>
      ),
    },
    {
      key: 'status',
      title: 'Tình trạng',
      width: '10rem',
      render: ({ status }) => <StatusTag status={status} />,
    },
    {
      key: 'value',
      title: 'Số liệu',
      width: '11rem',
      align: 'end',
      render: ({ figure: said }) => (said === null ? '–' : figures(said, one.unit)),
    },
    { key: 'on', title: 'Ngày', width: '8rem', render: ({ figure: said }) => day(said?.measuredOn) },
    {
      key: 'target',
      title: 'Mục tiêu riêng',
      width: 'minmax(9rem, 1fr)',
      render: ({ target, targetReached }) =>
        target === null ? (
          '–'
        ) : (
          <>
            {target.text}{' '}
            {targetReached === null ? null : (
              <Tag tone={targetReached ? 'good' : 'watch'} sign={targetReached ? '✓' : '✕'}>
                {targetReached ? 'Đạt' : 'Chưa đạt'}
              </Tag>
            )}
          </>
        ),
    },
    {
      key: 'versions',
      title: 'Số lần ghi',
      width: '6.5rem',
      align: 'end',
      render: ({ versions }) => number(versions.length),
    },
  ];
}

interface UnitVersionsProps extends CoverageProps {
  readonly period: string;
  readonly of: UnitFigureDto;
}

/** One unit's figures of the period, with every version; recorded here by who may. */
function UnitVersions({ programme, one, period, of }: UnitVersionsProps) {
  const [recording, setRecording] = useState(false);
  const mayRecord = useMayRecord(one, of.unit);
  const unit = { id: of.unit, name: of.name };
  return (
    <section className={css.chosen} aria-label={`Số liệu của ${of.name}`}>
      <div className={css.chosenHead}>
        <h3>
          {of.name}, {spanText(period)}
          {of.figure === null ? '' : `: ${figure(of.figure.value, one.unit)}`}
        </h3>
        <Link
          from="/chi-tieu/$code"
          to="."
          search={(before) => ({ ...before, donVi: undefined })}
          resetScroll={false}
          className="no-print"
        >
          Đóng phần này
        </Link>
      </div>
      {of.versions.length === 0 ? (
        <p>Chưa ghi số liệu nào cho kỳ này.</p>
      ) : (
        <Versions programme={programme} one={one} unit={unit} versions={of.versions} />
      )}
      {mayRecord ? (
        <p className="no-print">
          <Button type="primary" onClick={() => setRecording(true)}>
            Ghi số liệu của {of.name}
          </Button>
        </p>
      ) : null}
      {recording ? (
        <RecordDialog
          programme={programme}
          one={one}
          unit={unit}
          period={of.figure === null ? period : undefined}
          onClose={() => setRecording(false)}
        />
      ) : null}
    </section>
  );
}
