import { useReadPages } from '../../api/reads.js';
import { EventLine } from '../../ui/event-line.js';
import { Panel } from '../../ui/page.js';
import { ReadMore } from '../../ui/read-more.js';
import { Answer, Empty } from '../../ui/states.js';
import { storedEvent } from '../../ui/stored-event.js';
import { told } from '../../ui/told-event.js';
import css from './indicator.module.css';
import { history } from './indicator.reads.js';

interface EventHistoryProps {
  readonly programme: string;
  readonly code: string;
}

/** Everything that was recorded of the indicator itself, one sentence each; those of units lie with their figures. */
export function EventHistory({ programme, code }: EventHistoryProps) {
  const query = useReadPages(history(programme, code));
  return (
    <Panel title="Lịch sử">
      <Answer query={query} what="lịch sử">
        {({ pages }) => {
          const lines = pages.flatMap(({ items }) => items);
          if (lines.length === 0) return <Empty title="Chưa ghi gì về chỉ tiêu này" />;
          return (
            <ol className={css.history}>
              {lines.map((line) => (
                <li key={line.eventId}>
                  <EventLine event={told(line)} stored={storedEvent(line.eventId)} />
                </li>
              ))}
            </ol>
          );
        }}
      </Answer>
      <ReadMore query={query} label="Tải thêm" />
    </Panel>
  );
}
