import { type ReactNode, useState } from 'react';
import { type Read, useRead } from '../api/reads.js';
import type { StoredEventDto } from '../client/types.gen.js';
import css from './event-line.module.css';
import { day, dayOf, instant } from './format.js';
import { Answer } from './states.js';
import { SimulatedTag } from './tag.js';
import { Told } from './told.js';
import { RULE_TEXT } from './words.js';

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
  readonly stored?: Read<StoredEventDto>;
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
      <p>
        <Told>{event.sentence}</Told>
      </p>
      <p className={css.about}>
        <time dateTime={recordedAt}>{instant(recordedAt)}</time>
        {effectiveOn !== undefined && effectiveOn !== dayOf(recordedAt)
          ? ` · nói về ngày ${day(effectiveOn)}`
          : ''}
        {who === null ? '' : ` · ${who}`}
        {rule ? ` · quy tắc “${ruleText(rule.id)}”, bản ${rule.version}` : ''}{' '}
        {event.simulated ? <SimulatedTag /> : null}
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

/** What a rule is called; the event as it was stored has its id. */
function ruleText(id: string): string {
  const words: Readonly<Record<string, string>> = RULE_TEXT;
  return words[id] ?? id;
}

/** The event as it lies in the log: where, and what it holds. */
function StoredEvent({ read }: { readonly read: Read<StoredEventDto> }) {
  const query = useRead(read);
  return (
    <Answer query={query} what="sự kiện gốc">
      {(event) => <StoredText event={event} />}
    </Answer>
  );
}

/** Body and metadata, laid out to be read; text for text below. */
export function StoredText({ event }: { readonly event: StoredEventDto }) {
  const { id, type, stream, revision, position, data, metadata } = event;
  return (
    <div className={css.stored}>
      <dl className={css.place}>
        <dt>Loại sự kiện</dt>
        <dd>{type}</dd>
        <dt>Luồng</dt>
        <dd>
          {stream}, thứ tự {revision}
        </dd>
        <dt>Vị trí trong sổ</dt>
        <dd>{position}</dd>
        <dt>Mã sự kiện</dt>
        <dd>{id}</dd>
      </dl>
      <p className={css.what}>Nội dung</p>
      <Text>{laidOut(data)}</Text>
      <p className={css.what}>Thông tin kèm theo</p>
      <Text>{laidOut(metadata)}</Text>
      <details>
        <summary>Nguyên văn từng ký tự như đã lưu</summary>
        <Text>{`${data}\n${metadata}`}</Text>
      </details>
    </div>
  );
}

function Text({ children }: { readonly children: string }) {
  return (
    // What scrolls must be reachable by keyboard.
    // biome-ignore lint/a11y/noNoninteractiveTabindex: as said
    <pre className={css.json} tabIndex={0}>
      {children}
    </pre>
  );
}

function laidOut(json: string): string {
  try {
    return JSON.stringify(JSON.parse(json), null, 2);
  } catch {
    return json;
  }
}
