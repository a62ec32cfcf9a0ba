import type { Transporter } from 'nodemailer';
import type { Clock } from '#kernel';
import { isEmail, withoutAddresses } from '../domain/address.js';
import type { Outcome } from '../domain/retry.js';
import type { EmailSettings } from '../settings/notification-settings.js';
import type { Channel, Letter } from './channel.js';

const CONNECT_MS = 10_000;
const SILENCE_MS = 30_000;
const LONGEST_ERROR = 500;
const TEMPORARY = 400;
const PERMANENT = 500;
/** The server closes: it serves nobody now. */
const CLOSING = 421;
const LINE_BREAK = /[\r\n]/;

interface SmtpError extends Error {
  readonly code?: string;
  readonly responseCode?: number;
}

const errorText = (error: unknown) =>
  withoutAddresses(error instanceof Error ? error.message : String(error)).slice(0, LONGEST_ERROR);

/** What an SMTP error means for the mail, and for the others. */
export function outcomeOf(error: SmtpError): Outcome {
  const { responseCode: code = 0 } = error;
  const said = errorText(error);
  // A login that is refused says nothing about the mail.
  if (error.code === 'EAUTH' || code === CLOSING || code < TEMPORARY)
    return { kind: 'unreachable', error: said };
  return { kind: code >= PERMANENT ? 'refused' : 'delayed', error: said };
}

/** Mails through one SMTP server. */
export class EmailChannel implements Channel {
  #transport: Transporter | undefined;

  /** @param addressOf the address that an account has now, or null */
  constructor(
    private readonly settings: EmailSettings,
    private readonly clock: Clock,
    private readonly addressOf: (account: string) => string | null,
  ) {}

  async send({ id, target, subject, body }: Letter): Promise<Outcome> {
    const address = this.addressOf(target);
    if (address === null) return { kind: 'refused', error: 'the account has no address' };
    if (!isEmail(address)) return { kind: 'refused', error: 'the address is not one address' };
    if (LINE_BREAK.test(subject)) return { kind: 'refused', error: 'the subject has a line break' };
    const { from, fromName, replyTo } = this.settings;
    try {
      const transport = await this.#opened();
      await transport.sendMail({
        from: { name: fromName ?? '', address: from },
        to: { name: '', address },
        ...(replyTo === null ? {} : { replyTo }),
        subject,
        text: body,
        messageId: `<${id}@${from.slice(from.indexOf('@') + 1)}>`,
        date: new Date(this.clock.now()),
        headers: { 'Auto-Submitted': 'auto-generated' },
      });
      return { kind: 'sent' };
    } catch (error) {
      return outcomeOf(error as SmtpError);
    }
  }

  close(): void {
    this.#transport?.close();
  }

  /** The library is loaded with the first mail: most processes send none. */
  async #opened(): Promise<Transporter> {
    const { createTransport } = await import('nodemailer');
    const { host, port, secure, requireTls, login } = this.settings;
    this.#transport ??= createTransport({
      host,
      port,
      secure,
      requireTLS: requireTls,
      ...(login ? { auth: { user: login.user, pass: login.password } } : {}),
      connectionTimeout: CONNECT_MS,
      greetingTimeout: CONNECT_MS,
      socketTimeout: SILENCE_MS,
      disableFileAccess: true,
      disableUrlAccess: true,
    });
    return this.#transport;
  }
}
