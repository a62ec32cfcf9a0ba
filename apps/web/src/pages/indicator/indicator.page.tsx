import { getRouteApi, Link } from '@tanstack/react-router';
import { lazy, type ReactNode, Suspense } from 'react';
import { useRead } from '../../api/reads.js';
import { useSession } from '../../api/session.js';
import { useProgramme } from '../../app/programme.js';
import common from '../../ui/common.module.css';
import { day, kept, number } from '../../ui/format.js';
import { Page, Panel } from '../../ui/page.js';
import { spanText } from '../../ui/spans.js';
import { Answer, Empty, Loading } from '../../ui/states.js';
import { SimulatedTag, Tag } from '../../ui/tag.js';
import { VerdictTag } from '../../ui/verdict.js';
import { Coverage } from './coverage.js';
import { Definition } from './definition.js';
import { EventHistory } from './event-history.js';
import css from './indicator.module.css';
import { type Indicator, indicator } from './indicator.reads.js';
import { OwnFigures } from './own-figures.js';
import { PathTable } from './path-table.js';
import { Targets } from './targets.js';
import { figure, gapUnit } from './words.js';

const PathChart = lazy(() => import('./path-chart.js'));
const route = getRouteApi('/khung/chi-tieu/$code');

/** One indicator: judgement, path and projection, targets, figures with what became of them, coverage, history. */
export function IndicatorPage() {
  const { id } = useProgramme();
  const { code } = route.useParams();
  const query = useRead(indicator(id, code), { keepPrevious: false });
  const { data } = query;
  return (
    <Page
      title={data ? data.name : `Chỉ tiêu ${code}`}
      lead={
        <>
          <span>
            Chỉ tiêu {code}
            {data?.parentCode === undefined ? null : (
              <>
                , trong đó của{' '}
                <Link to="/chi-tieu/$code" params={{ code: data.parentCode }}>
                  {data.parentCode}
                </Link>
              </>
            )}
            {data?.targetText ? `; mục tiêu ${data.targetText}` : ''}
          </span>
          {data ? <VerdictTag verdict={data.judgement.verdict} /> : null}
          {data?.simulated ? <SimulatedTag /> : null}
        </>
      }
      actions={<Link to="/chi-tieu">Mọi chỉ tiêu</Link>}
    >
      <Answer query={query} what="chỉ tiêu">
        {(one) => <Parts programme={id} one={one} />}
      </Answer>
    </Page>
  );
}

function Parts({ programme, one }: { readonly programme: string; readonly one: Indicator }) {
  const { permissions } = useSession();
  const readsHistory = permissions.some(
    ({ permission, units }) => permission === 'history.read' && units === null,
  );
  const isMeasured = one.direction !== 'qualitative';
  return (
    <>
      <div className={css.grid}>
        <Judgement one={one} />
        <Definition one={one} />
      </div>
      {isMeasured ? (
        <>
          <Course one={one} />
          <Targets programme={programme} one={one} />
          <Coverage programme={programme} one={one} />
          <OwnFigures programme={programme} one={one} />
        </>
      ) : null}
      {readsHistory ? <EventHistory programme={programme} code={one.code} /> : null}
    </>
  );
}

function Judgement({ one }: { readonly one: Indicator }) {
  const { judgement, unit, periods } = one;
  const { verdict, why, rule, stretchReached, inputs, projection } = judgement;
  return (
    <Panel title="Đánh giá">
      <p className={css.verdict}>
        <VerdictTag verdict={verdict} />
        {stretchReached === null ? null : (
          <Tag tone={stretchReached ? 'good' : 'unknown'} sign={stretchReached ? '★' : '☆'}>
            {stretchReached ? 'Đạt cả mức phấn đấu' : 'Chưa đạt mức phấn đấu'}
          </Tag>
        )}
      </p>
      <p>{kept(why)}</p>
      <dl className={css.facts}>
        {inputs.latest === null ? null : (
          <Fact label="Số liệu mới nhất">
            {figure(inputs.latest.value, unit)}, ngày {day(inputs.latest.measuredOn)}
          </Fact>
        )}
        {inputs.expected === null ? null : (
          <Fact label="Lộ trình vào ngày ấy">
            {figure(inputs.expected, unit)} (kém không quá {figure(inputs.tolerance, gapUnit(unit))} là có
            nguy cơ)
          </Fact>
        )}
        {projection === null ? null : (
          <Fact label={`Dự báo ngày ${day(projection.on)}`}>
            {figure(projection.value, unit)} (khoảng {number(projection.low)} –{' '}
            {figure(projection.high, unit)})
          </Fact>
        )}
        {periods && periods.missing.length > 0 ? (
          <Fact label="Kỳ khuyết số liệu">{periods.missing.map(spanText).join(', ')}</Fact>
        ) : null}
      </dl>
      <h3>Quy tắc đánh giá</h3>
      <p className={common.small}>{kept(rule)}</p>
    </Panel>
  );
}

function Fact({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </div>
  );
}

/** The path, the figures and where they lead: drawn, and as a table. */
function Course({ one }: { readonly one: Indicator }) {
  const { judgement, unit } = one;
  const { series, path, inputs } = judgement;
  if (series.length === 0 && path === null) {
    return (
      <Panel title="Lộ trình và dự báo">
        <Empty title="Chưa có số liệu nào của lộ trình">
          {inputs.from === null ? '' : `Lộ trình tính từ ${day(inputs.from)} đến ${day(inputs.until)}. `}
          Khi có số liệu, đường số liệu, lộ trình và dự báo hiện ở đây.
        </Empty>
      </Panel>
    );
  }
  return (
    <Panel
      title="Lộ trình và dự báo"
      aside={inputs.from === null ? null : `${day(inputs.from)} – ${day(inputs.until)}`}
    >
      <Suspense fallback={<Loading what="biểu đồ" />}>
        <PathChart name={one.name} judgement={judgement} unit={unit} />
      </Suspense>
      <PathTable judgement={judgement} unit={unit} />
      <p className={common.small}>
        Dự báo là đường thẳng gần các số liệu nhất, kéo đến ngày cuối; khoảng là hai lần sai số chuẩn. Dự báo
        chỉ để tham khảo, không dùng để đánh giá.
      </p>
    </Panel>
  );
}
