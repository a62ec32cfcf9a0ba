export type { CallKind, Refusal } from './script.js';
export * from './scripted-cluster.js';
export * from './scripted-eventstoredb.js';
export type { ProposedEvent } from './scripted-log.js';
