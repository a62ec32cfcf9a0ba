import type { TestSystem, Who } from './system.js';

/** One message of `GET /changes`. */
export interface ChangeMessage {
  readonly id: string;
  readonly data: {
    readonly position: string;
    readonly stream: string;
    readonly revision: number;
    readonly type: string;
    readonly unit: string | null;
    readonly recordedAt: string;
    readonly simulated: boolean;
  };
}

/** A reader of `GET /changes` over a port: the server must listen. */
export class ChangeStream {
  readonly #reader: ReadableStreamDefaultReader<string>;
  readonly #abort: AbortController;
  #text = '';

  private constructor(body: ReadableStream<Uint8Array<ArrayBuffer>>, abort: AbortController) {
    this.#reader = body.pipeThrough(new TextDecoderStream()).getReader();
    this.#abort = abort;
  }

  /** Opens a stream from now on, or after a position. @throws {Error} when it is refused */
  static async open(system: TestSystem, url: string, as: Who, lastEventId?: string): Promise<ChangeStream> {
    const abort = new AbortController();
    const answer = await fetch(`${url}/changes`, {
      signal: abort.signal,
      headers: {
        authorization: `Bearer ${await system.token(as)}`,
        ...(lastEventId === undefined ? {} : { 'last-event-id': lastEventId }),
      },
    });
    const kind = answer.headers.get('content-type');
    if (!answer.ok || !answer.body || !kind?.startsWith('text/event-stream')) {
      throw new Error(`GET /changes answered ${answer.status} ${kind}: ${await answer.text()}`);
    }
    return new ChangeStream(answer.body, abort);
  }

  /** The next change; null when the server has ended the stream. */
  async next(): Promise<ChangeMessage | null> {
    for (;;) {
      const message = this.#cut();
      if (message?.event === 'change') {
        return { id: message.id ?? '', data: JSON.parse(message.data ?? '') as ChangeMessage['data'] };
      }
      if (message) continue;
      // A connection that the server cuts off is an end like any other.
      const { done, value } = await this.#reader.read().catch(() => ({ done: true, value: undefined }));
      if (done) return null;
      this.#text += value ?? '';
    }
  }

  /** The next changes, as many as asked for. @throws {Error} when the stream ends before */
  async take(count: number): Promise<ChangeMessage[]> {
    const messages: ChangeMessage[] = [];
    while (messages.length < count) {
      const message = await this.next();
      if (!message) throw new Error(`the stream ended after ${messages.length} of ${count} messages`);
      messages.push(message);
    }
    return messages;
  }

  close(): void {
    this.#abort.abort();
  }

  #cut(): Readonly<Record<string, string>> | null {
    const end = this.#text.indexOf('\n\n');
    if (end < 0) return null;
    const lines = this.#text.slice(0, end).split('\n');
    this.#text = this.#text.slice(end + 2);
    return Object.fromEntries(
      lines.flatMap((line) => {
        const colon = line.indexOf(': ');
        return colon > 0 ? [[line.slice(0, colon), line.slice(colon + 2)] as const] : [];
      }),
    );
  }
}
