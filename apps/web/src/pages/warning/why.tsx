import { Link } from '@tanstack/react-router';
import { useRead } from '../../api/reads.js';
import type { AdoptedPolicyDto, WarningDto } from '../../client/types.gen.js';
import common from '../../ui/common.module.css';
import { capital, day, dayOf, instant, number } from '../../ui/format.js';
import { Panel } from '../../ui/page.js';
import { policies } from '../../ui/policies.js';
import { factRows } from './inputs.js';
import { CLEARED_BECAUSE, RULE_SAYS } from './rules.js';
import css from './warning.module.css';

interface WhyProps {
  readonly warning: WarningDto;
  /** How often it was raised. */
  readonly times: number;
}

/** The rule, what it looked at, in words and dates, and how the warning climbs. */
export function Why({ warning, times }: WhyProps) {
  const { rule, ruleText, fact, task, taskTitle, assignment, period, indicator, indicatorName } = warning;
  const { unit, unitName, askedUnitName, level, levelText, raisedAt, raisedRecordedAt, clearedAt } = warning;
  const { clearedCause, workingDays } = warning;
  const adopted = useRead(policies(warning.programme));
  const ofUpdate = /^\d{4}-\d\d$/.test(period) ? { ky: period } : {};
  return (
    <Panel title="Vì sao có cảnh báo này">
      <p className={css.fact}>{capital(fact)}.</p>
      <dl className={css.facts}>
        <dt>Quy tắc</dt>
        <dd>
          {ruleText}
          <p className={common.small}>{RULE_SAYS[rule]}</p>
        </dd>
        <dt>{assignment === null ? 'Chỉ tiêu' : 'Nhiệm vụ'}</dt>
        <dd>
          {assignment === null ? (
            <Link to="/chi-tieu/$code" params={{ code: indicator ?? '' }}>
              {indicator}. {indicatorName}
            </Link>
          ) : (
            <Link to="/nhiem-vu/$assignment" params={{ assignment }} search={ofUpdate}>
              {task}. {taskTitle ?? 'xem nhiệm vụ'}
            </Link>
          )}
        </dd>
        <dt>Đơn vị</dt>
        <dd>
          {unit === null
            ? `Chỉ tiêu không có đơn vị chịu trách nhiệm; Cơ quan Thường trực theo dõi${askedUnitName === null ? '' : `. Đơn vị được yêu cầu giải trình: ${askedUnitName}`}`
            : unitName}
        </dd>
        {factRows(warning).map(([label, value]) => (
          <Row key={label} label={label} value={value} />
        ))}
        <Row
          label="Phát sinh"
          value={`${instant(raisedAt)}${dayOf(raisedRecordedAt) > dayOf(raisedAt) ? `, ghi nhận lúc ${instant(raisedRecordedAt)}` : ''}${times > 1 ? ` (lần thứ ${times})` : ''}`}
        />
        {clearedAt === null ? null : (
          <Row
            label="Kết thúc"
            value={`${instant(clearedAt)}${clearedCause === null ? '' : `: ${CLEARED_BECAUSE[clearedCause] ?? clearedCause}`}`}
          />
        )}
        {workingDays === null ? null : (
          <Row label="Đã kéo dài" value={`${number(workingDays)} ngày làm việc`} />
        )}
        <Row
          label={clearedAt === null ? 'Mức hiện nay' : 'Mức đã tới'}
          value={`${level}: gửi tới ${levelText}`}
        />
      </dl>
      {adopted.data && clearedAt === null ? <Climbing adopted={adopted.data} on={dayOf(raisedAt)} /> : null}
    </Panel>
  );
}

function Row({ label, value }: { readonly label: string; readonly value: string }) {
  return (
    <>
      <dt>{label}</dt>
      <dd>{value}</dd>
    </>
  );
}

interface ClimbingProps {
  readonly adopted: readonly AdoptedPolicyDto[];
  /** Day. */
  readonly on: string;
}

/** How a warning climbs while it stands, by the policy of the day on which it was raised. */
function Climbing({ adopted, on }: ClimbingProps) {
  const rule = adopted.findLast(({ from }) => from <= on) ?? adopted[0];
  const escalation = rule?.policy.escalation;
  if (!rule || !escalation) return null;
  const { unitHeadAfter, leaderAfter, inspectionAfterPeriods } = escalation;
  const steps = [
    unitHeadAfter === undefined ? null : `mức 2 sau ${unitHeadAfter} ngày làm việc`,
    leaderAfter === undefined ? null : `mức 3 sau ${leaderAfter} ngày làm việc`,
    inspectionAfterPeriods === undefined ? null : `mức 4 khi kéo qua ${inspectionAfterPeriods} kỳ liên tiếp`,
  ].filter((step) => step !== null);
  if (steps.length === 0) return null;
  return (
    <p className={common.small}>
      Chưa hết thì nâng lên {steps.join(', ')} ({rule.policy.title}, áp dụng từ {day(rule.from)}).
    </p>
  );
}
