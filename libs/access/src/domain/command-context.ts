import type { CommandEnvelope, JsonObject } from '#event-log';
import { actorFor, type Principal } from './principal.js';
import type { Permission } from './roles.js';

/** Who sends a command and how it is told from any other; the same at every door (HTTP, command line, process). */
export interface CommandContext {
  readonly principal: Principal;
  /** Two commands with one id are one command, sent again. */
  readonly commandId: string;
  readonly correlationId: string;
  /** SHA-256 (hex) over what was asked, secrets left out. */
  readonly digest: string;
  /** If-Match: the revision that the sender has seen. */
  readonly demandedRevision?: number | undefined;
  /** Id and version of the rule, on automatic acts. */
  readonly rule?: JsonObject | undefined;
  /** The seed, on simulated acts. */
  readonly simulated?: JsonObject | undefined;
}

/**
 * The envelope under which a command's events are recorded.
 * @param unit the unit whose matter it is, where the permission is scoped
 * @throws {Refusal} forbidden
 */
export function envelopeFor(context: CommandContext, permission: Permission, unit?: string): CommandEnvelope {
  const { commandId, correlationId, digest, rule, simulated } = context;
  return {
    commandId,
    correlationId,
    digest,
    actor: actorFor(context.principal, permission, unit),
    ...(rule ? { rule } : {}),
    ...(simulated ? { simulated } : {}),
  };
}
