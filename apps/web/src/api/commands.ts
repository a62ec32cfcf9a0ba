import { useCallback, useRef, useState } from 'react';
import { isUnknownOutcome, messageOf } from './problem.js';
import { askAgain, type StreamCategory } from './reads.js';
import { commandFetch, rememberPosition } from './transport.js';

/** To be spread into the generated function's options: `sdk({ ...call, path, body })`. */
export interface CommandCall {
  readonly fetch: typeof fetch;
  readonly headers: Record<string, string>;
  readonly throwOnError: true;
}

interface CommandAnswer {
  readonly position?: string | null;
}

interface CommandOptions<Input, Answer> {
  /** Carries it out, by a generated function. */
  readonly send: (input: Input, call: CommandCall) => Promise<{ readonly data: Answer }>;
  /** What streams it writes: reads made of them are asked again at once. */
  readonly writes: readonly StreamCategory[];
  /** Key of the draft, where there is one; else one is made at the first press and kept until it is carried out. */
  readonly idempotencyKey?: string;
  readonly onDone?: (answer: Answer, input: Input) => void;
}

/** A button's command: `run` sends it once, however often it is pressed. */
export interface Command<Input, Answer> {
  /** @returns the answer; null where it failed (`error` says why) */
  readonly run: (input: Input, options?: { readonly ifMatch?: number }) => Promise<Answer | null>;
  readonly pending: boolean;
  readonly error: unknown;
  /** A sentence for people; null where nothing went wrong. */
  readonly message: string | null;
  readonly reset: () => void;
}

/** A new key: visible ASCII, known to no one else. */
export function newKey(): string {
  // randomUUID is there in secure contexts alone, and some offices open the page over plain http.
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/**
 * A command of the server. Pressing twice sends once; after a lost connection the very same is sent again with its
 * key, so that what had been carried out is not carried out twice.
 */
export function useCommand<Input, Answer extends CommandAnswer>(
  options: CommandOptions<Input, Answer>,
): Command<Input, Answer> {
  const latest = useRef(options);
  latest.current = options;
  const key = useRef<string | null>(null);
  const running = useRef<Promise<Answer | null> | null>(null);
  const [pending, setPending] = useState(false);
  const [error, setError] = useState<unknown>(null);

  const run = useCallback((input: Input, { ifMatch }: { readonly ifMatch?: number } = {}) => {
    if (running.current) return running.current;
    const { send, writes, idempotencyKey, onDone } = latest.current;
    key.current ??= newKey();
    const headers: Record<string, string> = { 'Idempotency-Key': idempotencyKey ?? key.current };
    if (ifMatch !== undefined) headers['If-Match'] = `"${ifMatch}"`;
    setPending(true);
    setError(null);
    const call: CommandCall = { fetch: commandFetch(), headers, throwOnError: true };
    // What can't be sent at all throws at once: that is told as any other problem.
    running.current = Promise.resolve()
      .then(() => send(input, call))
      .then(({ data }) => {
        key.current = null;
        rememberPosition(data.position ?? null);
        void askAgain(new Set(writes));
        onDone?.(data, input);
        return data;
      })
      .catch((reason: unknown) => {
        if (!isUnknownOutcome(reason)) key.current = null;
        setError(reason);
        return null;
      })
      .finally(() => {
        running.current = null;
        setPending(false);
      });
    return running.current;
  }, []);

  return {
    run,
    pending,
    error,
    message: error === null ? null : messageOf(error),
    reset: useCallback(() => setError(null), []),
  };
}
