import type { Outcome } from '../domain/retry.js';

export const CHANNELS = ['email', 'webhook'] as const;
export type ChannelName = (typeof CHANNELS)[number];

/** What is to be sent, as it was written when it came up: a second try sends the same. */
export interface Letter {
  /** Stable: the receiver knows a repeat by it. */
  readonly id: string;
  readonly channel: ChannelName;
  /** An account, or a subscription. */
  readonly target: string;
  readonly subject: string;
  readonly body: string;
}

/** A way to reach somebody. Never throws: what goes wrong is an outcome. */
export interface Channel {
  send(letter: Letter): Promise<Outcome>;
  close(): void;
}
