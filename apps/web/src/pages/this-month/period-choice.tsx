import type { PeriodComplianceDto, PeriodDto } from '../../client/types.gen.js';
import { capital, day, instant, number, period as periodText } from '../../ui/format.js';
import { Tag } from '../../ui/tag.js';
import css from './this-month.module.css';

/** Updates sent now are late: the cut-off has passed. */
export const isLate = ({ status }: Pick<PeriodDto, 'status'>): boolean => status !== 'open';

/** The period that is due next: of those still open the one that is cut off first; else the newest. */
export function currentOf(periods: readonly PeriodDto[]): PeriodDto | undefined {
  const byCutOff = [...periods].sort((a, b) => (a.cutOff < b.cutOff ? -1 : 1));
  return byCutOff.find((one) => !isLate(one)) ?? byCutOff.at(-1);
}

/** How many updates of a period are missing or insufficient, by what is known now. */
function lackingIn({ byAssignment, close }: PeriodComplianceDto): number {
  const { missing, insufficient } = close?.current?.byAssignment ?? byAssignment;
  return missing + insufficient;
}

interface PeriodChoiceProps {
  readonly periods: readonly PeriodDto[];
  readonly chosen: PeriodDto;
  readonly compliance: readonly PeriodComplianceDto[];
  readonly onChoose: (period: string) => void;
}

/** The period, with what earlier ones still lack. Late ones are chosen like any other and say that they are late. */
export function PeriodChoice({ periods, chosen, compliance, onChoose }: PeriodChoiceProps) {
  const lacking = new Map(compliance.map((one) => [one.period, lackingIn(one)]));
  const label = (one: PeriodDto) => {
    const left = lacking.get(one.period);
    if (!isLate(one)) return `${capital(periodText(one.period))} – hạn ${day(one.cutOff)}`;
    return `${capital(periodText(one.period))} – đã qua hạn${left === undefined ? '' : left > 0 ? `, còn thiếu ${number(left)}` : ', đủ'}`;
  };
  const earlier = periods.filter(
    (one) => isLate(one) && one.period !== chosen.period && (lacking.get(one.period) ?? 0) > 0,
  );
  return (
    <div className={css.periods}>
      <label>
        Kỳ báo cáo{' '}
        <select value={chosen.period} onChange={({ target }) => onChoose(target.value)}>
          {[...periods].reverse().map((one) => (
            <option key={one.period} value={one.period}>
              {label(one)}
            </option>
          ))}
        </select>
      </label>
      {earlier.length > 0 ? (
        <p className="no-print">
          Kỳ trước còn thiếu:{' '}
          {earlier.map((one) => (
            <button key={one.period} type="button" className={css.link} onClick={() => onChoose(one.period)}>
              {periodText(one.period)} ({number(lacking.get(one.period))})
            </button>
          ))}
        </p>
      ) : null}
    </div>
  );
}

/** Says that what is sent now for a period is late, and that it is taken all the same. */
export function LateNotice({ period }: { readonly period: PeriodDto }) {
  if (!isLate(period)) return null;
  const closed = period.closes.findLast(({ reopenedAt }) => reopenedAt === null);
  return (
    <div className={css.late} role="note">
      <Tag tone="watch" sign="M">
        Muộn
      </Tag>
      <p>
        Hạn chốt {periodText(period.period)} là {instant(period.cutOff)}, đã qua. Cập nhật gửi bây giờ{' '}
        <strong>vẫn được nhận</strong> và được ghi là muộn.
        {period.status === 'closed' && closed
          ? ` Kỳ đã chốt ngày ${day(closed.at)}: số đã chốt giữ nguyên, cập nhật này hiện thành phần khác với khi chốt.`
          : ''}
      </p>
    </div>
  );
}
