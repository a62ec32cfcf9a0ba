/*
 * Storage format. These names and bodies are in the log for good: never rename or reshape them; a new meaning is
 * a new event, a new shape is a new schema version with an upcaster. No secret ever enters an event.
 */
import type { Role } from './roles.js';

export type AccountRegistered = {
  type: 'AccountRegistered';
  /** displayName: a position, not a person. */
  data: { readonly displayName: string };
};
export type RoleGranted = {
  type: 'RoleGranted';
  data: { readonly role: Role; readonly unit: string | null };
};
export type RoleRevoked = {
  type: 'RoleRevoked';
  data: { readonly role: Role; readonly unit: string | null; readonly reason: string };
};
export type AccountDisabled = { type: 'AccountDisabled'; data: { readonly reason: string } };
export type AccountEnabled = { type: 'AccountEnabled'; data: { readonly reason: string } };
export type PasswordChanged = { type: 'PasswordChanged'; data: Record<never, never> };

export type AccountEvent =
  | AccountRegistered
  | RoleGranted
  | RoleRevoked
  | AccountDisabled
  | AccountEnabled
  | PasswordChanged;
