import { getRouteApi, Link } from '@tanstack/react-router';
import { Button } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { useClocks, useIsNow } from '../../api/clocks.js';
import { messageOf } from '../../api/problem.js';
import { useRead } from '../../api/reads.js';
import { unitsOf, useMay, useSession, useToday } from '../../api/session.js';
import { useProgramme } from '../../app/programme.js';
import type { CommandAnswer, PeriodDto, ReportProgressDto, WorkListDto } from '../../client/types.gen.js';
import common from '../../ui/common.module.css';
import { instant, number, period as periodText } from '../../ui/format.js';
import { Page } from '../../ui/page.js';
import { complianceOf, periods } from '../../ui/periods.js';
import { Answer, Empty, NotFound } from '../../ui/states.js';
import { SimulatedTag } from '../../ui/tag.js';
import { toast } from '../../ui/toasts.js';
import { UnitChoice } from '../../ui/unit-choice.js';
import { KeyLine, KeysDialog, useKeys } from './keys.js';
import { currentOf, isLate, LateNotice, PeriodChoice } from './period-choice.js';
import css from './this-month.module.css';
import { comingCutOffs, type WorkItem, workOf } from './this-month.reads.js';
import { isWaiting, WorkRow } from './work-row.js';

const route = getRouteApi('/khung/viec-thang-nay');

/** What the account's unit reports in a month, all on one page. */
export function ThisMonthPage() {
  const units = unitsOf(useSession().principal);
  const { donVi } = route.useSearch();
  const unit = donVi === undefined ? units[0] : units.find((one) => one === donVi);
  if (unit === undefined) {
    return (
      <Page title="Việc tháng này">
        {donVi === undefined ? (
          <Empty title="Trang này dành cho đầu mối của đơn vị chủ trì">
            Tài khoản này không báo cáo thay đơn vị nào. Xem <Link to="/nhiem-vu">Nhiệm vụ</Link>.
          </Empty>
        ) : (
          <NotFound detail="Tài khoản này không báo cáo thay đơn vị trong địa chỉ." />
        )}
      </Page>
    );
  }
  return <OfUnit key={unit} unit={unit} units={units} />;
}

interface OfUnitProps {
  readonly unit: string;
  readonly units: readonly string[];
}

function OfUnit({ unit, units }: OfUnitProps) {
  const programme = useProgramme();
  const { thang } = route.useSearch();
  const navigate = route.useNavigate();
  const all = useRead(periods(programme.id));
  const compliance = useRead(complianceOf(programme.id, unit));
  const known = all.data ?? [];
  const chosen = thang === undefined ? currentOf(known) : known.find(({ period }) => period === thang);
  const work = useRead(workOf(programme.id, chosen?.period ?? '', unit), { enabled: chosen !== undefined });
  const [first] = work.data?.items ?? [];
  const choose = (name: string) =>
    void navigate({ search: (before) => ({ ...before, thang: name, nhiemVu: undefined }) });
  return (
    <Page
      title={
        chosen === undefined || chosen === currentOf(known)
          ? 'Việc tháng này'
          : `Việc ${periodText(chosen.period)}`
      }
      lead={
        <>
          {first ? <span>{first.unitName}</span> : null}
          {first?.simulated ? <SimulatedTag /> : null}
        </>
      }
      actions={
        <UnitChoice
          units={units}
          chosen={unit}
          onChoose={(next) =>
            void navigate({ search: (before) => ({ ...before, donVi: next, nhiemVu: undefined }) })
          }
        />
      }
    >
      <Answer query={all} what="các kỳ báo cáo">
        {(list) =>
          list.length === 0 ? (
            <Empty title="Chưa có kỳ báo cáo nào">
              Chương trình chưa có quy chế báo cáo; khi Cơ quan Thường trực áp dụng, việc phải báo cáo hiện ở
              đây.
            </Empty>
          ) : chosen === undefined ? (
            <NotFound detail={`Không có kỳ báo cáo “${thang}”, hoặc kỳ đó chưa đến.`} />
          ) : (
            <>
              <PeriodChoice
                periods={list}
                chosen={chosen}
                compliance={compliance.data ?? []}
                onChoose={choose}
              />
              <LateNotice period={chosen} />
              <Answer query={work} what="việc phải báo cáo">
                {(data) => <Work key={chosen.period} period={chosen} unit={unit} data={data} />}
              </Answer>
            </>
          )
        }
      </Answer>
    </Page>
  );
}

interface WorkProps {
  readonly period: PeriodDto;
  readonly unit: string;
  readonly data: WorkListDto;
}

/** Sent by this window and not yet read again, by assignment. */
type Arriving = Readonly<
  Record<string, { readonly revision: number; readonly kind: ReportProgressDto['kind'] }>
>;

function Work({ period, unit, data }: WorkProps) {
  const { nhiemVu } = route.useSearch();
  const navigate = route.useNavigate();
  const { asOf } = useClocks();
  const serverDate = useToday();
  const today = asOf ?? serverDate;
  const isNow = useIsNow();
  const may = useMay('report.submit', unit);
  const list = useRef<HTMLOListElement>(null);
  const [arriving, setArriving] = useState<Arriving>({});
  const [helping, setHelping] = useState(false);
  /** The task that was opened here, and so gets the cursor; one of the address alone doesn't. */
  const [opened, setOpened] = useState<string | null>(null);
  const { items, total } = data;
  const mayReport = isNow && may;
  const waiting = (item: WorkItem) => isWaiting(item) && arriving[item.assignment] === undefined;
  const left = items.filter(waiting);
  const now = useRef({ items, nhiemVu, arriving });
  now.current = { items, nhiemVu, arriving };

  useEffect(() => {
    for (const item of items) {
      const sent = arriving[item.assignment];
      if (sent === undefined || item.revision < sent.revision) continue;
      setArriving(({ [item.assignment]: _, ...others }) => others);
      toast(arrivedText(item), item.outcome === 'insufficient' ? 'bad' : 'good');
    }
  }, [items, arriving]);
  useEffect(() => {
    if (nhiemVu !== undefined) rowOf(list.current, nhiemVu)?.scrollIntoView({ block: 'nearest' });
  }, [nhiemVu]);

  const open = (task: string | undefined) => {
    setOpened(task ?? null);
    void navigate({ search: (before) => ({ ...before, nhiemVu: task }), replace: true, resetScroll: false });
  };
  const step = (by: 1 | -1) => {
    const at = items.findIndex(({ task }) => task === nhiemVu);
    const next = at === -1 ? (left[0] ?? items[0]) : items[at + by];
    if (next) open(next.task);
    else toast(by > 0 ? 'Đây là việc cuối của kỳ.' : 'Đây là việc đầu của kỳ.', 'info');
  };
  useKeys({ next: () => step(1), previous: () => step(-1), help: () => setHelping(true) });

  const onSent = (item: WorkItem, { revision }: CommandAnswer, kind: ReportProgressDto['kind']) => {
    const { items: all, nhiemVu: here, arriving: before } = now.current;
    setArriving((others) => ({ ...others, [item.assignment]: { revision, kind } }));
    // Who has gone on to another task meanwhile stays there.
    if (here !== item.task) return;
    const at = all.findIndex(({ assignment }) => assignment === item.assignment);
    const next = [...all.slice(at + 1), ...all.slice(0, at)].find(
      (one) => isWaiting(one) && before[one.assignment] === undefined,
    );
    if (next) open(next.task);
    else {
      open(undefined);
      rowOf(list.current, item.task)?.querySelector('button')?.focus();
      toast('Đã gửi hết việc của kỳ.', 'info');
    }
  };
  const onFailed = (item: WorkItem, reason: unknown) => {
    if (now.current.nhiemVu !== item.task)
      toast(`Nhiệm vụ ${item.task} chưa gửi được: ${messageOf(reason)}`, 'bad');
  };

  if (items.length === 0) {
    return (
      <Empty title="Kỳ này đơn vị không phải báo cáo việc nào">
        Việc được giao, đang tạm dừng hay đã hoàn thành: xem <Link to="/nhiem-vu">Nhiệm vụ của đơn vị</Link>.
      </Empty>
    );
  }
  return (
    <>
      <div className={css.head}>
        <p>
          <strong>
            {left.length === 0
              ? `Không còn việc nào phải gửi trong ${number(items.length)} việc của kỳ`
              : `Còn ${number(left.length)} trên ${number(total)} việc chưa có cập nhật đủ`}
          </strong>
          {isLate(period) ? null : <CutOff period={period} />}
        </p>
        {mayReport ? (
          <Button className="no-print" size="small" onClick={() => setHelping(true)}>
            Các phím <kbd>F1</kbd>
          </Button>
        ) : null}
      </div>
      {mayReport ? (
        <KeyLine />
      ) : (
        <p className={common.small}>
          {isNow ? 'Tài khoản này chỉ xem.' : 'Đang xem ở một thời điểm khác: chỉ xem, không gửi được.'}
        </p>
      )}
      <ol ref={list} className={css.rows} aria-label="Việc phải báo cáo, theo hạn">
        {items.map((item) => (
          <WorkRow
            key={item.assignment}
            item={item}
            period={period.period}
            late={isLate(period)}
            open={nhiemVu === item.task}
            focus={opened === item.task}
            arriving={arriving[item.assignment] !== undefined}
            overdue={item.currentDue !== null && item.currentDue <= today}
            mayReport={mayReport}
            onToggle={() => open(nhiemVu === item.task ? undefined : item.task)}
            onSent={onSent}
            onFailed={onFailed}
          />
        ))}
      </ol>
      {helping ? <KeysDialog onClose={() => setHelping(false)} /> : null}
    </>
  );
}

const rowOf = (list: HTMLElement | null, task: string) =>
  list?.querySelector<HTMLElement>(`[data-task="${CSS.escape(task)}"]`);

function arrivedText({ task, report, outcome, lacks }: WorkItem): string {
  const when = report ? ` lúc ${instant(report.recordedAt)}` : '';
  if (outcome === 'insufficient') return `Nhiệm vụ ${task}: đã nhận${when}, còn thiếu: ${lacks.join('; ')}.`;
  return `Nhiệm vụ ${task}: đã nhận${when}, đủ dữ liệu${outcome === 'late' ? ', muộn' : ''}.`;
}

/** Until when an update is on time, by the server's day. */
function CutOff({ period }: { readonly period: PeriodDto }) {
  const programme = useProgramme();
  const coming = useRead(comingCutOffs(programme.id));
  const days = coming.data?.cutOffs.find((one) => one.period === period.period)?.workingDaysLeft;
  return (
    <>
      {' '}
      · hạn chốt {instant(period.cutOff)}
      {days === undefined ? '' : `, còn ${number(days)} ngày làm việc`}
    </>
  );
}
