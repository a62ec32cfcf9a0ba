import { Link } from '@tanstack/react-router';
import { useClocks } from '../../api/clocks.js';
import { useRead } from '../../api/reads.js';
import { useToday } from '../../api/session.js';
import { useProgramme } from '../../app/programme.js';
import type { AdoptedPolicyDto, OverviewDto } from '../../client/types.gen.js';
import { day, number } from '../../ui/format.js';
import { Page } from '../../ui/page.js';
import { policies } from '../../ui/policies.js';
import { Answer } from '../../ui/states.js';
import { SimulatedTag } from '../../ui/tag.js';
import { Buckets } from './buckets.js';
import { DueSoon } from './due-soon.js';
import { GoalFigure } from './goal-figure.js';
import { Months } from './months.js';
import css from './overview.module.css';
import { overview } from './overview.reads.js';
import { UnitMonths } from './unit-months.js';
import { WarningLevels } from './warning-levels.js';

/** The programme at a glance; every figure opens the list behind it. */
export function OverviewPage() {
  const programme = useProgramme();
  const figures = useRead(overview(programme.id), { keepPrevious: true });
  const rules = useRead(policies(programme.id));
  return (
    <Page
      title="Tổng quan"
      lead={
        figures.data ? (
          <>
            <span>
              Tính đến hết ngày {day(figures.data.asOf)}: {number(figures.data.tasks)} nhiệm vụ,{' '}
              <Link to="/nhiem-vu">{number(figures.data.assignments)} phần giao</Link> cho các đơn vị
            </span>
            {figures.data.simulated ? <SimulatedTag /> : null}
          </>
        ) : null
      }
    >
      <Answer query={figures} what="tổng quan">
        {(data) => (
          <Answer query={rules} what="quy chế báo cáo">
            {(adopted) => <Overview programme={programme.id} data={data} adopted={adopted} />}
          </Answer>
        )}
      </Answer>
    </Page>
  );
}

interface OverviewProps {
  readonly programme: string;
  readonly data: OverviewDto;
  readonly adopted: readonly AdoptedPolicyDto[];
}

function Overview({ programme, data, adopted }: OverviewProps) {
  const { asOf } = useClocks();
  const serverDate = useToday();
  const today = asOf ?? (data.asOf || serverDate);
  return (
    <div className={css.room}>
      <div className={css.grid}>
        <GoalFigure programme={programme} months={data.compliance} adopted={adopted} />
        <Months months={data.compliance} goal={adopted.at(-1)?.policy.goal ?? null} />
        <Buckets buckets={data.buckets} total={data.assignments} />
        <WarningLevels warnings={data.warnings} />
        <DueSoon programme={programme} today={today} adopted={adopted} />
        <UnitMonths programme={programme} />
      </div>
    </div>
  );
}
