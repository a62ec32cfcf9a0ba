import { Link } from '@tanstack/react-router';
import { useRead } from '../../api/reads.js';
import { useMay } from '../../api/session.js';
import type { HistoryLineDto } from '../../client/types.gen.js';
import { EventLine, StoredText } from '../../ui/event-line.js';
import { Panel } from '../../ui/page.js';
import { Answer } from '../../ui/states.js';
import { storedEvent } from '../../ui/stored-event.js';
import { told } from '../../ui/told-event.js';
import css from './look-up.module.css';

/** One event: its sentence, where it leads, and itself as it was stored. */
export function OneEvent({ id }: { readonly id: string }) {
  const query = useRead(storedEvent(id));
  return (
    <Panel title="Sự kiện">
      <Answer query={query} what="sự kiện">
        {(event) => (
          <>
            {event.line ? <EventLine event={told(event.line)} /> : null}
            {event.line ? <Ways line={event.line} /> : null}
            <StoredText event={event} />
          </>
        )}
      </Answer>
    </Panel>
  );
}

function Ways({
  line: { assignment, unit, unitName, task, rule, actor },
}: {
  readonly line: HistoryLineDto;
}) {
  const mayFollow = useMay('trail.read-account');
  return (
    <p className={`${css.links} no-print`}>
      {assignment === null ? null : (
        <Link to="/nhiem-vu/$assignment" params={{ assignment }}>
          Mở phần giao nhiệm vụ
        </Link>
      )}
      {unit === null ? null : (
        <Link to="/tra-cuu" search={{ donVi: unit }}>
          Hồ sơ của {unitName ?? unit}
        </Link>
      )}
      {task === null ? null : (
        <Link to="/tra-cuu" search={{ nhiemVu: task }}>
          Hồ sơ của nhiệm vụ số {task}
        </Link>
      )}
      {rule === null && mayFollow ? (
        <Link to="/tra-cuu" search={{ chucDanh: actor.id }}>
          Hồ sơ của {actor.name ?? actor.id}
        </Link>
      ) : null}
    </p>
  );
}
