import { useRead } from '../api/reads.js';
import { Dialog } from './dialog.js';
import css from './event-line.module.css';
import { Answer } from './states.js';
import { storedEvent } from './stored-event.js';

interface StoredEventDialogProps {
  readonly eventId: string;
  readonly onClose: () => void;
}

/** The event behind a row, as it was stored. */
export function StoredEventDialog({ eventId, onClose }: StoredEventDialogProps) {
  const query = useRead(storedEvent(eventId));
  return (
    <Dialog title="Sự kiện gốc" onClose={onClose} wide>
      <Answer query={query} what="sự kiện gốc">
        {(event) => (
          // What scrolls must be reachable by keyboard.
          // biome-ignore lint/a11y/noNoninteractiveTabindex: as said
          <pre className={css.json} tabIndex={0}>
            {JSON.stringify(event, null, 2)}
          </pre>
        )}
      </Answer>
    </Dialog>
  );
}
