/** What a client proposes. */
export interface ProposedEvent {
  readonly id: string;
  readonly type: string;
  /** `application/json` or `application/octet-stream`. */
  readonly contentType: string;
  readonly data: Uint8Array;
  readonly metadata: Uint8Array;
}

export interface KeptEvent extends ProposedEvent {
  readonly stream: string;
  readonly revision: bigint;
  /** Commit and prepare position: they were equal in every event that was measured. */
  readonly position: bigint;
}

/** How an append went; `position` is missing where a softly deleted stream is appended to again (measured). */
export type Appended =
  | { readonly outcome: 'stored'; readonly revision: bigint; readonly position: bigint | undefined }
  | { readonly outcome: 'conflict'; readonly actual: bigint | undefined }
  | { readonly outcome: 'deleted' | 'too-large' };

/** A page, or why there is none: `error` is the server's answer to a place that is none. */
export type ReadPage = readonly KeptEvent[] | 'no-such-stream' | 'deleted' | 'error';

export interface PageWanted<Place> {
  readonly from: Place | 'start' | 'end';
  readonly backwards: boolean;
  readonly count: number;
}

interface KeptStream {
  readonly events: KeptEvent[];
  /** Softly deleted up to here: reads of the stream begin with this revision. */
  visibleFrom: number;
  tombstoned: boolean;
}

const MAX_APPEND_BYTES = 1_048_576;
/** What a record takes beside its body, so that positions have gaps as the server's have. */
const RECORD_BYTES = 150;
const TOMBSTONE_REVISION = 2n ** 63n - 1n;

const bytes = (text: string) => new Uint8Array(Buffer.from(text));

/**
 * What the scripted servers keep, in memory: streams, revisions, positions, and the answers that a server of the 23.10
 * line was seen to give. The nodes of a scripted cluster share one, as if everything were replicated at once.
 */
export class ScriptedLog {
  #events: KeptEvent[] = [];
  readonly #streams = new Map<string, KeptStream>();
  readonly #listeners = new Set<(events: readonly KeptEvent[]) => void>();
  #end = 0n;
  /** Most bytes of the bodies of one append; metadata don't count (measured). */
  maxAppendBytes = MAX_APPEND_BYTES;

  constructor() {
    // As on a new server, where the log begins with one of its own.
    this.add('$$$scavenges', { type: '$metadata', data: bytes('{"$maxAge":2592000}') });
  }

  /** Everything, the oldest first. */
  get events(): readonly KeptEvent[] {
    return this.#events;
  }

  /** The events of one stream, deleted ones too. */
  eventsOf(stream: string): readonly KeptEvent[] {
    return this.#streams.get(stream)?.events ?? [];
  }

  /** @returns a function that ends the listening */
  listen(listener: (events: readonly KeptEvent[]) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Writes an event at the end of a stream past all checks, as another program does. */
  add(stream: string, event: Partial<ProposedEvent> = {}): void {
    const proposed = {
      id: crypto.randomUUID(),
      type: 'Told',
      contentType: 'application/json',
      data: bytes('{}'),
      metadata: new Uint8Array(),
      ...event,
    };
    this.#publish(this.#store(stream, [proposed]));
  }

  /**
   * Appends by the rules that were measured: ids are compared at the place of the append and nowhere else, bodies never.
   * @param expected the revision of the last event, -1 for no stream
   */
  append(stream: string, expected: bigint, proposed: readonly ProposedEvent[]): Appended {
    const sum = proposed.reduce((total, { data }) => total + data.byteLength, 0);
    if (sum > this.maxAppendBytes) return { outcome: 'too-large' };
    const { events, visibleFrom, tombstoned } = this.#streamOf(stream);
    if (tombstoned) return { outcome: 'deleted' };
    const last = BigInt(events.length) - 1n;
    const standing = events.slice(Number(expected) + 1, Number(expected) + 1 + proposed.length);
    if (standing[0] && standing[0].id === proposed[0]?.id) {
      const isRepeat = proposed.every(({ id }, index) => standing[index]?.id === id);
      if (!isRepeat) return { outcome: 'conflict', actual: last };
      const { revision, position } = standing.at(-1)!;
      return { outcome: 'stored', revision, position: revision < visibleFrom ? undefined : position };
    }
    const beginsAnew = expected === -1n && visibleFrom === events.length;
    if (expected !== last && !beginsAnew) {
      return { outcome: 'conflict', actual: last < 0n ? undefined : last };
    }
    const stored = this.#store(stream, proposed);
    this.#publish(stored);
    const { revision, position } = stored.at(-1)!;
    return { outcome: 'stored', revision, position };
  }

  readStream(stream: string, { from, backwards, count }: PageWanted<bigint>): ReadPage {
    const { events, visibleFrom, tombstoned } = this.#streamOf(stream);
    if (tombstoned) return 'deleted';
    if (count === 0 || (from === 'end' && !backwards)) return 'error';
    const visible = events.slice(visibleFrom);
    if (visible.length === 0) return 'no-such-stream';
    const edge = from === 'start' ? 0n : from === 'end' ? TOMBSTONE_REVISION : from;
    const page = backwards
      ? visible.filter(({ revision }) => revision <= edge).reverse()
      : visible.filter(({ revision }) => revision >= edge);
    return page.slice(0, count);
  }

  /**
   * Forwards from a position inclusive, backwards exclusive. A position at which nothing stands is an error; one beyond
   * the last event is an error backwards and an empty page forwards.
   */
  readAll({ from, backwards, count }: PageWanted<bigint>): ReadPage {
    let start = from === 'start' ? 0 : this.#events.length;
    if (typeof from === 'bigint') {
      const isBeyond = from > (this.#events.at(-1)?.position ?? -1n);
      start = this.#events.findIndex(({ position }) => position === from);
      if (isBeyond && !backwards) start = this.#events.length;
      if (start < 0) return 'error';
    }
    return backwards
      ? this.#events.slice(Math.max(0, start - count), start).reverse()
      : this.#events.slice(start, start + count);
  }

  /** Deletes a stream for ever: it stands in `$all` with a last event of the server's own. */
  tombstone(stream: string): void {
    this.#streamOf(stream).tombstoned = true;
    this.#put(stream, TOMBSTONE_REVISION, {
      id: crypto.randomUUID(),
      type: '$streamDeleted',
      contentType: 'application/octet-stream',
      data: new Uint8Array(),
      metadata: new Uint8Array(),
    });
  }

  /** Deletes a stream so that it may begin anew, where its revisions ended. */
  deleteSoftly(stream: string): void {
    const kept = this.#streamOf(stream);
    kept.visibleFrom = kept.events.length;
    this.add(`$$${stream}`, { type: '$metadata', data: bytes(`{"$tb":${TOMBSTONE_REVISION}}`) });
  }

  /** Goes back to the first so many events, as a server does whose backup was restored. */
  restoreTo(count: number): void {
    const kept = this.#events.slice(0, count);
    this.#events = [];
    this.#streams.clear();
    this.#end = 0n;
    for (const event of kept) this.#store(event.stream, [event]);
  }

  #streamOf(name: string): KeptStream {
    const kept = this.#streams.get(name);
    if (kept) return kept;
    const fresh = { events: [], visibleFrom: 0, tombstoned: false };
    this.#streams.set(name, fresh);
    return fresh;
  }

  #store(stream: string, proposed: readonly ProposedEvent[]): KeptEvent[] {
    const { events } = this.#streamOf(stream);
    return proposed.map((event) => {
      const kept = this.#put(stream, BigInt(events.length), event);
      events.push(kept);
      return kept;
    });
  }

  #publish(stored: readonly KeptEvent[]): void {
    for (const listener of this.#listeners) listener(stored);
  }

  #put(
    stream: string,
    revision: bigint,
    { id, type, contentType, data, metadata }: ProposedEvent,
  ): KeptEvent {
    const kept = { stream, revision, id, type, contentType, data, metadata, position: this.#end };
    this.#events.push(kept);
    this.#end += BigInt(RECORD_BYTES + stream.length + data.byteLength + metadata.byteLength);
    return kept;
  }
}
