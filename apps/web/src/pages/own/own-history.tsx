import { getRouteApi, Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useClocks } from '../../api/clocks.js';
import { useRead } from '../../api/reads.js';
import { useToday } from '../../api/session.js';
import type { HistoryLineDto } from '../../client/types.gen.js';
import { EventLine } from '../../ui/event-line.js';
import { day, number } from '../../ui/format.js';
import { NamedFigures } from '../../ui/named-figures.js';
import { Panel } from '../../ui/page.js';
import { Answer, Empty } from '../../ui/states.js';
import { storedEvent } from '../../ui/stored-event.js';
import tools from '../../ui/tools.module.css';
import { usePrinting } from '../../ui/use-media.js';
import css from './own.module.css';
import { trailOf } from './own.reads.js';

const route = getRouteApi('/khung/cua-toi');

const SPANS = [
  [1, '1 tháng'],
  [3, '3 tháng'],
  [12, '12 tháng'],
] as const;
const USUAL = 1;
/** So many lines at first; the others at a press. */
const AT_FIRST = 100;

/** The day that is so many months before. */
function monthsBefore(today: string, months: number): string {
  const at = new Date(`${today}T00:00:00Z`);
  const date = at.getUTCDate();
  at.setUTCMonth(at.getUTCMonth() - months);
  // The 31st of a month without one would slip into the next.
  if (at.getUTCDate() !== date) at.setUTCDate(0);
  return at.toISOString().slice(0, 10);
}

interface OwnProps {
  readonly programme: string;
  readonly unit: string;
}

/** What is on record about the unit, newest first. */
export function OwnHistory({ programme, unit }: OwnProps) {
  const { tu, den } = route.useSearch();
  const printing = usePrinting();
  const navigate = route.useNavigate();
  const serverDate = useToday();
  const { asOf } = useClocks();
  const today = asOf ?? serverDate;
  const from = tu ?? monthsBefore(today, USUAL);
  const query = useRead(trailOf(programme, unit, from, den), { keepPrevious: true });
  const [all, setAll] = useState(false);
  const chosen =
    den === undefined ? SPANS.find(([months]) => monthsBefore(today, months) === from) : undefined;
  return (
    <Panel
      title="Lịch sử của đơn vị"
      aside={
        <label className={tools.choice}>
          <span className="no-print">Khoảng thời gian </span>
          <select
            value={chosen?.[0] ?? ''}
            onChange={({ target }) =>
              void navigate({
                search: (before) => ({
                  ...before,
                  tu: monthsBefore(today, Number(target.value)),
                  den: undefined,
                }),
              })
            }
          >
            {chosen === undefined ? (
              <option value="">
                {day(from)} – {den === undefined ? 'nay' : day(den)}
              </option>
            ) : null}
            {SPANS.map(([months, label]) => (
              <option key={months} value={months}>
                {label} gần đây
              </option>
            ))}
          </select>
        </label>
      }
    >
      <Answer query={query} what="lịch sử của đơn vị">
        {({ lines, totals }) => {
          const newest = [...lines].reverse();
          const shown = all || printing ? newest : newest.slice(0, AT_FIRST);
          return (
            <>
              <NamedFigures
                rows={[
                  { label: 'Cập nhật đã gửi', value: number(totals.reports) },
                  { label: 'Muộn', value: number(totals.late) },
                  { label: 'Thiếu dữ liệu', value: number(totals.insufficient) },
                  { label: 'Không báo cáo', value: number(totals.missing) },
                  { label: 'Bị trả lại', value: number(totals.returned) },
                  { label: 'Cảnh báo phát sinh', value: number(totals.warningsRaised) },
                  { label: 'Cảnh báo chưa hết', value: number(totals.warningsOpen) },
                ]}
              />
              {newest.length === 0 ? (
                <Empty title="Không có gì được ghi trong khoảng này" />
              ) : (
                <ol className={css.lines}>
                  {shown.map((line) => (
                    <li key={line.eventId}>
                      {line.assignment === null ? null : (
                        <Link
                          to="/nhiem-vu/$assignment"
                          params={{ assignment: line.assignment }}
                          className={css.task}
                        >
                          Nhiệm vụ số {line.task}
                        </Link>
                      )}
                      <EventLine event={{ ...line, who: whoOf(line) }} stored={storedEvent(line.eventId)} />
                    </li>
                  ))}
                </ol>
              )}
              {shown.length < newest.length ? (
                <button type="button" className={css.more} onClick={() => setAll(true)}>
                  Hiện cả {number(newest.length)} dòng
                </button>
              ) : null}
            </>
          );
        }}
      </Answer>
    </Panel>
  );
}

/** Who did it; what a rule of the system did has no name. */
const whoOf = ({ actor, rule }: HistoryLineDto): string =>
  rule === null ? (actor.name ?? actor.id ?? '') : 'hệ thống tự ghi';
