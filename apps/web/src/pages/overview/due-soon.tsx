import { Link } from '@tanstack/react-router';
import { useRead } from '../../api/reads.js';
import type { AdoptedPolicyDto, AssignmentRowDto } from '../../client/types.gen.js';
import { day, number } from '../../ui/format.js';
import { Panel } from '../../ui/page.js';
import { Answer, Empty } from '../../ui/states.js';
import { addWorkingDays } from '../../ui/working-days.js';
import css from './due-soon.module.css';
import { dueBetween, nextDueAfter } from './overview.reads.js';

const AHEAD = 14;
/** More units than this are counted, not named. */
const NAMED = 2;

interface DueSoonProps {
  readonly programme: string;
  /** Day, `YYYY-MM-DD`. */
  readonly today: string;
  readonly adopted: readonly AdoptedPolicyDto[];
}

interface DueGroup {
  readonly task: string;
  readonly title: string;
  readonly due: string;
  readonly rows: readonly AssignmentRowDto[];
}

/** The rows of one task that fall due on one day stand together. */
function groupsOf(rows: readonly AssignmentRowDto[]): readonly DueGroup[] {
  const groups = Map.groupBy(rows, ({ currentDue, task }) => `${currentDue} ${task}`);
  return [...groups.values()].flatMap((members) => {
    const [first] = members;
    return first?.currentDue
      ? [{ task: first.task, title: first.title, due: first.currentDue, rows: members }]
      : [];
  });
}

/** Nothing in these days: when it goes on, then. */
function NothingDue({ programme, until }: { readonly programme: string; readonly until: string }) {
  const query = useRead(nextDueAfter(programme, until));
  return (
    <Empty title="Không có việc nào đến hạn trong những ngày này">
      {query.data ? (
        <>
          Hạn gần nhất sau đó: {day(query.data.due)} (
          <Link to="/nhiem-vu" search={{ con: 'co', hanTu: query.data.due, hanDen: query.data.due }}>
            {number(query.data.count)} phần giao
          </Link>
          )
        </>
      ) : null}
    </Empty>
  );
}

/** What falls due in the next 14 working days and isn't done. */
export function DueSoon({ programme, today, adopted }: DueSoonProps) {
  const until = addWorkingDays(today, AHEAD, adopted.at(-1)?.calendar ?? {});
  const query = useRead(dueBetween(programme, today, until));
  return (
    <Panel title={`Đến hạn trong ${AHEAD} ngày làm việc tới`} aside={`${day(today)} – ${day(until)}`}>
      <Answer query={query} what="các việc sắp đến hạn">
        {({ total, rows }) =>
          total === 0 ? (
            <NothingDue programme={programme} until={until} />
          ) : (
            <>
              <ul className={css.groups}>
                {groupsOf(rows).map(({ task, title, due, rows: members }) => (
                  <li key={`${due} ${task}`}>
                    <time dateTime={due}>{day(due)}</time>
                    <div>
                      <Link
                        to="/nhiem-vu"
                        search={{ nhiemVu: task, con: 'co', hanTu: due, hanDen: due }}
                        className={css.title}
                      >
                        {task}. {title}
                      </Link>
                      <p className={css.units}>
                        {members.length > NAMED ? (
                          <Link to="/nhiem-vu" search={{ nhiemVu: task, con: 'co', hanTu: due, hanDen: due }}>
                            {number(members.length)} đơn vị chưa xong
                            <span className="sr-only"> nhiệm vụ số {task}</span>
                          </Link>
                        ) : (
                          members.map(({ id, unitName, percent }) => (
                            <span key={id}>
                              <Link to="/nhiem-vu/$assignment" params={{ assignment: id }}>
                                {unitName}
                              </Link>
                              {percent === null ? ' – chưa báo cáo tỷ lệ' : ` – ${percent} %`}
                            </span>
                          ))
                        )}
                      </p>
                    </div>
                  </li>
                ))}
              </ul>
              <p>
                <Link to="/nhiem-vu" search={{ con: 'co', hanTu: today, hanDen: until, sap: 'due' }}>
                  Tất cả {number(total)} phần giao chưa xong đến hạn
                </Link>
              </p>
            </>
          )
        }
      </Answer>
    </Panel>
  );
}
