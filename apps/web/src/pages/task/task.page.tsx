import { getRouteApi, Link } from '@tanstack/react-router';
import { useIsNow } from '../../api/clocks.js';
import { isNotFound, useRead } from '../../api/reads.js';
import type { AssignmentDto } from '../../client/types.gen.js';
import { wholePercent } from '../../ui/format.js';
import { Page } from '../../ui/page.js';
import { Answer, NotFound } from '../../ui/states.js';
import { BucketTag, SimulatedTag, StatusTag } from '../../ui/tag.js';
import { About } from './about.js';
import { Actions } from './actions.js';
import { History } from './history.js';
import { Months } from './months.js';
import { OpenWarnings } from './open-warnings.js';
import { Reconciliation } from './reconciliation.js';
import css from './task.module.css';
import { assignmentOf } from './task.reads.js';
import { Times } from './times.js';

const route = getRouteApi('/khung/nhiem-vu/$assignment');

/** One task as given to one unit: what it is, when it is due, what was reported, what happened, what can be done. */
export function TaskPage() {
  const { assignment: id } = route.useParams();
  const isNow = useIsNow();
  const query = useRead(assignmentOf(id));
  const { data } = query;
  return (
    <Page
      title={data ? `${data.task}. ${data.title}` : 'Một nhiệm vụ'}
      lead={data ? <Lead assignment={data} /> : null}
      actions={data && isNow ? <Actions key={data.id} assignment={data} /> : null}
    >
      {query.isError && isNotFound(query.error) && !data ? (
        <NotGiven id={id} isNow={isNow} />
      ) : (
        <Answer query={query} what="nhiệm vụ">
          {(assignment) => (
            <div className={css.parts} key={assignment.id}>
              <div className={css.columns}>
                <About assignment={assignment} />
                <Times assignment={assignment} />
              </div>
              <OpenWarnings assignment={assignment.id} />
              <Months assignment={assignment} />
              <Reconciliation assignment={assignment} />
              <History assignment={assignment.id} />
            </div>
          )}
        </Answer>
      )}
    </Page>
  );
}

function Lead({ assignment }: { readonly assignment: AssignmentDto }) {
  const { unitName, bucket, status, percent, simulated } = assignment;
  return (
    <>
      <strong>{unitName}</strong>
      <BucketTag bucket={bucket} />
      <StatusTag status={status} />
      <span>Tiến độ {wholePercent(percent)}</span>
      {simulated ? <SimulatedTag /> : null}
    </>
  );
}

function NotGiven({ id, isNow }: { readonly id: string; readonly isNow: boolean }) {
  return (
    <>
      <NotFound
        detail={
          isNow
            ? `Không có phần giao nhiệm vụ nào mang mã “${id.slice(0, 120)}”.`
            : `Ở thời điểm đang xem chưa có phần giao nhiệm vụ nào mang mã “${id.slice(0, 120)}”.`
        }
      />
      <p className={css.centre}>
        <Link to="/nhiem-vu">Mở danh sách nhiệm vụ</Link>
      </p>
    </>
  );
}
