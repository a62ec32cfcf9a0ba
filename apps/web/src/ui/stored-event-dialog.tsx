import { useRead } from '../api/reads.js';
import { Dialog } from './dialog.js';
import { StoredText } from './event-line.js';
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
        {(event) => <StoredText event={event} />}
      </Answer>
    </Dialog>
  );
}
