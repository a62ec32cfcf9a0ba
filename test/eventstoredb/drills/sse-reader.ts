import { get } from 'node:http';

/** One reader of `GET /changes` on one connection, which it never opens again. */
export class SseReader {
  readonly #told: string[] = [];
  #last = '';
  #end: string | null = null;
  #text = '';

  /** @param after position after which the stream begins */
  constructor(base: string, token: string, after: string) {
    const headers = { authorization: `Bearer ${token}`, 'last-event-id': after };
    const sent = get(`${base}/changes`, { headers, agent: false }, (answer) => {
      if (answer.statusCode !== 200) this.#finish(`answered ${answer.statusCode}`);
      answer.setEncoding('utf8');
      answer.on('data', (text: string) => this.#take(text));
      answer.on('end', () => this.#finish('the server has ended it'));
      answer.on('error', (error) => this.#finish(error.message));
    });
    sent.on('error', (error) => this.#finish(error.message));
  }

  /** `position stream revision` of each change, as it was told. */
  get told(): readonly string[] {
    return this.#told;
  }

  /** Position of the newest change that was told. */
  get last(): string {
    return this.#last;
  }

  /** Why the connection ended; null while it stands. */
  get end(): string | null {
    return this.#end;
  }

  #finish(why: string): void {
    this.#end ??= why;
  }

  #take(text: string): void {
    this.#text += text;
    const messages = this.#text.split('\n\n');
    this.#text = messages.pop() ?? '';
    for (const message of messages) {
      const fields = new Map(
        message.split('\n').map((line) => {
          const colon = line.indexOf(': ');
          return [line.slice(0, colon), line.slice(colon + 2)] as const;
        }),
      );
      if (fields.get('event') !== 'change') continue;
      const id = fields.get('id') ?? '';
      const { stream, revision } = JSON.parse(fields.get('data') ?? '{}') as Record<string, unknown>;
      this.#told.push(`${id} ${stream} ${revision}`);
      this.#last = id;
    }
  }
}
