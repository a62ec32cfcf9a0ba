export * from './domain/evaluate.js';
export * from './domain/warning.events.js';
export * from './domain/warning.state.js';
export * from './queries/list-warnings/list-warnings.query.js';
export * from './read-models/warnings/warnings.projection.js';
export * from './read-models/warnings/warnings.table.js';
export * from './warnings.module.js';
export * from './warnings.process.js';
