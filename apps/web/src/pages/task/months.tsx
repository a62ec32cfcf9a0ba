import { getRouteApi, Link } from '@tanstack/react-router';
import { Button } from 'antd';
import { useState } from 'react';
import { useRead } from '../../api/reads.js';
import { useHref } from '../../app/href.js';
import type { AssignmentDto, SlotDto } from '../../client/types.gen.js';
import common from '../../ui/common.module.css';
import { capital, instant, number, period, shortPeriod } from '../../ui/format.js';
import { type HeatCell, HeatMap } from '../../ui/heat-map.js';
import { Panel } from '../../ui/page.js';
import { Answer, Empty } from '../../ui/states.js';
import { OutcomeTag } from '../../ui/tag.js';
import { OUTCOME_WORDS, OUTCOMES } from '../../ui/words.js';
import { MonthReports } from './month-reports.js';
import css from './months.module.css';
import { holdersOf, reconciliationOf, slotsOf } from './task.reads.js';

const route = getRouteApi('/khung/nhiem-vu/$assignment');

/** The months in which the unit has to report: each by colour and sign; the chosen one with its reports. */
export function Months({ assignment }: { readonly assignment: AssignmentDto }) {
  const query = useRead(slotsOf(assignment.id));
  return (
    <Panel title="Cập nhật từng kỳ">
      <Answer query={query} what="các kỳ cập nhật">
        {(slots) =>
          slots.length === 0 ? (
            <Empty title="Chưa có kỳ nào phải cập nhật">
              Kỳ cập nhật bắt đầu khi nhiệm vụ đã giao và quy chế báo cáo của chương trình có hiệu lực.
            </Empty>
          ) : (
            <Slots assignment={assignment} slots={slots} />
          )
        }
      </Answer>
      <OtherUnits assignment={assignment} />
    </Panel>
  );
}

interface SlotsProps {
  readonly assignment: AssignmentDto;
  readonly slots: readonly SlotDto[];
}

/** The latest month that is judged; before the first cut-off the first. */
const latest = (slots: readonly SlotDto[]) =>
  slots.findLast(({ outcome }) => outcome !== 'not-yet-due' && outcome !== 'exempt') ?? slots[0];

const MONTHS_OF_A_YEAR = 12;

/** Months of the running year that haven't begun; none where the periods aren't calendar months. */
function monthsToCome(slots: readonly SlotDto[]): string[] {
  const [, year, month] = /^(\d{4})-(\d{2})$/.exec(slots.at(-1)?.period ?? '') ?? [];
  if (year === undefined) return [];
  return Array.from(
    { length: MONTHS_OF_A_YEAR - Number(month) },
    (_, index) => `${year}-${String(Number(month) + index + 1).padStart(2, '0')}`,
  );
}

function Slots({ assignment, slots }: SlotsProps) {
  const { ky } = route.useSearch();
  const chosen = ky === undefined ? latest(slots) : slots.find((slot) => slot.period === ky);
  return (
    <>
      <ul className={css.strip} aria-label="Các kỳ cập nhật">
        {slots.map(({ period: month, outcome }) => {
          const { text, tone, sign } = OUTCOME_WORDS[outcome];
          return (
            <li key={month}>
              <Link
                from="/nhiem-vu/$assignment"
                to="."
                search={(before) => ({ ...before, ky: month })}
                resetScroll={false}
                replace
                className={`${css.slot} ${css[tone]} ${chosen?.period === month ? css.chosen : ''}`}
                aria-current={chosen?.period === month ? 'true' : undefined}
                title={text}
              >
                <span className={css.name}>{shortPeriod(month)}</span>
                <span className={css.sign} aria-hidden="true">
                  {sign}
                </span>
                <span className="sr-only">{text}</span>
              </Link>
            </li>
          );
        })}
        {monthsToCome(slots).map((month) => (
          <li key={month} className={`${css.slot} ${css.toCome}`} title="Chưa bắt đầu">
            <span className={css.name}>{shortPeriod(month)}</span>
            <span className="sr-only">Chưa bắt đầu</span>
          </li>
        ))}
      </ul>
      <ul className={css.legend} aria-label="Chú giải">
        {OUTCOMES.filter((outcome) => slots.some((slot) => slot.outcome === outcome)).map((outcome) => (
          <li key={outcome}>
            <OutcomeTag outcome={outcome} />
          </li>
        ))}
      </ul>
      {chosen ? (
        <Slot assignment={assignment} slot={chosen} />
      ) : (
        <p role="status">Phần giao này không có {period(ky ?? '')}.</p>
      )}
    </>
  );
}

function Slot({ assignment, slot }: { readonly assignment: AssignmentDto; readonly slot: SlotDto }) {
  const { period: month, outcome, cutOff, lacks, report } = slot;
  return (
    <section className={css.one} aria-label={capital(period(month))}>
      <div className={css.head}>
        <h3>{capital(period(month))}</h3>
        <OutcomeTag outcome={outcome} />
        {outcome === 'exempt' ? null : <span className={common.small}>hạn chốt {instant(cutOff)}</span>}
      </div>
      {lacks.length > 0 ? <p>Còn thiếu: {lacks.join('; ')}.</p> : null}
      <MonthReports assignment={assignment} month={month} decided={report} outcome={outcome} />
    </section>
  );
}

/** The other units that were given the same task, month by month; read when asked for. */
function OtherUnits({ assignment: { programme, task, id } }: { readonly assignment: AssignmentDto }) {
  const [open, setOpen] = useState(false);
  const holders = useRead(holdersOf(programme, task));
  const all = useRead(reconciliationOf(programme, task, null), { enabled: open, keepPrevious: true });
  const href = useHref();
  if ((holders.data ?? 0) < 2) return null;
  return (
    <div className={css.others}>
      <Button className="no-print" aria-expanded={open} onClick={() => setOpen((before) => !before)}>
        {open ? 'Ẩn các đơn vị cùng nhiệm vụ' : `Xem cả ${number(holders.data)} đơn vị cùng nhiệm vụ`}
      </Button>
      {open ? (
        <Answer query={all} what="các đơn vị cùng nhiệm vụ">
          {({ months, assignments }) => (
            <HeatMap
              label="Kết quả cập nhật của các đơn vị cùng nhiệm vụ"
              corner="Đơn vị"
              columns={months.map(({ period: month }) => ({ key: month, title: shortPeriod(month) }))}
              rows={assignments}
              keyOf={({ assignment }) => assignment}
              nameOf={({ assignment, unitName }) => (assignment === id ? `▸ ${unitName}` : unitName)}
              cellOf={({ assignment, unitName, months: lines }, { key }): HeatCell | null => {
                const outcome = lines.find(({ period: month }) => month === key)?.progress.outcome ?? null;
                if (outcome === null) return null;
                const { text, tone, sign } = OUTCOME_WORDS[outcome];
                return {
                  tone,
                  sign,
                  label: `${unitName}, ${period(key)}: ${text}`,
                  href: href(`/nhiem-vu/${encodeURIComponent(assignment)}`, { ky: key }),
                };
              }}
            />
          )}
        </Answer>
      ) : null}
    </div>
  );
}
