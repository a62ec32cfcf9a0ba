import { v4, v5, validate } from 'uuid';

/** The namespace of every id that this system derives. */
const NAMESPACE = v5('nq57-monitor', v5.URL);

/** An id that is always the same for the same name. */
export function derivedId(name: string): string {
  return v5(name, NAMESPACE);
}

/** A new id of its own. Not for domain code. */
export function randomId(): string {
  return v4();
}

/** The id of the `index`th event of a command. */
export function eventId(commandId: string, index: number): string {
  return v5(String(index), validate(commandId) ? commandId : derivedId(commandId));
}
