import { Link } from '@tanstack/react-router';
import { useRead } from '../../api/reads.js';
import type { AdoptedPolicyDto } from '../../client/types.gen.js';
import common from '../../ui/common.module.css';
import { capital, day, goalPercent, instant, number, percent, period } from '../../ui/format.js';
import { Panel } from '../../ui/page.js';
import { Empty } from '../../ui/states.js';
import { Tag } from '../../ui/tag.js';
import { listOf } from '../../ui/updates-of.js';
import { OUTCOME_GROUP_WORDS, OUTCOME_WORDS, type Outcome, type OutcomeGroup } from '../../ui/words.js';
import css from './goal-figure.module.css';
import { type MonthFigures, period as periodRead } from './overview.reads.js';

/** The keys of the counts, with the outcome that each counts. */
const COUNTED = [
  ['onTime', 'on-time'],
  ['nothingToReport', 'nothing-to-report'],
  ['late', 'late'],
  ['insufficient', 'insufficient'],
  ['missing', 'missing'],
  ['notYetDue', 'not-yet-due'],
] as const satisfies readonly (readonly [keyof MonthFigures['byAssignment'], Outcome])[];

interface GoalFigureProps {
  readonly programme: string;
  readonly months: readonly MonthFigures[];
  readonly adopted: readonly AdoptedPolicyDto[];
}

/** The month's figure of the 90 % goal, large, with its rule and the lists behind it. */
export function GoalFigure({ programme, months, adopted }: GoalFigureProps) {
  const judged = months.findLast(({ byTask }) => byTask.rate !== null);
  const open = months.findLast(({ state }) => state === 'open');
  const shown = judged ?? open;
  if (!shown) {
    return (
      <Panel title="Mục tiêu cập nhật hằng tháng">
        <Empty title="Chưa có tháng nào phải cập nhật">
          Khi nhiệm vụ được giao và quy chế báo cáo được áp dụng, tỷ lệ của từng tháng hiện ở đây.
        </Empty>
      </Panel>
    );
  }
  const { byTask, byAssignment, meetsGoal } = shown;
  const rule = adopted.findLast(({ from }) => from.slice(0, 7) <= shown.period.slice(0, 7)) ?? adopted.at(-1);
  const goal = rule?.policy.goal ?? null;
  const good = byAssignment.onTime + byAssignment.nothingToReport;
  return (
    <Panel title={`Cập nhật ${period(shown.period)}`} aside={<GoalTag meets={meetsGoal} goal={goal} />}>
      <div className={css.head}>
        <Link to="/cap-nhat" search={{ thang: shown.period, theo: 'nhiem-vu' }} className={css.large}>
          {percent(byTask.rate)}
          <span className="sr-only"> – mở từng nhiệm vụ của {period(shown.period)}</span>
        </Link>
        <p className={css.said}>
          nhiệm vụ được cập nhật đúng hạn, đủ dữ liệu
          <br />
          <span className={common.small}>
            {number(byTask.shareSum)} /{' '}
            <Link to="/cap-nhat" search={{ thang: shown.period, theo: 'nhiem-vu' }}>
              {number(byTask.expected)} nhiệm vụ
            </Link>
            ; {number(byTask.complete)} nhiệm vụ không còn phần nào thiếu. Theo phần giao:{' '}
            {percent(byAssignment.rate)} (
            <Counted month={shown} group="duoc-tinh" count={good} /> /{' '}
            <Counted month={shown} group="phai-co" count={byAssignment.expected} />
            ).
          </span>
        </p>
      </div>
      <ul className={css.outcomes}>
        {COUNTED.filter(([key]) => byAssignment[key] > 0).map(([key, outcome]) => {
          const { text, tone, sign } = OUTCOME_WORDS[outcome];
          return (
            <li key={key}>
              <Link
                to="/cap-nhat"
                search={{ ...listOf(shown.period, shown.state === 'closed'), ketQua: outcome }}
                className={css.outcome}
              >
                <Tag tone={tone} sign={sign}>
                  {text}
                </Tag>
                <strong>{number(byAssignment[key])}</strong>
              </Link>
            </li>
          );
        })}
      </ul>
      {rule ? <Rule adopted={rule} /> : null}
      {open && open !== shown ? <OpenMonth programme={programme} month={open} /> : null}
    </Panel>
  );
}

function GoalTag({ meets, goal }: { readonly meets: boolean | null; readonly goal: number | null }) {
  if (meets === null) return <Tag tone="unknown">Chưa đến hạn chốt</Tag>;
  return (
    <Tag tone={meets ? 'good' : 'bad'} sign={meets ? '✓' : '✕'}>
      {meets ? 'Đạt' : 'Chưa đạt'} mục tiêu {goalPercent(goal)}
    </Tag>
  );
}

/** By which rule the figure is counted, in words. */
function Rule({ adopted: { policy, from } }: { readonly adopted: AdoptedPolicyDto }) {
  const { cutOff, sufficiency } = policy;
  const byMonth = policy.period === 'calendar-month' && cutOff.day !== undefined;
  return (
    <div className={css.rule}>
      <h3>Quy tắc tính</h3>
      <p>
        Mỗi nhiệm vụ tính như nhau;{' '}
        {policy.taskCountsWhen === 'share'
          ? 'nhiệm vụ giao cho một nhóm đơn vị tính theo phần đơn vị đã cập nhật đúng hạn và đủ.'
          : 'nhiệm vụ giao cho một nhóm đơn vị chỉ được tính khi mọi đơn vị đã cập nhật đúng hạn và đủ.'}{' '}
        {byMonth
          ? `Hạn chốt: ngày ${cutOff.day} tháng sau, ${cutOff.time}${cutOff.nextWorkingDay ? '; trùng ngày nghỉ thì sang ngày làm việc kế tiếp' : ''}. `
          : ''}
        Đủ dữ liệu: {sufficiency.percent ? 'có tỷ lệ hoàn thành, ' : ''}kết quả từ{' '}
        {sufficiency.summaryMinLength} ký tự
        {sufficiency.proofAtFull ? ', báo 100 % thì kèm sản phẩm hoặc văn bản' : ''}. Không phát sinh cũng là
        một cập nhật; muộn thì vẫn là muộn.
      </p>
      <p className={common.small}>
        {policy.title} ({policy.id}), áp dụng từ {day(from)}
      </p>
    </div>
  );
}

interface CountedProps {
  readonly month: MonthFigures;
  readonly group: OutcomeGroup;
  readonly count: number;
}

/** How many updates of a month are of a group of outcomes; opens them. */
function Counted({ month, group, count }: CountedProps) {
  return (
    <Link to="/cap-nhat" search={{ ...listOf(month.period, month.state === 'closed'), gom: group }}>
      {number(count)}
      <span className="sr-only"> – {OUTCOME_GROUP_WORDS[group].text}, mở danh sách</span>
    </Link>
  );
}

/** The month that is still open, beside the one that is judged. */
function OpenMonth({ programme, month }: { readonly programme: string; readonly month: MonthFigures }) {
  const about = useRead(periodRead(programme, month.period));
  const { expected, notYetDue, missing } = month.byAssignment;
  return (
    <p className={css.open}>
      <strong>{capital(period(month.period))} đang mở:</strong>{' '}
      <Counted month={month} group="da-gui" count={expected - notYetDue - missing} /> /{' '}
      <Counted month={month} group="phai-co" count={expected} /> phần giao đã cập nhật
      {about.data ? `; hạn chốt ${instant(about.data.cutOff)}` : ''}.
    </p>
  );
}
