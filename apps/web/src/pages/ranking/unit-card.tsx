import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useRead } from '../../api/reads.js';
import type { ScorecardRowDto, UnitScorecardDto } from '../../client/types.gen.js';
import { capital, number, percent } from '../../ui/format.js';
import { Page, Panel } from '../../ui/page.js';
import { type Spans, spanText } from '../../ui/spans.js';
import { Answer } from '../../ui/states.js';
import { LevelTag } from '../../ui/tag.js';
import tools from '../../ui/tools.module.css';
import { UNIT_KIND_TEXT } from '../../ui/unit-kinds.js';
import { updatesOf } from '../../ui/updates-of.js';
import { OUTCOME_WORDS, type Outcome, type Tone } from '../../ui/words.js';
import { ScorecardLead } from './head.js';
import css from './ranking.module.css';
import { unitScorecard } from './ranking.reads.js';
import { Place, Rate } from './ranking-list.js';
import { SpanChoice } from './span-choice.js';
import { LISTS, type ShortfallKind, UnitLists } from './unit-lists.js';

interface UnitCardProps {
  readonly programme: string;
  readonly span: string;
  readonly spans: Spans;
  readonly unit: string;
}

/** One unit's figures of a span; each opens the list behind it. */
export function UnitCard({ programme, span, spans, unit }: UnitCardProps) {
  const query = useRead(unitScorecard(programme, span, unit), { keepPrevious: true });
  const name = query.data ? capital(query.data.card.unitName) : 'Đơn vị';
  return (
    <Page
      title={`${name} – ${spanText(span)}`}
      lead={query.data ? <ScorecardLead head={query.data} /> : null}
      actions={
        <Link to="/xep-hang" search={{ ky: span }}>
          Về bảng xếp hạng
        </Link>
      }
    >
      <div className={`${tools.tools} no-print`}>
        <SpanChoice spans={spans} span={span} />
      </div>
      <Answer query={query} what="số liệu của đơn vị">
        {(data) => (
          <>
            <Figures data={data} />
            <UnitLists lists={data.lists} unit={unit} span={span} />
          </>
        )}
      </Answer>
    </Page>
  );
}

function Figures({ data }: { readonly data: UnitScorecardDto }) {
  const { card, goal, rankingRule } = data;
  const { updates, delays, warnings } = card;
  return (
    <div className={css.grid}>
      <Panel title="Thứ hạng">
        <dl className={css.figures}>
          <Fact label="Trong mọi đơn vị">
            <Place rank={card.rank} />
          </Fact>
          <Fact label={`Trong loại: ${UNIT_KIND_TEXT[card.kind]}`}>
            <Place rank={card.rankInKind} />
          </Fact>
          <Fact label="Tỷ lệ để xếp hạng">
            <Rate rate={updates.rateWithoutExcused} goal={goal} />
          </Fact>
          <Fact label="Ngày làm việc chậm để xếp hạng">{number(delays.unexcusedDays.working)}</Fact>
          <Fact label="Cảnh báo chưa gỡ để xếp hạng">{number(warnings.standingUnexcused)}</Fact>
        </dl>
        <p className={css.note}>{rankingRule}</p>
      </Panel>
      <Updates data={data} />
      <Delays card={card} span={data.span.id} />
      <Rest card={card} span={data.span.id} />
    </div>
  );
}

/** Where the updates of an outcome are listed: those that fell short on this page, the others in the list of updates. */
const IN_LIST: readonly (readonly [Outcome, (card: ScorecardRowDto) => number])[] = [
  ['on-time', ({ updates }) => updates.onTime - updates.nothingToReport],
  ['nothing-to-report', ({ updates }) => updates.nothingToReport],
  ['not-yet-due', ({ updates }) => updates.notYetDue],
  ['exempt', ({ updates }) => updates.exempt],
];
const SHORT: readonly (readonly [Outcome, ShortfallKind, (card: ScorecardRowDto) => number])[] = [
  ['late', 'update-late', ({ updates }) => updates.late],
  ['insufficient', 'update-insufficient', ({ updates }) => updates.insufficient],
  ['missing', 'update-missing', ({ updates }) => updates.missing],
];

function Updates({ data: { card, span, periods } }: { readonly data: UnitScorecardDto }) {
  const { updates } = card;
  const inList = (outcome: Outcome, count: number) => (
    <Line key={outcome} outcome={outcome}>
      <Link
        to="/cap-nhat"
        search={{
          donVi: card.unit,
          ketQua: outcome,
          ...updatesOf(span, periods),
        }}
      >
        {number(count)}
      </Link>
    </Line>
  );
  return (
    <Panel title="Cập nhật hằng tháng" aside={`phải có ${number(updates.expected)}`}>
      <dl className={css.figures}>
        {IN_LIST.slice(0, 2).map(([outcome, count]) => inList(outcome, count(card)))}
        {SHORT.map(([outcome, kind, count]) => (
          <Line key={outcome} outcome={outcome}>
            <ToShortfalls unit={card.unit} span={span.id} kind={kind}>
              {number(count(card))}
            </ToShortfalls>
          </Line>
        ))}
        <Fact label="Trong đó đã xác nhận khách quan">{number(updates.excused)}</Fact>
        <Fact label="Tỷ lệ đúng hạn, đủ dữ liệu">{percent(updates.rate)}</Fact>
        {IN_LIST.slice(2).map(([outcome, count]) => inList(outcome, count(card)))}
      </dl>
      <p className={css.note}>
        “Chưa đến hạn” và “Miễn” đứng ngoài số phải có. Kỳ đã chốt giữ kết quả lúc chốt.
      </p>
    </Panel>
  );
}

function Delays({ card, span }: { readonly card: ScorecardRowDto; readonly span: string }) {
  const { delays, tasks } = card;
  return (
    <Panel title="Chậm và quá hạn">
      <dl className={css.figures}>
        <Fact label="Số lần chậm">
          <ToShortfalls unit={card.unit} span={span}>
            {number(delays.count)}
          </ToShortfalls>
        </Fact>
        <Fact label="Trong đó đã xác nhận khách quan">{number(delays.excused)}</Fact>
        <Fact label="Tổng số ngày làm việc (ngày theo lịch)">
          {number(delays.days.working)} ({number(delays.days.calendar)})
        </Fact>
        <Fact label="Lâu nhất">
          {number(delays.worst.working)} ({number(delays.worst.calendar)})
        </Fact>
        <Fact label="Nhiệm vụ đến hạn chưa xong" tone={tasks.overdue > 0 ? 'bad' : undefined}>
          <ToShortfalls unit={card.unit} span={span} kind="task-overdue">
            {number(tasks.overdue)}
          </ToShortfalls>
        </Fact>
        <Fact label="Quá hạn từ trước, chưa xong" tone={tasks.overdueFromBefore > 0 ? 'bad' : undefined}>
          <ToList unit={card.unit} span={span} list="overdueFromBefore">
            {number(tasks.overdueFromBefore)}
          </ToList>
        </Fact>
        <Fact label="Hoàn thành đúng hạn">
          <ToList unit={card.unit} span={span} list="completions">
            {number(tasks.completedOnTime)}
          </ToList>
        </Fact>
        <Fact label="Hoàn thành quá hạn">
          <ToList unit={card.unit} span={span} list="completions">
            {number(tasks.completedLate)}
          </ToList>
        </Fact>
      </dl>
    </Panel>
  );
}

function Rest({ card, span }: { readonly card: ScorecardRowDto; readonly span: string }) {
  const { warnings, extensions, explanations } = card;
  return (
    <Panel title="Cảnh báo, gia hạn, giải trình">
      <dl className={css.figures}>
        <Fact label="Cảnh báo đã nêu">
          <ToList unit={card.unit} span={span} list="warnings">
            {number(warnings.raised)}
          </ToList>
        </Fact>
        <Fact label="Chưa được gỡ" tone={warnings.standing > 0 ? 'watch' : undefined}>
          <ToList unit={card.unit} span={span} list="warnings">
            {number(warnings.standing)}
          </ToList>
        </Fact>
        <Fact label="Mức cao nhất">
          {warnings.highestLevel === 0 ? 'không có' : <LevelTag level={warnings.highestLevel} />}
        </Fact>
        <Fact label="Đề nghị gia hạn (cho · không cho)">
          <ToList unit={card.unit} span={span} list="extensions">
            {number(extensions.requested)} ({number(extensions.granted)} · {number(extensions.refused)})
          </ToList>
        </Fact>
        <Fact label="Yêu cầu giải trình">
          <ToList unit={card.unit} span={span} list="explanations">
            {number(explanations.requested)}
          </ToList>
        </Fact>
        <Fact label="Giải trình quá hạn" tone={explanations.late > 0 ? 'watch' : undefined}>
          {number(explanations.late)}
        </Fact>
        <Fact label="Được chấp nhận · nguyên nhân khách quan">
          {number(explanations.accepted)} · {number(explanations.objectiveCauses)}
        </Fact>
      </dl>
    </Panel>
  );
}

interface ToProps {
  readonly unit: string;
  readonly span: string;
  readonly children: ReactNode;
}

function ToShortfalls({ unit, span, kind, children }: ToProps & { readonly kind?: ShortfallKind }) {
  return (
    <Link to="/xep-hang" search={{ ky: span, donVi: unit, loc: kind }} hash={LISTS.shortfalls.id}>
      {children}
    </Link>
  );
}

function ToList({ unit, span, list, children }: ToProps & { readonly list: keyof typeof LISTS }) {
  return (
    <Link to="/xep-hang" search={{ ky: span, donVi: unit }} hash={LISTS[list].id}>
      {children}
    </Link>
  );
}

interface FactProps {
  readonly label: string;
  readonly tone?: Tone | undefined;
  readonly children: ReactNode;
}

function Fact({ label, tone, children }: FactProps) {
  return (
    <div className={css.fact}>
      <dt>{label}</dt>
      <dd className={tone === undefined ? undefined : css[tone]}>{children}</dd>
    </div>
  );
}

function Line({ outcome, children }: { readonly outcome: Outcome; readonly children: ReactNode }) {
  const { text, tone, sign } = OUTCOME_WORDS[outcome];
  return (
    <div className={css.fact}>
      <dt>
        <span className={`${css.sign} ${css[tone]}`} aria-hidden="true">
          {sign}
        </span>
        {text}
      </dt>
      <dd>{children}</dd>
    </div>
  );
}
