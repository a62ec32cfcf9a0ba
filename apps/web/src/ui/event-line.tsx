import { type ReactNode, useState } from 'react';
import { type Read, useRead } from '../api/reads.js';
import css from './event-line.module.css';
import { day, dayOf, instant } from './format.js';
import { Answer } from './states.js';
import { SimulatedTag } from './tag.js';

/** One event told as a sentence: a line of any history. */
export interface ToldEvent {
  readonly eventId: string;
  readonly type: string;
  readonly stream: string;
  readonly revision: number;
  readonly recordedAt: string;
  readonly effectiveOn?: string;
  readonly sentence: string;
  readonly simulated: boolean;
  /** Who did it, in words; null: nobody is named. */
  readonly who: string | null;
  /** The rule that acted by itself. */
  readonly rule?: { readonly id: string; readonly version: number } | null;
}

interface EventLineProps {
  readonly event: ToldEvent;
  /** Reads the event as it was stored; left out: it can't be opened here. */
  readonly stored?: Read<unknown>;
  /** Opened from the beginning, as where an address names it. */
  readonly startsOpen?: boolean;
  readonly children?: ReactNode;
}

/** A sentence, when, by whom; “xem sự kiện gốc” opens the event as it was stored. */
export function EventLine({ event, stored, startsOpen = false, children }: EventLineProps) {
  const [open, setOpen] = useState(startsOpen);
  const { recordedAt, effectiveOn, who, rule } = event;
  return (
    <div className={css.line}>
      <p className={css.sentence}>{event.sentence}</p>
      <p className={css.about}>
        <time dateTime={recordedAt}>{instant(recordedAt)}</time>
        {effectiveOn !== undefined && effectiveOn !== dayOf(recordedAt)
          ? ` · nói về ngày ${day(effectiveOn)}`
          : ''}
        {who === null ? '' : ` · ${who}`}
        {rule ? ` · quy tắc ${rule.id}, bản ${rule.version}` : ''} {event.simulated ? <SimulatedTag /> : null}
        {stored === undefined ? null : (
          <button
            type="button"
            className={`${css.open} no-print`}
            aria-expanded={open}
            onClick={() => setOpen((before) => !before)}
          >
            {open ? 'Ẩn sự kiện gốc' : 'Xem sự kiện gốc'}
          </button>
        )}
      </p>
      {children}
      {open && stored ? <StoredEvent read={stored} /> : null}
    </div>
  );
}

/** The event's JSON, as it lies in the log. */
function StoredEvent({ read }: { readonly read: Read<unknown> }) {
  const query = useRead(read);
  return (
    <Answer query={query} what="sự kiện gốc">
      {(event) => (
        // What scrolls must be reachable by keyboard.
        // biome-ignore lint/a11y/noNoninteractiveTabindex: as said
        <pre className={css.json} tabIndex={0}>
          {JSON.stringify(event, null, 2)}
        </pre>
      )}
    </Answer>
  );
}
