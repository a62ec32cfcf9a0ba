import type { SetContactDto } from '../commands/set-contact/set-contact.dto.js';
import type { Contact } from '../outbox/outbox.js';

/** What is not said is the default: mails are wanted where there is an address. */
export function contactOf({ email, digest, immediate }: SetContactDto): Contact {
  return { email: email ?? null, digest: digest ?? true, immediate: immediate ?? true };
}
