import { getRouteApi } from '@tanstack/react-router';
import { useRead } from '../../api/reads.js';
import type { AssignmentDto, TaskReconciliationDto } from '../../client/types.gen.js';
import { capital, NOTHING, number, percent, period, wholePercent } from '../../ui/format.js';
import { Panel } from '../../ui/page.js';
import { type Column, RowTable } from '../../ui/row-table.js';
import { Answer, Empty } from '../../ui/states.js';
import { OutcomeTag, Tag } from '../../ui/tag.js';
import tools from '../../ui/tools.module.css';
import { OUTCOME_WORDS, OUTCOMES } from '../../ui/words.js';
import { EventLink } from './event-link.js';
import css from './reconciliation.module.css';
import { holdersOf, reconciliationOf } from './task.reads.js';

const route = getRouteApi('/khung/nhiem-vu/$assignment');

type OwnMonth = TaskReconciliationDto['assignments'][number]['months'][number];
type TaskMonth = TaskReconciliationDto['months'][number];

const vnd = (amount: number) => `${number(amount)} đồng`;

const OWN_COLUMNS: readonly Column<OwnMonth>[] = [
  { key: 'period', title: 'Kỳ', width: '9rem', render: ({ period: month }) => capital(period(month)) },
  {
    key: 'progress',
    title: 'Tiến độ',
    width: 'minmax(9rem, 1fr)',
    render: ({ progress }) => (
      <>
        <EventLink event={progress.event}>{wholePercent(progress.percent)}</EventLink>
        {progress.outcome === null ? null : (
          <span className={css.below}>
            <OutcomeTag outcome={progress.outcome} />
          </span>
        )}
      </>
    ),
  },
  {
    key: 'money',
    title: 'Kinh phí',
    width: 'minmax(11rem, 1.5fr)',
    render: ({ money }) => <OwnMoney money={money} />,
  },
  {
    key: 'deliverables',
    title: 'Sản phẩm',
    width: 'minmax(12rem, 1.5fr)',
    render: ({ deliverables }) => <OwnDeliverables deliverables={deliverables} />,
  },
  {
    key: 'contradictions',
    title: 'Mâu thuẫn',
    width: 'minmax(13rem, 2fr)',
    render: ({ contradictions }) => <Contradictions of={contradictions} />,
  },
];

function OwnMoney({ money }: { readonly money: OwnMonth['money'] }) {
  const { budgetVnd, disbursedVnd, event, inMonthVnd, sinceEvent, shareOfBudget } = money;
  if (disbursedVnd === null && budgetVnd === null) return NOTHING;
  return (
    <>
      {disbursedVnd === null ? (
        'không nêu giải ngân'
      ) : (
        <>
          Đã giải ngân <EventLink event={event}>{vnd(disbursedVnd)}</EventLink>
          {shareOfBudget === null ? '' : ` (${percent(shareOfBudget)} kinh phí)`}
        </>
      )}
      {inMonthVnd === null ? null : (
        <span className={css.small}>
          {inMonthVnd >= 0 ? 'thêm' : 'bớt'} {vnd(Math.abs(inMonthVnd))} so với{' '}
          <EventLink event={sinceEvent}>lần nêu trước</EventLink>
        </span>
      )}
      {budgetVnd === null ? null : <span className={css.small}>kinh phí {vnd(budgetVnd)}</span>}
    </>
  );
}

function OwnDeliverables({ deliverables }: { readonly deliverables: OwnMonth['deliverables'] }) {
  const { promised, handedOver, handedOverSoFar, documentsSoFar, acceptedSoFar, acceptedBy } = deliverables;
  return (
    <>
      Đã bàn giao {number(handedOverSoFar)} / {number(promised)}
      {documentsSoFar > 0 ? `, ${number(documentsSoFar)} văn bản` : ''}
      {acceptedBy === null ? null : (
        <span className={css.small}>
          <EventLink event={acceptedBy}>được công nhận {number(acceptedSoFar)}</EventLink>
        </span>
      )}
      {handedOver.length > 0 ? (
        <ul className={css.list}>
          {handedOver.map(({ what, name, event }) => (
            <li key={`${event} ${name}`}>
              <EventLink event={event}>
                {what === 'document' ? 'văn bản ' : ''}
                {name}
              </EventLink>
            </li>
          ))}
        </ul>
      ) : null}
    </>
  );
}

/** What doesn't go together; in the months of one assignment with the events whose figures it is. */
function Contradictions({
  of,
  events = true,
}: {
  readonly of: readonly (OwnMonth['contradictions'][number] & { readonly unitName?: string | null })[];
  readonly events?: boolean;
}) {
  if (of.length === 0) return <span className={css.none}>không thấy</span>;
  return (
    <ul className={css.list}>
      {of.map(({ kind, text, events: ids, unitName }) => (
        <li key={`${kind} ${unitName} ${ids.join()}`}>
          <Tag tone="bad" sign="≠">
            mâu thuẫn
          </Tag>{' '}
          {unitName ? `${unitName}: ` : ''}
          {text}
          {events ? (
            <span className={css.small}>
              {ids.map((event, index) => (
                <span key={event}>
                  {index > 0 ? ' · ' : ''}
                  <EventLink event={event}>sự kiện {index + 1}</EventLink>
                </span>
              ))}
            </span>
          ) : null}
        </li>
      ))}
    </ul>
  );
}

const TASK_COLUMNS: readonly Column<TaskMonth>[] = [
  { key: 'period', title: 'Kỳ', width: '9rem', render: ({ period: month }) => capital(period(month)) },
  {
    key: 'progress',
    title: 'Tiến độ',
    width: 'minmax(13rem, 1.5fr)',
    render: ({ progress: { averagePercent, stated, assignments, outcomes } }) => (
      <>
        Trung bình {wholePercent(averagePercent)}, {number(stated)} / {number(assignments)} đơn vị đã nêu
        <span className={css.small}>
          {OUTCOMES.filter((outcome) => (outcomes[outcome] ?? 0) > 0)
            .map(
              (outcome) =>
                `${OUTCOME_WORDS[outcome].sign} ${OUTCOME_WORDS[outcome].text.toLocaleLowerCase('vi')} ${number(outcomes[outcome])}`,
            )
            .join(' · ')}
        </span>
      </>
    ),
  },
  {
    key: 'money',
    title: 'Kinh phí',
    width: 'minmax(11rem, 1.5fr)',
    render: ({ money: { budgetVnd, disbursedVnd, inMonthVnd, shareOfBudget, stated } }) =>
      disbursedVnd === null ? (
        NOTHING
      ) : (
        <>
          Đã giải ngân {vnd(disbursedVnd)}
          {shareOfBudget === null ? '' : ` (${percent(shareOfBudget)} kinh phí)`}
          <span className={css.small}>
            {number(stated)} đơn vị đã nêu{inMonthVnd === null ? '' : `; trong kỳ ${vnd(inMonthVnd)}`}
            {budgetVnd === null ? '' : `; kinh phí ${vnd(budgetVnd)}`}
          </span>
        </>
      ),
  },
  {
    key: 'deliverables',
    title: 'Sản phẩm',
    width: 'minmax(12rem, 1.5fr)',
    render: ({ deliverables: { promised, handedOver, handedOverSoFar, documentsSoFar, accepted } }) => (
      <>
        Đã bàn giao {number(handedOverSoFar)}; mỗi đơn vị phải có {number(promised)}
        <span className={css.small}>
          trong kỳ {number(handedOver)}; {number(documentsSoFar)} văn bản; {number(accepted)} đơn vị được xác
          nhận hoàn thành
        </span>
      </>
    ),
  },
  {
    key: 'contradictions',
    title: 'Mâu thuẫn',
    width: 'minmax(13rem, 2fr)',
    render: ({ contradictions }) => <Contradictions of={contradictions} events={false} />,
  },
];

/** Progress, money and deliverables side by side, month by month, and what of them doesn't go together. */
export function Reconciliation({ assignment }: { readonly assignment: AssignmentDto }) {
  const { programme, task, unit, id } = assignment;
  const whole = route.useSearch().caNhiemVu === 'co';
  const navigate = route.useNavigate();
  const holders = useRead(holdersOf(programme, task));
  const query = useRead(reconciliationOf(programme, task, whole ? null : unit), { keepPrevious: true });
  return (
    <Panel title="Đối chiếu theo kỳ" aside="tiến độ, kinh phí, sản phẩm">
      {whole || (holders.data ?? 0) > 1 ? (
        <label className={`${tools.choice} no-print`}>
          Của{' '}
          <select
            value={whole ? 'co' : ''}
            onChange={({ target }) =>
              void navigate({
                search: (before) => ({ ...before, caNhiemVu: target.value === 'co' ? 'co' : undefined }),
                resetScroll: false,
                replace: true,
              })
            }
          >
            <option value="">{assignment.unitName}</option>
            <option value="co">cả nhiệm vụ, {number(holders.data)} đơn vị</option>
          </select>
        </label>
      ) : null}
      <Answer query={query} what="đối chiếu">
        {({ months, assignments }) => {
          const own = assignments.find((one) => one.assignment === id)?.months ?? [];
          if ((whole ? months : own).length === 0) return <Empty title="Chưa có kỳ nào để đối chiếu" />;
          return whole ? (
            <RowTable
              label="Đối chiếu cả nhiệm vụ theo kỳ"
              columns={TASK_COLUMNS}
              rows={months}
              keyOf={({ period: month }) => month}
            />
          ) : (
            <RowTable
              label="Đối chiếu theo kỳ"
              columns={OWN_COLUMNS}
              rows={own}
              keyOf={({ period: month }) => month}
            />
          );
        }}
      </Answer>
    </Panel>
  );
}
