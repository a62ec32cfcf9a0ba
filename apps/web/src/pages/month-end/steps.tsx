import { getRouteApi } from '@tanstack/react-router';
import { type ReactNode, useEffect, useId, useRef } from 'react';
import type { MonthEndSearch } from '../../app/searches.js';
import { number, percent, period } from '../../ui/format.js';
import { Close, closeSummary } from './close.js';
import { CutOff, cutOffSummary } from './cut-off.js';
import { Drift } from './drift.js';
import { FrozenList } from './frozen-list.js';
import css from './month-end.module.css';
import { Remind, remindSummary } from './remind.js';
import { Reopen, reopenSummary } from './reopen.js';
import { Review, reviewSummary } from './review.js';
import type { StepProps, StepState, StepSummary } from './step.js';

const route = getRouteApi('/khung/chot-thang');

export type StepId = NonNullable<MonthEndSearch['buoc']>;
const SIGNS: Readonly<Record<StepState, { readonly sign: string; readonly text: string }>> = {
  done: { sign: '✓', text: 'xong' },
  now: { sign: '●', text: 'đang đến lượt' },
  lacking: { sign: '!', text: 'còn thiếu' },
  later: { sign: '○', text: 'chưa đến lượt' },
};

/** The steps of a month's end, in their order; the one that the address names is open. */
export function Steps(props: StepProps) {
  const { month, earlierOpen } = props;
  const { view, figures } = month;
  const { buoc } = route.useSearch();
  const navigate = route.useNavigate();
  const isClosed = view.status === 'closed';
  const last = view.closes.at(-1);
  const drift = figures?.close?.drift ?? 0;
  const steps: readonly {
    readonly id: StepId;
    readonly title: string;
    readonly summary: StepSummary;
    readonly body: () => ReactNode;
  }[] = [
    { id: 'don-doc', title: 'Đôn đốc', summary: remindSummary(month), body: () => <Remind {...props} /> },
    {
      id: 'han-nop',
      title: 'Hết hạn nộp',
      summary: cutOffSummary(month),
      body: () => <CutOff month={month} />,
    },
    {
      id: 'ra-soat',
      title: 'Rà soát những gì còn thiếu',
      summary: reviewSummary(month),
      body: () => <Review {...props} />,
    },
    {
      id: 'chot',
      title: 'Chốt',
      summary: closeSummary(month, earlierOpen),
      body: () => <Close {...props} />,
    },
    {
      id: 'danh-sach',
      title: 'Danh sách chốt và mã băm',
      summary: last
        ? {
            state: isClosed ? 'done' : 'later',
            text: `${number(last.expected + last.exempt)} dòng; ${percent(last.rateByTask)} nhiệm vụ; mã băm ${last.sha256.slice(0, 12)}…${isClosed ? '' : ' (của lần chốt trước)'}`,
          }
        : { state: 'later', text: 'Có sau khi chốt.' },
      body: () => <FrozenList {...props} />,
    },
    {
      id: 'troi',
      title: 'Số liệu trôi',
      summary: !last
        ? { state: 'later', text: 'Có sau khi chốt.' }
        : isClosed
          ? {
              state: drift > 0 ? 'lacking' : 'done',
              text:
                drift > 0
                  ? `${number(drift)} phần giao nay khác với lúc chốt; số đã chốt giữ nguyên.`
                  : 'Không có gì khác với lúc chốt.',
            }
          : { state: 'later', text: 'So với lần chốt trước.' },
      body: () => <Drift {...props} />,
    },
    { id: 'mo-lai', title: 'Mở lại', summary: reopenSummary(month), body: () => <Reopen {...props} /> },
  ];
  const upNext = steps.find(({ summary: { state } }) => state === 'now' || state === 'lacking')?.id;
  const open = buoc ?? upNext ?? 'chot';
  return (
    <ol className={css.steps} aria-label={`Các bước chốt ${period(view.period)}`}>
      {steps.map(({ id, title, summary, body }, index) => (
        <Step
          key={id}
          place={index + 1}
          title={title}
          summary={summary}
          open={open === id}
          named={buoc === id}
          onOpen={() =>
            void navigate({
              search: (before) => ({
                ...before,
                thang: view.period,
                buoc: id,
                ketQua: undefined,
              }),
              resetScroll: false,
            })
          }
        >
          {open === id ? body() : null}
        </Step>
      ))}
    </ol>
  );
}

interface OneStepProps {
  readonly place: number;
  readonly title: string;
  readonly summary: StepSummary;
  readonly open: boolean;
  /** The address names it: it is brought into sight. */
  readonly named: boolean;
  readonly onOpen: () => void;
  readonly children: ReactNode;
}

function Step({ place, title, summary: { state, text }, open, named, onOpen, children }: OneStepProps) {
  const id = useId();
  const item = useRef<HTMLLIElement>(null);
  const { sign, text: stateText } = SIGNS[state];
  useEffect(() => {
    if (named) item.current?.scrollIntoView({ block: 'nearest' });
  }, [named]);
  return (
    <li ref={item} className={`${css.step} ${css[state] ?? ''}`}>
      <h2>
        <button type="button" className={css.head} aria-expanded={open} aria-controls={id} onClick={onOpen}>
          <span className={css.sign} aria-hidden="true">
            {sign}
          </span>
          <span className={css.title}>
            {place}. {title}
            <span className="sr-only"> ({stateText})</span>
          </span>
          <span className={css.summary}>{text}</span>
          <span className={css.arrow} aria-hidden="true">
            {open ? '▾' : '▸'}
          </span>
        </button>
      </h2>
      <div id={id} className={open ? css.body : ''}>
        {children}
      </div>
    </li>
  );
}
