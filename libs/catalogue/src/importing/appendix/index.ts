export * from './draft.js';
export { type ReadOptions, readAppendix } from './read-appendix.js';
export type { KnownUnits, NamedUnit } from './unit-index.js';
