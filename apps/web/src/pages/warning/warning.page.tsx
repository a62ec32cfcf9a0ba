import { getRouteApi, Link } from '@tanstack/react-router';
import { useRead } from '../../api/reads.js';
import { Page } from '../../ui/page.js';
import { Answer, NotFound } from '../../ui/states.js';
import { ExplanationTag, LevelTag, SimulatedTag, Tag } from '../../ui/tag.js';
import { Course } from './course.js';
import { Now } from './now.js';
import css from './warning.module.css';
import { warningOf } from './warning.reads.js';
import { Why } from './why.js';

const route = getRouteApi('/khung/canh-bao/$warning');

/** One warning: why it is there, what can be done now, what happened. */
export function WarningPage() {
  const { warning: id } = route.useParams();
  const query = useRead(warningOf(id));
  const newest = query.data?.[0];
  return (
    <Page
      title={newest ? `Cảnh báo: ${newest.ruleText}` : 'Cảnh báo'}
      lead={
        <>
          {newest ? (
            <>
              <LevelTag level={newest.level} />
              {newest.clearedAt === null ? (
                <Tag tone="bad" sign="●">
                  Còn hiệu lực
                </Tag>
              ) : (
                <Tag tone={newest.clearedLate ? 'watch' : 'good'} sign={newest.clearedLate ? '✓!' : '✓'}>
                  Đã hết{newest.clearedLate ? ', sau khi đã nâng mức' : ''}
                </Tag>
              )}
              {newest.explanation.state === 'none' ? null : (
                <span>
                  Giải trình:{' '}
                  <ExplanationTag state={newest.explanation.state} overdue={newest.explanation.overdue} />
                </span>
              )}
              {newest.simulated ? <SimulatedTag /> : null}
            </>
          ) : null}
          <Link to="/canh-bao" className="no-print">
            Tất cả cảnh báo
          </Link>
        </>
      }
    >
      <Answer query={query} what="cảnh báo">
        {([first, ...older]) =>
          first ? (
            <div className={css.parts}>
              <Why warning={first} times={older.length + 1} />
              <Now warning={first} />
              <Course id={id} />
            </div>
          ) : (
            <NotFound />
          )
        }
      </Answer>
    </Page>
  );
}
