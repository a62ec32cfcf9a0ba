import { Link } from '@tanstack/react-router';
import type { HistoryLineDto } from '../../client/types.gen.js';
import { EVENT_GROUP_WORDS } from '../../ui/event-groups.js';
import { EventLine } from '../../ui/event-line.js';
import { day, dayOf } from '../../ui/format.js';
import { storedEvent } from '../../ui/stored-event.js';
import { told } from '../../ui/told-event.js';
import { groupOf } from './groups.js';
import css from './look-up.module.css';

interface TimeLineProps {
  /** Oldest first. */
  readonly lines: readonly HistoryLineDto[];
  /** What the whole is about is not said again at each line. */
  readonly of?: 'unit' | 'task';
}

/** Events on one line of time, by day; each opens to the event as it was stored. */
export function TimeLine({ lines, of }: TimeLineProps) {
  const days = Map.groupBy(lines, ({ recordedAt }) => dayOf(recordedAt));
  return (
    <ol className={css.days}>
      {[...days].map(([on, ofDay]) => (
        <li key={on}>
          <h3 className={css.day}>{day(on)}</h3>
          <ol className={css.lines}>
            {ofDay.map((line) => {
              const { text, sign } = EVENT_GROUP_WORDS[groupOf(line.type)];
              return (
                <li key={line.eventId} className={css.line}>
                  <span className={css.sign} title={text} aria-hidden="true">
                    {sign}
                  </span>
                  <div>
                    <Subject line={line} {...(of === undefined ? {} : { of })} />
                    <EventLine event={told(line)} stored={storedEvent(line.eventId)} />
                  </div>
                </li>
              );
            })}
          </ol>
        </li>
      ))}
    </ol>
  );
}

interface SubjectProps {
  readonly line: HistoryLineDto;
  readonly of?: 'unit' | 'task';
}

/** What a line speaks of, where the whole doesn't say. */
function Subject({ line: { assignment, task, unit, unitName }, of }: SubjectProps) {
  const parts = [
    ...(task === null || of === 'task' ? [] : [`Nhiệm vụ số ${task}`]),
    ...(unit === null || of === 'unit' ? [] : [unitName ?? unit]),
  ];
  if (parts.length === 0) return null;
  const text = parts.join(' · ');
  return (
    <p className={css.subject}>
      {assignment === null ? (
        text
      ) : (
        <Link to="/nhiem-vu/$assignment" params={{ assignment }}>
          {text}
        </Link>
      )}
    </p>
  );
}
