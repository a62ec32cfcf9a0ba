import { getRouteApi, Link } from '@tanstack/react-router';
import { useRead } from '../../api/reads.js';
import { useProgramme } from '../../app/programme.js';
import type { ScorecardRowDto, UnitScorecardDto } from '../../client/types.gen.js';
import { capital, day, goalPercent, number, percent, period as periodText } from '../../ui/format.js';
import { NamedFigures } from '../../ui/named-figures.js';
import { Panel } from '../../ui/page.js';
import { complianceOf } from '../../ui/periods.js';
import { Answer, Empty } from '../../ui/states.js';
import { SimulatedTag, Tag } from '../../ui/tag.js';
import tools from '../../ui/tools.module.css';
import { updatesOf } from '../../ui/updates-of.js';
import css from './own.module.css';
import { scorecardOf } from './own.reads.js';

const route = getRouteApi('/khung/cua-toi');

type Rank = ScorecardRowDto['rank'];
type Shortfall = UnitScorecardDto['lists']['shortfalls'][number];

const SHORTFALL_TEXT: Readonly<Record<Shortfall['kind'], string>> = {
  'update-late': 'Cập nhật muộn',
  'update-missing': 'Không cập nhật',
  'update-insufficient': 'Cập nhật thiếu dữ liệu',
  'task-overdue': 'Quá hạn chưa hoàn thành',
};

const QUARTER = 3;
const isMonth = (period: string) => /^\d{4}-\d\d$/.test(period);

/** The spans that have begun: months newest first, then quarters, then years. */
function spansOf(months: readonly string[]): string[] {
  const newest = [...months].filter(isMonth).sort().reverse();
  const quarters = newest.map((month) => {
    const [year, number] = month.split('-');
    return `${year}-Q${Math.ceil(Number(number) / QUARTER)}`;
  });
  return [...new Set([...newest, ...quarters, ...newest.map((month) => month.slice(0, 4))])];
}

interface OwnProps {
  readonly programme: string;
  readonly unit: string;
}

/** The unit's place among those of its kind and among all, and what it rests on. */
export function OwnRank({ programme, unit }: OwnProps) {
  const query = useRead(complianceOf(programme, unit));
  return (
    <Answer query={query} what="các kỳ báo cáo">
      {(months) => {
        const spans = spansOf(months.map(({ period }) => period));
        // The newest month whose cut-off has passed: before, there is nothing to rank.
        const usual = months.findLast(({ period, state }) => isMonth(period) && state !== 'open')?.period;
        return spans.length === 0 ? (
          <Empty title="Chưa có kỳ báo cáo nào để xếp hạng" />
        ) : (
          <OfSpan programme={programme} unit={unit} spans={spans} usual={usual ?? spans[0] ?? ''} />
        );
      }}
    </Answer>
  );
}

interface OfSpanProps extends OwnProps {
  readonly spans: readonly string[];
  readonly usual: string;
}

function OfSpan({ programme, unit, spans, usual }: OfSpanProps) {
  const { ky = usual } = route.useSearch();
  const navigate = route.useNavigate();
  const query = useRead(scorecardOf(programme, ky, unit), { keepPrevious: true });
  return (
    <Panel
      title="Thứ hạng của đơn vị"
      aside={
        <label className={tools.choice}>
          <span className="no-print">Thời gian </span>
          <select
            value={ky}
            onChange={({ target }) =>
              void navigate({ search: (before) => ({ ...before, ky: target.value }) })
            }
          >
            {(spans.includes(ky) ? spans : [ky, ...spans]).map((span) => (
              <option key={span} value={span}>
                {capital(periodText(span))}
              </option>
            ))}
          </select>
        </label>
      }
    >
      <Answer query={query} what="thứ hạng">
        {(card) => <Card card={card} />}
      </Answer>
    </Panel>
  );
}

function place(rank: Rank): string {
  if (rank === null) return 'chưa xếp hạng';
  return `${number(rank.place)} trên ${number(rank.of)}${rank.shared > 1 ? ` (cùng hạng: ${number(rank.shared)})` : ''}`;
}

function Card({
  card: { card, span, periods, goal, provisional, rankingRule, simulated, lists },
}: {
  readonly card: UnitScorecardDto;
}) {
  const { updates, delays, warnings, rank, rankInKind } = card;
  return (
    <>
      <div className={css.tags}>
        {provisional ? (
          <Tag tone="watch" sign="~">
            Tạm tính: còn kỳ chưa qua hạn chốt
          </Tag>
        ) : null}
        {simulated ? <SimulatedTag /> : null}
      </div>
      <NamedFigures
        rows={[
          { label: 'Hạng trong mọi đơn vị', value: place(rank), large: true },
          { label: 'Hạng trong các đơn vị cùng loại', value: place(rankInKind), large: true },
          {
            label: `Tỷ lệ cập nhật đúng hạn, đủ dữ liệu (mục tiêu ${goalPercent(goal)})`,
            value: `${percent(updates.rate)}${updates.excused > 0 ? `, không kể khách quan: ${percent(updates.rateWithoutExcused)}` : ''}`,
          },
          {
            label: 'Lượt cập nhật phải có',
            value: (
              <Link to="/cap-nhat" search={{ donVi: card.unit, gom: 'phai-co', ...updatesOf(span, periods) }}>
                {number(updates.expected)}
              </Link>
            ),
          },
          { label: 'Ngày làm việc chậm', value: number(delays.days.working) },
          {
            label: 'Cảnh báo chưa được gỡ',
            value: (
              <Link to="/cua-toi" search={(before) => ({ ...before, xem: 'canh-bao', tinhTrang: undefined })}>
                {number(warnings.standing)}
              </Link>
            ),
          },
        ]}
      />
      <h3>Những gì đã tính vào</h3>
      {lists.shortfalls.length === 0 ? (
        <Empty title="Không có lượt nào chậm hoặc thiếu" />
      ) : (
        <ul className={css.shortfalls}>
          {lists.shortfalls.map((one) => (
            <ShortfallLine key={`${one.kind} ${one.assignment} ${one.period}`} shortfall={one} />
          ))}
        </ul>
      )}
      <details className={css.rule}>
        <summary>Cách xếp hạng</summary>
        <p>{rankingRule}</p>
      </details>
    </>
  );
}

function ShortfallLine({ shortfall }: { readonly shortfall: Shortfall }) {
  const { kind, assignment, task, taskTitle, period, dueOn, endedOn, days, excused, warnings } = shortfall;
  const { id: programme } = useProgramme();
  const [warning] = warnings;
  return (
    <li>
      <p>
        <strong>{SHORTFALL_TEXT[kind]}</strong>
        {kind === 'task-overdue' ? '' : `, ${periodText(period)}`}:{' '}
        <Link to="/nhiem-vu/$assignment" params={{ assignment }} search={{ ct: programme }}>
          {task}. {taskTitle}
        </Link>
      </p>
      <p className={css.about}>
        Hạn {day(dueOn)}
        {endedOn === null ? ' · đến nay chưa xong' : ` · kết thúc ngày ${day(endedOn)}`}
        {days === null ? '' : ` · chậm ${number(days.working)} ngày làm việc`}
        {excused ? ' · nguyên nhân khách quan đã xác nhận, không tính' : ''}
        {warning === undefined ? null : (
          <>
            {' · '}
            <Link to="/canh-bao/$warning" params={{ warning }}>
              cảnh báo
            </Link>
          </>
        )}
      </p>
    </li>
  );
}
